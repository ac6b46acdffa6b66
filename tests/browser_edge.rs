//! The rest of the edge in a real browser: guidance, preferences, locks, network, clock.
#![cfg(target_arch = "wasm32")]

#[path = "browser/fixture.rs"]
mod fixture;

use std::future::poll_fn;
use std::task::Poll;

use base16ct::lower;
use fixture::{break_randomness, close_all, overwrite, repair};
use golden_hour::edge::guidance_file::{GuidanceError, StoredPack};
use golden_hour::edge::guidance_store;
use golden_hour::edge::lock::{SenderLock, sender};
use golden_hour::edge::net::{self, NetError};
use golden_hour::edge::prefs::{self, Theme};
use golden_hour::edge::worker::{self, Offline};
use golden_hour::edge::{clock, entropy};
use sha2::{Digest, Sha256};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

fn pack(edition: &str) -> StoredPack {
    let bytes = format!("edition {edition}").into_bytes();
    StoredPack { edition: edition.to_owned(), sha256: lower::encode_string(&Sha256::digest(&bytes)), bytes }
}

#[wasm_bindgen_test]
async fn a_running_case_keeps_its_edition_when_a_newer_one_becomes_current() {
    let (old, new) = (pack("1"), pack("2"));
    guidance_store::store(&old).await.expect("it is stored");
    guidance_store::store(&new).await.expect("it is stored");
    assert_eq!(guidance_store::load_current().await, Ok(Some(new.clone())));
    assert_eq!(guidance_store::load(&old.sha256).await, Ok(Some(old)));
    assert_eq!(guidance_store::load(&"0".repeat(64)).await, Ok(None));
}

#[wasm_bindgen_test]
async fn guidance_that_was_changed_is_never_shown() {
    let sound = pack("3");
    guidance_store::store(&sound).await.expect("it is stored");
    let changed = StoredPack { bytes: b"edition 4".to_vec(), ..sound.clone() };
    assert_eq!(guidance_store::store(&changed).await, Err(GuidanceError::Tampered));
    assert_eq!(guidance_store::load_current().await, Ok(Some(sound.clone())));

    close_all();
    let row = js_sys::Object::new();
    let evil = js_sys::Uint8Array::from(b"edition of evil".as_slice());
    for (name, value) in [("edition", "3".into()), ("sha256", sound.sha256.as_str().into()), ("bytes", evil.into())] {
        js_sys::Reflect::set(&row, &name.into(), &value).expect("a plain object");
    }
    let key = sound.sha256.as_str().into();
    overwrite("golden-hour-guidance", "packs", key, row.into()).await.expect("the row is changed");
    assert_eq!(guidance_store::load_current().await, Err(GuidanceError::Tampered));
    assert_eq!(guidance_store::load(&sound.sha256).await, Err(GuidanceError::Tampered));
}

#[wasm_bindgen_test]
fn preferences_are_raw_text_that_the_start_script_can_read() {
    let raw = web_sys::window().and_then(|window| window.local_storage().ok()).flatten().expect("Chromium has it");
    let item = |key| raw.get_item(key).ok().flatten();
    assert!(prefs::set_hidden(true) && prefs::hidden());
    assert_eq!(item("gh.hidden").as_deref(), Some("1"));
    assert!(prefs::set_hidden(false) && !prefs::hidden());
    assert_eq!(item("gh.hidden"), None);
    assert!(prefs::set_theme(Some(Theme::Dark)));
    assert_eq!((prefs::theme(), item("gh.theme").as_deref()), (Some(Theme::Dark), Some("dark")));
    assert!(prefs::set_theme(None) && prefs::theme().is_none());
    raw.set_item("gh.tap", "1795305600000").expect("the start script writes");
    assert_eq!(prefs::tap(), Some(1_795_305_600_000));
    raw.set_item("gh.tap", "yesterday").expect("anyone can write");
    assert_eq!(prefs::tap(), None);
    assert!(prefs::clear_tap());
}

#[wasm_bindgen_test]
async fn one_sender_at_a_time_and_the_lock_is_given_back() {
    let first = sender(5_000).await;
    assert!(matches!(first, SenderLock::Held(_)), "{first:?}");
    assert!(matches!(sender(20).await, SenderLock::Busy), "another tab has it, and patience ends");

    let mut waiting = Box::pin(sender(5_000));
    let begun = poll_fn(|context| Poll::Ready(waiting.as_mut().poll(context))).await;
    assert!(begun.is_pending(), "the first still has it");
    drop(first);
    assert!(matches!(waiting.await, SenderLock::Held(_)), "who waits gets it when it is given back");
}

#[wasm_bindgen_test]
async fn an_address_that_does_not_answer_is_an_error_and_any_answer_is_told_whole() {
    let sent = net::put("http://127.0.0.1:9/", &[("GH-Sequence", "1".to_owned())], b"x", 5_000).await;
    assert_eq!(sent, Err(NetError::Unreachable));
    let line_break = net::put("/", &[("GH-Sequence", "1\r\nX: y".to_owned())], b"x", 5_000).await;
    assert_eq!(line_break, Err(NetError::NotARequest));
    let answer = net::get("/no-such-file", 5_000).await.expect("the test server answers");
    assert_eq!(answer.status, 404);
    let cut_short = net::get("/", 0).await;
    assert_eq!(cut_short, Err(NetError::TimedOut));
}

#[wasm_bindgen_test]
async fn without_a_worker_nothing_is_called_ready_offline() {
    assert_eq!(worker::state().await, Offline::None);
    assert!(!worker::apply_update().await);
}

#[wasm_bindgen_test]
fn both_clocks_are_read_and_the_page_keeps_its_name() {
    let (first, second) = (clock::now(), clock::now());
    assert_eq!(first.run, second.run);
    assert!(second.mono_ms >= first.mono_ms && first.mono_ms >= 0);
    assert!((i64::from(first.wall.offset_min)).abs() <= 14 * 60);
    let wall = js_sys::Date::now();
    #[expect(clippy::cast_precision_loss, reason = "wall times fit a double")]
    let apart = (second.wall.ms as f64 - wall).abs();
    assert!(apart < 1_000.0, "{apart}");
}

#[wasm_bindgen_test]
fn without_secure_randomness_there_is_an_error_and_no_weaker_number() {
    break_randomness();
    let drawn = entropy::bytes::<16>();
    repair();
    assert_eq!(drawn, Err(entropy::NoEntropy));
    assert_ne!(entropy::id(), entropy::id());
}
