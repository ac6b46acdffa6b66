//! What does not go together in a record: each of two answers may be right, and only the person knows which.
use super::{BEFORE_THE_HANDOVER, GUESSED_BEFORE, PLACE_NOW, WAYS, old_place, reported_of_before};
use crate::case::CaseState;
use crate::missing::MISSING;
use crate::photos;

/// Two fields of which one takes the other back: where the first says the word, the second should be empty.
const BESIDE: [(&str, &str, &str, &str); 5] = [
    (photos::TAKEN, photos::YES, "m12.photo-why", "It says why there is no photo as well. Which is right?"),
    ("m03.safe", "Yes", "m03.danger", "A danger is written as well. Is it over?"),
    ("m06.interpreter", "No", "m06.interpreter-id", "An interpreter’s number is written as well. Which is right?"),
    ("m06.support", "No", "m06.support-what", "What helps is written as well. Which is right?"),
    ("m14.told", "Nobody yet", "m14.police-reference", "A reference of the police is written as well. Which is right?"),
];

/// What to ask the person about the answer in this field, where something else in the record speaks against it.
#[must_use]
pub fn clash(state: &CaseState, field: &str) -> Option<&'static str> {
    let says = |field: &str, word: &str| state.fact(field) == Some(word);
    let beside = BESIDE.iter().find(|(one, word, other, _)| {
        *one == field && says(one, word) && state.fact(other).is_some_and(|words| !words.trim().is_empty())
    });
    if let Some((.., asks)) = beside {
        return Some(asks);
    }
    match field {
        "m14.told" if says(field, "Nobody yet") && somebody_knows(state) => {
            Some("The record was sent, somebody was rung, or the child was handed over. Is it still so?")
        }
        PLACE_NOW if state.gone.is_some() && state.fact(field).is_some() => {
            Some("The child has gone: this is not where they are.")
        }
        PLACE_NOW => match old_place(state)? {
            GUESSED_BEFORE => Some("This was a guess before the child was found. Where are they now?"),
            BEFORE_THE_HANDOVER => Some("This was written before the handover. Where are they now?"),
            _ => Some("This was written before the child went. Where are they now?"),
        },
        MISSING if reported_of_before(state).is_some() && says(field, "Yes") => {
            Some("The child has been back since. Is it still so?")
        }
        MISSING if reported_of_before(state).is_some() && state.gone.is_some() => {
            Some("The child has gone since. Is it reported now?")
        }
        photos::TAKEN if says(field, "No") && state.photos.iter().any(|noted| noted.photo.shows.asks_the_child()) => {
            Some("There is a photograph of the child here. Which is right?")
        }
        "m06.interpreter" if says(field, "No") && state.said.iter().any(|entry| entry.now().way == WAYS[0]) => {
            Some("Words of the child came by interpreter. Which is right?")
        }
        _ => None,
    }
}

/// Whether somebody has heard of the child by what the log itself says.
fn somebody_knows(state: &CaseState) -> bool {
    let answered = state.calls.iter().any(|call| call.answered == Some(true));
    answered || !state.handed_over.is_empty() || state.sent.iter().any(|sent| sent.received.is_some())
}
