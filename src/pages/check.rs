//! Check and send: everything that will be sent, who it goes to, and one button. After the first time: what is new.
mod again;
mod desk;
mod instead;
mod summary;

use gh_core::record::missing_to_send;
use gh_core::referral::submission_id;
use gh_wire::id::Id;
use gh_wire::reference::Reference;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use super::record::news::unsent;
use super::record::words::needed;
use super::record::{NothingOpen, open_case};
use crate::components::{Back, ErrorSummary, Icon, error_title, icon, page};
use crate::edge;
use crate::live::{live, memo};
use crate::session::{Case, Session, Storage, session};
use crate::{sender, trust};
use again::{Before, New};
use desk::{Desk, You};
use instead::{CallInstead, Why};
use summary::Summary;

const NAME: &str = "Check and send";

/// Whether the record can be sent now, and if not, what stands in the place of Send.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Gate {
    /// It was sent, and nothing is new since.
    Sent(Id),
    /// It cannot be sent: the calls.
    Call(Why),
    /// The person has not looked at the desk yet.
    Confirm,
    /// Send.
    Ready,
}

fn gate(session: Session, case: &Case, news: bool) -> Gate {
    let news = news || case.state.has_unsent_words();
    if let Some(last) = case.state.sent.last().filter(|_| !news) {
        return Gate::Sent(last.submission);
    }
    if session.storage.get() == Storage::Closed || case.unsaved() {
        return Gate::Call(Why::NotSaving);
    }
    let now = session.now.get().wall.ms;
    session.trust.with(|trust| match (trust.usable(now), &trust.desk, trust.confirmed) {
        (None, None, _) => Gate::Call(Why::NotJoined),
        (None, Some(_), _) => Gate::Call(Why::OldKeys),
        (Some(_), _, false) => Gate::Confirm,
        (Some(_), _, true) => Gate::Ready,
    })
}

/// Check and send, for the case that is open.
#[component]
pub fn Check() -> impl IntoView {
    page(NAME);
    let session = session();
    let case = open_case(session);
    let no_desk = untrack(|| session.trust.with(|trust| trust.usable(session.now.get().wall.ms).is_none()));
    if no_desk {
        // The desk may not have answered when the app opened.
        spawn_local(async move {
            trust::fetch(session).await;
        });
    }
    move || match case.get() {
        None => view! { <NothingOpen/> }.into_any(),
        Some(case) => view! { <CheckCase case/> }.into_any(),
    }
}

#[component]
fn CheckCase(case: Id) -> impl IntoView {
    let session = session();
    let unsent = memo(move || session.case_of(case).and_then(|case| unsent(session, &case)));
    let news = memo(move || unsent.get().unwrap_or_default());
    // Else Send makes a whole record: the first one, or another where the desk refused what came before.
    let update = memo(move || unsent.with(Option::is_some));
    let sent = memo(move || session.case_of(case).is_some_and(|case| !case.state.sent.is_empty()));
    let gate = memo(move || {
        let news = news.with(|news| !news.is_empty());
        session.case_of(case).map(|case| gate(session, &case, news))
    });
    let is_sent = memo(move || matches!(gate.get(), Some(Gate::Sent(_))));
    let missing = memo(move || {
        let case = session.case_of(case)?;
        Some(session.profile.with(|profile| missing_to_send(&case.state, profile)))
    });
    let missing = Signal::derive(move || missing.get().unwrap_or_default());
    let reference =
        memo(move || session.case_of(case).map(|case| Reference::of(&submission_id(&case.state)).to_string()));
    let navigate = StoredValue::new_local(use_navigate());
    let waits_for = RwSignal::new(None::<Id>);
    Effect::new(move |_| {
        let Some(id) = waits_for.get() else { return };
        let sealed = session.case_of(case).is_some_and(|case| case.state.sent.iter().any(|sent| sent.submission == id));
        if sealed {
            navigate.with_value(|navigate| navigate(&format!("/sent/{id}"), NavigateOptions::default()));
        } else if session.not_sealed.with(Option::is_some) {
            waits_for.set(None);
        }
    });
    let wrong = Signal::derive(move || {
        session.asked_to_send.get() == Some(case) && missing.with(|missing| !missing.is_empty())
    });
    error_title(NAME, wrong);
    let errors = move || {
        wrong.get().then(|| {
            let links = missing.get().into_iter().map(|field| {
                let section = field.id.split('.').next().unwrap_or(field.id);
                (format!("/record/{section}#{}", field.id.replace('.', "-")), needed(field).to_owned())
            });
            let links: Vec<_> = links.collect();
            let things = if links.len() == 1 { "1 thing".to_owned() } else { format!("{} things", links.len()) };
            view! { <ErrorSummary title=format!("Add {things}, then send") links/> }
        })
    };
    let lead = move || match missing.with(Vec::len) {
        0 if is_sent.get() => "Nothing is new since you sent it.",
        0 if update.get() => "Look over what is new. The update adds it to what you sent.",
        0 => "Look it over. The rest can have gaps.",
        1 => "One thing is still needed. The rest can have gaps.",
        _ => "Two things are still needed. The rest can have gaps.",
    };
    view! {
        <main id="main">
            <Back href="/record">"Record"</Back>
            {errors}
            <div class="flow">
                <h1 id="title" tabindex="-1">{NAME}</h1>
                <p>{lead}</p>
                {live(move || (!is_sent.get()).then(|| view! {
                    <p>{if update.get() { "The update’s own reference will be " } else { "Its reference will be " }}<b class="n">{reference.get()}</b></p>
                }))}
            </div>
            {live(move || (update.get() && !is_sent.get()).then(|| view! { <New news=news.into()/> }))}
            {live(move || sent.get().then(|| view! { <Before case/> }))}
            {live(move || sent.get().then(|| view! { <h2>"The whole record, as it stands now"</h2> }))}
            <Summary case/>
            <You case/>
            {live(move || gate.get().map(|gate| match gate {
                Gate::Sent(last) => view! { <AlreadySent last/> }.into_any(),
                Gate::Call(why) => view! { <CallInstead case why/> }.into_any(),
                Gate::Confirm => view! { <Desk confirm=true/> }.into_any(),
                Gate::Ready => view! { <Desk/> <Send case waits_for missing update/> }.into_any(),
            }))}
        </main>
    }
}

/// Everything that is written was sent already.
#[component]
fn AlreadySent(last: Id) -> impl IntoView {
    view! {
        <section class="flow" aria-labelledby="already">
            <h2 class="head" id="already">"You have sent this record"</h2>
            <p>"There is nothing new to send. When you write more, you can send an update here."</p>
            <a class="btn main full" href=format!("/sent/{last}")>"See where it is"</a>
        </section>
    }
}

/// Send. A missing fact does not disable it: pressing it shows what to add. It goes on only once the sealed record is
/// in the vault, so that "Saved on this phone" is true when it is read.
#[component]
fn Send(
    case: Id,
    waits_for: RwSignal<Option<Id>>,
    missing: Signal<Vec<&'static gh_core::record::Field>>,
    /// The record was sent before: this adds to it.
    update: Memo<bool>,
) -> impl IntoView {
    let session = session();
    let press = move |_| {
        if !missing.with_untracked(Vec::is_empty) {
            session.asked_to_send.set(Some(case));
            edge::page::focus("errors");
            return;
        }
        let Some(open) = untrack(|| session.case_of(case)) else { return };
        if waits_for.get_untracked().is_none() {
            waits_for.set(Some(submission_id(&open.state)));
            sender::send(session, case);
        }
    };
    let not_sealed = move || {
        session.not_sealed.get().map(|why| {
            view! {
                <section class="oops" role="alert" aria-label="Not sent">
                    <p><b>"Not sent."</b>" "{why}</p>
                </section>
            }
        })
    };
    view! {
        <div class="flow">
            {not_sealed}
            <button id="send" class="btn main full" type="button" on:click=press
                aria-disabled=move || waits_for.get().is_some().then_some("true")>
                {icon(Icon::Send)}{live(move || if update.get() { "Send the update" } else { "Send now" })}
            </button>
            <p class="quiet">"No signal? It is saved. It is sent when this app is open and has signal."</p>
        </div>
    }
}
