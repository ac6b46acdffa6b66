//! The strip of the header while several children are here: this child, another one, all.
use gh_core::children::strip;
use leptos::prelude::*;

use super::clock::minutes_left;
use crate::live::{live, memo};
use crate::session::session;

/// One link for each child with a name as said or a look, and the minutes left; then All. From three children on it holds
/// this one and the one with the least time.
///
/// A `nav` named Children; `aria-current` marks the child whose hour is on the screen. Nothing with one child.
pub fn kids() -> impl IntoView {
    let session = session();
    let shown = memo(move || {
        let children = session.children();
        if children.len() < 2 {
            return None;
        }
        let now = session.now.get();
        let left = |case: &crate::session::Case| minutes_left(&case.state, now).1;
        let all: Vec<_> = children.iter().map(|child| (child.case.state.id, left(&child.case))).collect();
        let here = session.running().map(|case| case.state.id)?;
        let on_strip = strip(&all, here);
        let links = children.into_iter().filter(|child| on_strip.contains(&child.case.state.id)).map(|child| {
            let id = child.case.state.id;
            (id, child.name, left(&child.case), id == here)
        });
        Some((links.collect::<Vec<_>>(), all.len()))
    });
    live(move || {
        shown.get().map(|(links, all)| {
            let links = links.into_iter().map(|(id, name, left, here)| {
                let time = if left > 0 { format!("{left} min left") } else { "Keep going".to_owned() };
                view! {
                    <a href="/now" aria-current=here.then_some("page") on:click=move |_| session.go_to_child(id)>
                        <b><bdi>{name}</bdi></b><span>{time}</span>
                    </a>
                }
            });
            view! {
                <nav class="kids" aria-label="Children">
                    {links.collect_view()}
                    <a class="all" href="/children"><b>"All"</b><span>{all}<span class="vh">" children"</span></span></a>
                </nav>
            }
        })
    })
}
