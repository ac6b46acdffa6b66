//! What is new in a record since it was sent, line by line.
use gh_core::record::Profile;
use gh_core::referral;
use gh_wire::update::{Change, What};
use leptos::prelude::*;

use crate::session::{Case, Session};

/// What the update that Send would make adds; `None` where Send would make a whole record. Tracked.
pub fn unsent(session: Session, case: &Case) -> Option<Vec<Change>> {
    let queue = session.queue.get();
    with(session, |profile, pack| referral::unsent(&case.log, &case.state, profile, pack, &queue))
}

/// What each submission of the case added to the one before it. Tracked.
pub fn added(session: Session, case: &Case) -> Vec<Vec<Change>> {
    with(session, |profile, pack| referral::added(&case.log, &case.state, profile, pack))
}

fn with<T>(session: Session, f: impl FnOnce(&Profile, &gh_core::guide::Pack) -> T) -> T {
    session.guidance.with(|guidance| session.profile.with(|profile| f(profile, &guidance.pack)))
}

/// The lines as a list.
pub fn lines(changes: Vec<Change>) -> impl IntoView {
    let lines = changes.into_iter().map(|change| {
        let heading = change.heading();
        let child = change.what == What::Said;
        let words = (!change.words.trim().is_empty()).then(|| {
            if child {
                view! { ": "<span class="voice">"“"<bdi>{change.words}</bdi>"”"</span> }.into_any()
            } else {
                view! { ": "<bdi>{change.words}</bdi> }.into_any()
            }
        });
        view! { <li><b>{heading}</b>{words}</li> }
    });
    view! { <ul class="how">{lines.collect_view()}</ul> }
}
