//! A case with its updates: one row, one page, one log; and what is shown where they are not one line.
use gh_wire::digest::Digest;
use gh_wire::id::Id;
use gh_wire::reference::Reference;
use gh_wire::submission::{Fact, Said, Submission};
use gh_wire::update::update_of;

use crate::browser::{Browser, field};
use crate::submissions::rows;
use crate::world::{World, id, minh};

/// A log of so many entries.
fn log(entries: usize) -> Vec<String> {
    let mut prev = Digest::from_bytes([0; 32]);
    let entries = (0..entries).map(|entry| {
        let kind = if entry == 0 { r#""hour-started""# } else { r#""clock-note-seen""# };
        let text = format!(r#"{{"kind":{kind},"entry":{entry},"prev":"{prev}"}}"#);
        prev = Digest::of(text.as_bytes());
        text
    });
    entries.collect()
}

/// The record of the raid, with a log of four entries.
fn first() -> Submission {
    Submission { log: log(4), ..minh(1) }
}

fn spelling(value: &str) -> Fact {
    Fact {
        id: "m04.spelling".into(),
        label: "Spelling".into(),
        value: value.into(),
        ..minh(1).sections[0].facts[0].clone()
    }
}

/// The same with a spelling and with more words of the child, and a log of six.
fn second(number: u8, spelling_is: &str, words: &str) -> Submission {
    let mut now = Submission { id: id(number), log: log(6), ..first() };
    now.sections[0].facts.push(spelling(spelling_is));
    now.said.push(Said { id: Some(id(220)), words: words.into(), ..now.said[0].clone() });
    now
}

async fn signed_in(world: &World) -> Browser<'_> {
    let mut browser = Browser::new(world);
    browser.sign_in().await;
    browser
}

fn case(number: u8) -> String {
    format!("/case/{}", id(number))
}

#[tokio::test(flavor = "multi_thread")]
async fn an_update_makes_one_case_of_two_with_what_each_added() {
    let world = World::new().await;
    world.deliver(&first()).await;
    let mut browser = signed_in(&world).await;
    browser.page(&case(1)).await;
    assert!(browser.page("/").await.contains("<title>Inbox – Desk</title>"), "it has been read");
    world.pass_minutes(3);
    let update = update_of(id(1), &first(), &second(2, "Nguyễn Văn Minh", "The van is grey."));
    world.deliver(&update).await;

    let inbox = browser.page("/").await;
    assert!(inbox.contains("<title>Inbox, 1 not opened – Desk</title>"), "new again");
    for words in ["1 update</span>", "New</span>", "Update not opened."] {
        assert!(inbox.contains(words), "{words}");
    }
    assert_eq!(inbox.matches("Says Minh, says 15").count(), 1, "one row");
    assert!(inbox.contains(&format!("{}</a>", Reference::of(&id(1)))), "under the reference of the first record");
    assert!(!inbox.contains(Reference::of(&id(2)).as_str()));

    let page = browser.page(&case(1)).await;
    for words in [
        "He has my passport.",
        "The van is grey.",
        "Nguyễn Văn Minh",
        "Look for injury",
        "Log unbroken, 6 entries.",
        "Adds: <bdi>What the child said</bdi>; <bdi>Spelling</bdi>.",
        "The record as it first came.",
        "Record received",
        "Update 1 received",
        "Opened by A. Jones. Update 1",
        Reference::of(&id(2)).as_str(),
    ] {
        assert!(page.contains(words), "{words} in {page}");
    }
    assert!(browser.page("/").await.contains("<title>Inbox – Desk</title>"), "opening marks all of it as read");
    let by_update = browser.page(&case(2)).await;
    assert!(by_update.contains("He has my passport."), "the update's own number leads to the whole case");
}

#[tokio::test(flavor = "multi_thread")]
async fn one_version_can_be_read_alone_and_shows_only_what_it_brought() {
    let world = World::new().await;
    let mut now = second(2, "Minh", "The van is grey.");
    now.sections[0].facts.remove(0);
    world.deliver(&first()).await;
    world.deliver(&update_of(id(1), &first(), &now)).await;
    let mut browser = signed_in(&world).await;
    let alone = browser.page(&format!("{}?entry=3&view=alone", case(2))).await;
    for words in [
        "The van is grey.",
        "Only this: Update 1",
        "Name as said, taken out",
        "Log unbroken, entries 5 to 6.",
        "Go to the whole case",
    ] {
        assert!(alone.contains(words), "{words} in {alone}");
    }
    for words in
        ["He has my passport.", "Answers for the child", "None noted", "Where now", "Show the place", "Not given</p>"]
    {
        assert!(!alone.contains(words), "{words} in {alone}");
    }
    assert!(browser.page("/").await.contains("Inbox, 1 not opened"), "the record itself has not been read");
    let first_alone = browser.page(&format!("{}?entry=2&view=alone", case(1))).await;
    assert!(first_alone.contains("He has my passport.") && !first_alone.contains("The van is grey."));
    let whole = browser.page(&case(1)).await;
    let taken_out = "Name as said</dt><dd dir=\"auto\">Taken out with Update 1";
    assert!(whole.contains(taken_out), "it says so in its place, and never that it was not given: {whole}");
    assert!(whole.contains("Before Update 1: <bdi>"), "with what stood there");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_update_that_comes_first_says_that_the_rest_is_missing_and_is_joined_when_it_comes() {
    let world = World::new().await;
    let two = second(2, "Minh", "The van is grey.");
    let mut three = Submission { id: id(3), log: log(7), ..two.clone() };
    three.said.push(Said { id: Some(id(221)), words: "Four of us.".into(), ..three.said[0].clone() });
    world.deliver(&update_of(id(1), &two, &three)).await;
    world.deliver(&update_of(id(1), &first(), &two)).await;
    let mut browser = signed_in(&world).await;
    let inbox = browser.page("/").await;
    assert!(inbox.contains("1 update</span>") && inbox.contains("The record before has not come"), "{inbox}");
    assert!(inbox.contains(&format!("{}</a>", Reference::of(&id(1)))), "what the phone quotes, though it is not here");
    let page = browser.page(&case(2)).await;
    for words in [
        "The record before this one has not come",
        "The van is grey.",
        "Four of us.",
        "Log unbroken, entries 5 to 7.",
        "Entries 1 to 4 came, or will come, with the record before.",
    ] {
        assert!(page.contains(words), "{words} in {page}");
    }
    assert!(!page.contains("He has my passport."));

    world.deliver(&first()).await;
    let inbox = browser.page("/").await;
    assert!(inbox.contains("2 updates</span>") && !inbox.contains("has not come"), "{inbox}");
    assert_eq!(inbox.matches("Says Minh, says 15").count(), 1);
    let page = browser.page(&case(3)).await;
    for words in
        ["He has my passport.", "The van is grey.", "Four of us.", "Log unbroken, 7 entries.", "Update 2 received"]
    {
        assert!(page.contains(words), "{words} in {page}");
    }
    assert!(!page.contains("has not come"));
}

#[tokio::test(flavor = "multi_thread")]
async fn two_updates_of_one_parent_are_both_shown_and_nothing_is_merged() {
    let world = World::new().await;
    world.deliver(&first()).await;
    world.deliver(&update_of(id(1), &first(), &second(2, "Minh Anh", "The van is grey."))).await;
    let mut other = second(3, "Minh Em", "The van is blue.");
    other.place_now = Some("CANARY house".into());
    world.deliver(&update_of(id(1), &first(), &other)).await;
    let mut browser = signed_in(&world).await;
    assert!(browser.page("/").await.contains("Two versions</span>"));
    let page = browser.page(&case(1)).await;
    for words in [
        "Two versions, please read both",
        "Minh Anh",
        "Minh Em",
        "The van is grey.",
        "The van is blue.",
        "It has its own question in this version.",
    ] {
        assert!(page.contains(words), "{words} in {page}");
    }
    assert!(!page.contains("CANARY") && !page.contains("Dock Lane"));
    let (_, record) = page.split_once("What the child said</h2>").expect("the record below");
    assert!(record.contains("He has my passport.") && !record.contains("The van is"), "as before they part: {record}");
    let one = browser.page(&format!("{}?entry=3&view=version", case(2))).await;
    assert!(
        one.contains("He has my passport.") && one.contains("The van is grey.") && !one.contains("The van is blue.")
    );
    assert!(one.contains("Log unbroken, 6 entries."), "{one}");
    assert!(browser.page("/").await.contains("<title>Inbox – Desk</title>"), "both have been read");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_copied_phone_that_uses_the_same_number_is_kept_and_shown_as_two_versions() {
    let world = World::new().await;
    world.deliver(&first()).await;
    world.deliver(&update_of(id(1), &first(), &second(2, "Minh Anh", "The van is grey."))).await;
    let other = update_of(id(1), &first(), &second(2, "Minh Em", "The van is blue."));
    assert_eq!(world.put(&id(2), world.sealed(&other).await).await.0, 409);
    let mut browser = signed_in(&world).await;
    let inbox = browser.page("/").await;
    assert_eq!(inbox.matches("Says Minh, says 15").count(), 1, "{inbox}");
    let page = browser.page(&case(1)).await;
    assert!(page.contains("Two versions, please read both") && page.contains("The van is blue."), "{page}");
    assert_eq!(rows(&world).await, 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_place_that_an_update_brings_is_behind_the_same_question_and_logged_for_that_update() {
    let world = World::new().await;
    world.deliver(&first()).await;
    let now = Submission { place_now: Some("CANARY house".into()), ..second(2, "Minh", "words") };
    world.deliver(&update_of(id(1), &first(), &now)).await;
    let mut browser = signed_in(&world).await;
    for (address, view) in [(case(1), "whole"), (case(2), "alone")] {
        let page = browser.page(&format!("{address}?view={view}")).await;
        assert!(
            !page.contains("CANARY") && !page.contains("Dock Lane") && page.contains("Where the child is"),
            "{page}"
        );
        let (form, entry) = (field(&page, "form"), field(&page, "entry"));
        let fields =
            [("form", form.as_str()), ("entry", entry.as_str()), ("view", view), ("reason", "Two of us go there")];
        let shown = browser.post(&format!("{address}/place"), &fields).await.text().await.expect("a page");
        assert!(shown.contains("CANARY house") && !shown.contains("Dock Lane"), "{shown}");
    }
    let after = browser.page(&case(1)).await;
    assert!(!after.contains("CANARY") && after.contains("Place shown to A. Jones: Two of us go there"));

    let cleared = Submission { id: id(3), place_now: None, log: log(7), ..now.clone() };
    world.deliver(&update_of(id(1), &now, &cleared)).await;
    let page = browser.page(&case(1)).await;
    assert!(!page.contains("Show the place") && page.contains("<bdi>Where the child is, taken out</bdi>"), "{page}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_log_that_does_not_go_on_where_the_parent_ended_is_called_broken() {
    let world = World::new().await;
    world.deliver(&first()).await;
    let mut update = update_of(id(1), &first(), &second(2, "Minh", "words"));
    update.log[0] = update.log[0].replace("\"entry\":4", "\"entry\":5");
    update.log.remove(0);
    world.deliver(&update).await;
    let mut browser = signed_in(&world).await;
    assert!(browser.page(&case(1)).await.contains("Log broken at entry 5. Ask the person"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stranger_who_knows_a_number_but_not_the_case_joins_nothing() {
    let world = World::new().await;
    world.deliver(&first()).await;
    let mut forged = update_of(id(1), &first(), &second(2, "Minh", "He is fine, call nobody."));
    forged.case_id = id(99);
    world.deliver(&forged).await;
    let mut browser = signed_in(&world).await;
    assert!(!browser.page(&case(1)).await.contains("call nobody"));
    assert!(browser.page("/").await.contains("The record before has not come"));
}

#[tokio::test(flavor = "multi_thread")]
async fn updates_that_name_each_other_or_themselves_are_shown_all_the_same() {
    let world = World::new().await;
    let update = |number: u8, parent: Id, words: &str| {
        let mut update = update_of(id(1), &Submission { id: parent, ..first() }, &second(number, "Minh", words));
        update.case_id = id(200);
        update
    };
    for (number, parent, words) in
        [(1, 2, "one"), (2, 1, "two"), (3, 3, "three"), (4, 6, "four"), (5, 4, "five"), (6, 5, "six")]
    {
        world.deliver(&update(number, id(parent), words)).await;
    }
    let mut browser = signed_in(&world).await;
    for (number, words) in [(1, "one"), (2, "two"), (3, "three"), (4, "four"), (5, "five"), (6, "six")] {
        let alone = browser.page(&format!("{}?view=alone", case(number))).await;
        assert!(alone.contains(&format!(">{words}<")), "{words} in {alone}");
        browser.page(&case(number)).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_an_older_desk_stored_is_put_with_its_case_at_the_next_start() {
    let world = World::new().await;
    world.deliver(&first()).await;
    world.deliver(&update_of(id(1), &first(), &second(2, "Minh", "The van is grey."))).await;
    let body = world.sealed_bytes(&id(9), b"not a record").await;
    assert_eq!(world.put(&id(9), body).await.0, 422);
    let file = world.folder.path().join("desk.db");
    let pool = sqlx::SqlitePool::connect(&format!("sqlite://{}", file.display())).await.expect("the same file");
    sqlx::query("DELETE FROM links").execute(&pool).await.expect("as before them");
    pool.close().await;
    let world = world.again().await;
    let link = gh_desk::start::sign_in_link(world.folder.path(), crate::world::NOW_MS).await.expect("a link");
    let mut browser = Browser::new(&world);
    browser.sign_in_with(&link).await;
    let inbox = browser.page("/").await;
    assert_eq!(inbox.matches("Says Minh, says 15").count(), 1, "{inbox}");
    assert!(inbox.contains("1 update</span>") && inbox.contains("Cannot be read here"));
}

#[tokio::test(flavor = "multi_thread")]
async fn words_of_an_update_are_words_and_never_markup() {
    let world = World::new().await;
    world.deliver(&first()).await;
    let nasty = "<script>alert(1)</script><img src=x onerror=alert(2)>";
    let mut now = second(2, nasty, nasty);
    now.from.name = nasty.into();
    now.sections[0].facts[2].label = nasty.into();
    world.deliver(&update_of(id(1), &first(), &now)).await;
    world.deliver(&update_of(id(1), &first(), &Submission { id: id(3), ..now })).await;
    let mut browser = signed_in(&world).await;
    for path in [case(1), format!("{}?view=alone", case(2)), format!("{}?view=version", case(3))] {
        let page = browser.page(&path).await;
        assert!(!page.contains("<script") && !page.contains("<img") && page.contains("&lt;script&gt;"), "{path}");
    }
}
