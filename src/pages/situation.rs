//! Situation: every question, answered by one tap each. The steps change to fit.
use gh_core::case::Kind;
use gh_core::guide::Question;
use leptos::prelude::*;

use crate::components::{Back, Chips, page};
use crate::live::memo;
use crate::pages::now::no_hour;
use crate::session::{Session, session};

/// Every question of the guidance. Any may be left open; an answer is noted at once and can be taken back.
#[component]
pub fn Situation() -> impl IntoView {
    page("Situation");
    let session = session();
    let running = untrack(|| session.running());
    if let Some(running) = running
        && untrack(|| session.running_here()).is_none()
    {
        session.current.set(Some(running.state.id));
    }
    let runs = memo(move || session.running_here().is_some());
    move || {
        if runs.get() { view! { <Questions/> }.into_any() } else { no_hour().into_any() }
    }
}

#[component]
fn Questions() -> impl IntoView {
    let session = session();
    let questions = session.guidance.with_untracked(|guidance| guidance.pack.questions.clone());
    say_what_changed(session);
    view! {
        <main id="main">
            <Back href="/now">"Back to the next step"</Back>
            <div class="flow">
                <h1 id="title" tabindex="-1">"What is happening?"</h1>
                <p>"Answer what you know. The steps change to fit. You can skip any of these."</p>
            </div>
            {questions.into_iter().map(|question| ask(session, question)).collect_view()}
            <a class="btn main full" href="/now">"Back to the next step"</a>
        </main>
    }
}

fn ask(session: Session, question: Question) -> impl IntoView {
    let id = question.id.clone();
    let of_case = question.id;
    let chosen = memo(move || {
        let case = session.case()?;
        case.state.situation.get(&of_case).map(|(chosen, _)| chosen.clone())
    });
    let options = question.options.into_iter().map(|option| (option.id, option.label)).collect();
    let group = format!("situation-{id}");
    let pick = Callback::new(move |options| session.note(Kind::Situation { question: id.clone(), options }));
    view! {
        <Chips id=group legend=question.text options chosen=Signal::derive(move || chosen.get().unwrap_or_default()) pick
            many=question.many/>
    }
}

/// "2 steps added", politely, after each answer.
fn say_what_changed(session: Session) {
    let now = memo(move || {
        session.with_plan(|plan, case| {
            let steps: Vec<String> =
                plan.next.iter().chain(&plan.coming).map(|planned| planned.step.id.clone()).collect();
            (case.state.situation.clone(), steps)
        })
    });
    Effect::new(move |before: Option<Option<(_, Vec<String>)>>| {
        let after = now.get();
        if let (Some(Some((answers, old))), Some((answers_now, new))) = (before, &after)
            && answers != *answers_now
        {
            let only_in = |these: &[String], those: &[String]| these.iter().filter(|id| !those.contains(id)).count();
            session.say(changed_words(only_in(new, &old), only_in(&old, new)));
        }
        after
    });
}

fn changed_words(added: usize, gone: usize) -> String {
    let steps = |count: usize| if count == 1 { "1 step".to_owned() } else { format!("{count} steps") };
    match (added, gone) {
        (0, 0) => "Noted. The steps stay as they are.".to_owned(),
        (added, 0) => format!("{} added", steps(added)),
        (0, gone) => format!("{} not needed now", steps(gone)),
        (added, gone) => format!("{} added, {} not needed now", steps(added), steps(gone)),
    }
}
