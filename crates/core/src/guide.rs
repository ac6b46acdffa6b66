//! The guidance as data: what `guidance/` holds, and what one pack carries to the phone.
//!
//! These types are both the schema of the TOML files, where unknown keys are refused, and the shape of the pack
//! ([`write`], [`read`]).
pub mod check;

mod condition;
mod contact;
mod first;
mod form;
mod format;
mod matter;
mod sign;
mod step;
mod track;

pub use condition::{Condition, ConditionKey, Expr, ExprError, Question, QuestionOption, SetBy};
pub use contact::{Area, Contact, ContactStatus, Line, LineUse};
pub use first::{FIRST_CALLS, FIRST_STEPS};
pub use form::{Derived, FormInput, FormPage, FormQuestion, FormRule};
pub use format::{FORMAT, Packed, Unreadable, read, write};
pub use matter::{Ask, Matter};
pub use sign::{Block, Lens, Pointer, Sign, SignGroup};
pub use step::{CallTarget, CantReason, Law, LawKind, Mark, OtherWay, Stage, Statement, Step, with_name};
pub use track::{BankHoliday, NationRow, Pack, Role, Source, Topic, Track};

use serde::{Deserialize, Serialize};

/// The four nations, whose law differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Nation {
    /// England.
    England,
    /// Wales.
    Wales,
    /// Scotland.
    Scotland,
    /// Northern Ireland.
    NorthernIreland,
}

impl Nation {
    /// All four, in the order in which they are shown.
    pub const ALL: [Self; 4] = [Self::England, Self::Wales, Self::Scotland, Self::NorthernIreland];

    /// The name as shown.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::England => "England",
            Self::Wales => "Wales",
            Self::Scotland => "Scotland",
            Self::NorthernIreland => "Northern Ireland",
        }
    }
}
