//! The task list of the record.
use gh_core::missing;
use gh_core::record::{SAID, SECTIONS, Section, SectionState, TOLD, section_state};
use gh_core::signs;
use gh_wire::id::Id;
use leptos::prelude::*;

use super::log::CaseLog;
use super::words;
use crate::components::{Icon, NotSaved, SavedLine, icon};
use crate::live::{live, memo};
use crate::pages::WithMeNow;
use crate::pages::signs::counted;
use crate::session::{Session, session};

/// The sections by group, with how far each is, and Check and send.
///
/// Each row is one link; its state is a word, and a shape beside it. `aria-current` marks the section that is open.
#[component]
pub fn TaskList(
    /// The case.
    case: Id,
    /// The section that stands open beside it; then the page's heading is that section's.
    #[prop(optional)]
    open: Option<&'static str>,
) -> impl IntoView {
    let session = session();
    let states = memo(move || {
        let case = session.case_of(case)?;
        let state = |section| session.profile.with(|profile| section_state(&case.state, profile, section));
        Some(SECTIONS.iter().map(state).collect::<Vec<_>>())
    });
    let complete = move || states.get().map_or(0, |all| all.iter().filter(|s| **s == SectionState::Complete).count());
    let runs = memo(move || session.case_of(case).is_some_and(|case| case.state.runs()));
    let text = Callback::new(move |()| untrack(|| text_of(session, case)));
    let groups = groups().into_iter().map(|(group, sections)| {
        let heading =
            if open.is_some() { view! { <h3>{group}</h3> }.into_any() } else { view! { <h2>{group}</h2> }.into_any() };
        let rows = sections.into_iter().map(|(place, section)| {
            let state = memo(move || states.with(|all| all.as_ref().and_then(|all| all.get(place).copied())));
            view! {
                <li>
                    <a href=format!("/record/{}", section.id) aria-current=(open == Some(section.id)).then_some("true")>
                        <span><b>{section.title}</b><span class="quiet">{live(move || hint(session, case, section))}</span></span>
                        {live(move || state.get().map(tag))}
                    </a>
                </li>
            }
        });
        let rows = rows.collect_view();
        view! { <section class="flow">{heading}<ul class="rows">{rows}</ul></section> }
    });
    let groups = groups.collect_view();
    view! {
        <div class="flow">
            {if open.is_some() {
                view! { <h2>"Record"</h2> }.into_any()
            } else {
                view! { <h1 id="title" tabindex="-1">"Record"</h1> }.into_any()
            }}
            {live(move || about(session, case))}
            <p>"Write it once, so the child is not asked again. Gaps are fine."</p>
            <div class="split">
                <b>{complete}" of "{SECTIONS.len()}" sections complete"</b>
                {open.is_none().then(|| view! { <SavedLine case/> })}
            </div>
            {open.is_none().then(|| view! { <NotSaved case words=text/> })}
        </div>
        {groups}
        <div class="btns">
            <a class=if open.is_some() { "btn" } else { "btn main" } href="/check">"Check and send"</a>
            {live(move || runs.get().then(|| view! { <a class="btn plain" href="/missing">"The child has gone"</a> }))}
            <WithMeNow case/>
        </div>
        {open.is_none().then(|| view! {
            <p><a href="/photos">"Photographs"</a>{live(move || photos(session, case))}</p>
            <p><a href="/care">"Children’s social care"</a>": what to say, and the follow-up in writing."</p>
            <p><a href="/nrm">"National referral"</a>": the answers for the official form."</p>
            <p><a href="/handover">"Handover sheet"</a>": one page for whoever takes over."</p>
            <p><a href="/asked">"Already asked"</a>": for whoever asks next."</p>
            {live(move || ready(session, case))}
            <CaseLog case/>
        })}
    }
}

/// What is inside: what was noted there by taps elsewhere, else what belongs there. Tracked.
fn hint(session: Session, case: Id, section: &'static Section) -> String {
    let many = |count: usize, one: &str, more: &str| match count {
        0 => None,
        1 => Some(one.to_owned()),
        count => Some(format!("{count} {more}")),
    };
    let noted = session.case_of(case).and_then(|case| match section.id {
        SAID => many(case.state.said.len(), "1 thing, in their own words", "things, in their own words"),
        TOLD => many(case.state.calls.len(), "1 call noted", "calls noted"),
        "m09" => Some(signs::noted(&case.state)).filter(|noted| *noted != (0, 0)).map(counted),
        _ => None,
    });
    noted.unwrap_or_else(|| section.hint.to_owned())
}

/// How many there are, else what for. Tracked.
fn photos(session: Session, case: Id) -> String {
    match session.case_of(case).map_or(0, |case| case.state.photos.len()) {
        0 => ": face, clothes, papers, place.".to_owned(),
        1 => ": 1 taken.".to_owned(),
        count => format!(": {count} taken."),
    }
}

/// What the words for 999 would still lack if the child went missing: it is written down before it is needed. Tracked.
fn ready(session: Session, case: Id) -> Option<impl IntoView> {
    let case = session.case_of(case)?;
    let lacks = session.profile.with(|profile| missing::lacks(&case.state, profile));
    Some(if lacks.is_empty() {
        view! { <p>"If the child goes missing, the words for 999 are ready."</p> }.into_any()
    } else {
        let last = lacks.len() - 1;
        let links = lacks.into_iter().enumerate().map(|(place, lack)| {
            let end = if place == last { "." } else { ", " };
            view! { <a href=format!("/record/{}", lack.section)>{lack.what}</a>{end} }
        });
        view! { <p>"If the child goes missing, 999 will ask. Not written yet: "{links.collect_view()}</p> }.into_any()
    })
}

/// Which record it is, where that could be mistaken: one without an hour, or not of the child who is here.
fn about(session: Session, case: Id) -> Option<impl IntoView> {
    let case = session.case_of(case)?;
    let running = session.running();
    let began = case.state.began.hh_mm();
    let words = if case.state.runs() {
        let children = session.children();
        let name =
            children.iter().find(|child| child.case.state.id == case.state.id && children.len() > 1)?.name.clone();
        format!("The record of {name}, one of {} children with you.", children.len())
    } else if case.state.met_at.is_some() {
        format!("The hour of this record is finished. It began at {began}.")
    } else {
        format!("A concern, begun at {began}. No hour runs for it.")
    };
    let back = running.filter(|running| running.state.id != case.state.id).map(|running| {
        let id = running.state.id;
        view! {
            <button class="linkish" type="button" on:click=move |_| session.current.set(Some(id))>
                "Open the record of the child who is with you"
            </button>
        }
    });
    Some(view! { <p class="quiet">{words}</p> {back} })
}

fn text_of(session: Session, case: Id) -> String {
    session
        .case_of(case)
        .map(|case| session.profile.with(|profile| words::as_text(&case.state, profile)))
        .unwrap_or_default()
}

/// The groups in order, each with its sections and their places in the list.
fn groups() -> Vec<(&'static str, Vec<(usize, &'static Section)>)> {
    let mut groups: Vec<(&'static str, Vec<(usize, &'static Section)>)> = Vec::new();
    for (place, section) in SECTIONS.iter().enumerate() {
        match groups.last_mut() {
            Some((group, sections)) if *group == section.group => sections.push((place, section)),
            _ => groups.push((section.group, vec![(place, section)])),
        }
    }
    groups
}

fn tag(state: SectionState) -> AnyView {
    match state {
        SectionState::Complete => view! { <span class="tag ok">{icon(Icon::Tick)}"Complete"</span> }.into_any(),
        SectionState::Started => view! { <span class="tag">{icon(Icon::Started)}"Started"</span> }.into_any(),
        SectionState::NotStarted => view! { <span class="tag">"Not started"</span> }.into_any(),
        SectionState::NeededToSend => view! { <span class="tag need">"Needed to send"</span> }.into_any(),
    }
}
