//! Keeps the screen awake during the hour, where the browser allows it.
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;

use super::js;

/// The screen stays on until this is dropped, or until the browser drops it because the page was hidden: ask again when
/// the page is visible.
#[must_use = "the screen may sleep again when this is dropped"]
pub struct WakeLock(JsValue);

/// Asks for the screen to stay on. `None` where the browser cannot, or will not, such as in a low battery mode.
pub async fn keep_awake() -> Option<WakeLock> {
    js::ask(&js::of_navigator("wakeLock"), "request", &["screen".into()]).await.ok().map(WakeLock)
}

impl Drop for WakeLock {
    fn drop(&mut self) {
        let sentinel = self.0.clone();
        // Awaited only so that a refusal is no unhandled rejection.
        spawn_local(async move { drop(js::ask(&sentinel, "release", &[]).await) });
    }
}
