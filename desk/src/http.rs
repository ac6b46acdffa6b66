//! Answers and headers that several routes share.
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;

/// Everything that a page may not do, and the few things that this app needs: the camera and the place for later
/// screens, the screen kept awake during the hour, copying and sharing a reference.
// Only features that today's browsers name so: for any other they write an error into the console of every page.
const PERMISSIONS: &str = "accelerometer=(), autoplay=(), browsing-topics=(), camera=(self), clipboard-read=(), \
    clipboard-write=(self), display-capture=(), encrypted-media=(), fullscreen=(), gamepad=(), geolocation=(self), \
    gyroscope=(), hid=(), idle-detection=(), magnetometer=(), microphone=(), midi=(), payment=(), \
    picture-in-picture=(), publickey-credentials-get=(), screen-wake-lock=(self), serial=(), usb=(), \
    xr-spatial-tracking=()";

/// Which pages the headers are for.
#[derive(Debug, Clone)]
pub struct Policy {
    content: HeaderValue,
    referrer: HeaderValue,
    https: bool,
}

impl Policy {
    /// For the app: its own files, and the inline blocks with these hashes (such as `sha256-…`).
    #[must_use]
    pub fn app(scripts: &[String], styles: &[String], https: bool) -> Self {
        let sources = |hashes: &[String]| hashes.iter().map(|hash| format!(" '{hash}'")).collect::<String>();
        let content = format!(
            "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'{}; style-src 'self'{}; img-src 'self' blob:; \
             connect-src 'self'; worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'; \
             frame-ancestors 'none'",
            sources(scripts),
            sources(styles),
        );
        let content = HeaderValue::from_str(&content).unwrap_or(HeaderValue::from_static("default-src 'none'"));
        Self { content, referrer: HeaderValue::from_static("no-referrer"), https }
    }

    /// For the worker that reads and makes a handover's codes: its own script and wasm, and nothing else of the world.
    #[must_use]
    pub fn worker(https: bool) -> Self {
        let content = HeaderValue::from_static(
            "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; base-uri 'none'; \
             form-action 'none'; frame-ancestors 'none'",
        );
        Self { content, referrer: HeaderValue::from_static("no-referrer"), https }
    }

    /// For the desk's own pages: no script at all.
    ///
    /// Under `no-referrer` a browser sends `Origin: null` with a form, and the desk could not tell its own pages from
    /// strangers'. `same-origin` tells nobody else anything.
    #[must_use]
    pub fn desk(https: bool) -> Self {
        let content = HeaderValue::from_static(
            "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'self'; \
             frame-ancestors 'none'",
        );
        Self { content, referrer: HeaderValue::from_static("same-origin"), https }
    }

    /// Puts the headers on an answer, whatever the answer is.
    pub fn apply(&self, headers: &mut HeaderMap) {
        headers.insert(header::CONTENT_SECURITY_POLICY, self.content.clone());
        headers.insert(header::REFERRER_POLICY, self.referrer.clone());
        for (name, value) in [
            ("cross-origin-opener-policy", "same-origin"),
            ("cross-origin-resource-policy", "same-origin"),
            ("x-content-type-options", "nosniff"),
            ("x-frame-options", "DENY"),
            ("permissions-policy", PERMISSIONS),
        ] {
            headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
        }
        // Over plain http on this machine it would lock the name "localhost" to https for every other service.
        if self.https {
            let year = HeaderValue::from_static("max-age=31536000; includeSubDomains");
            headers.insert(header::STRICT_TRANSPORT_SECURITY, year);
        }
        headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    }
}

/// An answer of the API that is not a receipt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    status: StatusCode,
    code: &'static str,
    message: String,
    kept: bool,
    retry_after_s: Option<u64>,
}

#[derive(Serialize)]
struct Body<'a> {
    error: &'a str,
    message: &'a str,
    kept: bool,
}

impl Problem {
    /// Nothing was kept.
    #[must_use]
    pub fn new(status: StatusCode, code: &'static str, message: impl Into<String>) -> Self {
        Self { status, code, message: message.into(), kept: false, retry_after_s: None }
    }

    /// The desk has the bytes all the same, and a person will see them.
    #[must_use]
    pub fn but_kept(mut self) -> Self {
        self.kept = true;
        self
    }

    /// When to try again, in seconds.
    #[must_use]
    pub fn retry_after(mut self, seconds: u64) -> Self {
        self.retry_after_s = Some(seconds);
        self
    }

    /// The word that names the problem, for logs.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        self.code
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let body = Body { error: self.code, message: &self.message, kept: self.kept };
        let mut response = json(self.status, serde_json::to_vec(&body).unwrap_or_default());
        if let Some(seconds) = self.retry_after_s {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}

/// An answer in JSON.
#[must_use]
pub fn json(status: StatusCode, body: Vec<u8>) -> Response {
    (status, [(header::CONTENT_TYPE, "application/json")], body).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_apps_policy_names_the_hashes_of_the_inline_blocks() {
        let mut headers = HeaderMap::new();
        Policy::app(&["sha256-AAAA".into()], &["sha256-BBBB".into()], false).apply(&mut headers);
        let policy = headers.get("content-security-policy").and_then(|value| value.to_str().ok()).unwrap_or_default();
        assert!(policy.contains("script-src 'self' 'wasm-unsafe-eval' 'sha256-AAAA';"), "{policy}");
        assert!(policy.contains("style-src 'self' 'sha256-BBBB';"), "{policy}");
        assert!(headers.get("strict-transport-security").is_none());
    }
}
