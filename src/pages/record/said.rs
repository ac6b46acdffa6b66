//! What the child said: the entries, each as it was written down, and the way to change one.
use gh_core::asked::{me, needs_reason, typed_by_another};
use gh_core::case::{ChildSaid, Kind, SaidVersion};
use gh_core::record::{Field, SAID_ASKED, SAID_INTERPRETER, SAID_WAY, SAID_WORDS, interpreter};
use gh_core::referral::entry;
use gh_wire::id::Id;
use leptos::prelude::*;

use super::words::{NO_REASON, came};
use crate::components::{Draft, Sort, TypedField};
use crate::edge::clock;
use crate::edge::page::focus_soon;
use crate::live::{live, memo};
use crate::session::{Session, session};

/// What is being written down: the drafts of the section's fields, by field.
pub(super) type Typed = [(&'static Field, Draft)];

/// Adds what is typed to the entries, with the time of this very tap, and empties the fields. Nothing happens while no
/// word is typed.
///
/// Who asks again, and has written why, has the reason noted first.
pub(super) fn add(session: Session, case: Id, typed: &Typed, reason: Draft) {
    let text =
        |id: &str| typed.iter().find(|(field, _)| field.id == id).map_or(String::new(), |(_, draft)| draft.text_now());
    let Some(open) = session.case_of(case) else { return };
    if anothers_words(session, case).is_some() {
        return;
    }
    let way = open.state.fact(SAID_WAY).unwrap_or_default().to_owned();
    let by = session.profile.with_untracked(|profile| me(&open.state, profile));
    let kind = entry(&open.state, &by, text(SAID_WORDS), way.clone(), text(SAID_INTERPRETER), text(SAID_ASKED));
    let Some(kind) = kind else { return };
    // What is typed goes before, so that what empties the fields comes after it.
    typed.iter().for_each(|(_, draft)| draft.flush());
    let why = reason.text_now();
    let asks_again = !text(SAID_ASKED).is_empty() && asks_again(session, case);
    if asks_again && !why.trim().is_empty() {
        session.note_in(case, Kind::AskedAgain { reason: why });
        reason.empty();
    }
    session.note_in(case, kind);
    // At once, so that a second tap finds nothing to add.
    typed.iter().for_each(|(_, draft)| draft.empty());
    if !way.is_empty() {
        session.note_in(case, Kind::Fact { field: SAID_WAY.to_owned(), value: String::new() });
    }
    session.say(format!("Added at {}.", clock::now().wall.hh_mm()));
}

/// Whether somebody else has asked before the person of these Settings, who has not said why they ask again. Tracked.
fn asks_again(session: Session, case: Id) -> bool {
    session.case_of(case).is_some_and(|case| needs_reason(&case.state, &session.profile.with(|p| me(&case.state, p))))
}

/// Words that somebody else typed and did not add, with who and when. Tracked.
pub(super) fn anothers_words(session: Session, case: Id) -> Option<(String, String, String)> {
    let case = session.case_of(case)?;
    let me = session.profile.with(|profile| me(&case.state, profile));
    let typed = typed_by_another(&case.state, &me)?;
    Some((typed.by.name.clone(), typed.at.hh_mm(), typed.value.clone()))
}

/// In the place of the fields, as long as somebody else's words stand in them: they become that person's entry, or go.
#[component]
pub(super) fn AnothersWords(
    /// The case.
    case: Id,
) -> impl IntoView {
    let session = session();
    let theirs = memo(move || anothers_words(session, case));
    let empties = move || {
        for field in [SAID_WORDS, SAID_WAY, SAID_INTERPRETER, SAID_ASKED] {
            session.note_in(case, Kind::Fact { field: field.to_owned(), value: String::new() });
        }
        focus_soon("title");
    };
    let adds = move |_| {
        let Some(open) = untrack(|| session.case_of(case)) else { return };
        let fact = |field: &str| open.state.fact(field).unwrap_or_default().to_owned();
        let by = session.profile.with_untracked(|profile| me(&open.state, profile));
        let kind = entry(&open.state, &by, fact(SAID_WORDS), fact(SAID_WAY), fact(SAID_INTERPRETER), fact(SAID_ASKED));
        kind.into_iter().for_each(|kind| session.note_in(case, kind));
        empties();
        session.say("Added, with their name and time.");
    };
    live(move || {
        theirs.get().map(|(name, at, words)| {
            view! {
                <div class="note">
                    <p><b><bdi>{name}</bdi></b>" typed these words at "<time>{at}</time>" and did not add them."</p>
                    <p class="voice" dir="auto">"“"{words}"”"</p>
                    <div class="btns">
                        <button class="btn" type="button" on:click=adds>"Add them as theirs"</button>
                        <button class="linkish" type="button" on:click=move |_| empties()>"Take them out"</button>
                    </div>
                </div>
            }
        })
    })
}

/// Who asks again says why, beside the question.
#[component]
pub(super) fn WhyAgain(
    /// The case.
    case: Id,
    /// The reason while it is typed.
    reason: Draft,
) -> impl IntoView {
    let session = session();
    let asks_again = memo(move || asks_again(session, case));
    live(move || {
        asks_again.get().then(|| {
            view! {
                <div class="note">
                    <p>"Somebody else has asked already. "<a href="/asked">"Read it"</a>". If you ask again, write why."</p>
                </div>
                <TypedField id="why-again".to_owned() label="Why do you have to ask again?" sort=Sort::Line draft=reason
                    hint="Leave it empty if they spoke by themselves."/>
            }
        })
    })
}

/// The entries, oldest first. None is ever merged with another or tidied.
#[component]
pub(super) fn Entries(
    /// The case.
    case: Id,
) -> impl IntoView {
    let session = session();
    // Only which entries there are: a change in one must not draw the others anew.
    let ids = memo(move || {
        let case = session.case_of(case);
        case.map_or(Vec::new(), |case| case.state.said.iter().map(|entry| entry.first().event).collect::<Vec<_>>())
    });
    let through = memo(move || session.case_of(case).and_then(|case| interpreter(&case.state).map(str::to_owned)));
    view! {
        <p>"Write their exact words. Do not tidy them. Do not ask more just to fill a gap."</p>
        {move || {
            let entries = ids.get().into_iter().map(|entry| view! { <Entry case entry/> }).collect_view();
            (!ids.with(Vec::is_empty)).then(|| view! { <ul class="flow">{entries}</ul> })
        }}
        {live(move || through.get().map(|through| view! {
            <p class="quiet">"Interpreter: "<bdi>{through}</bdi>". Choose “By interpreter” where words came through them."</p>
        }))}
    }
}

/// One entry: the words, how they came, and Change.
#[component]
fn Entry(case: Id, entry: Id) -> impl IntoView {
    let session = session();
    let said = memo(move || find(session, case, entry));
    let field = changing(entry);
    let kept = field.clone();
    let written = memo(move || session.case_of(case).and_then(|case| case.state.fact(&kept).map(str::to_owned)));
    // A change that was begun stands open again after a kill.
    let open = RwSignal::new(written.get_untracked().is_some());
    let editor = move || {
        let field = field.clone();
        open.get().then(|| view! { <Change case entry field open/> })
    };
    let shown = move || said.get().map(|said| quote(entry, &said, open));
    view! { <li class="quote">{shown}{editor}</li> }
}

fn find(session: Session, case: Id, entry: Id) -> Option<ChildSaid> {
    session.case_of(case)?.state.said.iter().find(|said| said.first().event == entry).cloned()
}

/// The field that holds a change of an entry while it is being typed.
fn changing(entry: Id) -> String {
    format!("said.change.{entry}")
}

fn quote(entry: Id, said: &ChildSaid, open: RwSignal<bool>) -> impl IntoView + use<> {
    let (first, now) = (said.first(), said.now());
    let at = first.at.hh_mm();
    let before = (now.words != first.words).then(|| first.words.clone());
    let change = move |_| {
        open.set(true);
        focus_soon(input_id(entry));
    };
    view! {
        <p class="voice" dir="auto">"“"{now.words.clone()}"”"</p>
        {before.map(|words| view! { <p class="quiet">"First written as: "<bdi>{words}</bdi></p> })}
        <div class="split">
            <span class="quiet">
                <time>{at.clone()}</time>
                {came(now.way.clone(), now.interpreter.clone(), now.asked.clone()).shown()}
                {first.no_reason.then_some(NO_REASON)}
            </span>
            {live(move || {
                let at = at.clone();
                (!open.get()).then(|| view! {
                    <button class="linkish" type="button" on:click=change>
                        "Change"<span class="vh">" the words at "{at}</span>
                    </button>
                })
            })}
        </div>
    }
}

fn input_id(entry: Id) -> String {
    format!("change-{entry}")
}

/// The words in a field. What is typed is kept as it is typed; it counts once it is saved as the change.
#[component]
fn Change(case: Id, entry: Id, field: String, open: RwSignal<bool>) -> impl IntoView {
    let session = session();
    let stored = StoredValue::new(field);
    let write = move |value: String| {
        session.note_in(case, Kind::Fact { field: stored.get_value(), value });
    };
    let kept = Signal::derive(move || {
        let typed = session.case_of(case).and_then(|case| case.state.fact(&stored.get_value()).map(str::to_owned));
        typed.or_else(|| find(session, case, entry).map(|said| said.now().words.clone())).unwrap_or_default()
    });
    let draft = Draft::new(kept, Callback::new(write));
    let close = move || {
        let stands = find(session, case, entry).is_some_and(|said| said.now().words == draft.text_now());
        let typed = session.case_of(case).is_some_and(|case| case.state.fact(&stored.get_value()).is_some());
        // What is typed goes before, so that what empties the field comes after it.
        draft.flush();
        if typed || !stands {
            write(String::new());
        }
        open.set(false);
        focus_soon("title");
    };
    let save = move |_| {
        let words = draft.text_now();
        let Some(now) = find(session, case, entry).map(|said| said.now().clone()) else { return };
        close();
        if !words.trim().is_empty() && words != now.words {
            let SaidVersion { way, interpreter, asked, .. } = now;
            session.note_in(case, Kind::Said { of: Some(entry), words, way, interpreter, asked, typed: None });
            session.say("Changed. The first version is kept.");
        }
    };
    view! {
        <TypedField id=input_id(entry) label="Change their words" hint="The first version is kept." sort=Sort::Words draft/>
        <div class="btns">
            <button class="btn" type="button" on:click=save>"Save the change"</button>
            <button class="linkish" type="button" on:click=move |_| close()>"Leave it as it was"</button>
        </div>
    }
}
