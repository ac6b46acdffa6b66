//! The guidance of this repository.
use std::path::Path;

use gh_core::guide::Pack;
use gh_guidance::{build, check, load, write_pack};

fn dir() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../guidance"))
}

fn pack() -> Pack {
    load(dir()).unwrap_or_else(|errors| panic!("{errors}"))
}

#[test]
fn the_guidance_has_no_problem() {
    let problems: Vec<String> = check(&pack()).iter().map(ToString::to_string).collect();
    assert!(problems.is_empty(), "{} problems:\n{}", problems.len(), problems.join("\n"));
}

#[test]
fn the_phone_reads_back_what_the_build_wrote() {
    let pack = pack();
    let (json, _) = write_pack(&pack);
    let read: Pack = serde_json::from_slice(&json).expect("the JSON is a pack");
    assert_eq!(read, pack);
}

#[test]
fn the_same_guidance_always_gives_the_same_bytes_and_a_changed_digit_another_hash() {
    let pack = pack();
    let (json, sha256) = write_pack(&pack);
    assert_eq!(write_pack(&self::pack()), (json, sha256.clone()));
    assert_eq!(sha256.len(), 64);
    let mut changed = pack;
    changed.contacts[0].lines[0].number = "998".into();
    assert_ne!(write_pack(&changed).1, sha256);
}

#[test]
fn a_build_carries_the_pack_its_bytes_and_their_hash() {
    let built = build(dir()).unwrap_or_else(|errors| panic!("{errors}"));
    assert_eq!((built.json, built.sha256), write_pack(&built.pack));
}
