//! What the queue writes. Receipts that come one close after the other are gathered, and go into one transaction together:
//! a long queue is half as long on its way to the storage.
use std::collections::BTreeSet;
use std::mem;

use gh_core::case::Kind;
use gh_core::outbox::{Effect, Event};
use gh_wire::id::Id;
use gh_wire::receipt::Receipt;

use super::{begin_put, photos, run, tell, with_queue};
use crate::edge::page;
use crate::edge::timer::Timer;
use crate::edge::vault::{Batch, VaultError};
use crate::session::Session;

/// How often the storing of receipts is decided again when another tab moves a case.
const DECISIONS: usize = 5;

/// So many receipts wait for no more. Fewer than the machine marks ahead, so that tries can begin while they are written.
const TOGETHER: usize = 6;

/// How long a receipt waits for the next one, in milliseconds: nobody sees it, and a try on a good network is shorter.
const SOON_MS: u32 = 40;

/// What waits to be written.
#[derive(Default)]
pub(super) struct ToWrite {
    /// Verified receipts, in the order in which they came.
    receipts: Vec<(Id, Receipt)>,
    /// Items whose scheduling state has changed.
    states: BTreeSet<Id>,
    /// The worker has been asked to write it.
    in_line: bool,
    /// Asks the worker a little later.
    soon: Option<Timer>,
}

/// Keeps what these effects want written, and sees that it will be: at once, unless another try is under way and waits for
/// nothing of it.
pub(super) fn gather(session: Session, effects: &[Effect]) {
    let (waits, at_once) = with_queue(|queue| {
        let mut a_try_waits = false;
        for effect in effects {
            match effect {
                Effect::SaveState { id } => {
                    queue.marked.remove(id);
                    queue.to_write.states.insert(*id);
                }
                Effect::StoreReceipt { id, receipt } => queue.to_write.keep(*id, receipt),
                Effect::Put { id, .. } => a_try_waits = !queue.marked.contains(id),
                _ => {}
            }
        }
        let ToWrite { receipts, states, .. } = &queue.to_write;
        let at_once = receipts.is_empty() || receipts.len() >= TOGETHER || a_try_waits || !queue.machine.is_sending();
        (!receipts.is_empty() || !states.is_empty(), at_once)
    });
    match (waits, at_once || !page::is_visible()) {
        (true, true) => ask(session),
        (true, false) => with_queue(|queue| {
            queue.to_write.soon.get_or_insert_with(|| Timer::after(SOON_MS, move || ask(session)));
        }),
        (false, _) => {}
    }
}

/// Asks the worker to write what waits, unless it has been asked.
fn ask(session: Session) {
    if !with_queue(|queue| mem::replace(&mut queue.to_write.in_line, true)) {
        run(session, write(session));
    }
}

impl ToWrite {
    /// Keeps a receipt. Two tries of one submission may be answered: the desk gives both the same one.
    fn keep(&mut self, id: Id, receipt: &Receipt) {
        if self.receipts.iter().all(|(waiting, _)| *waiting != id) {
            self.receipts.push((id, receipt.clone()));
        }
    }
}

/// Writes what waits, in one transaction: each receipt with its case event and the removal of its row, and the scheduling
/// states.
async fn write(session: Session) {
    let ToWrite { receipts, states, .. } = with_queue(|queue| mem::take(&mut queue.to_write));
    if receipts.is_empty() {
        return save_states(session, &states).await;
    }
    let stored = store(session, &receipts, &states).await.is_ok();
    if stored || receipts.len() == 1 {
        return written(session, &receipts, &states, stored);
    }
    // One that cannot be stored keeps none of the others back.
    for receipt in receipts.chunks(1) {
        let stored = store(session, receipt, &states).await.is_ok();
        written(session, receipt, &states, stored);
    }
}

async fn save_states(session: Session, ids: &BTreeSet<Id>) {
    let batch = Batch { outbox_state: states(ids), ..Batch::default() };
    // If it cannot be written, the next start takes the items up as they last were: one is sent once more than needed.
    if !batch.outbox_state.is_empty() && session.commit(&batch).await.is_ok() {
        are_saved(session, ids);
    }
}

/// The scheduling states of these items as they are now.
fn states(ids: &BTreeSet<Id>) -> Vec<(Id, Vec<u8>)> {
    let state = |queue: &super::Queue, id: Id| Some((id, serde_json::to_vec(&queue.machine.to_store(&id)?).ok()?));
    with_queue(|queue| ids.iter().filter_map(|id| state(queue, *id)).collect())
}

/// The states of these items are in the vault, unless they have changed since: whose try has waited for that begins.
fn are_saved(session: Session, ids: &BTreeSet<Id>) {
    let saved: Vec<Id> = with_queue(|queue| {
        let saved: Vec<Id> = ids.difference(&queue.to_write.states).copied().collect();
        let machine = &queue.machine;
        queue.marked.extend(saved.iter().filter(|id| machine.is_marked(id)));
        saved
    });
    saved.into_iter().for_each(|id| begin_put(session, id));
}

fn written(session: Session, receipts: &[(Id, Receipt)], states: &BTreeSet<Id>, stored: bool) {
    if stored {
        are_saved(session, states);
        let gone = |queue: &mut super::Queue| {
            let rows = receipts.iter().filter_map(|(id, _)| queue.rows.remove(id));
            rows.filter(|row| !row.part).count()
        };
        // A record, that is; a photograph says so where it stands.
        if with_queue(gone) > 0 {
            session.say("Delivered");
        }
        photos::follow(session);
    }
    for (id, receipt) in receipts {
        let (id, at) = (*id, receipt.received_at_ms);
        tell(session, if stored { Event::ReceiptStored { id, at } } else { Event::StoreFailed { id } });
    }
}

async fn store(session: Session, receipts: &[(Id, Receipt)], ids: &BTreeSet<Id>) -> Result<(), VaultError> {
    let mut last = VaultError::Unavailable;
    for _ in 0..DECISIONS {
        let batch = Batch {
            receipts: receipts.iter().map(|(id, receipt)| (*id, receipt.to_json())).collect(),
            outbox_remove: receipts.iter().map(|(id, _)| *id).collect(),
            outbox_state: states(ids),
            ..Batch::default()
        };
        let notes = receipts.iter().filter_map(|(id, receipt)| note(session, *id, receipt)).collect();
        match session.commit_cases(notes, batch).await {
            Err(moved @ VaultError::HeadMoved { .. }) => last = moved,
            other => return other.map(|_| ()),
        }
    }
    Err(last)
}

/// What the case of this submission is to say about its receipt. Nothing if it says so already, or if the case cannot be
/// read on this phone: the receipt counts all the same.
fn note(session: Session, id: Id, receipt: &Receipt) -> Option<(Id, Kind)> {
    let case = with_queue(|queue| queue.rows.get(&id).map(|row| row.case))?;
    let case_now = session.find(case)?;
    let known = case_now.state.sent.iter().any(|sent| sent.submission == id && sent.received.is_some())
        || case_now.state.photos.iter().any(|noted| noted.parts.contains(&(id, true)));
    let kind = Kind::Received { submission: id, desk_ms: receipt.received_at_ms, ledger_index: receipt.index };
    (!known).then_some((case, kind))
}
