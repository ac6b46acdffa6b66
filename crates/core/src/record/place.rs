//! Where the child is now, as far as what is written still says that.
use gh_wire::submission::Occasion;

use super::PLACE_NOW;
use crate::case::CaseState;

/// Stands before the place of a child who has gone since it was written, and may be back.
pub const BEFORE_THEY_WENT: &str = "Before the child went";
/// Stands before the place of a child whom somebody has taken along since it was written.
pub const BEFORE_THE_HANDOVER: &str = "Before the handover";
/// Stands before a place that was guessed while the child was with nobody who wrote.
pub const GUESSED_BEFORE: &str = "A guess before the child was found";
/// Stands before the words where a concern only guesses at the place.
pub const GUESS: &str = "A guess: ";

/// What stands before the place where the child is said to be, where it no longer says where they are.
#[must_use]
pub fn old_place(state: &CaseState) -> Option<&'static str> {
    if is_guessed_before(state) {
        return Some(GUESSED_BEFORE);
    }
    let written = state.written.get(PLACE_NOW).filter(|_| state.fact(PLACE_NOW).is_some())?;
    let went = state.absences.last().map(|absence| absence.since);
    let given = state.handed_over.last().map(|given| given.seq);
    let last = went.max(given).filter(|last| last > written)?;
    Some(if Some(last) == given { BEFORE_THE_HANDOVER } else { BEFORE_THEY_WENT })
}

/// Whether the place was guessed in a concern that has become an hour: whoever is with the child knows better.
#[must_use]
pub fn is_guessed_before(state: &CaseState) -> bool {
    state.occasion == Occasion::Hour && state.fact(PLACE_NOW).is_some_and(|place| place.starts_with(GUESS))
}

/// The words of the place, without the mark of a guess that stands before them anyway.
#[must_use]
pub fn place_words(state: &CaseState) -> Option<&str> {
    let words = state.fact(PLACE_NOW)?;
    Some(words.strip_prefix(GUESS).filter(|_| is_guessed_before(state)).unwrap_or(words))
}
