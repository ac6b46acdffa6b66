//! The guidance of this page: the beginning first, then the whole.
use std::sync::Arc;

use gh_core::guide::read;
use leptos::prelude::*;

use super::{Guidance, Part, Session};
use crate::edge::guidance_store::{self, GuidanceError, StoredPack};
use crate::edge::worker;

/// What can be had soonest: the phone's own copy, or what the page has asked for beside the code.
pub(super) async fn first_guidance() -> Option<Guidance> {
    // A page that no worker brought has nothing stored yet, or cannot store; its own file is already on the way.
    if !worker::brought_this_page()
        && let Some(beginning) = beginning().await
    {
        return Some(beginning);
    }
    if let Some(kept) = kept().await {
        return Some(kept);
    }
    match beginning().await {
        Some(beginning) => Some(beginning),
        None => fetched().await,
    }
}

/// Brings the whole, if only the beginning is here. If it cannot be had, a later call tries again.
pub(super) async fn complete_guidance(session: Session) {
    let is_whole = || session.guidance.with_untracked(|guidance| guidance.part != Part::Beginning);
    // One at a time: it is asked for by the start, the vault, the network and the person.
    if is_whole() || session.shared().completing.replace(true) {
        return;
    }
    session.rest_missing.set(false);
    let whole = match kept().await {
        Some(kept) => Some(kept),
        None => fetched().await,
    };
    session.shared().completing.set(false);
    session.rest_missing.set(whole.is_none());
    if let Some(whole) = whole.filter(|_| !is_whole()) {
        session.guidance.set(Arc::new(whole));
    }
}

/// A running case keeps the edition that it started with.
pub(super) async fn use_edition_of_case(session: Session) {
    let Some(case) = untrack(|| session.case()) else { return };
    let Some((_, sha256)) = case.state.guidance.split_once('+') else { return };
    if session.guidance.with_untracked(|guidance| guidance.name == case.state.guidance) {
        return;
    }
    if let Ok(Some(stored)) = guidance_store::load(sha256).await
        && let Some(guidance) = whole(&stored, Part::Kept)
    {
        session.guidance.set(Arc::new(guidance));
    }
}

async fn beginning() -> Option<Guidance> {
    let of = guidance_store::built_with()?;
    let stored = guidance_store::fetch(guidance_store::beginning()?).await.ok()?;
    let pack = read(&stored.bytes).ok()?;
    Some(Guidance { pack, name: name(&of.edition, &of.sha256), part: Part::Beginning })
}

async fn kept() -> Option<Guidance> {
    whole(&guidance_store::load_current().await.ok()??, Part::Kept)
}

async fn fetched() -> Option<Guidance> {
    let stored: Result<StoredPack, GuidanceError> = guidance_store::fetch_whole().await;
    whole(&stored.ok()?, Part::Fetched)
}

/// `None` for a pack of another format, as an older or a newer app may have stored: another copy is then used.
fn whole(stored: &StoredPack, part: Part) -> Option<Guidance> {
    let pack = read(&stored.bytes).ok()?;
    Some(Guidance { pack, name: name(&stored.edition, &stored.sha256), part })
}

fn name(edition: &str, sha256: &str) -> String {
    format!("{edition}+{sha256}")
}
