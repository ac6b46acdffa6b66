//! What goes into the vault in one transaction, and what comes out of it.
use std::collections::BTreeMap;

use gh_wire::digest::Digest;
use gh_wire::id::Id;

use super::VaultError;

/// The end of a case's log: what the next event is built on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Head {
    /// How many events the case has.
    pub count: u32,
    /// The random id of the last one.
    pub last_event: Id,
}

/// One event, as the exact bytes over which the next one is chained.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewEvent {
    /// The event's random id.
    pub id: Id,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// Events for the end of one case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Append {
    /// The case.
    pub case: Id,
    /// The head that the events were built on; `None` for a new case. If the vault has another one, nothing is stored.
    pub built_on: Option<Head>,
    /// The events, in order.
    pub events: Vec<NewEvent>,
}

impl Append {
    /// The head once the events are stored. `None` when there is none, or more events than can be counted.
    pub(super) fn head_after(&self) -> Option<Head> {
        let Some(last) = self.events.last() else { return self.built_on };
        let added = u32::try_from(self.events.len()).ok()?;
        let count = self.built_on.map_or(0, |head| head.count).checked_add(added)?;
        Some(Head { count, last_event: last.id })
    }
}

/// A sealed submission for the outbox.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutboxPut {
    /// The submission's id.
    pub id: Id,
    /// The row, frozen from now on.
    pub row: Vec<u8>,
    /// Its first state.
    pub state: Vec<u8>,
}

/// A photograph, to be kept as long as its case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PhotoPut {
    /// The case.
    pub case: Id,
    /// SHA-256 of the bytes.
    pub digest: Digest,
    /// The bytes.
    pub jpeg: Vec<u8>,
}

/// Everything that is stored together, or not at all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Batch {
    /// Events for the ends of cases, at most one of each case.
    pub appends: Vec<Append>,
    /// New rows of the outbox.
    pub outbox_put: Vec<OutboxPut>,
    /// New states. One for a row that is no longer there is left out: another tab has delivered it.
    pub outbox_state: Vec<(Id, Vec<u8>)>,
    /// Rows that leave the outbox; each needs its receipt in this batch.
    pub outbox_remove: Vec<Id>,
    /// Verified receipts, by the submission's id.
    pub receipts: Vec<(Id, Vec<u8>)>,
    /// Settings to write, or to remove with `None`. The last write wins.
    pub settings: Vec<(String, Option<Vec<u8>>)>,
    /// Settings that are written once and never replaced, such as the pinned root: two tabs may try at the same time.
    pub settings_once: Vec<(String, Vec<u8>)>,
    /// Photographs, each with the event that says so in this batch.
    pub photos_put: Vec<PhotoPut>,
    /// Photographs whose bytes go, by case and digest.
    pub photos_remove: Vec<(Id, Digest)>,
    /// Cases to remove with their photographs, each with the head on which that was decided.
    pub purge_cases: Vec<(Id, Head)>,
}

impl Batch {
    /// Checks what can be known before the transaction.
    pub(super) fn check(&self) -> Result<(), VaultError> {
        let has_receipt = |id: &Id| self.receipts.iter().any(|(receipted, _)| receipted == id);
        match self.outbox_remove.iter().find(|id| !has_receipt(id)) {
            Some(id) => Err(VaultError::RemovalWithoutReceipt { id: *id }),
            None => Ok(()),
        }
    }
}

/// What a commit made.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Committed {
    /// The heads of the cases that were added to, as they are now.
    pub heads: Vec<(Id, Head)>,
    /// The sequence number of each new outbox row on this phone, from 1.
    pub sequences: Vec<(Id, u64)>,
}

/// One case as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredCase {
    /// The case.
    pub id: Id,
    /// Its head.
    pub head: Head,
    /// The readable events, in order.
    pub events: Vec<Vec<u8>>,
    /// The places, from 0, of events that are damaged or gone.
    pub unreadable: Vec<u32>,
}

/// One queued submission.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutboxRow {
    /// The submission.
    pub id: Id,
    /// Its number among all that this phone ever queued, from 1.
    pub sequence: u64,
    /// Wall time in milliseconds at which it was queued.
    pub queued_at_ms: i64,
    /// The row as it was put, already sealed to the desk.
    pub sealed: Vec<u8>,
    /// Its latest state; empty if that cannot be read.
    pub state: Vec<u8>,
}

/// Everything readable in the vault.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Contents {
    /// Settings by name.
    pub settings: BTreeMap<String, Vec<u8>>,
    /// Cases, by id.
    pub cases: Vec<StoredCase>,
    /// The outbox, by sequence number.
    pub outbox: Vec<OutboxRow>,
    /// Receipts by submission.
    pub receipts: Vec<(Id, Vec<u8>)>,
    /// `store/key` of each row that is damaged or gone. They stay where they are; the others are not affected.
    pub unreadable: Vec<String>,
}
