//! Photographs follow their record: each is sealed in parts once the record has its receipt, and committed with its outbox rows
//! and its event, all or nothing.
use std::collections::BTreeSet;

use gh_core::case::Kind;
use gh_core::outbox::{Event, Item};
use gh_core::photos::{parts, to_seal};
use gh_wire::digest::Digest;
use gh_wire::envelope::{self, SEAL_RANDOM, SealError};
use gh_wire::id::Id;
use leptos::prelude::*;

use super::{Row, run, tell, with_queue};
use crate::edge::vault::{Batch, OutboxPut, VaultError};
use crate::edge::{clock, entropy};
use crate::session::Session;

/// So many tries at once are enough for every photograph of a case, with other tabs that are first now and then.
const AT_ONCE: usize = 100;

/// Why a photograph is not sealed now. It is looked at again at the next receipt, when the desk's keys come, and at the next
/// start.
#[derive(Debug, thiserror::Error)]
enum NotSealed {
    #[error("the case is not here")]
    NoCase,
    #[error("the phone is not joined to a desk")]
    NotJoined,
    #[error(transparent)]
    NoRandomness(#[from] entropy::NoEntropy),
    #[error(transparent)]
    NotFitting(#[from] SealError),
    #[error(transparent)]
    NotStored(#[from] VaultError),
    #[error("the rows cannot be written")]
    NotWritten(#[from] serde_json::Error),
}

/// Seals, in the worker's turn, every photograph whose time has come.
pub(super) fn follow(session: Session) {
    let due = |cases: &Vec<std::sync::Arc<crate::session::Case>>| -> Vec<Id> {
        cases.iter().filter(|case| !to_seal(&case.state).is_empty()).map(|case| case.state.id).collect()
    };
    for case in session.cases.with_untracked(due) {
        run(session, seal(session, case));
    }
}

/// One after the other: each is long.
async fn seal(session: Session, case: Id) {
    // What cannot be sealed keeps none of the others back.
    let mut tried = BTreeSet::new();
    for _ in 0..AT_ONCE {
        let next = session.find(case).and_then(|case| {
            let due = to_seal(&case.state).into_iter();
            due.map(|(noted, submission)| (noted.event, submission)).find(|(event, _)| !tried.contains(event))
        });
        let Some((event, submission)) = next else { return };
        match seal_one(session, case, event, submission).await {
            // Another tab was first: look again.
            Err(NotSealed::NotStored(VaultError::HeadMoved { .. })) => {}
            Err(NotSealed::NotJoined | NotSealed::NoCase) => return,
            Err(_) => drop(tried.insert(event)),
            Ok(items) => {
                tried.insert(event);
                items.into_iter().for_each(|item| tell(session, Event::Enqueued(item)));
            }
        }
    }
}

async fn seal_one(session: Session, id: Id, event: Id, submission: Id) -> Result<Vec<Item>, NotSealed> {
    let now = clock::now();
    let case = session.find(id).ok_or(NotSealed::NoCase)?;
    let noted = case.state.photos.iter().find(|noted| noted.event == event).ok_or(NotSealed::NoCase)?;
    let trust = session.trust.get_untracked();
    let desk = trust.usable(now.wall.ms).ok_or(NotSealed::NotJoined)?;
    let device = trust.device.ok_or(NotSealed::NotJoined)?;
    let vault = session.shared().vault.borrow().clone().ok_or(VaultError::Unavailable)?;
    let Some(jpeg) = vault.read_photo(id, noted.photo.digest).await? else { return Ok(Vec::new()) };
    let (mut rows, mut items, mut put) = (Vec::new(), Vec::new(), Vec::new());
    for part in parts(&case.state, noted, submission, &jpeg) {
        let random = entropy::bytes::<SEAL_RANDOM>()?;
        let body = envelope::seal(&part.to_bytes(), &desk.seal_to(), &part.id, &random)?;
        let (digest, length) = (Digest::of(&body), u32::try_from(body.len()).unwrap_or(u32::MAX));
        let path = format!("/api/v1/submissions/{}", part.id);
        let row = Row { case: id, path, digest, device, sealed_at: now.wall.ms, part: true, body };
        let item = Item::sealed_part(part.id, digest, length, now.wall.ms, 0);
        put.push(OutboxPut { id: part.id, row: row.write()?, state: serde_json::to_vec(&item)? });
        rows.push((part.id, row));
        items.push(item);
    }
    if items.is_empty() {
        return Ok(items);
    }
    let kind = Kind::PhotoSealed { photo: event, parts: items.iter().map(|item| item.id).collect() };
    let batch = Batch { outbox_put: put, ..Batch::default() };
    let committed = session.commit_case(id, &mut Some((kind, now)), batch).await?;
    for item in &mut items {
        let given = committed.sequences.iter().find(|(id, _)| *id == item.id);
        item.sequence = given.map_or(0, |(_, sequence)| *sequence);
    }
    with_queue(|queue| queue.rows.extend(rows));
    Ok(items)
}
