//! Settings: who you are, the desk, safety, this phone. Everything is saved as it is typed.
mod draft;
mod field;
mod joined;
mod phone;
mod you;

use leptos::prelude::*;

use crate::components::{Swapped, page};
use draft::{Draft, SavedLine};
use joined::JoinedTo;
use phone::ThisPhone;
use you::You;

/// Settings. One heading a group; native controls only; the status is polite.
#[component]
pub fn Settings() -> impl IntoView {
    page("Settings");
    provide_context(Draft::begin());
    view! {
        <main id="main">
            <div class="flow">
                <h1 id="title" tabindex="-1">"Settings"</h1>
                <p class="quiet">"Saved on this phone as you type. None of it is needed to start the hour."</p>
                <SavedLine/>
            </div>
            <You/>
            <JoinedTo/>
            <Safety/>
            <ThisPhone/>
        </main>
    }
}

#[component]
fn Safety() -> impl IntoView {
    let swapped = expect_context::<Swapped>();
    view! {
        <section class="flow" aria-labelledby="safety">
            <h2 class="head" id="safety">"Safety"</h2>
            <div>
                <label class="switch">
                    <span><b>"Swap Hide and 999"</b><span class="quiet">"For your left hand"</span></span>
                    <input
                        type="checkbox"
                        role="switch"
                        prop:checked=move || swapped.0.get()
                        on:change=move |event| swapped.set(event_target_checked(&event))
                    />
                </label>
            </div>
        </section>
    }
}
