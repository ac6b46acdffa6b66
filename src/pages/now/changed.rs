//! "Something has changed": what can be set from Now at any time, in two taps.
use gh_core::case::Kind;
use leptos::prelude::*;

use crate::components::{Icon, icon};
use crate::live::{live, memo};
use crate::session::session;

#[derive(Clone, PartialEq)]
struct Quick {
    question: String,
    option: String,
    label: String,
    on: bool,
}

/// The quick keys as toggle buttons behind one tap. "Child gone" stands in the header.
#[component]
pub fn SomethingChanged() -> impl IntoView {
    let session = session();
    let quick = memo(move || {
        let Some(case) = session.case() else { return Vec::new() };
        session.guidance.with(|guidance| {
            let pack = &guidance.pack;
            let mut list = Vec::new();
            for question in pack.questions.iter().filter(|question| question.quick) {
                let chosen =
                    case.state.situation.get(&question.id).map(|(chosen, _)| chosen.as_slice()).unwrap_or_default();
                for option in question.options.iter().filter(|option| !option.sets.is_empty()) {
                    let fact =
                        pack.conditions.iter().find(|c| Some(&c.key) == option.sets.first()).map(|c| c.fact.clone());
                    list.push(Quick {
                        question: question.id.clone(),
                        option: option.id.clone(),
                        label: fact.unwrap_or_else(|| option.label.clone()),
                        on: chosen.contains(&option.id),
                    });
                }
            }
            list
        })
    });
    view! {
        <details class="changed">
            <summary>{icon(Icon::Warn)}"Something has changed"</summary>
            <div class="chips" role="group" aria-label="What has changed">
                {live(move || quick.get().into_iter().map(|Quick { question, option, label, on }| {
                    let tap = move |_| {
                        let options = if on { Vec::new() } else { vec![option.clone()] };
                        session.note(Kind::Situation { question: question.clone(), options });
                    };
                    view! {
                        <button class="chip" type="button" aria-pressed=on.to_string() on:click=tap>{label}</button>
                    }
                }).collect_view())}
            </div>
        </details>
    }
}
