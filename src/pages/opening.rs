//! What stands where a page will be whose code is still on its way.
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::components::page;
use crate::later::Arrival;
use crate::live::live;
use crate::session::session;

/// Says that the page is coming, or that it could not be had and what to do now. The hour and 999 stay in reach.
#[component]
pub fn Opening() -> impl IntoView {
    page("Opening");
    let session = session();
    live(move || {
        match session.later.get() {
        Arrival::Failed => view! {
            <main id="main">
                <h1 id="title" tabindex="-1">"This page needs signal once"</h1>
                <p role="alert">"It is not on this phone yet. Nothing is lost. The hour, its steps and 999 work without it."</p>
                <div class="btns">
                    <button class="btn main" type="button" on:click=move |_| spawn_local(session.go_on_beside())>"Try again"</button>
                    <a class="btn" href="/now">"Go to Now"</a>
                    <a class="btn plain" href="/">"Go to Start"</a>
                </div>
            </main>
        }
        .into_any(),
        Arrival::Coming | Arrival::Here(_) => view! {
            <main id="main">
                <h1 id="title" tabindex="-1">"Opening"</h1>
                <p role="status">"This page is on its way. Now and 999 work already."</p>
            </main>
        }
        .into_any(),
    }
    })
}
