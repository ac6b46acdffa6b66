//! The summary of the record, row by row.
use gh_wire::id::Id;
use leptos::prelude::*;

use crate::live::memo;
use crate::pages::record::words::{Quote, Row, Said, SignLine, rows, signs};
use crate::session::session;

/// Every section with its words, and a link to change it. A missing fact says "Not given yet", and its link is Add.
#[component]
pub fn Summary(
    /// The case.
    case: Id,
) -> impl IntoView {
    let session = session();
    let rows = memo(move || {
        let case = session.case_of(case)?;
        Some(session.profile.with(|profile| rows(&case.state, profile)))
    });
    let noted = memo(move || session.case_of(case).map(|case| signs(&case.state)).unwrap_or_default());
    let sections = move || {
        let mut groups: Vec<(&'static str, Vec<Row>)> = Vec::new();
        for row in rows.get().unwrap_or_default() {
            match groups.last_mut() {
                Some((group, rows)) if *group == row.section.group => rows.push(row),
                _ => groups.push((row.section.group, vec![row])),
            }
        }
        let groups = groups.into_iter().map(|(group, rows)| {
            let rows = rows.into_iter().map(one).collect_view();
            view! { <section><h2 class="head">{group}</h2><dl class="sum">{rows}</dl></section> }
        });
        groups.collect_view()
    };
    view! { {sections} {move || signs_noted(noted.get())} }
}

fn signs_noted(noted: Vec<SignLine>) -> impl IntoView {
    let (nothing, change) = if noted.is_empty() { (Some("None noted"), "Add") } else { (None, "Change") };
    view! {
        <section>
            <h2 class="head">"Signs"</h2>
            <dl class="sum">
                <div id="signs">
                    <dt>"What you noticed"</dt>
                    <dd>
                        {noted.into_iter().map(SignLine::shown).collect_view()}
                        {nothing.map(|words| view! { <span class="quiet">{words}</span> })}
                    </dd>
                    <dd><a href="/signs">{change}<span class="vh">" signs"</span></a></dd>
                </div>
            </dl>
        </section>
    }
}

fn one(row: Row) -> impl IntoView {
    let empty = row.is_empty();
    let title = row.section.title;
    let needed = row.missing.iter().map(|field| {
        let label = (!empty).then(|| format!("{}: ", field.label));
        view! { <span class="miss">{label}"Not given yet"</span> }
    });
    let needed = needed.collect_view();
    view! {
        <div id=row.section.id>
            <dt>{title}</dt>
            <dd>
                {row.said.into_iter().map(said).collect_view()}
                {row.quotes.into_iter().map(Quote::shown).collect_view()}
                {row.again.into_iter().chain(row.lines).map(|line| view! { <p>{line.shown()}</p> }).collect_view()}
                {row.not_known.map(|(words, because)| view! { <p>{words}", because: "<bdi>{because}</bdi></p> })}
                {(empty && row.missing.is_empty()).then(|| view! { <span class="quiet">"Nothing written"</span> })}
                {needed}
            </dd>
            <dd>
                <a href=format!("/record/{}", row.section.id)>
                    {if empty { "Add" } else { "Change" }}<span class="vh">" "{title}</span>
                </a>
            </dd>
        </div>
    }
}

fn said(said: Said) -> impl IntoView {
    let label = (!said.field.main).then(|| view! { <span class="quiet">{said.field.label}": "</span> });
    // Pointed at and no more: a part of a number can be a clue, and Send does not wait for it.
    let doubt = said.doubt.map(|doubt| view! { <span class="miss">{doubt}</span> });
    let known = said.known.into_iter().map(|known| view! { <span class="quiet">" ("<bdi>{known}</bdi>")"</span> });
    view! { <p>{label}<bdi>{said.value}</bdi>{known.collect_view()}</p>{doubt} }
}
