//! What crosses the network between a phone and the desk of an agency.
//!
//! Pure: no IO, no clock, no randomness of its own. Whoever seals passes the random bytes in, so that the same input
//! always gives the same bytes.
pub mod chain;
pub mod digest;
pub mod envelope;
pub mod given;
pub mod id;
pub mod jpeg;
pub mod keys;
pub mod limits;
pub mod manifest;
pub mod part;
pub mod receipt;
pub mod reference;
pub mod submission;
pub mod update;
