//! Guidance: the rules by topic, the steps, the nations, and where it all comes from.
mod detail;
mod kit;
mod step;
mod topic;

use gh_core::guide::Role;
use gh_core::hour::track;
use leptos::prelude::*;

pub use detail::step_detail;
pub use step::StepPage;
pub use topic::GuidanceTopic;

use crate::components::{Icon, icon, page};
use crate::live::{live, memo};
use crate::session::session;
use kit::{NATIONS, RED_LIST, SOURCES, by_minute, edition, old_words};
pub use kit::{doubt, source_titles, sources_view};

/// Guidance. Every row is a link; nothing here needs a network.
#[component]
pub fn Guidance() -> impl IntoView {
    page("Guidance");
    let session = session();
    let role = memo(move || session.role());
    let topics = session.guidance.with_untracked(|guidance| {
        let topics = guidance.pack.topics.iter();
        topics.map(|topic| (format!("/guidance/{}", topic.id), topic.title.clone(), topic.summary.clone())).collect()
    });
    let topics: Vec<(String, String, String)> = topics;
    let standing = session.guidance.with_untracked(|guidance| guidance.pack.standing.clone());
    let old = memo(move || old_words(session));
    view! {
        <main id="main">
            <div class="flow">
                <h1 id="title" tabindex="-1">"Guidance"</h1>
                <p class="quiet">"On this phone, no signal needed. "{edition(session)}"."</p>
                <div class="note">{icon(Icon::Info)}<p>{standing}</p></div>
                {live(move || old.get().map(|words| view! { <p class="gap">{words}</p> }))}
            </div>
            <section class="flow" aria-labelledby="rules">
                <h2 id="rules">"Rules"</h2>
                <ul class="rows">
                    {row(format!("/guidance/{RED_LIST}"), "What not to do".into(), "One screen. Read it first.".into())}
                    {topics.into_iter().map(|(href, title, summary)| row(href, title, summary)).collect_view()}
                    {row(format!("/guidance/{NATIONS}"), "The four nations".into(), "Where the law differs.".into())}
                </ul>
            </section>
            {live(move || view! { <Steps role=role.get()/> })}
            <section class="flow" aria-labelledby="from">
                <h2 id="from">"Where this comes from"</h2>
                <ul class="rows">
                    {row(format!("/guidance/{SOURCES}"), "Sources".into(), "What each rule rests on, and how far it was read.".into())}
                </ul>
            </section>
        </main>
    }
}

/// A row that goes somewhere.
fn row(href: String, title: String, summary: String) -> impl IntoView {
    view! {
        <li>
            <a href=href>
                <span><b>{title}</b>{(!summary.is_empty()).then(|| view! { <span class="quiet">{summary}</span> })}</span>
                {icon(Icon::Next)}
            </a>
        </li>
    }
}

/// The steps of the role, or those that fit everyone.
#[component]
fn Steps(role: Option<Role>) -> impl IntoView {
    let session = session();
    let steps = session.guidance.with_untracked(|guidance| {
        let steps = track(&guidance.pack, role).iter();
        steps.map(|step| (step.id.clone(), step.title.clone(), step.minute)).collect::<Vec<_>>()
    });
    let heading = role.map_or("The steps, for everyone".to_owned(), |role| format!("The steps: {}", role.word()));
    let first = if role.is_some() { "Your role has its own order." } else { "Choose a role to see its own order." };
    view! {
        <section class="flow" aria-labelledby="steps">
            <h2 id="steps">{heading}</h2>
            <p class="quiet">{first}" "<a href="/role">"Change role"</a></p>
            <ul class="rows">
                {steps.into_iter().map(|(id, title, minute)| row(
                    format!("/step/{id}"),
                    title,
                    by_minute(minute),
                )).collect_view()}
            </ul>
        </section>
    }
}
