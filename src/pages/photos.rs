//! Photographs: whom to ask first and what never to photograph, the camera, and what was taken.
mod keep;
mod take;
mod taken;

use gh_core::guide::{CantReason, Statement, Step};
use gh_core::photos::said_no;
use gh_wire::id::Id;
use leptos::prelude::*;

use super::record::of_the_open_case;
use crate::components::{Back, Icon, icon};
use crate::live::{live, memo};
use crate::session::session;
use take::Take;
use taken::Taken;

/// The step of which this page is a part.
const STEP: &str = "A11";

/// The page.
#[component]
pub fn Photos() -> impl IntoView {
    of_the_open_case("Photographs", |case| view! { <OfCase case/> }.into_any())
}

#[component]
fn OfCase(case: Id) -> impl IntoView {
    let session = session();
    let step = session.guidance.with_untracked(|guidance| {
        let mut actions = guidance.pack.actions.iter();
        actions.find(|step| step.id == STEP).cloned()
    });
    let refused = memo(move || session.case_of(case).is_some_and(|case| said_no(&case.state)));
    let told = RwSignal::new(String::new());
    let no = step.as_ref().map(no_photo).unwrap_or_default();
    view! {
        <main id="main">
            <Back href="/record">"Record"</Back>
            <div class="flow">
                <h1 id="title" tabindex="-1">"Photographs"</h1>
                {step.map(before)}
            </div>
            {live(move || refused.get().then(|| {
                let lines = no.iter().map(|line| view! { <li>{line.clone()}</li> }).collect_view();
                view! {
                    <div class="note">{icon(Icon::Info)}<div>
                        <p><b>"The child said no. Do not photograph the child, and do not ask again."</b></p>
                        <ul>{lines}</ul>
                        <p><a href="/record/m12">"Write how they look"</a></p>
                    </div></div>
                }
            }))}
            <Take case refused told/>
            <p role="status">{live(move || told.get())}</p>
            <Taken case told/>
        </main>
    }
}

/// What never to photograph, and what to say to the child, in the words of the guidance.
fn before(step: Step) -> impl IntoView {
    let list = |lines: Vec<Statement>| lines.into_iter().map(|line| view! { <li>{line.text}</li> }).collect_view();
    let say = step.say.into_iter().map(|line| view! { <p class="voice">"“"{line.text}"”"</p> }).collect_view();
    view! {
        <ul class="how">{list(step.do_not)}</ul>
        <section class="say"><h2>{icon(Icon::Say)}"Say"</h2>{say}</section>
        <details class="more">
            <summary>"More about this step"</summary>
            <ul>{list(step.more)}</ul>
            <p><a href=format!("/step/{STEP}")>{step.title}</a></p>
        </details>
    }
}

/// What to do when the child says no, in the words of the guidance.
fn no_photo(step: &Step) -> Vec<String> {
    let way = step.other_way.iter().find(|way| way.reason == CantReason::Other);
    let lines = way.into_iter().flat_map(|way| std::iter::once(&way.why).chain(&way.how));
    lines.map(|line| line.text.clone()).collect()
}
