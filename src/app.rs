//! The frame: what stands on every page, and which page stands where.
use leptos::prelude::*;
use leptos_router::components::{Route, Router, Routes};
use leptos_router::hooks::use_location;
use leptos_router::path;

use crate::components::{Bar, FirstPage, Header, StayAwake, Swapped};
use crate::edge::page;
use crate::live::{live, memo};
use crate::pages;
use crate::session::{Session, go_on};

/// Puts the app in the place of the static page, with the same words in the same places: nothing on the screen moves.
pub fn mount(session: Session) {
    leptos::mount::mount_to_body(move || view! { <App session/> });
    page::remove_shell();
    go_on(session);
}

/// The app.
#[component]
pub fn App(
    /// What every screen reads.
    session: Session,
) -> impl IntoView {
    provide_context(session);
    provide_context(Swapped::as_left());
    provide_context(FirstPage(StoredValue::new(true)));
    view! {
        <Router>
            <nav class="skips" aria-label="Skip">
                <a class="skip" href="#main">"Skip to the main part"</a>
                <a class="skip" href="tel:999">"Call 999"</a>
            </nav>
            <Header/>
            // One route for all: the router compiles its machinery anew for each. Which page it is stands in `ROUTES`.
            <Routes fallback=pages::NotFound>
                <Route path=path!("/*page") view=Page/>
            </Routes>
            <Bar/>
            <StayAwake/>
            <p class="vh" role="status">{move || session.said.get()}</p>
        </Router>
    }
}

/// A page of the app, ready to be drawn.
type Draw = fn() -> AnyView;

/// Every address of the app and the page that stands there. A part that begins with a colon is read by [`part`].
const ROUTES: &[(&str, Draw)] = &[
    ("/", || pages::Start().into_any()),
    ("/now", || pages::Now().into_any()),
    ("/situation", || pages::Situation().into_any()),
    ("/role", || pages::RolePage().into_any()),
    ("/concern", || pages::Concern().into_any()),
    ("/record", || pages::Record().into_any()),
    ("/record/:section", || pages::RecordSection().into_any()),
    ("/check", || pages::Check().into_any()),
    ("/sent/:id", || pages::Sent().into_any()),
    ("/records", || pages::Records().into_any()),
    ("/guidance", || pages::Guidance().into_any()),
    ("/guidance/:topic", || pages::GuidanceTopic().into_any()),
    ("/step/:id", || pages::StepPage().into_any()),
    ("/contacts", || pages::Contacts().into_any()),
    ("/menu", || pages::Menu().into_any()),
    ("/finish", || pages::Finish().into_any()),
    ("/settings", || pages::Settings().into_any()),
    ("/missing", || pages::Missing().into_any()),
    ("/call-999", || pages::Call999().into_any()),
    ("/install", || pages::Install().into_any()),
];

/// The place in [`ROUTES`] of an address; `None` for an address that the app does not have.
fn route(path: &str) -> Option<usize> {
    let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
    ROUTES.iter().position(|(pattern, _)| {
        let pattern: Vec<&str> = pattern.split('/').filter(|part| !part.is_empty()).collect();
        pattern.len() == parts.len()
            && pattern.iter().zip(&parts).all(|(want, part)| want.starts_with(':') || want == part)
    })
}

/// The page of the address. It stays as it is while only a part of the address changes.
#[component]
fn Page() -> impl IntoView {
    let location = use_location();
    let place = memo(move || route(&location.pathname.get()));
    live(move || match place.get() {
        Some(place) => ROUTES[place].1(),
        None => pages::NotFound().into_any(),
    })
}

/// The second part of the address, such as the section in `/record/m04`.
#[must_use]
pub fn part() -> Memo<Option<String>> {
    let location = use_location();
    memo(move || {
        location.pathname.with(|path| path.split('/').filter(|part| !part.is_empty()).nth(1).map(str::to_owned))
    })
}

#[cfg(test)]
mod tests {
    use super::{ROUTES, route};

    #[test]
    fn an_address_leads_to_its_own_page_and_to_no_other() {
        for (path, pattern) in
            [("/", "/"), ("/now", "/now"), ("/record/m04", "/record/:section"), ("/record/", "/record")]
        {
            assert_eq!(route(path).map(|place| ROUTES[place].0), Some(pattern), "{path}");
        }
        for path in ["/nowhere", "/now/here", "/record/m04/x", "/api"] {
            assert_eq!(route(path), None, "{path}");
        }
    }
}
