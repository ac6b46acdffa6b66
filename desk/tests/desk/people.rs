//! Who took over, a child who has gone, and the children found with this one.
use gh_wire::reference::Reference;
use gh_wire::submission::{Absence, HandedOver};

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
