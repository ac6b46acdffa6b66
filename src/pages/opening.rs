//! What stands where a page will be whose code is still on its way, and what is said while stored records wait for it.
use leptos::prelude::*;

use crate::components::page;
use crate::edge::page::set_title;
use crate::later::Arrival;
use crate::live::{live, memo};
use crate::session::{Stored, bring_the_rest, session};

const NEEDS_SIGNAL: &str = "This page needs signal once";

/// Says that the page is coming, or that it could not be had and what to do now. The hour and 999 stay in reach.
#[component]
pub fn Opening() -> impl IntoView {
    page("Opening");
    let session = session();
    let failed = memo(move || matches!(session.later.get(), Arrival::Failed) || session.rest_missing.get());
    Effect::new(move |_| {
        if failed.get() {
            set_title(&format!("{NEEDS_SIGNAL} – Golden Hour"));
        }
    });
    live(move || {
        if failed.get() {
            view! {
            <main id="main">
                <h1 id="title" tabindex="-1">{NEEDS_SIGNAL}</h1>
                <p role="alert">"It is not on this phone yet. Nothing is lost. The hour, its steps and 999 work without it."</p>
                <div class="btns">
                    <button class="btn main" type="button" on:click=move |_| bring_the_rest(session)>"Try again"</button>
                    <a class="btn" href="/now">"Go to Now"</a>
                    <a class="btn plain" href="/">"Go to Start"</a>
                </div>
            </main>
        }
        .into_any()
        } else {
            view! {
                <main id="main">
                    <h1 id="title" tabindex="-1">"Opening"</h1>
                    <p role="status">"This page is on its way. Now and 999 work already."</p>
                </main>
            }
            .into_any()
        }
    })
}

/// What is stored could not be opened yet, so that nobody takes a screen without it for all there is.
#[component]
pub fn NotReadYet() -> impl IntoView {
    let session = session();
    live(move || {
        let shut = session.is_shut();
        (shut || session.stored.get() == Stored::Missing).then(|| {
            let (first, then) = if shut {
                ("What is on this phone could not be opened yet.", " Nothing is lost. It tries again by itself. The steps and 999 work.")
            } else {
                (
                    "Your hour and records are on this phone, and could not be opened yet.",
                    " Nothing is lost. This needs signal once. The steps and 999 work.",
                )
            };
            let again = (!shut).then(|| {
                view! { <button class="btn" type="button" on:click=move |_| bring_the_rest(session)>"Try again"</button> }
            });
            view! {
                <section class="oops" role="status" aria-label="Records">
                    <p><b>{first}</b>{then}</p>
                    {again}
                </section>
            }
        })
    })
}
