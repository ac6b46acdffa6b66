//! Children's social care: what to say in the one call, and the follow-up in writing. Both come from the record.
use gh_core::care::{CARER_KNOWS, NOT_TOLD, Part, call, due, follow_up};
use gh_core::guide::CallTarget;
use gh_core::referral::record_id;
use gh_wire::id::Id;
use gh_wire::reference::Reference;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::record::{WhoWrites, field_draft, of_the_open_case, state_for_sheets};
use crate::components::{Back, CallBlocks, Chips, Icon, Sort, ToShare, TypedField, icon, share};
use crate::edge::page as edge;
use crate::live::{live, memo};
use crate::session::{Session, session};

/// The one answer about the place.
const PLACE: &str = "Put it in";

/// The page.
#[component]
pub fn Care() -> impl IntoView {
    of_the_open_case("Children’s social care", |case| view! { <OfCase case/> }.into_any())
}

#[component]
fn OfCase(case: Id) -> impl IntoView {
    let session = session();
    let facts = memo(move || {
        let case = session.case_of(case);
        case.map_or(Vec::new(), |case| session.profile.with(|profile| call(&state_for_sheets(session, &case), profile)))
    });
    view! {
        <main id="main">
            <Back href="/record">"Record"</Back>
            <div class="flow noprint">
                <h1 id="title" tabindex="-1">"Children’s social care"</h1>
                <p>"Ring first. Then write. Both are here from the record."</p>
                <CallBlocks target=CallTarget::FrontDoor/>
            </div>
            <WhoWrites case/>
            <section class="flow noprint" aria-labelledby="say">
                <h2 class="head" id="say">"Say this on the telephone"</h2>
                <dl class="read">
                    {live(move || facts.get().into_iter().enumerate().map(|(place, part)| told(place + 1, part)).collect_view())}
                </dl>
                <p><a href="/record/m14">"Write down who answered, and their reference"</a></p>
            </section>
            <InWriting case/>
        </main>
    }
}

/// One fact of the call. A gap is said too, so that reading never stops.
fn told(number: usize, part: Part) -> impl IntoView {
    let open = part.is_open().then_some("Not known yet. Say so.");
    view! { <div><dt>{number}". "{part.title}</dt><dd>{lines(part)}{open}</dd></div> }
}

fn lines(part: Part) -> impl IntoView {
    let lines = part.lines.into_iter().map(|(label, words)| {
        let label = (!label.is_empty()).then(|| format!("{label}: "));
        view! { <p>{label}<bdi>{words}</bdi></p> }
    });
    lines.collect_view()
}

/// What the sheet is, of which record, and when it was made.
fn heading(session: Session, case: Id) -> Option<Part> {
    let case = session.case_of(case)?;
    let reference = Reference::of(&record_id(&case.state)).as_str().to_owned();
    let made = edge::day_and_time(session.now.get().wall.ms);
    Some(Part { title: "Follow-up to a call to children’s social care", lines: vec![("", reference), ("", made)] })
}

/// By when, as the area has it.
fn limit(session: Session, case: Id) -> String {
    let area = session.area();
    let by = area
        .as_ref()
        .zip(session.case_of(case))
        .and_then(|(area, case)| session.profile.with(|profile| due(&case.state, area, profile)));
    let hours = area.as_ref().and_then(|area| area.written_within_hours);
    match (by, hours, area) {
        (Some(by), Some(hours), _) => {
            format!("They want it in writing by {}, {hours} hours after your call.", edge::day_and_time(by.ms))
        }
        (_, Some(hours), Some(area)) => format!("{} wants it in writing within {hours} hours of the call.", area.name),
        _ => "The time limit of your area is not known here. Ask for it in the call.".to_owned(),
    }
}

/// The follow-up, with what only it asks for.
#[component]
fn InWriting(case: Id) -> impl IntoView {
    let session = session();
    // For this sheet only: where the child is goes nowhere by itself.
    let place = RwSignal::new(Vec::<String>::new());
    let parts = memo(move || {
        let with_place = place.with(|place| !place.is_empty());
        let case = session.case_of(case);
        case.map_or(Vec::new(), |case| {
            session.profile.with(|profile| follow_up(&state_for_sheets(session, &case), profile, with_place))
        })
    });
    let copied = RwSignal::new("Copy it");
    let copy = move |_| {
        let heading = untrack(|| heading(session, case));
        let text = parts.with_untracked(|parts| as_text(heading.iter().chain(parts)));
        spawn_local(async move {
            copied.set(if edge::copy_text(&text).await { "Copied" } else { "Could not copy. Print it." });
        });
    };
    let told = RwSignal::new("");
    let share = move |_| {
        let heading = untrack(|| heading(session, case));
        let text = parts.with_untracked(|parts| as_text(heading.iter().chain(parts)));
        spawn_local(async move {
            told.set(share(ToShare { name: "follow-up.txt", sort: "text/plain", file: &text, text: &text }).await);
        });
    };
    let print = move |_| {
        if !edge::print() {
            session.say("This phone cannot print. Copy it.");
        }
    };
    let group = |part: Part| {
        let open = part.is_open().then(|| view! { <span class="quiet">"Not known"</span> });
        view! { <div><dt>{part.title}</dt><dd>{lines(part)}{open}</dd></div> }
    };
    view! {
        <section class="flow" aria-labelledby="written">
            <h2 class="head" id="written">"Then in writing"</h2>
            <p class="noprint">{live(move || limit(session, case))}</p>
            <div class="flow sheet noprint">
                <TypedField id="carer-knows".to_owned() label="Does a parent or carer know?" sort=Sort::Text
                    hint="If not, why not: danger, the child moved, proof lost." draft=field_draft(session, case, CARER_KNOWS)/>
                <TypedField id="not-told".to_owned() label="Who must not be told?" sort=Sort::Line draft=field_draft(session, case, NOT_TOLD)/>
                <Chips id="place".to_owned() legend="Where the child is" options=vec![(PLACE.to_owned(), PLACE.to_owned())]
                    chosen=place pick=Callback::new(move |chosen| place.set(chosen))/>
                <p class="quiet">"It is kept apart, and put in for now only. Do it if children’s social care alone gets this sheet."</p>
            </div>
            <dl class="read">{live(move || heading(session, case).map(group))}{live(move || parts.get().into_iter().map(group).collect_view())}</dl>
            <div class="btns noprint">
                <button class="btn" type="button" on:click=print>{icon(Icon::Print)}"Print it"</button>
                <button class="btn plain" type="button" on:click=share>{icon(Icon::Share)}"Share it"</button>
                <button class="linkish" type="button" on:click=copy>{live(move || copied.get())}</button>
            </div>
            <p class="quiet noprint" role="status">{live(move || told.get())}</p>
        </section>
    }
}

fn as_text<'a>(parts: impl Iterator<Item = &'a Part>) -> String {
    let mut text = String::new();
    for part in parts {
        text.push_str(part.title);
        text.push('\n');
        if part.is_open() {
            text.push_str("Not known\n");
        }
        for (label, words) in &part.lines {
            let before = if label.is_empty() { String::new() } else { format!("{label}: ") };
            text.push_str(&format!("{before}{words}\n"));
        }
        text.push('\n');
    }
    text
}
