//! Photographs in the vault, in a real browser: with their event or not at all, read one by one, gone with their case.
#![cfg(target_arch = "wasm32")]

#[path = "browser/fixture.rs"]
mod fixture;

use fixture::{adding, flip, fresh_name, head, id, open, refused, rows, run_out_of_space, stored, texts};
use gh_wire::digest::Digest;
use gh_wire::id::Id;
use golden_hour::edge::vault::{Batch, Head, PhotoPut, VaultError};
use js_sys::Array;
use wasm_bindgen::JsValue;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

/// Some bytes that would be known again, told apart by the first.
fn jpeg(mark: u8) -> Vec<u8> {
    [&[mark], b"CANARY".repeat(5_000).as_slice()].concat()
}

/// An event together with a photograph.
fn taking(case: Id, built_on: Option<Head>, mark: u8) -> Batch {
    let photo = PhotoPut { case, digest: Digest::of(&jpeg(mark)), jpeg: jpeg(mark) };
    Batch { photos_put: vec![photo], ..adding(case, built_on, &["photograph"]) }
}

fn photo_key(case: Id, mark: u8) -> JsValue {
    Array::of2(&case.to_string().into(), &Digest::of(&jpeg(mark)).to_string().into()).into()
}

#[wasm_bindgen_test]
async fn a_photograph_is_read_as_it_was_taken_also_by_another_tab() {
    let (name, case) = (fresh_name(), id());
    let (one, two) = (open(&name).await, open(&name).await);
    stored(&one, &taking(case, None, 1)).await;
    let read = two.read_photo(case, Digest::of(&jpeg(1))).await.expect("the vault reads");
    assert!(read == Some(jpeg(1)), "the bytes are the same");
    assert_eq!(two.read_photo(case, Digest::of(&jpeg(2))).await, Ok(None));
    assert_eq!(two.read_photo(id(), Digest::of(&jpeg(1))).await, Ok(None), "it is not the other child's");
}

#[wasm_bindgen_test]
async fn a_photograph_without_its_event_is_not_stored() {
    let (name, case) = (fresh_name(), id());
    let vault = open(&name).await;
    stored(&vault, &adding(case, None, &["one", "two"])).await;
    assert_eq!(refused(vault.commit(&taking(case, None, 1)).await), VaultError::HeadMoved { case });
    assert_eq!(rows(&name, "photos").await, 0.0);
}

#[wasm_bindgen_test]
async fn where_there_is_no_space_left_neither_is_stored_and_nothing_else_is_lost() {
    let (name, case) = (fresh_name(), id());
    let vault = open(&name).await;
    let begun = stored(&vault, &adding(case, None, &["one"])).await;
    run_out_of_space();
    let error = refused(vault.commit(&taking(case, head(&begun), 1)).await);
    fixture::repair();
    assert_eq!(error, VaultError::Full);
    assert_eq!(texts(&vault, case).await, ["one"]);
    assert_eq!(rows(&name, "photos").await, 0.0);
    stored(&vault, &taking(case, head(&begun), 1)).await;
    assert_eq!(texts(&vault, case).await, ["one", "photograph"]);
}

#[wasm_bindgen_test]
async fn what_lies_on_the_disk_does_not_show_it_and_a_damaged_one_is_not_believed() {
    let (name, case) = (fresh_name(), id());
    let vault = open(&name).await;
    stored(&vault, &taking(case, None, 7)).await;
    let dump = fixture::dump(&name).await.expect("the database is read").as_string().expect("as text");
    assert!(!dump.contains("CANARY"), "the bytes are encrypted");
    flip(&name, "photos", photo_key(case, 7)).await.expect("the row is damaged");
    assert_eq!(vault.read_photo(case, Digest::of(&jpeg(7))).await, Ok(None));
    assert_eq!(texts(&vault, case).await, ["photograph"], "the case is not affected");
}

#[wasm_bindgen_test]
async fn a_photograph_goes_when_it_is_taken_out_and_with_its_case() {
    let (name, case, other) = (fresh_name(), id(), id());
    let vault = open(&name).await;
    let first = stored(&vault, &taking(case, None, 1)).await;
    let second = stored(&vault, &taking(case, head(&first), 2)).await;
    stored(&vault, &taking(other, None, 3)).await;
    let photos_remove = vec![(case, Digest::of(&jpeg(1)))];
    let taken_out = stored(&vault, &Batch { photos_remove, ..adding(case, head(&second), &["taken out"]) }).await;
    assert_eq!(rows(&name, "photos").await, 2.0);
    assert_eq!(vault.read_photo(case, Digest::of(&jpeg(1))).await, Ok(None));
    let purge_cases = vec![(case, head(&taken_out).expect("a head"))];
    stored(&vault, &Batch { purge_cases, ..Batch::default() }).await;
    assert_eq!(rows(&name, "photos").await, 1.0);
    assert!(vault.read_photo(other, Digest::of(&jpeg(3))).await.expect("the vault reads").is_some());
}
