//! Reactive parts of one single type each.
//!
//! The framework compiles its machinery anew for every closure that a screen hands it. Hundreds of closures made the
//! wasm twice as large; boxed here, they share one copy.
use leptos::prelude::*;

use crate::edge::timer::Timer;

/// What [`live`] gives: a part of a view that follows the signals it reads.
pub type Live = Box<dyn FnMut() -> AnyView + Send>;

/// A part of a view that is made again when a signal that it reads changes.
pub fn live<V: IntoView + 'static>(view: impl Fn() -> V + Send + 'static) -> Live {
    Box::new(move || view().into_any())
}

/// A value that is worked out again when a signal that it reads changes, and tells others only if it differs.
pub fn memo<T: PartialEq + Send + Sync + 'static>(value: impl Fn() -> T + Send + Sync + 'static) -> Memo<T> {
    let value: Box<dyn Fn() -> T + Send + Sync> = Box::new(value);
    Memo::new(move |_| value())
}

/// How long what follows waits, in milliseconds: on a slow phone, too, the frame before it is on its way to the screen then.
const BEHIND_MS: u32 = 100;

/// What a value was when the screen was last drawn: it follows a moment behind. For what stands beside the thing that the
/// person waits for, so that this comes to the screen first.
pub fn a_moment_behind<T: Clone + PartialEq + Send + Sync + 'static>(value: Memo<T>) -> Signal<T> {
    let shown = RwSignal::new(value.get_untracked());
    let waiting = StoredValue::new(false);
    Effect::new(move |before: Option<()>| {
        value.track();
        if before.is_some() && !waiting.get_value() {
            waiting.set_value(true);
            let follow = move || {
                // The page may be gone by then, and all of this with it.
                waiting.try_set_value(false);
                if let Some(now) = value.try_get_untracked() {
                    shown.try_set(now);
                }
            };
            Timer::after(BEHIND_MS, follow).forever();
        }
    });
    shown.into()
}
