//! The network, as the outbox and the guidance need it: a whole answer, or an error.
//!
//! A status is never a receipt: a captive portal answers 200, and so does half a response until its body is read
//! (nothing-lost, fact 9). So redirects are errors, the body is read before anything is answered, and a body that
//! breaks off is an error.
use js_sys::Uint8Array;
use wasm_bindgen::JsCast;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    AbortController, Headers, Request, RequestCache, RequestCredentials, RequestInit, RequestRedirect, Response,
};

use super::js;
use super::timer::Timer;

/// A whole answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The status, whatever it is.
    pub status: u16,
    /// The `Retry-After` header as sent.
    pub retry_after: Option<String>,
    /// The `Content-Type` header, empty if there was none.
    pub content_type: String,
    /// The whole body.
    pub body: Vec<u8>,
}

/// No whole answer came. Whether the other side got the request is not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NetError {
    /// No network, no server, or a redirect: the browser does not say which.
    #[error("the address did not answer")]
    Unreachable,
    /// The deadline passed.
    #[error("no answer in time")]
    TimedOut,
    /// The answer broke off.
    #[error("the answer broke off (status {status})")]
    BodyCut {
        /// The status of the part that came; proof of nothing.
        status: u16,
    },
    /// The browser would not make such a request: a fault of this app.
    #[error("this is no request")]
    NotARequest,
}

impl NetError {
    /// Whether the same request may succeed later.
    #[must_use]
    pub const fn can_try_again(self) -> bool {
        !matches!(self, Self::NotARequest)
    }
}

/// Sends bytes with `PUT`, without credentials.
///
/// # Errors
/// [`NetError`] unless a whole answer came within the deadline.
pub async fn put(url: &str, headers: &[(&str, String)], body: &[u8], deadline_ms: u32) -> Result<Answer, NetError> {
    let init = request("PUT");
    let set = Headers::new().map_err(|_| NetError::NotARequest)?;
    for (name, value) in headers {
        set.append(name, value).map_err(|_| NetError::NotARequest)?;
    }
    init.set_headers(&set);
    // A copy of its own: a view into the wasm memory would change under the browser's hands.
    init.set_body(&Uint8Array::from(body));
    exchange(url, &init, deadline_ms).await
}

/// Fetches an address, without credentials.
///
/// # Errors
/// As [`put`].
pub async fn get(url: &str, deadline_ms: u32) -> Result<Answer, NetError> {
    exchange(url, &request("GET"), deadline_ms).await
}

/// Fetches a file of the app itself whose name has its hash: from the browser's own store or from what the page has
/// asked for ahead, if it is there.
///
/// # Errors
/// As [`put`].
pub async fn get_own(path: &str, deadline_ms: u32) -> Result<Answer, NetError> {
    let init = request("GET");
    // As the page's own `preload` asks: a request of another mode would be made once more.
    init.set_credentials(RequestCredentials::SameOrigin);
    init.set_cache(RequestCache::Default);
    exchange(path, &init, deadline_ms).await
}

/// What the browser thinks of the network. A hint: it may say yes to a Wi-Fi that leads nowhere.
#[must_use]
pub fn is_online() -> bool {
    js::window().is_none_or(|window| window.navigator().on_line())
}

fn request(method: &str) -> RequestInit {
    let init = RequestInit::new();
    init.set_method(method);
    init.set_redirect(RequestRedirect::Error);
    init.set_credentials(RequestCredentials::Omit);
    init.set_cache(RequestCache::NoStore);
    init
}

async fn exchange(url: &str, init: &RequestInit, deadline_ms: u32) -> Result<Answer, NetError> {
    let window = js::window().ok_or(NetError::NotARequest)?;
    let controller = AbortController::new().map_err(|_| NetError::NotARequest)?;
    init.set_signal(Some(&controller.signal()));
    let request = Request::new_with_str_and_init(url, init).map_err(|_| NetError::NotARequest)?;

    let stop = controller.clone();
    let _deadline = Timer::after(deadline_ms, move || stop.abort());
    let in_time = |error| if controller.signal().aborted() { NetError::TimedOut } else { error };

    let fetched = JsFuture::from(window.fetch_with_request(&request)).await;
    let response: Response =
        fetched.ok().and_then(|value| value.dyn_into().ok()).ok_or_else(|| in_time(NetError::Unreachable))?;
    let status = response.status();
    let cut = |_: JsValue| in_time(NetError::BodyCut { status });
    let body = JsFuture::from(response.array_buffer().map_err(cut)?).await.map_err(cut)?;
    let header = |name| response.headers().get(name).ok().flatten();
    Ok(Answer {
        status,
        retry_after: header("retry-after"),
        content_type: header("content-type").unwrap_or_default(),
        body: Uint8Array::new(&body).to_vec(),
    })
}
