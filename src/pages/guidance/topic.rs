//! One topic: its rules with their doubts, its steps, its sources.
use gh_core::guide::{Nation, NationRow, Pack, Statement, Topic};
use leptos::prelude::*;

use super::kit::{NATIONS, RED_LIST, SOURCES, edition, nations_of, source_titles, sources_view, stated};
use crate::app::part;
use crate::components::{Back, Icon, icon, page};
use crate::live::{live, memo};
use crate::session::{Session, session};

/// What the address names.
#[derive(Clone, PartialEq)]
enum Shown {
    RedList(Vec<Statement>),
    Nations(Vec<NationRow>),
    Sources,
    Topic(Topic, Vec<(String, String)>),
    Nothing,
}

/// A page of Guidance.
#[component]
pub fn GuidanceTopic() -> impl IntoView {
    page("Guidance");
    let session = session();
    let part = part();
    let shown = memo(move || {
        let id = part.get().unwrap_or_default();
        session.guidance.with(|guidance| find(&guidance.pack, &id))
    });
    view! {
        <main id="main">
            <Back href="/guidance">"Guidance"</Back>
            <article class="prose">
                {live(move || match shown.get() {
                    Shown::RedList(rules) => red_list(session, rules).into_any(),
                    Shown::Nations(rows) => nations(session, rows).into_any(),
                    Shown::Sources => sources(session).into_any(),
                    Shown::Topic(topic, steps) => topic_view(session, topic, steps).into_any(),
                    Shown::Nothing => nothing().into_any(),
                })}
            </article>
        </main>
    }
}

fn find(pack: &Pack, id: &str) -> Shown {
    match id {
        RED_LIST => Shown::RedList(pack.red_list.clone()),
        NATIONS => Shown::Nations(pack.nations.clone()),
        SOURCES => Shown::Sources,
        _ => pack.topics.iter().find(|topic| topic.id == id).map_or(Shown::Nothing, |topic| {
            let steps = pack.actions.iter().filter(|step| topic.steps.contains(&step.id));
            Shown::Topic(topic.clone(), steps.map(|step| (step.id.clone(), step.title.clone())).collect())
        }),
    }
}

fn titles(session: Session, statements: &[Statement]) -> Vec<String> {
    session.guidance.with_untracked(|guidance| source_titles(&guidance.pack, statements))
}

/// Whose words these are, at the foot of each page.
fn standing(session: Session) -> impl IntoView {
    let standing = session.guidance.with_untracked(|guidance| guidance.pack.standing.clone());
    view! { <p class="quiet">{edition(session)}". "{standing}</p> }
}

fn topic_view(session: Session, topic: Topic, steps: Vec<(String, String)>) -> impl IntoView {
    let from = titles(session, &topic.rule);
    view! {
        <div class="flow">
            <h1 id="title" tabindex="-1">{topic.title}</h1>
            <p class="lead-in">{topic.summary}</p>
        </div>
        <ol>{topic.rule.iter().map(|rule| view! { <li><p>{nations_of(rule)}{stated(rule)}</p></li> }).collect_view()}</ol>
        {(!steps.is_empty()).then(|| view! {
            <h2>"Steps"</h2>
            <ul class="rows">
                {steps.into_iter().map(|(id, title)| view! {
                    <li><a href=format!("/step/{id}")><span><b>{title}</b></span>{icon(Icon::Next)}</a></li>
                }).collect_view()}
            </ul>
        })}
        {sources_view(from)}
        {standing(session)}
    }
}

fn red_list(session: Session, rules: Vec<Statement>) -> impl IntoView {
    let from = titles(session, &rules);
    view! {
        <h1 id="title" tabindex="-1">"What not to do"</h1>
        <section class="dont">
            <h2>{icon(Icon::Not)}"Do not"</h2>
            <ul>{rules.iter().map(|rule| view! { <li>{nations_of(rule)}{stated(rule)}</li> }).collect_view()}</ul>
        </section>
        {sources_view(from)}
        {standing(session)}
    }
}

/// The nations table as one heading a topic: a table of five columns does not fit a phone. One's own nation comes first.
fn nations(session: Session, rows: Vec<NationRow>) -> impl IntoView {
    let mut order = Nation::ALL.to_vec();
    let own = untrack(|| session.nation());
    order.sort_by_key(|nation| Some(*nation) != own);
    let every = rows.iter().flat_map(|row| Nation::ALL.map(|nation| cell(row, nation).clone()));
    let from = titles(session, &every.collect::<Vec<_>>());
    view! {
        <div class="flow">
            <h1 id="title" tabindex="-1">"The four nations"</h1>
            <p class="lead-in">"Where the law and the services differ."</p>
        </div>
        {rows.into_iter().map(|row| view! {
            <section class="flow">
                <h2>{row.topic.clone()}</h2>
                <ul class="how">
                    {order.iter().map(|nation| view! {
                        <li><b>{nation.name()}": "</b>{stated(cell(&row, *nation))}</li>
                    }).collect_view()}
                </ul>
            </section>
        }).collect_view()}
        {sources_view(from)}
        {standing(session)}
    }
}

const fn cell(row: &NationRow, nation: Nation) -> &Statement {
    match nation {
        Nation::England => &row.england,
        Nation::Wales => &row.wales,
        Nation::Scotland => &row.scotland,
        Nation::NorthernIreland => &row.northern_ireland,
    }
}

fn sources(session: Session) -> impl IntoView {
    let (list, numbers) = session
        .guidance
        .with_untracked(|guidance| (guidance.pack.sources.clone(), guidance.pack.numbers_checked.clone()));
    view! {
        <div class="flow">
            <h1 id="title" tabindex="-1">"Sources"</h1>
            <p class="lead-in">"What the steps and rules rest on. The words are ours."</p>
            <p>"“Not checked by a safeguarding lead yet” stands where somebody with that duty still has to look at it."</p>
        </div>
        <ul class="how">
            {list.into_iter().map(|source| view! { <li>{source.title}" "<span class="quiet">{source.read}</span></li> }).collect_view()}
        </ul>
        <h2>"Numbers"</h2>
        <p>{numbers}</p>
        {standing(session)}
    }
}

fn nothing() -> impl IntoView {
    view! {
        <h1 id="title" tabindex="-1">"There is no such topic"</h1>
        <p>"All topics are on the page before this one."</p>
        <a class="btn" href="/guidance">"See all topics"</a>
    }
}
