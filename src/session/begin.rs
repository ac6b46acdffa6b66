//! The start: guidance, then the vault, then the screens.
use std::sync::Arc;

use gh_core::hour::HOUR_MS;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::guidance::{complete_guidance, first_guidance, use_edition_of};
use super::{Case, Session, Stored};
use crate::edge::listen::Listener;
use crate::edge::once::Once;
use crate::edge::vault::{Vault, VaultError};
use crate::edge::{clock, page, prefs, timer, worker};
use crate::{app, later};

/// An early tap older than this is asked about before an hour starts from it.
const OLD_TAP_MS: i64 = 2 * HOUR_MS;

/// How often the clocks are read again, in milliseconds. The words on the screen are minutes.
const TICK_MS: u32 = 5_000;

/// How long the first screen waits for the code that reads what is stored, in milliseconds. It lies on the phone.
const PATIENCE_MS: u32 = 6_000;

/// The guidance cannot be had: neither stored, nor precached, nor from the network.
#[derive(Debug, thiserror::Error)]
#[error("the guidance could not be opened")]
pub struct NoGuidance;

/// Opens the stores and answers with a session that is ready for the first tap.
///
/// What is stored is read by the second part of the wasm. A phone that has something stored keeps both parts, so that
/// this waits for no network; should the second part be missing, the screens open without the records and say so.
///
/// # Errors
/// [`NoGuidance`]: the static page stays; its steps still work.
pub async fn begin() -> Result<Session, NoGuidance> {
    let first_visit = !worker::brought_this_page() && !prefs::vault_made();
    // Before it is made: what is stored from now on must be waited for at the next start, however soon this page ends.
    prefs::set_vault_made();
    // As far as is known no hour runs: Start stands at once, and a tap on it waits for what is stored.
    let start_at_once = page::path() == "/" && !prefs::hour_runs() && prefs::tap().is_none();
    let opening = Once::new();
    let opened = opening.clone();
    let open = move || {
        bring_code_ahead();
        spawn_local(async move { opened.settle(Vault::open().await) });
    };
    // Beside the guidance where that or the screen has to wait; else behind the screen, from which it would take the
    // processor.
    let behind = if start_at_once && worker::brought_this_page() {
        Some(open)
    } else {
        open();
        None
    };
    let session = Session::new(first_guidance().await.ok_or(NoGuidance)?);
    if let Some(open) = behind {
        page::after_frame(open);
    }
    if first_visit {
        // Nothing can be stored, and making the vault need hold up no screen.
        session.shared().first_visit.set(true);
        session.stored.set(Stored::Read);
        settle(session).await;
        spawn_local(async move {
            session.settle_vault(opening.await);
            bring_the_rest(session);
        });
    } else if start_at_once {
        spawn_local(async move {
            read_stored(session, opening).await;
            bring_the_rest(session);
        });
    } else {
        read_stored(session, opening).await;
        if worker::brought_this_page() && app::needs_whole(&page::path()) {
            // All of it lies on the phone, and the page is then the first one.
            patiently(async move {
                session.bring_later_part().await;
                complete_guidance(session).await;
            })
            .await;
        }
    }
    Ok(session)
}

/// Asks for the second part of the wasm where the worker has it. Whoever needs it asks again and gets this one, or hears
/// that it did not come.
fn bring_code_ahead() {
    if worker::brought_this_page() {
        spawn_local(async {
            let _ahead = later::table().await;
        });
    }
}

/// Opens what is stored. Should the code that reads it not come in time, the screens say so.
async fn read_stored(session: Session, opening: Once<Result<Vault, VaultError>>) {
    session.settle_vault(opening.await);
    if session.stored.get_untracked() == Stored::Read {
        return settle(session).await;
    }
    patiently(session.bring_later_part()).await;
    if session.stored.get_untracked() == Stored::Coming {
        session.stored.set(Stored::Missing);
    }
}

/// Waits for what is on its way to the first screen, but no longer than [`PATIENCE_MS`]; it goes on by itself then.
async fn patiently(work: impl Future<Output = ()> + 'static) {
    let came = Once::new();
    let (done, late) = (came.clone(), came.clone());
    spawn_local(async move {
        work.await;
        done.settle(());
    });
    let _patience = timer::Timer::after(PATIENCE_MS, move || late.settle(()));
    came.await;
}

/// What follows once it is known what the phone holds: the hour that runs is on the screen, with its edition of the
/// guidance, and an early tap is used.
pub(super) async fn settle(session: Session) {
    if session.stored.get_untracked() != Stored::Read || session.settled.get_untracked() {
        return;
    }
    if session.current.get_untracked().is_none() {
        session.current.set(untrack(|| session.case_to_open()).map(|case| case.state.id));
    }
    // A record that is only read again has no say in which edition is used.
    let stored = untrack(|| session.running());
    // Nothing is waited for before that: who has tapped must be asked, or get the hour. An hour that begins now has the
    // guidance that is here.
    take_early_tap(session);
    session.settled.set(true);
    if let Some(case) = stored {
        use_edition_of(session, &case).await;
    }
}

/// What the screens follow from now on: clocks, the network, other tabs; and the second part of the wasm, which brings
/// whatever else goes on beside the screens. Call it once the app has mounted.
pub fn go_on(session: Session) {
    tick_for_ever(session);
    let tick = move || session.tick();
    let listeners = [page::on_visible(tick), page::on_pageshow(tick), page::on_online(tick), page::on_offline(tick)];
    listeners.into_iter().flatten().for_each(Listener::forever);
    let load = move || bring_the_rest(session);
    // Nothing of it may hold up the first screen.
    page::after_frame(load);
    [page::on_visible(load), page::on_online(load)].into_iter().flatten().for_each(Listener::forever);
}

/// Brings what is not here yet of the guidance and of the code. Whatever is here already is not asked for again.
pub fn bring_the_rest(session: Session) {
    spawn_local(complete_guidance(session));
    spawn_local(session.go_on_beside());
}

fn tick_for_ever(session: Session) {
    timer::Timer::after(TICK_MS, move || {
        session.tick();
        tick_for_ever(session);
    })
    .forever();
}

/// Uses a tap that the static page has got since what is stored was looked through: the last thing before the app takes its
/// place. Where a tap has begun an hour, the first screen is its first step, and Back leads to Start.
pub fn take_last_tap(session: Session) {
    if session.settled.get_untracked() {
        take_early_tap(session);
    }
    if session.tap_has_begun_an_hour() && page::path() == "/" {
        page::begin_at("/now");
    }
}

impl Session {
    /// A tap on the static page that waits for what is stored, as [`Session::tap_held`] does. Not one of hours ago, nor one
    /// that is known to be used or asked about.
    pub(crate) fn early_tap(self) -> Option<i64> {
        let is_recent = |tap: &i64| clock::now().wall.ms.saturating_sub(*tap) <= OLD_TAP_MS;
        let waits = self.stored.get_untracked() == Stored::Coming;
        prefs::tap().filter(is_recent).filter(|tap| waits && self.hour_of(*tap).is_none())
    }

    /// Whether an hour has begun from a tap that came before the app; asked once, by whoever shows its first step.
    pub(crate) fn tap_has_begun_an_hour(self) -> bool {
        self.shared().tapped.take()
    }

    fn hour_of(self, tap: i64) -> Option<Arc<Case>> {
        let is_of_it = |case: &&Arc<Case>| case.state.met_at.is_some_and(|met| met.ms == tap);
        self.cases.with_untracked(|cases| cases.iter().find(is_of_it).cloned())
    }
}

/// A tap before the code had loaded starts the hour from its own time, at most once. While an hour runs it may have
/// meant that one, so the person is asked, as after two hours.
fn take_early_tap(session: Session) {
    let Some(stored) = prefs::tap() else { return };
    let now = clock::now().wall.ms;
    let tap = stored.min(now);
    if tap != stored {
        // The clock was set back since. The hour will have this time, and must be known again by it.
        prefs::set_tap(tap);
    }
    if let Some(case) = session.hour_of(tap) {
        if !case.unsaved() {
            session.forget_tap();
        }
    } else if now.saturating_sub(tap) > OLD_TAP_MS || untrack(|| session.running()).is_some() {
        session.old_tap.set(Some(tap));
    } else {
        // The worker forgets the tap once the hour is in the vault: a kill in between must not lose it.
        session.start_hour_from(tap);
        session.shared().tapped.set(true);
    }
}
