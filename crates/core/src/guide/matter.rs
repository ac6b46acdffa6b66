//! What a professional may want to know from the child: where the record holds it, and whether it is asked now or left for
//! the one planned interview.
use serde::{Deserialize, Serialize};

use super::step::{Statement, Step};

/// Whether something that nobody has asked may be asked now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Ask {
    /// It is needed now.
    May,
    /// It waits for the one planned interview.
    Leave,
}

/// One thing to know from the child.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Matter {
    /// A short name, unique.
    pub id: String,
    /// As shown, such as "Medicine and allergies".
    pub title: String,
    /// Fields of the record, any of which answers it.
    pub fields: Vec<String>,
    /// Ids of the core actions in which it comes up.
    pub steps: Vec<String>,
    /// Whether it may be asked now.
    pub ask: Ask,
    /// Why, in one or two short sentences.
    pub why: Statement,
}

impl Matter {
    /// Whether it comes up in a step: in the core action itself, or in a row that covers it.
    #[must_use]
    pub fn comes_up_in(&self, step: &Step) -> bool {
        self.steps.iter().any(|action| step.does(action))
    }
}
