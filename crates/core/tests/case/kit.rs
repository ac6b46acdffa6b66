//! A case that is written down event by event, on clocks that the test moves.
use gh_core::case::{Actor, CaseState, Kind, Log};
use gh_core::time::{MINUTE_MS, Reading, Wall};
use gh_wire::id::Id;

/// Tuesday 12 January 2027, 10:00 in Great Britain.
pub const MET_MS: i64 = 1_799_748_000_000;
pub const DAY_MS: i64 = 24 * 60 * MINUTE_MS;

pub const fn id(n: u8) -> Id {
    Id::from_bytes([n; 16])
}

pub const fn wall(ms: i64) -> Wall {
    Wall { ms, offset_min: 0 }
}

/// The one who notes everything unless the test says otherwise.
fn actor() -> Actor {
    Actor { name: "PC 4471".into(), staff_number: String::new() }
}

pub struct Case {
    pub log: Log,
    pub now: Reading,
    pub by: Actor,
}

impl Case {
    pub fn hour() -> Self {
        let mut case = Self::empty();
        case.note(Kind::HourStarted { met_at: case.now.wall, early_tap: false, guidance: "2026-11".into() });
        case
    }

    pub fn concern() -> Self {
        let mut case = Self::empty();
        case.note(Kind::ConcernStarted { guidance: "2026-11".into() });
        case
    }

    pub fn empty() -> Self {
        Self { log: Log::new(id(7)), now: Reading { wall: wall(MET_MS), mono_ms: 900, run: id(1) }, by: actor() }
    }

    pub fn note(&mut self, kind: Kind) -> Id {
        let event = Id::from_bytes(u128::from(self.log.next_seq() + 1).to_be_bytes());
        let stored = self.log.next(event, self.now, self.by.clone(), kind).expect("an event has a JSON form");
        self.log.push(stored).expect("it was made on this head");
        event
    }

    pub fn fact(&mut self, field: &str, value: &str) -> Id {
        self.note(Kind::Fact { field: field.into(), value: value.into() })
    }

    /// Both clocks go on.
    pub fn later(&mut self, ms: i64) -> &mut Self {
        self.now.mono_ms += ms;
        self.wall_moves(ms)
    }

    /// Only the wall clock moves: a change by hand, or sleep.
    pub fn wall_moves(&mut self, ms: i64) -> &mut Self {
        self.now.wall.ms += ms;
        self
    }

    /// The app ends and is opened again after so long by the wall clock.
    pub fn killed_for(&mut self, ms: i64) -> &mut Self {
        let [n, ..] = *self.now.run.as_bytes();
        self.now = Reading { wall: wall(self.now.wall.ms + ms), mono_ms: 300, run: id(n + 1) };
        self
    }

    pub fn state(&self) -> CaseState {
        CaseState::of(&self.log).expect("the case has begun")
    }

    /// Milliseconds of the hour, and whether the clock counts as changed, with nothing noted.
    pub fn clock(&self) -> (i64, bool) {
        let reading = self.state().clock.at(self.now);
        (reading.elapsed_ms, reading.changed)
    }
}
