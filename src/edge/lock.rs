//! One sender at a time among the tabs of this phone, by a Web Lock.
//!
//! Correctness never rests on it: a frozen tab keeps its lock, and the desk is idempotent. It only spares the network.
use js_sys::{Function, Promise};
use wasm_bindgen::JsValue;
use wasm_bindgen::closure::Closure;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::AbortController;

use super::js;
use super::once::Once;
use super::timer::Timer;

const SENDER: &str = "gh-sender";

/// Whether this tab may send.
#[must_use = "the lock is given back when this is dropped"]
#[derive(Debug)]
pub enum SenderLock {
    /// This tab sends, until the guard is dropped.
    Held(SenderGuard),
    /// Another tab still had it when the patience was over.
    Busy,
    /// The browser has no Web Locks: send without.
    Unsupported,
}

/// Holds the lock.
#[derive(Debug)]
pub struct SenderGuard {
    release: Function,
}

impl Drop for SenderGuard {
    fn drop(&mut self) {
        // Resolving a promise does not throw.
        self.release.call0(&JsValue::NULL).ok();
    }
}

/// Takes the sender's lock, and waits for another tab to give it back, but no longer than so many milliseconds: a frozen
/// tab keeps it.
pub async fn sender(patience_ms: u32) -> SenderLock {
    let locks = js::of_navigator("locks");
    let Some(patience) = AbortController::new().ok().filter(|_| !locks.is_undefined()) else {
        return SenderLock::Unsupported;
    };
    let answer = Once::new();
    let granted = answer.clone();
    let callback = Closure::once_into_js(move |_: JsValue| -> JsValue {
        // The browser holds the lock for as long as this promise is open.
        let mut release = None;
        let open = Promise::new(&mut |resolve, _| release = Some(resolve));
        granted.settle(release.map_or(SenderLock::Unsupported, |release| SenderLock::Held(SenderGuard { release })));
        open.into()
    });
    let options = js::object(&[("signal", patience.signal().into())]);
    let Ok(finished) = js::call(&locks, "request", &[SENDER.into(), options.into(), callback]) else {
        return SenderLock::Unsupported;
    };
    let refused = answer.clone();
    spawn_local(async move {
        if let Err(why) = JsFuture::from(Promise::resolve(&finished)).await {
            let busy = js::error_name(&why) == "AbortError";
            refused.settle(if busy { SenderLock::Busy } else { SenderLock::Unsupported });
        }
    });
    let _patience = Timer::after(patience_ms, move || patience.abort());
    answer.await
}
