//! What a step says: why, whom to ring, words to say, how, what not to do, and more.
//!
//! The parts stay where they are from step to step, and only what differs is drawn again: on a slow phone the next step
//! comes the sooner.
use gh_core::guide::{CallTarget, OtherWay, Statement, Step, with_name};
use leptos::prelude::*;

use crate::components::{CallBlocks, Icon, icon};
use crate::edge::page;
use crate::later::Arrival;
use crate::live::{Live, live, memo};
use crate::session::{Part, Session, bring_the_rest, session};

/// Said where the rest of the guidance could not be had.
const NOT_HERE: &str =
    "The detail, powers and sources are not on this phone yet. They need signal once. The step works without them.";

/// The parts of a body. What is empty does not stand there.
#[derive(Clone, PartialEq, Default)]
pub(crate) struct Body {
    /// The step's id.
    pub step: String,
    /// What was noted, and when it will be asked again: above the other way of a step that could not be done.
    pub noted: Vec<String>,
    /// One or two sentences.
    pub why: Vec<String>,
    /// Whom to ring.
    pub call: Option<CallTarget>,
    /// Words to say, with the person's own name where the guidance leaves room for it.
    pub say: Vec<String>,
    /// How it is done.
    pub how: Vec<String>,
    /// What not to do.
    pub do_not: Vec<String>,
    /// Whether more is to be read of the step.
    pub more: bool,
}

impl Body {
    /// A step's own.
    pub(crate) fn own(session: Session, step: &Step) -> Self {
        Self {
            step: step.id.clone(),
            noted: Vec::new(),
            why: vec![step.why.text.clone()],
            call: step.call.clone(),
            say: to_say(session, &step.say),
            how: texts(&step.how),
            do_not: texts(&step.do_not),
            more: true,
        }
    }

    /// The other way of a step, under what was noted of it.
    pub(super) fn other(session: Session, step: &Step, way: Option<&OtherWay>, noted: Vec<String>) -> Self {
        let way = way.map(|way| Self {
            why: vec![way.why.text.clone()],
            call: way.call.clone(),
            say: to_say(session, &way.say),
            how: texts(&way.how),
            ..Self::default()
        });
        Self { step: step.id.clone(), noted, ..way.unwrap_or_default() }
    }
}

fn texts(list: &[Statement]) -> Vec<String> {
    list.iter().map(|line| line.text.clone()).collect()
}

fn to_say(session: Session, words: &[Statement]) -> Vec<String> {
    let name = session.profile.with_untracked(|profile| profile.name.clone());
    words.iter().map(|line| with_name(&line.text, &name)).collect()
}

/// The body, as it changes.
pub(crate) fn body_view(shown: Memo<Body>) -> impl IntoView {
    let call = move || {
        let (target, step) = shown.with(|body| (body.call.clone(), body.step.clone()));
        target.map(|target| view! { <CallBlocks target step=Some(step)/> })
    };
    let has_more = memo(move || shown.with(|body| body.more));
    view! {
        {part(shown, |body| &body.noted, |lines| view! {
            <p class="tookover" role="status">{live(move || lines.get().into_iter().map(|line| view! { <span>{line}</span> }).collect_view())}</p>
        }.into_any())}
        {part(shown, |body| &body.why, |lines| view! { <p class="why">{live(move || lines.get())}</p> }.into_any())}
        {live(call)}
        {part(shown, |body| &body.say, |lines| view! {
            <section class="say">
                <h2>{icon(Icon::Say)}"Say"</h2>
                {live(move || lines.get().into_iter().map(|line| view! { <p class="voice">"“"{line}"”"</p> }).collect_view())}
            </section>
        }.into_any())}
        {part(shown, |body| &body.how, |lines| view! { <ul class="how">{live(move || items(lines.get()))}</ul> }.into_any())}
        {part(shown, |body| &body.do_not, |lines| view! {
            <section class="dont">
                <h2>{icon(Icon::Not)}"Do not"</h2>
                <ul>{live(move || items(lines.get()))}</ul>
            </section>
        }.into_any())}
        {live(move || has_more.get().then(|| more(shown)))}
    }
}

/// What stands around lines, while there are any.
type Frame = fn(Memo<Vec<String>>) -> AnyView;

fn part(shown: Memo<Body>, pick: fn(&Body) -> &[String], frame: Frame) -> Live {
    let lines = memo(move || shown.with(|body| pick(body).to_vec()));
    let any = memo(move || lines.with(|lines| !lines.is_empty()));
    live(move || any.get().then(|| frame(lines)))
}

fn items(lines: Vec<String>) -> impl IntoView {
    lines.into_iter().map(|line| view! { <li>{line}</li> }).collect_view()
}

/// "More about this step": detail, powers and duties, sources. They come with the rest of the app and of the guidance, are
/// made when they are opened, and closed again for the next step.
fn more(shown: Memo<Body>) -> impl IntoView {
    let session = session();
    let open = RwSignal::new(false);
    let step = memo(move || shown.with(|body| body.step.clone()));
    Effect::new(move |_| {
        // Read, and not only tracked: a memo that was never read would seem to change when it first is.
        step.with(|_| ());
        open.set(false);
    });
    let failed = move || matches!(session.later.get(), Arrival::Failed) || session.rest_missing.get();
    let toggled = move |event| {
        open.set(page::is_open(&event));
        if open.get_untracked() && untrack(failed) {
            bring_the_rest(session);
        }
    };
    let inside = move || {
        let whole = session.guidance.with(|guidance| guidance.part != Part::Beginning);
        open.get().then(|| match session.later.get() {
            Arrival::Here(later) if whole => (later.step_detail)(step.get()),
            _ => view! { <p class="quiet" role="status">{if failed() { NOT_HERE } else { "This is on its way." }}</p> }
                .into_any(),
        })
    };
    view! {
        <details class="more" open=move || open.get() on:toggle=toggled>
            <summary>"More about this step"{icon(Icon::Next)}</summary>
            <div class="prose">{live(inside)}</div>
        </details>
    }
}
