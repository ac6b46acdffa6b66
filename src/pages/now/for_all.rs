//! "Was this for all the children?", after a call in one child's hour.
use leptos::prelude::*;

use crate::components::{Icon, icon};
use crate::session::{ForAll, session};

/// A call is for one child or for all; each record notes its own.
pub fn for_all(step: ForAll) -> impl IntoView {
    let session = session();
    let title = step.title.clone();
    let step = StoredValue::new(step);
    let say = move |all: bool| step.with_value(|step| session.say_for_all(step, all));
    view! {
        <section class="slot" aria-label="The other children">
            <p class="ask-line" id="for-all">{icon(Icon::Person)}"Was this for all the children?"</p>
            <p class="quiet">{title}</p>
            <div class="chips" role="group" aria-labelledby="for-all">
                <button class="chip" type="button" on:click=move |_| say(true)>"Yes, for all"</button>
                <button class="chip" type="button" on:click=move |_| say(false)>"Only this child"</button>
            </div>
        </section>
    }
}
