//! The frame: what stands on every page, and which page stands where.
use leptos::prelude::*;
use leptos_router::components::{Route, Router, Routes};
use leptos_router::path;

use crate::components::{Bar, FirstPage, Header, StayAwake, Swapped};
use crate::edge::page;
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
                <a class="skip" href="#main">"Skip to the main part"</a>
                <a class="skip" href="tel:999">"Call 999"</a>
                <Header/>
                <Routes fallback=pages::NotFound>
                    <Route path=path!("/") view=pages::Start/>
                    <Route path=path!("/now") view=pages::Now/>
                    <Route path=path!("/situation") view=pages::Situation/>
                    <Route path=path!("/role") view=pages::RolePage/>
                    <Route path=path!("/concern") view=pages::Concern/>
                    <Route path=path!("/record") view=pages::Record/>
                    <Route path=path!("/record/:section") view=pages::RecordSection/>
                    <Route path=path!("/check") view=pages::Check/>
                    <Route path=path!("/sent/:id") view=pages::Sent/>
                    <Route path=path!("/records") view=pages::Records/>
                    <Route path=path!("/guidance") view=pages::Guidance/>
                    <Route path=path!("/guidance/:topic") view=pages::GuidanceTopic/>
                    <Route path=path!("/step/:id") view=pages::StepPage/>
                    <Route path=path!("/contacts") view=pages::Contacts/>
                    <Route path=path!("/menu") view=pages::Menu/>
                    <Route path=path!("/finish") view=pages::Finish/>
                    <Route path=path!("/settings") view=pages::Settings/>
                    <Route path=path!("/missing") view=pages::Missing/>
                    <Route path=path!("/call-999") view=pages::Call999/>
                    <Route path=path!("/install") view=pages::Install/>
                </Routes>
                <Bar/>
                <StayAwake/>
            <p class="vh" role="status">{move || session.said.get()}</p>
        </Router>
    }
}
