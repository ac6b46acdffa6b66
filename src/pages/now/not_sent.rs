//! "Not sent", five minutes after Send: in the slot of Now, above everything else, and on Start.
use gh_core::outbox::Item;
use gh_core::referral::to_quote;
use gh_wire::reference::Reference;
use leptos::prelude::*;

use crate::components::{CallBlocks, Icon, icon, tel};
use crate::sender;
use crate::session::session;

/// What stands in the slot: the call, the reference, and what a person can do.
pub fn not_sent(item: Item) -> AnyView {
    let session = session();
    let minutes = move || (session.now.get().wall.ms - item.sealed_at).div_euclid(60_000).max(5);
    let desk = session
        .trust
        .with_untracked(|trust| trust.desk.as_ref().map(|desk| (desk.agency.clone(), desk.telephone.clone())));
    let case = session.cases.with_untracked(|cases| {
        let sent_it = |state: &gh_core::case::CaseState| state.sent.iter().any(|sent| sent.submission == item.id);
        cases.iter().find(|case| sent_it(&case.state)).map(|case| {
            let quote = session.queue.with_untracked(|queue| to_quote(&case.state, item.id, queue));
            (case.state.id, quote)
        })
    });
    let reference = Reference::of(&case.map_or(item.id, |(_, quote)| quote)).to_string();
    let told = move |_| {
        if let Some((case, _)) = case {
            sender::told_by_phone(session, case, item.id);
        }
    };
    let (line, call) = match desk.filter(|(_, number)| !number.trim().is_empty()) {
        Some((agency, number)) => {
            let href = tel(&number);
            let block = view! {
                <a class="call" href=href>
                    {icon(Icon::Phone)}
                    <b class="n">{number.clone()}</b>
                    <span>{agency}". Quote "<b class="n">{reference.clone()}</b></span>
                </a>
            };
            (format!("Not sent. Call {number}"), block.into_any())
        }
        None => {
            let target = gh_core::guide::CallTarget::FrontDoor;
            (
                "Not sent. Call children’s social care".to_owned(),
                view! { <CallBlocks target step=None/> <p>"Quote "<b class="n">{reference}</b></p> }.into_any(),
            )
        }
    };
    view! {
        <section class="slot wait bleed" role="alert" aria-label="Not sent">
            <p class="ask-line">{icon(Icon::Warn)}{line}</p>
            <p>"Your record has not left this phone for "{minutes}" minutes. It is safe here, and keeps trying."</p>
            {call}
            <div class="split">
                <button class="linkish" type="button" on:click=told>"I have told them"</button>
                <button class="linkish" type="button" on:click=move |_| sender::send_now(session)>"Try to send now"</button>
            </div>
        </section>
    }
    .into_any()
}
