//! The page around the screens: title, focus, theme, what the device is, and what happens to the page.
mod dates;
mod device;
mod events;
mod file;
mod share;
mod shell;
mod styles;

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::js;
use super::prefs::Theme;

pub use self::dates::{date_in_words, dated, day_and_time, long_date};
pub use self::device::{has_phone, is_installed, is_ios, reduced_motion};
pub use self::events::{
    after_frame, in_frame, is_seen, is_visible, on_hidden, on_offline, on_online, on_pageshow, on_visible,
};

pub use self::file::offer_file;
pub use self::share::{Shared, share, share_text};
pub use self::shell::{remove_shell, say_that_the_app_could_not_open};
pub use self::styles::styles_are_here;

/// The attribute on the page's root that says which colours were chosen; the start script sets the same one.
const THEME: &str = "data-theme";

/// Sets the page's title, which the task switcher and the history show.
pub fn set_title(title: &str) {
    if let Some(document) = js::document() {
        document.set_title(title);
    }
}

/// What the page says of itself under a name: `<meta name="…" content="…">`.
#[must_use]
pub fn meta(name: &str) -> Option<String> {
    let element = js::document()?.query_selector(&format!("meta[name={name}]")).ok()??;
    element.get_attribute("content")
}

/// Moves the focus to an element, so that a screen reader reads on from there. It must be focusable (`tabindex="-1"`).
pub fn focus(element_id: &str) -> bool {
    let element = by_id(element_id).and_then(|element| element.dyn_into::<HtmlElement>().ok());
    element.is_some_and(|element| element.focus().is_ok())
}

/// Whether what can be opened, and has just been opened or closed, is open now.
#[must_use]
pub fn is_open(toggled: &web_sys::Event) -> bool {
    let element = toggled.target().and_then(|target| target.dyn_into::<Element>().ok());
    element.is_some_and(|element| element.has_attribute("open"))
}

/// Takes the focus from whatever has it.
pub fn blur() {
    let active = js::document().and_then(|document| document.active_element());
    if let Some(element) = active.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        // It only says so of elements that cannot have the focus.
        element.blur().ok();
    }
}

/// Moves the focus to the element that the address names after `#`, once this turn is over; else to `otherwise`.
pub fn focus_named_soon(otherwise: &'static str) {
    super::timer::Timer::after(0, move || {
        let hash = js::window().and_then(|window| window.location().hash().ok()).unwrap_or_default();
        let named = hash.strip_prefix('#').is_some_and(|id| !id.is_empty() && focus_with_label(id));
        if !named {
            // The page has just been scrolled to its top, and stays there.
            focus_in_place(otherwise);
        }
    })
    .forever();
}

/// As [`focus_soon`], and the page stays where it is: for what appears in the place of what was tapped.
pub fn focus_in_place_soon(element_id: &'static str) {
    super::timer::Timer::after(0, move || focus_in_place(element_id)).forever();
}

fn focus_in_place(element_id: &str) {
    let options = web_sys::FocusOptions::new();
    options.set_prevent_scroll(true);
    if let Some(element) = by_id(element_id).and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        // It is there and focusable, or it has gone again: neither is worth a word.
        element.focus_with_options(&options).ok();
    }
}

/// Moves the focus to a field and shows it with its label and what is said of it, clear of the header.
fn focus_with_label(element_id: &str) -> bool {
    let there = focus(element_id);
    if let Some(field) = by_id(element_id).and_then(|element| element.closest(".field").ok()).flatten() {
        field.scroll_into_view_with_bool(true);
    }
    there
}

/// Moves the focus to an element that is about to appear, once this turn is over.
pub fn focus_soon(element_id: impl Into<String>) {
    let element_id = element_id.into();
    super::timer::Timer::after(0, move || {
        focus(&element_id);
    })
    .forever();
}

/// Scrolls to the top and moves the focus to an element there, in the frame that shows it. Not before: both make the browser
/// lay the page out at once.
pub fn top_and_focus_in_frame(element_id: &'static str) {
    in_frame(move || {
        scroll_to_top();
        focus_in_place(element_id);
    });
}

/// Shows the chosen colours; `None` follows the phone.
pub fn set_theme(theme: Option<Theme>) {
    if let Some(root) = root() {
        // Only a malformed attribute name is refused.
        match theme {
            Some(theme) => root.set_attribute(THEME, theme.name()).ok(),
            None => root.remove_attribute(THEME).ok(),
        };
    }
}

/// Sets a custom property such as `--min`, through the style object: the content policy drops `style` attributes.
pub fn set_custom_property(element: &Element, name: &str, value: &str) -> bool {
    let element = element.dyn_ref::<HtmlElement>();
    element.is_some_and(|element| element.style().set_property(name, value).is_ok())
}

/// Copies text. Call it on a person's tap; `false` means that they must copy it by hand, as on plain http.
pub async fn copy_text(text: &str) -> bool {
    js::ask(&js::of_navigator("clipboard"), "writeText", &[text.into()]).await.is_ok()
}

/// Opens the browser's print view.
pub fn print() -> bool {
    js::window().is_some_and(|window| js::call(&window, "print", &[]).is_ok())
}

/// Loads the page anew.
pub fn reload() {
    if let Some(window) = js::window() {
        window.location().reload().ok();
    }
}

/// The path of the address, without what follows it.
#[must_use]
pub fn path() -> String {
    js::window().and_then(|window| window.location().pathname().ok()).unwrap_or_else(|| "/".to_owned())
}

/// Changes the address to this path, with the present one behind it, before anything follows the address.
pub fn begin_at(path: &str) {
    if let Some(history) = js::window().and_then(|window| window.history().ok()) {
        // Refused, the page stays where it is.
        history.push_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some(path)).ok();
    }
}

/// Shows the page from its top.
pub fn scroll_to_top() {
    if let Some(window) = js::window() {
        window.scroll_to_with_x_and_y(0.0, 0.0);
    }
}

fn by_id(id: &str) -> Option<Element> {
    js::document()?.get_element_by_id(id)
}

fn root() -> Option<Element> {
    js::document()?.document_element()
}
