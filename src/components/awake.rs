//! Keeps the screen awake during the hour, where the browser allows it.
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::edge::page::on_visible;
use crate::edge::wake_lock::{WakeLock, keep_awake};
use crate::live::memo;
use crate::session::session;

/// Nothing on the screen. The browser drops the lock when the page is hidden, so it is asked for again on return.
#[component]
pub fn StayAwake() -> impl IntoView {
    let session = session();
    let lock = StoredValue::new_local(None::<WakeLock>);
    let returns = RwSignal::new(0_u32);
    let runs = memo(move || session.running().is_some());
    let listener = StoredValue::new_local(on_visible(move || returns.update(|times| *times += 1)));
    on_cleanup(move || listener.dispose());
    Effect::new(move |_| {
        returns.track();
        if runs.get() {
            spawn_local(async move { lock.set_value(keep_awake().await) });
        } else {
            lock.set_value(None);
        }
    });
}
