//! Inbox and case page.
use gh_wire::reference::Reference;

use crate::browser::{Browser, field};
use crate::world::{World, id, minh};

#[tokio::test(flavor = "multi_thread")]
async fn the_empty_inbox_says_so_and_that_nobody_is_alerted() {
    let world = World::new().await;
    let mut browser = Browser::new(&world);
    browser.sign_in().await;
    let page = browser.page("/").await;
    for words in [
        "Nothing is waiting",
        "Nobody is alerted when a record comes",
        "Trial version. No real child’s details.",
        "recovery-key-MOVE-ME-OFFLINE.txt",
        "Northmere front door",
    ] {
        assert!(page.contains(words), "{words}");
    }
    std::fs::remove_file(world.folder.path().join("recovery-key-MOVE-ME-OFFLINE.txt")).expect("moved off");
    assert!(!browser.page("/").await.contains("recovery-key"));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_inbox_shows_what_waits_first_and_the_case_what_was_sent() {
    let world = World::new().await;
    world.deliver(&minh(1)).await;
    world.pass_minutes(1);
    let mut concern = minh(2);
    concern.occasion = gh_wire::submission::Occasion::Concern;
    concern.met_at_ms = None;
    concern.child_as_said = "Girl, about 16".into();
    world.deliver(&concern).await;

    let mut browser = Browser::new(&world);
    browser.sign_in().await;
    let page = browser.page("/").await;
    assert!(page.contains("<title>Inbox, 2 not opened – Desk</title>"), "no name in a title");
    for words in ["Says Minh, says 15", "47 min", "No hour", "Not verified", "Police", "Girl, about 16"] {
        assert!(page.contains(words), "{words}");
    }
    let link = format!("href=\"/case/{}?entry=2\">{}</a>", id(1), Reference::of(&id(1)));
    assert!(page.contains(&link), "the link is the reference: {link}");

    let case = browser.page(&format!("/case/{}", id(1))).await;
    for words in [
        "He has my passport.",
        "Exact words",
        "No interpreter yet",
        "Look for injury",
        "Could not: No answer",
        "01632 960 150",
        "Northmere Police",
        "Opened by A. Jones",
        "Log unbroken, entry",
        "13 <small>min left",
        "class=\"hourline\"",
        "On the line: dots",
        "Not given",
    ] {
        assert!(case.contains(words), "{words}");
    }
    assert!(
        case.contains("class=\"voice\" dir=\"auto\">He has my passport."),
        "the child’s words are in the voice type"
    );
    assert!(case.contains(&format!("<title>{} – Desk</title>", Reference::of(&id(1)))), "no name in a title");

    let page = browser.page("/").await;
    assert!(page.contains("Inbox, 1 not opened"));
    let (waiting, opened) = page.split_once("rowgroup\">Opened").expect("both groups");
    assert!(waiting.contains("Girl, about 16") && opened.contains("Says Minh"));

    world.pass_minutes(13);
    let after_the_hour = browser.page(&format!("/case/{}", id(1))).await;
    assert!(after_the_hour.contains("1 h 00 since"));
    assert!(!after_the_hour.contains("hourline") && !after_the_hour.contains("On the line"), "no line, no words on it");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_place_is_shown_for_a_reason_only_and_the_reason_is_logged() {
    let world = World::new().await;
    world.deliver(&minh(1)).await;
    let mut browser = Browser::new(&world);
    browser.sign_in().await;
    let address = format!("/case/{}", id(1));
    let page = browser.page(&address).await;
    assert!(!page.contains("Dock Lane") && page.contains("Show the place"));
    let (form, entry) = (field(&page, "form"), field(&page, "entry"));

    let place = format!("{address}/place");
    let empty = browser.post(&place, &[("form", &form), ("entry", &entry), ("reason", "  ")]).await;
    let empty = empty.text().await.expect("a page");
    assert!(!empty.contains("Dock Lane") && empty.contains("Add a reason"));
    let forged = browser.post(&place, &[("form", "00"), ("entry", &entry), ("reason", "I want it")]).await;
    assert_eq!(forged.status().as_u16(), 403);

    let shown = browser.post(&place, &[("form", &form), ("entry", &entry), ("reason", "Two of us go there")]).await;
    let shown = shown.text().await.expect("a page");
    assert!(shown.contains("The blue room, Dock Lane station"));
    let after = browser.page(&address).await;
    assert!(!after.contains("Dock Lane"), "for one page only");
    assert!(after.contains("Place shown to A. Jones: Two of us go there"));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_childs_words_are_shown_as_written_with_how_they_came_and_their_first_version() {
    let world = World::new().await;
    world.deliver(&minh(1)).await;
    let mut without = minh(2);
    without.said.clear();
    without.sections[0].facts.pop();
    world.deliver(&without).await;
    let mut browser = Browser::new(&world);
    browser.sign_in().await;
    let page = browser.page(&format!("/case/{}", id(1))).await;
    let (_, said) = page.split_once("What the child said</h2>").expect("a section of its own");
    let (said, _) = said.split_once("</section>").expect("its end");
    for words in [
        "Please don’t tell  him<br>I talked.",
        "No question before it is noted.",
        "I sleep with the plants.",
        "<bdi>By interpreter</bdi>, <bdi>No. 12</bdi>, written down by <bdi>PC 4471</bdi>.",
        "Asked before it: <bdi>Where?</bdi>",
        "First written as: <bdi>I sleep by the plants.</bdi>",
        "He has my passport.",
        "Asked again, with no reason written.",
        "<bdi>Officer 22</bdi>: <bdi>The street &lt;i&gt;is&lt;/i&gt; not noted</bdi>",
    ] {
        assert!(said.contains(words), "{words} in {said}");
    }
    assert!(browser.page(&format!("/case/{}", id(2))).await.contains("Do not ask again"), "a gap invites no interview");
}

#[tokio::test(flavor = "multi_thread")]
async fn calls_are_shown_with_what_came_of_them() {
    let world = World::new().await;
    world.deliver(&minh(1)).await;
    let mut browser = Browser::new(&world);
    browser.sign_in().await;
    let page = browser.page(&format!("/case/{}", id(1))).await;
    let (_, calls) = page.split_once("Calls</h2>").expect("a section of its own");
    let (calls, _) = calls.split_once("</section>").expect("its end");
    for words in [
        "<b><bdi>Police, 101</bdi></b>, <bdi>01632 960 101</bdi>. Somebody answered.",
        "Reference: </span><bdi>Log 412</bdi>",
        "Agreed: </span><bdi>Two officers come</bdi>",
        "Not said whether anybody answered.",
    ] {
        assert!(calls.contains(words), "{words} in {calls}");
    }
    assert!(!calls.contains("Who answered:"), "what is not known is not shown as known");
}

#[tokio::test(flavor = "multi_thread")]
async fn how_a_fact_is_known_who_wrote_it_and_when_stand_with_it() {
    let world = World::new().await;
    let mut record = minh(1);
    let name = &mut record.sections[0].facts[0];
    (name.known, name.known_from) = ("Somebody told me".into(), "The night porter".into());
    "Custody sergeant".clone_into(&mut name.noted_by);
    let of_settings = gh_wire::submission::Fact { at_ms: 0, ..name.clone() };
    record.sections[0].facts.push(of_settings);
    world.deliver(&record).await;
    let mut browser = Browser::new(&world);
    browser.sign_in().await;
    let page = browser.page(&format!("/case/{}", id(1))).await;
    assert!(page.contains("<bdi>Somebody told me</bdi>. <bdi>The night porter</bdi>. Written <time>"), "{page}");
    assert!(page.contains("</time>, <bdi>Custody sergeant</bdi>"), "{page}");
    assert_eq!(page.matches("From Settings").count(), 1, "what Settings says was not written at a time of this case");
}

#[tokio::test(flavor = "multi_thread")]
async fn signs_are_shown_as_seen_and_suspected_with_who_when_and_how_and_no_sum() {
    let world = World::new().await;
    world.deliver(&minh(1)).await;
    let mut without = minh(2);
    without.signs.clear();
    world.deliver(&without).await;
    let mut browser = Browser::new(&world);
    browser.sign_in().await;
    let page = browser.page(&format!("/case/{}", id(1))).await;
    let (_, signs) = page.split_once("Signs</h2>").expect("a section of its own");
    let (signs, _) = signs.split_once("</section>").expect("its end");
    for words in [
        "<b>Seen:</b> <bdi>Answers for the child</bdi>",
        "Noticed <bdi>13:40</bdi>, by <bdi>The night porter</bdi>. <bdi>Somebody told me</bdi>.",
        "He stood in the door &lt;b&gt;twice&lt;/b&gt;",
        "<b>Suspected:</b> <bdi>Tells a story that sounds learned</bdi>",
    ] {
        assert!(signs.contains(words), "{words} in {signs}");
    }
    assert!(!browser.page(&format!("/case/{}", id(2))).await.contains("Suspected:"));
    assert!(browser.page(&format!("/case/{}", id(2))).await.contains("That says nothing"), "a blank is no “no”");
}

#[tokio::test(flavor = "multi_thread")]
async fn words_from_a_phone_are_words_and_never_markup() {
    let world = World::new().await;
    let nasty = "<script>alert(1)</script><img src=x onerror=alert(2)>\" onload=\"x {{7*7}} '; DROP TABLE ledger;--";
    let mut record = minh(1);
    record.child_as_said = nasty.into();
    record.place_now = Some(nasty.into());
    record.from.name = nasty.into();
    record.from.call_back = "javascript:alert(1)".into();
    record.sections[0].title = nasty.into();
    record.sections[0].facts[0].label = nasty.into();
    record.sections[0].facts[0].value = nasty.into();
    record.sections[0].facts[1].value = nasty.into();
    record.sections[0].facts[0].known_from = nasty.into();
    record.calls[0].agreed = nasty.into();
    record.said[0].words = nasty.into();
    record.said[1].asked = nasty.into();
    record.said[1].first_words = Some(nasty.into());
    record.steps[0].title = nasty.into();
    record.log = vec![nasty.into(), format!("{{\"kind\":\"{}\"}}", "<script>")];
    world.deliver(&record).await;
    let mut browser = Browser::new(&world);
    browser.sign_in().await;
    for path in ["/".to_owned(), format!("/case/{}", id(1))] {
        let page = browser.page(&path).await;
        assert!(!page.contains("<script") && !page.contains("<img") && !page.contains("\" onload"), "{path}");
        assert!(!page.contains("javascript:alert(1)\""), "{path}");
        assert!(page.contains("&lt;script&gt;"), "{path}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn text_of_every_kind_is_shown_as_it_was_typed() {
    let world = World::new().await;
    let mut record = minh(1);
    let long = "a".repeat(300);
    for (place, words) in
        ["Nguyễn Thị Ánh", "أمينة", "ሰላም", "Llŷr", "e\u{301}", "👩‍👧", "\u{feff}first", long.as_str()].iter().enumerate()
    {
        let mut fact = record.sections[0].facts[0].clone();
        fact.id = format!("m04.{place}");
        fact.value = (*words).to_owned();
        record.sections[0].facts.push(fact);
    }
    record.met_at_ms = Some(i64::MAX);
    record.sealed_at_ms = i64::MIN;
    record.offset_min = i16::MIN;
    record.steps[0].at_ms = i64::MIN;
    world.deliver(&record).await;
    let mut browser = Browser::new(&world);
    browser.sign_in().await;
    let page = browser.page(&format!("/case/{}", id(1))).await;
    for fact in &record.sections[0].facts {
        assert!(page.contains(&fact.value), "{}", fact.value);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_read_is_a_row_that_says_so() {
    let world = World::new().await;
    let body = world.sealed_bytes(&id(1), b"not a record").await;
    assert_eq!(world.put(&id(1), body).await.0, 422);
    let mut browser = Browser::new(&world);
    browser.sign_in().await;
    assert!(browser.page("/").await.contains("Cannot be read here"));
    let case = browser.page(&format!("/case/{}", id(1))).await;
    assert!(case.contains("Cannot be read here") && case.contains("Delete nothing"));
}

#[tokio::test(flavor = "multi_thread")]
async fn two_records_with_one_number_are_both_shown() {
    let world = World::new().await;
    world.deliver(&minh(1)).await;
    let mut other = minh(1);
    other.child_as_said = "Says Linh, says 14".into();
    let body = world.sealed(&other).await;
    assert_eq!(world.put(&id(1), body).await.0, 409);
    let mut browser = Browser::new(&world);
    browser.sign_in().await;
    let page = browser.page("/").await;
    assert!(page.contains("Says Minh") && page.contains("Says Linh") && page.contains("Same number twice"));
    let first = browser.page(&format!("/case/{}", id(1))).await;
    assert!(first.contains("Says Minh") && first.contains("Read both, and ring the person."));
    assert!(browser.page(&format!("/case/{}?entry=3", id(1))).await.contains("Says Linh"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_broken_ledger_is_on_every_page() {
    let world = World::new().await;
    world.deliver(&minh(1)).await;
    let mut browser = Browser::new(&world);
    browser.sign_in().await;
    let file = world.folder.path().join("desk.db");
    let pool = sqlx::SqlitePool::connect(&format!("sqlite://{}", file.display())).await.expect("the same file");
    sqlx::query("DROP TRIGGER ledger_is_never_changed").execute(&pool).await.expect("gone");
    sqlx::query("UPDATE ledger SET at_ms = 1 WHERE idx = 2").execute(&pool).await.expect("changed");
    for path in ["/".to_owned(), format!("/case/{}", id(1))] {
        assert!(browser.page(&path).await.contains("The log is broken at entry 2"), "{path}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_shown_to_somebody_who_is_not_signed_in() {
    let world = World::new().await;
    world.deliver(&minh(1)).await;
    for path in ["/".to_owned(), format!("/case/{}", id(1)), format!("/case/{}?entry=2", id(1))] {
        let answer = Browser::new(&world).get(&path).await;
        assert_eq!(answer.status().as_u16(), 303, "{path}");
        assert!(!answer.text().await.expect("a body").contains("Minh"), "{path}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_that_is_not_there_is_404() {
    let world = World::new().await;
    let mut browser = Browser::new(&world);
    browser.sign_in().await;
    for path in ["/case/x", "/case/00000000000000000000000000000000", "/wp-admin", "/now"] {
        assert_eq!(browser.get(path).await.status().as_u16(), 404, "{path}");
    }
}
