//! One photograph of a case. Every look at it stands in the ledger, as the opening of the record does.
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use gh_wire::digest::Digest;

use super::case::{View, find};
use super::form::{Person, broken};
use crate::ledger::{Entry, Kind};
use crate::photos::photos;
use crate::store::StoreError;
use crate::{Shared, pages};

pub(super) async fn photo(
    State(desk): State<Shared>,
    Path((id, photo)): Path<(String, String)>,
    headers: HeaderMap,
) -> Response {
    let person = match Person::of(&desk, &headers) {
        Ok(person) => person,
        Err(answer) => return *answer,
    };
    match shown(&desk, &person, &id, &photo).await {
        Ok(Some(jpeg)) => ([(header::CONTENT_TYPE, "image/jpeg")], jpeg).into_response(),
        Ok(None) => {
            let page = pages::message("There is no such photograph here", &["Its parts may still be on their way."]);
            (StatusCode::NOT_FOUND, page).into_response()
        }
        Err(error) => broken(&error),
    }
}

async fn shown(desk: &Shared, person: &Person, id: &str, photo: &str) -> Result<Option<Vec<u8>>, StoreError> {
    let Some(photo) = Digest::parse(photo) else { return Ok(None) };
    let Some(found) = find(desk, id, None, View::Whole).await? else { return Ok(None) };
    let root = found.history.root();
    let Ok(record) = &root.submission else { return Ok(None) };
    let parts = desk.store.parts(record.case_id, Some(photo)).await?;
    let Some(jpeg) = photos(&desk.keys, &parts).into_iter().find_map(|photo| photo.jpeg.ok()) else { return Ok(None) };
    let entry = Entry {
        subject: Some(root.row.id),
        digest: Some(photo),
        ..Entry::plain(desk.now_ms(), Kind::PhotoShown, &person.name)
    };
    desk.store.note(&entry).await?;
    Ok(Some(jpeg))
}
