//! One sealed submission in the queue: what is kept about it beside its frozen bytes.
use gh_wire::digest::Digest;
use gh_wire::id::Id;
use serde::{Deserialize, Serialize};

/// How long after Send, by wall time, an undelivered item is overdue, in milliseconds: "Not sent. Call …".
pub const OVERDUE_MS: i64 = 5 * 60_000;

/// How far behind the moment of Send the wall clock may stand before it counts as changed, in milliseconds.
const CLOCK_SLACK_MS: i64 = 5_000;

/// Where a sealed submission stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum State {
    /// Its bytes are frozen and committed; it waits for its turn.
    Sealed,
    /// Somebody is sending it until then (wall ms); afterwards it is taken as lost on the way and is sealed again.
    Sending {
        /// Wall milliseconds.
        lease_until: i64,
    },
    /// Its verified receipt is stored; it has left the vault's outbox.
    Delivered {
        /// When the desk stored it, by the desk's clock, in ms.
        at: i64,
    },
    /// The desk does not know this phone (401, 403).
    HeldAuth,
    /// The desk is not where the phone looks for it (404, 405, 410, 426).
    HeldConfig,
    /// Sending it again would not help. Skipped until a person has spoken to the desk.
    NeedsAttention(Attention),
    /// The desk has other bytes under this id (409). Both are kept.
    Conflict,
}

/// Why an item needs a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Attention {
    /// 400: the desk cannot read it.
    Malformed,
    /// 413: it is too large for the desk.
    TooLarge,
    /// 415: the desk does not take this kind.
    WrongKind,
    /// 422: the desk could read it and will not take it.
    NotAccepted,
    /// The phone cannot read its own stored bytes any more.
    Unreadable,
}

/// What came of the last try, for the words on the screen and the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum LastAnswer {
    /// No answer at all: no network, no desk, or no time left.
    NoNetwork,
    /// Something answered, with no receipt: a busy desk, a web page, half an answer.
    NoReceipt,
    /// A receipt that does not fit: another submission, other bytes, or another key.
    WrongReceipt,
    /// The desk has it, and the phone could not store the receipt. The next try gets the same one.
    ReceiptNotStored,
}

/// One submission in the outbox. Plain data; the vault keeps it beside the envelope and its headers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    /// Made when the draft was born; the same in every try.
    pub id: Id,
    /// SHA-256 of the frozen body.
    pub digest: Digest,
    /// Length of the frozen body in bytes; the deadline of a try depends on it.
    pub body_bytes: u32,
    /// When the person pressed Send, in wall ms.
    pub sealed_at: i64,
    /// This phone's count of enqueued items, taken in the transaction that enqueued it.
    pub sequence: u64,
    /// Where it stands.
    pub state: State,
    /// Tries in a row that failed; the wait grows with it. 401 and 403 are not counted.
    pub attempts: u32,
    /// Starts in a row that found it still being sent: it may be what ends the app, so others go before it.
    pub crashes: u32,
    /// Not tried by itself before this wall ms.
    pub next_at: i64,
    /// Not tried before this wall ms on any wake but Send now: the desk has asked for it, or a crash has.
    pub not_before: i64,
    /// What came of the last try; nothing before the first.
    pub last_answer: Option<LastAnswer>,
    /// A person has said that they told the desk by telephone.
    pub told_by_phone: bool,
    /// It was seen undelivered [`OVERDUE_MS`] after Send; stays, whatever the clock does later.
    pub late: bool,
    /// A part of a photograph: it goes when no record is due, and is no reason to ring.
    #[serde(default)]
    pub part: bool,
}

impl Item {
    /// A submission whose envelope, outbox row and case event have just been committed.
    #[must_use]
    pub fn sealed(id: Id, digest: Digest, body_bytes: u32, sealed_at: i64, sequence: u64) -> Self {
        Self {
            id,
            digest,
            body_bytes,
            sealed_at,
            sequence,
            state: State::Sealed,
            attempts: 0,
            crashes: 0,
            next_at: sealed_at,
            not_before: i64::MIN,
            last_answer: None,
            told_by_phone: false,
            late: false,
            part: false,
        }
    }

    /// A part of a photograph, committed like a submission after the receipt of the record that it follows.
    #[must_use]
    pub fn sealed_part(id: Id, digest: Digest, body_bytes: u32, sealed_at: i64, sequence: u64) -> Self {
        Self { part: true, ..Self::sealed(id, digest, body_bytes, sealed_at, sequence) }
    }

    /// Whether "Not sent. Call …" is due: undelivered [`OVERDUE_MS`] after Send, and nobody has told the desk. Never for a
    /// photograph: the words are at the desk, and nothing of it can be said on the telephone.
    ///
    /// A clock that stands before the moment of Send has been changed; then the call is the safe answer.
    #[must_use]
    pub fn overdue(&self, now_ms: i64) -> bool {
        self.unsent() && !self.told_by_phone && (self.late || self.is_late(now_ms))
    }

    /// Whether its receipt is still missing on this phone.
    #[must_use]
    pub fn unsent(&self) -> bool {
        !matches!(self.state, State::Delivered { .. })
    }

    pub(super) fn is_late(&self, now_ms: i64) -> bool {
        let since = now_ms.saturating_sub(self.sealed_at);
        self.unsent() && !self.part && !(-CLOCK_SLACK_MS..OVERDUE_MS).contains(&since)
    }

    /// Whether the outbox tries it without a person. Held items are tried now and then too: a school's web filter
    /// answers 403 for the desk, and nobody would know that it has stopped.
    pub(super) fn is_tried(&self) -> bool {
        matches!(self.state, State::Sealed | State::HeldAuth | State::HeldConfig)
    }
}
