//! The frame: what stands on every page, and which page stands where.
use leptos::prelude::*;
use leptos_router::components::Router;
use leptos_router::hooks::use_location;
use leptos_router::location::{BrowserUrl, LocationProvider};

use crate::components::{Bar, FirstPage, Header, StayAwake, Swapped};
use crate::edge::{page, prefs};
use crate::later::{Arrival, Draw};
use crate::live::{live, memo};
use crate::pages;
use crate::session::{Part, Session, Stored, go_on, session};

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
    Effect::new(move |_| {
        if let Some(case) = session.current.get() {
            prefs::set_open_case(&case.to_string());
        }
    });
    view! {
        <Router>
            <nav class="skips" aria-label="Skip">
                <a class="skip" href="#main">"Skip to the main part"</a>
                <a class="skip" href="tel:999">"Call 999"</a>
            </nav>
            <Header/>
            <Page/>
            <Bar/>
            <StayAwake/>
            <p class="vh" role="status">{move || session.said.get()}</p>
        </Router>
    }
}

/// The pages of the first part of the wasm: those that the first minutes cannot be without. A part that begins with a
/// colon stands for any name. The others lie in [`crate::later`].
const ROUTES: &[(&str, Draw)] = &[
    ("/", || pages::Start().into_any()),
    ("/now", || pages::Now().into_any()),
    ("/situation", || pages::Situation().into_any()),
    ("/call-999", || pages::Call999().into_any()),
    ("/missing", || pages::Missing().into_any()),
];

/// Whether the page of an address lies in the first part.
pub(crate) fn in_first_part(path: &str) -> bool {
    drawn_by(ROUTES, path).is_some()
}

/// The page of an address, of a table of pages.
fn drawn_by(pages: &[(&str, Draw)], path: &str) -> Option<Draw> {
    let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
    let found = pages.iter().find(|(pattern, _)| {
        let pattern: Vec<&str> = pattern.split('/').filter(|part| !part.is_empty()).collect();
        pattern.len() == parts.len()
            && pattern.iter().zip(&parts).all(|(want, part)| want.starts_with(':') || want == part)
    });
    found.map(|(_, draw)| *draw)
}

/// The page of the address. It stays as it is while only a part of the address changes.
///
/// The router keeps the address and follows links. Its own table of routes is made for pages that load what they show, and
/// weighs more than all that is needed here: which page it is stands in [`ROUTES`].
#[component]
fn Page() -> impl IntoView {
    let session = session();
    let location = use_location();
    let address = expect_context::<BrowserUrl>();
    Effect::new(move |_| {
        location.pathname.track();
        // The page stands: only now the browser's own address and place on the page follow.
        address.ready_to_complete();
    });
    let beginning = memo(move || session.guidance.with(|guidance| guidance.part == Part::Beginning));
    let draw = memo(move || {
        let path = location.pathname.get();
        Found(drawn_by(ROUTES, &path).or_else(|| match session.later.get() {
            Arrival::Here(_) if needs_whole(&path) && beginning.get() => None,
            // None of them may say that there is nothing before it is known.
            Arrival::Here(_) if session.stored.get() == Stored::Coming => None,
            Arrival::Here(later) => drawn_by(later.pages, &path).or(Some(later.not_found)),
            Arrival::Coming | Arrival::Failed => None,
        }))
    });
    live(move || draw.get().0.map_or_else(|| pages::Opening().into_any(), |draw| draw()))
}

/// Whether a page is made of what only the whole guidance has. The others follow it by themselves, so that nobody who
/// writes loses the place when it comes.
pub(crate) fn needs_whole(path: &str) -> bool {
    ["/guidance", "/step/", "/signs", "/asked", "/care", "/nrm", "/handover", "/photos"]
        .iter()
        .any(|begins| path.starts_with(begins))
}

/// The page that was found; `None` while it may still come.
#[derive(Clone, Copy)]
struct Found(Option<Draw>);

impl PartialEq for Found {
    fn eq(&self, other: &Self) -> bool {
        match (self.0, other.0) {
            (Some(mine), Some(theirs)) => std::ptr::fn_addr_eq(mine, theirs),
            (None, None) => true,
            _ => false,
        }
    }
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
    use super::drawn_by;
    use leptos::prelude::{AnyView, IntoAny};

    fn start() -> AnyView {
        ().into_any()
    }
    fn section() -> AnyView {
        "section".into_any()
    }
    fn record() -> AnyView {
        "record".into_any()
    }

    #[test]
    fn an_address_leads_to_its_own_page_and_to_no_other() {
        let pages: &[(&str, super::Draw)] = &[("/", start), ("/record/:section", section), ("/record", record)];
        for (path, page) in [("/", 0), ("/record/m04", 1), ("/record/", 2), ("/record", 2)] {
            let drawn = drawn_by(pages, path).expect("the address has a page");
            assert!(std::ptr::fn_addr_eq(drawn, pages[page].1), "{path}");
        }
        for path in ["/nowhere", "/now/here", "/record/m04/x", "/api"] {
            assert!(drawn_by(pages, path).is_none(), "{path}");
        }
    }
}
