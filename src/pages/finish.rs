//! Finishing the hour: what was left open is explained, and what is not sent is named.
use gh_core::case::Kind;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use crate::components::{Back, Icon, icon, page};
use crate::edge::page::focus_soon;
use crate::live::{live, memo};
use crate::session::{Session, session};

/// Finish this hour. Steps that must be done or explained are listed; the explanation is the person's own words.
#[component]
pub fn Finish() -> impl IntoView {
    page("Finish this hour");
    let session = session();
    if let Some(case) = untrack(|| session.running()) {
        session.current.set(Some(case.state.id));
    }
    let runs = memo(move || session.running_here().is_some());
    view! {
        <main id="main">
            {live(move || if runs.get() {
                view! { <Back href="/now">"Back to the next step"</Back> <Closing/> }.into_any()
            } else {
                view! {
                    <h1 id="title" tabindex="-1">"No hour is running"</h1>
                    <a class="btn" href="/records">"See the records on this phone"</a>
                }.into_any()
            })}
        </main>
    }
}

/// Titles of the steps that must be done or explained and have no answer. Tracked.
fn left_open(session: Session) -> Vec<String> {
    let open = session.with_plan(|plan, case| {
        let answered = |id: &str| case.state.answers.iter().any(|answer| answer.step == id);
        let all = plan.next.iter().chain(&plan.coming).map(|planned| planned.step);
        all.filter(|step| step.star && !answered(&step.id)).map(|step| step.title.clone()).collect()
    });
    open.unwrap_or_default()
}

#[component]
fn Closing() -> impl IntoView {
    let session = session();
    let navigate = StoredValue::new_local(use_navigate());
    let open = memo(move || left_open(session));
    let because = RwSignal::new(String::new());
    let missing = RwSignal::new(false);
    let finish = move |_| {
        let words = because.get_untracked().trim().to_owned();
        if words.is_empty() && !open.get_untracked().is_empty() {
            missing.set(true);
            focus_soon("because");
            return;
        }
        session.note(Kind::Finished { left_open_because: words });
        session.say("The hour is finished. The record stays on this phone.");
        navigate.with_value(|navigate| {
            navigate("/records", NavigateOptions { replace: true, ..NavigateOptions::default() });
        });
    };
    view! {
        <div class="flow">
            <h1 id="title" tabindex="-1">"Finish this hour"</h1>
            <p>"Finish only when a named person has taken over the child."</p>
        </div>
        {live(move || {
            let open = open.get();
            (!open.is_empty()).then(|| view! {
                <section class="flow" aria-labelledby="open">
                    <h2 id="open">"These have no answer yet"</h2>
                    <ul class="how">{open.into_iter().map(|title| view! { <li>{title}</li> }).collect_view()}</ul>
                    <a class="linkish" href="/now">"Go back and answer them"</a>
                </section>
                <div class="field" class:bad=move || missing.get()>
                    <label for="because">"Why were they not done?"</label>
                    {live(move || missing.get().then(|| view! {
                        <p class="msg" id="because-message" role="alert">"Write why, in a few words. Then finish."</p>
                    }))}
                    <textarea
                        id="because"
                        rows="3"
                        aria-invalid=move || missing.get().then_some("true")
                        aria-describedby=move || missing.get().then_some("because-message")
                        prop:value=because.get_untracked()
                        on:input=move |event| {
                            missing.set(false);
                            because.set(event_target_value(&event));
                        }
                    ></textarea>
                </div>
            })
        })}
        <WhatStays/>
        <div class="btns">
            <button class="btn main full" type="button" on:click=finish>"Finish this hour"</button>
            <a class="btn plain full" href="/now">"Go on with the hour"</a>
        </div>
    }
}

/// The record stays; what still has to be sent or written is said before the button.
#[component]
fn WhatStays() -> impl IntoView {
    let session = session();
    let facts = memo(move || {
        let case = session.case()?;
        let state = &case.state;
        let waits = state.sent.iter().any(|sent| sent.received.is_none());
        let new = (!state.sent.is_empty()).then(|| state.has_unsent_words());
        let next = state.fact("m16.name").map(str::to_owned);
        Some((new, waits, (state.gone.is_some(), state.with_whom().is_some(), next), case.unsaved()))
    });
    move || {
        facts.get().map(|(new, waits, (gone, handed_over, next), unsaved)| {
            let to_send = match new {
                None => Some(("The record is not sent.", " Nobody else has what you wrote.")),
                Some(true) => Some(("Not all of the record is sent.", " Nobody else has what you wrote since.")),
                Some(false) => None,
            };
            view! {
                <section class="flow" aria-labelledby="after">
                    <h2 id="after">"What stays"</h2>
                    <p>"The record stays on this phone. You can still add to it and send it."</p>
                    {unsaved.then(|| view! {
                        <p class="gap">"Some of it is not saved on this phone. Do not close the app."</p>
                    })}
                    {to_send.map(|(what, who)| view! {
                        <div class="note time">
                            {icon(Icon::Send)}
                            <p><b>{what}</b>{who}</p>
                            <a class="linkish" href="/check">"Check and send"</a>
                        </div>
                    })}
                    {waits.then(|| view! {
                        <p>"A record is on its way. Open this app when you have signal. It sends while the app is open."</p>
                    })}
                    {gone.then(|| view! {
                        <div class="note time">
                            {icon(Icon::Warn)}
                            <p><b>"The child has gone, and is not back."</b>" Finish only if others look for them."</p>
                            <a class="linkish" href="/missing">"Read the words for 999"</a>
                        </div>
                    })}
                    {match next {
                        _ if handed_over => None,
                        // A name alone hands nobody over: it may have been stopped half way.
                        Some(name) => Some(view! {
                            <p><bdi>{name}</bdi>" is written down to take over, and has not yet. "<a href="/handover">"Hand over"</a></p>
                        }.into_any()),
                        None => Some(view! {
                            <p>"Nobody is written down as the person who took over. "<a href="/record/m16">"Write who"</a></p>
                        }.into_any()),
                    }}
                </section>
            }
        })
    }
}
