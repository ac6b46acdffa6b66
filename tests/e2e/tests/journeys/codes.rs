//! Handing over by codes on the screens, between two phones without a network.
use anyhow::{Result, ensure};
use gh_e2e::access::{axe, does_not_scroll_sideways, has_no_violation};
use gh_e2e::camera::Eye;
use gh_e2e::phone::{Entry, Phone};
use gh_e2e::until::until;
use gh_e2e::{Engine, Screen, World, in_world, paths};
use serde_json::json;

use crate::hands::{
    adds_their_words, between_two_phones, gives_by_codes, goes_to_the_sheet, is_ready, is_to_take_over, reads,
};

const PLACE: &str = "Room 3 behind passport control";
const WORDS: &str = "He has my passport. He said I owe him for the lorry.";
const WRITTEN: &[Entry] = &[
    Entry::typed("Where the child is now", "Where the child is now", PLACE),
    Entry::typed("You, and who covers for you", "A number to ring you back", "01632 960 150"),
    Entry::typed("The child’s name", "Name or names, as said", "Minh"),
    Entry::typed("Age", "Age or date of birth, as said", "Says 15. Looks 13 to 15."),
];

/// An hour with some words, on a phone that has all that a handover needs.
async fn has_a_case(phone: &Phone) -> Result<()> {
    phone.make_ready().await?;
    phone.goes_by("PC 4471").await?;
    phone.tap("Start").await?;
    phone.starts_the_hour().await?;
    phone.fills(WRITTEN).await?;
    adds_their_words(phone, "Where are your papers?", WORDS).await?;
    goes_to_the_sheet(phone).await?;
    phone.tap("Give it to another phone").await?;
    phone.is_at("Give it to another phone").await?;
    is_ready(phone).await
}

/// Words that differ end it on both sides, and nothing has left the phone. What is under the cover is not filmed.
#[tokio::test]
async fn words_that_differ_end_it_and_the_cover_ends_the_camera() -> Result<()> {
    between_two_phones("codes-differ", Engine::Chromium, Screen::PHONE, differs).await
}

/// Whether the page has a camera open.
const FILMS: &str = "return Boolean(document.querySelector('video').srcObject?.active)";

async fn differs(world: &mut World, taker: &mut Phone, [givers, takers]: [Eye; 2]) -> Result<()> {
    let giver = &mut world.phone;
    has_a_case(giver).await?;
    is_to_take_over(taker).await?;
    giver.write("Name of the person who takes over", "Sgt 12").await?;
    giver.sees("It stays on this phone unless you put it in.").await?;
    giver.tap("Begin").await?;
    giver.sees("1 of 4. Show them this code").await?;
    taker.tap("Begin").await?;
    let films = async |wanted: bool| {
        until("the camera", async || Ok((taker.run(FILMS, &[]).await?.convert::<bool>()? == wanted).then_some(())))
            .await
    };
    films(true).await?;
    taker.hides().await?;
    films(false).await?;
    taker.comes_back().await?;
    films(true).await?;
    reads(taker, &takers, giver, "2 of 4. Show them this code").await?;
    films(false).await?;
    giver.tap("Their screen shows a code").await?;
    reads(giver, &givers, taker, "3 of 4. Same three words?").await?;
    taker.tap("Their screen shows three words").await?;
    reads(taker, &takers, giver, "3 of 4. Same three words?").await?;
    giver.tap("Their screen shows three words").await?;
    // The words, the code and both buttons can be seen at once.
    let whole = "scrollTo(0, 0); const seen = [...document.querySelectorAll('.three, canvas, .codes .btns button')] \
                 .map((part) => part.getBoundingClientRect()); const bar = document.querySelector('nav.bar'); \
                 return seen.length === 4 && seen.every(({ bottom }) => bottom <= bar.getBoundingClientRect().top);";
    ensure!(
        giver.run(whole, &[]).await?.convert::<bool>()?,
        "something of the words, the code and the buttons is below"
    );
    for phone in [&*giver, &*taker] {
        has_no_violation(phone, axe()?).await?;
        does_not_scroll_sideways(phone).await?;
    }
    giver.tap("They differ").await?;
    giver.sees("The words differ, so the two phones did not meet each other. Nothing was given.").await?;
    let code: f64 = giver.run("return document.querySelector('canvas').width", &[]).await?.convert()?;
    ensure!(code < 2.0, "the code is still there");
    giver.tap("Start again").await?;
    giver.sees("On the other phone:").await?;
    taker.tap("Stop").await?;
    taker.sees("Stopped. Nothing was taken over.").await?;
    giver.tap("Handover sheet").await?;
    giver.is_at("Handover sheet").await?;
    giver.must_not_show(&["Handed over to Sgt 12 at"]).await
}

/// A record goes to another phone, and comes back with what was added there: nothing twice, nothing lost.
#[tokio::test]
async fn a_record_comes_back_with_what_was_added_on_the_other_phone() -> Result<()> {
    between_two_phones("codes-back", Engine::WebKit, Screen::PHONE, comes_back).await
}

/// What the second person heard.
const MORE: &str = "My sister is in the other house.";

async fn comes_back(world: &mut World, other: &mut Phone, [first, second]: [Eye; 2]) -> Result<()> {
    let phone = &mut world.phone;
    has_a_case(phone).await?;
    is_to_take_over(other).await?;
    world.desk.stop().await?;
    let there = [first, second];
    gives_by_codes(phone, other, &there, "Sgt 12").await?;
    other.sees(WORDS).await?;
    other.tap("I have read it").await?;
    other.open("/record").await?;
    other.is_at("Record").await?;
    adds_their_words(other, "Who else is there?", MORE).await?;
    other.fills(&[Entry::typed("Where the child is now", "Where the child is now", "Front desk")]).await?;
    goes_to_the_sheet(other).await?;
    other.tap("Give it to another phone").await?;
    is_ready(other).await?;
    phone.open("/handover/take").await?;
    is_ready(phone).await?;
    let [first, second] = there;
    gives_by_codes(other, phone, &[second, first], "PC 4471").await?;
    for words in [WORDS, MORE] {
        phone.sees(words).await?;
        let times = phone.text().await?.matches(words).count();
        ensure!(times == 1, "“{words}” stands there {times} times");
    }
    phone.open("/records").await?;
    phone.is_at("Records").await?;
    let text = phone.text().await?;
    ensure!(text.matches("Minh").count() == 1, "one record, and not two: {text}");
    Ok(())
}

/// No camera is given, as after a No: the page says what can be done.
#[tokio::test]
async fn a_camera_that_is_not_given_is_said_with_what_can_be_done() -> Result<()> {
    in_world("codes-refused", Engine::Chromium, Screen::PHONE, None, async |world: &mut World| {
        let phone = &world.phone;
        is_to_take_over(phone).await?;
        let refuses = "const [name] = arguments; \
            navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('no', name))";
        for (name, words) in [
            ("NotAllowedError", "The camera is off for this app."),
            ("NotFoundError", "This phone has no camera that the app can use."),
            ("NotReadableError", "The camera could not be opened."),
        ] {
            phone.run(refuses, &[json!(name)]).await?;
            let button = if name == "NotAllowedError" { "Begin" } else { "Try again" };
            phone.tap(button).await?;
            phone.sees(words).await?;
        }
        Ok(())
    })
    .await
}

/// What is kept of the worker is what the page names, and the one before stays until all of it is there.
#[tokio::test]
async fn a_worker_that_the_page_does_not_name_is_not_kept_and_the_one_before_stays() -> Result<()> {
    in_world("codes-other", Engine::Chromium, Screen::PHONE, None, async |world: &mut World| {
        let other = paths::fresh("codes-other-version")?;
        paths::copy_folder(&paths::dist()?, &other)?;
        std::fs::write(other.join("codes.js"), "// another version")?;
        for twin in ["codes.js.br", "codes.js.gz"] {
            std::fs::remove_file(other.join(twin))?;
        }
        world.desk.stop().await?;
        world.desk.serves(other);
        world.desk.start_again().await?;
        let phone = &world.phone;
        phone.make_ready().await?;
        phone
            .run("return caches.open('codes-before').then((cache) => cache.put('/x', new Response('x')))", &[])
            .await?;
        phone.tap("Menu").await?;
        phone.tap("Take over from another phone").await?;
        phone.sees("Not on this phone yet. Opening it needs a signal this once.").await?;
        let kept = "return caches.keys().then((names) => names.filter((name) => name.startsWith('codes-')).sort())";
        let names: Vec<String> = phone.run(kept, &[]).await?.convert()?;
        ensure!(names.contains(&"codes-before".to_owned()), "the one before is gone: {names:?}");
        let script = "return caches.match('/codes.js').then(Boolean)";
        ensure!(!phone.run(script, &[]).await?.convert::<bool>()?, "a file of another version is kept");

        world.desk.stop().await?;
        world.desk.serves(paths::dist()?);
        world.desk.start_again().await?;
        phone.open("/handover/take").await?;
        is_ready(phone).await?;
        until("the one before to be gone", async || {
            let names: Vec<String> = phone.run(kept, &[]).await?.convert()?;
            Ok((names.len() == 1 && names[0] != "codes-before").then_some(()))
        })
        .await?;
        ensure!(phone.run(script, &[]).await?.convert::<bool>()?, "the worker's script is not kept");
        Ok(())
    })
    .await
}
