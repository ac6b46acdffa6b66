//! One step, to read: the same parts as on Now, and nothing to answer.
use gh_core::guide::{CantReason, Pack, Step};
use gh_core::referral::reason_word;
use leptos::prelude::*;

use super::kit::by_minute;
use crate::app::part;
use crate::components::{Back, Icon, icon, page};
use crate::live::{live, memo};
use crate::pages::now::body::{Body, body_view};
use crate::session::session;

/// A step, read only.
#[component]
pub fn StepPage() -> impl IntoView {
    page("Step");
    let session = session();
    let part = part();
    let step = memo(move || {
        let id = part.get().unwrap_or_default();
        session.guidance.with(|guidance| find(&guidance.pack, &id))
    });
    view! {
        <main id="main">
            <Back href="/guidance">"Guidance"</Back>
            {live(move || match step.get() {
                Some(step) => {
                    let reads = step.clone();
                    let body = memo(move || Body::own(session, &reads));
                    view! {
                        <article class="step bleed" aria-labelledby="title">
                            <div class="eyebrow">
                                <span>"Step, to read"</span>
                                <span class="due">{icon(Icon::Clock)}{by_minute(step.minute)}</span>
                            </div>
                            <h1 id="title" tabindex="-1">{step.title.clone()}</h1>
                            {body_view(body)}
                        </article>
                        {about(&step)}
                    }.into_any()
                }
                None => view! {
                    <h1 id="title" tabindex="-1">"There is no such step"</h1>
                    <a class="btn" href="/guidance">"See all steps"</a>
                }.into_any(),
            })}
        </main>
    }
}

/// A step of any track.
pub(super) fn find(pack: &Pack, id: &str) -> Option<Step> {
    let rows = pack.tracks.iter().flat_map(|track| &track.row);
    pack.actions.iter().chain(rows).find(|step| step.id == id).cloned()
}

/// When it applies, and its other ways.
fn about(step: &Step) -> impl IntoView + use<> {
    let added = step.added.strip_prefix("Added: ").map(str::to_owned);
    let star = step.star.then_some("It must be done, or explained, before the hour is finished.");
    let ways = CantReason::ALL.map(|reason| {
        let way = step.other_way.iter().find(|way| way.reason == reason);
        (reason_word(reason), way.map_or("Ask someone else to do it".to_owned(), |way| way.title.clone()))
    });
    view! {
        <section class="flow" aria-labelledby="if">
            <h2 id="if">"If you can’t"</h2>
            <ul class="how">
                {ways.into_iter().map(|(reason, title)| view! { <li><b>{reason}": "</b>{title}"."</li> }).collect_view()}
            </ul>
            {added.map(|added| view! { <p class="quiet">"It comes up when "{added}"."</p> })}
            {star.map(|star| view! { <p class="quiet">{star}</p> })}
        </section>
    }
}
