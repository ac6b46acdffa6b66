//! A record that is not sent yet: an hour, a concern, or what was written since the last Send.
use leptos::prelude::*;

use super::list::Draft;
use crate::components::{Icon, icon};
use crate::session::session;

/// A card with "Open", which goes to the hour that runs, or to the record.
#[component]
pub fn DraftCard(
    /// What is not sent.
    draft: Draft,
) -> impl IntoView {
    let session = session();
    let case = draft.case;
    let open = move |_| {
        if session.current.get_untracked() != Some(case) {
            session.open_step.set(None);
            session.current.set(Some(case));
        }
    };
    let href = if draft.runs { "/now" } else { "/record" };
    let words = if draft.runs {
        "The hour is running."
    } else if draft.since_sent {
        "What you wrote after you sent it is not sent."
    } else {
        "It is on this phone only."
    };
    let begun = draft.begun.clone();
    view! {
        <div class="card">
            <div class="split">
                <h3>{draft.child}</h3>
                <span class="tag">{icon(Icon::Started)}"Not sent"</span>
            </div>
            <p>{words}</p>
            <p class="quiet">{draft.begun}"."</p>
            {draft.unsaved.then(|| view! {
                <p><b>"Not saved on this phone."</b>" Do not close the app."</p>
                <button class="btn" type="button" on:click=move |_| session.save_again(case)>"Try again"</button>
            })}
            <a class="linkish" href=href on:click=open>"Open"<span class="vh">". "{begun}</span></a>
        </div>
    }
}
