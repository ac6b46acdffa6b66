//! Contacts: who answers near you, then national numbers. Each with its doubt.
mod area;
mod national;
mod row;

use leptos::prelude::*;

use crate::components::{CallLink, page};
use crate::edge::page::has_phone;
use crate::session::session;
use area::YourArea;
use national::National;

/// Contacts. 999 is first, the only solid red. Every number is in text, so a link is never the only way.
#[component]
pub fn Contacts() -> impl IntoView {
    page("Contacts");
    let session = session();
    let emergency = session.emergency();
    let how = if has_phone() { "Tap a number to call." } else { "This device may not make calls. Use any phone." };
    let checked = session.guidance.with_untracked(|guidance| guidance.pack.numbers_checked.clone());
    view! {
        <main id="main">
            <div class="flow">
                <h1 id="title" tabindex="-1">"Contacts"</h1>
                <p class="quiet">{how}" The numbers are saved on this phone."</p>
            </div>
            <section class="flow" aria-labelledby="danger">
                <h2 id="danger">"In danger now"</h2>
                {emergency.into_iter().map(|block| view! { <CallLink block/> }).collect_view()}
            </section>
            <YourArea/>
            <National/>
            <p class="quiet">{checked}</p>
        </main>
    }
}
