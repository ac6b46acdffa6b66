//! What is true while there is no receipt: saved, not sent, and a call is faster.
use gh_core::guide::CallTarget;
use gh_core::outbox::{Attention, Reason, Word, word};
use gh_core::time::Wall;
use gh_wire::id::Id;
use gh_wire::reference::Reference;
use leptos::prelude::*;

use super::{item, known};
use crate::components::{CallBlocks, CallLink, Icon, icon};
use crate::live::{live, memo};
use crate::sender;
use crate::session::{CallBlock, Session, session};

/// Where the submission stands. `None`: it is not in this phone's queue, and there is no receipt.
fn state(session: Session, id: Id) -> Option<Word> {
    let item = item(session, id)?;
    Some(word(&item, session.now.get().wall.ms, session.online.get()))
}

/// The state in the words of the panel.
pub fn words(session: Session, id: Id) -> impl IntoView {
    let lines = memo(move || {
        let now = session.now.get().wall;
        let open = "It sends while the app is open.";
        match state(session, id) {
            Some(Word::WaitingForSignal) => (
                "Waiting for signal",
                "Not sent yet. Open this app when you have signal. It sends while the app is open.".to_owned(),
            ),
            Some(Word::NotAnswered { next_try }) => {
                let at = Wall { ms: next_try, ..now }.hh_mm();
                ("Not sent yet", format!("The desk has not answered. Trying again at {at}. {open}"))
            }
            Some(Word::Sending) => ("Sending", format!("Not sent yet. {open}")),
            Some(Word::Delivered { .. }) => {
                ("Sending", "The desk has answered. Its receipt is being stored.".to_owned())
            }
            Some(Word::NeedsYou(reason)) => ("Needs you", reason_words(reason).to_owned()),
            None => {
                ("Needs you", "Not sent. This phone cannot read its queue. Call, and give the reference.".to_owned())
            }
        }
    });
    view! {
        <p><b>{live(move || lines.get().0)}</b></p>
        <p>{live(move || lines.get().1)}</p>
    }
}

/// The reason, and that nothing is lost.
const fn reason_words(reason: Reason) -> &'static str {
    match reason {
        Reason::NotAllowed => "Not sent. The desk does not know this phone. Nothing is lost. Ring the desk.",
        Reason::WrongAddress => {
            "Not sent. The desk was not found at its address. Nothing is lost. Try another network, or ring the desk."
        }
        Reason::NotTaken(Attention::TooLarge) => {
            "Not sent. The record is too long for the desk. Nothing is lost. Ring the desk and read it out."
        }
        Reason::NotTaken(Attention::Unreadable) => {
            "Not sent. This phone cannot read what it sealed. Ring the desk and give the reference."
        }
        Reason::NotTaken(_) => "Not sent. The desk could not take the record. Nothing is lost. Ring the desk.",
        Reason::Conflict => "The desk has other words under this reference. Both are kept. Ring the desk.",
    }
}

/// The calls, and the one thing to do about sending.
#[component]
pub fn Waiting(
    /// The submission.
    id: Id,
) -> impl IntoView {
    let session = session();
    let overdue = memo(move || {
        let now = session.now.get().wall.ms;
        let told = known(session, id).is_some_and(|known| known.told_by_phone);
        !told && item(session, id).is_some_and(|item| item.overdue(now))
    });
    let desk = memo(move || {
        session.trust.with(|trust| {
            let desk = trust.desk.as_ref().filter(|desk| !desk.telephone.trim().is_empty())?;
            Some(CallBlock { number: desk.telephone.clone(), who: desk.agency.clone(), typed: false, emergency: false })
        })
    });
    let quote = memo(move || Reference::of(&known(session, id).map_or(id, |known| known.quote)).to_string());
    let is_update = memo(move || known(session, id).is_some_and(|known| known.number > 0));
    // A person must speak to the desk before these are tried again.
    let stuck =
        memo(move || matches!(state(session, id), Some(Word::NeedsYou(Reason::NotTaken(_) | Reason::Conflict))));
    let told = move |_| {
        if let Some(known) = untrack(|| known(session, id)) {
            sender::told_by_phone(session, known.case, id);
            session.say("Noted. The record is still sent.");
        }
    };
    let alert = move || {
        overdue.get().then(|| {
            let number = desk.with_untracked(|desk| desk.as_ref().map(|desk| desk.number.clone()));
            view! {
                <section class="slot wait bleed" role="alert" aria-label="Not sent">
                    <p class="ask-line">
                        {icon(Icon::Warn)}
                        "Not sent. Call "{number.unwrap_or_else(|| "children’s social care".to_owned())}
                    </p>
                    <p>"Give the reference: "<b class="n">{quote.get_untracked()}</b></p>
                    <button class="linkish" type="button" on:click=told>"I have told them"</button>
                </section>
            }
        })
    };
    view! {
        {alert}
        <section class="flow" aria-labelledby="faster">
            <h2 id="faster">"A call is faster"</h2>
            <p>{live(move || if is_update.get() {
                "Nobody has seen this update yet. If it cannot wait, call now."
            } else {
                "Nobody has seen this record yet. If you have not spoken to anyone, call now."
            })}</p>
            {live(move || desk.get().map(|block| view! { <CallLink block/> }))}
            // The desk's own number stands above: without an area there is nothing to add to it.
            {live(move || {
                let more = desk.with(Option::is_none) || session.area().is_some();
                more.then(|| view! { <CallBlocks target=CallTarget::FrontDoor/> })
            })}
            {live(move || if stuck.get() {
                view! {
                    <button class="btn" type="button" on:click=move |_| sender::resolved(session, id)>
                        "I have spoken to the desk. Try again"
                    </button>
                }.into_any()
            } else {
                view! {
                    <button class="btn" type="button" on:click=move |_| sender::send_now(session)>"Try to send now"</button>
                }.into_any()
            })}
        </section>
    }
}
