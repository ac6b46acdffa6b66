//! What follows from the log of a case. Every screen is derived from this.
use std::collections::{BTreeMap, BTreeSet};

use gh_wire::id::Id;
use gh_wire::submission::Occasion;

use super::event::{Actor, Event, Kind};
use super::kinds::{changes_situation, is_of_the_child, is_word, note_hand};
use super::log::Log;
use super::merged;
use super::noted::{
    Absence, AskedAgain, CallNoted, ChildSaid, FactWritten, Hand, HandedOver, PhotoNoted, SaidVersion, Sent, SignNoted,
    StepAnswered, TakenOver,
};
use crate::asked;
use crate::guide::Role;
use crate::hour::Clock;
use crate::record;
use crate::time::Wall;

/// In [`CaseState::situations`]: the child has gone.
pub const CHILD_GONE: &str = "child-gone";

/// In [`CaseState::situations`]: the child is back, and those who were told that they had gone are to be told.
pub const CHILD_BACK: &str = "child-back";

/// In [`CaseState::situations`]: a sign that means danger is noted.
pub const DANGER_SIGN: &str = "danger-sign";

/// A case as it stands after its last event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseState {
    /// The case.
    pub id: Id,
    /// Hour or concern.
    pub occasion: Occasion,
    /// When the log began.
    pub began: Wall,
    /// When the child was met, where an hour runs.
    pub met_at: Option<Wall>,
    /// The guidance edition of this case.
    pub guidance: String,
    /// The hour's own count of time.
    pub clock: Clock,
    /// The chosen role.
    pub role: Option<Role>,
    /// Who chose it, and the place in the log.
    pub role_by: Option<(Actor, u32)>,
    /// The role was chosen or skipped, so it is not asked again.
    pub role_settled: bool,
    /// The person has said that the name in Settings is theirs.
    pub person_confirmed: bool,
    /// The chosen area.
    pub area: Option<String>,
    /// Options chosen, by question, with the place in the log of the last change.
    pub situation: BTreeMap<String, (Vec<String>, u32)>,
    /// Each situation that has been, once, in the order in which they first were: `question/option`, `field=value` of a choice, and
    /// [`CHILD_GONE`]. So a step that no longer fits can be told from one that never did.
    pub situations: Vec<BTreeSet<String>>,
    /// Answers to steps, oldest first.
    pub answers: Vec<StepAnswered>,
    /// Fields that have a value.
    pub facts: BTreeMap<String, FactWritten>,
    /// What stood in fields that somebody emptied: the child was asked it all the same.
    pub emptied: BTreeMap<String, FactWritten>,
    /// Fields that were ever written, with the place in the log of the last change.
    pub written: BTreeMap<String, u32>,
    /// The child's words, oldest first.
    pub said: Vec<ChildSaid>,
    /// Everybody with a name who wrote of the child.
    pub writers: Vec<Hand>,
    /// Everybody with a name who read what had been asked.
    pub readers: Vec<Hand>,
    /// The reasons to ask the child again, oldest first.
    pub again: Vec<AskedAgain>,
    /// Signs that are noted, by id.
    pub signs: BTreeMap<String, SignNoted>,
    /// The place in the log of the last change of a sign.
    pub last_sign: Option<u32>,
    /// Sections marked "not known, because".
    pub not_known: BTreeMap<String, String>,
    /// Photographs, oldest first.
    pub photos: Vec<PhotoNoted>,
    /// Calls, oldest first.
    pub calls: Vec<CallNoted>,
    /// The cases of children who were found together with this one.
    pub together: BTreeSet<Id>,
    /// These children in words, where a sheet is made: their own records name them, so the log of this case cannot.
    pub found_with: Vec<String>,
    /// When the phone's clock was changed, by its new time; the note is shown until it has been read.
    pub clock_changed: Option<Wall>,
    /// The note about the clock has been read.
    pub clock_note_seen: bool,
    /// The child has gone: last seen, and the place in the log where that was first noted.
    pub gone: Option<(Wall, u32)>,
    /// The child is back, and somebody had been told that they had gone: the place in the log.
    pub back: Option<u32>,
    /// Each time the child had gone, oldest first: last seen, and found again.
    pub absences: Vec<Absence>,
    /// Who took over, oldest first.
    pub handed_over: Vec<HandedOver>,
    /// Each time this phone took the case over from another, or the phone before it did, oldest first.
    pub taken_over: Vec<TakenOver>,
    /// Submissions, oldest first.
    pub sent: Vec<Sent>,
    /// The person finished the hour.
    pub finished: Option<Wall>,
    /// Place in the log of the last word of the record.
    pub last_word: Option<u32>,
}

impl CaseState {
    /// Follows the log. `None` while it has no first event.
    #[must_use]
    pub fn of(log: &Log) -> Option<Self> {
        let first = log.events().first()?;
        let undone = merged::undone(log);
        let overtaken = merged::overtaken(log, &undone);
        let mut state = Self::begun(log.case(), &first.event);
        let mut words = BTreeSet::new();
        for event in log.events().iter().map(|stored| &stored.event) {
            let taken_back = undone.contains(&event.id);
            let reading = (!event.merged).then(|| state.clock.note(event, taken_back));
            if reading.is_some_and(|reading| reading.changed) {
                // Whatever was noted first after the change, the log itself shows it.
                state.clock_changed = Some(event.at.wall);
                state.clock_note_seen = false;
            }
            if is_word(&event.kind) {
                words.insert(event.id);
            }
            if taken_back {
                continue;
            }
            if overtaken.contains(&event.id) {
                // Its words stand in the log, and somebody wrote them.
                if is_of_the_child(&event.kind) {
                    note_hand(&mut state.writers, event);
                }
                continue;
            }
            if let (Kind::MetCorrected { .. }, Some(reading)) = (&event.kind, reading) {
                let moved = state.clock.elapsed_at_last().saturating_sub(reading.elapsed_ms);
                for answer in &mut state.answers {
                    answer.elapsed_ms = answer.elapsed_ms.saturating_add(moved);
                }
            }
            if matches!(event.kind, Kind::Undone { event } if words.contains(&event)) {
                // A word that was taken back after Send is a change that the desk does not have.
                state.last_word = Some(event.seq);
            }
            state.apply(event);
            if state.situations.is_empty() || changes_situation(&event.kind) {
                state.keep_situation();
            }
        }
        Some(state)
    }

    fn keep_situation(&mut self) {
        let mut now = BTreeSet::new();
        for (question, (options, _)) in &self.situation {
            now.extend(options.iter().map(|option| format!("{question}/{option}")));
        }
        let choices = self.facts.iter().filter(|(id, _)| record::is_choice(id));
        now.extend(choices.map(|(field, fact)| format!("{field}={}", fact.value)));
        now.extend(self.gone.map(|_| CHILD_GONE.to_owned()));
        now.extend(self.back.map(|_| CHILD_BACK.to_owned()));
        now.extend(self.danger_sign().map(|_| DANGER_SIGN.to_owned()));
        if !self.situations.contains(&now) {
            self.situations.push(now);
        }
    }

    fn begun(id: Id, first: &Event) -> Self {
        Self {
            id,
            occasion: Occasion::Concern,
            began: first.at.wall,
            met_at: None,
            guidance: String::new(),
            clock: Clock::starting_at(first.at),
            role: None,
            role_by: None,
            role_settled: false,
            person_confirmed: false,
            area: None,
            situation: BTreeMap::new(),
            situations: Vec::new(),
            answers: Vec::new(),
            facts: BTreeMap::new(),
            emptied: BTreeMap::new(),
            written: BTreeMap::new(),
            said: Vec::new(),
            writers: Vec::new(),
            readers: Vec::new(),
            again: Vec::new(),
            signs: BTreeMap::new(),
            not_known: BTreeMap::new(),
            photos: Vec::new(),
            calls: Vec::new(),
            together: BTreeSet::new(),
            found_with: Vec::new(),
            clock_changed: None,
            clock_note_seen: false,
            gone: None,
            back: None,
            absences: Vec::new(),
            handed_over: Vec::new(),
            taken_over: Vec::new(),
            sent: Vec::new(),
            finished: None,
            last_word: None,
            last_sign: None,
        }
    }

    fn apply(&mut self, event: &Event) {
        let at = event.at.wall;
        if is_of_the_child(&event.kind) {
            note_hand(&mut self.writers, event);
        }
        match &event.kind {
            Kind::HourStarted { met_at, guidance, .. } => {
                self.occasion = Occasion::Hour;
                if self.role_by.as_ref().is_some_and(|(by, _)| event.by.is_another_than(by)) {
                    // Who found the child of a concern has work of their own.
                    self.forgets_the_work();
                }
                self.met_at = Some(*met_at);
                self.guidance.clone_from(guidance);
            }
            Kind::ConcernStarted { guidance } => self.guidance.clone_from(guidance),
            Kind::RoleChosen { role } => {
                self.role = *role;
                self.role_by = Some((event.by.clone(), event.seq));
                self.role_settled = true;
            }
            Kind::RoleSkipped => self.role_settled = true,
            Kind::PersonConfirmed => self.person_confirmed = true,
            Kind::AreaChosen { area } => self.area.clone_from(area),
            Kind::Situation { question, options } => {
                self.situation.insert(question.clone(), (options.clone(), event.seq));
            }
            Kind::Step { step, title, covers, other_way, answer } => self.answers.push(StepAnswered {
                event: event.id,
                seq: event.seq,
                step: step.clone(),
                title: title.clone(),
                covers: covers.clone(),
                other_way: *other_way,
                answer: *answer,
                at,
                elapsed_ms: self.clock.elapsed_at_last(),
            }),
            Kind::Undone { .. } => {}
            Kind::Fact { field, value } => self.write(record::now_called(field), value, event),
            Kind::Said { of, words, way, interpreter, asked, typed } => {
                self.last_word = Some(event.seq);
                let (by, at) = typed.as_ref().map_or((&event.by, at), |typed| (&typed.by, typed.at));
                let version = SaidVersion {
                    event: event.id,
                    words: words.clone(),
                    way: way.clone(),
                    interpreter: interpreter.clone(),
                    asked: asked.clone(),
                    at,
                    no_reason: of.is_none() && !asked.is_empty() && asked::needs_reason(self, by),
                    by: by.clone(),
                };
                match of {
                    None => self.said.push(ChildSaid { versions: vec![version] }),
                    // A change of an entry that was taken back changes nothing.
                    Some(first) => {
                        let entry = self.said.iter_mut().find(|entry| entry.first().event == *first);
                        entry.into_iter().for_each(|entry| merged::add(entry, version.clone(), event.merged));
                    }
                }
            }
            Kind::AskedRead => note_hand(&mut self.readers, event),
            Kind::AskedAgain { reason } => {
                self.last_word = Some(event.seq);
                self.again.push(AskedAgain { reason: reason.clone(), by: event.by.clone(), at });
            }
            Kind::Sign { sign, says, danger, degree } => {
                self.last_word = Some(event.seq);
                self.last_sign = Some(event.seq);
                match degree {
                    Some(degree) => self.signs.insert(
                        sign.clone(),
                        SignNoted {
                            seq: event.seq,
                            says: says.clone(),
                            danger: *danger,
                            degree: *degree,
                            at,
                            by: event.by.clone(),
                        },
                    ),
                    None => self.signs.remove(sign),
                };
            }
            Kind::NotKnown { section, because } => {
                self.last_word = Some(event.seq);
                match because {
                    Some(words) => self.not_known.insert(section.clone(), words.clone()),
                    None => self.not_known.remove(section),
                };
            }
            Kind::Photo(photo) => {
                self.last_word = Some(event.seq);
                self.photos.push(PhotoNoted::new(photo, event));
            }
            Kind::PhotoSealed { photo, parts } => {
                if let Some(noted) = self.photos.iter_mut().find(|noted| noted.event == *photo) {
                    noted.parts = parts.iter().map(|part| (*part, false)).collect();
                }
            }
            Kind::Rang { to, number, step } => self.calls.push(CallNoted {
                event: event.id,
                seq: event.seq,
                to: to.clone(),
                number: number.clone(),
                step: step.clone(),
                answered: None,
                at,
            }),
            Kind::RangForAll { to, number, step, at, answered } => self.calls.push(CallNoted {
                event: event.id,
                seq: event.seq,
                to: to.clone(),
                number: number.clone(),
                step: step.clone(),
                // A call that was made elsewhere is not asked about here.
                answered: Some(answered.unwrap_or(true)),
                at: *at,
            }),
            Kind::Together { with } => {
                self.last_word = Some(event.seq);
                self.together.insert(*with);
            }
            Kind::GotThrough { call, answered } => {
                if let Some(noted) = self.calls.iter_mut().find(|noted| noted.event == *call) {
                    noted.answered = Some(*answered);
                }
            }
            Kind::ClockChanged { .. } => {
                self.clock_changed = Some(at);
                self.clock_note_seen = false;
            }
            Kind::ClockNoteSeen => self.clock_note_seen = true,
            Kind::MetCorrected { met_at } => self.met_at = Some(*met_at),
            Kind::ChildGone { last_seen } => self.goes(*last_seen, event),
            Kind::ChildFound => self.is_back(event),
            Kind::HandedOver { to } => {
                self.last_word = Some(event.seq);
                self.is_handed_over(to, event);
            }
            Kind::TakenOver { from, left_out, begins, .. } => {
                let (from, left_out) = (from.clone(), *left_out);
                self.taken_over.push(TakenOver { event: event.id, from, left_out, at, seq: event.seq });
                self.is_taken_over(*begins, event.seq);
            }
            Kind::Sealed { submission, digest, desk } => self.sent.push(Sent {
                submission: *submission,
                digest: *digest,
                desk: desk.clone(),
                sealed_at: at,
                received: None,
                told_by_phone: false,
                seq: event.seq,
            }),
            Kind::Received { submission, desk_ms, ledger_index } => {
                if let Some(sent) = self.sent.iter_mut().find(|sent| sent.submission == *submission) {
                    sent.received = Some((*desk_ms, at, *ledger_index));
                }
                let mut parts = self.photos.iter_mut().flat_map(|noted| &mut noted.parts);
                if let Some((_, received)) = parts.find(|(part, _)| part == submission) {
                    *received = true;
                }
            }
            Kind::ToldByPhone { submission } => {
                if let Some(sent) = self.sent.iter_mut().find(|sent| sent.submission == *submission) {
                    sent.told_by_phone = true;
                }
            }
            Kind::Finished { .. } => self.finished = Some(at),
        }
    }

    /// The value of a field, if it has one.
    #[must_use]
    pub fn fact(&self, field: &str) -> Option<&str> {
        self.facts.get(field).map(|fact| fact.value.as_str())
    }
}
