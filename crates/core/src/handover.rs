//! The handover sheet: what the person who takes over reads, so that the child is not asked again.
//!
//! The first side is the summary that is read at the door. Nothing is lost to fit on it: of what is long the beginning
//! stays, and over the page it stands whole, with everything else that the record holds. Where the child is stays out,
//! unless the person puts it in for a receiver with a name.
//!
//! And the case itself, as it goes from one phone to another ([`give`], [`Given`]).
mod file;
mod first;
mod fit;
mod over;
mod shorter;
mod transfer;

pub use file::{PRIVATE, READ_FIRST, html, text};
pub use transfer::{Given, MOST_EVENTS, NotTaken, Taken, give};

use crate::case::{CaseState, HandedOver, Receiver};
use crate::guide::Pack;
use crate::record::{
    BEFORE_THE_HANDOVER, BEFORE_THEY_WENT, CALL_BACK, GUESSED_BEFORE, NAME, ORGANISATION, Profile, SECTIONS, old_place,
    place_label, value,
};
use crate::referral::record_id;

/// Who took over: their name.
pub const TO_NAME: &str = "m16.name";
/// Their role and team.
pub const TO_ROLE: &str = "m16.role";
/// Their own number.
pub const TO_NUMBER: &str = "m16.number";
/// Whether their identity card was seen.
pub const IDENTITY: &str = "m16.identity";
/// Whether their office was rung back.
pub const RANG_BACK: &str = "m16.rang-back";
/// When they took over.
pub const TIME: &str = "m16.time";
/// What the child was told.
pub const TOLD_CHILD: &str = "m16.told-child";

/// What is written of who takes over.
pub const RECEIVER: [&str; 7] = [TO_NAME, TO_ROLE, TO_NUMBER, IDENTITY, RANG_BACK, TIME, TOLD_CHILD];

/// Who has the child, as long as no name and no role of anybody else is written down.
pub(crate) fn has_the_child(state: &CaseState) -> Option<&HandedOver> {
    let next = [TO_NAME, TO_ROLE].into_iter().any(|field| state.fact(field).is_some());
    state.with_whom().filter(|_| !next)
}

/// What the handing over says of who has the child, where nothing is written in the field since.
pub(crate) fn of_who_has_them<'a>(state: &'a CaseState, field: &str) -> Option<&'a str> {
    if state.fact(field).is_some() {
        return None;
    }
    let to = &has_the_child(state)?.to;
    let words = match field {
        TO_NAME => &to.name,
        TO_ROLE => &to.role,
        TO_NUMBER => &to.number,
        IDENTITY => &to.identity,
        RANG_BACK => &to.rang_back,
        TOLD_CHILD => &to.told_child,
        _ => return None,
    };
    Some(words.as_str()).filter(|words| !words.is_empty())
}

/// Who had the child before whoever writes now, in the order in which they had them: of each name, organisation and number, and
/// when they gave the child to somebody else.
pub(crate) fn had_the_child(state: &CaseState, profile: &Profile) -> Vec<String> {
    let now = value(state, profile, NAME).unwrap_or_default().trim();
    let is_another = |given: &&HandedOver| !given.name.is_empty() && !given.name.eq_ignore_ascii_case(now);
    let before = state.handed_over.iter().filter(is_another);
    before.map(|given| format!("{}, until {}", given.from, given.at.hh_mm())).collect()
}

/// Where the child sleeps tonight. It is on no sheet.
const TONIGHT: &str = "m15.tonight";

/// The field that holds who hands the child over, in one line, as it stood at that moment: Settings can be another person's soon.
pub const GIVER: &str = "handover.from";

/// Who hands over now: name, organisation and number, as the record or Settings have them.
#[must_use]
pub fn giver(state: &CaseState, profile: &Profile) -> String {
    let known = [NAME, ORGANISATION, CALL_BACK].into_iter().filter_map(|field| value(state, profile, field));
    known.map(str::trim).filter(|words| !words.is_empty()).collect::<Vec<_>>().join(", ")
}

/// The core action of handing over.
pub const ACTION: &str = "A21";

/// The sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// The child as said; of a long name the beginning.
    pub child: String,
    /// What desk and phone call the record by.
    pub reference: String,
    /// Whether the child has said something, so that nobody need ask it again.
    pub asked: bool,
    /// The first side.
    pub first: Vec<Part>,
    /// What goes on over the page; nothing where the first side holds it all.
    pub over: Vec<Part>,
}

/// One part of the sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Its heading.
    pub title: &'static str,
    /// Where it stands on paper.
    pub side: Side,
    /// What stands in it.
    pub body: Body,
    /// More of it stands over the page.
    pub more: bool,
}

/// Where a part stands on paper; on a phone all stand below one another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// In the left column.
    Left,
    /// In the right column.
    Right,
    /// Across both.
    Wide,
}

/// What stands in a part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Body {
    /// A label, and what is known; empty words leave room to write by hand.
    Facts(Vec<(String, String)>),
    /// A word in bold, where there is one, and a line.
    Points(Vec<(&'static str, String)>),
    /// Words of the child, and how they came.
    Said(Vec<(String, String)>),
    /// What was done, oldest first.
    Line(Vec<Mark>),
}

impl Body {
    /// How many lines stand in it.
    #[must_use]
    pub const fn len(&self) -> usize {
        match self {
            Self::Facts(list) => list.len(),
            Self::Points(list) => list.len(),
            Self::Said(list) => list.len(),
            Self::Line(list) => list.len(),
        }
    }

    /// Nothing stands in it.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// One thing that was done, or could not be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// What.
    pub words: String,
    /// When: "14:06".
    pub at: String,
    /// It could not be done.
    pub cant: bool,
}

/// One thing that is still to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToDo {
    /// The step's title.
    pub title: String,
    /// Whom to ring for it, as shown.
    pub numbers: Vec<String>,
}

/// Whether the place where the child is may be put into the sheet: only once it is written who gets it.
#[must_use]
pub fn may_hold_the_place(state: &CaseState) -> bool {
    let name = state.fact(TO_NAME).or_else(|| of_who_has_them(state, TO_NAME));
    name.is_some_and(|name| !name.trim().is_empty())
}

/// The sheet of a case as it stands. `with_place` puts in where the child is, if [`may_hold_the_place`].
#[must_use]
pub fn sheet(state: &CaseState, profile: &Profile, pack: &Pack, to_do: &[ToDo], with_place: bool) -> Sheet {
    let with_place = with_place && may_hold_the_place(state);
    let mut over = Vec::new();
    let child = in_the_heading(crate::record::child_as_said(state));
    let title = format!("Handover: {child}");
    let first = first::side(&title, state, profile, to_do, with_place, &mut over);
    over.extend(over::rest(state, profile));
    over.extend(over::taken_out(state, pack));
    over.extend(over::why_not(state, pack));
    over.extend(over::not_asked(state, pack));
    Sheet {
        child,
        reference: gh_wire::reference::Reference::of(&record_id(state)).as_str().to_owned(),
        asked: !crate::referral::said(state, profile).is_empty(),
        first,
        over,
    }
}

/// So many letters of what the child is called stand in the heading.
const HEADING: usize = 90;

/// A heading that leaves room for the rest. The name stands whole among what is known of the child.
fn in_the_heading(child: String) -> String {
    if child.chars().count() <= HEADING {
        return child;
    }
    let beginning: String = child.chars().take(HEADING).collect();
    format!("{}…", beginning.trim_end())
}

/// The handing over that says the same already: to the same person in the same words, and the child has not been away since.
#[must_use]
pub fn noted_already<'a>(state: &'a CaseState, to: &Receiver) -> Option<&'a HandedOver> {
    state.with_whom().filter(|given| given.to == *to)
}

/// Who takes over, as the record says it now.
#[must_use]
pub fn receiver(state: &CaseState, place_given: bool) -> Receiver {
    let said = |field: &str| state.fact(field).unwrap_or_default().trim().to_owned();
    Receiver {
        name: said(TO_NAME),
        role: said(TO_ROLE),
        number: said(TO_NUMBER),
        identity: said(IDENTITY),
        rang_back: said(RANG_BACK),
        told_child: said(TOLD_CHILD),
        place_given: place_given && may_hold_the_place(state),
    }
}

/// The fields that say where the child is or will be.
fn place_fields() -> impl Iterator<Item = &'static str> {
    SECTIONS.iter().flat_map(|section| section.fields).filter(|field| field.place).map(|field| field.id)
}

/// These, with the words before them.
fn places(state: &CaseState) -> impl Iterator<Item = (&'static str, &'static str)> {
    place_fields().map(|field| (field, place_label(field).or_else(|| old_place(state)).unwrap_or(WHERE_NOW)))
}

/// All words that can stand before a place.
fn place_labels() -> impl Iterator<Item = &'static str> {
    place_fields().filter_map(place_label).chain([WHERE_NOW, BEFORE_THEY_WENT, BEFORE_THE_HANDOVER, GUESSED_BEFORE])
}

/// Stands before the place where the child is.
const WHERE_NOW: &str = "Where now";
