//! A fact as it is told to others: with where it comes from, and with what does not look right in it.
use super::at_build::is_phone;
use super::shape::{imei, phone};
use super::{HOW_KNOWN, Profile, from_field, how_field, value};
use crate::case::CaseState;
use crate::children::OTHERS;
use crate::missing::{MISSING, sentence};

/// The adult who stays with the child while the person is away.
pub const STAYS: &str = "m02.lead";
/// The number of its hardware.
const IMEI: &str = "m10.imei";

/// The value of a field, and in brackets behind it who told it or which paper says it, and that a number cannot be right.
/// What the person saw stands alone. `None` where nothing is known, or no longer. Of other children also those who have a
/// record of their own.
#[must_use]
pub fn told(state: &CaseState, profile: &Profile, field: &str) -> Option<String> {
    in_a_line(state, profile, field, isolated)
}

/// The same for a box of its own: every letter as it was written, and none more.
#[must_use]
pub fn told_as_written(state: &CaseState, profile: &Profile, field: &str) -> Option<String> {
    in_a_line(state, profile, field, str::to_owned)
}

fn in_a_line(state: &CaseState, profile: &Profile, field: &str, as_: fn(&str) -> String) -> Option<String> {
    let written = of_the_field(state, profile, field, as_);
    if field != OTHERS || state.found_with.is_empty() {
        return written;
    }
    let before = written.map(|words| sentence(&words) + " ").unwrap_or_default();
    Some(format!("{before}Found with this child, a record each: {}.", state.found_with.join("; ")))
}

fn of_the_field(state: &CaseState, profile: &Profile, field: &str, as_: fn(&str) -> String) -> Option<String> {
    let words = value(state, profile, field)?.trim();
    // Nobody stays with a child who was handed over, or has gone.
    let is_over = || is_handed_over_since(state, field) || state.is_from_before_they_went(field);
    if words.is_empty() || (field == STAYS && is_over()) {
        return None;
    }
    let old = super::reported_of_before(state).filter(|_| field == MISSING).map(str::to_owned);
    let as_of = state.facts.get(field).filter(|_| field == "m14.told" && words == "Nobody yet");
    let as_of = as_of.map(|fact| format!("as of {}", fact.at.hh_mm()));
    let beside = source(state, field).or_else(|| another_saw(state, profile, field)).into_iter();
    let beside: Vec<String> = beside.chain(doubt(field, words).map(str::to_owned)).chain(old).chain(as_of).collect();
    if beside.is_empty() {
        return Some(as_(words));
    }
    let (beside, words) = (beside.join("; "), as_(words.strip_suffix('.').unwrap_or(words)));
    Some(format!("{words} ({beside})"))
}

/// Whether the words of a field were changed after somebody said how they are known: what is new in them may come from
/// elsewhere.
#[must_use]
pub fn is_changed_since_its_source(state: &CaseState, field: &str) -> bool {
    let sources = [how_field(field), from_field(field)];
    let said =
        sources.iter().filter(|said| state.fact(said).is_some()).filter_map(|said| state.written.get(said)).max();
    said.is_some_and(|said| state.written.get(field) > Some(said))
}

/// Who says how a fact is known, and when, where that is somebody else than who wrote it.
#[must_use]
pub fn who_says_so(state: &CaseState, field: &str) -> Option<String> {
    let said = state.facts.get(&how_field(field)).or_else(|| state.facts.get(&from_field(field)))?;
    let is_another = said.by.is_another_than(&state.facts.get(field)?.by);
    is_another.then(|| format!("says {}, {}", said.by.name, said.at.hh_mm()))
}

/// Where a fact comes from, unless the person saw it or nobody has said.
fn source(state: &CaseState, field: &str) -> Option<String> {
    let changed = is_changed_since_its_source(state, field);
    let since = if changed { "; the words were changed since" } else { "" };
    named_source(state, field).map(|source| format!("{source}{since}")).or_else(|| {
        // Whoever changed what another one saw has not seen it for that.
        let (words, saw) = (state.facts.get(field)?, state.facts.get(&how_field(field))?);
        let is_another = changed && words.by.is_another_than(&saw.by);
        is_another.then(|| format!("seen by {}; the words were changed since by {}", saw.by.name, words.by.name))
    })
}

/// Who saw it, or wrote what they saw, where that is somebody else than who the sheet is from: "I saw it" is not theirs.
fn another_saw(state: &CaseState, profile: &Profile, field: &str) -> Option<String> {
    let saw = state.facts.get(&how_field(field)).filter(|how| how.value == HOW_KNOWN[0]);
    let wrote = state.facts.get(field).filter(|_| field == super::WHY_CONCERNED);
    let by = &saw.or(wrote)?.by;
    let is_another = crate::asked::me(state, profile).is_another_than(by) && !by.name.trim().is_empty();
    is_another.then(|| format!("{} {}", if saw.is_some() { "seen by" } else { "written by" }, isolated(by.name.trim())))
}

/// Words for a line in which others stand too: what is written from right to left, or turns the direction, keeps to itself.
#[must_use]
pub fn isolated(words: &str) -> String {
    let turns = |c: char| {
        matches!(c, '\u{590}'..='\u{8ff}' | '\u{200e}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
            | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}' | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
    };
    if !words.contains(turns) {
        return words.to_owned();
    }
    // One that is typed would end the one that is put around.
    let inside = words.chars().filter(|c| !('\u{2066}'..='\u{2069}').contains(c));
    core::iter::once('\u{2068}').chain(inside).chain(['\u{2069}']).collect()
}

fn named_source(state: &CaseState, field: &str) -> Option<String> {
    let from = state
        .fact(&from_field(field))
        .map(|from| isolated(from.trim().trim_end_matches('.')))
        .filter(|from| !from.is_empty());
    let from = from.as_deref();
    let [saw, child, told, paper] = HOW_KNOWN;
    match (state.fact(&how_field(field)), from) {
        (Some(how), _) if how == saw => None,
        (Some(how), None) if how == child => Some("the child said it".to_owned()),
        (Some(how), Some(from)) if how == child => Some(format!("the child said it; {from}")),
        (Some(how), None) if how == told => Some("somebody told it".to_owned()),
        (Some(how), Some(from)) if how == told => Some(format!("told by {from}")),
        (Some(how), None) if how == paper => Some("from a paper".to_owned()),
        (Some(how), Some(from)) if how == paper => Some(format!("from a paper: {from}")),
        (_, from) => from.map(str::to_owned),
    }
}

/// What does not look right in a number: somebody would ring it, or police would search for it.
pub(crate) fn doubt(field: &str, words: &str) -> Option<&'static str> {
    // A telephone with two cards has two.
    let (mut wrong, whole) = match field {
        IMEI => (words.split([',', ';', '\n']).filter(|one| imei(one).is_err()).collect::<Vec<_>>(), 15),
        field if is_phone(field) => (Vec::from_iter(phone(words).err().map(|_| words)), 10),
        _ => return None,
    };
    wrong.retain(|one| !is_a_part(one, whole));
    let doubted = !wrong.is_empty();
    let part = || words.split([',', ';', '\n']).any(|one| is_a_part(one, whole));
    if doubted { Some("cannot be right") } else { part().then_some("not a whole number") }
}

/// Whether this is a number of fewer digits than the whole has: a clue, and as right as it goes.
fn is_a_part(words: &str, whole: usize) -> bool {
    let digits = words.chars().filter(char::is_ascii_digit).count();
    let all = words.chars().all(|c| c.is_ascii_digit() || matches!(c, ' ' | '+' | '-' | '(' | ')' | '.'));
    all && (1..whole).contains(&digits)
}

/// Whether the child was handed over after this was written.
fn is_handed_over_since(state: &CaseState, field: &str) -> bool {
    let written = state.facts.get(field).map(|fact| fact.at.ms);
    state.handed_over.last().is_some_and(|given| written.is_some_and(|written| given.at.ms >= written))
}
