//! Putting the app on the home screen, and the two notes on Start about it and about storage.
use std::cell::Cell;

use leptos::prelude::*;

use crate::components::{Back, Icon, icon, page};
use crate::edge::page::{is_installed, is_ios};
use crate::edge::storage::Kept;
use crate::live::memo;
use crate::session::{Storage, session};

thread_local! {
    /// "Not now", until the page is loaded anew.
    static NOT_NOW: Cell<bool> = const { Cell::new(false) };
}

/// How to put it on the home screen. Records in the browser do not move by themselves, so those are named first.
#[component]
pub fn Install() -> impl IntoView {
    page("Put it on your home screen");
    view! {
        <main id="main">
            <Back href="/">"Start"</Back>
            <div class="flow">
                <h1 id="title" tabindex="-1">"Put it on your home screen"</h1>
                <p>"Then it opens with one tap, works with no signal, and the phone keeps your records."</p>
            </div>
            <Unsent/>
            {if is_ios() { on_ios().into_any() } else { elsewhere().into_any() }}
            <div class="btns"><a class="btn main" href="/">"Back to Start"</a></div>
        </main>
    }
}

fn on_ios() -> impl IntoView {
    view! {
        <div class="prose">
            <ol>
                <li><p>"In Safari, tap "{icon(Icon::Share)}" "<b>"Share"</b>", at the bottom of the screen."</p></li>
                <li><p>"Tap "{icon(Icon::Install)}" "<b>"Add to Home Screen"</b>"."</p></li>
                <li><p>"Open "<b>"Golden Hour"</b>" from your home screen, and use that one from now on."</p></li>
            </ol>
        </div>
    }
}

fn elsewhere() -> impl IntoView {
    view! {
        <div class="prose">
            <ol>
                <li><p>"Open the menu of your browser."</p></li>
                <li><p>"Tap "<b>"Install"</b>" or "<b>"Add to Home screen"</b>"."</p></li>
                <li><p>"Open "<b>"Golden Hour"</b>" from your home screen."</p></li>
            </ol>
            <p class="quiet">"On an iPhone or iPad: open it in Safari, tap Share, then Add to Home Screen."</p>
        </div>
    }
}

/// Records that are in this browser only.
#[component]
fn Unsent() -> impl IntoView {
    let session = session();
    let count = memo(move || {
        session.cases.with(|cases| {
            let unsent = |case: &&std::sync::Arc<crate::session::Case>| {
                let state = &case.state;
                state.sent.is_empty()
                    || state.has_unsent_words()
                    || state.sent.iter().any(|sent| sent.received.is_none())
            };
            cases.iter().filter(unsent).count()
        })
    });
    move || {
        let words = match count.get() {
            0 => return None,
            1 => "1 record is in this browser, not sent.".to_owned(),
            n => format!("{n} records are in this browser, not sent."),
        };
        Some(view! {
            <div class="note">
                {icon(Icon::Warn)}
                <p><b>{words}</b>" It may not move by itself. Send it before you change over."</p>
                <a class="linkish" href="/records">"See the records"</a>
            </div>
        })
    }
}

/// On Start, in a browser tab on an iPhone or iPad: it asks for nothing and blocks nothing.
#[component]
pub fn InstallNote() -> impl IntoView {
    let shown = RwSignal::new(is_ios() && !is_installed() && !NOT_NOW.get());
    let not_now = move |_| {
        NOT_NOW.set(true);
        shown.set(false);
    };
    move || {
        shown.get().then(|| {
            view! {
                <div class="note" role="note">
                    {icon(Icon::Install)}
                    <p><b>"Put this on your home screen first."</b>" In Safari, records can be cleared after 7 days without use."</p>
                    <span class="split">
                        <a class="linkish" href="/install">"Show me how"</a>
                        <button class="linkish" type="button" on:click=not_now>"Not now"</button>
                    </span>
                </div>
            }
        })
    }
}

/// On Start, when the phone may clear what is stored and there is something to lose.
#[component]
pub fn StorageNote() -> impl IntoView {
    let session = session();
    let shown = memo(move || {
        let at_risk = session.kept.get() == Kept::No && session.storage.get() == Storage::Open;
        at_risk && session.cases.with(|cases| !cases.is_empty())
    });
    move || {
        shown.get().then(|| {
            view! {
                <div class="note time" role="status">
                    {icon(Icon::ShieldWarn)}
                    <p><b>"This phone may clear your records."</b>" Send them the same day, or protect them."</p>
                    <a class="linkish" href="/settings">"Protect this phone’s records"</a>
                </div>
            }
        })
    }
}
