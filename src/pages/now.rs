//! Now: one next step, with one filled button.
pub(crate) mod body;
pub mod card;
mod changed;
mod for_all;
mod line;
mod not_sent;
mod slot;

use leptos::prelude::*;

use crate::components::{Icon, icon, page};
use crate::live::{live, memo};
use crate::session::{Stored, session};
use card::StepCard;
use line::{ComingUp, DoneList};
use slot::Slot;

pub use for_all::for_all;
pub use not_sent::not_sent;

/// Now. On a phone one column; on a tablet the step beside the line. The step's title is the `h1`.
#[component]
pub fn Now() -> impl IntoView {
    page("Now");
    let session = session();
    let runs = memo(move || session.running_here().is_some());
    let running = untrack(|| session.running());
    if !runs.get_untracked()
        && let Some(case) = running
    {
        session.current.set(Some(case.state.id));
    }
    move || {
        if runs.get() {
            view! {
                <main id="main" class="wide tight">
                    <div class="a">
                        <Slot/>
                        <Standing/>
                        <StepCard/>
                        <LateWords/>
                        <WrittenSince/>
                        <StepsMissing/>
                    </div>
                    // On a tablet it scrolls by itself: a key has to reach it also while nothing in it can be tapped.
                    <div class="b" tabindex="0" role="region" aria-label="Coming up and done">
                        <ComingUp/>
                        <DoneList/>
                    </div>
                </main>
            }
            .into_any()
        } else {
            no_hour().into_any()
        }
    }
}

/// Where an hour is wanted and none runs.
pub(super) fn no_hour() -> impl IntoView {
    let session = session();
    let heading =
        memo(move || if session.stored.get() == Stored::Read { "No hour is running" } else { "No hour is open" });
    view! {
        <main id="main">
            <h1 id="title" tabindex="-1">{live(move || heading.get())}</h1>
            <super::NotReadYet/>
            <p>"When you are with a child, start the hour. It takes one tap."</p>
            <a class="btn main full" href="/">"Go to Start"</a>
        </main>
    }
}

/// Who has the child, once somebody took over; before that, after the hour: no red clock, no blame.
#[component]
fn Standing() -> impl IntoView {
    let session = session();
    let words = memo(move || {
        let case = session.case()?;
        let passed = || case.state.clock.at(session.now.get()).elapsed_ms >= gh_core::hour::HOUR_MS;
        match case.state.with_whom() {
            Some(given) => Some((
                format!("Handed over to {} at {}.", given.to.who(), given.at.hh_mm()),
                " Do what is left, then finish this hour.",
            )),
            None if passed() => Some((
                "The hour has passed. The work still counts.".to_owned(),
                " Stay with the child until a named person takes over.",
            )),
            None => None,
        }
    });
    live(move || {
        words.get().map(|(first, then)| {
            view! {
                <div class="note time" role="status">
                    {icon(Icon::Clock)}
                    <p><b>{first}</b>{then}</p>
                </div>
            }
        })
    })
}

/// A role is chosen, and its steps could not be had: the steps that fit everyone stand there.
#[component]
fn StepsMissing() -> impl IntoView {
    let session = session();
    let missing = memo(move || session.rest_missing.get() && session.role().is_some());
    live(move || {
        missing.get().then(|| {
            view! {
                <p class="quiet" role="status">
                    "The steps for your work are not on this phone yet. They need signal once. These fit everyone."
                </p>
            }
        })
    })
}

/// Late is a word, and it comes with what to do.
#[component]
fn LateWords() -> impl IntoView {
    let session = session();
    let late = memo(move || {
        session
            .with_plan(|plan, _| plan.next.as_ref().is_some_and(|next| matches!(next.due, gh_core::hour::Due::Was(_))))
            .unwrap_or(false)
    });
    move || {
        late.get().then(|| {
            view! {
                <p class="quiet">"Running late is normal. Do it when it is safe. The other steps have moved to fit."</p>
            }
        })
    }
}

/// The record has been sent, and what was written since has not: nothing else on this page would say so.
#[component]
fn WrittenSince() -> impl IntoView {
    let session = session();
    let new =
        memo(move || session.case().is_some_and(|case| !case.state.sent.is_empty() && case.state.has_unsent_words()));
    move || {
        new.get().then(|| {
            view! {
                <div class="split">
                    <p class="quiet">"What you wrote since Send is not sent yet."</p>
                    <a class="linkish" href="/check">"Check and send"</a>
                </div>
            }
        })
    }
}
