//! What goes on beside the screens: the sender, the worker, newer guidance, the end of a record's days.
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::edge::timer::Timer;
use crate::edge::worker::Offline;
use crate::edge::{clock, codes, guidance_file, guidance_store, storage, worker};
use crate::sender;
use crate::session::{Job, Part, Session};

/// How long after the worker was not ready it is asked again, in milliseconds.
const LOOK_AGAIN_MS: u32 = 10_000;

/// How long after the screens stand nothing else is likely to be asked of the network, in milliseconds.
const IDLE_MS: u32 = 8_000;

/// Begins all of it. Called once.
pub(super) fn start(session: Session) {
    session.take_rest_of_contents();
    sender::start(session);
    spawn_local(async move { session.kept.set(storage::is_persisted().await) });
    spawn_local(make_ready_offline(session));
    spawn_local(follow_worker(session));
    spawn_local(refresh_guidance(session));
    keep_codes_when_idle();
    leave(session);
}

/// Applies an update that the person has asked for.
pub(crate) fn take_update() {
    spawn_local(async {
        // If it does not work now, the note stays and the old version goes on.
        let _asked = worker::apply_update().await;
    });
}

/// Registers the worker, and asks it how things stand until it is ready: it may have been too busy to answer, or not have got
/// every file. Where the browser has none, nothing more is asked.
async fn make_ready_offline(session: Session) {
    if worker::register().await.is_err_and(|error| !error.can_try_again()) {
        return session.offline.set(Offline::None);
    }
    let now = worker::state().await;
    if session.offline.get_untracked() != now {
        session.offline.set(now.clone());
    }
    if matches!(now, Offline::Installing | Offline::None | Offline::Unknown) {
        Timer::after(LOOK_AGAIN_MS, move || spawn_local(make_ready_offline(session))).forever();
    }
}

/// The worker of a handover comes when there is nothing else to do, so that it is there when there is no signal. If it does
/// not come, the pages that need it ask for it again.
fn keep_codes_when_idle() {
    Timer::after(IDLE_MS, || {
        spawn_local(async {
            codes::keep().await;
        });
    })
    .forever();
}

/// Says when the app is ready offline, and when an update waits.
async fn follow_worker(session: Session) {
    let look = move || spawn_local(async move { session.offline.set(worker::state().await) });
    // It watches as long as the page lives.
    if let Some(watch) = worker::on_change(look).await {
        std::mem::forget(watch);
    }
}

/// Keeps the site's edition for the next start, if the phone does not have it yet; nothing on the screen changes.
async fn refresh_guidance(session: Session) {
    let Ok(named) = guidance_file::current().await else { return };
    let kept = session.guidance.with_untracked(|guidance| {
        guidance.part == Part::Kept && guidance.name.split_once('+').is_some_and(|(_, hash)| hash == named.sha256)
    });
    if !kept && let Ok(fetched) = guidance_file::fetch(named).await {
        // Disposable: if it cannot be stored, the next start fetches it again.
        let _not_stored = guidance_store::store(&fetched).await;
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
