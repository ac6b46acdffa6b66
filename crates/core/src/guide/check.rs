//! What must be true of the guidance before it goes into a build. Every problem is reported, not the first.
mod form;
mod keys;
mod law;
mod lines;
mod matters;
mod names;
mod signs;
mod steps;
mod text;
mod walk;

#[cfg(test)]
pub(in crate::guide) mod sample;
#[cfg(test)]
mod tests;

pub use text::{sections, telephones};
pub use walk::{Said, statements};

use super::Pack;

/// The rule that a problem breaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rule {
    /// An id stands twice, or a role has no track or two.
    Ids,
    /// A reference leads nowhere.
    Reference,
    /// A key has no setter, a setter that does not set it, or a second setter.
    Setter,
    /// A key switches nothing on.
    Unused,
    /// A track does not reach safety, the exit, police, social care or handover in a nation.
    Stages,
    /// A text or a list is longer, shorter or otherwise shaped than the screen allows.
    Length,
    /// Steps do not stand in the order of their minute, or actions in that of their id.
    Order,
    /// A step that an answer adds does not say why.
    Added,
    /// A number is not a telephone number of the United Kingdom.
    Number,
    /// Something is not confirmed, and the words do not say so.
    Unconfirmed,
    /// A statement rests on no source, and is not our own design.
    Source,
    /// A power or duty is shown where it does not hold, or as sure where it is open.
    Law,
    /// A step holds a telephone number, which belongs to the contacts.
    NumberInStep,
    /// An exclamation mark or a straight apostrophe.
    Typography,
}

/// One thing that is wrong with the guidance.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
#[error("{place}: {what}")]
pub struct Problem {
    /// Where: `police P4 why`, `contact nspcc`, `condition port`.
    pub place: String,
    /// Which rule.
    pub rule: Rule,
    /// What is wrong, in a sentence for the person who edits the file.
    pub what: String,
}

/// Collects problems.
#[derive(Default)]
struct Found(Vec<Problem>);

impl Found {
    fn add(&mut self, rule: Rule, place: impl Into<String>, what: impl Into<String>) {
        self.0.push(Problem { place: place.into(), rule, what: what.into() });
    }
}

/// Everything that is wrong with a pack, in the order of the rules and then of the places. Empty means that it may ship.
#[must_use]
pub fn check(pack: &Pack) -> Vec<Problem> {
    let mut found = Found::default();
    names::unique(pack, &mut found);
    names::references(pack, &mut found);
    keys::check(pack, &mut found);
    steps::check(pack, &mut found);
    lines::check(pack, &mut found);
    signs::check(pack, &mut found);
    matters::check(pack, &mut found);
    form::check(pack, &mut found);
    law::check(pack, &mut found);
    text::typography(pack, &mut found);
    found.0.sort_by(|a, b| (a.rule, &a.place).cmp(&(b.rule, &b.place)));
    found.0
}
