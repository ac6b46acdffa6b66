//! The list of signs: search, groups, two buttons a row, and the bar of what was noted.
use std::collections::BTreeSet;

use gh_core::case::{Degree, Kind};
use gh_core::guide::{Sign, SignGroup, Stage};
use gh_core::record::WHY_CONCERNED;
use gh_core::signs;
use gh_wire::id::Id;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use super::{counted, note};
use crate::components::{Icon, SavedLine, icon};
use crate::edge::timer::Timer;
use crate::live::{live, memo};
use crate::pages::guidance::doubt;
use crate::session::{Session, session};

/// At most one spoken message in this time, in milliseconds.
const SPOKEN_EVERY_MS: u32 = 3_000;

/// The list. `case`: where a sign is noted; without one it can only be read.
#[component]
pub(super) fn List(
    /// The open case.
    case: Option<Id>,
) -> impl IntoView {
    let session = session();
    let asked = RwSignal::new(String::new());
    let (groups, signs): (Vec<SignGroup>, Vec<Sign>) =
        session.guidance.with_untracked(|guidance| (guidance.pack.sign_groups.clone(), guidance.pack.signs.clone()));
    let hits = memo(move || {
        let asked = asked.get();
        session.guidance.with_untracked(|guidance| {
            signs::search(&guidance.pack, &asked).into_iter().map(|sign| sign.id.clone()).collect::<BTreeSet<_>>()
        })
    });
    let searching = memo(move || !asked.with(|asked| asked.trim().is_empty()));
    let nothing = memo(move || hits.with(BTreeSet::is_empty));
    let groups = groups.into_iter().enumerate().map(|(place, group)| {
        let of_group = signs.iter().filter(|sign| sign.group == group.id).cloned().collect();
        view! { <Group group signs=of_group hits searching case first=place == 0/> }
    });
    view! {
        <main id="main" class="signs">
            <div class="flow">
                <h1 id="title" tabindex="-1">"Check the signs"</h1>
                <p>"One sign can be enough. You do not need proof, and the child does not need to say it."</p>
                <p class="quiet">"Do not ask the child this list. Note what you see, hear and know."</p>
                {match case {
                    Some(case) => view! { <SavedLine case at_first="Saves as you tap"/> }.into_any(),
                    None => view! { <NothingOpen/> }.into_any(),
                }}
                <div class="search">
                    {icon(Icon::Search)}
                    <label class="vh" for="q">"Search the signs"</label>
                    <input id="q" type="search" placeholder="Search, for example phone" enterkeyhint="search"
                        autocomplete="off" spellcheck="false" prop:value=move || asked.get()
                        on:input=move |event| asked.set(event_target_value(&event))/>
                </div>
            </div>
            <div hidden=move || nothing.get()>{groups.collect_view()}</div>
            <div role="status">
                {live(move || nothing.get().then(|| no_match(asked, case)))}
            </div>
            {case.map(|case| view! { <Tally case/> })}
        </main>
    }
}

#[component]
fn NothingOpen() -> impl IntoView {
    view! {
        <div class="note">
            {icon(Icon::Info)}
            <p>"To note a sign, "<a href="/">"start the hour"</a>" or "<a href="/concern">"write a concern"</a>"."</p>
        </div>
    }
}

fn no_match(asked: RwSignal<String>, case: Option<Id>) -> impl IntoView {
    let session = session();
    let navigate = StoredValue::new_local(use_navigate());
    // What was typed goes along: it counts just as much as a sign.
    let write = move |case: Id| {
        let typed = asked.get_untracked().trim().to_owned();
        let before = session.case_of(case).and_then(|case| case.state.fact(WHY_CONCERNED).map(str::to_owned));
        let value = before.map_or(typed.clone(), |before| format!("{before}\n{typed}"));
        session.note_in(case, Kind::Fact { field: WHY_CONCERNED.to_owned(), value });
        navigate.with_value(|navigate| navigate("/record/m09", NavigateOptions::default()));
    };
    view! {
        <div class="empty">
            {icon(Icon::Search)}
            <h2>{move || format!("No sign matches “{}”", asked.get().trim())}</h2>
            <p>"Try a shorter word. Or write what you saw in your own words. It counts just as much."</p>
            <div class="btns">
                {case.map(|case| view! {
                    <button class="btn" type="button" on:click=move |_| write(case)>"Write what I saw"</button>
                })}
                <button class="linkish" type="button" on:click=move |_| asked.set(String::new())>"Show all signs"</button>
            </div>
        </div>
    }
}

/// Signs under one heading. A search opens it where it finds something, and hides it where not.
#[component]
fn Group(
    group: SignGroup,
    signs: Vec<Sign>,
    hits: Memo<BTreeSet<String>>,
    searching: Memo<bool>,
    case: Option<Id>,
    first: bool,
) -> impl IntoView {
    let session = session();
    let ids: Vec<String> = signs.iter().map(|sign| sign.id.clone()).collect();
    let own = ids.clone();
    let has = memo(move || hits.with(|hits| own.iter().any(|id| hits.contains(id))));
    let noted = memo(move || {
        let case = case.and_then(|case| session.case_of(case));
        case.map_or(0, |case| ids.iter().filter(|id| case.state.signs.contains_key(*id)).count())
    });
    // What is noted already stands open.
    let open =
        memo(move || if searching.get() { has.get() } else { first || noted.with_untracked(|noted| *noted > 0) });
    let rows = signs.into_iter().map(|sign| {
        let id = sign.id.clone();
        let out = memo(move || hits.with(|hits| !hits.contains(&id)));
        view! { <li hidden=move || out.get()>{row(session, case, sign)}</li> }
    });
    view! {
        <details class="group" prop:open=move || open.get() hidden=move || !has.get()>
            <summary>
                <span>
                    {group.name}" "
                    {live(move || (noted.get() > 0).then(|| view! { <span class="quiet">{noted.get()}" noted"</span> }))}
                </span>
                {icon(Icon::Next)}
            </summary>
            <ul>{rows.collect_view()}</ul>
        </details>
    }
}

fn row(session: Session, case: Option<Id>, sign: Sign) -> AnyView {
    let says = sign.says.text.clone();
    let weak = doubt(&sign.says);
    let Some(case) = case else {
        return view! { <div class="sign"><span>{says}{weak}</span></div> }.into_any();
    };
    let id = sign.id.clone();
    let now = memo(move || session.case_of(case).and_then(|case| case.state.signs.get(&id).map(|sign| sign.degree)));
    let sign = StoredValue::new(sign);
    let pick = move |degree: Degree| {
        let after = (now.get_untracked() != Some(degree)).then_some(degree);
        sign.with_value(|sign| note(session, case, sign, after));
    };
    let button = move |degree: Degree, class: &'static str| {
        let pressed = memo(move || now.get() == Some(degree));
        let mark = move || match (pressed.get(), degree) {
            (false, _) => Icon::Ring,
            (true, Degree::Seen) => Icon::Tick,
            (true, Degree::Suspected) => Icon::Started,
        };
        view! {
            <button type="button" class=class aria-pressed=move || if pressed.get() { "true" } else { "false" }
                on:click=move |_| pick(degree)>
                {live(move || icon(mark()))}
                {super::word(degree)}
            </button>
        }
    };
    view! {
        <div class="sign" role="group" aria-label=says.clone()>
            <span>{says.clone()}{weak}</span>
            <span class="tri">{button(Degree::Seen, "")}{button(Degree::Suspected, "sus")}</span>
        </div>
    }
    .into_any()
}

/// The first names, and how many more: the bar must not cover the list. All are on the next page.
fn shortened(names: &[String]) -> String {
    const SHOWN: usize = 2;
    match names.split_at_checked(SHOWN) {
        Some((first, rest)) if !rest.is_empty() => format!("{} and {} more", first.join(", "), rest.len()),
        _ => names.join(", "),
    }
}

/// What a noted sign that means danger asks for.
#[derive(Clone, PartialEq)]
pub(super) enum Danger {
    /// The step of the hour that it has brought to the top.
    Step(String),
    /// No hour runs.
    NoHour,
}

impl Danger {
    /// The way to it.
    pub(super) fn shown(self) -> AnyView {
        match self {
            Self::Step(title) => view! { <a class="btn main" href="/now">{title}</a> }.into_any(),
            Self::NoHour => view! { <b>"If the child is in danger now, use the red button."</b> }.into_any(),
        }
    }
}

/// What it asks for, if one is noted. Tracked.
pub(super) fn danger(session: Session, case: Id) -> Option<Danger> {
    let state = &session.case_of(case)?.state;
    state.danger_sign()?;
    if !state.runs() {
        return Some(Danger::NoHour);
    }
    let next = session.with_plan(|plan, _| {
        let next = plan.next.as_ref().filter(|next| next.step.stage == Stage::Safety);
        next.map(|next| next.step.title.clone())
    });
    next.flatten().map(Danger::Step)
}

/// What was noted, and the way on. Spoken at most once in three seconds.
#[component]
fn Tally(case: Id) -> impl IntoView {
    let session = session();
    let counts = memo(move || session.case_of(case).map_or((0, 0), |case| signs::noted(&case.state)));
    let points = memo(move || {
        let case = session.case_of(case)?;
        let names = session.guidance.with_untracked(|guidance| {
            let pointed = signs::pointed(&guidance.pack, &case.state);
            pointed.into_iter().map(|pointed| pointed.pointer.name.clone()).collect::<Vec<_>>()
        });
        (!names.is_empty()).then(|| format!("Point to: {}", shortened(&names)))
    });
    let danger = memo(move || danger(session, case));
    Effect::new(move |before: Option<bool>| {
        let now = danger.with(Option::is_some);
        if let Some(Danger::Step(title)) = danger.get_untracked().filter(|_| before == Some(false)) {
            session.say(format!("Next step: {title}"));
        }
        now
    });
    let spoken = RwSignal::new(String::new());
    let timer: StoredValue<Option<Timer>, LocalStorage> = StoredValue::new_local(None);
    Effect::new(move |first: Option<()>| {
        counts.track();
        if first.is_some() && timer.with_value(Option::is_none) {
            timer.set_value(Some(Timer::after(SPOKEN_EVERY_MS, move || {
                timer.set_value(None);
                spoken.set(counted(counts.get_untracked()));
            })));
        }
    });
    view! {
        <aside class="tally bleed" aria-label="What you noted">
            {live(move || danger.get().map(Danger::shown))}
            <a href="/signs/meaning">
                <span>
                    <b>{move || counted(counts.get())}</b>
                    {live(move || points.get().map(|words| view! { <small>{words}</small> }))}
                </span>
                <span class="do">"Next"{icon(Icon::Next)}</span>
            </a>
            <p class="vh" aria-live="polite">{move || spoken.get()}</p>
        </aside>
    }
}
