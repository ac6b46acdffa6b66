//! The order of the inbox, and who has opened what.
use gh_desk::store::Store;
use gh_wire::submission::Submission;
use gh_wire::update::update_of;

use crate::browser::Browser;
use crate::world::{NOW_MS, World, id, minh};

/// A record of a case of its own.
fn record(number: u8, child: &str) -> Submission {
    Submission { case_id: id(100 + number), child_as_said: child.into(), ..minh(number) }
}

/// The same record later.
fn later(number: u8, of: &Submission, gone_ms: Option<i64>) -> Submission {
    Submission { id: id(number), gone_ms, ..of.clone() }
}

fn places(page: &str, words: &[&str]) -> Vec<usize> {
    words.iter().map(|words| page.find(words).unwrap_or_else(|| panic!("{words} in {page}"))).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_child_who_has_gone_stands_above_new_and_opened_records_until_they_are_back() {
    let world = World::new().await;
    let (first, opened, new) = (record(1, "Boy in blue"), record(2, "Girl, about 16"), record(3, "Says Linh"));
    world.deliver(&opened).await;
    world.deliver(&new).await;
    world.deliver(&first).await;
    let mut browser = Browser::new(&world);
    browser.sign_in().await;
    browser.page(&format!("/case/{}", opened.id)).await;
    let page = browser.page("/").await;
    assert!(!page.contains("Gone, and not back") && !page.contains("The child has gone"), "{page}");

    let gone = later(4, &first, Some(NOW_MS));
    world.deliver(&update_of(first.id, &first, &gone)).await;
    let order = ["Gone, and not back", "Boy in blue", "Waiting for a person", "Says Linh", "Girl, about 16"];
    let page = browser.page("/").await;
    assert!(places(&page, &order).is_sorted(), "{page}");
    let red = "<div class=\"field bad\"><b class=\"msg\">The child has gone</b></div>";
    assert_eq!(page.matches(red).count(), 1, "not one tag among the others: {page}");
    browser.page(&format!("/case/{}", first.id)).await;
    let page = browser.page("/").await;
    assert!(places(&page, &order).is_sorted(), "also once it was opened: {page}");

    world.deliver(&update_of(first.id, &gone, &later(5, &gone, None))).await;
    let page = browser.page("/").await;
    assert!(!page.contains("Gone, and not back") && !page.contains("The child has gone"), "{page}");
    assert!(places(&page, &["Waiting for a person", "Boy in blue", "Girl, about 16"]).is_sorted(), "{page}");
}

#[tokio::test(flavor = "multi_thread")]
async fn that_the_child_is_back_holds_though_the_word_that_they_had_gone_comes_after_it() {
    let world = World::new().await;
    let first = record(1, "Boy in blue");
    let gone = later(2, &first, Some(NOW_MS));
    world.deliver(&first).await;
    world.deliver(&update_of(first.id, &gone, &later(3, &gone, None))).await;
    world.deliver(&update_of(first.id, &first, &gone)).await;
    let mut browser = Browser::new(&world);
    browser.sign_in().await;
    let page = browser.page("/").await;
    assert!(page.contains("2 updates</span>") && !page.contains("The child has gone"), "{page}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_comes_first_is_on_the_first_page_however_many_wait() {
    let world = World::new().await;
    for number in 1..=3 {
        world.deliver(&record(number, "Says Linh")).await;
    }
    let store = Store::open(&world.folder.path().join("desk.db")).await.expect("the same file");
    let mut seen = Vec::new();
    let lasts = store.lasts().await.expect("they can be read");
    let (gone, _) = lasts[2];
    for page in 0..3 {
        let rows = store.inbox(page, 1, &[gone]).await.expect("a page");
        seen.extend(rows.into_iter().map(|listed| listed.root));
    }
    assert_eq!(seen, [id(3), id(1), id(2)]);
    store.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_update_says_that_it_is_not_opened_and_who_opened_the_record_before_it() {
    let world = World::new().await;
    let first = record(1, "Boy in blue");
    world.deliver(&first).await;
    let mut browser = Browser::new(&world);
    browser.sign_in().await;
    assert!(browser.page("/").await.contains("Nobody yet"));
    browser.page(&format!("/case/{}", first.id)).await;
    world.pass_minutes(3);
    let second = later(2, &first, None);
    world.deliver(&update_of(first.id, &first, &second)).await;
    let page = browser.page("/").await;
    assert!(page.contains("Update not opened.</span><br>Before: <bdi>A. Jones</bdi> <time>"), "{page}");
    assert!(!page.contains("Nobody yet"), "somebody has opened the record");

    world.deliver(&update_of(first.id, &second, &later(3, &second, None))).await;
    browser.page(&format!("/case/{}?view=alone", id(3))).await;
    let page = browser.page("/").await;
    assert!(page.contains("Not all opened.</span><br>Last: <bdi>A. Jones</bdi> <time>"), "{page}");
    browser.page(&format!("/case/{}", first.id)).await;
    let page = browser.page("/").await;
    assert!(page.contains("<td role=\"cell\" class=\"sub\"><bdi>A. Jones</bdi></td>"), "{page}");
}
