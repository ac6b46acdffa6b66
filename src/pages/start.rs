//! Start: one big button. Nothing is asked before the hour.
use gh_core::guide::{FIRST_CALLS, Step, with_name};
use gh_core::hour::Due;
use gh_core::referral::TRIAL;
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;

use crate::components::{CallLink, Clock, HourLine, Icon, icon, page};
use crate::edge::page::date_in_words;
use crate::edge::storage::{Kept, ask_to_persist};
use crate::edge::timer::Timer;
use crate::edge::worker::Offline;
use crate::later::Arrival;
use crate::live::{live, memo};
use crate::session::{CallBlock, Storage, contact, of_contact, session};

mod dial;
mod late;
mod notes;

use super::NotReadYet;
use dial::Dial;
use notes::OldTap;

pub use late::late_notes;

/// Start. `h1` is hidden: the big button says it. The status line links to Settings.
#[component]
pub fn Start() -> impl IntoView {
    page("Start");
    let session = session();
    let runs = memo(move || session.running().is_some());
    // Here and not in the button, which goes as soon as the hour runs.
    let start = start_hour();
    view! {
        <main id="main" class="start">
            <h1 id="title" tabindex="-1" class="vh">"Golden Hour"</h1>
            <OldTap/>
            <NotReadYet/>
            {live(move || if runs.get() { view! { <Running/> }.into_any() } else { hero(start).into_any() })}
            <div class="flow">
                <ConcernLink/>
                <nav class="tiles" aria-label="Look something up">
                    <a href="/signs">{icon(Icon::Eye)}"Check the signs"</a>
                    <a href="/guidance">{icon(Icon::Book)}"Guidance"</a>
                    <a href="/contacts">{icon(Icon::Phone)}"Contacts"</a>
                </nav>
                <StatusLine/>
                {TRIAL.then(|| view! { <p class="trial">"Trial version. No real child’s details."</p> })}
                <NotSent/>
            </div>
            <FirstSteps/>
            // After the steps: what comes up late must move nothing that is on the screen.
            {live(move || match session.later.get() {
                Arrival::Here(later) => Some((later.start_notes)()),
                Arrival::Coming | Arrival::Failed => None,
            })}
        </main>
    }
}

/// How long a tap waits for what is stored, in milliseconds. Then its hour starts whatever else there is.
const HELD_MS: u32 = 1_000;

/// Starts the hour, asks the browser to keep what is stored (it wants a tap for that), and shows the first step.
fn start_hour() -> impl Fn() + Copy + Send {
    let session = session();
    let navigate = StoredValue::new_local(use_navigate());
    let to_now = move || navigate.with_value(|navigate| navigate("/now", leptos_router::NavigateOptions::default()));
    let held = RwSignal::new(None::<i64>);
    let patience = StoredValue::new_local(None::<Timer>);
    Effect::new(move |_| {
        let waits = held.get().is_some();
        if session.settled.get() && (session.tap_has_begun_an_hour() || waits) {
            held.set(None);
            patience.set_value(None);
            // Unless an hour runs already, and the person is asked.
            if session.old_tap.get_untracked().is_none() {
                to_now();
            }
        }
    });
    let hold = move |tap| {
        held.set(Some(tap));
        patience.set_value(Some(Timer::after(HELD_MS, move || {
            if held.get_untracked().is_some() {
                held.set(None);
                session.start_hour_from(tap);
                to_now();
            }
        })));
    };
    // The static page was tapped, and what is stored is still on its way.
    if let Some(tap) = session.early_tap() {
        hold(tap);
    }
    move || {
        match session.tap_held() {
            None => {
                session.start_hour();
                to_now();
            }
            Some(tap) => hold(tap),
        }
        leptos::task::spawn_local(async move { session.kept.set(ask_to_persist().await) });
    }
}

fn hero(start: impl Fn() + 'static) -> impl IntoView {
    let tap = move |event: leptos::ev::MouseEvent| {
        event.prevent_default();
        start();
    };
    view! {
        <a class="hero" href="#first-steps" on:click=tap>
            <span class="sky"><Dial/></span>
            <span class="go">
                <b>"I am with a child now"</b>
                {icon(Icon::Arrow)}
                <span>"Starts the hour at once. No form."</span>
            </span>
        </a>
    }
}

#[component]
fn ConcernLink() -> impl IntoView {
    view! {
        <a class="second" href="/concern">
            <span><b>"I have a concern"</b><span class="quiet">"The child is not with me"</span></span>
            {icon(Icon::Next)}
        </a>
    }
}

/// The hour that runs, with its line and its next step.
#[component]
fn Running() -> impl IntoView {
    let session = session();
    let open_running = move || session.current.set(untrack(|| session.running()).map(|case| case.state.id));
    let next = memo(move || {
        session.running()?;
        session.with_plan(|plan, _| {
            let next = plan.next.as_ref()?;
            let by = match next.due {
                Due::By(at, _) => format!(", by {}", at.hh_mm()),
                Due::Now => ", now".to_owned(),
                Due::Was(_) | Due::Still => ", still to do".to_owned(),
            };
            Some((next.step.title.clone(), by))
        })?
    });
    open_running();
    view! {
        <section class="live" aria-labelledby="running">
            <h2 id="running">"You are with a child"</h2>
            <Clock/>
            <HourLine/>
            {live(move || next.get().map(|(title, by)| view! { <p>"Next: "<b>{title}</b>{by}</p> }))}
            <a class="btn full" href="/now">"Go back to this child"{icon(Icon::Next)}</a>
        </section>
    }
}

/// Whether it works offline, whether the phone keeps what is stored, which guidance it is.
#[component]
fn StatusLine() -> impl IntoView {
    let session = session();
    let offline = move || match session.offline.get() {
        Offline::Ready { .. } | Offline::UpdateWaiting { .. } => "Works offline",
        Offline::Installing => "Getting ready to work offline",
        Offline::None => "Not ready offline yet",
        Offline::Unknown => "Looking whether it works offline",
    };
    let kept = move || match (session.storage.get(), session.kept.get()) {
        (Storage::Closed, _) => ". This phone cannot save records",
        (_, Kept::Yes) => ". Storage protected",
        (_, Kept::No) => ". Phone may clear storage",
        (_, Kept::Unknown) => "",
    };
    let area = move || match (session.area(), session.area_chosen()) {
        (Some(area), _) => area.name,
        (None, Some(_)) => "Area chosen".to_owned(),
        (None, None) => "No area chosen yet".to_owned(),
    };
    let edition = move || {
        session
            .guidance
            .with(|guidance| format!("Guidance {}, {}", guidance.pack.edition, date_in_words(&guidance.pack.date)))
    };
    view! {
        <a class="status" href="/settings"><span>{move || format!("{}{}", offline(), kept())}</span><span>{area}". "{edition}</span></a>
    }
}

/// The first record that has not been delivered five minutes after Send. A concern has no Now that would say so. Under
/// everything that may be tapped at once: it comes when the queue has been read.
#[component]
fn NotSent() -> impl IntoView {
    let session = session();
    let overdue = memo(move || {
        let now = session.now.get().wall.ms;
        session.queue.with(|queue| queue.iter().find(|item| item.overdue(now)).cloned())
    });
    live(move || overdue.get().and_then(|item| session.later_part().map(|later| (later.not_sent)(item))))
}

/// The first three steps that hold for everyone, readable with nothing tapped, and the two numbers.
#[component]
fn FirstSteps() -> impl IntoView {
    let session = session();
    let (steps, say, calls) = session.guidance.with_untracked(|guidance| {
        let pack = &guidance.pack;
        let steps: Vec<Step> = pack.first_steps().cloned().collect();
        let say = pack.first_words().map(|say| with_name(&say.text, ""));
        let calls = FIRST_CALLS.iter().filter_map(|id| contact(pack, id)).flat_map(|c| {
            of_contact(c).into_iter().take(1).map(|block| {
                let who = if block.emergency { "Danger now".to_owned() } else { c.name.clone() };
                CallBlock { who, ..block }
            })
        });
        (steps, say, calls.collect::<Vec<_>>())
    });
    view! {
        <section id="first-steps" class="flow" tabindex="-1" aria-labelledby="first">
            <h2 id="first">"With a child now? Start here."</h2>
            <div class="prose">
                <ol>
                    {steps.into_iter().map(|step| view! { <li><p><b>{step.title}"."</b>" "{step.why.text}</p></li> }).collect_view()}
                </ol>
            </div>
            {say.map(|say| view! {
                <section class="say"><h3>{icon(Icon::Say)}"Say"</h3><p class="voice">"“"{say}"”"</p></section>
            })}
            <div class="btns">{calls.into_iter().map(|block| view! { <CallLink block/> }).collect_view()}</div>
        </section>
    }
}
