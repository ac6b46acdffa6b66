//! The driver: what `src/sender.rs` does, with its mistakes where a mutant asks for one.
use std::collections::BTreeMap;
use std::mem;

use gh_core::outbox::{Answer, Effect, Event, Item, Now};
use gh_wire::digest::Digest;
use gh_wire::id::Id;
use gh_wire::receipt::Receipt;

use super::{Happening, Mutant, World, id};
use crate::desk;
use crate::network::{Reply, fate};

impl World {
    pub(super) fn enqueue(&mut self, tab: usize, number: u8) -> Result<(), String> {
        if self.tabs[tab].outbox.is_none() {
            let later = self.rng.between(100, 5_000);
            self.after(later, Happening::Enqueue(tab, number));
            return Ok(());
        }
        let item = Item::sealed(id(number), digest(number), 4_000, self.now + self.skew, u64::from(number));
        let fails = self.strikes(5, "save failed");
        if self.mutant == Mutant::EnqueuedBeforeCommit {
            self.saved.insert(item.id, item.digest);
        }
        if fails && self.mutant != Mutant::EnqueuedBeforeCommit {
            return Ok(()); // The screen says "Not saved" and keeps the words.
        }
        if !fails {
            self.vault.enqueue(item.clone());
            self.saved.insert(item.id, item.digest);
        }
        if self.strikes(5, "crash between two effects") {
            self.crash(tab);
            return Ok(());
        }
        self.tell(tab, Event::Enqueued(item))?;
        self.broadcast(tab, Event::Restored(self.rows()));
        Ok(())
    }

    /// Tells the other tab, which may or may not hear it.
    fn broadcast(&mut self, from: usize, event: Event) {
        let other = 1 - from;
        if self.tabs[other].outbox.is_some() && self.rng.percent(50) {
            let life = self.tabs[other].life;
            let later = self.rng.between(1, 100);
            self.after(later, Happening::Tell(other, life, event));
        }
    }

    /// Hands an event to a tab's outbox and obeys, effect by effect; the tab may die between any two.
    pub(super) fn tell(&mut self, tab: usize, event: Event) -> Result<(), String> {
        let now = Now { ms: self.now + self.skew, random: self.rng.next() };
        if let Event::ReceiptStored { id, .. } = event {
            self.tabs[tab].flying = self.tabs[tab].flying.filter(|(flying, _, _)| *flying != id);
        }
        let Some(outbox) = &mut self.tabs[tab].outbox else { return Ok(()) };
        for effect in outbox.handle(event, now) {
            if self.strikes(1, "crash between two effects") {
                self.crash(tab);
                return Ok(());
            }
            self.obey(tab, effect)?;
        }
        Ok(())
    }

    fn obey(&mut self, tab: usize, effect: Effect) -> Result<(), String> {
        let life = self.tabs[tab].life;
        match effect {
            Effect::SaveState { id } => {
                let fails = self.strikes(3, "state not saved");
                let item = self.tabs[tab].outbox.as_ref().and_then(|outbox| outbox.to_store(&id));
                if let Some(item) = item.filter(|_| !fails) {
                    self.vault.save_state(&item);
                }
            }
            Effect::Put { id, attempt, deadline_ms } => {
                let deadline = i64::try_from(deadline_ms).unwrap_or(i64::MAX);
                self.put(tab, id, attempt, deadline)?;
            }
            Effect::StoreReceipt { id, receipt } => self.store_receipt(tab, id, receipt),
            Effect::FetchConfig => {
                if !self.faults || self.rng.percent(50) {
                    self.after(300, Happening::Tell(tab, life, Event::ConfigFetched));
                }
            }
            Effect::TellConflict { .. } => self.count("conflict told"),
            Effect::Wake(at) => {
                self.serial += 1;
                self.tabs[tab].timer = self.serial;
                let wait = at.saturating_sub(self.now + self.skew).max(1);
                self.after(wait, Happening::Timer(tab, life, self.tabs[tab].timer));
            }
        }
        Ok(())
    }

    fn put(&mut self, tab: usize, id: Id, attempt: u64, deadline: i64) -> Result<(), String> {
        if let Some((earlier, _, until)) = self.tabs[tab].flying
            && until > self.now
            && !self.clock_jumps
        {
            return Err(format!("two tries at once in one tab: {earlier} and {id}"));
        }
        let life = self.tabs[tab].life;
        let Some(row) = self.vault.rows.get(&id) else {
            let Some(receipt) = self.vault.receipts.get(&id) else {
                return Err(format!("sending {id}, which the vault does not have"));
            };
            let stored = Event::ReceiptStored { id, at: receipt.received_at_ms };
            self.count("row already delivered");
            self.after(1, Happening::Tell(tab, life, stored));
            return Ok(());
        };
        let digest = row.digest;
        self.tabs[tab].flying = Some((id, attempt, self.now + deadline));
        if self.strikes(4, "frozen while sending") {
            self.tabs[tab].frozen_until = self.now + self.rng.between(30_000, 90_000);
        }
        let fate = fate(&mut self.rng, self.faults, &self.desk, id, digest);
        self.count(fate.name);
        let in_time = fate.answer_at < deadline;
        // Sometimes not even the abort is heard of: then only the lease ends the try.
        let heard = !self.strikes(3, "answer never comes");
        // The desk's own answer is made when the request is there; anything else is known now.
        let mut own = (heard && in_time && fate.instead.is_none()).then_some(fate.answer_at);
        for at_desk in fate.at_desk {
            let answer = own.take().map(|at| (at - at_desk, tab, life, attempt));
            self.after(at_desk, Happening::AtDesk { id, digest, answer });
        }
        let reply = if in_time { fate.instead } else { Some(Reply::Nothing) };
        if let Some(reply) = reply.filter(|_| heard) {
            let at = fate.answer_at.min(deadline);
            self.after(at, Happening::Answered { tab, life, id, attempt, reply });
        }
        Ok(())
    }

    pub(super) fn answered(&mut self, tab: usize, id: Id, attempt: u64, reply: Reply) -> Result<(), String> {
        let flying = self.tabs[tab].flying;
        self.tabs[tab].flying = flying.filter(|(_, number, _)| *number != attempt);
        let (id, attempt) = match (self.mutant, flying) {
            (Mutant::LeaseReused, Some((id, attempt, _))) => (id, attempt),
            _ => (id, attempt),
        };
        let digest = digest_of(&self.saved, &id);
        let answer = match reply {
            Reply::Nothing => Answer::NoAnswer,
            Reply::Cut => Answer::BodyCut,
            Reply::Whole { status, html, retry_after, body } => Answer::Response {
                status,
                content_type: Some(if html { "text/html" } else { "application/json" }.into()),
                retry_after: retry_after.map(Into::into),
                receipt: match self.mutant {
                    Mutant::ReceiptUnchecked => Receipt::parse(&body),
                    _ => desk::verify(&body, &id, &digest),
                },
            },
        };
        let event = Event::Answer { id, attempt, answer };
        if self.strikes(5, "answer told twice") {
            self.tell(tab, event.clone())?;
        }
        self.tell(tab, event)
    }

    /// The vault comes to it when it has done what it does; what comes until then goes with it.
    fn store_receipt(&mut self, tab: usize, id: Id, receipt: Receipt) {
        let in_line = !self.tabs[tab].to_write.is_empty();
        self.tabs[tab].to_write.push((id, receipt));
        if !in_line {
            // Sometimes the vault is slow, so that more come meanwhile.
            let longest = if self.faults && self.rng.percent(30) { 4_000 } else { 200 };
            let (later, life) = (self.rng.between(1, longest), self.tabs[tab].life);
            self.after(later, Happening::Write(tab, life));
        }
    }

    /// One transaction with all of them; if it fails, each alone.
    pub(super) fn write(&mut self, tab: usize) {
        let receipts = mem::take(&mut self.tabs[tab].to_write);
        if receipts.len() > 1 {
            self.count("receipts stored together");
        }
        if !self.strikes(5, "receipt not stored") {
            return receipts.into_iter().for_each(|(id, receipt)| self.store(tab, id, receipt));
        }
        for (id, receipt) in receipts {
            if self.rng.percent(50) {
                self.store(tab, id, receipt);
            } else {
                self.after(1, Happening::Tell(tab, self.tabs[tab].life, Event::StoreFailed { id }));
            }
        }
    }

    fn store(&mut self, tab: usize, id: Id, receipt: Receipt) {
        let (life, later) = (self.tabs[tab].life, self.rng.between(1, 200));
        if self.mutant == Mutant::DeleteBeforeCommit {
            self.vault.rows.remove(&id);
            return self.after(later, Happening::Commit(tab, life, id, receipt));
        }
        self.vault.store_receipt(&id, &receipt);
        if self.strikes(3, "word of the receipt lost") {
            return;
        }
        let stored = Event::ReceiptStored { id, at: receipt.received_at_ms };
        self.broadcast(tab, stored.clone());
        self.after(later, Happening::Tell(tab, life, stored));
    }
}

fn digest(number: u8) -> Digest {
    Digest::of(&[number; 4_000])
}

/// The digest that was frozen with the item.
fn digest_of(saved: &BTreeMap<Id, Digest>, id: &Id) -> Digest {
    saved.get(id).copied().unwrap_or(Digest::from_bytes([0; 32]))
}
