//! What the signs point to: why, and what to do. No score, no grade, no low risk.
use gh_core::signs;
use leptos::prelude::*;

use super::list::{Danger, danger};
use crate::components::{Back, page};
use crate::live::memo;
use crate::pages::record::open_case;
use crate::pages::record::words::{self, SignLine};
use crate::session::session;

/// What was noted, each with the way to who, when and how; what it can point to, with the reason.
#[component]
pub fn SignsMeaning() -> impl IntoView {
    page("What the signs point to");
    let session = session();
    let open = open_case(session);
    let case = memo(move || open.get().and_then(|case| session.case_of(case)));
    let urgent = memo(move || open.get().and_then(|case| danger(session, case)));
    move || {
        let case = case.get();
        let noted = case.as_ref().map_or(Vec::new(), |case| words::signs(&case.state));
        let pointed: Vec<(String, String, String)> = case.as_ref().map_or(Vec::new(), |case| {
            session.guidance.with_untracked(|guidance| {
                let all = signs::pointed(&guidance.pack, &case.state).into_iter();
                all.map(|one| (one.pointer.name.clone(), one.pointer.so.text.clone(), one.because.join("; "))).collect()
            })
        });
        let next = if case.as_ref().is_some_and(|case| case.state.runs()) { "/now" } else { "/record" };
        let none = noted.is_empty();
        let weak = case.as_ref().is_some_and(|case| {
            session.guidance.with_untracked(|guidance| signs::is_weak_alone(&guidance.pack, &case.state))
        });
        // One filled button a page: what danger asks for goes first.
        let way = if matches!(urgent.get(), Some(Danger::Step(_))) { "btn" } else { "btn main" };
        view! {
            <main id="main">
                <Back href="/signs">"Back to the signs"</Back>
                <div class="flow">
                    <h1 id="title" tabindex="-1">{if none || weak { "A worry is enough" } else { "You have enough to act" }}</h1>
                    {weak.then(|| view! { <p>"What you noted is weak on its own. Say what else worries you."</p> })}
                    {(none || weak).then(|| view! { <p>"You can still call."</p> })}
                    <p>"This is not a score. More signs do not mean more danger, and few signs do not mean less."</p>
                    <p>"This list cannot rule anything out."</p>
                    {urgent.get().map(|urgent| view! { <p><b>"One of these can mean danger now."</b></p> {urgent.shown()} })}
                </div>
                {(!none).then(|| view! {
                    <section class="flow" aria-labelledby="noted">
                        <h2 id="noted" class="head">"What you noted"</h2>
                        <ul class="rows">{noted.into_iter().map(row).collect_view()}</ul>
                    </section>
                    <section class="flow" aria-labelledby="points">
                        <h2 id="points" class="head">"What they can point to"</h2>
                        <ul class="how">{pointed.into_iter().map(|(name, so, because)| view! {
                            <li><b>{name}"."</b>" "{so}<br/><span class="quiet">"Because: "{because}"."</span></li>
                        }).collect_view()}</ul>
                    </section>
                })}
                <div class="btns">
                    <a class=way href=next>{if next == "/now" { "Go to the next step" } else { "Go to the record" }}</a>
                    {none.then(|| view! { <a class="btn plain" href="/contacts">"See Contacts"</a> })}
                </div>
            </main>
        }
    }
}

fn row(line: SignLine) -> impl IntoView {
    let first = if line.more.is_empty() { "Add" } else { "Change" };
    view! {
        <li>
            <a href=format!("/signs/{}", line.id)>
                <span>
                    <b>{line.degree}":"</b>" "{line.says}{line.more.shown()}
                    <span class="quiet">{first}" who, when and how"</span>
                </span>
                {crate::components::icon(crate::components::Icon::Next)}
            </a>
        </li>
    }
}
