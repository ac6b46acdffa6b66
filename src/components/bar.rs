//! The bottom bar: two safety corners that never move, three tabs between them.
use leptos::prelude::*;
use leptos_router::hooks::use_location;

use super::{Icon, icon};
use crate::edge::{page, prefs};
use crate::live::{live, memo};
use crate::session::session;

/// Hide, three tabs, 999.
///
/// A `nav` named Main, last on the page. Hide is a button (the page's own start script acts on its class, so that it works
/// before the app has opened and after it has failed), tabs are links with `aria-current`, 999 is a `tel:` link
/// named "Call 999" (on a device with no phone it opens the 999 page). Settings can swap the corners.
#[component]
pub fn Bar() -> impl IntoView {
    let session = session();
    let swapped = expect_context::<Swapped>();
    let runs = memo(move || session.running().is_some());
    let hide = || {
        view! {
            <button class="hide" type="button">
                {icon(Icon::Hide)}
                "Hide"
            </button>
        }
        .into_any()
    };
    let call = || {
        let href = if page::has_phone() { "tel:999" } else { "/call-999" };
        view! { <a class="call999" href=href><span class="vh">"Call "</span>{icon(Icon::Phone)}"999"</a> }.into_any()
    };
    view! {
        <nav class="bar" aria-label="Main" class:swapped=move || swapped.0.get()>
            {live(move || if swapped.0.get() { call() } else { hide() })}
            {live(move || if runs.get() {
                view! {
                    <Tab href="/now" sort=Icon::Clock>"Now"</Tab>
                    <Tab href="/signs" sort=Icon::Eye>"Signs"</Tab>
                    <Tab href="/record" sort=Icon::Record>"Record"</Tab>
                }.into_any()
            } else {
                view! {
                    <Tab href="/" sort=Icon::Start>"Start"</Tab>
                    <Tab href="/signs" sort=Icon::Eye>"Signs"</Tab>
                    <Tab href="/records" sort=Icon::Record>"Records"</Tab>
                }.into_any()
            })}
            {live(move || if swapped.0.get() { hide() } else { call() })}
        </nav>
    }
}

/// Pages of the record with an address of their own.
const OF_THE_RECORD: [&str; 5] = ["/asked", "/care", "/nrm", "/handover", "/photos"];

/// Whether Hide and 999 are swapped for the left hand.
#[derive(Clone, Copy)]
pub struct Swapped(pub RwSignal<bool>);

impl Swapped {
    /// As it was left.
    #[must_use]
    pub fn as_left() -> Self {
        Self(RwSignal::new(prefs::swapped()))
    }

    /// Keeps the choice.
    pub fn set(self, swapped: bool) {
        self.0.set(swapped);
        prefs::set_swapped(swapped);
    }
}

#[component]
fn Tab(href: &'static str, sort: Icon, children: Children) -> impl IntoView {
    let location = use_location();
    let current = memo(move || {
        let path = location.pathname.get();
        let within = href == "/record" && OF_THE_RECORD.contains(&path.as_str());
        let here = within || path == href || (href != "/" && path.starts_with(&format!("{href}/")));
        here.then_some("page")
    });
    view! { <a href=href aria-current=move || current.get()>{icon(sort)}{children()}</a> }
}
