//! The ledger: an append-only chain of what came to the desk and what was done with it.
//!
//! Each entry's hash covers the hash before it, so a changed or missing entry shows at its index. The hash of the entry
//! of a submission stands in its receipt: phones hold proofs that the desk cannot take back.
use gh_wire::digest::Digest;
use gh_wire::id::Id;
use sha2::{Digest as _, Sha256};

/// The hash before the first entry.
pub const START: Digest = Digest::from_bytes([0; 32]);

/// What an entry tells of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A submission was stored.
    Received,
    /// Other bytes under an id that was there already were stored beside it.
    Conflict,
    /// A person opened a record.
    Opened,
    /// A person asked for the child's place; the note has the reason.
    PlaceShown,
    /// A person looked at a photograph; the digest is the photograph's.
    PhotoShown,
    /// A one-time sign-in link was made.
    LinkMade,
    /// A person set a passphrase.
    PassphraseSet,
    /// A person signed in.
    SignedIn,
    /// A person locked the desk or signed out.
    SignedOut,
}

impl Kind {
    const ALL: [Self; 9] = [
        Self::Received,
        Self::Conflict,
        Self::Opened,
        Self::PlaceShown,
        Self::PhotoShown,
        Self::LinkMade,
        Self::PassphraseSet,
        Self::SignedIn,
        Self::SignedOut,
    ];

    /// The word that is stored and hashed.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Received => "received",
            Self::Conflict => "conflict",
            Self::Opened => "opened",
            Self::PlaceShown => "place-shown",
            Self::PhotoShown => "photo-shown",
            Self::LinkMade => "link-made",
            Self::PassphraseSet => "passphrase-set",
            Self::SignedIn => "signed-in",
            Self::SignedOut => "signed-out",
        }
    }

    /// Reads the stored word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word)
    }

    /// True if the entry stands for a stored body.
    #[must_use]
    pub const fn has_body(self) -> bool {
        matches!(self, Self::Received | Self::Conflict)
    }
}

/// One entry, without its place in the chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// When, by the desk's clock: milliseconds since the Unix epoch.
    pub at_ms: i64,
    /// What.
    pub kind: Kind,
    /// The submission it is about, if any.
    pub subject: Option<Id>,
    /// SHA-256 of the body it is about, if any.
    pub digest: Option<Digest>,
    /// The person at the desk, or empty for the desk itself.
    pub actor: String,
    /// A reason, in the words that were typed.
    pub note: String,
}

impl Entry {
    /// An entry about no submission.
    #[must_use]
    pub fn plain(at_ms: i64, kind: Kind, actor: &str) -> Self {
        Self { at_ms, kind, subject: None, digest: None, actor: actor.to_owned(), note: String::new() }
    }
}

/// The hash of the entry at this index, which counts from 1. Every part goes in with its length, so no two entries share
/// an encoding.
#[must_use]
pub fn hash(prev: &Digest, index: u64, entry: &Entry) -> Digest {
    let mut hasher = Sha256::new();
    hasher.update(b"golden-hour ledger v1\0");
    hasher.update(prev.as_bytes());
    hasher.update(index.to_be_bytes());
    hasher.update(entry.at_ms.to_be_bytes());
    let subject: &[u8] = entry.subject.as_ref().map_or(&[], |id| id.as_bytes());
    let digest: &[u8] = entry.digest.as_ref().map_or(&[], |digest| digest.as_bytes());
    for part in [entry.kind.as_str().as_bytes(), subject, digest, entry.actor.as_bytes(), entry.note.as_bytes()] {
        hasher.update((part.len() as u64).to_be_bytes());
        hasher.update(part);
    }
    Digest::from_bytes(hasher.finalize().into())
}

/// The first entry that does not hold.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("entry {index} of the ledger is broken: {why}")]
pub struct Broken {
    /// Its index, from 1.
    pub index: u64,
    /// What is wrong, for the person who looks after the desk.
    pub why: &'static str,
}

/// A row of the ledger as it is stored.
#[derive(Debug, Clone)]
pub struct Row {
    /// Its index, from 1.
    pub index: u64,
    /// The hash that it claims for the entry before.
    pub prev: Digest,
    /// Its own hash.
    pub hash: Digest,
    /// What it says; none if the stored words cannot be read.
    pub entry: Option<Entry>,
}

/// Walks the chain; rows are given in the order of their index.
#[derive(Debug)]
pub struct Walk {
    next: u64,
    head: Digest,
}

impl Walk {
    /// Begins before the first entry.
    #[must_use]
    pub const fn new() -> Self {
        Self { next: 1, head: START }
    }

    /// Checks one row.
    ///
    /// # Errors
    /// [`Broken`] names the row, or the one that is missing before it.
    pub fn step(&mut self, row: &Row) -> Result<(), Broken> {
        let broken = |why| Broken { index: self.next, why };
        if row.index != self.next {
            return Err(broken("it is missing"));
        }
        if row.prev != self.head {
            return Err(broken("it does not follow from the entry before"));
        }
        let entry = row.entry.as_ref().ok_or_else(|| broken("it cannot be read"))?;
        if hash(&row.prev, row.index, entry) != row.hash {
            return Err(broken("it was changed"));
        }
        self.head = row.hash;
        self.next += 1;
        Ok(())
    }

    /// How many entries were walked.
    #[must_use]
    pub const fn count(&self) -> u64 {
        self.next - 1
    }
}

impl Default for Walk {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chain(length: u64) -> Vec<Row> {
        let mut prev = START;
        (1..=length)
            .map(|index| {
                let entry = Entry::plain(1_000, Kind::SignedIn, &format!("Person {index}"));
                let row = Row { index, prev, hash: hash(&prev, index, &entry), entry: Some(entry) };
                prev = row.hash;
                row
            })
            .collect()
    }

    fn walk(rows: &[Row]) -> Result<u64, Broken> {
        let mut walk = Walk::new();
        rows.iter().try_for_each(|row| walk.step(row))?;
        Ok(walk.count())
    }

    #[test]
    fn an_untouched_chain_holds() {
        assert_eq!(walk(&chain(5)), Ok(5));
        assert_eq!(walk(&[]), Ok(0));
    }

    #[test]
    fn a_changed_entry_is_named() {
        let mut rows = chain(5);
        if let Some(entry) = rows[2].entry.as_mut() {
            entry.actor = "Somebody else".into();
        }
        assert_eq!(walk(&rows).map_err(|broken| broken.index), Err(3));
    }

    #[test]
    fn a_missing_entry_is_named() {
        let mut rows = chain(5);
        rows.remove(1);
        assert_eq!(walk(&rows).map_err(|broken| broken.index), Err(2));
    }

    #[test]
    fn an_entry_that_was_written_anew_breaks_the_next_one() {
        let mut rows = chain(5);
        let entry = Entry::plain(2_000, Kind::SignedOut, "Somebody else");
        rows[2].hash = hash(&rows[2].prev, 3, &entry);
        rows[2].entry = Some(entry);
        assert_eq!(walk(&rows).map_err(|broken| broken.index), Err(4));
    }
}
