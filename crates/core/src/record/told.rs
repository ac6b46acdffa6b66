//! A fact as it is told to others: with where it comes from, and with what does not look right in it.
use super::shape::{imei, phone};
use super::{HOW_KNOWN, Profile, from_field, how_field, value};
use crate::case::CaseState;
use crate::children::OTHERS;
use crate::missing::sentence;

/// The adult who stays with the child while the person is away.
pub const STAYS: &str = "m02.lead";
/// The number of the child's telephone.
const NUMBER: &str = "m10.number";
/// The number of its hardware.
const IMEI: &str = "m10.imei";

/// The value of a field, and in brackets behind it who told it or which paper says it, and that a number cannot be right.
/// What the person saw stands alone. `None` where nothing is known, or no longer. Of other children also those who have a
/// record of their own.
#[must_use]
pub fn told(state: &CaseState, profile: &Profile, field: &str) -> Option<String> {
    let written = of_the_field(state, profile, field);
    if field != OTHERS || state.found_with.is_empty() {
        return written;
    }
    let before = written.map(|words| sentence(&words) + " ").unwrap_or_default();
    Some(format!("{before}Found with this child, a record each: {}.", state.found_with.join("; ")))
}

fn of_the_field(state: &CaseState, profile: &Profile, field: &str) -> Option<String> {
    let words = value(state, profile, field)?.trim();
    if words.is_empty() || (field == STAYS && is_handed_over_since(state, field)) {
        return None;
    }
    let beside: Vec<String> = source(state, field).into_iter().chain(doubt(field, words).map(str::to_owned)).collect();
    if beside.is_empty() {
        return Some(words.to_owned());
    }
    let (beside, words) = (beside.join("; "), words.strip_suffix('.').unwrap_or(words));
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

/// Where a fact comes from, unless the person saw it or nobody has said.
fn source(state: &CaseState, field: &str) -> Option<String> {
    let since = if is_changed_since_its_source(state, field) { "; the words were changed since" } else { "" };
    named_source(state, field).map(|source| format!("{source}{since}"))
}

fn named_source(state: &CaseState, field: &str) -> Option<String> {
    let from =
        state.fact(&from_field(field)).map(|from| from.trim().trim_end_matches('.')).filter(|from| !from.is_empty());
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

/// What does not look right in a number of the child's telephone: police would search for it.
fn doubt(field: &str, words: &str) -> Option<&'static str> {
    let wrong = match field {
        // A telephone with two cards has two.
        IMEI => words.split([',', ';', '\n']).any(|one| imei(one).is_err()),
        NUMBER => phone(words).is_err(),
        _ => false,
    };
    wrong.then_some("cannot be right")
}

/// Whether the child was handed over after this was written.
fn is_handed_over_since(state: &CaseState, field: &str) -> bool {
    let written = state.facts.get(field).map(|fact| fact.at.ms);
    state.handed_over.last().is_some_and(|given| written.is_some_and(|written| given.at.ms >= written))
}
