//! What the pages of Guidance share.
use chrono::NaiveDate;
use gh_core::guide::{Mark, Pack, Statement};
use leptos::prelude::*;

use crate::edge::page::date_in_words;
use crate::session::Session;

/// Pages beside the topics.
pub const RED_LIST: &str = "red-list";
/// The nations table.
pub const NATIONS: &str = "nations";
/// The list of sources.
pub const SOURCES: &str = "sources";

/// Days after which guidance is called old.
const OLD_DAYS: i64 = 90;

/// "Guidance 1.0, 21 November 2026".
#[must_use]
pub fn edition(session: Session) -> String {
    session.guidance.with_untracked(|guidance| {
        let pack = &guidance.pack;
        format!("Guidance {}, {}", pack.edition, date_in_words(&pack.date))
    })
}

/// The latest minute of a step, in words.
#[must_use]
pub fn by_minute(minute: u16) -> String {
    if minute == 0 { "At once".to_owned() } else { format!("By minute {minute}") }
}

/// What is said of guidance that is older than 90 days. Tracked.
#[must_use]
pub fn old_words(session: Session) -> Option<String> {
    let now = session.now.get().wall;
    session.guidance.with(|guidance| {
        let made: NaiveDate = guidance.pack.date.parse().ok()?;
        let today = chrono::DateTime::from_timestamp_millis(now.ms)?.date_naive();
        let old = (today - made).num_days() >= OLD_DAYS;
        old.then(|| format!("Guidance is from {}. It may have changed.", date_in_words(&guidance.pack.date)))
    })
}

/// Titles of the sources of these statements, each once, in the order in which they are named.
#[must_use]
pub fn source_titles<'a>(pack: &Pack, statements: impl IntoIterator<Item = &'a Statement>) -> Vec<String> {
    let mut keys: Vec<&str> = Vec::new();
    for key in statements.into_iter().flat_map(|statement| &statement.source) {
        if !keys.contains(&key.as_str()) {
            keys.push(key);
        }
    }
    let title = |key: &&str| pack.sources.iter().find(|source| source.key == **key).map(|source| source.title.clone());
    keys.iter().filter_map(title).collect()
}

/// The list of sources at the foot of a page.
#[must_use]
pub fn sources_view(titles: Vec<String>) -> impl IntoView {
    (!titles.is_empty()).then(|| {
        view! {
            <h2>"Where this comes from"</h2>
            <ul class="how quiet">{titles.into_iter().map(|title| view! { <li>{title}</li> }).collect_view()}</ul>
        }
    })
}

/// A statement with its doubt beside it.
pub fn stated(statement: &Statement) -> impl IntoView + use<> {
    view! { {statement.text.clone()} {doubt(statement)} }
}

/// What is said beside a statement that is not sure.
pub fn doubt(statement: &Statement) -> Option<impl IntoView + use<>> {
    let check = (statement.mark == Mark::K).then_some("Not checked by a safeguarding lead yet.");
    let doubts: Vec<&str> =
        [statement.status.as_str(), check.unwrap_or_default()].into_iter().filter(|d| !d.is_empty()).collect();
    let doubt = doubts.join(" ");
    (!doubt.is_empty()).then(|| view! { " "<i class="doubt">{doubt}</i> })
}

/// A rule of some nations only names them first.
pub fn nations_of(rule: &Statement) -> Option<impl IntoView + use<>> {
    let names: Vec<&str> = rule.nations.iter().map(|nation| nation.name()).collect();
    (!names.is_empty()).then(|| view! { <b>{names.join(", ")}": "</b> })
}
