//! Which address leads where.
mod app;
mod case;
mod door;
mod form;
mod inbox;
mod photo;
mod submissions;

use axum::Router;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post, put};

use crate::Shared;
use crate::http::{Policy, Problem, json};
use crate::pages;

/// The longest form in bytes: a name, a passphrase, one line of a reason.
const FORM: usize = 16 * 1024;

/// The app's files and the API for phones.
pub(crate) fn app(desk: &Shared) -> Router {
    let https = desk.config.public_app_url.as_deref().is_some_and(|url| url.starts_with("https://"));
    let policy = Policy::app(&desk.assets.inline.script, &desk.assets.inline.style, https);
    let of_worker = Policy::worker(https);
    Router::new()
        .route("/api/v1/submissions/{id}", put(submissions::put))
        .route("/api/v1/keys", get(keys))
        .route("/healthz", get(healthz))
        .fallback(app::file)
        .with_state(desk.clone())
        .layer(from_fn(move |request: Request, next| {
            let is_worker = request.uri().path() == app::WORKER;
            headers(if is_worker { of_worker.clone() } else { policy.clone() }, request, next)
        }))
}

/// The desk's own pages.
pub(crate) fn desk(desk: &Shared) -> Router {
    let policy = Policy::desk(desk.origins.https);
    Router::new()
        .route("/", get(inbox::inbox))
        .route("/case/{id}", get(case::case))
        .route("/case/{id}/photo/{photo}", get(photo::photo))
        .route("/case/{id}/place", post(case::place))
        .route("/sign-in", get(door::sign_in_page).post(door::sign_in))
        .route("/sign-in/link", post(door::use_link))
        .route("/passphrase", get(door::passphrase_page).post(door::set_passphrase))
        .route("/sign-out", post(door::sign_out))
        .route("/desk.css", get(of_the_app))
        .route("/icons/icon.svg", get(of_the_app))
        .route("/healthz", get(healthz))
        .fallback(|| async { (StatusCode::NOT_FOUND, pages::message("There is no such page", &[])) })
        .layer(DefaultBodyLimit::max(FORM))
        .layer(from_fn_with_state(desk.clone(), own_pages_only))
        .with_state(desk.clone())
        .layer(from_fn(move |request, next| headers(policy.clone(), request, next)))
}

/// Two ports are one site to a cookie: only the origin tells a form of the desk from one of the app or of a stranger.
async fn own_pages_only(State(desk): State<Shared>, request: Request, next: Next) -> Response {
    let changes = !matches!(request.method().as_str(), "GET" | "HEAD");
    let origin = request.headers().get(header::ORIGIN).and_then(|origin| origin.to_str().ok());
    if changes && !origin.is_some_and(|origin| desk.origins.is_own(origin)) {
        tracing::warn!("a form from another address was refused");
        let words = ["This form did not come from the desk’s own page.", "Open the desk again, and try once more."];
        return (StatusCode::FORBIDDEN, pages::message("Not done", &words)).into_response();
    }
    next.run(request).await
}

async fn headers(policy: Policy, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    policy.apply(response.headers_mut());
    response
}

async fn keys(State(desk): State<Shared>) -> Response {
    let mut response = json(StatusCode::OK, desk.keys.manifest_json().to_vec());
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

async fn healthz(State(desk): State<Shared>) -> Response {
    match desk.store.ping().await {
        Ok(()) => json(StatusCode::OK, br#"{"ok":true}"#.to_vec()),
        Err(error) => {
            tracing::error!(%error, "the database does not answer");
            Problem::new(StatusCode::SERVICE_UNAVAILABLE, "store", "The database does not answer.").into_response()
        }
    }
}

/// The two files that the desk's pages take from the built app's folder.
async fn of_the_app(State(desk): State<Shared>, request: Request) -> Response {
    let found = desk.assets.answer(request.uri().path(), request.headers());
    found.unwrap_or_else(|| StatusCode::NOT_FOUND.into_response())
}
