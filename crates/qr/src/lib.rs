//! Handover without a network: a case goes from one device to another by codes on their screens.
//!
//! The giver and the receiver each look at the other's screen in turn: offer, invitation, answer; both show three words;
//! when the giver's person has confirmed them, frames run until the receiver has all, keeps it, and shows that it has. Why it
//! is done in this order: docs/decisions/0013. What is handed over is bytes here; what a case is, others know.
//!
//! Nothing here reads a clock, a camera or a source of random bytes.
pub mod base45;
pub mod code;
mod fountain;
pub mod frame;
mod giver;
pub mod limits;
mod pack;
mod receiver;
mod refused;
mod seal;
mod words;

pub use giver::{GIVER_RANDOM, Giver, GiverSaw};
pub use receiver::{RECEIVER_RANDOM, Receiver, ReceiverSaw};
pub use refused::{NoRandomness, NotSealed, Refused};
pub use words::Words;
