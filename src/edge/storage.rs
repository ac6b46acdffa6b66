//! Whether the browser promises to keep what is stored when space runs short.
use wasm_bindgen_futures::JsFuture;
use web_sys::StorageManager;

use super::js;

/// The browser's promise. No decision about a record rests on it; it is shown in Settings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    /// It will not be cleared without the person.
    Yes,
    /// It may be cleared, in Safari after seven days without a visit unless the app is on the home screen.
    No,
    /// This browser does not say.
    Unknown,
}

/// What the browser promises now.
pub async fn is_persisted() -> Kept {
    let Some(manager) = manager() else { return Kept::Unknown };
    answer(manager.persisted().ok()).await
}

/// Asks for the promise. Call it on a person's tap: some browsers refuse it otherwise, or ask the person.
pub async fn ask_to_persist() -> Kept {
    let Some(manager) = manager() else { return Kept::Unknown };
    answer(manager.persist().ok()).await
}

/// Absent in WebKitGTK and on plain http.
fn manager() -> Option<StorageManager> {
    let navigator = js::window()?.navigator();
    let value = js::get(&navigator, "storage");
    if js::get(&value, "persist").is_function() { Some(navigator.storage()) } else { None }
}

async fn answer(promise: Option<js_sys::Promise>) -> Kept {
    let Some(promise) = promise else { return Kept::Unknown };
    match JsFuture::from(promise).await.ok().and_then(|value| value.as_bool()) {
        Some(true) => Kept::Yes,
        Some(false) => Kept::No,
        None => Kept::Unknown,
    }
}
