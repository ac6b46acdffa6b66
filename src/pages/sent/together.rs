//! A record and its updates: which have gone, which wait.
use gh_core::case::CaseState;
use gh_core::time::Wall;
use gh_wire::id::Id;
use gh_wire::reference::Reference;
use leptos::prelude::*;

use crate::live::memo;
use crate::session::session;

/// One submission of a case, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Part {
    id: Id,
    name: String,
    reference: String,
    saved: String,
    delivered: Option<String>,
}

/// "The record", "Update 1", "Update 2".
#[must_use]
pub fn name(number: usize) -> String {
    if number == 0 { "The record".to_owned() } else { format!("Update {number}") }
}

fn parts(state: &CaseState) -> Vec<Part> {
    let parts = state.sent.iter().enumerate().map(|(number, sent)| Part {
        id: sent.submission,
        name: name(number),
        reference: Reference::of(&sent.submission).to_string(),
        saved: sent.sealed_at.hh_mm(),
        delivered: sent.received.map(|(desk_ms, stored, _)| Wall { ms: desk_ms, ..stored }.hh_mm()),
    });
    parts.collect()
}

/// All that was sent of a case, oldest first, each with its own reference. The one that is open is no link.
#[component]
pub fn Together(
    /// The case.
    case: Id,
    /// The one whose page this is.
    #[prop(optional)]
    open: Option<Id>,
) -> impl IntoView {
    let session = session();
    let parts = memo(move || session.case_of(case).map(|case| parts(&case.state)).unwrap_or_default());
    let line = move |part: Part| {
        let done = part.delivered.is_some();
        let stands = match part.delivered {
            Some(at) => format!("Delivered at {at}"),
            None => format!("Saved at {}. Not delivered yet.", part.saved),
        };
        let name = if open == Some(part.id) {
            view! { <b>{part.name}</b>", this page" }.into_any()
        } else {
            view! { <a href=format!("/sent/{}", part.id)>{part.name}</a> }.into_any()
        };
        view! {
            <li class:done=done><span>{name}<span class="quiet">{stands}</span></span><span class="quiet n">{part.reference}</span></li>
        }
    };
    view! { <ol class="trail">{move || parts.get().into_iter().map(line).collect_view()}</ol> }
}
