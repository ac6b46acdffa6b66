//! What the outbox is told, and what it asks for.
use gh_wire::id::Id;
use gh_wire::receipt::Receipt;

use super::answer::Answer;
use super::item::Item;

/// The time of an event, and fresh random bits for the waits that follow from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Now {
    /// The phone's wall clock in ms since the Unix epoch. It may jump either way.
    pub ms: i64,
    /// Evenly spread, new for each event.
    pub random: u64,
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// The outbox rows read from the vault: at start, and when another tab has changed them. Adds and updates; never
    /// takes an item away.
    Restored(Vec<Item>),
    /// Envelope, row and case event have been committed.
    Enqueued(Item),
    /// It may be time to send.
    Wake(Wake),
    /// A try ended.
    Answer {
        /// The item.
        id: Id,
        /// The number that its [`Effect::Put`] had.
        attempt: u64,
        /// What came back.
        answer: Answer,
    },
    /// The transaction that stored the receipt and removed the row is complete, here or in another tab.
    ReceiptStored {
        /// The item.
        id: Id,
        /// [`Receipt::received_at_ms`].
        at: i64,
    },
    /// That transaction failed; nothing of it happened.
    StoreFailed {
        /// The item.
        id: Id,
    },
    /// A person has said that they told the desk by telephone. It is still sent.
    ToldByPhone {
        /// The item.
        id: Id,
    },
    /// A newer configuration (address, keys) is in use.
    ConfigFetched,
    /// A person has sorted it out with the desk and wants it tried again.
    Resolved {
        /// The item.
        id: Id,
    },
}

/// Why the outbox was woken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wake {
    /// The app has started.
    Start,
    /// The page can be seen again.
    Visible,
    /// The page came back from the browser's page cache.
    PageShow,
    /// The browser says that there is a network. A hint: it cuts waits short.
    Online,
    /// The time of [`Effect::Wake`] has come.
    Timer,
    /// A person pressed Send now. Even what the desk has asked to wait for is tried.
    SendNow,
}

/// What to do, in this order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// Once the last state that was to be saved of the item has been, or could not be: send the stored bytes, and hand what
    /// comes back to [`Event::Answer`] with this number. If the row is gone because
    /// its receipt is stored, hand over [`Event::ReceiptStored`] instead.
    Put {
        /// The item.
        id: Id,
        /// Names this try; no other try of this outbox has it.
        attempt: u64,
        /// Abort the request after so many ms.
        deadline_ms: u64,
    },
    /// In one strict transaction: store the receipt, append the case event, remove the outbox row. Then
    /// [`Event::ReceiptStored`] or [`Event::StoreFailed`]. If the row is gone and a receipt is there, it is stored.
    StoreReceipt {
        /// The item.
        id: Id,
        /// Verified; to be stored as it is.
        receipt: Receipt,
    },
    /// Write what [`super::Outbox::to_store`] says now into the item's row, if the row is still there. A failure may be
    /// ignored.
    SaveState {
        /// The item.
        id: Id,
    },
    /// Fetch the desk's manifest and address again, then [`Event::ConfigFetched`] if that went well.
    FetchConfig,
    /// The desk has other bytes under this id: show it, and keep what the phone has.
    TellConflict {
        /// The item.
        id: Id,
    },
    /// Replace the timer: [`Wake::Timer`] at this wall ms.
    Wake(i64),
}
