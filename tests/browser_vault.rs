//! The vault in a real browser: what it called stored is there, and nothing else is.
#![cfg(target_arch = "wasm32")]

#[path = "browser/fixture.rs"]
mod fixture;

use std::cell::Cell;
use std::rc::Rc;

use fixture::{
    adding, close_all, dump, fresh_name, head, id, open, queueing, refused, repair, rows, say_closed, stored, texts,
    together,
};
use golden_hour::edge::timer;
use golden_hour::edge::vault::{Batch, Head, LIMITS, Limits, VERSION, Vault, VaultError};
use js_sys::{Array, Promise};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::{JsFuture, future_to_promise};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen_test]
async fn what_was_called_stored_is_there_after_reopening() {
    let (name, case, submission) = (fresh_name(), id(), id());
    let vault = open(&name).await;
    let mut batch = adding(case, None, &["met", "role"]);
    batch.outbox_put = queueing(submission).outbox_put;
    batch.settings = vec![("profile".to_owned(), Some(b"Sam Reed".to_vec()))];
    let committed = stored(&vault, &batch).await;
    drop(vault);
    close_all();

    let contents = open(&name).await.read_all().await.expect("the vault reads");
    let case = contents.cases.first().expect("the case is there");
    assert_eq!(case.events, [b"met".to_vec(), b"role".to_vec()]);
    assert_eq!(Some(case.head), head(&committed));
    let row = contents.outbox.first().expect("the submission is queued");
    assert_eq!((row.id, row.sequence, row.sealed.as_slice()), (submission, 1, b"sealed envelope".as_slice()));
    assert_eq!(row.state, b"sealed");
    assert_eq!(contents.settings.get("profile").map(Vec::as_slice), Some(b"Sam Reed".as_slice()));
    assert_eq!(contents.unreadable, Vec::<String>::new());
}

#[wasm_bindgen_test]
async fn every_write_asks_for_strict_durability() {
    fixture::watch_durability();
    let vault = open(&fresh_name()).await;
    stored(&vault, &adding(id(), None, &["met"])).await;
    repair();
    assert_eq!(fixture::seen_durability(), "strict");
}

#[wasm_bindgen_test]
async fn of_two_tabs_on_one_head_exactly_one_wins_and_nothing_is_lost() {
    let (name, case) = (fresh_name(), id());
    let (one, two) = (open(&name).await, open(&name).await);
    let mut head = head(&stored(&one, &adding(case, None, &["start"])).await);
    for round in 0..10 {
        let race = |vault: &Vault, text: &'static str| {
            let (vault, batch) = (vault.clone(), adding(case, head, &[text]));
            future_to_promise(async move {
                match vault.commit(&batch).await {
                    Ok(_) => Ok("won".into()),
                    Err(VaultError::HeadMoved { case: moved }) if moved == case => Ok("moved".into()),
                    Err(other) => Err(other.to_string().into()),
                }
            })
        };
        let both = Array::of2(&race(&one, "one"), &race(&two, "two"));
        let ends = JsFuture::from(Promise::all(&both)).await.expect("both tabs are answered");
        let mut ends: Vec<_> = Array::from(&ends).iter().filter_map(|end| end.as_string()).collect();
        ends.sort();
        assert_eq!(ends, ["moved", "won"], "round {round}");
        head = one.read_case(case).await.expect("the vault reads").map(|case| case.head);
        assert_eq!(head.map(|head| head.count), Some(round + 2));
    }
    // The loser reads again, decides again, and is stored.
    stored(&two, &adding(case, head, &["again"])).await;
    assert_eq!(texts(&one, case).await.last().map(String::as_str), Some("again"));
}

#[wasm_bindgen_test]
async fn of_a_batch_on_a_moved_head_nothing_stays() {
    let (name, case) = (fresh_name(), id());
    let vault = open(&name).await;
    let begun = head(&stored(&vault, &adding(case, None, &["start"])).await);
    let kept = Batch { settings: vec![("kept".to_owned(), Some(b"before".to_vec()))], ..Batch::default() };
    stored(&vault, &kept).await;
    stored(&vault, &adding(case, begun, &["of another tab"])).await;
    let before = (rows(&name, "settings").await, rows(&name, "receipts").await);
    let late = Batch {
        settings: vec![("kept".to_owned(), None), ("late".to_owned(), Some(b"late".to_vec()))],
        receipts: vec![(id(), b"receipt".to_vec())],
        ..adding(case, begun, &["late", "and later"])
    };
    assert_eq!(refused(vault.commit(&late).await), VaultError::HeadMoved { case });
    assert_eq!(texts(&vault, case).await, ["start", "of another tab"]);
    assert_eq!((rows(&name, "settings").await, rows(&name, "receipts").await), before);
    assert_eq!(vault.read_all().await.expect("the vault reads").settings.get("kept"), Some(&b"before".to_vec()));
}

#[wasm_bindgen_test]
async fn where_one_of_several_cases_has_moved_nothing_of_the_others_stays() {
    let (name, moved, other, submission) = (fresh_name(), id(), id(), id());
    let vault = open(&name).await;
    stored(&vault, &queueing(submission)).await;
    let begun = head(&stored(&vault, &adding(moved, None, &["start"])).await);
    stored(&vault, &adding(moved, begun, &["of another tab"])).await;
    let mut batch = together([adding(other, None, &["received"]), adding(moved, begun, &["received"])]);
    batch.receipts = vec![(submission, b"receipt".to_vec())];
    batch.outbox_remove = vec![submission];
    assert_eq!(refused(vault.commit(&batch).await), VaultError::HeadMoved { case: moved });
    assert_eq!(texts(&vault, moved).await, ["start", "of another tab"]);
    assert_eq!(vault.read_case(other).await, Ok(None));
    assert_eq!((rows(&name, "outbox").await, rows(&name, "receipts").await), (1.0, 0.0));

    // Decided again on the head that is there now, all of it is stored.
    let now = vault.read_case(moved).await.expect("the vault reads").map(|case| case.head);
    batch.appends = together([adding(other, None, &["received"]), adding(moved, now, &["received"])]).appends;
    let heads = stored(&vault, &batch).await.heads;
    assert_eq!(heads.iter().map(|(case, head)| (*case, head.count)).collect::<Vec<_>>(), [(other, 1), (moved, 3)]);
    assert_eq!(texts(&vault, moved).await, ["start", "of another tab", "received"]);
    assert_eq!((rows(&name, "outbox").await, rows(&name, "receipts").await), (0.0, 1.0));
}

#[wasm_bindgen_test]
async fn a_case_can_begin_only_once() {
    let (name, case) = (fresh_name(), id());
    let (one, two) = (open(&name).await, open(&name).await);
    stored(&one, &adding(case, None, &["start"])).await;
    assert_eq!(refused(two.commit(&adding(case, None, &["other"])).await), VaultError::HeadMoved { case });
    assert_eq!(texts(&two, case).await, ["start"]);
}

#[wasm_bindgen_test]
async fn a_connection_closed_under_the_page_heals_and_the_change_is_stored_once() {
    let (name, case) = (fresh_name(), id());
    let vault = open(&name).await;
    let begun = head(&stored(&vault, &adding(case, None, &["start"])).await);
    close_all();
    let head = head(&stored(&vault, &adding(case, begun, &["after silence"])).await);
    say_closed();
    stored(&vault, &adding(case, head, &["after the event"])).await;
    close_all();
    assert_eq!(texts(&vault, case).await, ["start", "after silence", "after the event"]);
}

#[wasm_bindgen_test]
async fn an_aborted_transaction_leaves_nothing() {
    let (name, case) = (fresh_name(), id());
    let vault = open(&name).await;
    let mut batch = adding(case, None, &["met"]);
    batch.outbox_put = queueing(id()).outbox_put;
    fixture::abort_commits(2);
    let error = refused(vault.commit(&batch).await);
    repair();
    assert!(error.can_try_again(), "{error}");
    for store in ["heads", "events", "outbox", "outbox_state", "counters"] {
        assert_eq!(rows(&name, store).await, 0.0, "{store}");
    }
    // Nothing was used up by the failure.
    assert_eq!(stored(&vault, &batch).await.sequences.first().map(|(_, number)| *number), Some(1));
}

#[wasm_bindgen_test]
async fn a_transaction_that_the_browser_aborts_once_is_stored_once() {
    let (name, case) = (fresh_name(), id());
    let vault = open(&name).await;
    fixture::abort_commits(1);
    let committed = vault.commit(&adding(case, None, &["met"])).await;
    repair();
    assert_eq!(committed.map(|committed| head(&committed).map(|head| head.count)), Ok(Some(1)));
    assert_eq!(texts(&vault, case).await, ["met"]);
}

#[wasm_bindgen_test]
async fn a_change_whose_completion_was_not_heard_is_found_and_not_stored_twice() {
    let (name, case, other, submission) = (fresh_name(), id(), id(), id());
    let vault = open(&name).await;
    let mut batch = together([adding(case, None, &["sent"]), adding(other, None, &["received"])]);
    batch.outbox_put = queueing(submission).outbox_put;
    fixture::lose_one_complete();
    let committed = vault.commit(&batch).await;
    repair();
    let committed = committed.expect("it is stored");
    assert_eq!(committed.sequences, [(submission, 1)]);
    assert_eq!(texts(&vault, case).await, ["sent"]);
    assert_eq!(texts(&vault, other).await, ["received"]);
    assert_eq!(rows(&name, "outbox").await, 1.0);
}

#[wasm_bindgen_test]
async fn a_full_phone_is_told_and_nothing_is_stored() {
    let (name, case) = (fresh_name(), id());
    let vault = open(&name).await;
    fixture::run_out_of_space();
    let error = refused(vault.commit(&adding(case, None, &["met"])).await);
    repair();
    assert_eq!(error, VaultError::Full);
    assert!(error.can_try_again());
    assert_eq!(rows(&name, "events").await, 0.0);
}

#[wasm_bindgen_test]
async fn without_secure_randomness_nothing_is_sealed() {
    let (name, case) = (fresh_name(), id());
    let vault = open(&name).await;
    fixture::break_randomness();
    let error = vault.commit(&adding_with(case)).await;
    repair();
    assert_eq!(error, Err(VaultError::NoEntropy));
    assert_eq!(rows(&name, "events").await, 0.0);
}

/// Made without drawing a random number.
fn adding_with(case: gh_wire::id::Id) -> Batch {
    use golden_hour::edge::vault::{Append, NewEvent};
    let events = vec![NewEvent { id: case, bytes: b"met".to_vec() }];
    Batch { appends: vec![Append { case, built_on: None, events }], ..Batch::default() }
}

#[wasm_bindgen_test]
async fn nothing_that_was_written_can_be_read_in_the_raw_rows() {
    let name = fresh_name();
    let vault = open(&name).await;
    let canary = "Canary Nguyen";
    let submission = id();
    let mut batch = adding(id(), None, &[canary, canary]);
    batch.outbox_put = queueing(submission).outbox_put;
    for put in &mut batch.outbox_put {
        (put.row, put.state) = (canary.into(), canary.into());
    }
    batch.receipts = vec![(submission, canary.into())];
    batch.settings = vec![("profile".to_owned(), Some(canary.into()))];
    batch.settings_once = vec![("device".to_owned(), canary.into())];
    stored(&vault, &batch).await;
    let raw = dump(&name).await.ok().and_then(|raw| raw.as_string()).expect("the browser shows its rows");
    assert!(raw.contains(&submission.to_string()), "the dump shows the rows");
    assert!(!raw.contains("Canary") && !raw.contains("Nguyen"));
}

#[wasm_bindgen_test]
async fn another_tab_hears_of_a_change() {
    let name = fresh_name();
    let (one, two) = (open(&name).await, open(&name).await);
    let heard = Rc::new(Cell::new(false));
    let told = Rc::clone(&heard);
    let (mut resolve, mut done) = (None, None);
    done.replace(Promise::new(&mut |found, _| resolve = Some(found)));
    let _listening = two.on_changed(move || {
        told.set(true);
        if let Some(resolve) = &resolve {
            resolve.call0(&JsValue::NULL).ok();
        }
    });
    stored(&one, &adding(id(), None, &["met"])).await;
    JsFuture::from(done.expect("made above")).await.expect("it is told");
    assert!(heard.get());
}

#[wasm_bindgen_test]
async fn a_database_held_by_a_tab_that_closes_for_nobody_is_an_error_and_no_hang() {
    let name = fresh_name();
    drop(open(&name).await);
    close_all();
    let _held = fixture::hold_and_delete(&name).await.expect("another tab holds it");
    let answer = Vault::open_named(&name, Limits { open_ms: 200, ..LIMITS }).await;
    assert_eq!(answer.map(|_| ()), Err(VaultError::Blocked));
}

#[wasm_bindgen_test]
async fn a_first_opening_that_was_given_up_leaves_a_database_that_can_be_used() {
    let name = fresh_name();
    drop(open(&name).await);
    close_all();
    let held = fixture::hold_and_delete(&name).await.expect("another tab holds it");
    // It waits behind the deletion, so the database that it makes comes when nobody waits for it any more.
    let answer = Vault::open_named(&name, Limits { open_ms: 200, ..LIMITS }).await;
    assert_eq!(answer.map(|_| ()), Err(VaultError::Blocked));
    fixture::let_go(&held);
    let (vault, case) = (open(&name).await, id());
    stored(&vault, &adding(case, None, &["met"])).await;
    assert_eq!(texts(&vault, case).await, ["met"]);
}

#[wasm_bindgen_test]
async fn a_database_that_was_left_with_no_stores_gets_them() {
    let (name, case) = (fresh_name(), id());
    fixture::upgrade(&name, 1).await.expect("a database with nothing in it is made");
    let vault = open(&name).await;
    stored(&vault, &adding(case, None, &["met"])).await;
    assert_eq!(texts(&vault, case).await, ["met"]);
}

#[wasm_bindgen_test]
async fn a_database_of_a_newer_app_is_left_alone() {
    let name = fresh_name();
    let vault = open(&name).await;
    let case = id();
    stored(&vault, &adding(case, None, &["met"])).await;
    // The open handle gives way, so that the newer version is not kept waiting.
    fixture::upgrade(&name, VERSION + 1).await.expect("the newer version opens");
    assert_eq!(vault.commit(&adding(id(), None, &["met"])).await, Err(VaultError::NewerApp));
    assert_eq!(Vault::open_named(&name, LIMITS).await.map(|_| ()), Err(VaultError::NewerApp));
    assert_eq!(rows(&name, "events").await, 1.0);
}

#[wasm_bindgen_test]
async fn a_case_is_purged_only_from_the_head_that_was_judged() {
    let (name, old, other) = (fresh_name(), id(), id());
    let vault = open(&name).await;
    let judged = head(&stored(&vault, &adding(old, None, &["met"])).await).expect("it has a head");
    let now = head(&stored(&vault, &adding(old, Some(judged), &["more"])).await).expect("it has a head");
    stored(&vault, &adding(other, None, &["met"])).await;
    let purge = |head: Head| Batch { purge_cases: vec![(old, head)], ..Batch::default() };
    assert_eq!(refused(vault.commit(&purge(judged)).await), VaultError::HeadMoved { case: old });
    assert_eq!(texts(&vault, old).await.len(), 2);
    stored(&vault, &purge(now)).await;
    assert_eq!(vault.read_case(old).await, Ok(None));
    assert_eq!(texts(&vault, other).await, ["met"]);
}

#[wasm_bindgen_test]
async fn a_timer_that_was_dropped_does_not_fire() {
    let fired = Rc::new(Cell::new(false));
    let told = Rc::clone(&fired);
    drop(timer::Timer::after(0, move || told.set(true)));
    let later = Promise::new(&mut |resolve, _| {
        let fire = move || {
            resolve.call0(&JsValue::NULL).ok();
        };
        timer::Timer::after(1, fire).forever();
    });
    JsFuture::from(later).await.expect("a later timer fires");
    assert!(!fired.get());
}
