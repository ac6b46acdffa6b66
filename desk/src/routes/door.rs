//! Coming in and going out: one-time link, passphrase, sign in, lock.
use axum::Form;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Redirect, Response};
use gh_wire::digest::Digest;
use serde::Deserialize;

use super::form::{Cookie, broken, old_form};
use crate::ledger::{Entry, Kind};
use crate::pages::door::{self, Problem};
use crate::sessions::{Who, new_token};
use crate::{Shared, passphrase};

#[derive(Deserialize)]
pub(super) struct Link {
    token: Option<String>,
}

/// The link's page has a button and does nothing by itself: mail scanners open links.
pub(super) async fn sign_in_page(State(desk): State<Shared>, Query(link): Query<Link>, headers: HeaderMap) -> Response {
    let manifest = desk.keys.manifest();
    let token = link.token.filter(|token| token.len() == 64 && token.bytes().all(|b| b.is_ascii_hexdigit()));
    at_the_door(&desk, &headers, StatusCode::OK, |form| match &token {
        Some(token) => door::link(manifest, form, token),
        None => door::sign_in(manifest, form, "", None),
    })
}

/// Draws a page for a browser that is not signed in, with a form token for its own cookie.
fn at_the_door(
    desk: &Shared,
    headers: &HeaderMap,
    status: StatusCode,
    page: impl FnOnce(&str) -> maud::Markup,
) -> Response {
    let known = Cookie::Door.read(desk, headers).filter(|cookie| cookie.len() == 64);
    let cookie = match known.map_or_else(new_token, Ok) {
        Ok(cookie) => cookie,
        Err(error) => return broken(&error),
    };
    let body = page(&desk.sessions.form_token(&cookie)).into_string();
    let mut response = (status, axum::response::Html(body)).into_response();
    Cookie::Door.write(desk, &mut response, &cookie);
    response
}

fn from_the_door(desk: &Shared, headers: &HeaderMap, form: &str) -> bool {
    Cookie::Door.read(desk, headers).is_some_and(|cookie| desk.sessions.form_matches(&cookie, form))
}

#[derive(Deserialize)]
pub(super) struct UseLink {
    #[serde(default)]
    form: String,
    #[serde(default)]
    token: String,
}

pub(super) async fn use_link(State(desk): State<Shared>, headers: HeaderMap, Form(sent): Form<UseLink>) -> Response {
    if !from_the_door(&desk, &headers, &sent.form) {
        return old_form();
    }
    match desk.store.use_link(&Digest::of(sent.token.as_bytes()), desk.now_ms()).await {
        Err(error) => broken(&error),
        Ok(false) => {
            let manifest = desk.keys.manifest();
            at_the_door(&desk, &headers, StatusCode::FORBIDDEN, |form| {
                door::sign_in(manifest, form, "", Some(Problem::LinkUsed))
            })
        }
        Ok(true) => come_in(&desk, Who::ByLink, "/passphrase"),
    }
}

fn come_in(desk: &Shared, who: Who, to: &str) -> Response {
    match desk.sessions.begin(who, desk.now_ms()) {
        Err(error) => broken(&error),
        Ok(token) => {
            let mut response = Redirect::to(to).into_response();
            Cookie::Session.write(desk, &mut response, &token);
            response
        }
    }
}

#[derive(Deserialize)]
pub(super) struct NamePassphrase {
    #[serde(default)]
    form: String,
    #[serde(default)]
    name: String,
    #[serde(default)]
    passphrase: String,
}

pub(super) async fn sign_in(
    State(desk): State<Shared>,
    headers: HeaderMap,
    Form(sent): Form<NamePassphrase>,
) -> Response {
    if !from_the_door(&desk, &headers, &sent.form) {
        return old_form();
    }
    let name = sent.name.trim();
    let manifest = desk.keys.manifest();
    let refuse = |status, problem| {
        at_the_door(&desk, &headers, status, |form| door::sign_in(manifest, form, name, Some(problem)))
    };
    if name.chars().count() > passphrase::MAX_NAME || sent.passphrase.len() > passphrase::MAX_BYTES {
        return refuse(StatusCode::FORBIDDEN, Problem::NoMatch);
    }
    if !desk.sessions.may_try(name, desk.now_ms()) {
        return refuse(StatusCode::TOO_MANY_REQUESTS, Problem::TooOften);
    }
    // Counted before the slow part, so that tries sent at once do not slip past the limit.
    desk.sessions.note_wrong(name, desk.now_ms());
    let stored = match desk.store.passphrase(name).await {
        Ok(stored) => stored,
        Err(error) => return broken(&error),
    };
    match (passphrase::matches(stored.as_ref(), sent.passphrase).await, stored) {
        (Err(error), _) => broken(&error),
        (Ok(true), Some(stored)) => {
            desk.sessions.forget_wrong(name);
            let entry = Entry::plain(desk.now_ms(), Kind::SignedIn, &stored.name);
            match desk.store.note(&entry).await {
                Ok(_) => come_in(&desk, Who::Staff(stored.name), "/"),
                Err(error) => broken(&error),
            }
        }
        _ => refuse(StatusCode::FORBIDDEN, Problem::NoMatch),
    }
}

/// The session of somebody who came by a link, if that is who asks.
fn by_link(desk: &Shared, headers: &HeaderMap) -> Option<String> {
    let token = Cookie::Session.read(desk, headers)?;
    (desk.sessions.who(&token, desk.now_ms()) == Some(Who::ByLink)).then_some(token)
}

pub(super) async fn passphrase_page(State(desk): State<Shared>, headers: HeaderMap) -> Response {
    let Some(token) = by_link(&desk, &headers) else { return Redirect::to("/sign-in").into_response() };
    door::passphrase(desk.keys.manifest(), &desk.sessions.form_token(&token), "", None).into_response()
}

pub(super) async fn set_passphrase(
    State(desk): State<Shared>,
    headers: HeaderMap,
    Form(sent): Form<NamePassphrase>,
) -> Response {
    let Some(token) = by_link(&desk, &headers) else { return Redirect::to("/sign-in").into_response() };
    if !desk.sessions.form_matches(&token, &sent.form) {
        return old_form();
    }
    let name = sent.name.trim();
    let letters = name.chars().count();
    let problem = if letters == 0 || letters > passphrase::MAX_NAME || name.chars().any(char::is_control) {
        Some(Problem::NoName)
    } else if sent.passphrase.chars().count() < passphrase::MIN_LENGTH || sent.passphrase.len() > passphrase::MAX_BYTES
    {
        Some(Problem::TooShort)
    } else {
        None
    };
    if problem.is_some() {
        let form = desk.sessions.form_token(&token);
        let page = door::passphrase(desk.keys.manifest(), &form, name, problem);
        return (StatusCode::UNPROCESSABLE_ENTITY, page).into_response();
    }
    let hashed = match passphrase::hash(name.to_owned(), sent.passphrase).await {
        Ok(hashed) => hashed,
        Err(error) => return broken(&error),
    };
    if let Err(error) = desk.store.set_passphrase(&hashed, desk.now_ms()).await {
        return broken(&error);
    }
    // A new session, since the old token was known before the passphrase was.
    desk.sessions.end(&token);
    desk.sessions.end_all_of(name);
    come_in(&desk, Who::Staff(hashed.name), "/")
}

#[derive(Deserialize)]
pub(super) struct Leave {
    #[serde(default)]
    form: String,
}

pub(super) async fn sign_out(State(desk): State<Shared>, headers: HeaderMap, Form(sent): Form<Leave>) -> Response {
    let token = Cookie::Session.read(&desk, &headers).unwrap_or_default();
    if let Some(who) = desk.sessions.who(&token, desk.now_ms()) {
        if !desk.sessions.form_matches(&token, &sent.form) {
            return old_form();
        }
        desk.sessions.end(&token);
        if let Who::Staff(name) = who
            && let Err(error) = desk.store.note(&Entry::plain(desk.now_ms(), Kind::SignedOut, &name)).await
        {
            tracing::error!(%error, "a sign-out could not be noted");
        }
    }
    let mut response = Redirect::to("/sign-in").into_response();
    Cookie::Session.write(&desk, &mut response, "");
    response
}
