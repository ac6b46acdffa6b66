//! The app's files. A page of the app is index.html; whatever else is not there is 404, never index.html.
use axum::extract::{Request, State};
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse as _, Response};

use crate::Shared;
use crate::http::Problem;

/// The app's pages without a part that changes.
const PAGES: [&str; 26] = [
    "/",
    "/now",
    "/situation",
    "/role",
    "/concern",
    "/record",
    "/asked",
    "/care",
    "/nrm",
    "/handover",
    "/children",
    "/handover/give",
    "/handover/take",
    "/photos",
    "/check",
    "/records",
    "/signs",
    "/guidance",
    "/contacts",
    "/menu",
    "/finish",
    "/settings",
    "/missing",
    "/call-999",
    "/install",
    "/index.html",
];

/// The app's pages whose last part changes.
const FAMILIES: [&str; 5] = ["/record/", "/sent/", "/signs/", "/guidance/", "/step/"];

/// The script with which a handover's worker begins. A worker obeys the policy that its own script came with.
pub(super) const WORKER: &str = "/codes_loader.js";

pub(super) async fn file(State(desk): State<Shared>, request: Request) -> Response {
    let path = request.uri().path();
    if path.starts_with("/api/") {
        return Problem::new(StatusCode::NOT_FOUND, "no-such-address", "There is nothing here.").into_response();
    }
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        let allow = [(header::ALLOW, HeaderValue::from_static("GET, HEAD"))];
        return (StatusCode::METHOD_NOT_ALLOWED, allow).into_response();
    }
    let wanted = if is_page(path) { "/index.html" } else { path };
    desk.assets.answer(wanted, request.headers()).unwrap_or_else(|| {
        let plain = [(header::CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"))];
        (StatusCode::NOT_FOUND, plain, "Not found").into_response()
    })
}

fn is_page(path: &str) -> bool {
    let is_name = |part: &str| {
        // No dot: a missing file such as an old guidance pack is never taken for a page.
        !part.is_empty() && part.len() <= 64 && part.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
    };
    PAGES.contains(&path) || FAMILIES.iter().any(|family| path.strip_prefix(family).is_some_and(is_name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_of_the_app_are_known_and_files_are_not_pages() {
        for path in ["/", "/now", "/record/m04", "/sent/00ff00ff", "/guidance/photographs", "/step/P4"] {
            assert!(is_page(path), "{path}");
        }
        for path in ["/guidance/pack-00ff.bin", "/guidance/", "/record/m04/x", "/sw.js", "/wp-admin", "/now/"] {
            assert!(!is_page(path), "{path}");
        }
    }
}
