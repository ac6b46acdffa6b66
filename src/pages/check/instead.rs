//! What stands in the place of Send when the record cannot be sent: the calls, and the record to read aloud or print.
use gh_core::guide::CallTarget;
use gh_wire::id::Id;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::desk::{NotTheNrm, Refused};
use crate::components::{CallBlocks, CallLink, Icon, icon};
use crate::edge::page;
use crate::live::{live, memo};
use crate::pages::record::words::{Quote, Row, SignLine, as_text, rows, signs};
use crate::session::{CallBlock, session};

/// Why the record cannot be sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// This phone is not joined to a desk.
    NotJoined,
    /// The desk's keys are too old to seal to.
    OldKeys,
    /// The vault is shut, or has not taken the last words.
    NotSaving,
}

impl Why {
    const fn title(self) -> &'static str {
        match self {
            Self::NotJoined => "This phone is not joined to a desk",
            Self::OldKeys => "This phone needs new keys of the desk",
            Self::NotSaving => "Not saved on this phone",
        }
    }

    const fn words(self) -> &'static str {
        match self {
            Self::NotJoined => "It cannot send this record. Call, and read the record aloud or print it.",
            Self::OldKeys => "Open this app once with signal. Until then, call and read the record aloud.",
            Self::NotSaving => "So it cannot be sent from here. Call, and read the record aloud. Do not close the app.",
        }
    }
}

/// The calls, then the whole record in large type. Nothing here is called saved for sending.
#[component]
pub fn CallInstead(
    /// The case.
    case: Id,
    /// Why it cannot be sent.
    why: Why,
) -> impl IntoView {
    let session = session();
    let rows = memo(move || {
        let case = session.case_of(case)?;
        Some(session.profile.with(|profile| rows(&case.state, profile)))
    });
    let noted = memo(move || session.case_of(case).map(|case| signs(&case.state)).unwrap_or_default());
    let copied = RwSignal::new("Copy the record");
    let copy = move |_| {
        let text = untrack(|| session.case_of(case))
            .map(|case| session.profile.with_untracked(|profile| as_text(&case.state, profile)));
        spawn_local(async move {
            let done = page::copy_text(&text.unwrap_or_default()).await;
            copied.set(if done { "Copied" } else { "Could not copy. Print it, or read it aloud." });
        });
    };
    let print = move |_| {
        if !page::print() {
            session.say("This phone cannot print. Read it aloud.");
        }
    };
    let again = (why == Why::NotSaving).then(|| {
        view! { <button class="btn" type="button" on:click=move |_| session.save_again(case)>"Try again"</button> }
    });
    // Where the record would have gone: they can write it down.
    let desk = session.trust.with_untracked(|trust| {
        let desk = trust.desk.as_ref().filter(|desk| !desk.telephone.trim().is_empty())?;
        Some(CallBlock { number: desk.telephone.clone(), who: desk.agency.clone(), typed: false, emergency: false })
    });
    view! {
        <section class="flow noprint" aria-labelledby="call-instead">
            <h2 class="head" id="call-instead">{why.title()}</h2>
            <p>{why.words()}</p>
            <Refused/>
            {again}
            {desk.map(|block| view! { <CallLink block/> })}
            <CallBlocks target=CallTarget::FrontDoor/>
            // Without an area the front door's place already has both of these numbers.
            {live(move || session.area().is_some().then(|| view! { <CallBlocks target=CallTarget::Contact("police-101".to_owned())/> }))}
            <NotTheNrm/>
        </section>
        <section class="flow" aria-labelledby="aloud">
            <h2 class="head" id="aloud">"Read this aloud"</h2>
            {live(move || rows.get().map(|rows| view! {
                <dl class="read">{rows.into_iter().map(aloud).collect_view()}{signs_aloud(noted.get())}</dl>
            }))}
            <div class="btns noprint">
                <button class="btn" type="button" on:click=print>{icon(Icon::Print)}"Print this record"</button>
                <button class="linkish" type="button" on:click=copy>{live(move || copied.get())}</button>
            </div>
        </section>
    }
}

/// Signs that nobody noted are not read: that would sound like a "no".
fn signs_aloud(noted: Vec<SignLine>) -> Option<impl IntoView> {
    (!noted.is_empty()).then(|| {
        let lines = noted.into_iter().map(SignLine::shown);
        view! { <div><dt>"Signs"</dt><dd>{lines.collect_view()}</dd></div> }
    })
}

/// An empty line is read as "Not known", so that reading aloud never stops.
fn aloud(row: Row) -> impl IntoView {
    let empty = row.not_known.is_none() && row.is_empty();
    let lines = row.said.into_iter().map(|said| {
        let label = (!said.field.main).then(|| format!("{}: ", said.field.label));
        let known = said.known.into_iter().map(|known| view! { " ("<bdi>{known}</bdi>")" }).collect_view();
        view! { <p>{label}<bdi>{said.value}</bdi>{known}</p> }
    });
    let lines = lines.collect_view();
    let quotes = row.quotes.into_iter().map(Quote::shown).collect_view();
    let more = row.again.into_iter().chain(row.lines).map(|line| view! { <p>{line.shown()}</p> }).collect_view();
    let because = row.not_known.map(|(words, because)| format!("{words}, because: {because}"));
    let because = because.or_else(|| empty.then(|| "Not known".to_owned()));
    view! {
        <div>
            <dt>{row.section.title}</dt>
            <dd>{lines}{quotes}{more}{because}</dd>
        </div>
    }
}
