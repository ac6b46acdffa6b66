//! One case, and the child's place, which is asked for with a reason.
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};
use gh_wire::id::Id;
use serde::Deserialize;

use super::form::{Person, broken};
use crate::history::History;
use crate::ledger::{Entry, Kind};
use crate::pages::case::{self, Case, Place, Seen, Sibling};
use crate::pages::layout::Frame;
use crate::photos::photos;
use crate::store::{Event, Row, StoreError};
use crate::{Shared, pages};

/// Of so many other children the records are looked for: a record that names more was not written by this app.
const MOST_TOGETHER: usize = 20;

/// The longest reason in letters: one line.
const REASON: usize = 200;

#[derive(Deserialize)]
pub(super) struct Which {
    /// The ledger's entry, where several bodies have one id.
    entry: Option<u64>,
    /// How much of the case.
    #[serde(default)]
    view: View,
}

/// How much of the case is asked for.
#[derive(Deserialize, Default, Clone, Copy)]
#[serde(rename_all = "lowercase")]
pub(super) enum View {
    /// The case as it stands.
    #[default]
    Whole,
    /// As it stood with this version.
    Version,
    /// This version and nothing else.
    Alone,
}

pub(super) async fn case(
    State(desk): State<Shared>,
    Path(id): Path<String>,
    Query(which): Query<Which>,
    headers: HeaderMap,
) -> Response {
    let person = match Person::of(&desk, &headers) {
        Ok(person) => person,
        Err(answer) => return *answer,
    };
    let found = match find(&desk, &id, which.entry, which.view).await {
        Ok(Some(found)) => found,
        Ok(None) => return missing(),
        Err(error) => return broken(&error),
    };
    if let Err(error) = desk.store.note_opened(&found.opened(), &person.name, desk.now_ms()).await {
        return broken(&error);
    }
    draw(&desk, &person, found, Place::Hidden { problem: false }).await
}

#[derive(Deserialize)]
pub(super) struct AskPlace {
    #[serde(default)]
    form: String,
    #[serde(default)]
    reason: String,
    entry: Option<u64>,
    #[serde(default)]
    view: View,
}

pub(super) async fn place(
    State(desk): State<Shared>,
    Path(id): Path<String>,
    headers: HeaderMap,
    Form(sent): Form<AskPlace>,
) -> Response {
    let person = match Person::of(&desk, &headers) {
        Ok(person) => person,
        Err(answer) => return *answer,
    };
    if let Err(answer) = person.check_form(&desk, &sent.form) {
        return *answer;
    }
    let found = match find(&desk, &id, sent.entry, sent.view).await {
        Ok(Some(found)) => found,
        Ok(None) => return missing(),
        Err(error) => return broken(&error),
    };
    let reason: String = sent.reason.trim().chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    if reason.is_empty() || reason.chars().count() > REASON {
        return draw(&desk, &person, found, Place::Hidden { problem: true }).await;
    }
    let from = found.with_the_place();
    let entry = Entry {
        subject: Some(from.id),
        digest: Some(from.digest),
        note: reason,
        ..Entry::plain(desk.now_ms(), Kind::PlaceShown, &person.name)
    };
    if let Err(error) = desk.store.note(&entry).await {
        return broken(&error);
    }
    draw(&desk, &person, found, Place::Shown).await
}

/// What was asked for, read.
pub(super) struct Found {
    pub(super) history: History,
    seen: Seen,
    /// Other bodies under the same id that are cases of their own.
    others: Vec<u64>,
    /// Where else the same case begins.
    elsewhere: Vec<(Id, u64)>,
}

impl Found {
    /// The bodies that this page shows for the first time, and the one in which it ends, also when it was seen before.
    fn opened(&self) -> Vec<&Row> {
        let versions = self.history.versions();
        let ends = match self.seen {
            Seen::Whole => self.history.ends(),
            Seen::Version(at) | Seen::Alone(at) => vec![at],
        };
        let shown = |at: &usize| match self.seen {
            Seen::Whole => true,
            Seen::Version(to) => self.history.line(to).contains(at),
            Seen::Alone(only) => *at == only,
        };
        let shown = (0..versions.len()).filter(shown);
        shown.filter(|at| versions[*at].row.opened.is_none() || ends.contains(at)).map(|at| &versions[at].row).collect()
    }

    /// The body from which the place on this page is.
    fn with_the_place(&self) -> &Row {
        let to = match self.seen {
            Seen::Whole => self.history.trunk(),
            Seen::Version(to) | Seen::Alone(to) => to,
        };
        let versions = self.history.versions();
        let has = |at: &&usize| versions[**at].submission.as_ref().is_ok_and(|sent| sent.place_now.is_some());
        let line = self.history.line(to);
        &versions[line.iter().rev().find(has).copied().unwrap_or(to)].row
    }
}

pub(super) async fn find(desk: &Shared, id: &str, entry: Option<u64>, view: View) -> Result<Option<Found>, StoreError> {
    let Ok(id) = Id::parse(id) else { return Ok(None) };
    let rows = desk.store.case(id).await?;
    let Some(row) = rows.iter().find(|row| entry.is_none_or(|entry| row.entry == entry)) else { return Ok(None) };
    let Some(history) = desk.history(row.root).await? else { return Ok(None) };
    let Some(at) = history.place_of(row.entry) else { return Ok(None) };
    let seen = match view {
        View::Whole => Seen::Whole,
        View::Version => Seen::Version(at),
        View::Alone => Seen::Alone(at),
    };
    let others: Vec<u64> = rows.iter().filter(|other| other.root != row.root).map(|other| other.entry).collect();
    let elsewhere = match &history.root().submission {
        Ok(submission) => desk.store.elsewhere(submission.case_id, row.root).await?,
        Err(_) => Vec::new(),
    };
    // Those with the same number have a note of their own.
    let elsewhere = elsewhere.into_iter().filter(|(_, entry)| !others.contains(entry)).collect();
    Ok(Some(Found { history, seen, others, elsewhere }))
}

fn missing() -> Response {
    let page = pages::message("There is no such record here", &["Look at the reference again."]);
    (StatusCode::NOT_FOUND, page).into_response()
}

async fn draw(desk: &Shared, person: &Person, found: Found, place: Place) -> Response {
    match gather(desk, person, found, place).await {
        Ok(case) => case::page(&case).into_response(),
        Err(error) => broken(&error),
    }
}

async fn gather(desk: &Shared, person: &Person, found: Found, place: Place) -> Result<Case, StoreError> {
    let (_, waiting) = desk.store.counts().await?;
    let photos = match &found.history.root().submission {
        Ok(record) => photos(&desk.keys, &desk.store.parts(record.case_id, None).await?),
        Err(_) => Vec::new(),
    };
    let (together, not_here) = together(desk, &found.history).await?;
    Ok(Case {
        photos,
        together,
        not_here,
        events: events(desk, &found.history).await?,
        history: found.history,
        seen: found.seen,
        others: found.others,
        elsewhere: found.elsewhere,
        place,
        frame: Frame {
            agency: desk.keys.manifest().agency.clone(),
            person: person.name.clone(),
            form: person.form_token(desk),
            now_ms: desk.now_ms(),
            waiting,
            recovery_key_is_here: desk.keys.recovery_key_is_here(),
            ledger: desk.store.verify_ledger(false).await?,
        },
    })
}

/// The records of the children who were found with this one, as far as they are here, and how many are not.
async fn together(desk: &Shared, history: &History) -> Result<(Vec<Sibling>, usize), StoreError> {
    let (mut together, mut elsewhere) = (Vec::new(), 0);
    let briefs = desk.briefs().await?;
    for other in briefs.together(history.root().row.entry).into_iter().take(MOST_TOGETHER) {
        // A case begins at a desk once, but for what an older app sent whole a second time.
        let Some((id, entry)) = desk.store.elsewhere(other, 0).await?.into_iter().next() else {
            elsewhere += 1;
            continue;
        };
        let record = desk.history(entry).await?.and_then(|history| history.as_of(history.trunk()));
        let child = record.map(|record| record.child_as_said).unwrap_or_default();
        together.push(Sibling { id, entry, child, gone: briefs.of(entry).gone });
    }
    Ok((together, elsewhere))
}

/// What happened to the case here: to each of its submissions once, in one order.
async fn events(desk: &Shared, history: &History) -> Result<Vec<Event>, StoreError> {
    let mut ids: Vec<Id> = history.versions().iter().map(|version| version.row.id).collect();
    ids.sort_unstable_by_key(|id| *id.as_bytes());
    ids.dedup();
    let mut events = Vec::new();
    for id in ids {
        events.extend(desk.store.events(id).await?);
    }
    events.sort_unstable_by_key(|event| event.index);
    Ok(events)
}
