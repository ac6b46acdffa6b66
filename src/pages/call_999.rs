//! The 999 page, on a device with no phone: the number very large, then the words, the place first.
use gh_core::case::Kind;
use leptos::prelude::*;

use super::missing::{ShareWords, emergency_words, read_out};
use crate::components::{Back, page};
use crate::live::{live, memo};
use crate::session::session;

/// The number of the emergency call.
const NUMBER: &str = "999";

/// "Use any phone. Call 999". The one thing asked for is that they answered; a line that is not known says so.
#[component]
pub fn Call999() -> impl IntoView {
    page("Call 999");
    let session = session();
    let in_hour = untrack(|| session.running()).is_some();
    let words = memo(move || emergency_words(session));
    view! {
        <main id="main">
            {if in_hour {
                view! { <Back href="/now">"Back to the next step"</Back> }.into_any()
            } else {
                view! { <Back href="/">"Start"</Back> }.into_any()
            }}
            <div class="flow">
                <h1 id="title" tabindex="-1">"Use any phone. Call"<span class="vh">" 999"</span></h1>
                <p class="num9 n">{NUMBER}</p>
                <p>"This device may not make calls. Ask for the police. Say this."</p>
            </div>
            {live(move || read_out(words.get()))}
            <div class="btns">
                <TheyAnswered/>
                <ShareWords words/>
                <a class="btn plain" href="tel:999">"Try to call 999 from this device"</a>
            </div>
            <p class="quiet">
                "You can text 999 only from a phone that has signed up before. Any phone can call 999, even when locked or with no credit."
            </p>
        </main>
    }
}

/// Notes the call, and that somebody answered. Only where there is a record to note it in.
#[component]
fn TheyAnswered() -> impl IntoView {
    let session = session();
    let open = memo(move || session.case().is_some());
    let answered = RwSignal::new(false);
    // The call is an event first; that it was answered names that event.
    Effect::new(move |_| {
        let call = session.case().and_then(|case| case.state.open_call().cloned());
        if let Some(call) = call.filter(|call| answered.get() && call.number == NUMBER) {
            answered.set(false);
            session.note(Kind::GotThrough { call: call.event, answered: true });
        }
    });
    let noted = memo(move || {
        let case = session.case()?;
        let last = case.state.calls.iter().rfind(|call| call.number == NUMBER && call.answered == Some(true))?;
        Some(last.at.hh_mm())
    });
    let note = move |_| {
        answered.set(true);
        session.note(Kind::Rang { to: "Emergency, from another phone".into(), number: NUMBER.into(), step: None });
    };
    move || {
        open.get().then(|| {
            view! {
                <button class="btn main" type="button" on:click=note>"They answered. Note the time"</button>
                <p role="status">{live(move || noted.get().map(|at| format!("Noted: 999 answered at {at}.")))}</p>
            }
        })
    }
}
