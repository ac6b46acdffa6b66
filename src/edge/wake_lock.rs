//! Keeps the screen awake during the hour, where the browser allows it.
use js_sys::Promise;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};

use super::js;

// web-sys has these only behind its unstable flag.
#[wasm_bindgen]
extern "C" {
    type ScreenWakeLock;
    #[wasm_bindgen(method, catch)]
    fn request(this: &ScreenWakeLock, kind: &str) -> Result<Promise, JsValue>;

    type Sentinel;
    #[wasm_bindgen(method, catch)]
    fn release(this: &Sentinel) -> Result<Promise, JsValue>;
}

/// The screen stays on until this is dropped, or until the browser drops it because the page was hidden: ask again when
/// the page is visible.
#[must_use = "the screen may sleep again when this is dropped"]
pub struct WakeLock(Sentinel);

/// Asks for the screen to stay on. `None` where the browser cannot, or will not, such as in a low battery mode.
pub async fn keep_awake() -> Option<WakeLock> {
    let wake_lock = js::get(&js::window()?.navigator(), "wakeLock");
    if wake_lock.is_undefined() {
        return None;
    }
    let asked = wake_lock.unchecked_into::<ScreenWakeLock>().request("screen").ok()?;
    let sentinel = JsFuture::from(asked).await.ok()?;
    Some(WakeLock(sentinel.unchecked_into()))
}

impl Drop for WakeLock {
    fn drop(&mut self) {
        if let Ok(released) = self.0.release() {
            // Awaited only so that a refusal is no unhandled rejection.
            spawn_local(async move {
                JsFuture::from(released).await.ok();
            });
        }
    }
}
