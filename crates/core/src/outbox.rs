//! The queue between Send and the desk's receipt: a state machine that decides, and an app that obeys.
//!
//! [`Outbox::handle`] takes what happened and gives what to do; `src/sender.rs` carries it out, in the order given. The
//! rules are those of nothing-lost, "Delivery". What holds whatever happens: an item leaves only by
//! [`Event::ReceiptStored`]; one item is sent at a time, records before photographs and oldest first, and one that cannot be
//! sent delays no other; no decision rests on `navigator.onLine` or on a lock between tabs, because a repeated PUT changes
//! nothing at the desk.
mod answer;
mod event;
mod item;
mod waits;
mod words;

use std::collections::{BTreeMap, BTreeSet};
use std::mem;

use gh_wire::id::Id;

pub use answer::Answer;
use answer::Verdict;
pub use event::{Effect, Event, Now, Wake};
pub use item::{Attention, Item, LastAnswer, OVERDUE_MS, State};
pub use waits::HURRY_MS;
use waits::{deadline_ms, lease_ms, mixed, passed};
pub use words::{Reason, Word, word};

use crate::retry;

/// How long the phone may take to store a receipt, in ms, before the item is sent again.
const STORE_MS: i64 = 30_000;

/// How many items may be marked as being sent ahead of their turn: as many as are answered while receipts are gathered and
/// written.
const AHEAD: usize = 8;

/// The queue of one tab.
#[derive(Debug, Clone, Default)]
pub struct Outbox {
    entries: BTreeMap<Id, Entry>,
    flight: Option<Flight>,
    /// The items that are sent next and that the vault has been asked to mark as being sent already: their tries then wait
    /// for no transaction. A crash in between counts as one of their own, and only makes them wait a little.
    marked: BTreeSet<Id>,
    /// Receipts that are being stored, and until when that may take. The next item is sent meanwhile.
    storing: BTreeMap<Id, i64>,
    last_attempt: u64,
    round: u64,
    last_hurry: Option<i64>,
    last_send_now: Option<i64>,
}

#[derive(Debug, Clone)]
struct Entry {
    item: Item,
    /// The last round in which it was tried: within a round each due item gets one try, oldest first, so that ten
    /// which hang until their deadline cannot keep the eleventh waiting for ever.
    round: u64,
}

/// The one try that is under way, and until when it may be.
#[derive(Debug, Clone, Copy)]
struct Flight {
    id: Id,
    attempt: u64,
    until: i64,
}

impl Outbox {
    /// An empty queue.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes one event and says what to do about it. Any event may come at any time, twice, or for an unknown id.
    pub fn handle(&mut self, event: Event, now: Now) -> Vec<Effect> {
        let mut effects = Vec::new();
        self.mind_the_clock(now, &mut effects);
        match event {
            Event::Restored(items) => items.into_iter().for_each(|item| self.restore(item, now)),
            Event::Enqueued(item) => {
                self.entries.entry(item.id).or_insert(Entry { item, round: 0 });
            }
            Event::Wake(Wake::Timer) => {}
            Event::Wake(Wake::SendNow) => self.send_now(now),
            Event::Wake(Wake::Start | Wake::Visible | Wake::PageShow | Wake::Online) => self.hurry(now),
            Event::Answer { id, attempt, answer } => self.answered(id, attempt, answer, now, &mut effects),
            Event::ReceiptStored { id, at } => self.delivered(id, at, now),
            Event::StoreFailed { id } => self.failed(id, LastAnswer::ReceiptNotStored, None, now, &mut effects),
            Event::ToldByPhone { id } => {
                if let Some(entry) = self.entries.get_mut(&id) {
                    entry.item.told_by_phone = true;
                    effects.push(Effect::SaveState { id });
                }
            }
            Event::ConfigFetched => self.config_fetched(now, &mut effects),
            Event::Resolved { id } => self.resolved(id, now, &mut effects),
        }
        self.notice_the_late(now, &mut effects);
        self.start_next(now, &mut effects);
        effects.extend(self.next_wake().map(Effect::Wake));
        effects
    }

    /// When [`Wake::Timer`] is due, in wall ms: the next try, the end of a lease, or the moment when an item becomes
    /// overdue. Nothing when nothing but a person can change anything.
    #[must_use]
    pub fn next_wake(&self) -> Option<i64> {
        let work = match self.flight {
            Some(flight) => Some(flight.until),
            None => self.items().filter(|item| item.is_tried()).map(|item| item.next_at).min(),
        };
        let work = work.into_iter().chain(self.storing.values().copied()).min();
        let unnoticed = self.items().filter(|item| item.unsent() && !item.late && !item.part);
        let late = unnoticed.map(|item| item.sealed_at.saturating_add(OVERDUE_MS)).min();
        work.into_iter().chain(late).min()
    }

    /// Everything that was queued or restored since the start, in the order of the ids; delivered items stay listed.
    pub fn items(&self) -> impl Iterator<Item = &Item> {
        self.entries.values().map(|entry| &entry.item)
    }

    /// One item, if this outbox knows it.
    #[must_use]
    pub fn item(&self, id: &Id) -> Option<&Item> {
        self.entries.get(id).map(|entry| &entry.item)
    }

    /// What [`Effect::SaveState`] is to write of an item.
    #[must_use]
    pub fn to_store(&self, id: &Id) -> Option<Item> {
        let mut item = self.item(id)?.clone();
        if self.is_marked(id) {
            item.state = State::Sending { lease_until: item.next_at };
        }
        Some(item)
    }

    /// Whether this item is to be marked as being sent, ahead of its turn.
    #[must_use]
    pub fn is_marked(&self, id: &Id) -> bool {
        self.marked.contains(id)
    }

    /// Whether a try is under way.
    #[must_use]
    pub const fn is_sending(&self) -> bool {
        self.flight.is_some()
    }

    /// Whether [`Wake::SendNow`] would count at this wall ms.
    #[must_use]
    pub fn may_send_now(&self, now_ms: i64) -> bool {
        passed(self.last_send_now, now_ms)
    }

    /// Ends a lease that has run out (a frozen page, a lost answer), and keeps a clock that was set back from making
    /// anything wait longer than the rules allow.
    fn mind_the_clock(&mut self, now: Now, effects: &mut Vec<Effect>) {
        for Entry { item, .. } in self.entries.values_mut() {
            item.not_before = item.not_before.min(now.ms.saturating_add(retry::RETRY_AFTER_CAP_MS));
            let furthest = now.ms.saturating_add(retry::CAP_MS).max(item.not_before);
            item.next_at = item.next_at.min(furthest);
        }
        let furthest = now.ms.saturating_add(STORE_MS);
        self.storing.values_mut().for_each(|until| *until = (*until).min(furthest));
        let late: Vec<Id> = self.storing.iter().filter(|(_, until)| **until <= now.ms).map(|(id, _)| *id).collect();
        for id in late {
            self.failed(id, LastAnswer::ReceiptNotStored, None, now, effects);
        }
        if let Some(flight) = &mut self.flight {
            flight.until = flight.until.min(now.ms.saturating_add(lease_ms(u32::MAX)));
            let Flight { id, until, .. } = *flight;
            if until <= now.ms {
                self.failed(id, LastAnswer::NoNetwork, None, now, effects);
            }
        }
    }

    fn restore(&mut self, mut item: Item, now: Now) {
        if let Some(known) = self.entries.get_mut(&item.id) {
            item.told_by_phone |= known.item.told_by_phone;
            item.late |= known.item.late;
            let under_way =
                self.flight.is_some_and(|flight| flight.id == item.id) || self.storing.contains_key(&item.id);
            if !known.item.unsent() || under_way {
                known.item.told_by_phone = item.told_by_phone;
                known.item.late = item.late;
                return;
            }
        }
        match item.state {
            // Marked by this tab, and not sent yet.
            State::Sending { .. } if self.is_marked(&item.id) => item.state = State::Sealed,
            State::Sending { .. } => {
                item.state = State::Sealed;
                item.crashes = item.crashes.saturating_add(1);
                item.not_before = now.ms.saturating_add(retry::full_jitter(item.crashes, mixed(now.random, &item.id)));
                item.next_at = item.not_before;
            }
            // A row that is still there was not delivered, whatever it says.
            State::Delivered { .. } => item.state = State::Sealed,
            _ => {}
        }
        let round = self.entries.get(&item.id).map_or(0, |known| known.round);
        self.entries.insert(item.id, Entry { item, round });
    }

    /// Cuts waits short, but not those that the desk has asked for. A hint that comes too soon after another counts
    /// when its time has come, so that none is lost.
    fn hurry(&mut self, now: Now) {
        let at = match self.last_hurry {
            Some(last) if last > now.ms && last.saturating_sub(now.ms) <= HURRY_MS => last,
            Some(last) if !passed(Some(last), now.ms) => last.saturating_add(HURRY_MS),
            _ => now.ms,
        };
        self.last_hurry = Some(at);
        for item in self.tried_items() {
            item.next_at = item.next_at.min(at.max(item.not_before));
        }
    }

    fn send_now(&mut self, now: Now) {
        if !self.may_send_now(now.ms) {
            return;
        }
        self.last_send_now = Some(now.ms);
        for item in self.tried_items() {
            item.not_before = i64::MIN;
            item.next_at = item.next_at.min(now.ms);
        }
    }

    fn tried_items(&mut self) -> impl Iterator<Item = &mut Item> {
        self.entries.values_mut().map(|entry| &mut entry.item).filter(|item| item.is_tried())
    }

    fn answered(&mut self, id: Id, attempt: u64, answer: Answer, now: Now, effects: &mut Vec<Effect>) {
        let Some(Entry { item, .. }) = self.entries.get_mut(&id) else { return };
        if !item.unsent() {
            return;
        }
        let current = self.flight.is_some_and(|flight| flight.id == id && flight.attempt == attempt);
        let verdict = answer.verdict(&id, &item.digest, now.ms);
        if let Verdict::Receipt(receipt) = verdict {
            // A receipt is true however late it comes. It is not delivered before it is stored.
            let until = now.ms.saturating_add(STORE_MS);
            item.next_at = until;
            item.crashes = 0;
            if current {
                // The network is free for the next one.
                self.flight = None;
                self.storing.insert(id, until);
                item.state = State::Sending { lease_until: until };
            } else if let Some(flight) = self.flight.as_mut().filter(|flight| flight.id == id) {
                flight.until = until;
                item.state = State::Sending { lease_until: until };
            }
            effects.push(Effect::StoreReceipt { id, receipt });
            return;
        }
        if !current {
            return; // An earlier try's bad news; the later one will bring its own.
        }
        item.crashes = 0;
        let held = match verdict {
            Verdict::Receipt(_) => return,
            Verdict::Wait(last, asked) => return self.failed(id, last, asked, now, effects),
            Verdict::HeldAuth => State::HeldAuth,
            Verdict::HeldConfig => State::HeldConfig,
            Verdict::Conflict => State::Conflict,
            Verdict::NeedsAttention(why) => State::NeedsAttention(why),
        };
        self.flight = None;
        item.state = held;
        item.last_answer = Some(LastAnswer::NoReceipt);
        // Tried again quietly in 2.5 to 5 minutes: nobody may notice that a filter or a wrong setting has gone.
        let jitter = retry::full_jitter(u32::MAX, mixed(now.random, &id));
        item.next_at = now.ms.saturating_add((retry::CAP_MS + jitter) / 2);
        effects.push(Effect::SaveState { id });
        match held {
            State::HeldConfig => {
                item.attempts = item.attempts.saturating_add(1);
                effects.push(Effect::FetchConfig);
            }
            State::Conflict => effects.push(Effect::TellConflict { id }),
            _ => {}
        }
    }

    /// A try that ended without a stored receipt: back to the queue, after a wait that grows.
    fn failed(&mut self, id: Id, last: LastAnswer, asked: Option<i64>, now: Now, effects: &mut Vec<Effect>) {
        self.flight = self.flight.filter(|flight| flight.id != id);
        self.storing.remove(&id);
        let Some(Entry { item, .. }) = self.entries.get_mut(&id) else { return };
        if !item.unsent() {
            return;
        }
        item.state = State::Sealed;
        item.last_answer = Some(last);
        item.attempts = item.attempts.saturating_add(1);
        item.not_before = asked.map_or(i64::MIN, |wait| now.ms.saturating_add(wait));
        let wait = retry::full_jitter(item.attempts, mixed(now.random, &id));
        item.next_at = now.ms.saturating_add(wait).max(item.not_before);
        effects.push(Effect::SaveState { id });
    }

    fn delivered(&mut self, id: Id, at: i64, now: Now) {
        self.flight = self.flight.filter(|flight| flight.id != id);
        self.storing.remove(&id);
        if let Some(Entry { item, .. }) = self.entries.get_mut(&id)
            && item.unsent()
        {
            item.state = State::Delivered { at };
            self.the_desk_answers(now);
        }
    }

    /// Who waits only because nobody had answered need wait no longer. Each time it takes a delivery, so this cannot
    /// become a storm; an item that was answered badly keeps its own wait.
    fn the_desk_answers(&mut self, now: Now) {
        for item in self.tried_items().filter(|item| item.last_answer == Some(LastAnswer::NoNetwork)) {
            item.next_at = item.next_at.min(now.ms.max(item.not_before));
        }
    }

    fn config_fetched(&mut self, now: Now, effects: &mut Vec<Effect>) {
        for Entry { item, .. } in self.entries.values_mut().filter(|entry| entry.item.state == State::HeldConfig) {
            item.state = State::Sealed;
            // Not at once: the new address may be as wrong as the old one, and that must not become a loop.
            let wait = retry::full_jitter(item.attempts, mixed(now.random, &item.id));
            item.next_at = item.next_at.min(now.ms.saturating_add(wait));
            effects.push(Effect::SaveState { id: item.id });
        }
    }

    fn resolved(&mut self, id: Id, now: Now, effects: &mut Vec<Effect>) {
        let Some(Entry { item, .. }) = self.entries.get_mut(&id) else { return };
        let waits_for_a_person =
            matches!(item.state, State::NeedsAttention(_) | State::Conflict | State::HeldAuth | State::HeldConfig);
        if waits_for_a_person {
            item.state = State::Sealed;
            item.attempts = 0;
            item.not_before = i64::MIN;
            item.next_at = now.ms;
            effects.push(Effect::SaveState { id });
        }
    }

    fn notice_the_late(&mut self, now: Now, effects: &mut Vec<Effect>) {
        for Entry { item, .. } in self.entries.values_mut() {
            if !item.late && item.is_late(now.ms) {
                item.late = true;
                effects.push(Effect::SaveState { id: item.id });
            }
        }
    }

    fn start_next(&mut self, now: Now, effects: &mut Vec<Effect>) {
        if self.flight.is_some() {
            return;
        }
        let mut due = self.due(now);
        if due.is_empty() {
            self.round += 1;
            due = self.due(now);
        }
        let mut due = due.into_iter();
        let Some(Entry { item, round }) = due.next().and_then(|id| self.entries.get_mut(&id)) else {
            effects.extend(mem::take(&mut self.marked).into_iter().map(|id| Effect::SaveState { id }));
            return;
        };
        *round = self.round;
        self.last_attempt += 1;
        let (id, attempt, alone) = (item.id, self.last_attempt, item.crashes > 0);
        let until = now.ms.saturating_add(lease_ms(item.body_bytes));
        self.flight = Some(Flight { id, attempt, until });
        item.state = State::Sending { lease_until: until };
        let deadline_ms = deadline_ms(item.body_bytes);
        if !self.marked.remove(&id) {
            effects.push(Effect::SaveState { id });
        }
        effects.push(Effect::Put { id, attempt, deadline_ms });
        // Of this round only: what has just failed is not marked anew each time. What may be ending the app goes alone: else
        // those beside it would be taken for it too.
        let whole = |id: &Id| !alone && self.item(id).is_some_and(|item| item.crashes == 0);
        let ahead: BTreeSet<Id> = due.take(AHEAD).take_while(whole).collect();
        effects.extend(self.marked.symmetric_difference(&ahead).map(|id| Effect::SaveState { id: *id }));
        self.marked = ahead;
    }

    /// The due items that have not been tried in this round: records before photographs, oldest first.
    fn due(&self, now: Now) -> Vec<Id> {
        let due = self.entries.values().filter(|entry| entry.item.is_tried() && entry.item.next_at <= now.ms);
        let mut due: Vec<&Item> = due.filter(|entry| entry.round < self.round).map(|entry| &entry.item).collect();
        due.sort_unstable_by_key(|item| (item.part, item.sequence, item.sealed_at, item.id));
        due.into_iter().map(|item| item.id).collect()
    }
}
