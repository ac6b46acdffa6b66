//! The pack: all of `guidance/` in one value, as it goes to the phone.
use serde::{Deserialize, Serialize};

use super::{
    Area, Condition, Contact, FormPage, Mark, Matter, Nation, Packed, Pointer, Question, Sign, SignGroup, Statement,
    Step,
};

/// The five roles of the domain file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Officer, PCSO, call handler, custody.
    Police,
    /// Border Force, immigration, port staff.
    Border,
    /// Teacher, designated safeguarding lead, tutor, transport.
    Education,
    /// Emergency department, GP, ambulance, maternity, school nurse.
    Health,
    /// Duty, emergency duty team, MASH.
    SocialCare,
}

impl Role {
    /// All five, in the order of the chips.
    pub const ALL: [Self; 5] = [Self::Police, Self::Border, Self::Education, Self::Health, Self::SocialCare];

    /// The word on the chip.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Police => "Police",
            Self::Border => "Border",
            Self::Education => "School",
            Self::Health => "Health",
            Self::SocialCare => "Social care",
        }
    }

    /// The id in files and events.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Police => "police",
            Self::Border => "border",
            Self::Education => "education",
            Self::Health => "health",
            Self::SocialCare => "social-care",
        }
    }
}

/// The order of the steps for one role. Rows stand in the order of their minute.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Track {
    /// Which role.
    pub role: Role,
    /// Who that is, for the role page: "Officer, PCSO, call handler, custody".
    pub who: String,
    /// The rows, in order.
    pub row: Vec<Step>,
    /// Notes on a scene or a setting (`raid`, ambulance, nation), each with its source.
    #[serde(default)]
    pub note: Vec<Statement>,
}

/// A document that statements rest on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// `S1` …
    pub key: String,
    /// Title, publisher, edition.
    pub title: String,
    /// How it was used: read in full, in part, or known.
    pub read: String,
}

/// One row of the nations table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NationRow {
    /// Topic of the row, such as "Emergency police power".
    pub topic: String,
    /// England.
    pub england: Statement,
    /// Wales.
    pub wales: Statement,
    /// Scotland.
    pub scotland: Statement,
    /// Northern Ireland.
    pub northern_ireland: Statement,
}

/// A page of Guidance: rules and reasons, read outside the hour.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Topic {
    /// File name without its ending.
    pub id: String,
    /// Heading.
    pub title: String,
    /// One sentence under the heading in the list.
    pub summary: String,
    /// The rules, in order.
    pub rule: Vec<Statement>,
    /// Ids of core actions that belong to it, linked below.
    #[serde(default)]
    pub steps: Vec<String>,
}

/// All of the guidance.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pack {
    /// Edition, such as `1.0`.
    pub edition: String,
    /// Date of the edition, `2026-11-21`.
    pub date: String,
    /// The date on which numbers were last looked up in their sources.
    pub numbers_checked: String,
    /// Said wherever the pack is introduced: not official advice, not signed off.
    pub standing: String,
    /// Core actions, in order of their id.
    pub actions: Vec<Step>,
    /// One track a role.
    pub tracks: Vec<Track>,
    /// The vocabulary.
    pub conditions: Vec<Condition>,
    /// The situation questions, in the order in which they are asked.
    pub questions: Vec<Question>,
    /// What not to do, each a whole sentence that begins "Do not".
    pub red_list: Vec<Statement>,
    /// Where the nations differ.
    pub nations: Vec<NationRow>,
    /// Topics of the Guidance page.
    pub topics: Vec<Topic>,
    /// The headings of the page of signs, in order.
    pub sign_groups: Vec<SignGroup>,
    /// What signs can point to.
    pub pointers: Vec<Pointer>,
    /// The signs, in order.
    pub signs: Vec<Sign>,
    /// What a professional may want to know from the child, in order.
    pub matters: Vec<Matter>,
    /// The national referral form, child path, page by page.
    pub form: Packed<Vec<FormPage>>,
    /// National contacts.
    pub contacts: Vec<Contact>,
    /// Authorities.
    pub areas: Vec<Area>,
    /// Sources.
    pub sources: Vec<Source>,
    /// Bank holidays as `2026-12-25`, by nation, for the out-of-hours rule; empty means not known.
    #[serde(default)]
    pub bank_holidays: Vec<BankHoliday>,
}

/// A day on which office lines are closed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BankHoliday {
    /// `2026-12-25`.
    pub date: String,
    /// Nations; empty means all four.
    #[serde(default)]
    pub nations: Vec<Nation>,
    /// How sure it is.
    pub mark: Mark,
}
