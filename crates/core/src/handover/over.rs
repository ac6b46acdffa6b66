//! Over the page: whatever else the record holds, and what nobody has asked.
use super::{Body, Part, Side, first};
use crate::asked;
use crate::case::CaseState;
use crate::guide::{Ask, Pack};
use crate::missing::sentence;
use crate::record::{FieldKind, Profile, SAID, SECTIONS, not_known, told};

/// Sections about the two people who hand over: they stand on the first side.
const PEOPLE: [&str; 2] = ["m02", "m16"];

/// Everything that is written and does not stand on the first side, and why something is not known. Places are never here.
pub(super) fn rest(state: &CaseState, profile: &Profile) -> Option<Part> {
    let mut facts = Vec::new();
    for section in SECTIONS.iter().filter(|section| section.id != SAID && !PEOPLE.contains(&section.id)) {
        for field in section.fields.iter().filter(|field| !field.place) {
            let Some(words) = told(state, profile, field.id) else { continue };
            // "No" is left out of the lines of the first side.
            let no = matches!(field.kind, FieldKind::Choice(_)) && words == "No";
            if no || !first::has(field.id) {
                facts.push((field.label.to_owned(), sentence(&words)));
            }
        }
        if let Some((words, because)) = not_known(state, section) {
            facts.push((section.title.to_owned(), sentence(&format!("{words}: {because}"))));
        }
    }
    part("Also in the record", Body::Facts(facts))
}

/// What nobody has asked as far as the record says, with whether it may be asked now.
pub(super) fn not_asked(state: &CaseState, pack: &Pack) -> Option<Part> {
    let points = asked::open(pack, state).into_iter().map(|matter| {
        let word = if matter.ask == Ask::May { "You may ask: " } else { "Leave it: " };
        (word, sentence(&matter.title))
    });
    let points: Vec<_> = points.collect();
    part("Nobody has asked", Body::Points(points))
}

/// What is not known, and why: who asks has to read the reason first.
pub(super) fn why_not(state: &CaseState, pack: &Pack) -> Option<Part> {
    let points = asked::not_known(pack, state).into_iter().map(|(matter, because)| {
        let word = if matter.ask == Ask::May { "You may ask: " } else { "Leave it: " };
        (word, sentence(&format!("{}. Not known: {because}", matter.title)))
    });
    let points: Vec<_> = points.collect();
    part("Not known, and why", Body::Points(points))
}

/// What the child was asked, and whose answer somebody took out again: nobody is to ask it as if nobody had.
pub(super) fn taken_out(state: &CaseState, pack: &Pack) -> Option<Part> {
    let points = asked::taken_out(pack, state).into_iter().map(|answered| ("", sentence(&answered.matter.title)));
    let points: Vec<_> = points.collect();
    part("Asked, and the answer was taken out", Body::Points(points))
}

/// A part across the page; nothing where there is nothing in it.
fn part(title: &'static str, body: Body) -> Option<Part> {
    (!body.is_empty()).then_some(Part { title, side: Side::Wide, body, more: false })
}
