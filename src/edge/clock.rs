//! The phone's two clocks, read at once.
use std::cell::OnceCell;

use gh_core::time::{Reading, Wall};
use gh_wire::id::Id;

use super::{entropy, js};

thread_local! {
    static RUN: OnceCell<Id> = const { OnceCell::new() };
}

/// Wall clock with its offset, and milliseconds since this page was opened, named by the page load they count from.
#[must_use]
pub fn now() -> Reading {
    let local = chrono::Local::now();
    let wall = Wall { ms: local.timestamp_millis(), offset_min: offset_minutes(local.offset().local_minus_utc()) };
    Reading { wall, mono_ms: monotonic_ms(), run: run(wall) }
}

/// Real offsets are whole minutes between −12 and +14 hours; what does not fit is not believed.
fn offset_minutes(seconds: i32) -> i16 {
    i16::try_from(seconds / 60).unwrap_or(0)
}

#[expect(clippy::cast_possible_truncation, reason = "milliseconds since the page was opened; a float cast saturates")]
fn monotonic_ms() -> i64 {
    js::window().and_then(|window| window.performance()).map_or(0, |performance| performance.now() as i64)
}

/// Drawn once a page. It must differ between page loads but is no secret, so that without entropy the wall time of the
/// first reading serves: the hour never waits for the browser's random source.
fn run(wall: Wall) -> Id {
    RUN.with(|run| {
        *run.get_or_init(|| {
            entropy::id().unwrap_or_else(|_| Id::from_bytes(u128::from(wall.ms.unsigned_abs()).to_be_bytes()))
        })
    })
}
