//! Reactive parts of one single type each.
//!
//! The framework compiles its machinery anew for every closure that a screen hands it. Hundreds of closures made the
//! wasm twice as large; boxed here, they share one copy.
use leptos::prelude::*;

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
