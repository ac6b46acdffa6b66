//! The children who are here: one hour and one record each.
use gh_core::case::CaseState;
use gh_core::hour::Due;
use gh_core::time::Wall;
use gh_wire::id::Id;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use crate::components::{Back, HourLine, Icon, icon, minutes_left, page};
use crate::live::{live, memo};
use crate::session::session;

/// What stands in the block of a child.
#[derive(Clone, PartialEq)]
struct Block {
    case: Id,
    name: String,
    left: i64,
    since: i64,
    met: String,
    next: Option<(String, String)>,
    /// That they have gone, or who has them, and since when.
    given: Option<String>,
    /// Met at another time than the first child, who was met at this one.
    apart: Option<(Id, String)>,
}

/// The chooser: a night block for each child with their own line and next step, and "Another child is here".
#[component]
pub fn Children() -> impl IntoView {
    page("The children with you");
    let session = session();
    let navigate = StoredValue::new_local(use_navigate());
    let blocks = memo(move || {
        let children = session.children();
        let now = session.now.get();
        let first = children.first().map(|child| (child.case.state.id, child.case.state.met_at));
        let block = |child: &crate::session::Child| {
            let state = &child.case.state;
            let (since, left) = minutes_left(state, now);
            let next = session.plan_of(state.id, |plan| {
                let next = plan.next.as_ref()?;
                let by = match next.due {
                    Due::By(at, _) => format!(" by {}", at.hh_mm()),
                    Due::Now => ", due now".to_owned(),
                    Due::Was(_) | Due::Still => ", still to do".to_owned(),
                };
                Some((next.step.title.clone(), by))
            });
            let minute = |met: Option<Wall>| met.map(Wall::hh_mm);
            let apart = first.filter(|(id, met)| *id != state.id && minute(*met) != minute(state.met_at));
            Block {
                case: state.id,
                name: child.name.clone(),
                left,
                since,
                met: state.met_at.map_or(String::new(), |met| met.hh_mm()),
                next: next.flatten(),
                given: gone(state).or_else(|| given_to(state)),
                apart: apart.and_then(|(id, met)| Some((id, met?.hh_mm()))),
            }
        };
        children.iter().map(block).collect::<Vec<_>>()
    });
    let runs = memo(move || !blocks.with(Vec::is_empty));
    let another = move |_| {
        session.start_for_another_child();
        navigate.with_value(|navigate| navigate("/now", NavigateOptions::default()));
    };
    view! {
        <main id="main">
            {live(move || if runs.get() {
                view! { <Back href="/now">"Back to the next step"</Back> }.into_any()
            } else {
                view! { <Back href="/">"Start"</Back> }.into_any()
            })}
            <div class="flow">
                <h1 id="title" tabindex="-1">"The children with you"</h1>
                {live(move || if runs.get() {
                    "Each child has their own hour and their own record. Calls that are for all of them are noted once."
                } else {
                    "No hour is running."
                })}
            </div>
            <ul class="plainlist">{live(move || blocks.get().into_iter().map(child_block).collect_view())}</ul>
            {live(move || runs.get().then(|| view! {
                <div class="btns">
                    <button class="btn" type="button" on:click=another>{icon(Icon::Plus)}"Another child is here"</button>
                </div>
                <p class="quiet">
                    "A call about all the children is noted in each record, with the same time. Words are never shared between records."
                </p>
            }))}
        </main>
    }
}

fn gone(state: &CaseState) -> Option<String> {
    let (last_seen, _) = state.gone?;
    Some(format!("The child has gone. Last seen {}.", last_seen.hh_mm()))
}

fn given_to(state: &CaseState) -> Option<String> {
    let given = state.with_whom()?;
    Some(format!("Handed over to {} at {}.", given.to.who(), given.at.hh_mm()))
}

fn child_block(block: Block) -> impl IntoView {
    let session = session();
    let Block { case, name, left, since, met, next, given, apart } = block;
    let left = if left > 0 {
        view! { <span class="left">{left}" "<small>"min left"</small></span> }.into_any()
    } else {
        view! { <span class="left">"Keep going"</span> }.into_any()
    };
    let of = name.clone();
    view! {
        <li class="live">
            <div class="clock"><h2><bdi>{name}</bdi></h2>{left}</div>
            <HourLine of=case/>
            {given.map(|words| view! { <p><b>{words}</b></p> })}
            <p>
                {next.map(|(title, by)| view! { <b>{title}</b>{by}<br/> })}
                {since}" min since "<time>{met}</time>
            </p>
            {apart.map(|(first, at)| view! {
                <button class="linkish" type="button" on:click=move |_| session.met_together(case, first)>
                    <span>"Were they met together? Use the first one’s time, "<time>{at}</time></span>
                </button>
            })}
            <a class="btn" href="/now" on:click=move |_| session.go_to_child(case)>
                "Next step"<span class="vh">" for "{of}</span>
            </a>
        </li>
    }
}
