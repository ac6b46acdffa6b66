//! The world of one seed: two tabs, one vault, one network, one desk, and a driver that obeys the outbox.
mod driver;
mod look;

use std::collections::BTreeMap;

use gh_core::outbox::{Event, Item, Outbox, State, Wake};
use gh_wire::digest::Digest;
use gh_wire::id::Id;
use gh_wire::receipt::Receipt;

use crate::desk::{Desk, Nature};
use crate::network::Reply;
use crate::rng::Rng;
use crate::tab::Tab;
use crate::vault::Vault;

/// A mistake of the driver.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mutant {
    None,
    /// A body that reads as a receipt is taken for one.
    ReceiptUnchecked,
    /// The row is removed in one transaction, the receipt stored in the next.
    DeleteBeforeCommit,
    /// A start takes what is marked as being sent for somebody else's work.
    SendingNotRestored,
    /// Whatever answer comes is taken for the answer to the try that holds the lease now.
    LeaseReused,
    /// "Saved" is said when the transaction has begun.
    EnqueuedBeforeCommit,
}

/// What must have happened often enough for the property to mean something.
pub const FAULTS: [&str; 24] = [
    "dropped",
    "hangs",
    "answer lost",
    "doubled",
    "delayed",
    "portal",
    "cut",
    "busy",
    "desk dies after commit",
    "wrong key",
    "replayed",
    "held",
    "crash between two effects",
    "tab killed",
    "tab frozen",
    "frozen while sending",
    "answer never comes",
    "word of the receipt lost",
    "clock jumps",
    "receipt not stored",
    "receipts stored together",
    "killed with receipts in hand",
    "row already delivered",
    "conflict told",
];

const START: i64 = 1_795_269_600_000;
const FAULTS_MS: i64 = 20 * 60_000;
/// An hour of Retry-After, and room for every item to have its turn.
const REST_MS: i64 = 3 * 60 * 60_000;

enum Happening {
    Open(usize),
    Kill(usize),
    Freeze(usize),
    Hint(usize),
    ClockJump,
    Enqueue(usize, u8),
    /// Something reaches a tab in that life.
    Tell(usize, u32, Event),
    /// The answer to a try, as it came.
    Answered {
        tab: usize,
        life: u32,
        id: Id,
        attempt: u64,
        reply: Reply,
    },
    Timer(usize, u32, u64),
    AtDesk {
        id: Id,
        digest: Digest,
        answer: Option<(i64, usize, u32, u64)>,
    },
    /// The vault is free for what waits to be written.
    Write(usize, u32),
    /// Only under [`Mutant::DeleteBeforeCommit`]: the second transaction.
    Commit(usize, u32, Id, Receipt),
    FaultsEnd,
}

pub struct World {
    pub happened: BTreeMap<&'static str, u32>,
    rng: Rng,
    mutant: Mutant,
    now: i64,
    /// How far the phone's wall clock is from the true time.
    skew: i64,
    clock_jumps: bool,
    faults: bool,
    serial: u64,
    coming: BTreeMap<(i64, u64), Happening>,
    tabs: [Tab; 2],
    vault: Vault,
    desk: Desk,
    /// What the screen has called saved.
    saved: BTreeMap<Id, Digest>,
}

impl World {
    pub fn new(seed: u64, mutant: Mutant) -> Self {
        let mut rng = Rng::new(seed);
        let items = u8::try_from(rng.between(1, 13)).unwrap_or(1);
        let natures = (1..=items).map(|number| {
            let nature = match rng.between(0, 12) {
                0 => Nature::Refused(rng.one_of(&[400, 413, 415, 422])),
                1 => Nature::Taken,
                _ => Nature::Good,
            };
            (id(number), nature)
        });
        let desk = Desk::new(natures.collect());
        let clock_jumps = seed.is_multiple_of(4);
        let mut world = Self {
            happened: BTreeMap::new(),
            rng,
            mutant,
            now: START,
            skew: 0,
            clock_jumps,
            faults: true,
            serial: 0,
            coming: BTreeMap::new(),
            tabs: [Tab::default(), Tab::default()],
            vault: Vault::default(),
            desk,
            saved: BTreeMap::new(),
        };
        world.plan(items);
        world
    }

    /// Draws when the tabs open, what is enqueued where, and what strikes from outside.
    fn plan(&mut self, items: u8) {
        self.after(0, Happening::Open(0));
        let second = self.rng.between(0, FAULTS_MS);
        self.after(second, Happening::Open(1));
        for number in 1..=items {
            let (at, tab) = (self.rng.between(0, FAULTS_MS * 3 / 4), self.rng.one_of(&[0, 0, 1]));
            self.after(at, Happening::Enqueue(tab, number));
        }
        for _ in 0..self.rng.between(0, 12) {
            let (at, tab) = (self.rng.between(0, FAULTS_MS), self.rng.one_of(&[0, 1]));
            let strike = match self.rng.between(0, 4) {
                0 => Happening::Kill(tab),
                1 => Happening::Freeze(tab),
                2 if self.clock_jumps => Happening::ClockJump,
                _ => Happening::Hint(tab),
            };
            self.after(at, strike);
        }
        self.after(FAULTS_MS, Happening::FaultsEnd);
    }

    pub fn since_start(&self) -> i64 {
        self.now - START
    }

    /// Lets everything happen, and looks after each happening whether what must hold holds.
    pub fn run(&mut self) -> Result<(), String> {
        while let Some(((at, _), happening)) = self.coming.pop_first() {
            if at > START + FAULTS_MS + REST_MS {
                break;
            }
            self.now = at;
            self.happen(happening)?;
            self.look()?;
        }
        self.look_at_the_end()
    }

    fn after(&mut self, ms: i64, happening: Happening) {
        self.serial += 1;
        self.coming.insert((self.now.saturating_add(ms), self.serial), happening);
    }

    fn count(&mut self, what: &'static str) {
        *self.happened.entry(what).or_default() += 1;
    }

    fn strikes(&mut self, percent: i64, what: &'static str) -> bool {
        let strikes = self.faults && self.rng.percent(percent);
        if strikes {
            self.count(what);
        }
        strikes
    }

    fn happen(&mut self, happening: Happening) -> Result<(), String> {
        match happening {
            Happening::Open(tab) => self.open(tab)?,
            Happening::Kill(tab) => {
                self.count("tab killed");
                self.crash(tab);
            }
            Happening::Freeze(tab) => {
                self.count("tab frozen");
                self.tabs[tab].frozen_until = self.now + self.rng.between(1_000, 180_000);
            }
            Happening::Hint(tab) => {
                let wake = self.rng.one_of(&[Wake::Online, Wake::Visible, Wake::PageShow, Wake::SendNow]);
                self.tell(tab, Event::Restored(self.rows()))?;
                self.tell(tab, Event::Wake(wake))?;
            }
            Happening::ClockJump => {
                self.count("clock jumps");
                self.skew += self.rng.between(-7_200_000, 7_200_000);
            }
            Happening::Enqueue(tab, number) => self.enqueue(tab, number)?,
            Happening::Tell(tab, life, event) => {
                if let Some(at) = self.thaw(tab, life) {
                    self.after(at, Happening::Tell(tab, life, event));
                } else if self.tabs[tab].life == life {
                    self.tell(tab, event)?;
                }
            }
            Happening::Answered { tab, life, id, attempt, reply } => {
                if let Some(at) = self.thaw(tab, life) {
                    // A network answer may come well after the timers of the page.
                    let at = at + self.rng.between(0, 5_000);
                    self.after(at, Happening::Answered { tab, life, id, attempt, reply });
                } else if self.tabs[tab].life == life {
                    self.answered(tab, id, attempt, reply)?;
                }
            }
            Happening::Timer(tab, life, timer) => {
                if let Some(at) = self.thaw(tab, life) {
                    self.after(at, Happening::Timer(tab, life, timer));
                } else if self.tabs[tab].life == life && self.tabs[tab].timer == timer {
                    self.tell(tab, Event::Wake(Wake::Timer))?;
                }
            }
            Happening::AtDesk { id, digest, answer } => {
                let reply = self.desk.put(id, digest);
                if let Some((later, tab, life, attempt)) = answer {
                    self.after(later, Happening::Answered { tab, life, id, attempt, reply });
                }
            }
            Happening::Write(tab, life) => {
                if let Some(at) = self.thaw(tab, life) {
                    self.after(at, Happening::Write(tab, life));
                } else if self.tabs[tab].life == life {
                    self.write(tab);
                }
            }
            Happening::Commit(tab, life, id, receipt) => {
                if self.tabs[tab].life == life {
                    self.vault.receipts.insert(id, receipt.clone());
                    self.tell(tab, Event::ReceiptStored { id, at: receipt.received_at_ms })?;
                }
            }
            Happening::FaultsEnd => self.faults_end()?,
        }
        Ok(())
    }

    /// How long until this life of a frozen tab moves again. What has waited comes in any order then.
    fn thaw(&mut self, tab: usize, life: u32) -> Option<i64> {
        let left = self.tabs[tab].frozen_until - self.now;
        (left > 0 && self.tabs[tab].life == life).then(|| left + self.rng.between(0, 50))
    }

    fn faults_end(&mut self) -> Result<(), String> {
        self.faults = false;
        for tab in [0, 1] {
            self.tabs[tab].frozen_until = self.now;
        }
        // The person comes back to one tab; the other may never be opened again.
        if self.rng.percent(50) {
            self.crash(1);
            self.coming.retain(|_, happening| !matches!(happening, Happening::Open(1)));
        }
        if self.tabs[0].outbox.is_none() {
            self.coming.retain(|_, happening| !matches!(happening, Happening::Open(0)));
            return self.open(0);
        }
        self.tell(0, Event::Restored(self.rows()))?;
        // The other half shows that the timer alone is enough.
        if self.rng.percent(50) { self.tell(0, Event::Wake(Wake::Visible)) } else { Ok(()) }
    }

    fn rows(&self) -> Vec<Item> {
        let rows = self.vault.rows.values();
        let left_out =
            |item: &&Item| self.mutant != Mutant::SendingNotRestored || !matches!(item.state, State::Sending { .. });
        rows.filter(left_out).cloned().collect()
    }

    fn open(&mut self, tab: usize) -> Result<(), String> {
        if self.tabs[tab].outbox.is_some() {
            return Ok(());
        }
        self.tabs[tab].outbox = Some(Outbox::new());
        self.tabs[tab].frozen_until = self.now;
        self.tell(tab, Event::Restored(self.rows()))?;
        self.tell(tab, Event::Wake(Wake::Start))
    }

    fn crash(&mut self, tab: usize) {
        if !self.tabs[tab].to_write.is_empty() {
            self.count("killed with receipts in hand");
        }
        self.tabs[tab].crash();
        let later = self.rng.between(50, 90_000);
        self.after(later, Happening::Open(tab));
    }
}

fn id(number: u8) -> Id {
    Id::from_bytes([number; 16])
}
