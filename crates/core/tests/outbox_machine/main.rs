//! The outbox, decision by decision.
mod kit;
mod order;
mod table;
mod time;
mod words;
