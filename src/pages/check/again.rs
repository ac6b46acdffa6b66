//! After the first Send: what is new, what was sent before and when.
use gh_core::referral::to_quote;
use gh_wire::id::Id;
use gh_wire::reference::Reference;
use gh_wire::update::Change;
use leptos::prelude::*;

use crate::live::memo;
use crate::pages::record::news::lines;
use crate::pages::sent::together::Together;
use crate::session::session;

/// What is new since the last Send.
#[component]
pub fn New(
    /// The lines.
    news: Signal<Vec<Change>>,
) -> impl IntoView {
    let list = move || {
        let news = news.get();
        if news.is_empty() {
            // Something was written, and taken out again: the log has both.
            view! { <p>"What you wrote was taken out again. Only the log is new."</p> }.into_any()
        } else {
            lines(news).into_any()
        }
    };
    view! {
        <section class="flow" aria-labelledby="new">
            <h2 class="head" id="new">"New since you sent it"</h2>
            {list}
        </section>
    }
}

/// What was sent before, and the reference that the desk knows the case by.
#[component]
pub fn Before(
    /// The case.
    case: Id,
) -> impl IntoView {
    let session = session();
    let quote = memo(move || {
        let case = session.case_of(case)?;
        let queue = session.queue.get();
        case.state.sent.last().map(|last| Reference::of(&to_quote(&case.state, last.submission, &queue)).to_string())
    });
    view! {
        <section class="flow" aria-labelledby="before">
            <h2 class="head" id="before">"Sent before"</h2>
            <Together case/>
            <p class="quiet">"On the telephone, quote the record: "<b class="n">{move || quote.get()}</b></p>
        </section>
    }
}
