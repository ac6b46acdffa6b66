//! The static page that stands before the app: `index.html` marks its parts with `data-shell`.
use super::super::js;

/// Takes the static page away, in the same turn in which the app has mounted in its place.
pub fn remove_shell() {
    for part in parts("[data-shell]") {
        part.remove();
    }
    if let Some(root) = js::document().and_then(|document| document.document_element()) {
        // The start script's mark of an early tap; the app has read the tap itself from localStorage.
        root.remove_attribute("data-tap").ok();
    }
}

/// The code has loaded and cannot go on: the static page stays, and its own script says so, as after any fault of the
/// code, and goes on saying so after an early tap.
pub fn say_that_the_app_could_not_open() {
    if let (Some(window), Ok(event)) = (js::window(), web_sys::Event::new("error")) {
        // The answer only says whether somebody has prevented the default.
        window.dispatch_event(&event).ok();
    }
}

fn parts(selector: &str) -> Vec<web_sys::Element> {
    let list = js::document().and_then(|document| document.query_selector_all(selector).ok());
    let Some(list) = list else { return Vec::new() };
    let node = |at| wasm_bindgen::JsCast::dyn_into::<web_sys::Element>(list.item(at)?).ok();
    (0..list.length()).filter_map(node).collect()
}
