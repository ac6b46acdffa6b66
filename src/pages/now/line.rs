//! The line stood upright: Coming up, and Done.
use gh_core::case::{Kind, StepAnswer};
use gh_core::hour::{Card, Due};
use gh_wire::id::Id;
use leptos::prelude::*;

use crate::components::{Icon, icon};
use crate::edge::page::focus_soon;
use crate::live::{a_moment_behind, live, memo};
use crate::session::session;

/// What comes, in order. An ordered list; each dot has its word too.
#[component]
pub fn ComingUp() -> impl IntoView {
    let session = session();
    let rows = memo(move || {
        session
            .with_plan(|plan, _| {
                let all = plan.next.iter().chain(&plan.coming);
                all.map(|planned| {
                    let added =
                        Some(planned.step.added.clone()).filter(|a| !a.is_empty() && !planned.step.when.is_always());
                    let other = matches!(planned.card, Card::OtherWay { .. });
                    (planned.step.title.clone(), added, other, due_words(planned.due))
                })
                .collect::<Vec<_>>()
            })
            .unwrap_or_default()
    });
    let rows = a_moment_behind(rows);
    view! {
        <section class="flow" aria-labelledby="coming">
            <h2 id="coming">"Coming up"</h2>
            <ol class="trail">
                {live(move || rows.get().into_iter().enumerate().map(|(place, (title, added, other, due))| {
                    let under = match (place, other) {
                        (_, true) => Some("The other way".to_owned()),
                        (0, _) => Some(if due.starts_with("was") { "Still to do".to_owned() } else { "Now".to_owned() }),
                        _ => added,
                    };
                    view! {
                        <li class:now=place == 0>
                            <span><b>{title}</b>{under.map(|under| view! { <span class="quiet">{under}</span> })}</span>
                            <span class="quiet n">{due}</span>
                        </li>
                    }
                }).collect_view())}
            </ol>
        </section>
    }
}

/// "by 14:36", "now", "was 14:36", or "still to do".
pub(super) fn due_words(due: Due) -> String {
    match due {
        Due::Now => "now".to_owned(),
        Due::By(at, _) => format!("by {}", at.hh_mm()),
        Due::Was(at) => format!("was {}", at.hh_mm()),
        Due::Still => "still to do".to_owned(),
    }
}

#[derive(Clone, PartialEq)]
struct Row {
    title: String,
    words: String,
    done: bool,
    cant: bool,
    undo: Option<Id>,
}

/// What has an answer. Undo stays all hour; its hidden name has the step.
#[component]
pub fn DoneList() -> impl IntoView {
    let session = session();
    let rows = memo(move || {
        session
            .with_plan(|plan, case| {
                let rows = plan.finished.iter().map(|finished| {
                    let at = finished.noted.map(|(at, _)| format!(" at {}", at.hh_mm())).unwrap_or_default();
                    let word = match finished.answer {
                        StepAnswer::Done => "Done",
                        StepAnswer::Cant(_) => "Could not",
                        StepAnswer::NotNeeded => "Not needed",
                    };
                    let undo = finished.noted.map(|(_, event)| event);
                    let unsaved = undo.is_some_and(|event| is_unsaved(case, event));
                    let words = format!("{word}{at}{}", if unsaved { ". Not saved on this phone" } else { "" });
                    let answer = finished.answer;
                    Row {
                        title: finished.title.clone(),
                        words,
                        done: answer == StepAnswer::Done,
                        cant: matches!(answer, StepAnswer::Cant(_)),
                        undo,
                    }
                });
                // Noted by one tap, so it is taken back by one: the child may still be gone.
                let back = case.state.last_back().map(|(event, at)| Row {
                    title: "The child is back".to_owned(),
                    words: format!("Noted at {}", at.hh_mm()),
                    done: true,
                    cant: false,
                    undo: Some(event),
                });
                back.into_iter().chain(rows).collect::<Vec<_>>()
            })
            .unwrap_or_default()
    });
    let rows = a_moment_behind(rows);
    move || {
        let rows = rows.get();
        (!rows.is_empty()).then(|| {
            view! {
                <section class="flow" aria-labelledby="done">
                    <h2 id="done">"Done"</h2>
                    <ol class="trail">{rows.into_iter().map(done_row).collect_view()}</ol>
                </section>
            }
        })
    }
}

fn is_unsaved(case: &crate::session::Case, event: Id) -> bool {
    case.log.events().iter().skip(case.saved).any(|stored| stored.event.id == event)
}

fn done_row(row: Row) -> impl IntoView {
    let session = session();
    let Row { title, words, done, cant, undo } = row;
    let name = title.clone();
    view! {
        <li class:done=done class:cant=cant>
            <span><b>{title}</b><span class="quiet">{words}</span></span>
            {undo.map(|event| view! {
                <button class="linkish" type="button" on:click=move |_| {
                    session.note(Kind::Undone { event });
                    session.say("Undone");
                    // The button goes with its row.
                    focus_soon("title");
                }>
                    {icon(Icon::Undo)}"Undo"<span class="vh">" "{name}</span>
                </button>
            })}
        </li>
    }
}
