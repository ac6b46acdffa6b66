//! The handover sheet: for whoever takes over, on paper or by the phone's own sheet; and who took over, noted for the record.
mod codes;
mod give;
mod paper;
mod take;
mod takes_over;

use gh_core::case::CaseState;
use gh_core::guide::CallTarget;
use gh_core::handover::{ACTION, Sheet, TO_NAME, ToDo, html, may_hold_the_place, sheet, text};
use gh_core::hour::Planned;
use gh_core::record::value;
use gh_wire::id::Id;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::record::{WhoWrites, of_the_open_case, state_for_sheets};
use crate::components::{Back, Icon, ToShare, icon, share};
use crate::edge::page as edge;
use crate::live::{live, memo};
use crate::session::{Session, session};
use takes_over::TakesOver;

pub use give::Give;
pub use take::Take;

/// The page.
#[component]
pub fn Handover() -> impl IntoView {
    of_the_open_case("Handover sheet", |case| view! { <OfCase case/> }.into_any())
}

/// What is still to do, without the handing over itself, each with whom to ring. Tracked.
fn to_do(session: Session) -> Vec<ToDo> {
    let hands_over = |planned: &&Planned<'_>| planned.step.does(ACTION);
    let steps = session.with_plan(|plan, case| {
        let all = plan.next.iter().chain(&plan.coming).filter(|_| case.state.runs());
        let others = all.filter(|planned| !hands_over(planned));
        others.map(|planned| (planned.step.title.clone(), planned.step.call.clone())).collect::<Vec<_>>()
    });
    // Where the number is not known the step rings 999 in its place: on paper that would read as theirs.
    let numbers = |call: CallTarget| {
        let calls = session.calls(&call);
        let first = calls.blocks.into_iter().filter(|_| calls.gap.is_none()).map(|block| block.number).take(1);
        first.collect::<Vec<_>>()
    };
    let steps = steps.unwrap_or_default().into_iter();
    steps.map(|(title, call)| ToDo { title, numbers: call.map_or(Vec::new(), numbers) }).collect()
}

/// The sheet as it stands, and when. Tracked.
fn made(session: Session, case: Id, with_place: bool) -> Option<(Sheet, String)> {
    let case = session.case_of(case)?;
    let to_do = to_do(session);
    let sheet = session.guidance.with(|guidance| {
        session
            .profile
            .with(|profile| sheet(&state_for_sheets(session, &case), profile, &guidance.pack, &to_do, with_place))
    });
    Some((sheet, edge::dated(session.now.get().wall.ms)))
}

/// The name of who takes over, or of who has the child.
fn receiver_name(session: Session, state: &CaseState) -> String {
    session.profile.with(|profile| value(state, profile, TO_NAME).unwrap_or_default().to_owned())
}

#[component]
fn OfCase(case: Id) -> impl IntoView {
    let session = session();
    // For this sheet only: where the child is goes nowhere by itself.
    let place = RwSignal::new(Vec::<String>::new());
    let with_place = memo(move || {
        let may = session.case_of(case).is_some_and(|case| may_hold_the_place(&case.state));
        may && place.with(|place| !place.is_empty())
    });
    // Put in for this person, and for nobody who is written down after them.
    let to = memo(move || session.case_of(case).map(|case| receiver_name(session, &case.state)));
    Effect::new(move |before: Option<Option<String>>| {
        let now = to.get();
        if before.is_some_and(|before| before != now) {
            place.set(Vec::new());
        }
        now
    });
    let made = memo(move || made(session, case, with_place.get()));
    let told = RwSignal::new(String::new());
    let print = move |_| {
        if !edge::print() {
            told.set("This phone cannot print. Share it, or read it aloud.".to_owned());
        }
    };
    let share = move |_| {
        let Some((sheet, at)) = made.get_untracked() else { return };
        spawn_local(async move {
            let (file, text) = (html(&sheet, &at), text(&sheet, &at));
            let sheet = ToShare { name: "handover.html", sort: "text/html", file: &file, text: &text };
            told.set(share(sheet).await.to_owned());
        });
    };
    view! {
        <main id="main">
            <Back href="/record">"Record"</Back>
            <div class="split noprint">
                <h1 id="title" tabindex="-1">"Handover sheet"</h1>
                <span class="chips">
                    <button class="btn plain" type="button" on:click=print>{icon(Icon::Print)}"Print"</button>
                    <button class="btn plain" type="button" on:click=share>{icon(Icon::Share)}"Share"</button>
                </span>
            </div>
            <p class="quiet noprint" role="status">{live(move || told.get())}</p>
            {live(move || made.get().map(|(sheet, at)| paper::paper(sheet, at)))}
            <TakesOver case place with_place/>
            <WhoWrites case/>
            <section class="flow noprint" aria-labelledby="by-codes">
                <h2 class="head" id="by-codes">"With no signal"</h2>
                <p>"The whole record goes from this phone to theirs by codes on the screens. It needs no network."</p>
                <div class="btns"><a class="btn full" href="/handover/give">"Give it to another phone"</a></div>
            </section>
        </main>
    }
}
