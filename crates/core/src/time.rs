//! Times as the phone notes them: a wall clock that people can change, and a monotonic reading that they cannot.
use gh_wire::id::Id;
use serde::{Deserialize, Serialize};

/// Milliseconds in a minute.
pub const MINUTE_MS: i64 = 60_000;

/// A point on the phone's wall clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Wall {
    /// Milliseconds since the Unix epoch, UTC.
    pub ms: i64,
    /// Minutes east of UTC on this phone at that moment, so that local time can be shown again later.
    pub offset_min: i16,
}

impl Wall {
    /// Local time of day as `14:06`.
    #[must_use]
    pub fn hh_mm(self) -> String {
        let minute = self.local_minute().rem_euclid(24 * 60);
        format!("{:02}:{:02}", minute / 60, minute % 60)
    }

    /// This point moved by so many minutes, shown at the same offset.
    #[must_use]
    pub fn plus_minutes(self, minutes: i64) -> Self {
        Self { ms: self.ms.saturating_add(minutes.saturating_mul(MINUTE_MS)), ..self }
    }

    /// Whole minutes since the Unix epoch in local time.
    #[must_use]
    pub fn local_minute(self) -> i64 {
        self.ms.div_euclid(MINUTE_MS) + i64::from(self.offset_min)
    }
}

/// Both clocks, read at once.
///
/// The monotonic one starts anew with each page, so it can be compared only within one [`Reading::run`], and it may
/// stop while the phone sleeps (nothing-lost, fact 17).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reading {
    /// The wall clock.
    pub wall: Wall,
    /// Milliseconds since this page was opened.
    pub mono_ms: i64,
    /// Names the page load that `mono_ms` counts from.
    pub run: Id,
}
