//! The guidance of this page: the beginning first, then the whole.
use std::sync::Arc;

use gh_core::guide::read;
use leptos::prelude::*;

use super::{Case, Guidance, Part, Session};
use crate::edge::guidance_file::{self, StoredPack};
use crate::later;

/// What can be had soonest: the beginning, of which the page has said where it is; else the whole, from wherever.
pub(super) async fn first_guidance() -> Option<Guidance> {
    if let Some(beginning) = beginning().await {
        return Some(beginning);
    }
    match fetched().await {
        Some(whole) => Some(whole),
        None => stored().await,
    }
}

/// Brings the whole, if only the beginning is here: the phone's own copy, else the app's file. If it cannot be had, a
/// later call tries again.
pub(super) async fn complete_guidance(session: Session) {
    // One at a time: it is asked for by the start, the vault, the network and the person.
    if is_whole(session) || session.shared().completing.replace(true) {
        return;
    }
    session.rest_missing.set(false);
    let whole = match kept(session).await {
        Some(kept) => Some(kept),
        None => fetched().await,
    };
    session.shared().completing.set(false);
    session.rest_missing.set(whole.is_none());
    if let Some(whole) = whole.filter(|_| !is_whole(session)) {
        session.guidance.set(Arc::new(whole));
    }
}

/// A running case keeps the edition that it started with; without that, the present one, and all of it.
pub(super) async fn use_edition_of(session: Session, case: &Case) {
    let present = session.guidance.with_untracked(|guidance| guidance.name == case.state.guidance);
    if present && is_whole(session) {
        return;
    }
    let edition = match (case.state.guidance.split_once('+'), later::table().await) {
        (Some((_, sha256)), Ok(later)) => (later.kept_edition)(sha256.to_owned()).await,
        _ => None,
    };
    match edition {
        Some(edition) => session.guidance.set(Arc::new(edition)),
        None => complete_guidance(session).await,
    }
}

fn is_whole(session: Session) -> bool {
    session.guidance.with_untracked(|guidance| guidance.part != Part::Beginning)
}

/// The phone's own copy, if it is the present edition, or a newer one and no case runs with this. At a first visit there
/// is none, and the code that reads it is not waited for.
async fn kept(session: Session) -> Option<Guidance> {
    if session.shared().first_visit.get() {
        return None;
    }
    let kept = stored().await?;
    let running = untrack(|| session.running()).is_some();
    let fits =
        session.guidance.with_untracked(|now| kept.name == now.name || (kept.pack.date > now.pack.date && !running));
    fits.then_some(kept)
}

async fn stored() -> Option<Guidance> {
    (later::table().await.ok()?.kept_guidance)().await
}

async fn beginning() -> Option<Guidance> {
    let of = guidance_file::built_with()?;
    let stored = guidance_file::fetch(guidance_file::beginning()?).await.ok()?;
    let pack = read(&stored.bytes).ok()?;
    Some(Guidance { pack, name: name(&of.edition, &of.sha256), part: Part::Beginning })
}

async fn fetched() -> Option<Guidance> {
    whole(&guidance_file::fetch_whole().await.ok()?, Part::Fetched)
}

/// `None` for a pack of another format, as an older or a newer app may have stored: another copy is then used.
pub(crate) fn whole(stored: &StoredPack, part: Part) -> Option<Guidance> {
    let pack = read(&stored.bytes).ok()?;
    Some(Guidance { pack, name: name(&stored.edition, &stored.sha256), part })
}

fn name(edition: &str, sha256: &str) -> String {
    format!("{edition}+{sha256}")
}
