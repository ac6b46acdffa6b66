//! What kind of device this is, as far as the browser says.
use crate::edge::js;

/// Whether a tap on a number is likely to start a call. A hint: no browser says so outright.
///
/// The start script of `index.html` finds it before the first paint, so that the static page and the app show the same.
#[must_use]
pub fn has_phone() -> bool {
    let root = js::document().and_then(|document| document.document_element());
    !root.is_some_and(|root| root.has_attribute("data-no-phone"))
}

/// Whether this is an iPhone or iPad, where a page in a browser tab is stored for seven days only.
#[must_use]
pub fn is_ios() -> bool {
    let agent = js::of_navigator("userAgent").as_string().unwrap_or_default();
    // An iPad names itself a Macintosh; no Macintosh has a touch screen.
    ["iPhone", "iPad", "iPod"].iter().any(|name| agent.contains(name))
        || (agent.contains("Macintosh") && js::of_navigator("maxTouchPoints").as_f64() > Some(1.0))
}

/// Whether the person asked their device for less movement.
#[must_use]
pub fn reduced_motion() -> bool {
    matches("(prefers-reduced-motion: reduce)")
}

/// Whether the app was started from the home screen.
#[must_use]
pub fn is_installed() -> bool {
    // Safari on iOS says it on the navigator.
    matches("(display-mode: standalone)") || js::of_navigator("standalone").is_truthy()
}

fn matches(query: &str) -> bool {
    let list = js::window().and_then(|window| js::call(&window, "matchMedia", &[query.into()]).ok());
    list.is_some_and(|list| js::get(&list, "matches").is_truthy())
}
