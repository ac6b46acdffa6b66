//! The hour's own count of time, which a changed wall clock cannot shorten.
use crate::case::{Event, Kind};
use crate::time::Reading;

/// The length of the hour in milliseconds.
pub const HOUR_MS: i64 = 60 * crate::time::MINUTE_MS;

/// How far the wall clock may fall behind the monotonic one before it counts as changed: 5 s, above the usual
/// correction by the network.
const SLACK_MS: i64 = 5_000;

/// Elapsed time since the child was met, kept event by event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Clock {
    last: Reading,
    elapsed_ms: i64,
    /// The most that the wall clock was ahead of the monotonic one in this page load: many small steps back add up.
    lead_ms: i64,
}

const fn lead(at: Reading) -> i64 {
    at.wall.ms.saturating_sub(at.mono_ms)
}

/// What the clock says at a reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClockReading {
    /// Milliseconds since the child was met; never less than at an earlier reading.
    pub elapsed_ms: i64,
    /// The wall clock went back, or runs slower than the monotonic one by more than 5 s: it was changed.
    pub changed: bool,
}

impl Clock {
    /// A clock that starts with this reading.
    #[must_use]
    pub const fn starting_at(at: Reading) -> Self {
        Self { last: at, elapsed_ms: 0, lead_ms: lead(at) }
    }

    /// What it says at `now`, without moving it.
    ///
    /// Within one page load the monotonic reading is the lower bound; wall time that runs ahead of it is taken as
    /// sleep. After a kill there is only wall time, so a forward change while the app was dead cannot be seen.
    #[must_use]
    pub fn at(&self, now: Reading) -> ClockReading {
        let wall = now.wall.ms.saturating_sub(self.last.wall.ms);
        let mono = (now.run == self.last.run).then(|| now.mono_ms.saturating_sub(self.last.mono_ms).max(0));
        let lower = mono.unwrap_or(0);
        let fell_behind = mono.is_some() && lead(now) < self.lead_ms.saturating_sub(SLACK_MS);
        let changed = wall < lower - SLACK_MS || fell_behind;
        ClockReading { elapsed_ms: self.elapsed_ms.saturating_add(wall.max(lower)), changed }
    }

    /// Moves the clock to an event. One that was taken back still says what time it was.
    pub(crate) fn note(&mut self, event: &Event, taken_back: bool) -> ClockReading {
        let reading = match event.kind {
            // From here on another phone counts, whose wall clock need not agree with the one before.
            Kind::TakenOver { elapsed_ms, .. } => {
                ClockReading { elapsed_ms: self.elapsed_ms.max(elapsed_ms), changed: false }
            }
            _ => self.at(event.at),
        };
        self.elapsed_ms = reading.elapsed_ms;
        match event.kind {
            _ if taken_back => {}
            Kind::HourStarted { met_at, .. } | Kind::MetCorrected { met_at } => {
                self.elapsed_ms = event.at.wall.ms.saturating_sub(met_at.ms).max(0);
            }
            // The event was made from a reading that this log may not hold (ticks are not stored): it wins.
            Kind::ClockChanged { elapsed_ms } => self.elapsed_ms = self.elapsed_ms.max(elapsed_ms),
            _ => {}
        }
        let goes_on = event.at.run == self.last.run && !reading.changed;
        self.lead_ms = if goes_on { self.lead_ms.max(lead(event.at)) } else { lead(event.at) };
        self.last = event.at;
        reading
    }

    /// Elapsed milliseconds at the last event.
    #[must_use]
    pub const fn elapsed_at_last(&self) -> i64 {
        self.elapsed_ms
    }
}
