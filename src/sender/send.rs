//! Tries, and what comes back from them.
use gh_core::case::Kind;
use gh_core::outbox::{Answer, Event};
use gh_wire::id::Id;
use gh_wire::receipt::{Receipt, ReceiptError};
use leptos::prelude::*;

use super::{Row, begin_put, tell, with_queue};
use crate::edge::net::{self, NetError};
use crate::edge::vault::{Batch, VaultError};
use crate::edge::{clock, lock};
use crate::session::Session;

/// How long another tab is waited for that sends, in milliseconds. A frozen tab keeps its lock, so this page then goes on
/// without: the desk takes a repeated PUT for the same record.
const LOCK_PATIENCE_MS: u32 = 5_000;

/// How often the storing of a receipt is decided again when another tab moves the case.
const DECISIONS: usize = 5;

/// One try: PUT the frozen bytes, and tell the machine what came back.
pub(super) async fn put(session: Session, id: Id, attempt: u64, deadline_ms: u64) {
    let (row, sequence) =
        with_queue(|queue| (queue.rows.get(&id).cloned(), queue.machine.item(&id).map(|item| item.sequence)));
    let (Some(row), Some(sequence)) = (row, sequence) else {
        tell(session, Event::Answer { id, attempt, answer: Answer::Unreadable });
        return;
    };
    take_lock().await;
    let headers = [
        ("Content-Type", "application/octet-stream".to_owned()),
        ("Content-Digest", row.digest.to_header()),
        ("GH-Device", row.device.to_string()),
        ("GH-Sequence", sequence.to_string()),
    ];
    let deadline = u32::try_from(deadline_ms).unwrap_or(u32::MAX);
    let answer = match net::put(&row.path, &headers, &row.body, deadline).await {
        Ok(answer) => Answer::Response {
            status: answer.status,
            content_type: Some(answer.content_type).filter(|kind| !kind.is_empty()),
            retry_after: answer.retry_after,
            receipt: verified(session, &row, id, &answer.body),
        },
        Err(NetError::BodyCut { .. }) => Answer::BodyCut,
        Err(NetError::Unreachable | NetError::TimedOut) => Answer::NoAnswer,
        Err(NetError::NotARequest) => Answer::Unreadable,
    };
    tell(session, Event::Answer { id, attempt, answer });
}

/// Takes the lock between tabs unless this page has it: it keeps it until its queue rests.
async fn take_lock() {
    if with_queue(|queue| queue.lock.is_none()) {
        let lock = lock::sender(LOCK_PATIENCE_MS).await;
        with_queue(|queue| queue.lock = Some(lock));
    }
}

/// The body as a receipt, checked against the pinned desk for this id and digest.
fn verified(session: Session, row: &Row, id: Id, body: &[u8]) -> Result<Receipt, ReceiptError> {
    let receipt = Receipt::parse(body)?;
    let key = session.trust.with_untracked(|trust| trust.desk.as_ref().map(|desk| desk.receipt_key));
    receipt.verify(&key.ok_or(ReceiptError::BadSignature)?, &id, &row.digest)?;
    Ok(receipt)
}

/// Writes an item's scheduling state beside its row.
pub(super) async fn save_state(session: Session, id: Id) {
    let batch = Batch { outbox_state: states(&[id]), ..Batch::default() };
    // If it cannot be written, the next start takes the item up as it last was: it is sent once more than needed.
    if !batch.outbox_state.is_empty() && session.commit(&batch).await.is_ok() {
        are_saved(session, &[id]);
    }
}

/// The scheduling states of these items as they are now.
fn states(ids: &[Id]) -> Vec<(Id, Vec<u8>)> {
    let state = |queue: &super::Queue, id: Id| Some((id, serde_json::to_vec(&queue.machine.to_store(&id)?).ok()?));
    with_queue(|queue| ids.iter().filter_map(|id| state(queue, *id)).collect())
}

/// The states of these items are in the vault: whose try has waited for that begins.
fn are_saved(session: Session, ids: &[Id]) {
    with_queue(|queue| {
        let marked = ids.iter().find(|id| queue.machine.is_marked(id));
        queue.marked = marked.copied().or(queue.marked);
    });
    ids.iter().for_each(|id| begin_put(session, *id));
}

/// Stores the receipt, the case event and the removal in one transaction, and with them the scheduling states of others.
pub(super) async fn store_receipt(session: Session, id: Id, receipt: Receipt, others: Vec<Id>) {
    let at = receipt.received_at_ms;
    let stored = store(session, id, &receipt, &others).await;
    if stored.is_ok() {
        are_saved(session, &others);
        with_queue(|queue| queue.rows.remove(&id));
        session.say("Delivered");
    }
    tell(session, if stored.is_ok() { Event::ReceiptStored { id, at } } else { Event::StoreFailed { id } });
}

async fn store(session: Session, id: Id, receipt: &Receipt, others: &[Id]) -> Result<(), VaultError> {
    let case = with_queue(|queue| queue.rows.get(&id).map(|row| row.case));
    let batch = || Batch {
        receipt: Some((id, receipt.to_json())),
        outbox_remove: vec![id],
        outbox_state: states(others),
        ..Batch::default()
    };
    let Some(case) = case.filter(|case| session.find(*case).is_some()) else {
        // The case cannot be read on this phone; the receipt still counts.
        return session.commit(&batch()).await.map(|_| ());
    };
    let kind = Kind::Received { submission: id, desk_ms: receipt.received_at_ms, ledger_index: receipt.index };
    let mut last = VaultError::Unavailable;
    for _ in 0..DECISIONS {
        let known = session
            .find(case)
            .is_some_and(|case| case.state.sent.iter().any(|sent| sent.submission == id && sent.received.is_some()));
        let mut more = (!known).then(|| (kind.clone(), clock::now()));
        match session.commit_case(case, &mut more, batch()).await {
            Err(moved @ VaultError::HeadMoved { .. }) => last = moved,
            other => return other.map(|_| ()),
        }
    }
    Err(last)
}
