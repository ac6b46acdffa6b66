//! What was done in the hour: calls, steps, who took over, and the times in which the child was gone.
use serde::{Deserialize, Serialize};

use crate::id::Id;

/// A call that was made from the app.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Call {
    /// Names the call in every submission of the case.
    pub id: Id,
    /// Who was rung, as the phone's block said.
    pub to: String,
    /// The number as shown.
    pub number: String,
    /// Whether somebody answered, where it was said.
    pub answered: Option<bool>,
    /// Who answered, as typed.
    pub person: String,
    /// The reference or log number that they gave, as typed.
    pub reference: String,
    /// What was agreed, as typed.
    pub agreed: String,
    /// When: milliseconds since the Unix epoch by the phone's clock.
    pub at_ms: i64,
}

/// A handing over of the child, as it was written down at that moment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandedOver {
    /// Names it in every submission of the case.
    pub id: Id,
    /// The name of who took over; one of this and the role is there.
    pub name: String,
    /// Their role and team.
    pub role: String,
    /// Their own number.
    pub number: String,
    /// Whether their identity card was seen: "Yes", "No", or empty.
    pub identity: String,
    /// Whether their office was rung back: "Yes", "No", or empty.
    pub rang_back: String,
    /// What the child was told.
    pub told_child: String,
    /// Who handed over; empty if no name is known.
    pub noted_by: String,
    /// When it was noted: milliseconds since the Unix epoch by the phone's clock.
    pub at_ms: i64,
}

impl HandedOver {
    /// Whom to call them: their name, else their role.
    #[must_use]
    pub fn who(&self) -> &str {
        if self.name.trim().is_empty() { &self.role } else { &self.name }
    }
}

/// A step of the hour and what became of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepTaken {
    /// The step's key in the guidance, such as `P4` or `A06`.
    pub key: String,
    /// The step's title in the edition that the hour ran on.
    pub title: String,
    /// Done, could not, or not needed.
    pub answer: Answer,
    /// For a step that could not be done: the reason that was tapped.
    pub reason: Option<String>,
    /// When: milliseconds since the Unix epoch by the phone's clock.
    pub at_ms: i64,
}

/// What became of a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Answer {
    /// It was done.
    Done,
    /// It could not be done; another way was offered.
    Cant,
    /// It was not needed.
    NotNeeded,
}

/// A time in which the child was gone, and which is over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Absence {
    /// When they were last seen: milliseconds since the Unix epoch by the phone's clock.
    pub last_seen_ms: i64,
    /// When it was noted that they are back, by the same clock.
    pub back_ms: i64,
}
