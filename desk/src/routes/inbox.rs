//! The inbox: children who have gone first, then what waits.
use axum::extract::{Query, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse as _, Response};
use serde::Deserialize;

use super::form::{Person, broken};
use crate::Shared;
use crate::pages::inbox::{self, Inbox, Listed};
use crate::pages::layout::Frame;
use crate::store::StoreError;

/// Cases on one page: the last body of each is opened to show the child as said.
const PAGE: u32 = 200;

#[derive(Deserialize)]
pub(super) struct Which {
    #[serde(default)]
    page: u32,
}

pub(super) async fn inbox(State(desk): State<Shared>, Query(which): Query<Which>, headers: HeaderMap) -> Response {
    let person = match Person::of(&desk, &headers) {
        Ok(person) => person,
        Err(answer) => return *answer,
    };
    match gather(&desk, &person, which.page).await {
        Ok(inbox) => inbox::page(&inbox).into_response(),
        Err(error) => broken(&error),
    }
}

async fn gather(desk: &Shared, person: &Person, page: u32) -> Result<Inbox, StoreError> {
    let (all, waiting) = desk.store.counts().await?;
    let briefs = desk.briefs().await?;
    let rows = desk.store.inbox(page, PAGE, &briefs.gone()).await?;
    let rows = rows.into_iter().map(|case| Listed {
        submission: desk.keys.open(&case.last.id, &case.last.body).ok(),
        brief: briefs.of(case.root_entry),
        together: briefs.together(case.root_entry).len(),
        case,
    });
    Ok(Inbox {
        rows: rows.collect(),
        page,
        more: all > (u64::from(page) + 1) * u64::from(PAGE),
        last_received_ms: desk.store.last_received().await?,
        alerts_on: desk.notifier.is_on(),
        alerts_failing: desk.notifier.is_failing(),
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
