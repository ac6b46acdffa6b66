//! A case: one child, one append-only log of what was done and said, and everything that follows from it.
//!
//! Each event carries the SHA-256 of the exact stored bytes of the one before, so that a gap or a change shows. A
//! change of mind is another event ([`Kind::Undone`]); nothing is ever taken out.
mod asks;
mod away;
mod carried;
mod event;
mod keep;
mod kinds;
mod log;
mod merged;
mod noted;
mod state;
mod write;

pub use carried::{Consent, Photo, Receiver, Shows};
pub use event::{Actor, Degree, Event, Kind, StepAnswer, Typed};
pub use keep::{KEEP_DAYS, leaves_on, may_leave};
pub use log::{Broken, Log, NO_EVENT, Stored};
pub use noted::{
    Absence, AskedAgain, CallNoted, ChildSaid, FactWritten, Hand, HandedOver, PhotoNoted, SaidVersion, Sent, SignNoted,
    StepAnswered, TakenOver,
};
pub use state::{CHILD_BACK, CHILD_GONE, CaseState, DANGER_SIGN};
