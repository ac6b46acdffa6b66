//! `PUT /api/v1/submissions/{id}`: delivered once, receipted always.
use gh_wire::digest::Digest;
use gh_wire::manifest::{Manifest, ManifestError};
use gh_wire::receipt::Receipt;

use crate::world::{World, config, id, minh};

#[tokio::test(flavor = "multi_thread")]
async fn a_record_gets_a_receipt_that_verifies() {
    let world = World::new().await;
    let body = world.sealed(&minh(1)).await;
    let (status, answer) = world.put(&id(1), body.clone()).await;
    assert_eq!(status, 200);
    let receipt = Receipt::parse(&answer).expect("a receipt");
    let key = world.manifest().await.receipt_key;
    assert_eq!(receipt.verify(&key, &id(1), &Digest::of(&body)), Ok(()));
}

#[tokio::test(flavor = "multi_thread")]
async fn sending_twice_gives_the_same_receipt_even_after_a_restart() {
    let world = World::new().await;
    let body = world.sealed(&minh(1)).await;
    let first = world.put(&id(1), body.clone()).await;
    world.pass_minutes(5);
    assert_eq!(world.put(&id(1), body.clone()).await, first);
    let world = world.again().await;
    assert_eq!(world.put(&id(1), body).await, first);
    assert_eq!(rows(&world).await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hundred_at_once_make_one_row_and_equal_receipts() {
    let world = World::new().await;
    let body = world.sealed(&minh(1)).await;
    let requests = (0..100).map(|_| tokio::spawn(world.put_request(&id(1).to_string(), body.clone()).send()));
    let mut receipts = std::collections::HashSet::new();
    for request in requests.collect::<Vec<_>>() {
        let answer = request.await.expect("no panic").expect("an answer");
        assert_eq!(answer.status().as_u16(), 200);
        receipts.insert(answer.bytes().await.expect("a body"));
    }
    assert_eq!(receipts.len(), 1);
    assert_eq!(rows(&world).await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn other_bytes_under_the_same_number_are_a_conflict_and_both_are_kept() {
    let world = World::new().await;
    let first = world.deliver(&minh(1)).await;
    let other = world.sealed(&minh(1)).await;
    for _ in 0..2 {
        let (status, answer) = world.put(&id(1), other.clone()).await;
        assert_eq!(status, 409);
        let answer: serde_json::Value = serde_json::from_slice(&answer).expect("JSON");
        assert_eq!((&answer["error"], &answer["kept"]), (&"conflict".into(), &true.into()));
    }
    assert_eq!(rows(&world).await, 2);
    assert!(Receipt::parse(&first).is_ok());
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unknown_device_is_accepted() {
    let world = World::new().await;
    let body = world.sealed(&minh(1)).await;
    let bare = world
        .http
        .put(world.app(&format!("/api/v1/submissions/{}", id(1))))
        .header("content-type", "application/octet-stream")
        .header("content-digest", Digest::of(&body).to_header())
        .body(body)
        .send()
        .await
        .expect("an answer");
    assert_eq!(bare.status().as_u16(), 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn when_the_database_fails_there_is_no_receipt_and_later_there_is() {
    let world = World::new().await;
    let body = world.sealed(&minh(1)).await;
    let file = world.folder.path().join("desk.db");
    let pool = sqlx::SqlitePool::connect(&format!("sqlite://{}", file.display())).await.expect("the same file");
    sqlx::query("ALTER TABLE submissions RENAME TO elsewhere").execute(&pool).await.expect("renamed");
    let answer = world.put_request(&id(1).to_string(), body.clone()).send().await.expect("an answer");
    assert_eq!(answer.status().as_u16(), 503);
    assert!(answer.headers().contains_key("retry-after"));
    assert!(Receipt::parse(&answer.bytes().await.expect("a body")).is_err());
    sqlx::query("ALTER TABLE elsewhere RENAME TO submissions").execute(&pool).await.expect("renamed back");
    assert_eq!(world.put(&id(1), body).await.0, 200);
    assert_eq!(rows(&world).await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_sends_too_often_is_told_when_to_come_again() {
    let world = World::with(|config| config.limits.burst = 2).await;
    let body = world.sealed(&minh(1)).await;
    for wanted in [200, 200, 429] {
        let answer = world.put_request(&id(1).to_string(), body.clone()).send().await.expect("an answer");
        assert_eq!(answer.status().as_u16(), wanted);
        assert_eq!(answer.headers().contains_key("retry-after"), wanted == 429);
    }
    world.pass_minutes(1);
    // A header about forwarding changes nothing: the address of the connection counts.
    let again = world.put_request(&id(1).to_string(), body).header("x-forwarded-for", "192.0.2.9").send().await;
    assert_eq!(again.expect("an answer").status().as_u16(), 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_manifest_stays_the_same_until_the_agency_changes() {
    let world = World::new().await;
    let first = world.manifest().await;
    assert_eq!((first.version, first.agency.as_str()), (1, "Northmere front door"));
    let world = world.again().await;
    assert_eq!(world.manifest().await, first);

    let mut changed = config(world.folder.path().to_owned(), &world.clock);
    changed.agency.area = "Northmere and Southmere".into();
    world.running.stop().await;
    let running = gh_desk::start::start(changed).await.expect("the desk starts");
    let json = world.http.get(format!("http://{}/api/v1/keys", running.app)).send().await.expect("an answer");
    let json = json.bytes().await.expect("a body");
    let second = Manifest::parse_and_verify(&json, Some(&first.pinned())).expect("of the same root");
    assert_eq!((second.version, second.area.as_str()), (2, "Northmere and Southmere"));
    let old = Manifest::parse_and_verify(&first.sign(&gh_wire::keys::SignKey::from_bytes(&[1; 32])), None);
    assert_eq!(old, Err(ManifestError::BadSignature));
}

#[tokio::test(flavor = "multi_thread")]
async fn keys_are_for_the_desks_user_only_and_the_recovery_key_is_written_once() {
    use std::os::unix::fs::PermissionsExt as _;
    let world = World::new().await;
    let recovery = world.folder.path().join("recovery-key-MOVE-ME-OFFLINE.txt");
    for file in [recovery.clone(), world.folder.path().join("keys.json"), world.folder.path().join("desk.db")] {
        let mode = std::fs::metadata(&file).expect("it is there").permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{}", file.display());
    }
    std::fs::remove_file(&recovery).expect("moved off");
    let world = world.again().await;
    assert!(!recovery.exists());
    assert_eq!(world.manifest().await.version, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_desk_with_records_and_no_keys_does_not_make_new_ones() {
    let world = World::new().await;
    world.deliver(&minh(1)).await;
    world.running.stop().await;
    std::fs::remove_file(world.folder.path().join("keys.json")).expect("lost");
    let error = gh_desk::start::start(config(world.folder.path().to_owned(), &world.clock)).await.err();
    assert!(error.is_some_and(|error| error.to_string().contains("keys.json is missing")));
}

pub async fn rows(world: &World) -> i64 {
    let file = world.folder.path().join("desk.db");
    let pool = sqlx::SqlitePool::connect(&format!("sqlite://{}", file.display())).await.expect("the same file");
    sqlx::query_scalar("SELECT count(*) FROM submissions").fetch_one(&pool).await.expect("a count")
}
