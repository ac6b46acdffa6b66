//! The slot above the step: one short thing at a time, the most pressing first.
use gh_core::asked::my_role;
use gh_core::case::Kind;
use gh_core::guide::{CantReason, Question, Role};
use gh_core::hour::facts;
use gh_core::outbox::Item;
use leptos::prelude::*;

use crate::components::{Icon, icon, tel};
use crate::edge::page::focus_soon;
use crate::later::{Arrival, Later};
use crate::live::{live, memo};
use crate::pages::now::changed::SomethingChanged;
use crate::session::{ForAll, Session, Storage, Stored, session};

/// What the slot shows.
#[derive(Clone, PartialEq)]
enum Entry {
    NotSaved,
    NotSent(Item),
    GotThrough(gh_core::case::CallNoted),
    ForAll(ForAll),
    ClockChanged(String),
    You(String),
    Role,
    Question(Question, usize, usize),
    Facts(Vec<String>),
}

/// The slot. A labelled `section`; polite, except "Not sent", which speaks once. Focus is never moved to it.
#[component]
pub fn Slot() -> impl IntoView {
    let session = session();
    let entry = memo(move || {
        let case = session.case()?;
        let state = &case.state;
        let now = session.now.get().wall.ms;
        // What is on its way is not lost yet; and it is called saved nowhere.
        let given_up = session.storage.get() == Storage::Closed || session.refused.get() || !session.busy.get();
        if case.unsaved() && given_up {
            return Some(Entry::NotSaved);
        }
        let mine = |item: &&Item| state.sent.iter().any(|sent| sent.submission == item.id);
        if let Some(item) = session.queue.with(|queue| queue.iter().filter(mine).find(|i| i.overdue(now)).cloned()) {
            return Some(Entry::NotSent(item));
        }
        if let Some(call) = state.open_call() {
            return Some(Entry::GotThrough(call.clone()));
        }
        if let Some(step) = later(session).and_then(|later| (later.maybe_for_all)(session)) {
            return Some(Entry::ForAll(step));
        }
        if let Some(at) = state.clock_changed.filter(|_| !state.clock_note_seen) {
            return Some(Entry::ClockChanged(at.hh_mm()));
        }
        let name = session.profile.with(|profile| profile.name.trim().to_owned());
        if !name.is_empty() && !state.person_confirmed {
            // The work goes on the record with the name, and may still be that of whoever had the tablet before.
            return Some(Entry::You(match session.profile.with(|profile| my_role(state, profile)) {
                Some(role) => format!("{name}. Your work: {}", role.word()),
                // It is asked next.
                None => name,
            }));
        }
        if !state.role_settled {
            return Some(Entry::Role);
        }
        session.guidance.with(|guidance| {
            let slot: Vec<_> = guidance.pack.questions.iter().filter(|question| question.in_slot).collect();
            let answered = |q: &&&Question| state.situation.get(&q.id).is_some_and(|(chosen, _)| !chosen.is_empty());
            let count = slot.iter().filter(answered).count();
            let open = slot.iter().find(|question| !answered(question));
            Some(match open {
                Some(question) => Entry::Question((**question).clone(), count, slot.len()),
                None => Entry::Facts(facts(&guidance.pack, state)),
            })
        })
    });
    view! {
        {live(move || entry.get().map(|entry| match entry {
            Entry::NotSaved => not_saved().into_any(),
            Entry::NotSent(item) => session.later_part().map(|later| (later.not_sent)(item)).into_any(),
            Entry::GotThrough(call) => got_through(call).into_any(),
            Entry::ForAll(step) => session.later_part().map(|later| (later.for_all)(step)).into_any(),
            Entry::ClockChanged(at) => clock_changed(at).into_any(),
            Entry::You(name) => you(name).into_any(),
            Entry::Role => role().into_any(),
            Entry::Question(question, known, all) => question_view(question, known, all).into_any(),
            Entry::Facts(facts) => facts_line(&facts).into_any(),
        }))}
        <SomethingChanged/>
    }
}

/// The second part, if it is here. Tracked.
fn later(session: Session) -> Option<&'static Later> {
    match session.later.get() {
        Arrival::Here(later) => Some(later),
        Arrival::Coming | Arrival::Failed => None,
    }
}

fn not_saved() -> impl IntoView {
    let session = session();
    let again = move |_| {
        if let Some(case) = session.current.get_untracked() {
            session.save_again(case);
        }
    };
    view! {
        <section class="oops" aria-label="Saving">
            <p><b>"Not saved on this phone."</b>" The hour goes on, and your words are on the screen. Do not close the app."</p>
            <button class="btn" type="button" on:click=again>"Try again"</button>
        </section>
    }
}

fn got_through(call: gh_core::case::CallNoted) -> impl IntoView {
    let session = session();
    let id = call.event;
    let step = call.step.clone();
    let title = step.as_ref().and_then(|step| {
        session.with_plan(|plan, _| {
            let of_step = plan.next.iter().chain(&plan.coming).find(|planned| planned.step.id == *step);
            of_step.map(|planned| (planned.step.title.clone(), planned.step.covers.clone()))
        })?
    });
    let no_answer = move |_| {
        session.note(Kind::GotThrough { call: id, answered: false });
        // The same as Can’t, No answer: the other way takes over.
        if let (Some(step), Some((title, covers))) = (step.clone(), title.clone()) {
            let answer = gh_core::case::StepAnswer::Cant(CantReason::NoAnswer);
            session.note(Kind::Step { step, title, covers, other_way: None, answer });
        }
        // The question goes with its answer.
        focus_soon("title");
    };
    let answered = move |_| {
        session.note(Kind::GotThrough { call: id, answered: true });
        focus_soon("title");
    };
    let again = tel(&call.number);
    view! {
        <section class="slot" aria-label="Your call">
            <p class="ask-line" id="got-through">{icon(Icon::Phone)}"Did you get through?"</p>
            <p class="quiet">{call.to}", "<span class="n">{call.number}</span>", rung at "<time>{call.at.hh_mm()}</time></p>
            <div class="chips" role="group" aria-labelledby="got-through">
                <button class="chip" type="button" on:click=answered>"Yes"</button>
                <button class="chip" type="button" on:click=no_answer>"No answer"</button>
                <a class="chip" href=again>"Call again"</a>
            </div>
        </section>
    }
}

fn clock_changed(at: String) -> impl IntoView {
    let session = session();
    view! {
        <section class="slot" aria-label="About the time" role="status">
            <p class="ask-line">{icon(Icon::Clock)}"This phone’s clock changed"</p>
            <div class="split">
                <p class="quiet">"The hour keeps its own count. Times before "<time>{at}</time>" stay as first noted."</p>
                <button class="chip" type="button" on:click=move |_| session.note(Kind::ClockNoteSeen)>"OK"</button>
            </div>
        </section>
    }
}

/// Tablets are shared: each new hour says whose name it will carry.
fn you(name: String) -> impl IntoView {
    let session = session();
    let yes = move |_| {
        // The work that was shown with the name is theirs, whenever it was chosen.
        let mut profile = session.profile.get_untracked();
        if profile.role_by.is_empty() && !profile.role.is_empty() && session.stored.get_untracked() == Stored::Read {
            profile.role_by.clone_from(&profile.name);
            session.save_profile(profile);
        }
        session.note(Kind::PersonConfirmed);
    };
    view! {
        <section class="slot" aria-label="You">
            <p class="ask-line">{icon(Icon::Person)}"You are "{name}"."</p>
            <div class="chips">
                <button class="chip" type="button" on:click=yes>"Yes"</button>
                <a class="chip" href="/settings">"Not you?"</a>
            </div>
        </section>
    }
}

fn role() -> impl IntoView {
    let session = session();
    // Kept for the next hour too, as on the page of roles, unless another one stands in Settings.
    let choose = move |role: Role| {
        session.note(Kind::RoleChosen { role: Some(role) });
        let mut profile = session.profile.get_untracked();
        // Before the Settings have been read, what stands here is not theirs and must not be written over them.
        if profile.own_role().is_none() && session.stored.get_untracked() == Stored::Read {
            profile.works_as(Some(role));
            session.save_profile(profile);
        }
    };
    view! {
        <section class="situation" aria-label="You">
            <div class="ask" role="group" aria-labelledby="work">
                <p class="ask-line" id="work">"What is your work?"</p>
                <div class="chips">
                    {Role::ALL.into_iter().map(|role| view! {
                        <button class="chip" type="button" on:click=move |_| choose(role)>{role.word()}</button>
                    }).collect_view()}
                </div>
            </div>
            <button class="linkish" type="button" on:click=move |_| session.note(Kind::RoleSkipped)>"Skip"</button>
        </section>
    }
}

fn question_view(question: Question, known: usize, all: usize) -> impl IntoView {
    let id = question.id.clone();
    let session = session();
    let pick = move |option: String| session.note(Kind::Situation { question: id.clone(), options: vec![option] });
    let pick = StoredValue::new(pick);
    view! {
        <section class="situation" aria-label="Situation" aria-live="polite">
            <div class="ask" role="group" aria-labelledby="question">
                <p class="ask-line" id="question">{question.text}</p>
                <div class="chips">
                    {question.options.into_iter().map(|option| view! {
                        <button class="chip" type="button" on:click=move |_| pick.with_value(|pick| pick(option.id.clone()))>{option.label}</button>
                    }).collect_view()}
                </div>
            </div>
            <a class="linkish" href="/situation">{known}" of "{all}<span class="vh">" questions answered. See all"</span></a>
        </section>
    }
}

fn facts_line(facts: &[String]) -> impl IntoView + use<> {
    let line = facts.join(". ");
    view! {
        <div class="facts">
            <p>{line}"."</p>
            <a class="linkish" href="/situation">"Change"<span class="vh">" the situation"</span></a>
        </div>
    }
}
