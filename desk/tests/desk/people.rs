//! Who took over, a child who has gone, and the children found with this one.
use gh_wire::reference::Reference;
use gh_wire::submission::{Absence, HandedOver, Submission};
use gh_wire::update::update_of;

use crate::browser::Browser;
use crate::world::{World, id, minh};

fn taken_by(name: &str) -> HandedOver {
    HandedOver {
        id: id(90),
        name: name.into(),
        role: "Duty team".into(),
        number: "01632 960 151".into(),
        identity: "Yes".into(),
        rang_back: String::new(),
        told_child: "Who comes next".into(),
        noted_by: "PC 4471".into(),
        at_ms: 0,
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_took_over_a_child_who_has_gone_and_the_children_found_with_this_one_are_told_first() {
    let world = World::new().await;
    let sent = |number: u8, case: u8, others: Vec<gh_wire::id::Id>| {
        let mut record = minh(number);
        (record.case_id, record.together) = (id(case), others);
        record
    };
    let mut one = sent(1, 201, vec![id(202), id(203)]);
    one.gone_ms = one.met_at_ms;
    one.handed_over =
        vec![HandedOver { at_ms: one.met_at_ms.expect("the sample was met"), ..taken_by("A. Worker <b>") }];
    world.deliver(&one).await;
    let other = sent(2, 202, vec![id(201)]);
    world.deliver(&other).await;
    let mut browser = Browser::new(&world);
    browser.sign_in().await;
    let inbox = browser.page("/").await;
    assert_eq!(inbox.matches("The child has gone").count(), 1, "the one row of two that nobody may overlook");
    let page = browser.page(&format!("/case/{}", one.id)).await;
    for words in [
        "The child has gone",
        "Other children were found with this one",
        &format!("Read {}", Reference::of(&other.id)),
        "1 has not come here.",
        "Handed over",
        "A. Worker &lt;b&gt;",
        "Identity card seen: ",
        "not noted",
        "Who comes next",
        "To A. Worker",
    ] {
        assert!(page.contains(words), "{words} in {page}");
    }
    let page = browser.page(&format!("/case/{}", other.id)).await;
    assert!(page.contains(&format!("Read {}", Reference::of(&one.id))) && !page.contains("The child has gone"));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_hour_tells_in_order_that_the_child_had_gone_was_back_and_who_took_over() {
    let world = World::new().await;
    let mut one = minh(1);
    let met = one.met_at_ms.expect("the sample was met");
    let minutes = |minutes: i64| met + minutes * 60_000;
    one.steps.truncate(1);
    one.steps[0].at_ms = minutes(2);
    one.was_away = vec![Absence { last_seen_ms: minutes(4), back_ms: minutes(6) }];
    one.handed_over = vec![HandedOver { at_ms: minutes(8), ..taken_by("A. Worker") }];
    one.gone_ms = Some(minutes(10));
    world.deliver(&one).await;
    let mut browser = Browser::new(&world);
    browser.sign_in().await;
    let page = browser.page(&format!("/case/{}", one.id)).await;
    let hour = page.split("id=\"hr\"").nth(1).expect("the hour");
    let words = [&one.steps[0].title, "The child had gone", "The child is back", "To A. Worker", "The child has gone"];
    let places: Vec<_> =
        words.iter().map(|words| hour.find(words).unwrap_or_else(|| panic!("{words} in {hour}"))).collect();
    assert!(places.is_sorted(), "{places:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn each_child_found_with_this_one_has_a_line_that_says_so_if_they_have_gone() {
    let world = World::new().await;
    let sent = |number: u8, others: Vec<gh_wire::id::Id>| {
        let mut record = minh(number);
        (record.case_id, record.together) = (id(200 + number), others);
        record
    };
    let (one, there, away) = (sent(1, vec![id(202), id(203), id(204)]), sent(2, vec![]), sent(3, vec![]));
    for record in [&one, &there, &away] {
        world.deliver(record).await;
    }
    let mut gone = away.clone();
    (gone.id, gone.gone_ms) = (id(9), gone.met_at_ms);
    world.deliver(&update_of(away.id, &away, &gone)).await;
    let mut browser = Browser::new(&world);
    browser.sign_in().await;
    let page = browser.page(&format!("/case/{}", one.id)).await;
    for words in [
        format!("Read {}</a>, <bdi>{}</bdi></li>", Reference::of(&there.id), there.child_as_said),
        format!("<bdi>{}</bdi>. <b>This child has gone.</b></li></ul>", away.child_as_said),
        "<p>1 has not come here.</p>".to_owned(),
    ] {
        assert!(page.contains(&words), "{words} in {page}");
    }
    gone.gone_ms = None;
    let back = Submission { id: id(10), ..gone.clone() };
    world.deliver(&update_of(away.id, &gone, &back)).await;
    assert!(!browser.page(&format!("/case/{}", one.id)).await.contains("This child has gone."));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_child_who_was_found_later_is_linked_from_the_page_of_the_one_before_and_both_say_so_in_the_inbox() {
    let world = World::new().await;
    let mut one = minh(1);
    one.case_id = id(201);
    world.deliver(&one).await;
    let mut browser = Browser::new(&world);
    browser.sign_in().await;
    assert!(!browser.page("/").await.contains("Found with"));
    let mut later = minh(2);
    (later.case_id, later.together, later.child_as_said) = (id(202), vec![id(201)], "Lan, 12".into());
    world.deliver(&later).await;
    let page = browser.page(&format!("/case/{}", one.id)).await;
    for words in ["Other children were found with this one", &format!("Read {}", Reference::of(&later.id)), "Lan, 12"] {
        assert!(page.contains(words), "{words} in {page}");
    }
    assert!(!page.contains("not come here"));
    let inbox = browser.page("/").await;
    assert_eq!(inbox.matches("Found with 1 other child").count(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_child_who_is_back_leaves_a_word_in_the_inbox() {
    let world = World::new().await;
    let one = Submission { gone_ms: minh(1).met_at_ms, ..minh(1) };
    world.deliver(&one).await;
    let mut browser = Browser::new(&world);
    browser.sign_in().await;
    let inbox = browser.page("/").await;
    assert!(inbox.contains("The child has gone") && !inbox.contains("Had gone, is back"));
    let met = one.met_at_ms.expect("the sample was met");
    let was_away = vec![Absence { last_seen_ms: met, back_ms: met + 60_000 }];
    let back = Submission { id: id(10), gone_ms: None, was_away, ..one.clone() };
    world.deliver(&update_of(one.id, &one, &back)).await;
    let inbox = browser.page("/").await;
    assert!(!inbox.contains("The child has gone") && inbox.contains("Had gone, is back"));
}

#[tokio::test(flavor = "multi_thread")]
async fn who_has_the_child_by_the_newest_handing_over_is_said_first_unless_the_child_was_gone_since() {
    let world = World::new().await;
    // 14:06, when the sample was met.
    let met = minh(1).met_at_ms.expect("the sample was met");
    let minutes = |minutes: i64| met + minutes * 60_000;
    let given =
        |name: &str, at: i64| HandedOver { id: id(90 + u8::from(at > 9)), at_ms: minutes(at), ..taken_by(name) };
    let away = |from: i64, back: i64| Absence { last_seen_ms: minutes(from), back_ms: minutes(back) };
    let twice = vec![given("B. Later <b>", 20), given("A. Worker", 8)];
    let cases = [
        (twice.clone(), vec![away(10, 15)], None, true),
        (twice.clone(), vec![away(18, 20)], None, false),
        (twice, vec![], Some(minutes(30)), false),
        (vec![], vec![], None, false),
    ];
    let mut browser = Browser::new(&world);
    browser.sign_in().await;
    for (number, (handed_over, was_away, gone_ms, told)) in (1..).zip(cases) {
        let one = Submission { case_id: id(200 + number), handed_over, was_away, gone_ms, ..minh(number) };
        world.deliver(&one).await;
        let page = browser.page(&format!("/case/{}", one.id)).await;
        let words = "<b>Handed over to <bdi>B. Later &lt;b&gt;</bdi> at <time>14:26</time></b>";
        assert_eq!(page.contains(words), told, "case {number}: {page}");
        assert_eq!(page.contains("<b>Handed over to "), told, "case {number}: no other one either: {page}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_is_said_to_have_the_child_while_one_of_two_versions_says_that_they_have_gone() {
    let world = World::new().await;
    let mut first = minh(1);
    let met = first.met_at_ms.expect("the sample was met");
    first.handed_over = vec![HandedOver { at_ms: met, ..taken_by("A. Worker") }];
    world.deliver(&first).await;
    let mut browser = Browser::new(&world);
    browser.sign_in().await;
    let address = format!("/case/{}", first.id);
    assert!(browser.page(&address).await.contains("<b>Handed over to "));
    for (number, gone_ms) in [(2, None), (3, Some(met + 60_000))] {
        let now = Submission { id: id(number), gone_ms, ..first.clone() };
        world.deliver(&update_of(first.id, &first, &now)).await;
    }
    let page = browser.page(&address).await;
    assert!(page.contains("Two versions, please read both") && !page.contains("<b>Handed over to "), "{page}");
    assert!(page.contains("<b dir=\"auto\">The child has gone</b>"), "what the one version adds: {page}");
    assert!(browser.page("/").await.contains("<b class=\"msg\">The child has gone</b>"));
}

#[tokio::test(flavor = "multi_thread")]
async fn where_a_child_was_who_has_gone_is_not_shown_as_where_they_are_and_an_earlier_version_says_that_they_left() {
    let world = World::new().await;
    let one = Submission { place_now: Some("17 Elm Road".into()), ..minh(1) };
    world.deliver(&one).await;
    let mut browser = Browser::new(&world);
    browser.sign_in().await;
    let page = browser.page(&format!("/case/{}", one.id)).await;
    assert!(page.contains("<h2>Where now</h2>") && !page.contains("17 Elm Road"));
    let place_now = Some("Before the child went: 17 Elm Road".into());
    let gone = Submission { id: id(10), gone_ms: one.met_at_ms, place_now, ..one.clone() };
    world.deliver(&update_of(one.id, &one, &gone)).await;
    let page = browser.page(&format!("/case/{}", one.id)).await;
    assert!(
        page.contains("<h2>Where the child was</h2>") && !page.contains("Where now") && !page.contains("17 Elm Road")
    );
    let first = browser.page(&format!("/case/{}?view=alone", one.id)).await;
    assert!(first.contains("The child has gone") && first.contains("This is an earlier version."), "{first}");
    let was_away = vec![Absence { last_seen_ms: one.met_at_ms.expect("the sample was met"), back_ms: i64::MAX / 2 }];
    let back = Submission { id: id(11), gone_ms: None, was_away, ..gone.clone() };
    world.deliver(&update_of(gone.id, &gone, &back)).await;
    let alone = browser.page(&format!("/case/{}?view=alone", gone.id)).await;
    assert!(alone.contains("The child had gone, and is back since") && !alone.contains("Ring the person"), "{alone}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_child_who_had_not_gone_after_all_is_not_said_to_be_back_and_who_met_them_is_who_sent_first() {
    let world = World::new().await;
    // A concern of somebody else before, of whom the child was not met.
    let mut concern = Submission { met_at_ms: None, ..minh(1) };
    concern.from.role = "Border".into();
    world.deliver(&concern).await;
    let mut one = Submission { id: id(9), ..minh(1) };
    one.from.role = "Police".into();
    world.deliver(&update_of(concern.id, &concern, &one)).await;
    let gone = Submission { id: id(10), gone_ms: one.met_at_ms, ..one.clone() };
    world.deliver(&update_of(concern.id, &one, &gone)).await;
    let mut not_gone = Submission { id: id(11), gone_ms: None, ..gone.clone() };
    not_gone.from.role = "Social care".into();
    world.deliver(&update_of(concern.id, &gone, &not_gone)).await;
    let mut browser = Browser::new(&world);
    browser.sign_in().await;
    let page = browser.page(&format!("/case/{}", concern.id)).await;
    assert!(page.contains("The child had not gone: it was noted by mistake") && !page.contains("is back"), "{page}");
    let met = page.find("<b dir=\"auto\">Met the child</b>").expect("the hour");
    assert!(page[met..met + 120].contains("Police"), "{}", &page[met..met + 120]);
    let alone = browser.page(&format!("/case/{}?view=alone", gone.id)).await;
    assert!(alone.contains("that this was a mistake") && !alone.contains("is back"), "{alone}");
    assert!(!browser.page("/").await.contains("is back"));
}
