//! Send: the record, or what is new in it, is sealed to the desk and committed with its outbox row and its event, all or nothing.
use gh_core::case::Kind;
use gh_core::outbox::{Event, Item};
use gh_core::referral;
use gh_wire::digest::Digest;
use gh_wire::envelope::{self, SEAL_RANDOM, SealError};
use gh_wire::id::Id;
use gh_wire::limits::MAX_PLAINTEXT;
use leptos::prelude::*;

use super::{Row, tell, with_queue};
use crate::edge::vault::{Batch, OutboxPut, VaultError};
use crate::edge::{clock, entropy};
use crate::session::{Job, Session};

/// How often a moved head is decided again.
const DECISIONS: usize = 5;

/// Why nothing was sealed. The words of the record are where they were.
#[derive(Debug, thiserror::Error)]
enum NotSealed {
    #[error("This phone is not joined to a desk. Nothing is lost. Call instead.")]
    NotJoined,
    #[error("This phone cannot seal the record safely. Nothing is lost. Call instead.")]
    NoRandomness(#[from] entropy::NoEntropy),
    #[error("The record is too long to send. Nothing is lost. Call, then make it shorter.")]
    TooLong(#[from] SealError),
    #[error("The record could not be saved for sending. Nothing is lost. Try again, or call.")]
    NotStored(#[from] VaultError),
    #[error("The record could not be written. Nothing is lost. Call instead.")]
    NotWritten(#[from] serde_json::Error),
}

/// Seals the record of a case and puts it into the queue.
pub(super) async fn seal(session: Session, case: Id) {
    let Some(asked) = session.find(case).map(|case| referral::submission_id(&case.state)) else { return };
    for _ in 0..DECISIONS {
        if session.find(case).is_some_and(|case| referral::submission_id(&case.state) != asked) {
            // Another tab has sealed it meanwhile: a second one would hold nothing new.
            return;
        }
        match try_to_seal(session, case).await {
            Err(NotSealed::NotStored(VaultError::HeadMoved { .. })) => {}
            // A second tap, or another tab: the record is in the queue already.
            Err(NotSealed::NotStored(VaultError::AlreadyQueued { .. })) => return session.push(Job::Reload),
            Err(why) => return session.not_sealed.set(Some(why.to_string())),
            Ok(item) => {
                session.not_sealed.set(None);
                return tell(session, Event::Enqueued(item));
            }
        }
    }
    session.not_sealed.set(Some(NotSealed::NotStored(VaultError::HeadMoved { case }).to_string()));
}

async fn try_to_seal(session: Session, id: Id) -> Result<Item, NotSealed> {
    let now = clock::now();
    let case = session.find(id).ok_or(VaultError::Unavailable)?;
    let trust = session.trust.get_untracked();
    let desk = trust.usable(now.wall.ms).ok_or(NotSealed::NotJoined)?;
    let device = trust.device.ok_or(NotSealed::NotJoined)?;
    let submission = referral::submission_id(&case.state);
    let plaintext = session.guidance.with_untracked(|guidance| {
        session.profile.with_untracked(|profile| {
            let queue = session.queue.get_untracked();
            let (log, state, pack) = (&case.log, &case.state, &guidance.pack);
            let to_send = referral::to_send(log, state, profile, pack, &queue, now.wall);
            referral::fitting(to_send, &case.log, MAX_PLAINTEXT).map_err(SealError::TooLong)
        })
    })?;
    let random = entropy::bytes::<SEAL_RANDOM>()?;
    let body = envelope::seal(&plaintext, &desk.seal_to(), &submission, &random)?;
    let digest = Digest::of(&body);
    let length = u32::try_from(body.len()).unwrap_or(u32::MAX);
    let path = format!("/api/v1/submissions/{submission}");
    let row = Row { case: id, path, digest, device, sealed_at: now.wall.ms, part: false, body };
    let mut item = Item::sealed(submission, digest, length, now.wall.ms, 0);
    let put = OutboxPut { id: submission, row: row.write()?, state: serde_json::to_vec(&item)? };
    let kind = Kind::Sealed { submission, digest, desk: desk.agency.clone() };
    let batch = Batch { outbox_put: vec![put], ..Batch::default() };
    let committed = session.commit_case(id, &mut Some((kind, now)), batch).await?;
    item.sequence = committed.sequences.first().map_or(0, |(_, sequence)| *sequence);
    with_queue(|queue| queue.rows.insert(submission, row));
    Ok(item)
}
