//! What does not go together in a record: each of two answers may be right, and only the person knows which.
use super::{PLACE_NOW, WAYS};
use crate::case::CaseState;
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
    let written = state.written.get(field);
    match field {
        PLACE_NOW if state.gone.is_none() && state.fact(field).is_some() && state.is_from_before_they_went(field) => {
            Some("This was written before the child went. Where are they now?")
        }
        "m15.already-missing" if says(field, "No") && state.gone.is_some_and(|(_, gone)| written < Some(&gone)) => {
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
