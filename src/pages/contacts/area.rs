//! The chosen area, and the numbers that the person typed.
use gh_core::guide::Area;
use leptos::prelude::*;

use super::row::{Row, read_in, row};
use crate::components::{Icon, icon};
use crate::live::{live, memo};
use crate::session::session;

/// What the person typed first, marked so; then the area's lines, both where two published numbers disagree.
#[component]
pub fn YourArea() -> impl IntoView {
    let session = session();
    let area = memo(move || session.area());
    let typed = memo(move || {
        session.profile.with(|profile| {
            let numbers =
                [("Children’s social care", &profile.front_door), ("Your lead or control room", &profile.lead_number)];
            let given = numbers.into_iter().filter(|(_, number)| !number.trim().is_empty());
            given.map(|(name, number)| Row::typed(name, number.trim())).collect::<Vec<_>>()
        })
    });
    view! {
        <section class="flow" aria-labelledby="area">
            {live(move || match area.get() {
                Some(area) => view! {
                    <div class="split">
                        <h2 id="area">"Your area: "{area.name.clone()}</h2>
                        <a class="linkish" href="/settings">"Change area"</a>
                    </div>
                }.into_any(),
                None => view! {
                    <h2 id="area">"Your area"</h2>
                    <p>"No area is chosen, so no social care number is known here. Until then, use the numbers above."</p>
                    <a class="btn" href="/settings">"Choose your area"</a>
                }.into_any(),
            })}
            {live(move || {
                let typed = typed.get();
                (!typed.is_empty()).then(|| view! { <ul class="rows">{typed.into_iter().map(row).collect_view()}</ul> })
            })}
            {live(move || area.get().map(|area| lines(&area)))}
        </section>
    }
}

fn lines(area: &Area) -> impl IntoView + use<> {
    let rows: Vec<Row> = area.lines.iter().map(|line| Row::of(line, None)).collect();
    let gap = Some(area.gap.clone()).filter(|gap| !gap.is_empty());
    let written = area.written_within_hours.map(|hours| format!("Confirm the call in writing within {hours} hours."));
    let notes: Vec<String> = area.notes.iter().cloned().chain(written).collect();
    let gateway = (!area.gateway_for.is_empty()).then(|| format!("Gateway for: {}.", area.gateway_for.join(", ")));
    let guardian = area.guardian.clone();
    view! {
        <ul class="rows">{rows.into_iter().map(row).collect_view()}</ul>
        {gap.map(|gap| view! { <p class="gap">{gap}</p> })}
        {(!notes.is_empty()).then(|| view! {
            <ul class="how">{notes.into_iter().map(|note| view! { <li>{note}</li> }).collect_view()}</ul>
        })}
        <div class="note">
            {icon(Icon::Info)}
            <p><b>"Guardian. "</b>{guardian}{gateway.map(|gateway| view! { " "{gateway} })}</p>
        </div>
        {read_in(&area.lines)}
    }
}
