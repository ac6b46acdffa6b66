//! The start: guidance, then the vault, then the screens.
use std::sync::Arc;

use gh_core::hour::HOUR_MS;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::{Guidance, Job, Session};
use crate::edge::guidance_store::{self, StoredPack};
use crate::edge::listen::Listener;
use crate::edge::vault::Vault;
use crate::edge::{clock, page, prefs, storage, timer, worker};
use crate::{sender, trust};

/// An early tap older than this is asked about before an hour starts from it.
const OLD_TAP_MS: i64 = 2 * HOUR_MS;

/// How often the clocks are read again, in milliseconds. The words on the screen are minutes.
const TICK_MS: u32 = 5_000;

/// The guidance cannot be had: neither stored, nor precached, nor from the network.
#[derive(Debug, thiserror::Error)]
#[error("the guidance could not be opened")]
pub struct NoGuidance;

/// Opens the stores and answers with a session that is ready for the first tap.
///
/// # Errors
/// [`NoGuidance`]: the static page stays; its steps still work.
pub async fn begin() -> Result<Session, NoGuidance> {
    let stored = guidance_store::load_best().await.map_err(|_| NoGuidance)?;
    let session = Session::new(read_pack(&stored).ok_or(NoGuidance)?);
    if let Ok(vault) = Vault::open().await
        && let Ok(contents) = vault.read_all().await
    {
        session.vault_is_open(vault);
        session.take_contents(contents);
    }
    let running = untrack(|| session.running());
    session.current.set(running.map(|case| case.state.id));
    use_edition_of_case(session).await;
    take_early_tap(session);
    Ok(session)
}

/// Everything that goes on beside the screens: clocks, worker, trust, sender. Call it once the app has mounted.
pub fn go_on(session: Session) {
    tick_for_ever(session);
    let tick = move || session.tick();
    let listeners = [page::on_visible(tick), page::on_pageshow(tick), page::on_online(tick), page::on_offline(tick)];
    listeners.into_iter().flatten().for_each(Listener::forever);
    if let Some(vault) = session.shared().vault.borrow().as_ref()
        && let Some(listener) = vault.on_changed(move || session.push(Job::Reload))
    {
        listener.forever();
    }
    sender::start(session);
    spawn_local(async move {
        session.kept.set(storage::is_persisted().await);
        trust::fetch(session).await;
    });
    spawn_local(async move {
        if worker::register().await.is_ok() {
            session.offline.set(worker::state().await);
        }
    });
    spawn_local(follow_worker(session));
    spawn_local(refresh_guidance(session));
    leave(session);
}

/// Says when the app is ready offline, and when an update waits.
async fn follow_worker(session: Session) {
    let look = move || spawn_local(async move { session.offline.set(worker::state().await) });
    // It watches as long as the page lives.
    if let Some(watch) = worker::on_change(look).await {
        std::mem::forget(watch);
    }
}

fn tick_for_ever(session: Session) {
    timer::Timer::after(TICK_MS, move || {
        session.tick();
        tick_for_ever(session);
    })
    .forever();
}

fn read_pack(stored: &StoredPack) -> Option<Guidance> {
    let pack = serde_json::from_str(&stored.json).ok()?;
    Some(Guidance { pack, name: format!("{}+{}", stored.edition, stored.sha256) })
}

/// A running case keeps the edition that it started with.
async fn use_edition_of_case(session: Session) {
    let Some(case) = untrack(|| session.case()) else { return };
    let Some((_, sha256)) = case.state.guidance.split_once('+') else { return };
    if session.guidance.with_untracked(|guidance| guidance.name == case.state.guidance) {
        return;
    }
    if let Ok(Some(stored)) = guidance_store::load(sha256).await
        && let Some(guidance) = read_pack(&stored)
    {
        session.guidance.set(Arc::new(guidance));
    }
}

/// Looks for a newer edition. It is stored for the next start; nothing on the screen changes.
async fn refresh_guidance(session: Session) {
    let Ok(fetched) = guidance_store::fetch_pack().await else { return };
    let name = format!("{}+{}", fetched.edition, fetched.sha256);
    if session.guidance.with_untracked(|guidance| guidance.name != name) {
        // Disposable: if it cannot be stored, the next start fetches it again.
        let _not_stored = guidance_store::store(&fetched).await;
    }
}

/// A tap before the code had loaded starts the hour from its own time, at most once.
fn take_early_tap(session: Session) {
    let Some(tap) = prefs::tap() else { return };
    let used = session
        .cases
        .with_untracked(|cases| cases.iter().any(|case| case.state.met_at.is_some_and(|met| met.ms == tap)));
    if used {
        session.forget_tap();
    } else if clock::now().wall.ms.saturating_sub(tap) > OLD_TAP_MS {
        session.old_tap.set(Some(tap));
    } else {
        // The worker forgets the tap once the hour is in the vault: a kill in between must not lose it.
        session.start_hour_from(tap);
    }
}

/// Delivered records whose days are over leave the phone.
fn leave(session: Session) {
    let now = clock::now().wall;
    let over: Vec<_> = session.cases.with_untracked(|cases| {
        let over = cases.iter().filter(|case| gh_core::case::may_leave(&case.state, now));
        over.map(|case| case.state.id).collect()
    });
    for case in over {
        session.push(Job::Purge { case });
    }
}
