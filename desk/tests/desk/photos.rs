//! Photographs at the desk: parts in whatever order, no case of their own, shown to who is signed in, each look in the ledger.
use gh_wire::digest::Digest;
use gh_wire::part::{About, PART_DATA, Part, parts};
use gh_wire::receipt::Receipt;

use crate::browser::Browser;
use crate::world::{World, id, minh};

/// A bare JPEG of three parts.
fn jpeg() -> Vec<u8> {
    let head = [0xff, 0xd8, 0xff, 0xc0, 0, 11, 8, 0, 9, 0, 16, 1, 1, 0x11, 0, 0xff, 0xda, 0, 8, 1, 1, 0, 0, 63, 0];
    [head.as_slice(), &vec![7; 2 * PART_DATA], &[0xff, 0xd9]].concat()
}

fn of(jpeg: &[u8]) -> Vec<Part> {
    let about = About {
        case_id: minh(1).case_id,
        submission: id(1),
        photo: Digest::of(jpeg),
        bytes: u32::try_from(jpeg.len()).expect("short"),
        of: "Face".into(),
        consent: "The child said yes".into(),
        taken_at_ms: minh(1).sealed_at_ms,
        taken_by: "PC 4471".into(),
    };
    parts(&about, jpeg)
}

/// Sends a part, which has to be taken.
async fn deliver(world: &World, part: &Part) -> Vec<u8> {
    let (status, receipt) = world.put(&part.id, world.sealed_bytes(&part.id, &part.to_bytes()).await).await;
    assert_eq!(status, 200, "{}", String::from_utf8_lossy(&receipt));
    receipt
}

fn case() -> String {
    format!("/case/{}", id(1))
}

fn address(jpeg: &[u8]) -> String {
    format!("/case/{}/photo/{}", id(1), Digest::of(jpeg))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_photograph_is_shown_once_all_its_parts_have_come_and_each_look_is_in_the_ledger() {
    let world = World::new().await;
    world.deliver(&minh(1)).await;
    let (picture, mut browser) = (jpeg(), Browser::new(&world));
    browser.sign_in().await;
    let all = of(&picture);
    for (come, part) in [&all[2], &all[0]].into_iter().enumerate() {
        let receipt = Receipt::parse(&deliver(&world, part).await).expect("a receipt of its own");
        assert_eq!(receipt.id, part.id);
        let page = browser.page(&case()).await;
        assert!(page.contains(&format!("{} of 3 parts have come.", come + 1)), "{page}");
        assert!(!page.contains("<img class=\"photo\""), "nothing half is shown");
        assert_eq!(browser.get(&address(&picture)).await.status().as_u16(), 404);
    }
    deliver(&world, &all[1]).await;
    let page = browser.page(&case()).await;
    assert!(page.contains(&format!("src=\"{}\"", address(&picture))), "{page}");
    for words in ["The child said yes", "PC 4471"] {
        assert!(page.contains(words), "{words}");
    }
    assert!(!page.contains("Photograph opened by"), "nobody has looked yet");

    let answer = browser.get(&address(&picture)).await;
    let header = |name: &str| answer.headers().get(name).and_then(|value| value.to_str().ok()).map(str::to_owned);
    assert_eq!(header("content-type").as_deref(), Some("image/jpeg"));
    assert_eq!(header("cache-control").as_deref(), Some("no-store"));
    assert!(answer.bytes().await.expect("a body") == picture, "byte for byte what was taken");
    assert!(browser.page(&case()).await.contains("Photograph opened by A. Jones"));
}

#[tokio::test(flavor = "multi_thread")]
async fn parts_are_no_rows_of_the_inbox_whatever_came_first() {
    let world = World::new().await;
    let picture = jpeg();
    for part in &of(&picture) {
        deliver(&world, part).await;
    }
    let mut browser = Browser::new(&world);
    browser.sign_in().await;
    assert!(browser.page("/").await.contains("<title>Inbox – Desk</title>"), "a picture alone is nobody's case");
    world.deliver(&minh(1)).await;
    let inbox = browser.page("/").await;
    assert!(inbox.contains("<title>Inbox, 1 not opened – Desk</title>"), "{inbox}");
    assert!(!inbox.contains("photo/"), "no picture in the inbox");
    assert!(browser.page(&case()).await.contains(&address(&picture)));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_part_that_is_sent_again_gets_the_same_receipt() {
    let world = World::new().await;
    let part = of(&jpeg()).remove(0);
    let body = world.sealed_bytes(&part.id, &part.to_bytes()).await;
    let (first, second) = (world.put(&part.id, body.clone()).await, world.put(&part.id, body).await);
    assert_eq!(first.0, 200);
    assert_eq!(first, second);
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_sees_a_photograph_who_is_not_signed_in_or_asks_in_another_case() {
    let world = World::new().await;
    world.deliver(&minh(1)).await;
    let mut other = minh(2);
    other.case_id = id(77);
    world.deliver(&other).await;
    let picture = jpeg();
    for part in &of(&picture) {
        deliver(&world, part).await;
    }
    let mut stranger = Browser::new(&world);
    assert_eq!(stranger.get(&address(&picture)).await.status().as_u16(), 303, "led to the door");
    let mut browser = Browser::new(&world);
    browser.sign_in().await;
    for wrong in [format!("/case/{}/photo/{}", id(2), Digest::of(&picture)), format!("/case/{}/photo/none", id(1))] {
        assert_eq!(browser.get(&wrong).await.status().as_u16(), 404, "{wrong}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn parts_that_carry_more_than_a_picture_are_kept_and_not_shown() {
    let world = World::new().await;
    world.deliver(&minh(1)).await;
    let carries = [[0xff, 0xd8, 0xff, 0xe1, 0, 2].as_slice(), &jpeg()[2..]].concat();
    for part in &of(&carries) {
        deliver(&world, part).await;
    }
    let mut browser = Browser::new(&world);
    browser.sign_in().await;
    assert!(browser.page(&case()).await.contains("not a picture that can be shown"));
    assert_eq!(browser.get(&address(&carries)).await.status().as_u16(), 404);
}
