//! One record, and the child's place, which is asked for with a reason.
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};
use gh_wire::id::Id;
use serde::Deserialize;

use super::form::{Person, broken};
use crate::ledger::{Entry, Kind};
use crate::pages::case::{self, Case, Place};
use crate::pages::layout::Frame;
use crate::store::{Row, StoreError};
use crate::{Shared, pages};

/// The longest reason in letters: one line.
const REASON: usize = 200;

#[derive(Deserialize)]
pub(super) struct Which {
    /// The ledger's entry, where several bodies have one id.
    entry: Option<u64>,
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
    let (row, others) = match find(&desk, &id, which.entry).await {
        Ok(Some(found)) => found,
        Ok(None) => return missing(),
        Err(error) => return broken(&error),
    };
    if let Err(error) = desk.store.note_opened(&row, &person.name, desk.now_ms()).await {
        return broken(&error);
    }
    draw(&desk, &person, row, others, Place::Hidden { problem: false }).await
}

#[derive(Deserialize)]
pub(super) struct AskPlace {
    #[serde(default)]
    form: String,
    #[serde(default)]
    reason: String,
    entry: Option<u64>,
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
    let (row, others) = match find(&desk, &id, sent.entry).await {
        Ok(Some(found)) => found,
        Ok(None) => return missing(),
        Err(error) => return broken(&error),
    };
    let reason: String = sent.reason.trim().chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    if reason.is_empty() || reason.chars().count() > REASON {
        return draw(&desk, &person, row, others, Place::Hidden { problem: true }).await;
    }
    let entry = Entry {
        subject: Some(row.id),
        digest: Some(row.digest),
        note: reason,
        ..Entry::plain(desk.now_ms(), Kind::PlaceShown, &person.name)
    };
    if let Err(error) = desk.store.note(&entry).await {
        return broken(&error);
    }
    draw(&desk, &person, row, others, Place::Shown).await
}

/// The body that is asked for, and the entries of the others under the same id.
async fn find(desk: &Shared, id: &str, entry: Option<u64>) -> Result<Option<(Row, Vec<u64>)>, StoreError> {
    let Ok(id) = Id::parse(id) else { return Ok(None) };
    let mut rows = desk.store.case(id).await?;
    let place = rows.iter().position(|row| entry.is_none_or(|entry| row.entry == entry));
    let Some(place) = place else { return Ok(None) };
    let row = rows.remove(place);
    Ok(Some((row, rows.iter().map(|row| row.entry).collect())))
}

fn missing() -> Response {
    let page = pages::message("There is no such record here", &["Look at the reference again."]);
    (StatusCode::NOT_FOUND, page).into_response()
}

async fn draw(desk: &Shared, person: &Person, row: Row, others: Vec<u64>, place: Place) -> Response {
    match gather(desk, person, row, others, place).await {
        Ok(case) => case::page(&case).into_response(),
        Err(error) => broken(&error),
    }
}

async fn gather(desk: &Shared, person: &Person, row: Row, others: Vec<u64>, place: Place) -> Result<Case, StoreError> {
    let (_, waiting) = desk.store.counts().await?;
    Ok(Case {
        submission: desk.keys.open(&row.id, &row.body),
        events: desk.store.events(row.id).await?,
        row,
        others,
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
