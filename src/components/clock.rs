//! The clock of the hour and its line of twelve blocks.
use gh_core::case::CaseState;
use gh_core::hour::HOUR_MS;
use gh_core::time::{MINUTE_MS, Reading};
use leptos::html::Div;
use leptos::prelude::*;

use crate::edge::page;
use crate::live::{live, memo};
use crate::session::session;

/// Whole minutes since the child was met, and whole minutes left (0 when the hour has passed).
#[must_use]
pub fn minutes_left(state: &CaseState, now: Reading) -> (i64, i64) {
    let since = state.clock.at(now).elapsed_ms.div_euclid(MINUTE_MS);
    (since, (HOUR_MS / MINUTE_MS - since).max(0))
}

/// Minutes left and minutes since, of the hour that runs.
///
/// `role="timer"` with live updates off; the hidden words say "you met, at". No seconds, no motion.
#[component]
pub fn Clock() -> impl IntoView {
    let session = session();
    let minutes = memo(move || {
        let case = session.running()?;
        let (since, left) = minutes_left(&case.state, session.now.get());
        Some((since, left, case.state.met_at?.hh_mm()))
    });
    view! {
        <div class="clock" role="timer" aria-live="off" aria-label="The hour since you met the child">
            {live(move || {
                minutes.get().map(|(since, left, met)| {
                    let first = if left > 0 {
                        view! { <span class="left">{left}" "<small>"min left"</small></span> }.into_any()
                    } else {
                        view! { <span class="left">"Keep going"</span> }.into_any()
                    };
                    view! {
                        {first}
                        <span class="since">
                            {since}" min since "<span class="vh">"you met, at "</span><time>{met}</time>
                        </span>
                    }
                })
            })}
        </div>
    }
}

/// Twelve blocks of five minutes. Hidden from screen readers: the words beside it say the same.
#[component]
pub fn HourLine() -> impl IntoView {
    let session = session();
    let line = NodeRef::<Div>::new();
    let since =
        memo(move || session.running().map_or(0, |case| minutes_left(&case.state, session.now.get()).0.min(60)));
    Effect::new(move |_| {
        if let Some(line) = line.get() {
            page::set_custom_property(&line, "--min", &since.get().to_string());
        }
    });
    view! { <div class="hour" class:past=move || { since.get() >= 60 } aria-hidden="true" node_ref=line></div> }
}
