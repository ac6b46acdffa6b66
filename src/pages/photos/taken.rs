//! What was taken: each picture with its time, its size and where it stands.
use std::sync::Arc;

use gh_core::case::{Kind, PhotoNoted};
use gh_core::photos::{TAKEN, YES, is_in_doubt};
use gh_wire::digest::Digest;
use gh_wire::id::Id;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::keep;
use crate::edge::still::Address;
use crate::live::{live, memo};
use crate::session::{Session, session};

/// The list.
#[component]
pub(super) fn Taken(
    /// The case.
    case: Id,
    /// What came of the last try.
    told: RwSignal<String>,
) -> impl IntoView {
    let session = session();
    let events = memo(move || {
        let case = session.case_of(case);
        case.map_or(Vec::new(), |case| case.state.photos.iter().map(|noted| noted.event).collect())
    });
    let children = move |event| row(session, case, event, told);
    view! {
        <section class="flow" aria-labelledby="taken">
            <h2 class="head" id="taken">"Taken"</h2>
            {live(move || events.with(Vec::is_empty).then(|| view! { <p class="quiet">"No photograph yet."</p> }))}
            <ul class="rows">
                <For each=move || events.get() key=|event: &Id| *event children/>
            </ul>
            <p class="quiet">"They are locked on this phone and are not in its gallery. They are sent after the record."</p>
        </section>
    }
}

fn row(session: Session, case: Id, event: Id, told: RwSignal<String>) -> AnyView {
    let noted = memo(move || {
        let case = session.case_of(case)?;
        case.state.photos.iter().find(|noted| noted.event == event).cloned()
    });
    let Some(first) = noted.get_untracked() else { return ().into_any() };
    let name = format!("{}, {}", first.photo.shows.word(), first.at.hh_mm());
    let PhotoNoted { photo, elsewhere, .. } = first;
    let is_here = !elsewhere;
    let size =
        format!("{}. {} by {}, {} kB", photo.consent.word(), photo.width, photo.height, photo.bytes.div_ceil(1000));
    let remove = move |_| {
        keep::remove(session, case, event, move |done| {
            let words = if done {
                "Taken out. The log keeps that it was taken."
            } else {
                "It could not be taken out. Try again."
            };
            told.try_set(words.to_owned());
        });
    };
    let agrees = move |_| {
        session.note_in(case, Kind::Fact { field: TAKEN.to_owned(), value: YES.to_owned() });
        told.set("Noted: the child agrees to it. It is sent after the record.".to_owned());
    };
    let of = name.clone();
    let stands = move || {
        noted.get().map(|noted| {
            if noted.elsewhere {
                view! { <span class="tag">"On another phone"</span> }.into_any()
            } else if noted.is_delivered() {
                view! { <span class="tag ok">"Delivered"</span> }.into_any()
            } else if noted.is_sealed() {
                let there = noted.parts.iter().filter(|(_, received)| *received).count();
                view! { <span class="tag">{format!("Sending, {there} of {} parts", noted.parts.len())}</span> }.into_any()
            } else {
                let of = of.clone();
                let in_doubt = session.case_of(case).is_some_and(|case| is_in_doubt(&case.state, &noted));
                view! {
                    {in_doubt.then(|| view! {
                        <span class="tag need">"The child said no since. It is not sent."</span>
                        <button class="linkish" type="button" on:click=agrees>"The child agrees to it again"<span class="vh">": "{of.clone()}</span></button>
                    })}
                    <button class="linkish" type="button" on:click=remove>"Remove"<span class="vh">" "{of}</span></button>
                }
                .into_any()
            }
        })
    };
    view! {
        <li><div class="item">
            <span><b>{name.clone()}</b><span class="quiet">{size}</span></span>
            {live(stands)}
        </div>
        {if is_here {
            picture(session, case, photo.digest, name).into_any()
        } else {
            view! { <p class="quiet">"The phone that took it has the picture, and sends it."</p> }.into_any()
        }}</li>
    }
    .into_any()
}

/// The picture itself, out of the vault; its address is valid while it is shown.
fn picture(session: Session, case: Id, digest: Digest, name: String) -> impl IntoView {
    let address = RwSignal::new(None::<Arc<Address>>);
    let missing = RwSignal::new(false);
    spawn_local(async move {
        let vault = session.shared().vault.borrow().clone();
        let read = match vault {
            Some(vault) => vault.read_photo(case, digest).await.ok().flatten(),
            None => None,
        };
        match read.and_then(|bytes| Address::of_jpeg(&bytes)) {
            Some(shown) => drop(address.try_set(Some(Arc::new(shown)))),
            None => drop(missing.try_set(true)),
        }
    });
    live(move || match address.get() {
        Some(address) => view! { <img class="picture" src=address.as_str().to_owned() alt=name.clone()/> }.into_any(),
        None if missing.get() => {
            view! { <p class="gap">"This picture cannot be read on this phone any more."</p> }.into_any()
        }
        None => ().into_any(),
    })
}
