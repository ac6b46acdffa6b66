//! Tries, and what comes back from them.
use gh_core::outbox::{Answer, Event};
use gh_wire::id::Id;
use gh_wire::receipt::{Receipt, ReceiptError};
use leptos::prelude::*;

use super::{Row, tell, with_queue};
use crate::edge::lock;
use crate::edge::net::{self, NetError};
use crate::session::Session;

/// How long another tab is waited for that sends, in milliseconds. A frozen tab keeps its lock, so this page then goes on
/// without: the desk takes a repeated PUT for the same record.
const LOCK_PATIENCE_MS: u32 = 5_000;

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
