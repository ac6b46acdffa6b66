//! A step of the hour: a core action or a row of a role's track.
use serde::{Deserialize, Serialize};

use super::Nation;
use super::condition::Expr;

/// How well a statement is supported. The marks of the domain file; carried to the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Mark {
    /// The source text was read.
    R,
    /// Settled content of a named source, to be checked by a safeguarding lead before release.
    K,
    /// Our own design choice; no source sets it.
    D,
}

/// One sentence of guidance with what it rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Statement {
    /// Our own words, plain, never copied from the source.
    pub text: String,
    /// Keys of `sources.toml`, such as `S1`. Empty only under mark `D`.
    #[serde(default)]
    pub source: Vec<String>,
    /// Evidence mark.
    pub mark: Mark,
    /// Said with the statement when it is not sure, such as "Not confirmed in force". Empty means nothing to add.
    #[serde(default)]
    pub status: String,
    /// Nations it holds in; empty means all four.
    #[serde(default)]
    pub nations: Vec<Nation>,
}

/// Where a suggested sentence leaves room for the professional's own name.
pub const NAME_HERE: &str = "[name]";

/// Words to say with the person's own name in them. Without a name, the sentence that wants one is left out.
#[must_use]
pub fn with_name(words: &str, name: &str) -> String {
    let name = name.trim();
    if !name.is_empty() {
        return words.replace(NAME_HERE, name);
    }
    let kept = words.split_inclusive(['.', '?']).filter(|sentence| !sentence.contains(NAME_HERE));
    kept.collect::<String>().trim().to_owned()
}

/// What part of the first hour a step belongs to. Every role must reach each of the first five.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stage {
    /// Make the child safe, stay.
    Safety,
    /// Stop the child leaving or being taken.
    Exit,
    /// Police told.
    Police,
    /// Children's social care told.
    SocialCare,
    /// Handed over to a named person.
    Handover,
    /// Health and needs.
    Health,
    /// Language and interpreter.
    Language,
    /// What is written down.
    Record,
    /// Everything else.
    Other,
}

/// Whom a step's call block rings. Numbers are never in a step: they are looked up in the contacts or the area.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum CallTarget {
    /// A contact of `contacts.toml`, by id (`emergency`, `police-101`, `guardian-service`).
    Contact(String),
    /// The children's services front door of the chosen area: what the person typed first, else the area's line for
    /// this time of day. With no area: said so, with 999 and 101.
    FrontDoor,
    /// The person's own lead, control room or safeguarding on-call: the number typed in Settings, with these words
    /// ("Your safeguarding lead").
    OwnLead(String),
}

/// A power, a duty, or a defence, in the nations where it holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Law {
    /// Power, duty or other rule.
    pub kind: LawKind,
    /// The statute and what it lets or makes whom do, in our words, with the nations where it holds.
    pub statement: Statement,
}

/// What sort of law a [`Law`] is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LawKind {
    /// Somebody may.
    Power,
    /// Somebody must.
    Duty,
    /// A defence or a protection of the child.
    Protection,
    /// Guidance or policy that is followed, but is not law.
    Policy,
}

/// Why a step could not be done; one tap is both the reason and the choice of the other way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CantReason {
    /// Nobody answered.
    NoAnswer,
    /// No signal.
    NoSignal,
    /// It is not safe to do.
    NotSafe,
    /// Something else.
    Other,
}

impl CantReason {
    /// The four, in the order of the screen.
    pub const ALL: [Self; 4] = [Self::NoAnswer, Self::NoSignal, Self::NotSafe, Self::Other];
}

/// The other way to reach what a step is for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OtherWay {
    /// The reason that leads here.
    pub reason: CantReason,
    /// Small type under the reason, such as "Then: call police, 101".
    pub then: String,
    /// Title of the card that takes over, at most six words.
    pub title: String,
    /// Why, one or two sentences.
    pub why: Statement,
    /// Whom to ring.
    #[serde(default)]
    pub call: Option<CallTarget>,
    /// Words to say.
    #[serde(default)]
    pub say: Vec<Statement>,
    /// At most three.
    #[serde(default)]
    pub how: Vec<Statement>,
}

/// A step: a core action (`A01` …) or a row of a role's track (`P1` …). One shape for both.
///
/// A row stands alone: it carries its own title, why, how and words, written for that role from the core action it
/// covers, so that the screen never has to join two texts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// `A01` to `A24`, or the row label of the role (`P1`, `B7`, `E10`, `H9`, `C12`).
    pub id: String,
    /// An order, at most six words.
    pub title: String,
    /// One or two short sentences.
    pub why: Statement,
    /// What to say: to the child, or on the telephone. One breath each.
    #[serde(default)]
    pub say: Vec<Statement>,
    /// At most three.
    #[serde(default)]
    pub how: Vec<Statement>,
    /// At most two, each a whole sentence that begins "Do not".
    #[serde(default)]
    pub do_not: Vec<Statement>,
    /// Longer detail behind "More about this step".
    #[serde(default)]
    pub more: Vec<Statement>,
    /// Whom the call block rings.
    #[serde(default)]
    pub call: Option<CallTarget>,
    /// Powers and duties by nation.
    #[serde(default)]
    pub law: Vec<Law>,
    /// Latest minute from first contact. A design target (`D`): no UK guidance sets a minute.
    pub minute: u16,
    /// When the step applies: `always`, or keys of the condition vocabulary joined by `&`, `|`, `!`.
    pub when: Expr,
    /// Conditions under which it comes before every other step, and comes back if it was answered before
    /// (`danger` for A01, `missing` for A20). Absent for most.
    #[serde(default)]
    pub first_when: Option<Expr>,
    /// The short reason shown when an answer added the step: "Added: you share no language". Needed unless `always`.
    #[serde(default)]
    pub added: String,
    /// Must be done or explained before the hour is closed (★ in the domain file).
    #[serde(default)]
    pub star: bool,
    /// Part of the hour.
    pub stage: Stage,
    /// Core actions that answering this row also answers, so that a change of role loses nothing. A core action
    /// covers itself and leaves this empty.
    #[serde(default)]
    pub covers: Vec<String>,
    /// Other ways, at most one a reason. None: "Ask someone else to do it".
    #[serde(default)]
    pub other_way: Vec<OtherWay>,
    /// Minutes after which a step that could not be done is asked again. Absent: it is not.
    #[serde(default)]
    pub retry_min: Option<u16>,
    /// Nations in which the step is shown; empty means all four.
    #[serde(default)]
    pub nations: Vec<Nation>,
}

impl Step {
    /// Whether answering it answers this core action: it is the action, or a row that covers it.
    #[must_use]
    pub fn does(&self, action: &str) -> bool {
        self.id == action || self.covers.iter().any(|covered| covered == action)
    }
}
