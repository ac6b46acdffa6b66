//! Making the submission from a case: the words of the record, the steps, the log.
mod update;

pub use update::{added, may_arrive, to_quote, to_send, unsent};

use std::collections::BTreeMap;

use gh_wire::chain::CaseFile;
use gh_wire::digest::Digest;
use gh_wire::id::Id;
use gh_wire::submission::{
    Absence, Answer, AskedAgain, Call, Fact, HandedOver, LEFT_OUT, Occasion, SCHEMA, Said, Section, Sender, Sign,
    StepTaken, Submission,
};

use crate::asked::{self, my_role};
use crate::case::{Actor, CaseState, Degree, Kind, Log, StepAnswer, Stored, Typed};
use crate::guide::{CantReason, Pack, Role};
use crate::photos;
use crate::record::{self, CallPart, FieldKind, Profile, SECTIONS};
use crate::signs::{self, Detail};
use crate::time::Wall;

/// While it is true, Start, the README and the desk say "Trial version. No real child’s details."
pub const TRIAL: bool = true;

/// The id of the case's next submission, derived from the case's own random id, how many were sealed before, and the last
/// time that this phone took the case over: two phones that hold one case send two records, never two under one id.
///
/// Derived, not drawn, so that it is the same before and after Send, in a second tab, and after a kill: a double tap
/// cannot make two records.
#[must_use]
pub fn submission_id(state: &CaseState) -> Id {
    let mut bytes = b"golden-hour submission".to_vec();
    bytes.extend(state.id.as_bytes());
    bytes.extend(u64::try_from(state.sent.len()).unwrap_or(u64::MAX).to_be_bytes());
    if let Some(taken) = state.taken_over.last() {
        bytes.extend(taken.event.as_bytes());
    }
    let mut id = [0; 16];
    id.copy_from_slice(&Digest::of(&bytes).as_bytes()[..16]);
    Id::from_bytes(id)
}

/// The submission by which the record is called, on each sheet and at the desk: the first that was sent, else the one that
/// would be.
#[must_use]
pub fn record_id(state: &CaseState) -> Id {
    state.sent.first().map_or_else(|| submission_id(state), |sent| sent.submission)
}

/// The submission of this case as it stands.
#[must_use]
pub fn submission(id: Id, log: &Log, state: &CaseState, profile: &Profile, pack: &Pack, now: Wall) -> Submission {
    let value = |field: &str| record::value(state, profile, field).unwrap_or_default().to_owned();
    let area = state.area.as_deref().unwrap_or(&profile.area);
    Submission {
        schema: SCHEMA,
        id,
        case_id: state.id,
        occasion: state.occasion,
        trial: TRIAL,
        sealed_at_ms: now.ms,
        offset_min: now.offset_min,
        met_at_ms: state.met_at.filter(|_| state.occasion == Occasion::Hour).map(|met| met.ms),
        clock_changed: state.clock_changed.is_some(),
        from: Sender {
            name: value("m02.name"),
            role: my_role(state, profile).map_or("Not given", Role::word).to_owned(),
            organisation: value("m02.organisation"),
            staff_number: value("m02.staff-number"),
            call_back: value(record::CALL_BACK),
            area: pack.areas.iter().find(|known| known.id == area).map_or(String::new(), |area| area.name.clone()),
        },
        child_as_said: record::child_as_said(state),
        place_now: places(state, profile),
        sections: SECTIONS.iter().map(|section| sent_section(section, state, profile)).collect(),
        said: said(state, profile),
        asked_again: asked_again(state),
        signs: signs(state),
        calls: calls(state),
        handed_over: handed_over(state),
        gone_ms: state.gone.map(|(last_seen, _)| last_seen.ms),
        was_away: was_away(state),
        together: state.together.iter().copied().collect(),
        steps: state.answers.iter().map(step_taken).collect(),
        guidance: state.guidance.clone(),
        log: log.events().iter().map(|stored| String::from_utf8_lossy(&stored.bytes).into_owned()).collect(),
        update: None,
    }
}

/// The submission as bytes that fit an envelope.
///
/// Each pause in typing stores a draft of the whole field, and the log keeps them all. Where they do not fit, drafts
/// that were written over are left out, oldest first, as `sha256:` and the digest of their bytes: the chain can still
/// be followed past them. Nothing else is ever left out. An update holds the end of the log only.
///
/// # Errors
/// The number of bytes, if it does not fit even so.
pub fn fitting(mut submission: Submission, log: &Log, limit: usize) -> Result<Vec<u8>, usize> {
    let mut bytes = submission.to_json();
    let before = submission.update.as_ref().map_or(0, |update| update.log_from as usize);
    let mut superseded = superseded(log).into_iter().filter(|place| *place >= before);
    while bytes.len() > limit {
        let mut spared = 0;
        let over = bytes.len() - limit;
        while spared < over {
            let Some(place) = superseded.next() else { break };
            let stored = &log.events()[place].bytes;
            let left_out = format!("{LEFT_OUT}{}", Digest::of(stored));
            spared += stored.len().saturating_sub(left_out.len());
            submission.log[place - before] = left_out;
        }
        if spared == 0 {
            return Err(bytes.len());
        }
        bytes = submission.to_json();
    }
    Ok(bytes)
}

/// The case with its log, to be saved as a file. Where the child is stands apart here as everywhere: of what was written
/// there, only the digest is in the file, and the chain can still be followed.
#[must_use]
pub fn case_file(log: &Log) -> CaseFile {
    CaseFile { case_id: log.case(), log: log.events().iter().map(|stored| without_place(stored)).collect() }
}

/// The text of an event; of one that says where the child is, the digest alone.
#[must_use]
pub fn without_place(stored: &Stored) -> String {
    let apart = match &stored.event.kind {
        Kind::Fact { field, .. } => record::is_of_a_place(field),
        _ => false,
    };
    if apart {
        format!("{LEFT_OUT}{}", Digest::of(&stored.bytes))
    } else {
        String::from_utf8_lossy(&stored.bytes).into_owned()
    }
}

/// Places in the log of drafts that a later draft of the same field has written over.
fn superseded(log: &Log) -> Vec<usize> {
    let field = |place: usize| match &log.events()[place].event.kind {
        Kind::Fact { field, .. } => Some(field),
        _ => None,
    };
    let mut last = BTreeMap::new();
    let places = 0..log.events().len();
    for place in places.clone() {
        if let Some(field) = field(place) {
            last.insert(field, place);
        }
    }
    places.filter(|place| field(*place).is_some_and(|field| last[field] != *place)).collect()
}

/// Where the child is now and, on lines of their own, where they were last seen and where they sleep tonight: apart from the
/// sections, in one text. Of a child who has gone, where they were last seen comes first; what was written before they
/// went says so, also when they are back.
fn places(state: &CaseState, profile: &Profile) -> Option<String> {
    let fields = SECTIONS.iter().flat_map(|section| section.fields).filter(|field| field.place);
    let lines = fields.filter_map(|field| {
        let place = record::value(state, profile, field.id)?;
        let is_now = field.id == record::PLACE_NOW;
        let label = if is_now { record::old_place(state) } else { record::place_label(field.id) };
        let place = if is_now { record::place_words(state)? } else { place };
        Some((field.id, label.map_or(place.to_owned(), |label| format!("{label}: {place}"))))
    });
    let mut lines: Vec<(&str, String)> = lines.collect();
    // Where they were last seen the time before may be where they go again.
    let seen = state.absences.iter().filter_map(|absence| Some((absence.last_seen.hh_mm(), absence.place.as_ref()?)));
    lines.extend(seen.map(|(at, place)| ("", format!("Last seen when they had gone before, {at}: {place}"))));
    if state.gone.is_some() {
        lines.sort_by_key(|(field, _)| *field != crate::missing::LAST_SEEN);
    }
    let lines: Vec<String> = lines.into_iter().map(|(_, line)| line).collect();
    (!lines.is_empty()).then(|| lines.join("\n"))
}

/// Said of how a fact is known where the words are newer than that.
const CHANGED_SINCE: &str = "said before these words were changed";

/// How a fact is known, who says so where that is not who wrote it, and that its words were changed after that was said.
fn known(state: &CaseState, field: &str) -> String {
    let how = state.fact(&record::how_field(field)).map(str::to_owned);
    let mut parts: Vec<String> = how.into_iter().chain(record::who_says_so(state, field)).collect();
    if record::is_changed_since_its_source(state, field) {
        parts.push(CHANGED_SINCE.to_owned());
    }
    let doubt = state.fact(field).and_then(|words| record::doubt(field, words.trim()));
    parts.extend(doubt.map(str::to_owned));
    parts.join(", ")
}

fn sent_section(section: &record::Section, state: &CaseState, profile: &Profile) -> Section {
    // The fields of the child's words hold what becomes an entry, and entries are sent as such.
    let fields = if section.id == record::SAID { &[] } else { section.fields };
    let said = |field: &str| state.fact(field).unwrap_or_default().to_owned();
    let facts = fields.iter().filter(|field| !field.place).filter_map(|field| {
        // Who has the child is sent as a handing over; here stands only who is to be the next.
        let value = record::typed(state, profile, field.id)?;
        Some(Fact {
            id: field.id.to_owned(),
            label: field.label.to_owned(),
            value: value.to_owned(),
            childs_words: field.kind == FieldKind::Words,
            // What Settings says has no time of its own in this case.
            at_ms: state.facts.get(field.id).map_or(0, |fact| fact.at.ms),
            known: known(state, field.id),
            known_from: said(&record::from_field(field.id)),
            noted_by: state.facts.get(field.id).map_or(String::new(), |fact| fact.by.name.clone()),
        })
    });
    let photos = (section.id == photos::SECTION).then(|| photos::fact(state)).flatten();
    Section {
        id: section.id.to_owned(),
        title: section.title.to_owned(),
        facts: facts.chain(photos).collect(),
        not_known_because: state.not_known.get(section.id).cloned(),
    }
}

/// The child's words, as they are sent: each entry, and what is typed and not added yet, for Send must not leave it behind.
#[must_use]
pub fn said(state: &CaseState, profile: &Profile) -> Vec<Said> {
    let entries = state.said.iter().map(|entry| {
        let (first, now) = (entry.first(), entry.now());
        Said {
            id: Some(first.event),
            words: now.words.clone(),
            first_words: (now.words != first.words).then(|| first.words.clone()),
            way: now.way.clone(),
            interpreter: now.interpreter.clone(),
            asked: now.asked.clone(),
            noted_by: first.by.name.clone(),
            at_ms: first.at.ms,
            changed_ms: (now.event != first.event).then_some(now.at.ms),
            no_reason: first.no_reason,
        }
    });
    let typed = state.facts.get(record::SAID_WORDS).map(|words| {
        let value = |field: &str| record::value(state, profile, field).unwrap_or_default().to_owned();
        let (way, interpreter) = (value(record::SAID_WAY), value(record::SAID_INTERPRETER));
        Said {
            id: None,
            words: words.value.clone(),
            first_words: None,
            interpreter: through(state, &way, interpreter),
            way,
            asked: value(record::SAID_ASKED),
            noted_by: words.by.name.clone(),
            at_ms: words.at.ms,
            changed_ms: None,
            no_reason: state.fact(record::SAID_ASKED).is_some() && asked::needs_reason(state, &words.by),
        }
    });
    entries.chain(typed).collect()
}

/// The child's words in lines of a text, each as it was said and how it came; what is typed and not added yet says so.
#[must_use]
pub fn quoted(state: &CaseState, profile: &Profile) -> Vec<String> {
    let typed = said(state, profile).into_iter().filter(|said| said.id.is_none());
    let typed = typed.map(|said| {
        let at = Wall { ms: said.at_ms, ..state.began }.hh_mm();
        format!("“{}” ({at}, not added yet)", record::isolated(&said.words))
    });
    state.said.iter().map(crate::case::ChildSaid::quoted).chain(typed).collect()
}

/// The reasons to ask the child again, as they are sent, oldest first.
#[must_use]
pub fn asked_again(state: &CaseState) -> Vec<AskedAgain> {
    let again = state.again.iter().map(|again| AskedAgain {
        reason: again.reason.clone(),
        noted_by: again.by.name.clone(),
        at_ms: again.at.ms,
    });
    again.collect()
}

/// A new entry of the child's words from what is typed; nothing while no word is. What somebody else than `me` typed and did
/// not add stays theirs.
#[must_use]
pub fn entry(
    state: &CaseState,
    me: &Actor,
    words: String,
    way: String,
    interpreter: String,
    asked: String,
) -> Option<Kind> {
    let interpreter = through(state, &way, interpreter);
    let typed = asked::typed_by_another(state, me).map(|typed| Typed { by: typed.by.clone(), at: typed.at });
    (!words.trim().is_empty()).then_some(Kind::Said { of: None, words, way, interpreter, asked, typed })
}

/// The interpreter of an entry: the one that is typed, else the one who is known, where there was one.
fn through(state: &CaseState, way: &str, typed: String) -> String {
    if typed.is_empty() && way == record::WAYS[0] {
        record::interpreter(state).unwrap_or_default().to_owned()
    } else {
        typed
    }
}

/// The calls, as they are sent, oldest first.
#[must_use]
pub fn calls(state: &CaseState) -> Vec<Call> {
    let calls = state.calls.iter().map(|call| {
        let part = |part: CallPart| state.fact(&part.field(call.event)).unwrap_or_default().to_owned();
        Call {
            id: call.event,
            to: call.to.clone(),
            number: call.number.clone(),
            answered: call.answered,
            person: part(CallPart::Person),
            reference: part(CallPart::Reference),
            agreed: part(CallPart::Agreed),
            at_ms: call.at.ms,
        }
    });
    calls.collect()
}

/// Who took over, as it is sent, oldest first.
fn handed_over(state: &CaseState) -> Vec<HandedOver> {
    let given = state.handed_over.iter().map(|given| HandedOver {
        id: given.event,
        name: given.to.name.clone(),
        role: given.to.role.clone(),
        number: given.to.number.clone(),
        identity: given.to.identity.clone(),
        rang_back: given.to.rang_back.clone(),
        told_child: given.to.told_child.clone(),
        noted_by: if given.from.is_empty() { given.by.name.clone() } else { given.from.clone() },
        at_ms: given.at.ms,
    });
    given.collect()
}

/// The times in which the child was gone before.
fn was_away(state: &CaseState) -> Vec<Absence> {
    let over = state
        .absences
        .iter()
        .filter_map(|absence| Some(Absence { last_seen_ms: absence.last_seen.ms, back_ms: absence.found?.ms }));
    over.collect()
}

/// The signs that are noted, as they are sent, in the order of their ids.
#[must_use]
pub fn signs(state: &CaseState) -> Vec<Sign> {
    let signs = state.signs.iter().map(|(id, noted)| {
        let detail = |detail: Detail| state.fact(&detail.field(id)).unwrap_or_default().to_owned();
        let typed = detail(Detail::By);
        Sign {
            id: id.clone(),
            says: noted.says.clone(),
            seen: noted.degree == Degree::Seen,
            noticed_by: if typed.is_empty() { noted.by.name.clone() } else { typed },
            noticed_when: detail(Detail::When),
            known: signs::known(state, id),
            note: detail(Detail::Note),
            at_ms: noted.at.ms,
        }
    });
    signs.collect()
}

fn step_taken(answered: &crate::case::StepAnswered) -> StepTaken {
    let (answer, reason) = match answered.answer {
        StepAnswer::Done => (Answer::Done, None),
        StepAnswer::NotNeeded => (Answer::NotNeeded, None),
        StepAnswer::Cant(reason) => (Answer::Cant, Some(reason_word(reason).to_owned())),
    };
    StepTaken { key: answered.step.clone(), title: answered.title.clone(), answer, reason, at_ms: answered.at.ms }
}

/// The word on the button of a reason.
#[must_use]
pub const fn reason_word(reason: CantReason) -> &'static str {
    match reason {
        CantReason::NoAnswer => "No answer",
        CantReason::NoSignal => "No signal",
        CantReason::NotSafe => "Not safe",
        CantReason::Other => "Other",
    }
}
