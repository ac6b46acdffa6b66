//! What some events carry: who takes a child over, a photograph.
use gh_wire::digest::Digest;
use serde::{Deserialize, Serialize};

/// The person to whom a child was handed over, as it was written down at that moment.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Receiver {
    /// Name.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// Role and team.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub role: String,
    /// Their own number.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub number: String,
    /// Whether their identity card was seen: "Yes", "No", or empty.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub identity: String,
    /// Whether their office was rung back: "Yes", "No", or empty.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub rang_back: String,
    /// What the child was told.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub told_child: String,
    /// The sheet that they got says where the child is.
    #[serde(skip_serializing_if = "core::ops::Not::not")]
    pub place_given: bool,
}

impl Receiver {
    /// Whom to call them: their name, else their role.
    #[must_use]
    pub fn who(&self) -> &str {
        let known = [&self.name, &self.role].into_iter().find(|words| !words.trim().is_empty());
        known.map_or("the next person", |words| words.trim())
    }
}

/// What a photograph shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Shows {
    /// The child's face.
    Face,
    /// The child's clothes, from top to toe.
    Clothes,
    /// A paper that the child holds.
    Papers,
    /// Where the child was found.
    Scene,
}

/// What the child said to a photograph. One to which they said no is never taken, so there is no word for it here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Consent {
    /// Yes.
    Yes,
    /// It does not show the child, and they were not asked.
    NotAsked,
}

/// A photograph. Its bytes lie in the vault under its digest; the log only says that it was taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Photo {
    /// SHA-256 of the JPEG.
    pub digest: Digest,
    /// What it shows.
    pub shows: Shows,
    /// What the child said.
    pub consent: Consent,
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
    /// Length of the JPEG.
    pub bytes: u32,
}
