//! Event listeners that stop when they are dropped.
use std::cell::RefCell;
use std::rc::Rc;

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Event, EventTarget};

/// A listener that is removed when this is dropped: the browser must never call a closure that is gone.
#[must_use = "the listener stops when this is dropped"]
pub struct Listener {
    target: EventTarget,
    name: &'static str,
    closure: Closure<dyn FnMut(Event)>,
}

impl Listener {
    /// Calls `callback` for each event of that name.
    pub(crate) fn new(target: &EventTarget, name: &'static str, callback: impl FnMut(Event) + 'static) -> Self {
        let closure = Closure::<dyn FnMut(Event)>::new(callback);
        // Only a null callback makes this throw.
        target.add_event_listener_with_callback(name, closure.as_ref().unchecked_ref()).ok();
        Self { target: target.clone(), name, closure }
    }

    /// Lets it listen until the page ends.
    pub fn forever(self) {
        std::mem::forget(self);
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        self.target.remove_event_listener_with_callback(self.name, self.closure.as_ref().unchecked_ref()).ok();
    }
}

impl std::fmt::Debug for Listener {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Listener({})", self.name)
    }
}

/// A callback that several listeners share. A call from within itself is left out instead of panicking.
pub(crate) fn shared(callback: impl FnMut() + 'static) -> Rc<dyn Fn()> {
    let callback = RefCell::new(callback);
    Rc::new(move || {
        if let Ok(mut callback) = callback.try_borrow_mut() {
            callback();
        }
    })
}
