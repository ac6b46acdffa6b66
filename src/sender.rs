//! Drives `core::outbox`: events in, effects out, in the order given. It decides nothing.
mod photos;
mod row;
mod seal;
mod send;
mod write;

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use gh_core::outbox::{Effect, Event, Item, Now, Outbox, Wake};
use gh_wire::id::Id;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::edge::listen::Listener;
use crate::edge::lock::SenderLock;
use crate::edge::timer::Timer;
use crate::edge::vault::OutboxRow;
use crate::edge::{clock, entropy, page};
use crate::session::{Job, Session};
use crate::trust;
use row::Row;
use write::ToWrite;

/// How long after a try to join the next one comes, in milliseconds.
const JOIN_AGAIN_MS: u32 = 20_000;

/// The queue of this page: the machine, the frozen rows, the one timer.
#[derive(Default)]
struct Queue {
    machine: Outbox,
    rows: BTreeMap<Id, Row>,
    timer: Option<Timer>,
    /// Items that the vault has marked as being sent, ahead of their turn: their tries wait for nothing.
    marked: BTreeSet<Id>,
    /// What is to be written.
    to_write: ToWrite,
    /// The try that is to begin: the item, the number of the try, its deadline.
    next_put: Option<(Id, u64, u64)>,
    /// The lock between tabs, from the first try of a row of tries to the end of the last.
    lock: Option<SenderLock>,
}

thread_local! {
    // One page has one queue. It is not in the session, so that the first part of the wasm need not know its machine.
    static QUEUE: RefCell<Queue> = RefCell::default();
}

/// Reads or changes the queue. Not to be called from within itself.
fn with_queue<T>(f: impl FnOnce(&mut Queue) -> T) -> T {
    QUEUE.with_borrow_mut(f)
}

/// Subscribes to every wake of nothing-lost and begins.
pub(crate) fn start(session: Session) {
    let wake = move |wake: Wake| move || tell(session, Event::Wake(wake));
    let listeners = [
        page::on_visible(wake(Wake::Visible)),
        page::on_pageshow(wake(Wake::PageShow)),
        page::on_online(wake(Wake::Online)),
    ];
    listeners.into_iter().flatten().for_each(Listener::forever);
    join(session);
    tell(session, Event::Wake(Wake::Start));
}

/// "Send": seals the record of a case and puts it into the queue, in the worker's turn.
pub fn send(session: Session, case: Id) {
    session.not_sealed.set(None);
    run(session, seal::seal(session, case));
}

/// In the worker's line, so that effects keep their order and no two transactions meet.
fn run(session: Session, work: impl Future<Output = ()> + 'static) {
    session.push(Job::Run(Box::pin(work)));
}

/// "Send now".
pub fn send_now(session: Session) {
    tell(session, Event::Wake(Wake::SendNow));
}

/// "I have told them".
pub fn told_by_phone(session: Session, case: Id, submission: Id) {
    session.note_in(case, gh_core::case::Kind::ToldByPhone { submission });
    tell(session, Event::ToldByPhone { id: submission });
}

/// A person has sorted it out with the desk: try again.
pub fn resolved(session: Session, submission: Id) {
    tell(session, Event::Resolved { id: submission });
}

/// Hands an event to the machine and carries out what it asks for.
pub(crate) fn tell(session: Session, event: Event) {
    let now = Now { ms: clock::now().wall.ms, random: random() };
    let effects = with_queue(|queue| {
        let effects = queue.machine.handle(event, now);
        if !queue.machine.is_sending() {
            queue.lock = None;
        }
        effects
    });
    write::gather(session, &effects);
    for effect in effects {
        match effect {
            Effect::Put { id, attempt, deadline_ms } => {
                let marked = with_queue(|queue| {
                    queue.next_put = Some((id, attempt, deadline_ms));
                    queue.marked.remove(&id)
                });
                if marked {
                    begin_put(session, id);
                } else {
                    // When its state has been saved; or could not be, and then when everything before it has been done.
                    run(session, async move { begin_put(session, id) });
                }
            }
            Effect::SaveState { .. } | Effect::StoreReceipt { .. } => {}
            Effect::FetchConfig => spawn_local(async move {
                if trust::fetch(session).await {
                    tell(session, Event::ConfigFetched);
                }
            }),
            // The desk has kept both; the state itself is what the screens show.
            Effect::TellConflict { .. } => session.say("The desk has other words under this reference. Both are kept."),
            Effect::Wake(at) => set_timer(session, at, now.ms),
        }
    }
    show(session);
}

/// Begins the try of an item, unless it has begun. It takes as long as the network does: nobody waits for it.
fn begin_put(session: Session, item: Id) {
    if let Some((id, attempt, deadline_ms)) = with_queue(|queue| queue.next_put.take_if(|(id, ..)| *id == item)) {
        spawn_local(send::put(session, id, attempt, deadline_ms));
    }
}

/// What the screens see of the queue.
fn show(session: Session) {
    let items: Vec<Item> = with_queue(|queue| queue.machine.items().cloned().collect());
    if session.queue.with_untracked(|old| *old != items) {
        session.queue.set(items);
    }
}

fn set_timer(session: Session, at: i64, now: i64) {
    let wait = u32::try_from(at.saturating_sub(now).clamp(0, 3_600_000)).unwrap_or(u32::MAX);
    let timer = Timer::after(wait, move || tell(session, Event::Wake(Wake::Timer)));
    with_queue(|queue| queue.timer = Some(timer));
}

/// Gives this phone its id and asks the desk for its keys, again and again until the vault has both: the desk may not have
/// answered, or the vault not have opened.
fn join(session: Session) {
    spawn_local(trust::make_device(session));
    spawn_local(async move {
        trust::fetch(session).await;
        if trust::is_joined(session) {
            photos::follow(session);
        } else {
            Timer::after(JOIN_AGAIN_MS, move || join(session)).forever();
        }
    });
}

/// Waits are spread by this; nothing secret rests on it, so without entropy the wall clock will do.
fn random() -> u64 {
    entropy::bytes::<8>().map_or_else(|_| clock::now().wall.ms.unsigned_abs(), u64::from_le_bytes)
}

/// Takes over the rows of the vault: at the start, and after another tab changed them.
pub(crate) fn take_rows(session: Session, rows: Vec<OutboxRow>) {
    let mut items = Vec::new();
    let mut gone = Vec::new();
    with_queue(|queue| {
        let there: Vec<Id> = rows.iter().map(|row| row.id).collect();
        for known in queue.machine.items().filter(|item| item.unsent() && !there.contains(&item.id)) {
            gone.push(known.id);
        }
        for stored in rows {
            let Some(row) = Row::read(&stored.sealed) else { continue };
            items.push(row.item(&stored));
            queue.rows.insert(stored.id, row);
        }
    });
    tell(session, Event::Restored(items));
    for id in gone {
        // Another tab has stored its receipt: rows go in no other way.
        let at = received_at(session, id).unwrap_or_else(|| clock::now().wall.ms);
        tell(session, Event::ReceiptStored { id, at });
    }
    photos::follow(session);
}

fn received_at(session: Session, submission: Id) -> Option<i64> {
    session.cases.with_untracked(|cases| {
        let sent = cases.iter().flat_map(|case| &case.state.sent).find(|sent| sent.submission == submission)?;
        sent.received.map(|(desk_ms, _, _)| desk_ms)
    })
}
