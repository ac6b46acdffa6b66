//! Timers of the page. They may fire late, or not at all while the phone sleeps: whoever needs a deadline compares wall
//! times when woken.
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

use super::js;
use super::once::Once;

/// A callback that comes once, unless this is dropped before.
#[must_use = "the timer stops when this is dropped"]
pub struct Timer {
    handle: Option<i32>,
    _closure: Closure<dyn FnMut()>,
}

impl Timer {
    /// Calls `callback` after so many milliseconds.
    pub fn after(ms: u32, callback: impl FnOnce() + 'static) -> Self {
        let closure = Closure::once(callback);
        // Browsers take a longer wait than this as zero.
        let ms = i32::try_from(ms).unwrap_or(i32::MAX);
        let handle = js::window().and_then(|window| {
            window.set_timeout_with_callback_and_timeout_and_arguments_0(closure.as_ref().unchecked_ref(), ms).ok()
        });
        Self { handle, _closure: closure }
    }

    /// Lets it run, however long it takes.
    pub fn forever(self) {
        std::mem::forget(self);
    }
}

impl Drop for Timer {
    fn drop(&mut self) {
        if let (Some(handle), Some(window)) = (self.handle, js::window()) {
            window.clear_timeout_with_handle(handle);
        }
    }
}

/// Waits so many milliseconds.
pub async fn sleep(ms: u32) {
    let done = Once::new();
    let settle = done.clone();
    let _timer = Timer::after(ms, move || settle.settle(()));
    done.await;
}
