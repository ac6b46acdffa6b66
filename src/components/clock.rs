//! The clock of the hour and its line of twelve blocks.
use gh_core::case::CaseState;
use gh_core::hour::HOUR_MS;
use gh_core::time::{MINUTE_MS, Reading, Wall};
use gh_wire::id::Id;
use leptos::html::Div;
use leptos::prelude::*;

use crate::edge::page;
use crate::live::{live, memo};
use crate::session::session;

const DAY_MIN: i64 = 24 * 60;

/// Whole minutes since the child was met, and whole minutes left (0 when the hour has passed).
#[must_use]
pub fn minutes_left(state: &CaseState, now: Reading) -> (i64, i64) {
    let since = state.clock.at(now).elapsed_ms.div_euclid(MINUTE_MS);
    (since, (HOUR_MS / MINUTE_MS - since).max(0))
}

/// When the child was met, with the day where the time alone would be taken for today's.
fn met_words(met: Wall, now: Wall) -> String {
    let day = |at: Wall| at.local_minute().div_euclid(DAY_MIN);
    match (now.local_minute() - met.local_minute() > DAY_MIN / 2).then(|| day(now) - day(met)) {
        None | Some(..=0) => met.hh_mm(),
        Some(1) => format!("{} yesterday", met.hh_mm()),
        Some(days) => format!("{}, {days} days ago", met.hh_mm()),
    }
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
        Some((since, left, met_words(case.state.met_at?, session.now.get().wall)))
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
pub fn HourLine(
    /// Of this case; else of the hour that runs.
    #[prop(optional)]
    of: Option<Id>,
) -> impl IntoView {
    let session = session();
    let line = NodeRef::<Div>::new();
    let case = move || match of {
        Some(case) => session.case_of(case),
        None => session.running(),
    };
    let since = memo(move || case().map_or(0, |case| minutes_left(&case.state, session.now.get()).0.min(60)));
    Effect::new(move |_| {
        if let Some(line) = line.get() {
            page::set_custom_property(&line, "--min", &since.get().to_string());
        }
    });
    view! { <div class="hour" class:past=move || { since.get() >= 60 } aria-hidden="true" node_ref=line></div> }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_is_said_where_the_time_alone_would_be_taken_for_todays() {
        let now = Wall { ms: 1_795_267_680_000, offset_min: 60 };
        assert_eq!(now.hh_mm(), "14:28");
        for (minutes, words) in [
            (0, "14:28"),
            (60, "13:28"),
            (719, "02:29"),
            (760, "01:48"),
            (23 * 60, "15:28 yesterday"),
            (49 * 60, "13:28, 2 days ago"),
        ] {
            assert_eq!(met_words(now.plus_minutes(-minutes), now), words);
        }
        let after_midnight = now.plus_minutes(10 * 60);
        assert_eq!(met_words(after_midnight.plus_minutes(-40), after_midnight), "23:48", "an hour over midnight");
    }
}
