//! Menu: where else to go, and what belongs to the hour as a whole.
mod met;
mod time;

use leptos::prelude::*;

use crate::components::{Icon, icon, page};
use crate::edge::page::is_installed;
use crate::live::{live, memo};
use crate::pages::records::need_you;
use crate::session::session;
use met::TimeYouMet;

pub(super) use time::TimeForm;

/// Menu. A list of links; in the hour also its own three things: when you met, finish, leave it running.
#[component]
pub fn Menu() -> impl IntoView {
    page("Menu");
    let session = session();
    let runs = memo(move || session.running().is_some());
    let open = memo(move || session.case().is_some());
    view! {
        <main id="main">
            <h1 id="title" tabindex="-1">"Menu"</h1>
            <ul class="rows">
                {row("/missing", "The child has gone", "Words to read to 999")}
                {live(move || runs.get().then(|| row("/children", "Another child is here", "Their own hour, their own record")))}
                {live(move || open.get().then(|| row("/record", "Record", "")))}
                {live(move || open.get().then(|| row("/handover", "Handover sheet", "")))}
                {row("/contacts", "Contacts", "")}
                {row("/guidance", "Guidance", "")}
                <RecordsRow/>
                {row("/handover/take", "Take over from another phone", "With no signal")}
                {row("/settings", "Settings", "")}
                {(!is_installed()).then(|| row("/install", "Put it on your home screen", ""))}
            </ul>
            {live(move || runs.get().then(|| view! {
                <TimeYouMet/>
                <div class="btns">
                    <a class="btn full" href="/finish">"Finish this hour"</a>
                    <a class="btn plain full" href="/">"Leave this hour running, go to Start"</a>
                </div>
            }))}
        </main>
    }
}

fn row(href: &'static str, title: &'static str, under: &'static str) -> impl IntoView {
    view! {
        <li>
            <a href=href>
                <span><b>{title}</b>{(!under.is_empty()).then(|| view! { <span class="quiet">{under}</span> })}</span>
                {icon(Icon::Next)}
            </a>
        </li>
    }
}

/// Records, with the count of those that need a person, in words and as a tag.
#[component]
fn RecordsRow() -> impl IntoView {
    let session = session();
    let count = memo(move || need_you(session));
    let words = move || match count.get() {
        0 => None,
        1 => Some("1 needs you".to_owned()),
        n => Some(format!("{n} need you")),
    };
    view! {
        <li>
            <a href="/records">
                <span>
                    <b>"Records on this phone"</b>
                    {live(move || words().map(|words| view! { <span class="quiet">{words}</span> }))}
                </span>
                {live(move || if count.get() > 0 {
                    view! { <span class="tag need" aria-hidden="true">{icon(Icon::Warn)}{count.get()}</span> }.into_any()
                } else {
                    icon(Icon::Next).into_any()
                })}
            </a>
        </li>
    }
}
