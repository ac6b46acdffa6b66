//! The card of the next step.
use gh_core::case::{Kind, StepAnswer};
use gh_core::guide::{CantReason, Law, Nation, Statement, Step, with_name};
use gh_core::hour::{Card, Due};
use gh_core::referral::reason_word;
use leptos::prelude::*;

use crate::components::{CallBlocks, Icon, icon};
use crate::edge::page;
use crate::edge::timer::Timer;
use crate::live::{live, memo};
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
    way: Option<gh_core::guide::OtherWay>,
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
        Some(Shown { step: next.step.clone(), other })
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
            // Not before everything has changed: both make the browser lay the page out at once.
            page::top_and_focus_soon("title");
        }
    });
    move || match card.get() {
        None => view! { <AllAnswered/> }.into_any(),
        Some(shown) => view! { <OneStep shown why answered/> }.into_any(),
    }
}

#[component]
fn AllAnswered() -> impl IntoView {
    view! {
        <article class="step bleed" aria-labelledby="title">
            <h1 id="title" tabindex="-1">"Every step has an answer"</h1>
            <p class="why">"Stay with the child until a named person takes over."</p>
            <div class="btns">
                <a class="btn main" href="/check">"Check and send"</a>
                <a class="btn plain" href="/finish">"Finish this hour"</a>
            </div>
        </article>
    }
}

#[component]
fn OneStep(shown: Shown, why: RwSignal<bool>, answered: StoredValue<Option<String>>) -> impl IntoView {
    let session = session();
    let due = memo(move || {
        session.with_plan(|plan, _| plan.next.as_ref().map(|next| next.due)).flatten().unwrap_or(Due::Now)
    });
    let late = move || matches!(due.get(), Due::Was(_) | Due::Still);
    let Shown { step, other } = shown;
    let is_other = other.is_some();
    let title = match &other {
        None => step.title.clone(),
        Some(other) => other.way.as_ref().map_or(ASK_SOMEONE.to_owned(), |way| way.title.clone()),
    };
    let reason = other.as_ref().map(|other| other.reason);
    let body = match &other {
        None => own_body(session, &step).into_any(),
        Some(other) => other_body(session, &step, other).into_any(),
    };
    let (id, name, covers) = (step.id.clone(), title.clone(), step.covers.clone());
    let answer = move |answer: StepAnswer| {
        // The button goes with its card. If it went with the focus in it, the browser would lay the page out for that.
        page::blur();
        let at = crate::edge::clock::now().wall.hh_mm();
        // Said when the card has changed: until then it is only on its way.
        answered.set_value(Some(match answer {
            StepAnswer::Done => format!("Done at {at}. Undo is in Done."),
            StepAnswer::NotNeeded => format!("Not needed, {at}. Undo is in Done."),
            StepAnswer::Cant(reason) => format!("{}, {at}. Noted.", reason_word(reason)),
        }));
        session.note(Kind::Step {
            step: id.clone(),
            title: name.clone(),
            covers: covers.clone(),
            other_way: reason,
            answer,
        });
    };
    let answer = StoredValue::new(answer);
    let fresh = RwSignal::new(true);
    let standing = StoredValue::new_local(None::<Timer>);
    Effect::new(move |_| {
        // Again when the reasons take the place of the buttons, and when they give it back.
        why.track();
        fresh.set(true);
        standing.set_value(Some(Timer::after(STAND_MS, move || fresh.set(false))));
    });
    let tap = move |given: StepAnswer| {
        if !fresh.get_untracked() {
            answer.with_value(|answer| answer(given));
        }
    };
    view! {
        <article class="step bleed" class:late=late class:other=is_other aria-labelledby="title">
            <div class="eyebrow">
                <span>{if is_other { "Next step, the other way" } else { "Next step" }}</span>
                <span class="due">{icon(Icon::Clock)}{live(move || due_line(due.get()))}</span>
            </div>
            <h1 id="title" tabindex="-1">{title}</h1>
            {body}
            {live(move || if why.get() {
                reasons(&step, why, fresh, move |reason| tap(StepAnswer::Cant(reason))).into_any()
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

pub(crate) fn own_body(session: Session, step: &Step) -> impl IntoView + use<> {
    let nation = untrack(|| session.nation());
    let call = step.call.clone();
    let id = step.id.clone();
    view! {
        <p class="why">{step.why.text.clone()}</p>
        {call.map(|target| view! { <CallBlocks target step=Some(id)/> })}
        {say(session, &step.say)}
        {how(&step.how)}
        {do_not(&step.do_not)}
        {more(session, step, nation)}
    }
}

fn other_body(session: Session, step: &Step, other: &Other) -> impl IntoView + use<> {
    let noted = format!("{}: {}, {}. Noted.", step.title, reason_word(other.reason), other.noted);
    let again = other.again.clone().map(|at| format!("We will ask you to try again at {at}."));
    let way = other.way.clone();
    let id = step.id.clone();
    view! {
        <p class="tookover" role="status"><span>{noted}</span>{again.map(|again| view! { <span>{again}</span> })}</p>
        {way.map(|way| view! {
            <p class="why">{way.why.text.clone()}</p>
            {way.call.clone().map(|target| view! { <CallBlocks target step=Some(id)/> })}
            {say(session, &way.say)}
            {how(&way.how)}
        })}
    }
}

/// Words to say, in the voice type. The person's own name stands where the guidance leaves room for it.
fn say(session: Session, words: &[Statement]) -> impl IntoView + use<> {
    let name = session.profile.with_untracked(|profile| profile.name.clone());
    let lines: Vec<String> = words.iter().map(|line| with_name(&line.text, &name)).collect();
    (!lines.is_empty()).then(|| {
        view! {
            <section class="say">
                <h2>{icon(Icon::Say)}"Say"</h2>
                {lines.into_iter().map(|line| view! { <p class="voice">"“"{line}"”"</p> }).collect_view()}
            </section>
        }
    })
}

fn how(list: &[Statement]) -> impl IntoView + use<> {
    let list: Vec<String> = list.iter().map(|line| line.text.clone()).collect();
    (!list.is_empty()).then(|| {
        view! { <ul class="how">{list.into_iter().map(|line| view! { <li>{line}</li> }).collect_view()}</ul> }
    })
}

fn do_not(list: &[Statement]) -> impl IntoView + use<> {
    let list: Vec<String> = list.iter().map(|line| line.text.clone()).collect();
    (!list.is_empty()).then(|| {
        view! {
            <section class="dont">
                <h2>{icon(Icon::Not)}"Do not"</h2>
                <ul>{list.into_iter().map(|line| view! { <li>{line}</li> }).collect_view()}</ul>
            </section>
        }
    })
}

/// "More about this step": detail, powers and duties of the nation, sources.
pub fn more(session: Session, step: &Step, nation: Option<Nation>) -> impl IntoView + use<> {
    let here = |nations: &[Nation]| nations.is_empty() || nation.is_none_or(|nation| nations.contains(&nation));
    let detail: Vec<Statement> = step.more.iter().filter(|line| here(&line.nations)).cloned().collect();
    let law: Vec<Law> = step.law.iter().filter(|law| here(&law.statement.nations)).cloned().collect();
    let sources = source_titles(session, step);
    view! {
        <details class="more">
            <summary>"More about this step"{icon(Icon::Next)}</summary>
            <div class="prose">
                {(!detail.is_empty()).then(|| view! { <ul>{detail.into_iter().map(|line| view! { <li>{stated(&line)}</li> }).collect_view()}</ul> })}
                {(!law.is_empty()).then(|| view! {
                    <h3>"Powers and duties"</h3>
                    <ul>{law.into_iter().map(|law| view! { <li>{in_nations(&law.statement, nation)}{stated(&law.statement)}</li> }).collect_view()}</ul>
                })}
                <h3>"Where this comes from"</h3>
                <ul>{sources.into_iter().map(|source| view! { <li>{source}</li> }).collect_view()}</ul>
                <p class="quiet">{format!("Step {}. Minute targets and suggested words are ours; no guidance sets them.", step.id)}</p>
            </div>
        </details>
    }
}

/// Without an area the nation is not known: each rule then names where it holds.
fn in_nations(statement: &Statement, nation: Option<Nation>) -> Option<impl IntoView + use<>> {
    let names: Vec<&str> = statement.nations.iter().map(|nation| nation.name()).collect();
    (nation.is_none() && !names.is_empty()).then(|| view! { <b>{names.join(", ")}": "</b> })
}

/// A statement with its doubt beside it.
pub(crate) fn stated(statement: &Statement) -> impl IntoView + use<> {
    let check = (statement.mark == gh_core::guide::Mark::K).then_some("To be checked before release.");
    let doubts: Vec<&str> =
        [statement.status.as_str(), check.unwrap_or_default()].into_iter().filter(|d| !d.is_empty()).collect();
    let doubt = doubts.join(" ");
    view! { {statement.text.clone()} {(!doubt.is_empty()).then(|| view! { " "<i class="doubt">{doubt}</i> })} }
}

fn source_titles(session: Session, step: &Step) -> Vec<String> {
    let mut keys: Vec<&String> = Vec::new();
    let law = step.law.iter().map(|law| &law.statement);
    let statements = std::iter::once(&step.why).chain(&step.how).chain(&step.do_not).chain(&step.more).chain(law);
    for key in statements.flat_map(|statement| &statement.source) {
        if !keys.contains(&key) {
            keys.push(key);
        }
    }
    session.guidance.with_untracked(|guidance| {
        let title =
            |key: &&String| guidance.pack.sources.iter().find(|source| source.key == **key).map(|s| s.title.clone());
        keys.iter().filter_map(title).collect()
    })
}

/// The four reasons, in the place of the buttons. One tap is the reason and the choice of the other way.
fn reasons<F: Fn(CantReason) + Copy + 'static>(
    step: &Step,
    why: RwSignal<bool>,
    fresh: RwSignal<bool>,
    choose: F,
) -> impl IntoView + use<F> {
    let then = |reason: CantReason| {
        step.other_way
            .iter()
            .find(|way| way.reason == reason)
            .map_or("Then: ask someone else".to_owned(), |way| way.then.clone())
    };
    let all = CantReason::ALL.map(|reason| (reason, then(reason)));
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
