//! Telephone numbers, with where each was read and how sure it is.
use serde::{Deserialize, Serialize};

use super::{Mark, Nation};

/// How a number was confirmed; the words of contacts.md.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ContactStatus {
    /// Read in the owner's own or an official publication.
    Confirmed,
    /// Read only in somebody else's publication.
    Secondary,
    /// Two published numbers disagree; both are given.
    Conflict,
    /// Not found, or hours or ownership not confirmed.
    Unconfirmed,
}

impl ContactStatus {
    /// The word that stands beside the number; none where it is confirmed.
    #[must_use]
    pub const fn word(self) -> Option<&'static str> {
        match self {
            Self::Confirmed => None,
            Self::Secondary => Some("Read in another body’s page. Not confirmed."),
            Self::Conflict => Some("Two published numbers. Try both."),
            Self::Unconfirmed => Some("Not confirmed."),
        }
    }
}

/// When a line is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LineUse {
    /// Office hours.
    Day,
    /// Evenings, nights, weekends and holidays.
    OutOfHours,
    /// Day and night.
    Any,
}

/// One number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Line {
    /// As it is shown and read aloud: `020 7974 3317`. The link is made from its digits.
    pub number: String,
    /// When it is answered.
    pub used: LineUse,
    /// Who answers.
    pub who: String,
    /// Hours as published, if any.
    #[serde(default)]
    pub hours: String,
    /// How sure the hours are. `K` hours are shown with "Hours not confirmed", never as fact.
    #[serde(default)]
    pub hours_mark: Option<Mark>,
    /// How sure the number is.
    pub status: ContactStatus,
    /// Where it was read.
    pub read_in: String,
    /// The date of that source, as precise as it is known: `April 2026`, `2020 to 2025`.
    pub read_date: String,
    /// A text message, not a call.
    #[serde(default)]
    pub text_only: bool,
    /// Anything a caller must know first.
    #[serde(default)]
    pub note: String,
}

/// A national contact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contact {
    /// `emergency`, `police-101`, `guardian-service` …
    pub id: String,
    /// As shown.
    pub name: String,
    /// When to use it, one sentence.
    pub use_for: String,
    /// Group of the Contacts page: `emergency`, `trafficking`, `children`, `deaf-or-silent`, `adults`, `other`.
    pub group: String,
    /// The numbers; empty where none is confirmed (then `note` says so).
    #[serde(default)]
    pub lines: Vec<Line>,
    /// Said where there is no number, or for a service reached in another way.
    #[serde(default)]
    pub note: String,
    /// Nations; empty means all four.
    #[serde(default)]
    pub nations: Vec<Nation>,
}

/// A local authority with its front door.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Area {
    /// File name without its ending: `camden`.
    pub id: String,
    /// As shown.
    pub name: String,
    /// Its nation.
    pub nation: Nation,
    /// Day and out-of-hours lines; where two published numbers conflict, both, each with its date.
    pub lines: Vec<Line>,
    /// Where a day or an out-of-hours number is not known, a sentence that says so.
    #[serde(default)]
    pub gap: String,
    /// Notes for professionals: consultation line, written follow-up and its time limit.
    #[serde(default)]
    pub notes: Vec<String>,
    /// Hours within which the call must be confirmed in writing, where published.
    #[serde(default)]
    pub written_within_hours: Option<u16>,
    /// Guardian coverage, in words, with its doubt.
    pub guardian: String,
    /// Ports for which this authority is the gateway.
    #[serde(default)]
    pub gateway_for: Vec<String>,
}
