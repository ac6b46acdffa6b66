//! The words of a record as they stand: for the summary before Send, for reading aloud, for Copy.
use gh_core::case::CaseState;
use gh_core::record::{self, CALL_BACK, Field, FieldKind, Profile, SECTIONS, Section};
use gh_core::referral;
use gh_wire::submission::Sign;
use leptos::prelude::*;

/// One section with what is written in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The section.
    pub section: &'static Section,
    /// What is written, in the order of the fields.
    pub said: Vec<Said>,
    /// "Not known, because".
    pub not_known: Option<String>,
    /// Fields without which the record cannot be sent.
    pub missing: Vec<&'static Field>,
}

/// One field with its words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// The field.
    pub field: &'static Field,
    /// As written.
    pub value: String,
    /// Why it does not look right, if it does not.
    pub doubt: Option<String>,
}

impl Said {
    /// A person's exact words.
    #[must_use]
    pub fn childs_words(&self) -> bool {
        self.field.kind == FieldKind::Words
    }
}

impl Row {
    /// Whether anything stands in the section.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.said.is_empty() && self.not_known.is_none()
    }
}

/// All sixteen sections.
#[must_use]
pub fn rows(state: &CaseState, profile: &Profile) -> Vec<Row> {
    let missing = record::missing_to_send(state, profile);
    let row = |section: &'static Section| {
        let said = |field: &'static Field| {
            let doubt = |value| record::shape(field, value).err().map(|wrong| wrong.to_string());
            record::value(state, profile, field.id).map(|value| Said {
                field,
                value: value.to_owned(),
                doubt: doubt(value),
            })
        };
        Row {
            section,
            said: section.fields.iter().filter_map(said).collect(),
            not_known: state.not_known.get(section.id).cloned(),
            missing: missing.iter().filter(|field| section.fields.contains(field)).copied().collect(),
        }
    };
    SECTIONS.iter().map(row).collect()
}

/// A noted sign with all that is sent of it, in parts: what a person typed stands apart from the app's own words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignLine {
    /// The sign's id.
    pub id: String,
    /// "Seen" or "Suspected".
    pub degree: &'static str,
    /// The sign's words.
    pub says: String,
    /// When, by whom, how it is known, the note: the word before each, and what was typed or chosen.
    pub more: Vec<(&'static str, String)>,
}

impl SignLine {
    /// As a line. What was typed is set apart: a mark in it that turns the direction of writing turns nothing else.
    pub fn shown(self) -> impl IntoView {
        let more = self.more.into_iter().map(|(before, words)| view! { ". "{before}<bdi>{words}</bdi> });
        view! { <p>{self.degree}": "{self.says}{more.collect_view()}</p> }
    }
}

impl std::fmt::Display for SignLine {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{}: {}", self.degree, self.says)?;
        self.more.iter().try_for_each(|(before, words)| write!(formatter, ". {before}{words}"))
    }
}

/// The signs that are noted.
#[must_use]
pub fn signs(state: &CaseState) -> Vec<SignLine> {
    let line = |sign: Sign| {
        let more = [("Noticed ", sign.noticed_when), ("By ", sign.noticed_by), ("", sign.known), ("", sign.note)];
        SignLine {
            id: sign.id,
            degree: if sign.seen { "Seen" } else { "Suspected" },
            says: sign.says,
            more: more.into_iter().filter(|(_, words)| !words.is_empty()).collect(),
        }
    };
    referral::signs(state).into_iter().map(line).collect()
}

/// The record as plain text.
#[must_use]
pub fn as_text(state: &CaseState, profile: &Profile) -> String {
    let mut text = String::new();
    for row in rows(state, profile).into_iter().filter(|row| !row.is_empty()) {
        text.push_str(row.section.title);
        text.push('\n');
        for said in &row.said {
            text.push_str(&format!("{}: {}\n", said.field.label, said.value));
        }
        if let Some(because) = &row.not_known {
            text.push_str(&format!("Not known, because: {because}\n"));
        }
        text.push('\n');
    }
    let signs = signs(state);
    if !signs.is_empty() {
        let lines: Vec<String> = signs.iter().map(SignLine::to_string).collect();
        text.push_str(&format!("Signs\n{}\n", lines.join("\n")));
    }
    text
}

/// The words for a missing field, as an instruction.
#[must_use]
pub fn needed(field: &Field) -> &'static str {
    if field.id == CALL_BACK { "A number to ring you back" } else { "Where the child is now" }
}
