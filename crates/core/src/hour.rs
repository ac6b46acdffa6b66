//! The hour: how long it has run, which steps apply, what is next, what is late.
mod clock;
mod hours;
mod keys;
mod plan;

pub use clock::{Clock, ClockReading, HOUR_MS};
pub use hours::out_of_hours;
pub use keys::{facts, keys};
pub use plan::{Card, Due, Finished, Plan, Planned, plan, track};
