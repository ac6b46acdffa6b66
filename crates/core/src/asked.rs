//! Asked once: what the child has been asked and has said, what nobody has asked, and who has not read it yet.
//!
//! The pilot's finding was that every further interview harms the child. So whoever takes a case over reads first what is
//! known, and asking again needs a reason, which everybody sees.
use crate::case::{Actor, CaseState, FactWritten, Hand};
use crate::guide::{Matter, Pack, Role, Step};
use crate::handover::had_the_child;
use crate::record::{self, Field, FieldKind, NAME, Profile, STAFF_NUMBER};

/// A matter that the record answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answered<'a> {
    /// What was to be known.
    pub matter: &'a Matter,
    /// What the record says, in the order of the fields.
    pub facts: Vec<(&'static Field, &'a FactWritten)>,
}

/// What the record says of a matter.
fn facts<'a>(state: &'a CaseState, matter: &Matter) -> Vec<(&'static Field, &'a FactWritten)> {
    // "Not sure" is a doubt of whoever writes, and no answer.
    let fact = |id: &String| {
        let (field, fact) = (record::field(id)?, state.facts.get(id)?);
        let doubt = matches!(field.kind, FieldKind::Choice(_)) && fact.value == "Not sure";
        (!doubt).then_some((field, fact))
    };
    matter.fields.iter().filter_map(fact).collect()
}

/// What is answered, in the order of the guidance.
#[must_use]
pub fn answered<'a>(pack: &'a Pack, state: &'a CaseState) -> Vec<Answered<'a>> {
    let all = pack.matters.iter().map(|matter| Answered { matter, facts: facts(state, matter) });
    all.filter(|answered| !answered.facts.is_empty()).collect()
}

/// What nobody has written an answer to, nor why it is not known, in the order of the guidance.
#[must_use]
pub fn open<'a>(pack: &'a Pack, state: &CaseState) -> Vec<&'a Matter> {
    unanswered(pack, state).filter(|matter| why(state, matter).is_none()).collect()
}

/// What was answered and taken out again, with what stood there: the child was asked, and is not to be asked as if nobody had.
#[must_use]
pub fn taken_out<'a>(pack: &'a Pack, state: &'a CaseState) -> Vec<Answered<'a>> {
    let open = pack.matters.iter().filter(|matter| facts(state, matter).is_empty());
    let all = open.map(|matter| Answered { matter, facts: emptied(state, matter) });
    all.filter(|answered| !answered.facts.is_empty()).collect()
}

fn emptied<'a>(state: &'a CaseState, matter: &Matter) -> Vec<(&'static Field, &'a FactWritten)> {
    matter.fields.iter().filter_map(|id| Some((record::field(id)?, state.emptied.get(id)?))).collect()
}

/// What comes up in a step and is answered already.
#[must_use]
pub fn answered_in<'a>(pack: &'a Pack, state: &'a CaseState, step: &Step) -> Vec<&'a Matter> {
    let comes_up = answered(pack, state).into_iter().map(|answered| answered.matter);
    comes_up.filter(|matter| matter.comes_up_in(step)).collect()
}

/// The steps that tell somebody, and the fields that say that it was done: it may have been before the app was opened.
const WRITTEN: [(&str, &[&str]); 4] = [
    ("A04", &["m14.police-time", "m14.police-reference", "m14.police-officer"]),
    ("A06", &["m14.care-time", "m14.care-name", "m14.care-phone", "m14.care-reference"]),
    ("A14", &["m13.flag"]),
    ("A16", &["m15.plan"]),
];

/// What the record says of whether a step was done already.
#[must_use]
pub fn written_of<'a>(state: &'a CaseState, step: &Step) -> Vec<(&'static Field, &'a str)> {
    let fields = WRITTEN.iter().filter(|(action, _)| step.does(action)).flat_map(|(_, fields)| fields.iter());
    fields.filter_map(|field| Some((record::field(field)?, state.fact(field)?))).collect()
}

/// The person who holds the phone, as the log of this case names them: of Settings. Where these have no name, or the child was
/// handed over and somebody has written their own name into the case since, the person of the case, unless that name came
/// with the case from another phone.
#[must_use]
pub fn me(state: &CaseState, profile: &Profile) -> Actor {
    let (taken, given) =
        (state.taken_over.last().map(|taken| taken.seq), state.handed_over.last().map(|given| given.seq));
    // By the place in the log: the clocks of two phones need not agree.
    let after = |field: &str, place: Option<u32>| state.written.get(field).copied() > place;
    let written =
        |field: &str| state.fact(field).map(str::trim).filter(|words| !words.is_empty() && after(field, taken));
    let Some(name) = written(NAME).filter(|_| profile.name.trim().is_empty() || given.is_some() && after(NAME, given))
    else {
        return profile.actor();
    };
    // The number of whoever had the child before is not theirs.
    let number = written(STAFF_NUMBER).filter(|_| after(STAFF_NUMBER, given)).unwrap_or_default();
    Actor { name: name.to_owned(), staff_number: number.to_owned() }
}

/// The work of the person who holds the phone, as they chose it themselves in the case or in Settings. What somebody else chose,
/// or whoever had the child before, is not theirs.
#[must_use]
pub fn my_role(state: &CaseState, profile: &Profile) -> Option<Role> {
    let had_before = !had_the_child(state, profile).is_empty();
    let person = me(state, profile);
    let of_settings = || {
        // Under which name it was chosen there, is known.
        let mine = !profile.role_by.trim().is_empty() && !person.is_another_than(&profile.actor());
        profile.own_role().filter(|_| mine)
    };
    let Some((by, seq)) = state.role.and(state.role_by.as_ref()) else {
        return if had_before { of_settings() } else { profile.own_role() };
    };
    let before = had_before && state.handed_over.last().is_some_and(|given| given.seq > *seq);
    state.role.filter(|_| !before && !person.is_another_than(by)).or_else(of_settings)
}

/// What nobody has written an answer to, and why it is not known as the person says of its section, in the order of the
/// guidance: who asks has to read that first.
#[must_use]
pub fn not_known<'a>(pack: &'a Pack, state: &'a CaseState) -> Vec<(&'a Matter, &'a str)> {
    unanswered(pack, state).filter_map(|matter| Some((matter, why(state, matter)?))).collect()
}

/// Why what a matter is about is not known.
fn why<'a>(state: &'a CaseState, matter: &Matter) -> Option<&'a str> {
    let sections = matter.fields.iter().filter_map(|id| record::section_of(id));
    sections.filter_map(|section| state.not_known.get(section.id)).map(String::as_str).next()
}

fn unanswered<'a>(pack: &'a Pack, state: &CaseState) -> impl Iterator<Item = &'a Matter> {
    let open = pack.matters.iter().filter(|matter| facts(state, matter).is_empty());
    open.filter(|matter| emptied(state, matter).is_empty())
}

/// Who typed words of the child that are not added yet, when, and the words, where that is somebody else than this person: nobody
/// goes on in another one's sentence.
#[must_use]
pub fn typed_by_another<'a>(state: &'a CaseState, me: &Actor) -> Option<&'a FactWritten> {
    state.facts.get(record::SAID_WORDS).filter(|typed| me.is_another_than(&typed.by))
}

/// Somebody else who has written of the child since this person last read what there is: the last of them. Nobody while
/// this person has given no name, who then cannot be told from the others.
#[must_use]
pub fn unread<'a>(state: &'a CaseState, me: &Actor) -> Option<&'a Hand> {
    let read = state.readers.iter().filter(|hand| !me.is_another_than(&hand.by)).map(|hand| hand.seq).max();
    let others = state.writers.iter().filter(|hand| me.is_another_than(&hand.by));
    others.filter(|hand| read.is_none_or(|read| hand.seq > read)).max_by_key(|hand| hand.seq)
}

/// Whether somebody else has asked before this person, who has not said why they ask again.
#[must_use]
pub fn needs_reason(state: &CaseState, me: &Actor) -> bool {
    let others = state.said.iter().any(|entry| me.is_another_than(&entry.first().by));
    others && !state.again.iter().any(|again| !me.is_another_than(&again.by))
}
