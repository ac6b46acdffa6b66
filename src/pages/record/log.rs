//! The log of a case: whether its chain holds, and the case as a file.
use gh_core::referral::case_file;
use gh_wire::chain::first_break;
use gh_wire::id::Id;
use leptos::ev;
use leptos::prelude::*;

use crate::components::{Icon, icon};
use crate::edge::page::{is_open, offer_file};
use crate::live::live;
use crate::session::session;

/// "The log of this record": closed until it is asked for, and checked anew each time that it is opened.
#[component]
pub(super) fn CaseLog(
    /// The case.
    case: Id,
) -> impl IntoView {
    let session = session();
    let verdict = RwSignal::new(None::<String>);
    let offered = RwSignal::new("");
    let check = move |event: ev::Event| {
        let open = session.case_of(case).filter(|_| is_open(&event));
        verdict.set(open.map(|case| {
            let log = case_file(&case.log).log;
            match first_break(&log) {
                None => format!("Log unbroken, {} entries.", log.len()),
                Some(place) => format!("The log breaks at entry {}. What stands before it is good.", place + 1),
            }
        }));
    };
    let save = move |_| {
        let Some(open) = session.case_of(case) else { return };
        let saved = offer_file(&format!("record-{case}.json"), "application/json", &case_file(&open.log).to_json());
        offered.set(if saved {
            "The file is with your downloads."
        } else {
            "Could not make the file. Nothing is lost."
        });
    };
    view! {
        <details class="more" on:toggle=check>
            <summary>"The log of this record"{icon(Icon::Next)}</summary>
            {live(move || verdict.get().map(|verdict| view! { <p role="status">{verdict}</p> }))}
            <p>"Every entry is kept, with its time and who made it. Each names the one before, so a change shows in the next one."</p>
            <p class="quiet">"The file is not locked: whoever has it can read it. Where the child is, is not in it."</p>
            <div class="btns">
                <button class="btn plain" type="button" on:click=save>"Save the log as a file"</button>
            </div>
            <p class="quiet" role="status">{live(move || offered.get())}</p>
        </details>
    }
}
