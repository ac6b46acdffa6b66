//! The record: its sections, each written once, each of which may be "not known, because".
//!
//! The sections are those of the merged record for first contact (m01 to m16), the journey, and the child's words on a page of their own. Labels are the words on the screen and
//! travel with each submission.
mod at_build;
mod calls;
mod clash;
mod place;
mod profile;
mod sections;
mod shape;
mod told;

pub use at_build::{is_choice, the_field};
pub use calls::{CallPart, also_written};
pub use clash::clash;
pub use place::{
    BEFORE_THE_HANDOVER, BEFORE_THEY_WENT, GUESS, GUESSED_BEFORE, is_guessed_before, old_place, place_words,
};
pub use profile::Profile;
pub use sections::SECTIONS;
pub(crate) use shape::is_email;
pub use shape::{Misshapen, shape};
pub(crate) use told::doubt;
pub use told::{STAYS, is_changed_since_its_source, isolated, told, told_as_written, who_says_so};

use crate::case::CaseState;
use crate::missing::MISSING;

/// One section.
#[derive(Debug, PartialEq, Eq)]
pub struct Section {
    /// `m01` to `m16`, `journey`, or [`SAID`].
    pub id: &'static str,
    /// Heading.
    pub title: &'static str,
    /// What is inside, in the task list.
    pub hint: &'static str,
    /// Heading of the group in the task list.
    pub group: &'static str,
    /// The fields, in order.
    pub fields: &'static [Field],
}

/// One field.
#[derive(Debug, PartialEq, Eq)]
pub struct Field {
    /// `m04.name`.
    pub id: &'static str,
    /// Label.
    pub label: &'static str,
    /// Said under the label; empty for most.
    pub hint: &'static str,
    /// What is typed or chosen.
    pub kind: FieldKind,
    /// Without it the section is only started.
    pub main: bool,
    /// Where the child is or will be: stored apart from the sections of a submission.
    pub place: bool,
}

/// What a field takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldKind {
    /// One line.
    Line,
    /// Several lines.
    Text,
    /// The child's exact words: several lines, shown in the voice type.
    Words,
    /// A telephone number; its shape is checked and may be kept as it is.
    Phone,
    /// A time of day as typed.
    Time,
    /// An age or a date of birth as said; a date has to be one of the calendar.
    Age,
    /// An email address; its shape is checked and may be kept as it is.
    Email,
    /// The number of a telephone's hardware: fifteen digits, the last of which checks the others.
    Imei,
    /// One of these.
    Choice(&'static [&'static str]),
}

/// How far a section is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SectionState {
    /// Its main fields are written, or it is marked "not known, because".
    Complete,
    /// Something is written.
    Started,
    /// Nothing is written.
    NotStarted,
    /// A fact is missing without which the record cannot be sent.
    NeededToSend,
}

/// Where the child is now: one of the two facts that sending needs.
pub const PLACE_NOW: &str = "m01.now";
/// The section of the person who writes.
pub const YOU: &str = "m02";
/// The name of the person who writes.
pub const NAME: &str = "m02.name";
/// For whom they work.
pub const ORGANISATION: &str = "m02.organisation";
/// Their staff, collar or warrant number.
pub const STAFF_NUMBER: &str = "m02.staff-number";
/// The number on which the person can be rung back: the other one.
pub const CALL_BACK: &str = "m02.call-back";

/// Said of the answer whether the child is reported missing, where they went or came back after it: "No" of before they went
/// says nothing of now, nor does "Yes" of the time before.
#[must_use]
pub fn reported_of_before(state: &CaseState) -> Option<&'static str> {
    let (fact, absence) = (state.facts.get(MISSING)?, state.absences.last()?);
    let went = state.written.get(MISSING).is_some_and(|written| *written < absence.since);
    let back = absence.found.is_some_and(|found| fact.at.ms <= found.ms);
    match fact.value.as_str() {
        "No" if went => Some("said before the child went"),
        "Yes" if back => Some("said before the child was back"),
        _ => None,
    }
}

/// A short word before a place that is not where the child is now.
#[must_use]
pub fn place_label(field: &str) -> Option<&'static str> {
    match field {
        PLACE_NOW => None,
        crate::missing::LAST_SEEN => Some("Last seen"),
        _ => Some("Tonight"),
    }
}

/// How a person can know something.
pub const HOW_KNOWN: [&str; 4] = ["I saw it", "The child said it", "Somebody told me", "It is in a paper"];

/// The field that says how what stands in this one is known: one of [`HOW_KNOWN`].
#[must_use]
pub fn how_field(field: &str) -> String {
    format!("{field}.how")
}

/// The field that says who told it, or in which paper it stands.
#[must_use]
pub fn from_field(field: &str) -> String {
    format!("{field}.from")
}

/// The section of who was told, with the calls.
pub const TOLD: &str = "m14";

/// The section of the child's words. Its fields hold what is being written down, until it is an entry.
pub const SAID: &str = gh_wire::submission::SAID_SECTION;
/// The words that are being written down.
pub const SAID_WORDS: &str = "said.words";
/// How they were said.
pub const SAID_WAY: &str = "said.way";
/// Through which interpreter.
pub const SAID_INTERPRETER: &str = "said.interpreter";
/// What had just been asked.
pub const SAID_ASKED: &str = "said.asked";
/// The interpreter of the section about language.
const INTERPRETER: &str = "m06.interpreter-id";

/// How a child can say something.
pub const WAYS: &[&str] = &["By interpreter", "In English", "In another language", "By sign or drawing", "In writing"];

/// The interpreter through whom the child speaks as far as the record knows: of the last entry that had one, else of the
/// section about language. Who says nothing else of an entry "by interpreter" means this one.
#[must_use]
pub fn interpreter(state: &CaseState) -> Option<&str> {
    let entries = state.said.iter().rev().map(|entry| entry.now());
    let last = entries.filter(|said| said.way == WAYS[0]).map(|said| said.interpreter.as_str());
    last.chain(state.fact(INTERPRETER)).find(|known| !known.is_empty())
}

/// What was seen or heard, in the person's own words: where a search of the signs that finds nothing leads.
pub const WHY_CONCERNED: &str = "m09.why";

/// The section with this id.
#[must_use]
pub fn section(id: &str) -> Option<&'static Section> {
    SECTIONS.iter().find(|section| section.id == id)
}

/// The section to which a field belongs: one of its own, or one beside it such as `m05.age.how`.
#[must_use]
pub fn section_of(field: &str) -> Option<&'static Section> {
    section(field.split_once('.')?.0)
}

/// Why a section is not known, with the words before it: where something is written there, it is the rest that is not.
#[must_use]
pub fn not_known<'a>(state: &'a CaseState, section: &Section) -> Option<(&'static str, &'a str)> {
    let because = state.not_known.get(section.id)?;
    let written = section.fields.iter().any(|field| state.fact(field.id).is_some_and(|words| !words.trim().is_empty()));
    Some((if written { "The rest is not known" } else { "Not known" }, because))
}

/// What may be hearsay outside the sections about the child, and is read to a call handler.
const HEARSAY_TOO: [&str; 6] =
    ["m03.danger", MISSING, "m15.before", "m15.risk", "m15.places", crate::missing::LAST_SEEN];

/// Whether it matters how a fact is known: what is about the child and what happened, not about the person who writes and
/// what they did themselves. The child's words say it of themselves.
#[must_use]
pub fn asks_how(field: &str) -> bool {
    is_about_the_child(field) || HEARSAY_TOO.contains(&field)
}

/// Whether a field is of a section whose facts say how they are known.
#[must_use]
pub fn is_about_the_child(field: &str) -> bool {
    field.split_once('.').is_some_and(|(section, _)| at_build::is_about_the_child(section))
}

/// The field with this id.
#[must_use]
pub fn field(id: &str) -> Option<&'static Field> {
    SECTIONS.iter().flat_map(|section| section.fields).find(|field| field.id == id)
}

/// Whether what stands in this field says where the child is or will be, or how that is known.
#[must_use]
pub fn is_of_a_place(id: &str) -> bool {
    let id = now_called(id);
    let places = SECTIONS.iter().flat_map(|section| section.fields).filter(|field| field.place);
    let mut rest = places.filter_map(|field| id.strip_prefix(field.id));
    rest.any(|rest| rest.is_empty() || rest.starts_with('.'))
}

/// The name that a field has now: the child's words had no section of their own until 26 November 2026.
#[must_use]
pub fn now_called(field: &str) -> &str {
    match field {
        "m09.words" => SAID_WORDS,
        "m09.asked" => SAID_ASKED,
        other => other,
    }
}

/// The value of a field: what the case says, else what Settings says. Of who takes over, who has the child, as long as nobody
/// else is written down.
#[must_use]
pub fn value<'a>(state: &'a CaseState, profile: &'a Profile, field: &str) -> Option<&'a str> {
    crate::handover::of_who_has_them(state, field).or_else(|| typed(state, profile, field))
}

/// What stands in the field itself: of who takes over, only what is written of the next person.
#[must_use]
pub fn typed<'a>(state: &'a CaseState, profile: &'a Profile, field: &str) -> Option<&'a str> {
    // A field that was written and then cleared stays empty: Settings must not write it again.
    let own = state.written.contains_key(field) && !is_anothers(state, profile, field);
    if own { state.fact(field) } else { profile.says(field) }
}

/// Whether the number or the organisation of the person who writes was typed by somebody else than the one who is named beside
/// it: whoever rang it would reach a stranger.
fn is_anothers(state: &CaseState, profile: &Profile, field: &str) -> bool {
    if ![ORGANISATION, STAFF_NUMBER, CALL_BACK].contains(&field) {
        return false;
    }
    let Some(fact) = state.facts.get(field) else { return false };
    let named_by = state.facts.get(NAME).map(|name| &name.by);
    let me = crate::asked::me(state, profile);
    me.is_another_than(&fact.by) && named_by.is_none_or(|by| by.is_another_than(&fact.by))
}

/// How far a section is.
#[must_use]
pub fn section_state(state: &CaseState, profile: &Profile, section: &Section) -> SectionState {
    if missing_to_send(state, profile).iter().any(|field| section.fields.contains(field)) {
        return SectionState::NeededToSend;
    }
    if state.not_known.contains_key(section.id) {
        return SectionState::Complete;
    }
    if section.id == SAID {
        // What is being written down is not noted yet.
        return match (state.fact(SAID_WORDS), state.said.is_empty()) {
            (Some(_), _) => SectionState::Started,
            (None, true) => SectionState::NotStarted,
            (None, false) => SectionState::Complete,
        };
    }
    // A place from before the child went is not where they are.
    let has = |field: &Field| {
        let is_old = field.id == PLACE_NOW && old_place(state).is_some();
        !is_old && value(state, profile, field.id).is_some()
    };
    if section.fields.iter().filter(|field| field.main).all(has) {
        SectionState::Complete
    } else if section.fields.iter().any(has) || (section.id == TOLD && !state.calls.is_empty()) {
        SectionState::Started
    } else {
        SectionState::NotStarted
    }
}

/// What is still needed before the record can be sent: at most the two facts. "Not known, because" answers for the
/// place; nothing answers for a number to ring back.
#[must_use]
pub fn missing_to_send(state: &CaseState, profile: &Profile) -> Vec<&'static Field> {
    let missing = |id: &str| value(state, profile, id).is_none_or(|value| value.trim().is_empty());
    let mut fields = Vec::new();
    if (missing(PLACE_NOW) || is_guessed_before(state)) && !state.not_known.contains_key("m01") {
        fields.push(const { the_field(PLACE_NOW) });
    }
    if missing(CALL_BACK) {
        fields.push(const { the_field(CALL_BACK) });
    }
    fields
}

/// The child as said, for the head of a page: name and age, else the look, else "A child".
#[must_use]
pub fn child_as_said(state: &CaseState) -> String {
    let said: Vec<&str> = ["m04.name", "m05.age"].iter().filter_map(|field| state.fact(field)).collect();
    match (said.is_empty(), state.fact("m12.looks")) {
        // A first part that is written as a sentence is none here.
        (false, _) => said.join(", ").replace("., ", ", "),
        (true, Some(looks)) => looks.lines().next().unwrap_or("A child").to_owned(),
        (true, None) => "A child".to_owned(),
    }
}
