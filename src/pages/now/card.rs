//! The card of the next step.
use gh_core::case::{Kind, StepAnswer};
use gh_core::guide::{CantReason, OtherWay, Step};
use gh_core::hour::{Card, Due};
use gh_core::referral::reason_word;
use leptos::prelude::*;

use super::body::{Body, body_view};
use crate::components::{Icon, icon};
use crate::edge::page;
use crate::edge::timer::Timer;
use crate::later::Arrival;
use crate::live::{a_moment_behind, live, memo};
use crate::session::{Session, session};

/// The words where the guidance of a step names no other way.
const ASK_SOMEONE: &str = "Ask someone else to do it";

/// How long the buttons must have stood in their place before a tap on them counts, in milliseconds. The second tap of a
/// double tap was meant for what stood there before, and must not answer a step that nobody has read.
const STAND_MS: u32 = 400;

/// What the card shows, without its time: it changes only when the step does.
#[derive(Clone, PartialEq)]
struct Shown {
    step: Step,
    other: Option<Other>,
}

#[derive(Clone, PartialEq)]
struct Other {
    reason: CantReason,
    way: Option<OtherWay>,
    noted: String,
    again: Option<String>,
}

fn shown(session: Session) -> Option<Shown> {
    session.with_plan(|plan, _| {
        let next = plan.next.as_ref()?;
        let other = match next.card {
            Card::Step => None,
            Card::OtherWay { reason, way, noted, again } => Some(Other {
                reason,
                way: way.cloned(),
                noted: noted.hh_mm(),
                again: again.map(gh_core::time::Wall::hh_mm),
            }),
        };
        Some(Shown { step: next.step.as_done(), other })
    })?
}

/// The next step. An `article` named by its title; its three buttons are a `group` named "This step". After Done, focus
/// goes to the next step's title.
#[component]
pub fn StepCard() -> impl IntoView {
    let session = session();
    let card = memo(move || shown(session));
    let why = RwSignal::new(false);
    let answered = StoredValue::new(None::<String>);
    Effect::new(move |_| {
        let id = card.with(|card| card.as_ref().map(|card| card.step.id.clone()));
        why.set(false);
        if session.open_step.with_untracked(|open| *open != id) {
            session.open_step.set(id);
        }
        if let Some(words) = answered.try_update_value(Option::take).flatten() {
            let unsaved = untrack(|| session.case()).is_some_and(|case| case.unsaved());
            session.say(if unsaved { format!("{words} Not saved on this phone.") } else { words });
            page::top_and_focus_in_frame("title");
        }
    });
    let there = memo(move || card.with(Option::is_some));
    move || {
        if there.get() {
            view! { <OneStep card why answered/> }.into_any()
        } else {
            view! { <AllAnswered/> }.into_any()
        }
    }
}

#[component]
fn AllAnswered() -> impl IntoView {
    let session = session();
    let with_whom = memo(move || session.case().is_some_and(|case| case.state.with_whom().is_some()));
    view! {
        <article class="step bleed" aria-labelledby="title">
            <h1 id="title" tabindex="-1">"Every step has an answer"</h1>
            {live(move || (!with_whom.get()).then(|| view! {
                <p class="why">"Stay with the child until a named person takes over."</p>
            }))}
            <div class="btns">
                <a class="btn main" href="/check">"Check and send"</a>
                <a class="btn plain" href="/finish">"Finish this hour"</a>
            </div>
        </article>
    }
}

impl Shown {
    fn title(&self) -> String {
        match &self.other {
            None => self.step.title.clone(),
            Some(other) => other.way.as_ref().map_or(ASK_SOMEONE.to_owned(), |way| way.title.clone()),
        }
    }

    fn body(&self, session: Session) -> Body {
        let Some(other) = &self.other else { return Body::own(session, &self.step) };
        let noted = format!("{}: {}, {}. Noted.", self.step.title, reason_word(other.reason), other.noted);
        let again = other.again.as_ref().map(|at| format!("We will ask you to try again at {at}."));
        Body::other(session, &self.step, other.way.as_ref(), std::iter::once(noted).chain(again).collect())
    }
}

/// A card stays, and what it says changes with the step.
#[component]
fn OneStep(card: Memo<Option<Shown>>, why: RwSignal<bool>, answered: StoredValue<Option<String>>) -> impl IntoView {
    let session = session();
    let due = memo(move || {
        session.with_plan(|plan, _| plan.next.as_ref().map(|next| next.due)).flatten().unwrap_or(Due::Now)
    });
    let late = move || matches!(due.get(), Due::Was(_) | Due::Still);
    let is_other = memo(move || card.with(|card| card.as_ref().is_some_and(|card| card.other.is_some())));
    let title = memo(move || card.with(|card| card.as_ref().map(Shown::title)));
    let body = memo(move || card.with(|card| card.as_ref().map(|card| card.body(session))).unwrap_or_default());
    let beside = a_moment_behind(memo(move || card.with(|card| card.as_ref().map(|card| card.step.clone()))));
    let answer = move |answer: StepAnswer| {
        let Some(shown) = card.get_untracked() else { return };
        // The button goes with its card. If it went with the focus in it, the browser would lay the page out for that.
        page::blur();
        let at = crate::edge::clock::now().wall.hh_mm();
        // Said when the card has changed: until then it is only on its way.
        answered.set_value(Some(match answer {
            StepAnswer::Done => format!("Done at {at}. Undo is in Done."),
            StepAnswer::NotNeeded => format!("Not needed, {at}. Undo is in Done."),
            StepAnswer::Cant(reason) => format!("{}, {at}. Noted.", reason_word(reason)),
        }));
        let name = shown.title();
        session.note(Kind::Step {
            step: shown.step.id,
            title: name,
            covers: shown.step.covers,
            other_way: shown.other.map(|other| other.reason),
            answer,
        });
    };
    let fresh = RwSignal::new(true);
    let standing = StoredValue::new_local(None::<Timer>);
    Effect::new(move |_| {
        // Again for each step, when the reasons take the place of the buttons, and when they give it back.
        card.track();
        why.track();
        fresh.set(true);
        standing.set_value(Some(Timer::after(STAND_MS, move || fresh.set(false))));
    });
    let tap = move |given: StepAnswer| {
        if !fresh.get_untracked() {
            answer(given);
        }
    };
    view! {
        <article class="step bleed" class:late=late class:other=move || is_other.get() aria-labelledby="title">
            <div class="eyebrow">
                <span>{live(move || if is_other.get() { "Next step, the other way" } else { "Next step" })}</span>
                <span class="due">{icon(Icon::Clock)}{live(move || due_line(due.get()))}</span>
            </div>
            <h1 id="title" tabindex="-1">{live(move || title.get())}</h1>
            {body_view(body)}
            {live(move || match session.later.get() {
                Arrival::Here(later) => beside.get().map(|step| (later.step_answered)(step)),
                Arrival::Coming | Arrival::Failed => None,
            })}
            {live(move || if why.get() {
                reasons(card, why, fresh, move |reason| tap(StepAnswer::Cant(reason))).into_any()
            } else {
                view! {
                    <div class="acts" role="group" aria-label="This step" data-fresh=move || fresh.get().then_some("")>
                        <button class="btn main" type="button" on:click=move |_| tap(StepAnswer::Done)>
                            {icon(Icon::Tick)}
                            "Done"
                        </button>
                        <button class="btn plain" type="button" on:click=move |_| if !fresh.get_untracked() { why.set(true) }>"Can’t"</button>
                        <button class="btn plain" type="button" on:click=move |_| tap(StepAnswer::NotNeeded)>"Not needed"</button>
                    </div>
                }.into_any()
            })}
        </article>
    }
}

fn due_line(due: Due) -> String {
    match due {
        Due::Now => "Now".to_owned(),
        Due::By(at, minutes) => format!("By {}, in {minutes} min", at.hh_mm()),
        Due::Was(at) => format!("Still to do, was due at {}", at.hh_mm()),
        Due::Still => "Still to do".to_owned(),
    }
}

/// The four reasons, in the place of the buttons. One tap is the reason and the choice of the other way.
fn reasons<F: Fn(CantReason) + Copy + 'static>(
    card: Memo<Option<Shown>>,
    why: RwSignal<bool>,
    fresh: RwSignal<bool>,
    choose: F,
) -> impl IntoView + use<F> {
    let then = |card: &Option<Shown>, reason| {
        if card.as_ref().is_some_and(|card| card.other.is_some()) {
            return "Then: the next step".to_owned();
        }
        let way = card.as_ref().and_then(|card| card.step.other_way.iter().find(|way| way.reason == reason));
        way.map_or("Then: ask someone else".to_owned(), |way| way.then.clone())
    };
    let all = card.with_untracked(|card| CantReason::ALL.map(|reason| (reason, then(card, reason))));
    page::focus_in_place_soon("reason-0");
    view! {
        <fieldset class="acts whynot" data-fresh=move || fresh.get().then_some("")>
            <legend class="vh">"Why can’t you? Choose one. The step changes to the other way."</legend>
            <div class="split">
                <b aria-hidden="true">"Why? Tap one."</b>
                <button class="linkish" type="button" on:click=move |_| why.set(false)>
                    "Back"<span class="vh">" to Done, Can’t, Not needed"</span>
                </button>
            </div>
            {all.into_iter().enumerate().map(|(place, (reason, then))| view! {
                <button class="reason" type="button" id=format!("reason-{place}") on:click=move |_| choose(reason)>
                    <b>{reason_word(reason)}</b>
                    <small>{then}</small>
                </button>
            }).collect_view()}
        </fieldset>
    }
}
