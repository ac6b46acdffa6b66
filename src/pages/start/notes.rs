//! The quiet notes of Start.
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;

use crate::components::{Icon, icon};
use crate::edge::page;
use crate::edge::worker::Offline;
use crate::live::memo;
use crate::session::session;

/// A tap of more than two hours ago, made before the code had loaded: the hour starts from it only if the person says so.
#[component]
pub fn OldTap() -> impl IntoView {
    let session = session();
    let navigate = StoredValue::new_local(use_navigate());
    let time = memo(move || session.old_tap.get().map(|ms| (ms, page::day_and_time(ms))));
    let start = move |ms: i64| {
        session.start_hour_from(ms);
        session.old_tap.set(None);
        navigate.with_value(|navigate| navigate("/now", leptos_router::NavigateOptions::default()));
    };
    move || {
        time.get().map(|(ms, time)| {
            view! {
                <div class="note time">
                    {icon(Icon::Clock)}
                    <p>"You tapped “I am with a child now” on "{time}", before the app had opened."</p>
                    <button class="btn" type="button" on:click=move |_| start(ms)>"Start the hour from then"</button>
                    <button class="linkish" type="button" on:click=move |_| session.forget_tap()>"It is over. Forget it."</button>
                </div>
            }
        })
    }
}

/// A new version waits. On Start only, never in the hour; it asks, and never loads by itself.
#[component]
pub fn UpdateReady() -> impl IntoView {
    let session = session();
    let waits =
        memo(move || matches!(session.offline.get(), Offline::UpdateWaiting { .. }) && session.running().is_none());
    let update = move |_| {
        if let Some(later) = session.later_part() {
            (later.take_update)();
        }
    };
    move || {
        waits.get().then(|| {
            view! {
                <div class="note">
                    {icon(Icon::Update)}
                    <p><b>"An update is ready."</b>" It takes a moment. Your records stay."</p>
                    <button class="linkish" type="button" on:click=update>"Update now"</button>
                </div>
            }
        })
    }
}
