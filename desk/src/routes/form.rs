//! Cookies, form tokens, and who is asking.
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Redirect, Response};

use crate::Desk;
use crate::pages;
use crate::sessions::Who;

/// The two cookies of the desk.
#[derive(Clone, Copy)]
pub(super) enum Cookie {
    /// The session of somebody who has come in.
    Session,
    /// Before that: ties the sign-in form to the browser that it was drawn for.
    Door,
}

impl Cookie {
    /// Behind https the browser itself takes care that no other host sets these. Over plain http it would refuse them.
    const fn name(self, https: bool) -> &'static str {
        match (self, https) {
            (Self::Session, true) => "__Host-desk",
            (Self::Session, false) => "desk",
            (Self::Door, true) => "__Host-desk-door",
            (Self::Door, false) => "desk-door",
        }
    }

    /// The value that the browser sent.
    pub(super) fn read(self, desk: &Desk, headers: &HeaderMap) -> Option<String> {
        let name = self.name(desk.origins.https);
        let sent = headers.get_all(header::COOKIE).into_iter().filter_map(|value| value.to_str().ok());
        let mut pairs = sent.flat_map(|value| value.split(';')).filter_map(|pair| pair.trim().split_once('='));
        pairs.find(|(key, _)| *key == name).map(|(_, value)| value.to_owned())
    }

    /// Puts it on an answer; an empty value takes it away.
    pub(super) fn write(self, desk: &Desk, response: &mut Response, value: &str) {
        let https = desk.origins.https;
        let secure = if https { "; Secure" } else { "" };
        let age = if value.is_empty() { "; Max-Age=0" } else { "" };
        // Lax, so that a link in an alert finds the session; every change asks for origin and token beside it.
        let same = match self {
            Self::Session => "Lax",
            Self::Door => "Strict",
        };
        let cookie = format!("{}={value}; Path=/; HttpOnly; SameSite={same}{secure}{age}", self.name(https));
        if let Ok(cookie) = HeaderValue::from_str(&cookie) {
            response.headers_mut().append(header::SET_COOKIE, cookie);
        }
    }
}

/// Somebody who is signed in with name and passphrase.
pub(super) struct Person {
    pub(super) name: String,
    token: String,
}

impl Person {
    /// Who asks; or the answer that leads them to the door.
    pub(super) fn of(desk: &Desk, headers: &HeaderMap) -> Result<Self, Box<Response>> {
        let token = Cookie::Session.read(desk, headers).unwrap_or_default();
        match desk.sessions.who(&token, desk.now_ms()) {
            Some(Who::Staff(name)) => Ok(Self { name, token }),
            Some(Who::ByLink) => Err(Box::new(Redirect::to("/passphrase").into_response())),
            None => Err(Box::new(Redirect::to("/sign-in").into_response())),
        }
    }

    /// The token for the forms of a page of this person.
    pub(super) fn form_token(&self, desk: &Desk) -> String {
        desk.sessions.form_token(&self.token)
    }

    /// Checks the token that a form brought back.
    pub(super) fn check_form(&self, desk: &Desk, token: &str) -> Result<(), Box<Response>> {
        if desk.sessions.form_matches(&self.token, token) { Ok(()) } else { Err(Box::new(old_form())) }
    }
}

/// The answer to a form that was not drawn for this browser, or before the desk was started anew.
pub(super) fn old_form() -> Response {
    let words = ["This page was too old.", "Nothing was changed. Open it again, and try once more."];
    (StatusCode::FORBIDDEN, pages::message("Not done", &words)).into_response()
}

/// The answer when the desk itself is at fault.
pub(super) fn broken(error: &dyn std::error::Error) -> Response {
    tracing::error!(error = %error, "a page could not be made");
    let words = ["The desk could not read its store.", "Nothing is lost. Try again in a minute."];
    (StatusCode::SERVICE_UNAVAILABLE, pages::message("Not done", &words)).into_response()
}
