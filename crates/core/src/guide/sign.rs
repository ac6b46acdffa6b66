//! A sign that a child may be exploited, and what signs can point to.
//!
//! Nothing here adds signs up: there is no score, no grade and no low risk, and no sign that is missing says anything.
use serde::{Deserialize, Serialize};

use super::step::Statement;

/// Where a sign is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Lens {
    /// The child: look, words, behaviour.
    Child,
    /// An adult near the child.
    Adult,
    /// The journey, at a port or on the way.
    Journey,
    /// Where the child lives.
    Home,
    /// School or college.
    School,
    /// Phones and the internet.
    Online,
    /// The place where the child was found.
    Scene,
}

/// The block of the London matrix, or of the lists beside it, that a sign belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Block {
    /// Exploitation.
    Exploitation,
    /// Movement into or within the United Kingdom.
    Movement,
    /// The adult with the child.
    Adult,
    /// Home, school, health, online.
    Place,
    /// Other things that put a child at risk.
    Other,
}

/// One sign. It is noted from what is seen, said and known, and never asked of the child.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sign {
    /// `EXP-01` …, as in the list of indicators.
    pub id: String,
    /// Id of the [`SignGroup`] under which it is shown.
    pub group: String,
    /// Which block it comes from.
    pub block: Block,
    /// Where to look.
    pub lens: Lens,
    /// Ids of [`Pointer`]s.
    pub points_to: Vec<String>,
    /// It means danger now: noting it brings the child's safety to the top of the hour. Ours \[D\].
    #[serde(default)]
    pub danger: bool,
    /// It is weak on its own: no reason by itself.
    #[serde(default)]
    pub weak: bool,
    /// Further words by which the search finds it.
    pub find: String,
    /// The sign in our own words.
    pub says: Statement,
}

/// A heading of the page of signs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignGroup {
    /// Referred to by [`Sign::group`].
    pub id: String,
    /// As shown.
    pub name: String,
}

/// What signs can point to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pointer {
    /// Referred to by [`Sign::points_to`].
    pub id: String,
    /// As shown, such as "Forced crime".
    pub name: String,
    /// What it means for what the person does now.
    pub so: Statement,
}
