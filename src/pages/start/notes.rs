//! The note of Start that cannot wait.
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;

use crate::components::{Icon, icon};
use crate::edge::page;
use crate::live::memo;
use crate::session::session;

/// A tap that was made before the code had loaded, and more than two hours ago or while an hour ran already: an hour
/// starts from it only if the person says so.
#[component]
pub fn OldTap() -> impl IntoView {
    let session = session();
    let navigate = StoredValue::new_local(use_navigate());
    let tap = memo(move || {
        let ms = session.old_tap.get()?;
        Some((ms, page::day_and_time(ms), session.running().is_some()))
    });
    let start = move |ms: i64| {
        session.start_hour_from(ms);
        session.old_tap.set(None);
        navigate.with_value(|navigate| navigate("/now", leptos_router::NavigateOptions::default()));
    };
    move || {
        tap.get().map(|(ms, time, runs)| {
            let (more, new, old) = if runs {
                (" An hour is running already.", "Start an hour for another child", "It is the same child")
            } else {
                ("", "Start the hour from then", "It is over. Forget it.")
            };
            view! {
                <div class="note time">
                    {icon(Icon::Clock)}
                    <p>"You tapped “I am with a child now” on "{time}", before the app had opened."{more}</p>
                    <button class="btn" type="button" on:click=move |_| start(ms)>{new}</button>
                    <button class="linkish" type="button" on:click=move |_| session.forget_tap()>{old}</button>
                </div>
            }
        })
    }
}
