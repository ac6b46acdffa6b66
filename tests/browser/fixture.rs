//! What the browser tests share: a fresh vault each, and what can be done to its database behind its back.
#![allow(dead_code, reason = "each test file uses a part of it")]
use gh_wire::id::Id;
use golden_hour::edge::entropy;
use golden_hour::edge::vault::{Append, Batch, Committed, Head, LIMITS, NewEvent, OutboxPut, Vault, VaultError};
use js_sys::Array;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen(module = "/tests/browser/database.js")]
extern "C" {
    pub fn close_all();
    pub fn say_closed();
    pub fn abort_commits(times: u32);
    pub fn run_out_of_space();
    pub fn lose_one_complete();
    pub fn watch_durability();
    pub fn seen_durability() -> String;
    pub fn break_randomness();
    pub fn repair();
    #[wasm_bindgen(catch)]
    pub async fn dump(name: &str) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch)]
    pub async fn count(name: &str, store: &str) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch)]
    pub async fn flip(name: &str, store: &str, key: JsValue) -> Result<(), JsValue>;
    #[wasm_bindgen(catch)]
    pub async fn exchange(name: &str, store: &str, from: JsValue, to: JsValue) -> Result<(), JsValue>;
    #[wasm_bindgen(catch)]
    pub async fn overwrite(name: &str, store: &str, key: JsValue, value: JsValue) -> Result<(), JsValue>;
    #[wasm_bindgen(catch)]
    pub async fn remove(name: &str, store: &str, key: JsValue) -> Result<(), JsValue>;
    #[wasm_bindgen(catch)]
    pub async fn hold_and_delete(name: &str) -> Result<JsValue, JsValue>;
    pub fn let_go(held: &JsValue);
    #[wasm_bindgen(catch)]
    pub async fn upgrade(name: &str, version: u32) -> Result<(), JsValue>;
}

/// A fresh identifier.
pub fn id() -> Id {
    entropy::id().expect("Chromium has a random source")
}

/// A name that no other test uses.
pub fn fresh_name() -> String {
    format!("vault-under-test-{}", id())
}

/// A handle of its own, as another tab has.
pub async fn open(name: &str) -> Vault {
    Vault::open_named(name, LIMITS).await.expect("the vault opens")
}

/// One event whose content is this text.
pub fn event(text: &str) -> NewEvent {
    NewEvent { id: id(), bytes: text.as_bytes().to_vec() }
}

/// A batch that adds these events.
pub fn adding(case: Id, built_on: Option<Head>, texts: &[&str]) -> Batch {
    let events = texts.iter().map(|text| event(text)).collect();
    Batch { appends: vec![Append { case, built_on, events }], ..Batch::default() }
}

/// A batch that queues one submission.
pub fn queueing(id: Id) -> Batch {
    let put = OutboxPut { id, row: b"sealed envelope".to_vec(), state: b"sealed".to_vec() };
    Batch { outbox_put: vec![put], ..Batch::default() }
}

/// Stores a batch that is expected to be stored.
pub async fn stored(vault: &Vault, batch: &Batch) -> Committed {
    vault.commit(batch).await.expect("the batch is stored")
}

/// The head of the first case that was added to.
pub fn head(committed: &Committed) -> Option<Head> {
    committed.heads.first().map(|(_, head)| *head)
}

/// One batch of what these add to their cases.
pub fn together(batches: impl IntoIterator<Item = Batch>) -> Batch {
    Batch { appends: batches.into_iter().flat_map(|batch| batch.appends).collect(), ..Batch::default() }
}

/// The texts of a case's readable events; empty for a case that is not there.
pub async fn texts(vault: &Vault, case: Id) -> Vec<String> {
    let case = vault.read_case(case).await.expect("the vault reads");
    let events = case.map(|case| case.events).unwrap_or_default();
    events.into_iter().map(|event| String::from_utf8(event).expect("tests write text")).collect()
}

/// Rows in one store, as the browser counts them.
pub async fn rows(name: &str, store: &str) -> f64 {
    count(name, store).await.ok().and_then(|number| number.as_f64()).expect("the browser counts")
}

/// The key of an event.
pub fn event_key(case: Id, sequence: u32) -> JsValue {
    Array::of2(&case.to_string().into(), &sequence.into()).into()
}

/// The error of a call that is expected to fail.
pub fn refused<T: std::fmt::Debug>(answer: Result<T, VaultError>) -> VaultError {
    answer.expect_err("the vault refuses")
}
