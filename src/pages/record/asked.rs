//! "Already asked": what somebody reads first who takes a case over, so that the child is not asked again.
use gh_core::asked::{self, Answered, me};
use gh_core::case::Kind;
use gh_core::guide::{Ask, Matter, Step};
use gh_core::record::{Field, SAID, from_field, how_field, is_changed_since_its_source, section_of, who_says_so};
use gh_wire::id::Id;
use leptos::prelude::*;

use super::of_the_open_case;
use super::section::field_draft;
use super::who::WhoWrites;
use super::words::{Parts, Quote, again, quotes};
use crate::components::{Back, Draft, Icon, Sort, TypedField, icon};
use crate::live::{live, memo};
use crate::session::{Session, session};

/// The field that holds a reason while it is being typed.
const REASON: &str = "asked.again";

/// The step in which the child's own account is heard.
const ACCOUNT: &str = "A12";

/// The page at any time.
#[component]
pub fn Asked() -> impl IntoView {
    of_the_open_case("Already asked", |case| view! { <AlreadyAsked case/> }.into_any())
}

/// Who else wrote in this record since the person of these Settings last read what there is, and when.
pub(super) fn unread(session: Session, case: Id) -> Memo<Option<(String, String)>> {
    memo(move || {
        let case = session.case_of(case)?;
        let me = session.profile.with(|profile| me(&case.state, profile));
        asked::unread(&case.state, &me).map(|hand| (hand.by.name.clone(), hand.at.hh_mm()))
    })
}

/// A reason while it is being typed.
pub(super) fn reason_draft(session: Session, case: Id) -> Draft {
    field_draft(session, case, REASON)
}

/// The page; it stands in the place of the record until it has been read.
#[component]
pub(super) fn AlreadyAsked(
    /// The case.
    case: Id,
    /// The record waits behind it.
    #[prop(optional)]
    first: bool,
) -> impl IntoView {
    let session = session();
    let other = unread(session, case);
    let said = memo(move || {
        let case = session.case_of(case);
        case.map_or(Vec::new(), |case| session.profile.with(|profile| quotes(&case.state, profile)))
    });
    let reasons = memo(move || session.case_of(case).map_or(Vec::new(), |case| again(&case.state)));
    let reason = reason_draft(session, case);
    let read = move |_| {
        let words = reason.text_now();
        // Noted before the field is emptied: a kill in between leaves both, and loses nothing.
        if !words.trim().is_empty() {
            session.note_in(case, Kind::AskedAgain { reason: words });
            reason.empty();
        }
        session.note_in(case, Kind::AskedRead);
    };
    view! {
        <main id="main">
            {if first {
                view! { <Back href="/records">"Records"</Back> }.into_any()
            } else {
                view! { <Back href="/record">"Record"</Back> }.into_any()
            }}
            <div class="flow">
                <h1 id="title" tabindex="-1">"Already asked"</h1>
                {live(move || match other.get() {
                    Some((name, at)) => view! {
                        <p><bdi>{name}</bdi>" wrote in this record, last at "<time>{at}</time>". Read it first, so the child is not asked again."</p>
                    }.into_any(),
                    None => view! { <p>"Read it before you ask, so the child is not asked again."</p> }.into_any(),
                })}
            </div>
            <section class="flow">
                <h2 class="head">"The child has said"</h2>
                {live(move || words_said(said.get()))}
                {live(move || reasons.get().into_iter().map(reason_line).collect_view())}
            </section>
            {live(move || lists(session, case))}
            <WhoWrites case/>
            <form class="flow" novalidate on:submit=|event: leptos::ev::SubmitEvent| event.prevent_default()>
                <h2 class="head">"If you must ask again"</h2>
                <TypedField id="again".to_owned() label="Why is it needed?" sort=Sort::Line draft=reason
                    hint="Your reason and the time go in the record, for everyone to see."/>
                <div class="btns">
                    <a class="btn main" href="/record" on:click=read>"I have read it. Open the record"</a>
                </div>
            </form>
        </main>
    }
}

fn words_said(said: Vec<Quote>) -> AnyView {
    if said.is_empty() {
        return view! { <p class="quiet">"No words of the child are written down."</p> }.into_any();
    }
    let entries = said.into_iter().map(|quote| {
        let by = quote.by.clone();
        view! {
            <li class="quote">
                {quote.shown()}
                {(!by.is_empty()).then(|| view! { <p class="quiet">"Written down by "<bdi>{by}</bdi></p> })}
            </li>
        }
    });
    view! { <ul class="flow">{entries.collect_view()}</ul> }.into_any()
}

fn reason_line(reason: Parts) -> impl IntoView {
    view! { <p>{reason.shown()}</p> }
}

/// What is answered, and what is not, with whether it may be asked now. Tracked.
fn lists(session: Session, case: Id) -> Option<impl IntoView> {
    let case = session.case_of(case)?;
    let lists = session.guidance.with(|guidance| {
        let answered: Vec<_> =
            asked::answered(&guidance.pack, &case.state).iter().map(|a| answer(session, a, &case.state)).collect();
        let taken_out: Vec<_> =
            asked::taken_out(&guidance.pack, &case.state).iter().map(|a| taken_out(session, a, &case.state)).collect();
        let answered: Vec<_> = answered.into_iter().map(IntoAny::into_any).chain(taken_out).collect();
        let open: Vec<_> = asked::open(&guidance.pack, &case.state).into_iter().map(|m| not_asked(m, None)).collect();
        let why = asked::not_known(&guidance.pack, &case.state).into_iter();
        let why: Vec<_> = why.map(|(matter, because)| not_asked(matter, Some(because))).collect();
        (answered, why, open)
    });
    let (answered, why, open) = lists;
    let answered = list("Already answered", "", answered);
    let why = list("Not known, and why", "Read the reason before you ask.", why);
    let open = list("Nobody has asked", "As far as this record says.", open);
    Some(view! { {answered}{why}{open} })
}

/// Matters under a heading, and what to know of them; nothing where there are none.
fn list(heading: &'static str, about: &'static str, rows: Vec<AnyView>) -> Option<impl IntoView> {
    let about = (!about.is_empty()).then(|| view! { <p class="quiet">{about}</p> });
    (!rows.is_empty()).then(|| {
        view! { <section class="flow"><h2 class="head">{heading}</h2>{about}<ul class="rows">{rows}</ul></section> }
    })
}

/// One matter with what the record says of it, how that is known, who wrote it and when.
fn answer(session: Session, answered: &Answered<'_>, state: &gh_core::case::CaseState) -> impl IntoView + use<> {
    let me = session.profile.with(|profile| me(state, profile));
    let lines = answered.facts.iter().map(|(field, fact)| {
        let [how, from] =
            [how_field(field.id), from_field(field.id)].map(|id| state.fact(&id).unwrap_or_default().to_owned());
        let by = if me.is_another_than(&fact.by) { fact.by.name.clone() } else { String::new() };
        let says = who_says_so(state, field.id).unwrap_or_default();
        let changed = if is_changed_since_its_source(state, field.id) { "The words were changed since" } else { "" };
        let came = Parts::of([
            ("", fact.at.hh_mm()),
            (", ", by),
            (". ", how),
            (", ", says),
            (": ", from),
            (". ", changed.to_owned()),
        ]);
        view! { <span class="quiet"><bdi>{fact.value.clone()}</bdi></span><span class="quiet">{came.shown()}</span> }
    });
    let lines = lines.collect_view();
    let title = answered.matter.title.clone();
    view! {
        <li><div class="item">
            <span><b>{title}</b>{lines}</span>
            <span class="tag ok">{icon(Icon::Tick)}"Answered"</span>
        </div></li>
    }
}

/// What was answered and taken out again: with what stood there, so that nobody asks as if nobody had.
fn taken_out(session: Session, answered: &Answered<'_>, state: &gh_core::case::CaseState) -> AnyView {
    let me = session.profile.with(|profile| me(state, profile));
    let lines = answered.facts.iter().map(|(_, fact)| {
        let by = if me.is_another_than(&fact.by) { fact.by.name.clone() } else { String::new() };
        let came = Parts::of([("It was: ", fact.value.clone()), (". ", fact.at.hh_mm()), (", ", by)]);
        view! { <span class="quiet">{came.shown()}</span> }
    });
    let lines = lines.collect_view();
    let title = answered.matter.title.clone();
    view! { <li><div class="item"><span><b>{title}</b>{lines}</span><span class="tag need">"Taken out"</span></div></li> }
        .into_any()
}

/// A matter without an answer: with why it is not known, else with what it matters for.
fn not_asked(matter: &Matter, because: Option<&str>) -> AnyView {
    let tag = match matter.ask {
        Ask::May => view! { <span class="tag need">"You may ask"</span> },
        Ask::Leave => view! { <span class="tag">"Leave it"</span> },
    };
    let title = matter.title.clone();
    let why = because.map_or_else(|| matter.why.text.clone(), |because| format!("Not known: {because}"));
    view! { <li><div class="item"><span><b>{title}</b><span class="quiet"><bdi>{why}</bdi></span></span>{tag}</div></li> }
        .into_any()
}

/// What the record makes for a step: by its core action, the page and its name.
const SHEETS: [(&str, &str, &str); 4] = [
    ("A24", "/children", "Another child is here: one record for each"),
    ("A06", "/care", "What to say, from the record"),
    ("A18", "/nrm", "The answers for the form, from the record"),
    (gh_core::handover::ACTION, "/handover", "The handover sheet, from the record"),
];

/// Beside a step: what of it the record answers already, where the rest is written down, and what the record makes for it.
pub fn step_answered(step: Step) -> impl IntoView {
    let sheets = SHEETS.into_iter().filter(|(action, ..)| step.does(action));
    let sheets = sheets.map(|(_, href, name)| view! { <p><a href=href>{name}</a></p> }).collect_view();
    let session = session();
    let step = StoredValue::new(step);
    let known = memo(move || {
        let case = session.case()?;
        session.guidance.with(|guidance| {
            step.with_value(|step| {
                let comes_up: Vec<&Matter> = guidance.pack.matters.iter().filter(|m| m.comes_up_in(step)).collect();
                let first = section_of(comes_up.first()?.fields.first()?)?;
                let account = step.does(ACCOUNT);
                let section = if account { SAID } else { first.id };
                let answered = asked::answered_in(&guidance.pack, &case.state, step);
                let titles: Vec<&str> = answered.iter().map(|matter| matter.title.as_str()).collect();
                Some((titles.join(", "), section))
            })
        })
    });
    let known = live(move || {
        known.get().map(|(titles, section)| {
            view! {
                <div class="flow">
                    {(!titles.is_empty()).then(|| view! {
                        <p>"Already answered: "{titles}". "<a href="/asked">"See what was asked"</a></p>
                    })}
                    <p><a href=format!("/record/{section}")>"Write it in the record"</a></p>
                </div>
            }
        })
    });
    let written = memo(move || {
        let case = session.case()?;
        let written = step.with_value(|step| asked::written_of(&case.state, step).into_iter().map(line).collect());
        Some(written).filter(|written: &Vec<_>| !written.is_empty())
    });
    let written = live(move || {
        written.get().map(|written| {
            let section = written.first().and_then(|(field, ..)| section_of(field)).map_or("", |section| section.id);
            let lines = written.into_iter().map(|(_, label, words)| view! { <p>{label}": "<bdi>{words}</bdi></p> });
            view! {
                <div class="flow">
                    <p><b>"The record says of this"</b></p>
                    {lines.collect_view()}
                    <p><a href=format!("/record/{section}")>"See it in the record"</a></p>
                </div>
            }
        })
    });
    view! { {written}{known}{sheets} }
}

fn line((field, words): (&'static Field, &str)) -> (&'static str, &'static str, String) {
    (field.id, field.label, words.to_owned())
}
