//! The chain of stored events.
use std::sync::Arc;

use gh_wire::digest::Digest;
use gh_wire::id::Id;

use super::event::{Actor, Event, Kind};
use crate::time::Reading;

/// What the first event names as the one before it.
pub const NO_EVENT: Digest = Digest::from_bytes([0; 32]);

/// An event together with the exact bytes that are stored and hashed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stored {
    /// What the bytes say.
    pub event: Event,
    /// JSON, exactly as stored.
    pub bytes: Vec<u8>,
}

/// Where a log stops being one unbroken chain.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Broken {
    /// The bytes are not an event of this version.
    #[error("entry {0} cannot be read")]
    Unreadable(u32),
    /// The place or the digest of the one before does not fit.
    #[error("entry {0} does not follow the one before it")]
    OutOfChain(u32),
    /// An event could not be written as JSON.
    #[error("the entry could not be written")]
    Unwritable,
}

/// The events of one case, in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Log {
    case: Id,
    /// Shared: a log is copied for each change of its case, and what is in it never changes.
    events: Vec<Arc<Stored>>,
}

impl Log {
    /// A log with no event yet.
    #[must_use]
    pub const fn new(case: Id) -> Self {
        Self { case, events: Vec::new() }
    }

    /// Reads stored events in order and checks the chain.
    ///
    /// # Errors
    /// [`Broken`] names the first entry that cannot be read or does not follow. Trying again cannot help; the events
    /// before it are still good.
    pub fn read(case: Id, stored: impl IntoIterator<Item = Vec<u8>>) -> Result<Self, (Self, Broken)> {
        let mut log = Self::new(case);
        for bytes in stored {
            let seq = log.next_seq();
            let Ok(event) = serde_json::from_slice::<Event>(&bytes) else {
                return Err((log, Broken::Unreadable(seq)));
            };
            if event.seq != seq || event.prev != log.head() {
                return Err((log, Broken::OutOfChain(seq)));
            }
            log.events.push(Arc::new(Stored { event, bytes }));
        }
        Ok(log)
    }

    /// Makes the event that would come next. It is in the log only once [`Log::push`] has it, which is after the
    /// vault has committed it.
    ///
    /// # Errors
    /// [`Broken::Unwritable`] if it cannot be written as JSON.
    pub fn next(&self, id: Id, at: Reading, by: Actor, kind: Kind) -> Result<Stored, Broken> {
        self.following(Event { id, seq: 0, at, by, prev: NO_EVENT, merged: false, kind })
    }

    /// Makes an event that was made for another head again, for this one: only its place and what it names as the one
    /// before it change.
    ///
    /// # Errors
    /// As [`Log::next`].
    pub fn following(&self, event: Event) -> Result<Stored, Broken> {
        let event = Event { seq: self.next_seq(), prev: self.head(), ..event };
        let bytes = serde_json::to_vec(&event).map_err(|_| Broken::Unwritable)?;
        Ok(Stored { event, bytes })
    }

    /// Adds an event made by [`Log::next`] on this very head.
    ///
    /// # Errors
    /// [`Broken::OutOfChain`] if the log has moved since the event was made.
    pub fn push(&mut self, stored: Stored) -> Result<(), Broken> {
        if stored.event.seq != self.next_seq() || stored.event.prev != self.head() {
            return Err(Broken::OutOfChain(stored.event.seq));
        }
        self.events.push(Arc::new(stored));
        Ok(())
    }

    /// The case's id.
    #[must_use]
    pub const fn case(&self) -> Id {
        self.case
    }

    /// The events, oldest first.
    #[must_use]
    pub fn events(&self) -> &[Arc<Stored>] {
        &self.events
    }

    /// The log as it was before the event at this place.
    #[must_use]
    pub fn before(&self, seq: u32) -> Self {
        let count = usize::try_from(seq).unwrap_or(usize::MAX).min(self.events.len());
        Self { case: self.case, events: self.events[..count].to_vec() }
    }

    /// The last event's id; the vault compares it inside its transaction.
    #[must_use]
    pub fn last_id(&self) -> Option<Id> {
        self.events.last().map(|stored| stored.event.id)
    }

    /// How many events there are.
    #[must_use]
    pub fn next_seq(&self) -> u32 {
        u32::try_from(self.events.len()).unwrap_or(u32::MAX)
    }

    /// SHA-256 of the last event's bytes.
    #[must_use]
    pub fn head(&self) -> Digest {
        self.events.last().map_or(NO_EVENT, |stored| Digest::of(&stored.bytes))
    }
}
