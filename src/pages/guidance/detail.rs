//! What stands behind "More about this step".
use gh_core::guide::{Law, Nation, Statement};
use leptos::prelude::*;

use super::kit::{nations_of, source_titles, stated};
use super::step::find;
use crate::session::session;

/// Detail, powers and duties of the nation, and sources, of the step with this id.
#[must_use]
pub fn step_detail(id: &str) -> AnyView {
    let session = session();
    let nation = untrack(|| session.nation());
    // Without an area the nation is not known: each rule then names where it holds.
    let unknown = nation.is_none();
    let here = |nations: &[Nation]| nations.is_empty() || nation.is_none_or(|nation| nations.contains(&nation));
    let Some((step, sources)) = session.guidance.with_untracked(|guidance| {
        let step = find(&guidance.pack, id)?;
        let law = step.law.iter().map(|law| &law.statement);
        let said = std::iter::once(&step.why).chain(&step.how).chain(&step.do_not).chain(&step.more).chain(law);
        let sources = source_titles(&guidance.pack, said);
        Some((step, sources))
    }) else {
        return ().into_any();
    };
    let detail: Vec<Statement> = step.more.into_iter().filter(|line| here(&line.nations)).collect();
    let law: Vec<Law> = step.law.into_iter().filter(|law| here(&law.statement.nations)).collect();
    view! {
        {(!detail.is_empty()).then(|| view! { <ul>{detail.into_iter().map(|line| view! { <li>{stated(&line)}</li> }).collect_view()}</ul> })}
        {(!law.is_empty()).then(|| view! {
            <h3>"Powers and duties"</h3>
            <ul>{law.into_iter().map(|law| view! { <li>{unknown.then(|| nations_of(&law.statement))}{stated(&law.statement)}</li> }).collect_view()}</ul>
        })}
        <h3>"Where this comes from"</h3>
        <ul>{sources.into_iter().map(|source| view! { <li>{source}</li> }).collect_view()}</ul>
        <p class="quiet">{format!("Step {}. Minute targets and suggested words are ours; no guidance sets them.", step.id)}</p>
    }
    .into_any()
}
