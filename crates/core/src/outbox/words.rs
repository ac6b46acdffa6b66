//! What the screen may say about an item. The words themselves are the screen's.
use super::item::{Attention, Item, State};

/// What is true about an item at this moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Word {
    /// "Waiting for signal". Only when the phone has no network.
    WaitingForSignal,
    /// "The desk has not answered. Trying again at 14:52."
    NotAnswered {
        /// When the next try is due, in wall ms; never before now.
        next_try: i64,
    },
    /// It is being sent, or its turn comes next.
    Sending,
    /// "Delivered at 14:49."
    Delivered {
        /// When the desk stored it, by the desk's clock, in ms.
        at: i64,
    },
    /// "Needs you", with the reason.
    NeedsYou(Reason),
}

/// Why an item needs a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// The desk does not know this phone.
    NotAllowed,
    /// The desk is not at the address that the phone has.
    WrongAddress,
    /// "Telephone the desk, quote the reference."
    NotTaken(Attention),
    /// The desk has other words under the same reference.
    Conflict,
}

/// The word for an item. `online` is the browser's hint; it decides this word and nothing else.
#[must_use]
pub fn word(item: &Item, now_ms: i64, online: bool) -> Word {
    match item.state {
        State::Delivered { at } => Word::Delivered { at },
        State::HeldAuth => Word::NeedsYou(Reason::NotAllowed),
        State::HeldConfig => Word::NeedsYou(Reason::WrongAddress),
        State::NeedsAttention(why) => Word::NeedsYou(Reason::NotTaken(why)),
        State::Conflict => Word::NeedsYou(Reason::Conflict),
        State::Sealed | State::Sending { .. } if !online => Word::WaitingForSignal,
        State::Sending { .. } => Word::Sending,
        State::Sealed if item.last_answer.is_none() => Word::Sending,
        State::Sealed => Word::NotAnswered { next_try: item.next_at.max(now_ms) },
    }
}
