//! The few settings that must be known before anything else is open, in localStorage.
//!
//! The start script in index.html reads the same keys before the first paint, so values are raw text, not JSON. Nothing
//! personal is ever kept here: it is not encrypted. A browser may deny the store; then each setting reads as not set,
//! and each setter answers `false`.
use gloo_storage::{LocalStorage, Storage};
use wasm_bindgen::JsValue;

use super::js;

const HIDDEN: &str = "gh.hidden";
const TAP: &str = "gh.tap";
const THEME: &str = "gh.theme";
const SWAPPED: &str = "gh.swap";
const VAULT: &str = "gh.vault";
const HOUR: &str = "gh.hour";
const CASE: &str = "gh.case";

/// Colours that the person chose, instead of what the phone asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Theme {
    /// Dark text on light.
    Light,
    /// Light text on dark.
    Dark,
}

impl Theme {
    /// The value in localStorage and in the page's theme attribute.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}

/// Whether the screen is hidden; survives reload and kill.
#[must_use]
pub fn hidden() -> bool {
    read(HIDDEN).as_deref() == Some("1")
}

/// Hides or shows; `false` means that a reload will not remember it.
pub fn set_hidden(hidden: bool) -> bool {
    write(HIDDEN, hidden.then_some("1"))
}

/// Wall time in milliseconds of a tap on "I am with a child now" that came before the code had loaded.
#[must_use]
pub fn tap() -> Option<i64> {
    read(TAP)?.parse().ok()
}

/// Keeps such a tap.
pub fn set_tap(wall_ms: i64) -> bool {
    write(TAP, Some(&wall_ms.to_string()))
}

/// Forgets the tap, so that it starts an hour at most once.
pub fn clear_tap() -> bool {
    write(TAP, None)
}

/// Whether this phone has begun to make its vault once. A hint: the browser may have lost one of the two.
#[must_use]
pub fn vault_made() -> bool {
    read(VAULT).is_some()
}

/// Notes that the vault is being made.
pub fn set_vault_made() -> bool {
    vault_made() || write(VAULT, Some("1"))
}

/// Whether an hour ran when that was last noted. A hint, and written to the disk some seconds late.
#[must_use]
pub fn hour_runs() -> bool {
    read(HOUR).is_some()
}

/// Notes whether an hour runs, and nothing of it.
pub fn set_hour_runs(runs: bool) -> bool {
    write(HOUR, runs.then_some("1"))
}

/// The chosen colours, if any were chosen.
#[must_use]
pub fn theme() -> Option<Theme> {
    match read(THEME)?.as_str() {
        "light" => Some(Theme::Light),
        "dark" => Some(Theme::Dark),
        _ => None,
    }
}

/// Chooses colours; `None` follows the phone.
pub fn set_theme(theme: Option<Theme>) -> bool {
    write(THEME, theme.map(Theme::name))
}

/// Whether Hide and Call 999 have changed places, for the other hand.
#[must_use]
pub fn swapped() -> bool {
    read(SWAPPED).as_deref() == Some("1")
}

/// Swaps them or puts them back.
pub fn set_swapped(swapped: bool) -> bool {
    write(SWAPPED, swapped.then_some("1"))
}

/// `LocalStorage::raw` panics where the browser denies the store, and a panic would end the page.
fn store() -> Option<web_sys::Storage> {
    js::window()?.local_storage().ok()??;
    Some(LocalStorage::raw())
}

/// The id of the case that this tab had open last. Another tab's is no answer: each may be with another child.
#[must_use]
pub fn open_case_of_tab() -> Option<String> {
    js::call(&tab_store(), "getItem", &[CASE.into()]).ok()?.as_string()
}

/// The id of the case that was open last in whichever tab.
#[must_use]
pub fn open_case() -> Option<String> {
    read(CASE)
}

/// Notes which case is open, for a reload and for the next start.
pub fn set_open_case(id: &str) -> bool {
    let of_tab = js::call(&tab_store(), "setItem", &[CASE.into(), id.into()]).is_ok();
    write(CASE, Some(id)) && of_tab
}

/// What a tab keeps over a reload, by its name: the glue of a typed call would weigh on every first load.
fn tab_store() -> JsValue {
    js::window().map_or(JsValue::UNDEFINED, |window| js::get(&window, "sessionStorage"))
}

fn read(key: &str) -> Option<String> {
    store()?.get_item(key).ok()?
}

fn write(key: &str, value: Option<&str>) -> bool {
    let Some(store) = store() else { return false };
    match value {
        Some(value) => store.set_item(key, value).is_ok(),
        None => store.remove_item(key).is_ok(),
    }
}
