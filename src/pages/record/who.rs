//! Whose name and number the record gives, where the phone is in other hands.
use gh_core::case::Kind;
use gh_core::record::{CALL_BACK, NAME, ORGANISATION, STAFF_NUMBER};
use gh_wire::id::Id;
use leptos::prelude::*;

use crate::components::{Icon, icon};
use crate::live::{live, memo};
use crate::session::session;

/// The record names somebody else than Settings does: the sheets would send people to the wrong one. One tap puts that right, and
/// only a tap, for the first one may still be the one to ring.
#[component]
pub fn WhoWrites(
    /// The case.
    case: Id,
) -> impl IntoView {
    let session = session();
    let names = memo(move || {
        let case = session.case_of(case)?;
        let written = case.state.fact(NAME)?.trim().to_owned();
        let mine = session.profile.with(|profile| profile.name.trim().to_owned());
        let is_another = !mine.is_empty() && !written.is_empty() && !mine.eq_ignore_ascii_case(&written);
        let number = case.state.fact(CALL_BACK).unwrap_or_default().trim().to_owned();
        is_another.then_some((written, number, mine))
    });
    let mine = move |_| {
        let profile = session.profile.get_untracked();
        for field in [NAME, ORGANISATION, STAFF_NUMBER, CALL_BACK] {
            let value = profile.says(field).unwrap_or_default().to_owned();
            session.note_in(case, Kind::Fact { field: field.to_owned(), value });
        }
        session.say("The record gives your name and number now.");
        crate::edge::page::focus_soon("title");
    };
    live(move || {
        names.get().map(|(written, number, name)| {
            let number = (!number.is_empty()).then(|| view! { ", "<span class="n"><bdi>{number}</bdi></span> });
            view! {
                <div class="note noprint">
                    {icon(Icon::Person)}
                    <p>"This record and its sheets name "<b><bdi>{written}</bdi></b>{number}" as the person to ring. Settings name "<b><bdi>{name}</bdi></b>"."</p>
                    <div class="btns"><button class="btn" type="button" on:click=mine>"Name me instead"</button></div>
                </div>
            }
        })
    })
}
