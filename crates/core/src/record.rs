//! The record: sixteen sections, each written once, each of which may be "not known, because".
//!
//! The sections are those of the merged record for first contact (m01 to m16). Labels are the words on the screen and
//! travel with each submission.
mod sections;
mod shape;

pub use sections::SECTIONS;
pub use shape::{Misshapen, shape};

use crate::case::CaseState;

/// One section.
#[derive(Debug, PartialEq, Eq)]
pub struct Section {
    /// `m01` to `m16`.
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
/// The number on which the person can be rung back: the other one.
pub const CALL_BACK: &str = "m02.call-back";

/// What was seen or heard, in the person's own words: where a search of the signs that finds nothing leads.
pub const WHY_CONCERNED: &str = "m09.why";

/// The section with this id.
#[must_use]
pub fn section(id: &str) -> Option<&'static Section> {
    SECTIONS.iter().find(|section| section.id == id)
}

/// The field with this id.
#[must_use]
pub fn field(id: &str) -> Option<&'static Field> {
    SECTIONS.iter().flat_map(|section| section.fields).find(|field| field.id == id)
}

/// What is known of the person who writes, from Settings. A fact in the case goes before it.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(default)]
pub struct Profile {
    /// Name.
    pub name: String,
    /// The chosen role's id, or empty.
    pub role: String,
    /// Organisation.
    pub organisation: String,
    /// Staff, collar or warrant number.
    pub staff_number: String,
    /// The number to ring back.
    pub call_back: String,
    /// The chosen area's id, or empty.
    pub area: String,
    /// The front door's number as the person typed it.
    pub front_door: String,
    /// The number of the person's lead or control room as they typed it.
    pub lead_number: String,
}

impl Profile {
    /// What Settings says for a field of the record, if anything.
    #[must_use]
    pub fn says(&self, field: &str) -> Option<&str> {
        let value = match field {
            "m02.name" => &self.name,
            "m02.organisation" => &self.organisation,
            "m02.staff-number" => &self.staff_number,
            CALL_BACK => &self.call_back,
            _ => return None,
        };
        (!value.trim().is_empty()).then_some(value)
    }
}

/// The value of a field: what the case says, else what Settings says.
#[must_use]
pub fn value<'a>(state: &'a CaseState, profile: &'a Profile, field: &str) -> Option<&'a str> {
    // A field that was written and then cleared stays empty: Settings must not write it again.
    if state.written.contains_key(field) { state.fact(field) } else { profile.says(field) }
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
    let has = |field: &Field| value(state, profile, field.id).is_some();
    if section.fields.iter().filter(|field| field.main).all(has) {
        SectionState::Complete
    } else if section.fields.iter().any(has) {
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
    if missing(PLACE_NOW) && !state.not_known.contains_key("m01") {
        fields.extend(field(PLACE_NOW));
    }
    if missing(CALL_BACK) {
        fields.extend(field(CALL_BACK));
    }
    fields
}

/// The child as said, for the head of a page: name and age, else the look, else "A child".
#[must_use]
pub fn child_as_said(state: &CaseState) -> String {
    let said: Vec<&str> = ["m04.name", "m05.age"].iter().filter_map(|field| state.fact(field)).collect();
    match (said.is_empty(), state.fact("m12.looks")) {
        (false, _) => said.join(", "),
        (true, Some(looks)) => looks.lines().next().unwrap_or("A child").to_owned(),
        (true, None) => "A child".to_owned(),
    }
}
