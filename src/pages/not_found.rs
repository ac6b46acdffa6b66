//! An address that has no page.
use leptos::prelude::*;

use crate::components::page;
use crate::live::{live, memo};
use crate::session::session;

/// Nothing here. Links to Start, and to Now while an hour runs; 999 stays in its corner.
#[component]
pub fn NotFound() -> impl IntoView {
    page("Nothing here");
    let session = session();
    let runs = memo(move || session.running().is_some());
    view! {
        <main id="main">
            <h1 id="title" tabindex="-1">"There is nothing at this address"</h1>
            <p>"Your records and your hour are safe. In danger, call 999."</p>
            <div class="btns">
                {live(move || runs.get().then(|| view! { <a class="btn main" href="/now">"Go back to this child"</a> }))}
                <a class="btn" href="/">"Go to Start"</a>
                <a class="btn plain" href="/contacts">"Contacts"</a>
            </div>
        </main>
    }
}
