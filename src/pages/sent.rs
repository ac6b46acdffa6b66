//! After Send: "Saved on this phone", or "Delivered". The two cannot be mixed up, and one becomes the other by itself.
mod delivered;
pub(super) mod together;
mod waiting;

use gh_core::outbox::Item;
use gh_core::referral::to_quote;
use gh_core::time::Wall;
use gh_wire::id::Id;
use gh_wire::reference::Reference;
use leptos::prelude::*;

use crate::app::part;
use crate::components::{Icon, icon, page};
use crate::edge;
use crate::live::{live, memo};
use crate::pages::WithMeNow;
use crate::pages::record::news;
use crate::session::{Session, session};
use delivered::Delivered;
pub(super) use delivered::photos_waiting;
use together::Together;
use waiting::Waiting;

/// What this page knows of the submission.
#[derive(Debug, Clone, PartialEq)]
struct Known {
    case: Id,
    /// 0 is the record itself; what comes later are its updates.
    number: usize,
    /// How many submissions the case has.
    of: usize,
    /// What people quote on the telephone.
    quote: Id,
    desk: String,
    /// The desk's time, and its number in the desk's ledger.
    received: Option<(Wall, u64)>,
    runs: bool,
    written_since: bool,
    told_by_phone: bool,
}

fn known(session: Session, id: Id) -> Option<Known> {
    session.cases.with(|cases| {
        let (case, number) = cases.iter().find_map(|case| {
            let number = case.state.sent.iter().position(|sent| sent.submission == id)?;
            Some((case, number))
        })?;
        let sent = &case.state.sent[number];
        // The desk's clock in the hours of this phone.
        let time = |(desk_ms, stored, index): (i64, Wall, u64)| (Wall { ms: desk_ms, ..stored }, index);
        Some(Known {
            case: case.state.id,
            number,
            of: case.state.sent.len(),
            quote: session.queue.with(|queue| to_quote(&case.state, id, queue)),
            desk: sent.desk.clone(),
            received: sent.received.map(time),
            runs: case.state.runs(),
            written_since: case.state.has_unsent_words(),
            told_by_phone: sent.told_by_phone,
        })
    })
}

fn item(session: Session, id: Id) -> Option<Item> {
    session.queue.with(|queue| queue.iter().find(|item| item.id == id).cloned())
}

/// The page after Send. When the receipt comes, a polite status says so, and the page changes in its place.
#[component]
pub fn Sent() -> impl IntoView {
    let part = part();
    let id = memo(move || part.get().and_then(|id| Id::parse(&id).ok()));
    let session = session();
    move || {
        let found = id.get().filter(|id| untrack(|| known(session, *id)).is_some());
        match found {
            Some(id) => view! { <OneSent id/> }.into_any(),
            None => {
                page("Not on this phone");
                view! {
                    <main id="main">
                        <h1 id="title" tabindex="-1">"This record is not on this phone"</h1>
                        <p>"It may have left the phone after its seven days. The desk has what was delivered."</p>
                        <a class="btn main full" href="/records">"Go to Records"</a>
                    </main>
                }
                .into_any()
            }
        }
    }
}

#[component]
fn OneSent(id: Id) -> impl IntoView {
    let session = session();
    let known = memo(move || known(session, id));
    let received = memo(move || known.with(|known| known.as_ref().and_then(|known| known.received)));
    page(name(received.get_untracked().is_some()));
    if untrack(|| session.case()).is_none() {
        session.current.set(known.with_untracked(|known| known.as_ref().map(|known| known.case)));
    }
    Effect::new(move |before: Option<bool>| {
        let now = received.get();
        if let (Some(false), Some((at, _))) = (before, now) {
            edge::page::set_title(&format!("{} – Golden Hour", name(true)));
            session.say(format!("Delivered at {}", at.hh_mm()));
        }
        now.is_some()
    });
    let there = memo(move || received.get().is_some());
    let reference = Reference::of(&id).to_string();
    let update = memo(move || {
        let quote = |known: &Known| (known.number, Reference::of(&known.quote).to_string());
        known.with(|known| known.as_ref().filter(|known| known.number > 0).map(quote))
    });
    let words = move || match known.get() {
        Some(Known { received: Some(_), desk, number, .. }) => view! {
            <p>{desk}{if number == 0 { " has this record." } else { " has this update." }}" Their system has it."</p>
            <p>"This app does not know yet whether a person has opened it. Keep to the call."</p>
        }
        .into_any(),
        _ => waiting::words(session, id).into_any(),
    };
    view! {
        <main id="main">
            <section class="panel bleed" aria-labelledby="title">
                {live(move || icon(if there.get() { Icon::Tick } else { Icon::Clock }))}
                <h1 id="title" tabindex="-1">
                    {live(move || match received.get() {
                        Some((at, _)) => view! { "Delivered at "<time>{at.hh_mm()}</time> }.into_any(),
                        None => name(false).into_any(),
                    })}
                </h1>
                {words}
                <p>{live(move || if there.get() { "Reference: " } else { "Your copy: " })}<span class="ref">{reference}</span></p>
                {live(move || update.get().map(|(number, quote)| view! {
                    <p>"This is update "{number}" of your record. On the telephone, quote the record: "<b class="n">{quote}</b></p>
                }))}
            </section>
            {live(move || if there.get() {
                view! { <Delivered id/> }.into_any()
            } else {
                view! { <Waiting id/> }.into_any()
            })}
            <OfOneRecord id/>
            <Next id/>
        </main>
    }
}

const fn name(received: bool) -> &'static str {
    if received { "Delivered" } else { "Saved on this phone" }
}

/// What the update added, and the record with all its updates; nothing while there is one record and no more.
#[component]
fn OfOneRecord(id: Id) -> impl IntoView {
    let session = session();
    let several = memo(move || known(session, id).filter(|known| known.of > 1).map(|known| (known.case, known.number)));
    live(move || {
        several.get().map(|(case, number)| {
            let added = session.case_of(case).and_then(|case| news::added(session, &case).into_iter().nth(number));
            let added = added.filter(|added| !added.is_empty());
            view! {
                {added.map(|added| view! {
                    <section class="flow" aria-labelledby="added">
                        <h2 id="added">"What this update added"</h2>
                        {news::lines(added)}
                    </section>
                })}
                <section class="flow" aria-labelledby="together">
                    <h2 id="together">"The record and its updates"</h2>
                    <Together case open=id/>
                </section>
            }
        })
    })
}

/// Where to go from here.
#[component]
fn Next(id: Id) -> impl IntoView {
    let session = session();
    let known = memo(move || known(session, id));
    let runs = memo(move || known.with(|known| known.as_ref().is_some_and(|known| known.runs)));
    let of_case = memo(move || known.with(|known| known.as_ref().map(|known| known.case)));
    let more = memo(move || known.with(|known| known.as_ref().filter(|k| k.written_since).map(|k| k.case)));
    view! {
        <section class="flow" aria-labelledby="next">
            <h2 id="next">"Next"</h2>
            {live(move || more.get().map(|case| view! {
                <p>"You have written more since. It is not sent yet."</p>
                <a class="btn" href="/check" on:click=move |_| session.current.set(Some(case))>"Check and send the update"</a>
            }))}
            <div class="btns">
                {live(move || if runs.get() {
                    view! { <a class="btn main" href="/now">"Back to the child"</a> }.into_any()
                } else {
                    view! { <a class="btn main" href="/">"Go to Start"</a> }.into_any()
                })}
                <a class="btn plain" href="/records">"Records"</a>
                {live(move || of_case.get().map(|case| view! { <WithMeNow case/> }))}
            </div>
        </section>
    }
}
