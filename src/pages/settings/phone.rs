//! "This phone": storage, working offline, the guidance, the colours.
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::components::{Icon, icon};
use crate::edge::page::{self, date_in_words};
use crate::edge::prefs::{self, Theme};
use crate::edge::storage::{Kept, ask_to_persist};
use crate::edge::worker::Offline;
use crate::live::live;
use crate::session::{Storage, session};

/// "This phone".
#[component]
pub fn ThisPhone() -> impl IntoView {
    view! {
        <section class="flow" aria-labelledby="phone">
            <h2 class="head" id="phone">"This phone"</h2>
            <Stored/>
            <WorksOffline/>
            <Edition/>
            <Colours/>
        </section>
    }
}

/// Whether the phone keeps records, and what to do if it may not.
#[component]
fn Stored() -> impl IntoView {
    let session = session();
    let asked = RwSignal::new(false);
    let ask = move |_| {
        spawn_local(async move {
            let kept = ask_to_persist().await;
            session.kept.set(kept);
            asked.set(true);
            session.say(if kept == Kept::Yes { "Records are protected." } else { "The phone did not agree." });
        });
    };
    let body = move || {
        match (session.storage.get(), session.kept.get()) {
        (Storage::Closed, _) => view! {
            <div class="split"><h3>"Storage"</h3><span class="tag need">{icon(Icon::ShieldWarn)}"Cannot save"</span></div>
            <p>"This phone cannot save records. The hour and the steps work while the app is open."</p>
            <p class="quiet">"A private window, or a full phone, can be the cause. Keep this app open: what you have written is nowhere else. It tries again by itself where it can."</p>
        }
        .into_any(),
        (_, Kept::Yes) => view! {
            <div class="split"><h3>"Storage"</h3><span class="tag ok">{icon(Icon::Shield)}"Protected"</span></div>
            <p>"Your records are locked, and the phone will not clear them by itself."</p>
        }
        .into_any(),
        (_, Kept::No) => view! {
            <div class="split"><h3>"Storage"</h3><span class="tag need">{icon(Icon::ShieldWarn)}"May be cleared"</span></div>
            <p>"This phone may clear your records when space runs short. Send them the same day, or protect them."</p>
            {live(move || asked.get().then(|| view! {
                <p>"The phone did not agree. "<a href="/install">"Put the app on your home screen"</a>" and try again."</p>
            }))}
            <button class="btn" type="button" on:click=ask>"Protect this phone’s records"</button>
        }
        .into_any(),
        (_, Kept::Unknown) => view! {
            <div class="split"><h3>"Storage"</h3></div>
            <p>"Your records are locked. This browser does not say how long it keeps them. Send them the same day."</p>
        }
        .into_any(),
    }
    };
    view! { <div class="card">{body}</div> }
}

#[component]
fn WorksOffline() -> impl IntoView {
    let session = session();
    let words = move || match session.offline.get() {
        Offline::Ready { version } => ("Works with no signal.", Some(version)),
        Offline::UpdateWaiting { .. } => ("Works with no signal. An update is ready: see Start.", None),
        Offline::Installing => ("Getting ready to work with no signal. Keep the app open.", None),
        Offline::None => ("Not ready to work with no signal yet. Open it once with signal.", None),
        Offline::Unknown => ("Looking whether it works with no signal.", None),
    };
    view! {
        <div class="card">
            <h3>"No signal"</h3>
            <p>{live(move || words().0)}</p>
            {live(move || words().1.map(|version| view! { <p class="quiet">"App version "{version}</p> }))}
        </div>
    }
}

#[component]
fn Edition() -> impl IntoView {
    let session = session();
    let (edition, numbers, standing) = session.guidance.with_untracked(|guidance| {
        let pack = &guidance.pack;
        let edition = format!("Version {}, {}.", pack.edition, date_in_words(&pack.date));
        (edition, pack.numbers_checked.clone(), pack.standing.clone())
    });
    view! {
        <div class="card">
            <h3>"Guidance"</h3>
            <p>{edition}</p>
            <p>{standing}</p>
            <p class="quiet">{numbers}</p>
            <a class="linkish" href="/guidance">"Read the guidance"</a>
        </div>
    }
}

/// Light, dark, or as the phone has it. Native radios.
#[component]
fn Colours() -> impl IntoView {
    let session = session();
    let chosen = RwSignal::new(prefs::theme());
    let choose = move |theme: Option<Theme>| {
        chosen.set(theme);
        page::set_theme(theme);
        if !prefs::set_theme(theme) {
            session.say("This phone will not remember the colours.");
        }
    };
    let all = [(None, "Same as the phone"), (Some(Theme::Light), "Light"), (Some(Theme::Dark), "Dark")];
    view! {
        <fieldset class="ask">
            <legend>"Light or dark"</legend>
            <div class="chips">
                {all.into_iter().map(|(theme, word)| view! {
                    <label class="chip">
                        <input type="radio" name="theme" prop:checked=move || chosen.get() == theme on:change=move |_| choose(theme)/>
                        {icon(Icon::Tick)}
                        {word}
                    </label>
                }).collect_view()}
            </div>
        </fieldset>
    }
}
