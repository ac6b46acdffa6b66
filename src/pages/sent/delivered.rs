//! What is true once the receipt is stored.
use gh_core::case::leaves_on;
use gh_core::photos::waiting;
use gh_wire::id::Id;
use leptos::prelude::*;

use super::known;
use crate::edge::page::long_date;
use crate::live::{live, memo};
use crate::sender;
use crate::session::session;

/// "2 of 4 photographs are still on this phone." Nothing while none waits.
pub fn photos_waiting(case: Id) -> impl IntoView {
    let session = session();
    let open = memo(move || session.case_of(case).and_then(|case| waiting(&case.state)));
    live(move || {
        open.get().map(|(open, all)| {
            let photos = if all == 1 { "photograph is" } else { "photographs are" };
            view! {
                <p><b>{open}" of "{all}" "{photos}" still on this phone."</b>" They follow the words by themselves. Keep the app open."</p>
                <button class="linkish" type="button" on:click=move |_| sender::send_now(session)>"Try to send now"</button>
            }
        })
    })
}

/// Who has it, the receipt's number, and the day on which the record leaves this phone.
#[component]
pub fn Delivered(
    /// The submission.
    id: Id,
) -> impl IntoView {
    let session = session();
    let known = memo(move || known(session, id));
    let leaves = memo(move || {
        let case = session.case_of(known.get()?.case)?;
        Some(match leaves_on(&case.state) {
            Some(day) => format!("It leaves this phone on {}.", long_date(day.ms)),
            None if case.state.runs() => "It stays on this phone while the hour runs.".to_owned(),
            None if case.state.clock_changed.is_some() => {
                "It stays on this phone, because the phone’s clock was changed.".to_owned()
            }
            None => "It stays on this phone until all of it is delivered.".to_owned(),
        })
    });
    let rows = move || {
        known.get().and_then(|known| {
            let (at, index) = known.received?;
            Some(view! {
                <ol class="trail">
                    <li class="done">
                        <span><b>{known.desk}</b><span class="quiet">"Received by their system. Receipt number "{index}</span></span>
                        <time class="quiet">{at.hh_mm()}</time>
                    </li>
                    <li><span><b>"A person has opened it"</b><span class="quiet">"Not yet known"</span></span></li>
                </ol>
            })
        })
    };
    view! {
        <section class="flow" aria-labelledby="who">
            <h2 id="who">"Who has it"</h2>
            {move || known.get().map(|known| photos_waiting(known.case))}
            {rows}
            <p class="quiet">{live(move || leaves.get())}</p>
        </section>
    }
}
