//! What happens to the page: each is a wake for the outbox and the clock, and none is sure to come.
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use wasm_bindgen_futures::spawn_local;
use web_sys::{EventTarget, VisibilityState};

use crate::edge::js;
use crate::edge::listen::Listener;
use crate::edge::once::Once;
use crate::edge::timer::Timer;

/// How long a frame is waited for, in milliseconds.
const NO_FRAME_MS: u32 = 300;

/// Whether the page is on the screen.
#[must_use]
pub fn is_visible() -> bool {
    js::document().is_some_and(|document| document.visibility_state() == VisibilityState::Visible)
}

/// Whether what the page shows can be seen: it is on the screen, and not under the cover of Hide.
#[must_use]
pub fn is_seen() -> bool {
    let root = js::document().and_then(|document| document.document_element());
    is_visible() && root.is_some_and(|root| !root.has_attribute("data-hidden"))
}

/// Calls back when the page comes to the screen.
pub fn on_visible(mut callback: impl FnMut() + 'static) -> Option<Listener> {
    on_visibility(move |visible| {
        if visible {
            callback();
        }
    })
}

/// Calls back when the page leaves the screen: the last moment that is sure to come before a kill.
pub fn on_hidden(mut callback: impl FnMut() + 'static) -> Option<Listener> {
    on_visibility(move |visible| {
        if !visible {
            callback();
        }
    })
}

/// Calls back when the page is shown, also when it comes back whole from the browser's memory of pages.
pub fn on_pageshow(callback: impl FnMut() + 'static) -> Option<Listener> {
    on_window("pageshow", callback)
}

/// Calls back when the browser thinks that there is a network again.
pub fn on_online(callback: impl FnMut() + 'static) -> Option<Listener> {
    on_window("online", callback)
}

/// Calls back when the browser thinks that there is no network.
pub fn on_offline(callback: impl FnMut() + 'static) -> Option<Listener> {
    on_window("offline", callback)
}

/// Calls back in the next frame, before it is laid out: what this changes is drawn with what has just changed. Soon, if the
/// page is not on a screen.
pub fn in_frame(callback: impl FnOnce() + 'static) {
    let begun = Once::new();
    let (framed, late) = (begun.clone(), begun.clone());
    let in_frame = Closure::once_into_js(move || framed.settle(()));
    if let Some(window) = js::window() {
        // Without a screen no frame comes.
        window.request_animation_frame(in_frame.unchecked_ref()).ok();
    }
    Timer::after(NO_FRAME_MS, move || late.settle(())).forever();
    spawn_local(async move {
        begun.await;
        callback();
    });
}

/// Calls back once what has just changed stands on the screen; soon, if the page is not on one.
pub fn after_frame(callback: impl FnOnce() + 'static) {
    // The frame is drawn after its own callback.
    in_frame(move || Timer::after(0, callback).forever());
}

fn on_visibility(mut callback: impl FnMut(bool) + 'static) -> Option<Listener> {
    let document: EventTarget = js::document()?.into();
    Some(Listener::new(&document, "visibilitychange", move |_| callback(is_visible())))
}

fn on_window(name: &'static str, mut callback: impl FnMut() + 'static) -> Option<Listener> {
    let window: EventTarget = js::window()?.into();
    Some(Listener::new(&window, name, move |_| callback()))
}
