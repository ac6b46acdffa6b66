//! One section: its fields, "not known, because", Continue.
use std::collections::BTreeMap;

use gh_core::case::Kind;
use gh_core::photos;
use gh_core::record::{self, Field, FieldKind, SAID, SAID_WORDS, SECTIONS, Section, TOLD};
use gh_wire::id::Id;
use leptos::ev;
use leptos::prelude::*;

use super::asked::reason_draft;
use super::calls::Calls;
use super::known::HowKnown;
use super::said::{self, AnothersWords, Entries, WhyAgain, anothers_words};
use super::same::SameForEach;
use super::words::needed;
use crate::components::{Chips, Draft, ErrorSummary, NotSaved, SavedLine, Sort, TypedField, error_title};
use crate::edge::timer::Timer;
use crate::edge::{clock, page};
use crate::live::{live, memo};
use crate::session::{Session, session};

/// How long after a field is left its shape is looked at, in milliseconds: longer than a tap.
const AFTER_THE_TAP_MS: u32 = 400;

/// What each field of the page looks like, by its id, and what the person keeps as it is.
#[derive(Clone, Copy)]
struct Shapes {
    wrong: RwSignal<BTreeMap<&'static str, String>>,
    kept: StoredValue<BTreeMap<&'static str, String>>,
}

impl Shapes {
    fn new() -> Self {
        Self { wrong: RwSignal::new(BTreeMap::new()), kept: StoredValue::new(BTreeMap::new()) }
    }

    /// Looks at one field. An empty field is never wrong, and what is kept as it is neither.
    fn look(self, field: &'static Field, text: &str) {
        let now = clock::now().wall;
        let kept = self.kept.with_value(|kept| kept.get(field.id).is_some_and(|kept| kept == text));
        let found = record::shape(field, text, now).err().filter(|_| !kept).map(|wrong| wrong.to_string());
        if self.wrong.with_untracked(|wrong| wrong.get(field.id) != found.as_ref()) {
            self.wrong.update(|wrong| match found {
                Some(words) => drop(wrong.insert(field.id, words)),
                None => drop(wrong.remove(field.id)),
            });
        }
    }

    fn keep(self, field: &'static Field, text: String) {
        self.kept.update_value(|kept| drop(kept.insert(field.id, text.clone())));
        self.look(field, &text);
    }

    /// What is wrong with a field, or what Send asked for and it still lacks, in the words of the summary.
    fn of(self, field: &'static Field, asked: Signal<Vec<&'static Field>>) -> Signal<Option<String>> {
        Signal::derive(move || {
            let missing = || asked.with(|asked| asked.contains(&field)).then(|| needed(field).to_owned());
            self.wrong.with(|wrong| wrong.get(field.id).cloned()).or_else(missing)
        })
    }
}

/// The fields without which Send did not send, while they are empty.
fn asked_for(session: Session, case: Id) -> Signal<Vec<&'static Field>> {
    Signal::derive(move || {
        let asked = session.asked_to_send.get() == Some(case);
        let open = session.case_of(case).filter(|_| asked);
        open.map(|case| session.profile.with(|profile| record::missing_to_send(&case.state, profile)))
            .unwrap_or_default()
    })
}

/// The form of a section. Each change is stored as it is made; Continue only goes on.
///
/// Shape is looked at when a field is left, and on Continue: the summary takes focus, and each field says the same words. "Keep it as it is"
/// always lets a person go on.
#[component]
pub fn SectionForm(
    /// The section.
    section: &'static Section,
    /// The case.
    case: Id,
    /// The section is the page: its title is the page's heading.
    #[prop(optional)]
    heading: bool,
) -> impl IntoView {
    let session = session();
    let shapes = Shapes::new();
    let typed: Vec<(&'static Field, Draft)> = section
        .fields
        .iter()
        .filter(|field| !matches!(field.kind, FieldKind::Choice(_)))
        .map(|field| (field, fact_draft(session, case, field)))
        .collect();
    let because = because_draft(session, case, section.id);
    let all: Vec<Draft> = typed.iter().map(|(_, draft)| *draft).chain([because]).collect();
    let settled = Signal::derive(move || all.iter().all(|draft| draft.settled()));
    for (field, draft) in typed.iter().copied() {
        // Once something is marked, putting it right takes the mark away at once.
        Effect::new(move |_| {
            let text = draft.text();
            if shapes.wrong.with_untracked(|wrong| wrong.contains_key(field.id)) {
                shapes.look(field, &text);
            }
        });
    }
    let wrong = Signal::derive(move || shapes.wrong.with(|wrong| !wrong.is_empty()));
    let asked = asked_for(session, case);
    if heading {
        let here = move || asked.with(|asked| section.fields.iter().any(|field| asked.contains(&field)));
        error_title(section.title, Signal::derive(move || wrong.get() || here()));
    }
    let summary = RwSignal::new(false);
    let to_check = StoredValue::new(typed.clone());
    let reason = reason_draft(session, case);
    let go_on = move |event: ev::MouseEvent| {
        to_check.with_value(|typed| typed.iter().for_each(|(field, draft)| shapes.look(field, &draft.text_now())));
        if wrong.get_untracked() {
            event.prevent_default();
            summary.set(true);
            page::focus_soon("errors");
        } else if section.id == SAID {
            to_check.with_value(|typed| said::add(session, case, typed, reason));
        }
    };
    let add = move |_| {
        to_check.with_value(|typed| said::add(session, case, typed, reason));
        page::focus_soon(SAID_WORDS.replace('.', "-"));
    };
    let words = StoredValue::new(typed.clone());
    let flush = Callback::new(move |()| words.with_value(|typed| typed.iter().for_each(|(_, draft)| draft.flush())));
    let copy = Callback::new(move |()| {
        let line = |(field, draft): &(&Field, Draft)| format!("{}: {}\n", field.label, draft.text_now());
        words.with_value(|typed| typed.iter().map(line).collect::<String>())
    });
    let errors = move || {
        (summary.get() && wrong.get()).then(|| {
            let links = shapes.wrong.with(|wrong| {
                let of = |field: &Field| {
                    let words = wrong.get(field.id)?;
                    Some((format!("#{}", input_id(field)), format!("{}: {words}", field.label)))
                };
                section.fields.iter().filter_map(of).collect::<Vec<_>>()
            });
            let things = if links.len() == 1 { "1 thing".to_owned() } else { format!("{} things", links.len()) };
            view! { <ErrorSummary title=format!("Look at {things}") links/> }
        })
    };
    let mut drafts = typed.into_iter();
    let mut shown = |field: &'static Field| match field.kind {
        FieldKind::Choice(options) => Some(choice(session, case, field, options).into_any()),
        _ => drafts.next().map(|(field, draft)| typed_field(field, draft, shapes.of(field, asked), shapes).into_any()),
    };
    let fields = section.fields.iter().filter_map(|field| {
        let how = record::asks_how(field.id).then(|| view! { <HowKnown case field/> });
        shown(field).map(|shown| view! { <div class="fact">{shown}{asks(session, case, field, shapes)}{how}</div> })
    });
    let fields = fields.collect_view();
    let theirs = memo(move || section.id == SAID && anothers_words(session, case).is_some());
    let place = SECTIONS.iter().position(|other| other.id == section.id).map_or(0, |place| place + 1);
    let next = SECTIONS.get(place);
    let to = next.map_or("/record".to_owned(), |next| format!("/record/{}", next.id));
    view! {
        {errors}
        <div class="flow">
            <div class="split">
                {if heading {
                    view! { <h1 id="title" tabindex="-1">{section.title}</h1> }.into_any()
                } else {
                    view! { <h2>{section.title}</h2> }.into_any()
                }}
                <SavedLine case settled/>
            </div>
            {(section.id == SAID).then(|| view! { <Entries case/> })}
            {(section.id == TOLD).then(|| view! { <Calls case/> })}
            {(section.id == "m09").then(|| view! {
                <p>"Do not ask more just to fill a gap. "<a href="/signs">"Check the signs"</a></p>
            })}
            {(section.id == photos::SECTION).then(|| view! { <p><a href="/photos">"Photographs"</a>": take them here."</p> })}
            {heading.then(|| view! { <NotSaved case words=copy/> })}
        </div>
        <form class="flow sheet" novalidate on:submit=|event: ev::SubmitEvent| event.prevent_default()>
            {(section.id == SAID).then(|| view! { <AnothersWords case/> })}
            <div class="flow sheet" hidden=move || theirs.get()>{fields}</div>
            {(section.id == SAID).then(|| view! { <WhyAgain case reason/> })}
            <SameForEach section case flush/>
            <NotKnown section draft=because/>
            <div class="btns">
                {(section.id == SAID).then(|| view! {
                    <button class="btn" type="button" hidden=move || theirs.get() on:click=add>"Add, with the time"</button>
                })}
                <a class="btn main" href=to on:click=go_on>
                    "Continue"<span class="vh">" to "{next.map_or("the record", |next| next.title)}</span>
                </a>
            </div>
        </form>
    }
}

/// What does not go together with the rest of the record, and what looked wrong in the field already when it was opened: it is
/// pointed at, and nothing waits for it.
fn asks(session: Session, case: Id, field: &'static Field, shapes: Shapes) -> impl IntoView {
    let stands = move || session.case_of(case).and_then(|case| case.state.facts.get(field.id).cloned());
    let opened = untrack(stands).and_then(|fact| {
        let wrong = record::shape(field, &fact.value, fact.at).err()?;
        Some((fact.value, wrong.to_string()))
    });
    let words = memo(move || {
        let clash = session.case_of(case).and_then(|case| record::clash(&case.state, field.id).map(str::to_owned));
        let said = || shapes.wrong.with(|wrong| wrong.contains_key(field.id));
        let still = |(value, _): &&(String, String)| stands().is_some_and(|fact| fact.value == *value) && !said();
        clash.or_else(|| opened.as_ref().filter(still).map(|(_, wrong)| wrong.clone()))
    });
    live(move || words.get().map(|words| view! { <p class="doubt">{words}</p> }))
}

/// The id of a field's input.
fn input_id(field: &Field) -> String {
    field.id.replace('.', "-")
}

/// A draft that writes a fact of the record.
pub fn fact_draft(session: Session, case: Id, field: &'static Field) -> Draft {
    let kept = Signal::derive(move || {
        let case = session.case_of(case);
        let value = |case: &crate::session::Case| {
            session.profile.with(|profile| record::typed(&case.state, profile, field.id).map(str::to_owned))
        };
        case.as_deref().and_then(value).unwrap_or_default()
    });
    let save = move |value| session.note_in(case, Kind::Fact { field: field.id.to_owned(), value });
    Draft::new(kept, Callback::new(save))
}

/// Where a child who has gone was last seen, and which way they went: asked beside the words for the call.
pub fn last_seen_where(case: Id) -> impl IntoView {
    const FIELD: &Field = record::the_field(gh_core::missing::LAST_SEEN);
    let draft = fact_draft(session(), case, FIELD);
    view! { <TypedField id=input_id(FIELD) label="Where were they last seen, and which way did they go?" sort=Sort::Line draft/> }
}

/// A draft that writes a field of the case that is in no section.
pub fn field_draft(session: Session, case: Id, field: impl Into<String>) -> Draft {
    let field = StoredValue::new(field.into());
    let kept = Signal::derive(move || {
        let case = session.case_of(case);
        case.and_then(|case| case.state.fact(&field.get_value()).map(str::to_owned)).unwrap_or_default()
    });
    let save = move |value| session.note_in(case, Kind::Fact { field: field.get_value(), value });
    Draft::new(kept, Callback::new(save))
}

fn because_draft(session: Session, case: Id, section: &'static str) -> Draft {
    let kept = Signal::derive(move || {
        session.case_of(case).and_then(|case| case.state.not_known.get(section).cloned()).unwrap_or_default()
    });
    let save = move |words: String| {
        let because = Some(words).filter(|words| !words.is_empty());
        session.note_in(case, Kind::NotKnown { section: section.to_owned(), because });
    };
    Draft::new(kept, Callback::new(save))
}

fn typed_field(field: &'static Field, draft: Draft, wrong: Signal<Option<String>>, shapes: Shapes) -> impl IntoView {
    let sort = match field.kind {
        FieldKind::Phone => Sort::Phone,
        FieldKind::Email => Sort::Email,
        FieldKind::Text => Sort::Text,
        FieldKind::Words => Sort::Words,
        FieldKind::Line | FieldKind::Time | FieldKind::Age | FieldKind::Imei | FieldKind::Choice(_) => Sort::Line,
    };
    let keep = Callback::new(move |()| shapes.keep(field, draft.text_now()));
    // Not while it is being typed: half a number is no mistake. And not under the finger that leaves the field by tapping
    // something else, which the message would move away.
    let timer: StoredValue<Option<Timer>, LocalStorage> = StoredValue::new_local(None);
    let look = move || shapes.look(field, &draft.text_now());
    let left = Callback::new(move |()| timer.set_value(Some(Timer::after(AFTER_THE_TAP_MS, look))));
    view! { <TypedField id=input_id(field) label=field.label hint=field.hint sort draft wrong keep left/> }
}

/// A field of the record that is chosen. A tap stores it.
pub fn choice(session: Session, case: Id, field: &'static Field, options: &[&str]) -> impl IntoView + use<> {
    let chosen = memo(move || {
        let value = session.case_of(case).and_then(|case| case.state.fact(field.id).map(str::to_owned));
        value.into_iter().collect::<Vec<_>>()
    });
    let options = options.iter().map(|option| ((*option).to_owned(), (*option).to_owned())).collect();
    let pick = Callback::new(move |chosen: Vec<String>| {
        let value = chosen.into_iter().next().unwrap_or_default();
        session.note_in(case, Kind::Fact { field: field.id.to_owned(), value });
    });
    view! { <Chips id=input_id(field) legend=field.label options chosen pick/> }
}

/// "Not known, because": counts once a reason stands in it.
#[component]
fn NotKnown(section: &'static Section, draft: Draft) -> impl IntoView {
    let marked = move || !draft.text().trim().is_empty();
    let id = format!("{}-because", section.id);
    view! {
        <details class="more" open=!draft.text_now().is_empty()>
            <summary>
                "Not known, because"
                {live(move || marked().then(|| view! { <span class="vh">". A reason is written."</span> }))}
            </summary>
            <TypedField id label="Why is this not known?" hint="A few words. The section then counts as complete."
                sort=Sort::Line draft/>
        </details>
    }
}
