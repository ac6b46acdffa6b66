//! What is done with the log of a case on its way into the vault.
use std::sync::Arc;

use gh_core::case::{Actor, Kind, Log, Stored};
use gh_core::time::Reading;
use gh_wire::id::Id;

use crate::edge::entropy;
use crate::edge::vault::{Append, Head, NewEvent};

/// A new random id. Without entropy nothing is sealed or stored, but the hour still runs in memory under a fixed id.
pub(super) fn new_id() -> Id {
    entropy::id().unwrap_or(Id::from_bytes([0; 16]))
}

/// Makes those events that a log does not have again, on its head.
pub(super) fn add_missing(log: &mut Log, events: &[Arc<Stored>]) {
    for event in events.iter().map(|stored| &stored.event) {
        let there = log.events().iter().rev().any(|stored| stored.event.id == event.id);
        if !there && let Ok(next) = log.following(event.clone()) {
            // It was made for this very head, so the log takes it.
            let _taken = log.push(next);
        }
    }
}

/// The time of the early tap with which a case began, in wall milliseconds; `None` if it began otherwise.
pub(super) fn early_tap(log: &Log) -> Option<i64> {
    match &log.events().first()?.event.kind {
        Kind::HourStarted { met_at, early_tap: true, .. } => Some(met_at.ms),
        _ => None,
    }
}

/// Adds one event to the end. `false`: it could not be made.
pub(super) fn extend(log: &mut Log, by: Actor, kind: Kind, at: Reading) -> bool {
    log.next(new_id(), at, by, kind).is_ok_and(|stored| log.push(stored).is_ok())
}

/// The head after so many events.
pub(super) fn head(log: &Log, saved: usize) -> Option<Head> {
    let last = log.events().get(saved.checked_sub(1)?)?;
    Some(Head { count: u32::try_from(saved).ok()?, last_event: last.event.id })
}

/// What is not in the vault yet of a log.
pub(super) fn append(log: &Log, saved: usize) -> Append {
    let new = |stored: &Arc<Stored>| NewEvent { id: stored.event.id, bytes: stored.bytes.clone() };
    Append { case: log.case(), built_on: head(log, saved), events: log.events()[saved..].iter().map(new).collect() }
}
