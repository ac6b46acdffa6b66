//! One sealed record: where it has got to, and one thing to do if there is one.
use gh_core::case::Kind;
use gh_core::outbox::{Attention, Reason};
use leptos::prelude::*;

use super::super::sent::photos_waiting;
use super::list::{Row, Stand};
use crate::components::{Icon, icon, tel};
use crate::sender;
use crate::session::session;

/// A card. The child as said is its heading; the link is "Open" with the reference in hidden words.
#[component]
pub fn RecordCard(
    /// The record.
    row: Row,
) -> impl IntoView {
    let needs = row.group() == super::Group::NeedsYou;
    let href = format!("/sent/{}", row.submission);
    let reference = row.reference.clone();
    let quiet = quiet_line(&row);
    let earlier = (!row.earlier.is_empty()).then(|| {
        view! { <p class="quiet">"Receipts before it: "<span class="n">{row.earlier.join("; ")}</span></p> }
    });
    let of_record = (row.number > 0).then(|| {
        view! { <p>"Update "{row.number}" of your record "<b class="n">{row.quote.clone()}</b></p> }
    });
    let body = match row.stand {
        Stand::NeedsYou(reason) => needs_you(&row, reason).into_any(),
        Stand::Lost => lost(&row).into_any(),
        Stand::Delivered { .. } => photos_waiting(row.case).into_any(),
        _ if row.overdue => overdue(&row).into_any(),
        _ => try_now(&row).into_any(),
    };
    view! {
        <div class="card" class:needs=needs>
            <div class="split"><h3>{row.child.clone()}</h3>{tag(&row.stand)}</div>
            {body}
            {of_record}
            <p class="quiet">{quiet}</p>
            {earlier}
            <a class="linkish" href=href>"Open"<span class="vh">" record "{reference}</span></a>
        </div>
    }
}

/// The state word with its shape.
fn tag(stand: &Stand) -> impl IntoView + use<> {
    let (class, sort, words) = match stand {
        Stand::WaitingForSignal => ("tag", Icon::Clock, "Waiting for signal".to_owned()),
        Stand::NotAnswered(_) => ("tag", Icon::Clock, "Not answered yet".to_owned()),
        Stand::Sending => ("tag", Icon::Send, "Sending".to_owned()),
        Stand::Delivered { at, .. } => ("tag ok", Icon::Tick, format!("Delivered {at}")),
        Stand::NeedsYou(_) | Stand::Lost => ("tag need", Icon::Warn, "Needs you".to_owned()),
    };
    view! { <span class=class>{icon(sort)}{words}</span> }
}

fn quiet_line(row: &Row) -> impl IntoView + use<> {
    let told = row.told.then_some(" You have told them by phone.");
    let reference = row.reference.clone();
    match &row.stand {
        Stand::Delivered { entry, leaves, .. } => {
            let entry = entry.map(|entry| format!(", entry {entry}"));
            view! { "Receipt "<b class="n">{reference}</b>{entry}". "{leaves.clone()}{told} }.into_any()
        }
        _ => {
            let saved = row.saved.clone();
            view! { "Saved "<time>{saved}</time>". Reference "<b class="n">{reference}</b>"."{told} }.into_any()
        }
    }
}

/// What is true while it waits, and "Try now".
fn try_now(row: &Row) -> impl IntoView + use<> {
    let session = session();
    let tries = match row.tries {
        0 => String::new(),
        1 => " Tried once.".to_owned(),
        n => format!(" Tried {n} times."),
    };
    let words = match &row.stand {
        Stand::NotAnswered(next) => format!("The desk has not answered. Trying again at {next}.{tries}"),
        Stand::Sending => "Keep the app open.".to_owned(),
        _ => format!("Open this app when you have signal. It sends while the app is open.{tries}"),
    };
    let sending = row.stand == Stand::Sending;
    let reference = row.reference.clone();
    view! {
        <p>{words}</p>
        {(!sending).then(|| view! {
            <button class="linkish" type="button" on:click=move |_| sender::send_now(session)>
                "Try now"<span class="vh">", record "{reference}</span>
            </button>
        })}
    }
}

/// Five minutes after Send: the call comes first.
fn overdue(row: &Row) -> impl IntoView + use<> {
    let session = session();
    let (case, submission) = (row.case, row.submission);
    view! {
        <p><b>"Not sent. Call them now."</b>" The record is safe here, and keeps trying while the app is open."</p>
        {desk_call(row)}
        {try_now(row)}
        <button class="btn" type="button" on:click=move |_| sender::told_by_phone(session, case, submission)>
            "I have told them"
        </button>
    }
}

fn needs_you(row: &Row, reason: Reason) -> impl IntoView + use<> {
    let session = session();
    let submission = row.submission;
    let again = !matches!(reason, Reason::NotTaken(Attention::Unreadable));
    view! {
        <p>{reason_words(reason)}</p>
        {desk_call(row)}
        {again.then(|| view! {
            <button class="btn" type="button" on:click=move |_| sender::resolved(session, submission)>
                "It is sorted out. Try again"
            </button>
        })}
    }
}

fn lost(row: &Row) -> impl IntoView + use<> {
    view! {
        <p>"This phone cannot find what it sealed. Telephone the desk, and tell them what you know."</p>
        {desk_call(row)}
    }
}

/// What happened, and that nothing is lost. Never a code.
fn reason_words(reason: Reason) -> &'static str {
    match reason {
        Reason::NotAllowed => "The desk does not know this phone. Nothing is lost. Telephone the desk.",
        Reason::WrongAddress => "The desk is not where this phone looks for it. Nothing is lost. Telephone the desk.",
        Reason::Conflict => {
            "The desk has other words under this reference. Both are kept. Telephone the desk, so that they read both."
        }
        Reason::NotTaken(Attention::TooLarge) => {
            "The record is too long for the desk. Nothing is lost. Telephone the desk."
        }
        Reason::NotTaken(Attention::Unreadable) => {
            "This phone cannot read its sealed copy any more. Your words are still here. Telephone the desk."
        }
        Reason::NotTaken(Attention::Malformed | Attention::WrongKind | Attention::NotAccepted) => {
            "The desk could not take this record. Nothing is lost. Telephone the desk."
        }
    }
}

/// "Telephone the desk, quote GH 7K4 29Q": the desk's number, or Contacts where it gives none.
fn desk_call(row: &Row) -> impl IntoView + use<> {
    let session = session();
    let reference = row.quote.clone();
    let case = row.case;
    let desk = session
        .trust
        .with_untracked(|trust| trust.desk.as_ref().map(|desk| (desk.agency.clone(), desk.telephone.clone())));
    match desk.filter(|(_, number)| !number.trim().is_empty()) {
        Some((agency, number)) => {
            let (href, shown) = (tel(&number), number.clone());
            let to = agency.clone();
            let ring = move |_| {
                session.note_in(case, Kind::Rang { to: to.clone(), number: number.clone(), step: None });
            };
            view! {
                <a class="call" href=href on:click=ring>
                    {icon(Icon::Phone)}
                    <b class="n">{shown}</b>
                    <span>{agency}". Quote "<b class="n">{reference}</b></span>
                </a>
            }
            .into_any()
        }
        None => view! {
            <p>"Telephone children’s social care, quote "<b class="n">{reference}</b>". "<a href="/contacts">"See Contacts"</a></p>
        }
        .into_any(),
    }
}
