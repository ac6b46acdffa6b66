//! The only place that names a database. Another one, such as PostgreSQL, comes beside `sqlite` and offers the same.
mod sqlite;

use gh_wire::chain;
use gh_wire::digest::Digest;
use gh_wire::id::Id;
use gh_wire::receipt::Stored;
use gh_wire::submission::Submission;

use crate::keys::Inside;

pub use sqlite::Store;

/// The database did not do what was asked. Nothing was half done: each change is one transaction.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Busy, full, read-only or gone. Trying again can help.
    #[error("the database did not answer: {0}")]
    Unavailable(#[from] sqlx::Error),
    /// The tables cannot be brought to this version.
    #[error("the database cannot be prepared: {0}")]
    Migration(#[from] sqlx::migrate::MigrateError),
    /// What was read back is not what was written. A person has to look.
    #[error("the database holds something that the desk did not write")]
    Damaged,
}

/// A body to be kept, with what the request said about it.
#[derive(Debug)]
pub struct Incoming<'a> {
    /// From the path of the request.
    pub id: Id,
    /// SHA-256 of the body.
    pub digest: Digest,
    /// The sealed bytes.
    pub body: &'a [u8],
    /// The device that says it sent them; not verified.
    pub device: Option<Id>,
    /// The device's own count of what it sent.
    pub sequence: Option<i64>,
    /// The desk's clock: milliseconds since the Unix epoch.
    pub now_ms: i64,
    /// What it belongs to, if it could be opened.
    pub belongs: Option<Belongs>,
}

/// What a body is, and what it belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Belongs {
    /// A record.
    Record(Link),
    /// A part of a photograph.
    Part(PartOf),
}

impl Belongs {
    /// What a body says of itself.
    #[must_use]
    pub fn of(inside: &Inside) -> Self {
        match inside {
            Inside::Record(submission) => Self::Record(Link::of(submission)),
            Inside::Part(part) => Self::Part(PartOf { case: part.about.case_id, photo: part.about.photo }),
        }
    }
}

/// The photograph of which a body is a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PartOf {
    /// The case.
    pub case: Id,
    /// SHA-256 of the photograph.
    pub photo: Digest,
}

/// Which case a body belongs to, and what it continues.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Link {
    /// The case.
    pub case: Id,
    /// The submission that it continues, if it is an update.
    pub parent: Option<Id>,
    /// The head of the log on which its own log was put, if it is an update.
    pub put_on: Option<Digest>,
    /// The head of its log.
    pub head: Option<Digest>,
}

impl Link {
    /// What a submission says of itself.
    #[must_use]
    pub fn of(submission: &Submission) -> Self {
        let update = submission.update.as_ref();
        Self {
            case: submission.case_id,
            parent: update.map(|update| update.parent),
            put_on: update.and_then(|_| chain::put_on(&submission.log)),
            head: chain::head(&submission.log),
        }
    }
}

/// What became of a body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kept {
    /// Stored now.
    First(Stored),
    /// The same bytes were there before.
    Again(Stored),
    /// Other bytes were there before under the same id. Both are kept. True if these are stored only now.
    Conflict {
        /// Stored by this request, so a person is to be told.
        new: bool,
    },
}

/// One stored body and what is known about it without opening it.
#[derive(Debug, Clone)]
pub struct Row {
    /// Its entry in the ledger.
    pub entry: u64,
    /// The submission.
    pub id: Id,
    /// SHA-256 of the body.
    pub digest: Digest,
    /// The sealed bytes.
    pub body: Vec<u8>,
    /// The desk's clock when it came: milliseconds since the Unix epoch.
    pub received_at_ms: i64,
    /// The device that says it sent it; not verified.
    pub device: Option<Id>,
    /// Another body came first under the same id.
    pub conflict: bool,
    /// The first opening: when, and by whom.
    pub opened: Option<(i64, String)>,
    /// The entry with which its case begins; its own where it is alone.
    pub root: u64,
}

/// A case in the inbox.
#[derive(Debug, Clone)]
pub struct Listed {
    /// The body that came last: its head is how the case stands.
    pub last: Row,
    /// The body with which the case begins.
    pub root: Id,
    /// The entry of that body.
    pub root_entry: u64,
    /// How many bodies came after it.
    pub updates: u64,
    /// A body of it that nobody has opened.
    pub waits: bool,
    /// Of a case that waits, what was opened of it before: when a body was first opened, and by whom; the last such.
    pub opened_before: Option<(i64, String)>,
    /// Two bodies continue the same one.
    pub split: bool,
    /// It begins with an update: what came before it is not here.
    pub begins_late: bool,
}

/// What happened to one submission at the desk, oldest first.
#[derive(Debug, Clone)]
pub struct Event {
    /// Its entry in the ledger.
    pub index: u64,
    /// What.
    pub entry: crate::ledger::Entry,
}

/// A person's stored passphrase.
#[derive(Debug, Clone)]
pub struct Passphrase {
    /// The name as it was first typed.
    pub name: String,
    /// Random, 16 bytes.
    pub salt: Vec<u8>,
    /// Argon2id, 32 bytes.
    pub hash: Vec<u8>,
    /// Memory in KiB that was used.
    pub memory_kib: u32,
    /// Passes that were used.
    pub passes: u32,
}
