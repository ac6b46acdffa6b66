//! The decisions of Golden Hour: what the next step is, what a case says, what a queue does.
//!
//! Nothing here reads a clock, a database, a network or a screen. Time and random bytes are arguments, so every
//! decision can be replayed. In reading order:
pub mod time;

pub mod guide;

pub mod case;

pub mod outbox;
pub mod retry;
pub mod signs;

pub mod hour;

pub mod record;

pub mod asked;

pub mod referral;

pub mod photos;

pub mod nrm;

pub mod care;

pub mod handover;

pub mod missing;

pub mod children;
