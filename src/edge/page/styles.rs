//! The style sheet of all screens but Start, which the page's own script asks for behind the first frame.
use super::super::js;
use super::super::listen::Listener;
use super::super::once::Once;
use super::super::timer::Timer;

/// How long the first screen waits for its styles, in milliseconds: they are 3 KB and were asked for long before the code
/// had come. A screen without them can still be read and used.
const PATIENCE_MS: u32 = 2_000;

/// Waits until the styles are here, or have failed, or have taken too long. Where none were asked for, it does not wait.
pub async fn styles_are_here() {
    let link = js::document().and_then(|document| document.query_selector("link[rel=stylesheet]").ok()).flatten();
    let Some(link) = link.filter(|link| js::get(link, "sheet").is_null()) else { return };
    let ended = Once::new();
    let (loaded, failed, late) = (ended.clone(), ended.clone(), ended.clone());
    let _on_load = Listener::new(&link, "load", move |_| loaded.settle(()));
    let _on_error = Listener::new(&link, "error", move |_| failed.settle(()));
    let _patience = Timer::after(PATIENCE_MS, move || late.settle(()));
    ended.await;
}
