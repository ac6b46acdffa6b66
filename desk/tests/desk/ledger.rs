//! The ledger: append-only, and what was done to it from outside shows at its index.
use gh_desk::start::{backup, copy_keys, sign_in_link, verify_ledger};
use sqlx::SqlitePool;

use crate::submissions::rows;
use crate::world::{World, config, minh};

async fn three_records() -> (World, SqlitePool) {
    let world = World::new().await;
    for number in 1..=3 {
        world.deliver(&minh(number)).await;
    }
    let file = world.folder.path().join("desk.db");
    let pool = SqlitePool::connect(&format!("sqlite://{}", file.display())).await.expect("the same file");
    (world, pool)
}

async fn verdict(world: &World) -> Result<u64, String> {
    verify_ledger(world.folder.path()).await.map_err(|error| error.to_string())
}

#[tokio::test(flavor = "multi_thread")]
async fn an_untouched_ledger_is_unbroken() {
    let (world, _) = three_records().await;
    // The first link, then three records.
    assert_eq!(verdict(&world).await, Ok(4));
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_changes_or_deletes_an_entry_or_a_record() {
    let (_world, pool) = three_records().await;
    for sql in [
        "UPDATE ledger SET actor = 'x' WHERE idx = 2",
        "DELETE FROM ledger WHERE idx = 2",
        "UPDATE submissions SET body = x'00' WHERE ledger_idx = 2",
        "DELETE FROM submissions WHERE ledger_idx = 2",
    ] {
        assert!(sqlx::query(sql).execute(&pool).await.is_err(), "{sql}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_gets_around_that_is_found_at_the_entry() {
    let tampered = [
        ("DROP TRIGGER ledger_is_never_changed", "UPDATE ledger SET at_ms = at_ms + 1 WHERE idx = 3", 3),
        ("DROP TRIGGER ledger_is_never_changed", "UPDATE ledger SET kind = 'nonsense' WHERE idx = 2", 2),
        ("DROP TRIGGER submissions_are_never_changed", "UPDATE submissions SET body = x'00' WHERE ledger_idx = 3", 3),
        (
            "DROP TRIGGER submissions_are_never_dropped",
            "PRAGMA foreign_keys = OFF; DELETE FROM submissions WHERE ledger_idx = 4",
            4,
        ),
        ("DROP TRIGGER ledger_is_never_cut", "PRAGMA foreign_keys = OFF; DELETE FROM ledger WHERE idx = 2", 2),
        ("DROP TRIGGER ledger_is_never_cut", "PRAGMA foreign_keys = OFF; DELETE FROM ledger WHERE idx = 4", 4),
    ];
    for (first, then, index) in tampered {
        let (world, pool) = three_records().await;
        sqlx::query(first).execute(&pool).await.expect("the trigger is gone");
        sqlx::raw_sql(then).execute(&pool).await.expect(then);
        let found = verdict(&world).await.expect_err(then);
        assert!(found.starts_with(&format!("entry {index} ")), "{then}: {found}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_holds_every_record_and_no_key_and_starts_with_the_copied_keys() {
    let (world, _) = three_records().await;
    let first = world.manifest().await;
    let elsewhere = tempfile::tempdir().expect("another folder");
    let file = elsewhere.path().join("desk.db");
    backup(world.folder.path(), &file).await.expect("a backup while the desk runs");
    assert!(backup(world.folder.path(), &file).await.is_err(), "an earlier backup is never written over");

    let recovery = std::fs::read_to_string(world.folder.path().join("recovery-key-MOVE-ME-OFFLINE.txt"));
    let recovery = recovery.expect("it is there");
    let private = recovery.lines().find_map(|line| line.strip_prefix("private key: ")).expect("a private key");
    let keys = std::fs::read_to_string(world.folder.path().join("keys.json")).expect("keys");
    assert!(!keys.contains(private), "the desk's keys hold the recovery key");
    let copy = std::fs::read(&file).expect("the copy");
    for secret in keys.split('"').filter(|word| word.len() == 64).chain([private]) {
        let raw = data_encoding::HEXLOWER.decode(secret.as_bytes()).expect("hexadecimal");
        assert!(!copy.windows(32).any(|window| window == raw), "a key is in the backup");
    }

    copy_keys(world.folder.path(), &elsewhere.path().join("keys.json")).expect("copied once");
    assert!(copy_keys(world.folder.path(), &elsewhere.path().join("keys.json")).is_err());
    let running = gh_desk::start::start(config(elsewhere.path().to_owned(), &world.clock)).await.expect("it starts");
    let restored = World { running, folder: elsewhere, clock: world.clock.clone(), http: world.http.clone() };
    assert_eq!(rows(&restored).await, 3);
    assert_eq!(restored.manifest().await.root, first.root);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_for_a_folder_without_a_desk_is_a_clear_error() {
    let empty = tempfile::tempdir().expect("a folder");
    let error = sign_in_link(empty.path(), 0).await.expect_err("there is no desk");
    assert!(error.to_string().contains("desk serve"), "{error}");
}
