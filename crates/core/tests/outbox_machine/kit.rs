//! Short ways to say what happens to an outbox.
use std::sync::LazyLock;

use gh_core::outbox::{Answer, Effect, Event, Item, Now, Outbox};
use gh_wire::digest::Digest;
use gh_wire::id::Id;
use gh_wire::keys::SignKey;
use gh_wire::receipt::{Receipt, ReceiptError, Stored};

/// 21 November 2026, 14:00 UTC, in ms.
pub const T0: i64 = 1_795_269_600_000;

/// So many ms after [`T0`], with bits that make every wait short.
pub fn at(ms: i64) -> Now {
    Now { ms: T0 + ms, random: 0x0123_4567_89ab_cdef ^ ms.unsigned_abs() }
}

pub fn id(number: u8) -> Id {
    Id::from_bytes([number; 16])
}

fn body(number: u8) -> Vec<u8> {
    vec![number; 4_000]
}

/// An item enqueued `number` seconds after [`T0`]'s minute began, as the `number`th of its phone.
pub fn item(number: u8) -> Item {
    let order = u64::from(number);
    Item::sealed(id(number), Digest::of(&body(number)), 4_000, T0 - 1_000 + i64::from(number), order)
}

pub fn receipt_for(number: u8, body: &[u8]) -> Receipt {
    let stored = Stored {
        id: id(number),
        digest: Digest::of(body),
        received_at_ms: T0 + 700,
        index: u64::from(number),
        head: Digest::of(b"head"),
    };
    stored.sign(&SignKey::from_bytes(&[9; 32]))
}

/// Signing takes milliseconds in a debug build, and the same facts always give the same receipt: made once.
static RECEIPTS: LazyLock<Vec<Receipt>> = LazyLock::new(|| (0..=20).map(|n| receipt_for(n, &body(n))).collect());

pub fn receipt(number: u8) -> Receipt {
    RECEIPTS[usize::from(number)].clone()
}

pub fn refused(status: u16, why: ReceiptError) -> Answer {
    Answer::Response { status, content_type: None, retry_after: None, receipt: Err(why) }
}

pub fn response(status: u16) -> Answer {
    refused(status, ReceiptError::Unreadable)
}

pub fn with_receipt(status: u16, receipt: Receipt) -> Answer {
    let content_type = Some("application/json".into());
    Answer::Response { status, content_type, retry_after: None, receipt: Ok(receipt) }
}

pub fn retry_after(status: u16, header: &str) -> Answer {
    let retry_after = Some(header.into());
    Answer::Response { status, content_type: None, retry_after, receipt: Err(ReceiptError::Unreadable) }
}

/// The same answer as a web page.
pub fn page(answer: Answer) -> Answer {
    match answer {
        Answer::Response { status, retry_after, receipt, .. } => {
            Answer::Response { status, content_type: Some("Text/HTML; charset=utf-8".into()), retry_after, receipt }
        }
        other => other,
    }
}

/// The item and number of the try that was asked for, if one was.
pub fn put(effects: &[Effect]) -> Option<(Id, u64)> {
    effects.iter().find_map(|effect| match effect {
        Effect::Put { id, attempt, .. } => Some((*id, *attempt)),
        _ => None,
    })
}

/// Answers the try that these effects ask for, and gives what is asked for then.
pub fn answer(outbox: &mut Outbox, effects: &[Effect], answer: Answer, now: Now) -> Vec<Effect> {
    let (id, attempt) = put(effects).expect("something is being sent");
    outbox.handle(Event::Answer { id, attempt, answer }, now)
}

/// A queue with these items, the first being sent, and what it asked for.
pub fn queue(numbers: impl IntoIterator<Item = u8>) -> (Outbox, Vec<Effect>) {
    let mut outbox = Outbox::new();
    let effects = outbox.handle(Event::Restored(numbers.into_iter().map(item).collect()), at(0));
    (outbox, effects)
}

/// The desk answers the try in `effects` with its receipt, and that is stored. What is asked for then, by either.
pub fn deliver(outbox: &mut Outbox, effects: &[Effect], now: Now) -> Vec<Effect> {
    let (sent, _) = put(effects).expect("a try is under way");
    let mut asked = answer(outbox, effects, with_receipt(200, receipt(sent.as_bytes()[0])), now);
    asked.extend(outbox.handle(Event::ReceiptStored { id: sent, at: T0 }, now));
    asked
}
