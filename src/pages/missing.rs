//! The child has gone: the 999 call, then the words to read.
mod words;

use gh_core::case::Kind;
use gh_wire::id::Id;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use crate::components::{Back, CallLink, FirstPage, page};
use crate::edge::clock;
use crate::edge::page::focus_soon;
use crate::later::Arrival;
use crate::live::{live, memo};
use crate::pages::menu::TimeForm;
use crate::session::{CallBlock, Job, Session, session};
use words::{gone_words, last_seen_words};

pub(super) use words::{ShareWords, emergency_words, read_out};

/// The child has gone. Opened by a tap in a running hour it marks the child gone, once, as last seen now; "The child is
/// back" takes it away again. Where several children are here, and where the page was only loaded, it asks first who has
/// gone. Without an hour it only shows the words.
#[component]
pub fn Missing() -> impl IntoView {
    // A reload, or an address out of the history, is nobody's word that the child has gone.
    let tapped = !expect_context::<FirstPage>().0.get_value();
    page("The child has gone");
    let session = session();
    // A slow vault can tell only later that an hour runs.
    let running = memo(move || session.running().map(|case| case.state.id));
    let in_hour = memo(move || running.get().is_some());
    Effect::new(move |_| {
        let Some(case) = running.get() else { return };
        if session.current.get().is_some_and(|open| open != case) {
            session.current.set(Some(case));
        }
    });
    if let Some(case) = untrack(|| session.running()) {
        session.current.set(Some(case.state.id));
        let alone = untrack(|| session.children()).len() == 1;
        if case.state.gone.is_none() && tapped && alone {
            goes(session, case.state.id);
        }
    }
    let here = memo(move || {
        let here = session.children().into_iter().filter(|child| child.case.state.gone.is_none());
        here.map(|child| (child.case.state.id, child.name)).collect::<Vec<_>>()
    });
    let gone = memo(move || session.case().is_some_and(|case| case.state.gone.is_some()));
    // Before that, the words would be those of whichever child was open.
    let known = memo(move || gone.get() || here.with(|here| here.len() < 2));
    let words = memo(move || gone_words(session));
    let seen = memo(move || last_seen_words(session));
    let block = CallBlock {
        number: "999".into(),
        who: "Ask for the police. Read this out.".into(),
        typed: false,
        emergency: true,
    };
    let other_line = untrack(|| session.emergency()).into_iter().nth(1).map(|block| block.number);
    view! {
        <main id="main">
            {live(move || if in_hour.get() {
                view! { <Back href="/now">"Back to the next step"</Back> }.into_any()
            } else {
                view! { <Back href="/">"Start"</Back> }.into_any()
            })}
            <div class="flow">
                <h1 id="title" tabindex="-1">"Call 999. Read this out."</h1>
                <p>"Say it as it is written. The most urgent thing comes first."</p>
            </div>
            <CallLink block/>
            {live(move || (in_hour.get() && !gone.get()).then(|| who(session, "Who has gone?", here.get())))}
            {live(move || seen.get().map(|seen| view! { <p><b>{seen}</b></p> }))}
            {live(move || known.get().then(|| read_out(words.get())))}
            {live(move || match (session.later.get(), session.current.get()) {
                (Arrival::Here(later), Some(case)) if in_hour.get() && known.get() => Some((later.last_seen_where)(case)),
                _ => None,
            })}
            <div class="btns noprint">
                {live(move || gone.get().then(|| view! { <LastSeen/> }))}
                {live(move || known.get().then(|| view! { <ShareWords words/> }))}
                {live(move || gone.get().then(|| view! { <ChildBack/> }))}
            </div>
            {live(move || (in_hour.get() && gone.get()).then(|| who(session, "Another child has gone too?", here.get())))}
            {other_line.map(|number| view! {
                <p class="quiet">
                    "If 999 asks you to use "<span class="n">{number}</span>", the words are the same. Ask for the log number and the name of the person."
                </p>
            })}
        </main>
    }
}

/// Marks the child gone, last seen now.
fn goes(session: Session, case: Id) {
    session.note_in(case, Kind::ChildGone { last_seen: clock::now().wall });
    session.say("Noted: the child has gone. Last seen now.");
}

/// One button for each child who is here. Nothing where nobody is.
fn who(session: Session, title: &'static str, here: Vec<(Id, String)>) -> Option<impl IntoView> {
    let buttons = here.iter().cloned().map(|(case, name)| {
        let gone = move |_| {
            session.go_to_child(case);
            goes(session, case);
            focus_soon("title");
        };
        view! { <button class="btn" type="button" on:click=gone><span><bdi>{name}</bdi>" has gone"</span></button> }
    });
    (!here.is_empty()).then(|| {
        view! {
            <section class="flow noprint" aria-labelledby="who">
                <h2 id="who">{title}</h2>
                <div class="btns">{buttons.collect_view()}</div>
            </section>
        }
    })
}

/// "Update last seen", with the time in a field: just now, or as somebody remembers it.
#[component]
fn LastSeen() -> impl IntoView {
    let session = session();
    let open = RwSignal::new(false);
    let button = move |_| {
        open.set(true);
        focus_soon("last-seen");
    };
    let note = move |last_seen: gh_core::time::Wall| {
        session.note(Kind::ChildGone { last_seen });
        session.say(format!("Last seen at {}.", last_seen.hh_mm()));
        open.set(false);
        focus_soon("title");
    };
    move || {
        if open.get() {
            view! {
                <TimeForm
                    id="last-seen"
                    label="When was the child last seen?"
                    button="Save this time"
                    first=clock::now().wall
                    then=note
                />
            }
            .into_any()
        } else {
            view! { <button class="btn" type="button" on:click=button>"Update last seen"</button> }.into_any()
        }
    }
}

/// "The child is back": the way out. While nobody was rung, a tap by mistake can be taken back instead, and then no sheet
/// says that the child was ever gone; the desk hears of the mistake with the next update.
#[component]
fn ChildBack() -> impl IntoView {
    let session = session();
    let navigate = StoredValue::new_local(use_navigate());
    let leave = move || {
        // The way back in the history must not open this page again: that would mark the child gone.
        // Nobody is led away from another page, if this one is over.
        navigate.try_with_value(|navigate| {
            navigate("/now", NavigateOptions { replace: true, ..NavigateOptions::default() });
        });
    };
    let back = move |_| {
        session.note(Kind::ChildFound);
        session.say("Noted: the child is back.");
        leave();
    };
    let slip = memo(move || session.case().is_some_and(|case| case.state.gone_by_a_slip().is_some()));
    let take_back = move |child: Id| {
        let Some(case) = session.find(child) else { return };
        // Somebody may have been told since the button came: then it is none.
        let Some(taken_back) = case.state.gone_by_a_slip() else { return };
        taken_back.into_iter().for_each(|kind| session.note_in(child, kind));
        session.say(if case.state.sent.is_empty() {
            "Taken back. The child was not gone."
        } else {
            "Taken back. The child was not gone. Check and send, so the desk knows."
        });
        leave();
    };
    // In the worker's turn: where they were last seen, typed a moment ago, is taken back too. Of this child, whoever's record is
    // open by then.
    let mistake = move |_| {
        if let Some(child) = untrack(|| session.case()).map(|case| case.state.id) {
            session.push(Job::Run(Box::pin(async move { take_back(child) })));
        }
    };
    view! {
        <button class="btn plain" type="button" on:click=back>"The child is back"</button>
        {live(move || slip.get().then(|| view! {
            <button class="btn plain" type="button" on:click=mistake>"Tapped by mistake: not gone"</button>
        }))}
    }
}
