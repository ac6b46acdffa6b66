//! The vault's rows in a real browser: damage stays where it is and is noticed; the outbox gives nothing away.
#![cfg(target_arch = "wasm32")]

#[path = "browser/fixture.rs"]
mod fixture;

use fixture::{
    adding, event_key, exchange, flip, fresh_name, id, open, overwrite, queueing, refused, remove, rows, stored, texts,
};
use golden_hour::edge::vault::{Batch, VaultError};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen_test]
async fn a_damaged_event_is_set_apart_and_the_others_are_read() {
    let (name, case, other) = (fresh_name(), id(), id());
    let vault = open(&name).await;
    stored(&vault, &adding(case, None, &["one", "two", "three"])).await;
    stored(&vault, &adding(other, None, &["whole"])).await;
    flip(&name, "events", event_key(case, 1)).await.expect("the row is damaged");

    let contents = vault.read_all().await.expect("the vault reads");
    assert_eq!(contents.unreadable, [format!("events/{case}/1")]);
    let damaged = contents.cases.iter().find(|stored| stored.id == case).expect("the case is there");
    assert_eq!((damaged.events.len(), damaged.unreadable.as_slice()), (2, [1].as_slice()));
    assert_eq!(texts(&vault, other).await, ["whole"]);
}

#[wasm_bindgen_test]
async fn a_row_in_anothers_place_is_not_believed() {
    let (name, case) = (fresh_name(), id());
    let vault = open(&name).await;
    stored(&vault, &adding(case, None, &["one", "two"])).await;
    exchange(&name, "events", event_key(case, 0), event_key(case, 1)).await.expect("the rows are exchanged");
    let contents = vault.read_all().await.expect("the vault reads");
    assert_eq!(contents.unreadable, [format!("events/{case}/1")]);
}

#[wasm_bindgen_test]
async fn an_event_that_is_gone_is_noticed() {
    let (name, case) = (fresh_name(), id());
    let vault = open(&name).await;
    stored(&vault, &adding(case, None, &["one", "two"])).await;
    remove(&name, "events", event_key(case, 1)).await.expect("the row is removed");
    let found = vault.read_case(case).await.expect("the vault reads").expect("the case is there");
    assert_eq!((found.events.len(), found.unreadable), (1, vec![1]));
}

#[wasm_bindgen_test]
async fn rows_of_the_wrong_type_break_nothing() {
    let (name, case, submission) = (fresh_name(), id(), id());
    let vault = open(&name).await;
    stored(&vault, &adding(case, None, &["whole"])).await;
    stored(&vault, &queueing(submission)).await;
    for store in ["settings", "heads", "events", "outbox", "outbox_state", "receipts", "counters"] {
        overwrite(&name, store, "not an id".into(), "not bytes".into()).await.expect("the row is written");
    }
    let contents = vault.read_all().await.expect("the vault reads");
    assert_eq!(contents.cases.len(), 1);
    assert_eq!(contents.outbox.len(), 1);
    assert_eq!(contents.unreadable.len(), 6, "{:?}", contents.unreadable);
}

#[wasm_bindgen_test]
async fn a_damaged_state_does_not_hide_its_submission() {
    let (name, submission) = (fresh_name(), id());
    let vault = open(&name).await;
    stored(&vault, &queueing(submission)).await;
    flip(&name, "outbox_state", submission.to_string().into()).await.expect("the row is damaged");
    let contents = vault.read_all().await.expect("the vault reads");
    let row = contents.outbox.first().expect("the submission is there");
    assert_eq!((row.sealed.as_slice(), row.state.len()), (b"sealed envelope".as_slice(), 0));
    assert_eq!(contents.unreadable, [format!("outbox_state/{submission}")]);
}

#[wasm_bindgen_test]
async fn the_outbox_counts_from_one_across_tabs_and_never_gives_a_number_twice() {
    let name = fresh_name();
    let (one, two) = (open(&name).await, open(&name).await);
    let (first, second, third) = (id(), id(), id());
    assert_eq!(stored(&one, &queueing(first)).await.sequences, [(first, 1)]);
    assert_eq!(stored(&two, &queueing(second)).await.sequences, [(second, 2)]);
    let delivered =
        Batch { outbox_remove: vec![second], receipts: vec![(second, b"receipt".to_vec())], ..Batch::default() };
    stored(&one, &delivered).await;
    assert_eq!(stored(&two, &queueing(third)).await.sequences, [(third, 3)]);
}

#[wasm_bindgen_test]
async fn nothing_leaves_the_outbox_without_its_own_receipt() {
    let (name, submission) = (fresh_name(), id());
    let vault = open(&name).await;
    stored(&vault, &queueing(submission)).await;
    for receipts in [vec![], vec![(id(), b"receipt of another".to_vec())]] {
        let batch = Batch { outbox_remove: vec![submission], receipts, ..Batch::default() };
        let error = refused(vault.commit(&batch).await);
        assert_eq!(error, VaultError::RemovalWithoutReceipt { id: submission });
        assert!(!error.can_try_again());
    }
    assert_eq!(vault.read_all().await.expect("the vault reads").outbox.len(), 1);

    let receipts = vec![(submission, b"receipt".to_vec())];
    stored(&vault, &Batch { outbox_remove: vec![submission], receipts, ..Batch::default() }).await;
    let contents = vault.read_all().await.expect("the vault reads");
    assert_eq!((contents.outbox.len(), contents.receipts), (0, vec![(submission, b"receipt".to_vec())]));
    assert_eq!(rows(&name, "outbox_state").await, 0.0);
}

#[wasm_bindgen_test]
async fn what_is_queued_is_frozen() {
    let (name, submission) = (fresh_name(), id());
    let (one, two) = (open(&name).await, open(&name).await);
    stored(&one, &queueing(submission)).await;
    assert_eq!(refused(two.commit(&queueing(submission)).await), VaultError::AlreadyQueued { id: submission });
    assert_eq!(rows(&name, "outbox").await, 1.0);
}

#[wasm_bindgen_test]
async fn a_state_for_a_delivered_row_does_not_bring_it_back() {
    let (name, submission) = (fresh_name(), id());
    let vault = open(&name).await;
    let state = |text: &str| Batch { outbox_state: vec![(submission, text.into())], ..Batch::default() };
    stored(&vault, &queueing(submission)).await;
    stored(&vault, &state("sending")).await;
    let contents = vault.read_all().await.expect("the vault reads");
    assert_eq!(contents.outbox.first().map(|row| row.state.clone()), Some(b"sending".to_vec()));
    let receipts = vec![(submission, b"receipt".to_vec())];
    stored(&vault, &Batch { outbox_remove: vec![submission], receipts, ..Batch::default() }).await;
    stored(&vault, &state("sealed")).await;
    assert_eq!(rows(&name, "outbox_state").await, 0.0);
}

#[wasm_bindgen_test]
async fn a_setting_that_is_written_once_is_never_replaced() {
    let name = fresh_name();
    let (one, two) = (open(&name).await, open(&name).await);
    let pin = |text: &str| Batch {
        settings_once: vec![("pin-root".to_owned(), text.into())],
        settings: vec![("profile".to_owned(), Some(text.into()))],
        ..Batch::default()
    };
    stored(&one, &pin("first root")).await;
    let error = refused(two.commit(&pin("another root")).await);
    assert_eq!(error, VaultError::AlreadySet { key: "pin-root".to_owned() });
    let settings = two.read_all().await.expect("the vault reads").settings;
    assert!(settings.values().all(|value| value == b"first root"), "nothing of the refused batch is there");

    stored(&one, &Batch { settings: vec![("profile".to_owned(), None)], ..Batch::default() }).await;
    assert_eq!(one.read_all().await.expect("the vault reads").settings.len(), 1);
}
