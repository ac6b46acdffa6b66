//! Records on this phone: where each has got to, and what is not sent yet.
mod card;
mod draft;
mod list;

use gh_core::time::Wall;
use leptos::prelude::*;

use super::NotReadYet;
use crate::components::{Icon, icon, page};
use crate::live::{live, memo};
use crate::session::{Session, session};
use card::RecordCard;
use draft::DraftCard;
use list::{Group, Lists, lists};

pub(super) use list::need_you;

/// Records: needs you, on the way, delivered, and what is not sent. The child as said is heading text only, never in a
/// link. A change of state is one polite status.
#[component]
pub fn Records() -> impl IntoView {
    page("Records");
    let session = session();
    let lists = memo(move || lists(session));
    let line = memo(move || signal_line(session));
    let counts = memo(move || lists.with(Lists::counts));
    view! {
        <main id="main">
            <div class="flow">
                <h1 id="title" tabindex="-1">"Records on this phone"</h1>
                {live(move || line.get().map(|line| view! { <p class="quiet">{line}</p> }))}
                <p class="vh" role="status">{live(move || counts.get())}</p>
            </div>
            <Unreadable/>
            <NotReadYet/>
            {live(move || (lists.with(Lists::is_empty) && !session.is_shut()).then(empty))}
            <Section title="Needs you" rows=move || lists.with(|l| l.group(Group::NeedsYou))/>
            <Section title="On the way" rows=move || lists.with(|l| l.group(Group::OnTheWay))/>
            <Section title="Delivered" rows=move || lists.with(|l| l.group(Group::Delivered))/>
            {live(move || {
                let drafts = lists.with(|lists| lists.drafts.clone());
                (!drafts.is_empty()).then(|| view! {
                    <section class="flow">
                        <h2 class="head">"Not sent"</h2>
                        {drafts.into_iter().map(|draft| view! { <DraftCard draft/> }).collect_view()}
                    </section>
                })
            })}
        </main>
    }
}

#[component]
fn Section<F>(title: &'static str, rows: F) -> impl IntoView
where
    F: Fn() -> Vec<list::Row> + Send + Sync + 'static,
{
    let rows = memo(rows);
    move || {
        let rows = rows.get();
        (!rows.is_empty()).then(|| {
            view! {
                <section class="flow">
                    <h2 class="head">{title}</h2>
                    {rows.into_iter().map(|row| view! { <RecordCard row/> }).collect_view()}
                </section>
            }
        })
    }
}

/// "No signal right now. Last sent at 14:02."
fn signal_line(session: Session) -> Option<String> {
    let offset_min = session.now.with(|now| now.wall.offset_min);
    let last = session.cases.with(|cases| {
        let received = cases.iter().flat_map(|case| &case.state.sent).filter_map(|sent| sent.received);
        received.map(|(desk_ms, _, _)| desk_ms).max()
    });
    let signal = (!session.online.get()).then_some("No signal right now.");
    let sent = last.map(|ms| format!("Last delivered at {}.", Wall { ms, offset_min }.hh_mm()));
    let words: Vec<String> = signal.map(str::to_owned).into_iter().chain(sent).collect();
    (!words.is_empty()).then(|| words.join(" "))
}

fn empty() -> impl IntoView {
    view! {
        <div class="empty">
            {icon(Icon::Tray)}
            <h2>"Nothing is waiting"</h2>
            <p>"When you send a record, you can see here where it has got to."</p>
            <a class="btn" href="/">"Go to Start"</a>
        </div>
    }
}

/// What the vault holds and this page cannot read. Said plainly: nothing is hidden, nothing is taken away.
#[component]
fn Unreadable() -> impl IntoView {
    let session = session();
    move || {
        let count = session.unreadable.get();
        (count > 0).then(|| {
            let words = if count == 1 {
                "1 part of a record on this phone cannot be read.".to_owned()
            } else {
                format!("{count} parts of records on this phone cannot be read.")
            };
            view! {
                <div class="oops">
                    <h2>{words}</h2>
                    <p>"They are kept here as they are. If you were sending something, call the people you sent it to."</p>
                    <a href="/contacts">"See Contacts"</a>
                </div>
            }
        })
    }
}
