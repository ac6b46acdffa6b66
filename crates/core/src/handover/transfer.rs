//! A case on its way from one phone to another: what is given, and how it is taken over.
//!
//! What comes from another phone is judged here as if a stranger had made it. It may be refused; it cannot change what this
//! phone has written, nor end the app.
use std::collections::BTreeSet;

use gh_wire::chain::first_break;
use gh_wire::digest::Digest;
use gh_wire::id::Id;
use gh_wire::submission::LEFT_OUT;
use serde::{Deserialize, Serialize};

use crate::case::{Actor, CaseState, Event, Kind, Log, Stored};
use crate::referral::without_place;
use crate::time::{Reading, Wall};

/// The form of what is given. Another one is refused: half understood, it would lose words.
const FORM: u32 = 1;

/// The most events of a log that is taken over. A long hour has a few hundred; each pause in typing makes one.
pub const MOST_EVENTS: usize = 20_000;

/// The longest name that is taken over, in bytes.
const MOST_NAME: usize = 1_000;

/// The last moment that a browser can show as a date.
const LAST_MS: i64 = 8_640_000_000_000_000;

/// The most time that a handover itself counts for, in milliseconds.
const MOST_WAITING_MS: i64 = crate::hour::HOUR_MS;

/// The bytes of what is given.
#[derive(Serialize, Deserialize)]
struct Written {
    form: u32,
    case: Id,
    /// Who gives it.
    by: Actor,
    /// To whom, as the giver wrote it.
    to: String,
    /// When, by the giver's wall clock.
    at: Wall,
    /// Milliseconds since the child was met, by the giver's count.
    elapsed_ms: i64,
    /// The stored text of each event; of one that says where the child is, perhaps the digest alone.
    log: Vec<String>,
}

/// What is given: the case with its log. Where the child is stays out unless it is put in for somebody with a name.
#[must_use]
pub fn give(log: &Log, state: &CaseState, by: Actor, to: &str, at: Reading, with_place: bool) -> Vec<u8> {
    let with_place = with_place && !to.trim().is_empty();
    let whole = |stored: &Stored| String::from_utf8_lossy(&stored.bytes).into_owned();
    let entry = |stored: &Stored| if with_place { whole(stored) } else { without_place(stored) };
    let written = Written {
        form: FORM,
        case: log.case(),
        by,
        to: to.trim().to_owned(),
        at: at.wall,
        elapsed_ms: state.clock.at(at).elapsed_ms,
        log: log.events().iter().map(|stored| entry(stored)).collect(),
    };
    serde_json::to_vec(&written).unwrap_or_default()
}

/// Why nothing was taken over. What this phone had is as it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotTaken {
    /// A later version of the app gave it: this one must be brought up to date first.
    #[error("the other phone has another version of the app")]
    Version,
    /// It is no case with a log that is one unbroken chain.
    #[error("what came is not a whole case")]
    Damaged,
    /// More than [`MOST_EVENTS`].
    #[error("what came is larger than any case")]
    TooMuch,
    /// This phone has a case of that name that began otherwise.
    #[error("another case goes by this name here")]
    AnotherCase,
}

/// A case that came from another phone, looked through and not kept yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given {
    case: Id,
    by: Actor,
    to: String,
    elapsed_ms: i64,
    head: Digest,
    left_out: u32,
    events: Vec<Stored>,
}

/// A case that was taken over, to be kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    /// The log of this phone, with what came.
    pub log: Log,
    /// This phone had nothing of it before.
    pub begins: bool,
    /// How many events are new here, without the one that says so. None: it was given before, and the log is as it was.
    pub brought: usize,
}

impl Given {
    /// Reads what came from another phone.
    ///
    /// # Errors
    /// [`NotTaken`].
    pub fn read(bytes: &[u8]) -> Result<Self, NotTaken> {
        /// Read first, so that a later form is told from damage.
        #[derive(Deserialize)]
        struct Form {
            form: u32,
        }
        let Form { form } = serde_json::from_slice(bytes).map_err(|_| NotTaken::Damaged)?;
        if form != FORM {
            return Err(NotTaken::Version);
        }
        let written: Written = serde_json::from_slice(bytes).map_err(|_| NotTaken::Damaged)?;
        let names = [&written.by.name, &written.by.staff_number, &written.to];
        if written.log.len() > MOST_EVENTS || names.iter().any(|name| name.len() > MOST_NAME) {
            return Err(NotTaken::TooMuch);
        }
        let head = match written.log.last() {
            Some(last) if first_break(&written.log).is_none() => digest(last).ok_or(NotTaken::Damaged)?,
            _ => return Err(NotTaken::Damaged),
        };
        let (mut events, mut left_out, mut ids) = (Vec::new(), 0, BTreeSet::new());
        for (place, text) in (0..).zip(written.log) {
            if text.starts_with(LEFT_OUT) {
                left_out += 1;
                continue;
            }
            let event: Event = serde_json::from_str(&text).map_err(|_| NotTaken::Damaged)?;
            if event.seq != place || !is_a_moment(&event.at) || !ids.insert(event.id) {
                return Err(NotTaken::Damaged);
            }
            events.push(Stored { event, bytes: text.into_bytes() });
        }
        let begins = events.first().is_some_and(|first| {
            let first = &first.event;
            first.seq == 0 && matches!(first.kind, Kind::HourStarted { .. } | Kind::ConcernStarted { .. })
        });
        if !begins {
            return Err(NotTaken::Damaged);
        }
        let elapsed_ms = written.elapsed_ms.clamp(0, LAST_MS);
        Ok(Self { case: written.case, by: written.by, to: written.to, elapsed_ms, head, left_out, events })
    }

    /// The case.
    #[must_use]
    pub const fn case(&self) -> Id {
        self.case
    }

    /// Who gives it, as their phone says.
    #[must_use]
    pub const fn by(&self) -> &Actor {
        &self.by
    }

    /// To whom they wrote that they give it.
    #[must_use]
    pub fn to(&self) -> &str {
        &self.to
    }

    /// Takes the case over: `mine` is what this phone has of it. `by` takes it at `at`, `waited_ms` after the giver read its
    /// clock at the most, and `marker` is a fresh id for the event that says so.
    ///
    /// Events that this phone has are left as they are, whatever came under their names.
    ///
    /// # Errors
    /// [`NotTaken`].
    pub fn take(
        &self,
        mine: Option<&Log>,
        by: Actor,
        at: Reading,
        waited_ms: i64,
        marker: Id,
    ) -> Result<Taken, NotTaken> {
        let mine = mine.filter(|log| !log.events().is_empty());
        let begins = mine.is_none();
        let first = |log: &Log| log.events().first().map(|stored| stored.event.id);
        if mine.is_some_and(|log| first(log) != self.events.first().map(|stored| stored.event.id)) {
            return Err(NotTaken::AnotherCase);
        }
        let mut log = mine.cloned().unwrap_or_else(|| Log::new(self.case));
        let mut known = BTreeSet::new();
        known.extend(log.events().iter().map(|stored| stored.event.id));
        let before = known.len();
        for stored in self.events.iter().filter(|stored| !known.contains(&stored.event.id)) {
            // Up to the first event that was left out, these are the giver's own bytes.
            let follows = begins && stored.event.seq == log.next_seq() && stored.event.prev == log.head();
            let next = if follows {
                stored.clone()
            } else {
                let merged = stored.event.merged || !begins;
                log.following(Event { merged, ..stored.event.clone() }).map_err(|_| NotTaken::Damaged)?
            };
            log.push(next).map_err(|_| NotTaken::Damaged)?;
        }
        let brought = log.events().len() - before;
        if brought > 0 {
            let given = self.elapsed_ms.saturating_add(waited_ms.clamp(0, MOST_WAITING_MS));
            let own = mine.and_then(CaseState::of).map_or(0, |state| state.clock.at(at).elapsed_ms);
            let (from, head, left_out) = (self.by.clone(), self.head, self.left_out);
            let kind = Kind::TakenOver { from, head, left_out, elapsed_ms: given.max(own), begins };
            let stored = log.next(marker, at, by, kind).map_err(|_| NotTaken::Damaged)?;
            log.push(stored).map_err(|_| NotTaken::Damaged)?;
        }
        Ok(Taken { log, begins, brought })
    }
}

/// The digest that the next event would name.
fn digest(text: &str) -> Option<Digest> {
    text.strip_prefix(LEFT_OUT).map_or_else(|| Some(Digest::of(text.as_bytes())), Digest::parse)
}

/// Whether it can be reckoned with and shown.
fn is_a_moment(at: &Reading) -> bool {
    let day_min = 24 * 60;
    (0..=LAST_MS).contains(&at.wall.ms)
        && (0..=LAST_MS).contains(&at.mono_ms)
        && (-day_min..=day_min).contains(&at.wall.offset_min)
}
