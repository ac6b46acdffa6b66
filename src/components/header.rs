//! The header: the clock while an hour runs, the brand otherwise.
use leptos::prelude::*;
use leptos_router::hooks::use_location;

use super::{Clock, HourLine, Icon, icon};
use crate::later::Arrival;
use crate::live::{live, memo};
use crate::session::session;

/// The top of every page. In the hour: clock, "Child gone", Menu. Without one, and on Start: brand, role, Menu.
///
/// A `header` landmark; every control is at least 48 px and has words.
#[component]
pub fn Header() -> impl IntoView {
    let session = session();
    let location = use_location();
    let in_hour = memo(move || session.running().is_some() && location.pathname.get() != "/");
    view! {
        <header class="top">
            {live(move || if in_hour.get() { view! { <HourHeader/> }.into_any() } else { view! { <BrandHeader/> }.into_any() })}
        </header>
    }
}

#[component]
fn HourHeader() -> impl IntoView {
    let session = session();
    view! {
        <div class="row">
            <Clock/>
            <span class="end tools">
                <a class="tool sq bare" href="/missing">{icon(Icon::Gone)}"Child gone"</a>
                <a class="tool sq bare" href="/menu">{icon(Icon::Menu)}"Menu"</a>
            </span>
        </div>
        <HourLine/>
        {live(move || match session.later.get() {
            Arrival::Here(later) => Some((later.kids)()),
            Arrival::Coming | Arrival::Failed => None,
        })}
    }
}

#[component]
fn BrandHeader() -> impl IntoView {
    let session = session();
    let role = memo(move || session.role().map(gh_core::guide::Role::word));
    view! {
        <div class="row">
            <a class="brand" href="/">{icon(Icon::Brand)}"Golden Hour"</a>
            {live(move || match role.get() {
                None => view! { <a class="tool end" href="/role">{icon(Icon::Person)}"Your role"</a> }.into_any(),
                Some(word) => {
                    view! {
                        <a class="tool end" href="/role">
                            {icon(Icon::Person)} <span class="vh">"Your role: "</span>{word}<span class="vh">". Change"</span>
                        </a>
                    }
                    .into_any()
                }
            })}
            <a class="tool sq bare" href="/menu">{icon(Icon::Menu)}"Menu"</a>
        </div>
    }
}
