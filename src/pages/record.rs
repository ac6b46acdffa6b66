//! The record: a task list, and one section per page. On a tablet they stand beside each other.
mod asked;
mod calls;
mod known;
mod list;
mod log;
pub(crate) mod news;
mod said;
mod same;
mod section;
mod together;
mod who;
pub mod words;

use gh_core::record::{self, SECTIONS, Section, SectionState, section as section_by_id, section_state};
use gh_wire::id::Id;
use leptos::prelude::*;

use crate::app::part;
use crate::components::{Back, Icon, icon, page};
use crate::live::{live, memo};
use crate::session::{Session, session};
use asked::{AlreadyAsked, unread};
pub use asked::{Asked, step_answered};
use list::TaskList;
use section::SectionForm;
pub use section::{choice, fact_draft, field_draft, last_seen_where};
pub use together::state_for_sheets;
pub use who::WhoWrites;

/// Record. The list; on a tablet the first section that is not complete stands open beside it.
#[component]
pub fn Record() -> impl IntoView {
    let session = session();
    let case = open_case(session);
    move || match case.get() {
        None => {
            page("Record");
            view! { <NothingOpen/> }.into_any()
        }
        Some(case) if to_read(session, case) => {
            page("Already asked");
            view! { <AlreadyAsked case first=true/> }.into_any()
        }
        Some(case) => {
            page("Record");
            let first = untrack(|| first_open(session, case));
            view! {
                <main id="main" class="wide list-first at-list">
                    <div class="a"><TaskList case/></div>
                    <div class="b"><SectionForm section=first case/></div>
                </main>
            }
            .into_any()
        }
    }
}

/// One section of the record. On a tablet the list stands beside it.
#[component]
pub fn RecordSection() -> impl IntoView {
    let session = session();
    let part = part();
    let section = memo(move || part.get().as_deref().and_then(section_by_id).map(|s| s.id));
    let case = open_case(session);
    move || match (section.get().and_then(section_by_id), case.get()) {
        // Who they are themselves, they may write first: that alone makes another person of them.
        (Some(section), Some(case)) if section.id != record::YOU && to_read(session, case) => {
            page("Already asked");
            view! { <AlreadyAsked case first=true/> }.into_any()
        }
        (Some(section), Some(case)) => {
            page(section.title);
            view! {
                <main id="main" class="wide list-first at-section">
                    <div class="a"><TaskList case open=section.id/></div>
                    <div class="b">
                        <Back href="/record">"Record"</Back>
                        <SectionForm section case heading=true/>
                    </div>
                </main>
            }
            .into_any()
        }
        (_, None) => {
            page("Record");
            view! { <NothingOpen/> }.into_any()
        }
        (None, Some(_)) => {
            page("Record");
            view! {
                <main id="main">
                    <h1 id="title" tabindex="-1">"The record has no such section"</h1>
                    <a class="btn main full" href="/record">"Go to the record"</a>
                </main>
            }
            .into_any()
        }
    }
}

/// Whether somebody else wrote in the record whose words this person has not read yet. Tracked, and only as far as the answer
/// changes.
fn to_read(session: Session, case: Id) -> bool {
    let unread = unread(session, case);
    memo(move || unread.with(Option::is_some)).get()
}

/// A page about the case that is open, under this title; where none is, the way to one.
pub fn of_the_open_case(title: &'static str, of: fn(Id) -> AnyView) -> impl IntoView {
    page(title);
    let case = open_case(session());
    live(move || case.get().map_or_else(|| view! { <NothingOpen/> }.into_any(), of))
}

/// The case that is open. If none is, the hour that runs, or the one record that has words nobody has been sent: after
/// a kill a person finds their words where they were.
pub fn open_case(session: Session) -> Memo<Option<Id>> {
    if untrack(|| session.case()).is_none() {
        let running = untrack(|| session.running()).map(|case| case.state.id);
        let unsent = session.cases.with_untracked(|cases| {
            let mut open = cases.iter().filter(|case| case.state.has_unsent_words() && case.state.finished.is_none());
            let first = open.next().map(|case| case.state.id);
            first.filter(|_| open.next().is_none())
        });
        if let Some(case) = running.or(unsent) {
            session.current.set(Some(case));
        }
    }
    memo(move || session.case().map(|case| case.state.id))
}

fn first_open(session: Session, case: Id) -> &'static Section {
    let open = |section: &&Section| {
        let case = session.case_of(case);
        let state =
            |case: &crate::session::Case| session.profile.with(|profile| section_state(&case.state, profile, section));
        case.as_deref().is_some_and(|case| state(case) != SectionState::Complete)
    };
    SECTIONS.iter().find(open).unwrap_or(&SECTIONS[0])
}

/// No case is open: where to go from here.
#[component]
pub fn NothingOpen() -> impl IntoView {
    view! {
        <main id="main">
            <super::NotReadYet/>
            <div class="empty">
                {icon(Icon::Tray)}
                <h1 id="title" tabindex="-1">"No record is open"</h1>
                <p>"A record begins with the hour, or with a concern. Earlier ones are in Records."</p>
            </div>
            <div class="btns">
                <a class="btn main" href="/records">"Go to Records"</a>
                <a class="btn plain" href="/">"Go to Start"</a>
            </div>
        </main>
    }
}
