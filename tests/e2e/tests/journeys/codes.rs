//! Handing over by codes on the screens, between two phones without a network.
use anyhow::{Result, ensure};
use gh_e2e::access::{axe, does_not_scroll_sideways, has_no_violation};
use gh_e2e::camera::{Eye, Film};
use gh_e2e::phone::{Entry, Phone};
use gh_e2e::until::{FIRST_START, until, within};
use gh_e2e::{Engine, Screen, World, in_world, paths};
use serde_json::json;

const PLACE: &str = "Room 3 behind passport control";
const WORDS: &str = "He has my passport. He said I owe him for the lorry.";
const SAID: &str = "What the child said";
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
    phone.opens_section(SAID).await?;
    phone.writes(Entry::typed(SAID, "What had you just asked?", "Where are your papers?")).await?;
    phone.writes(Entry::typed(SAID, "Add their words", WORDS)).await?;
    phone.tap("Add, with the time").await?;
    phone.sees(WORDS).await?;
    phone.tap("Record").await?;
    phone.is_at("Record").await?;
    phone.tap("Handover sheet").await?;
    phone.is_at("Handover sheet").await?;
    phone.tap("Give it to another phone").await?;
    phone.is_at("Give it to another phone").await?;
    is_ready(phone).await
}

/// Somebody else's phone, on the page for taking over.
async fn is_to_take_over(phone: &Phone) -> Result<()> {
    phone.make_ready().await?;
    phone.goes_by("Sgt 12").await?;
    phone.tap("Menu").await?;
    phone.is_at("Menu").await?;
    phone.tap("Take over from another phone").await?;
    phone.is_at("Take over from another phone").await?;
    is_ready(phone).await
}

async fn is_ready(phone: &Phone) -> Result<()> {
    within(FIRST_START, "the worker of a handover to be kept", async || {
        Ok(phone.shows("Ready with no signal.").await?.then_some(()))
    })
    .await
}

/// The three words on a screen.
async fn three_words(phone: &Phone) -> Result<Vec<String>> {
    let script = "return [...document.querySelectorAll('.three li')].map((word) => word.textContent)";
    let words: Vec<String> = phone.run(script, &[]).await?.convert()?;
    ensure!(words.len() == 3, "three words: {words:?}");
    Ok(words)
}

/// One phone's camera is held to the other's screen until it says that it has what it needs.
async fn reads(one: &Phone, eye: &Eye, other: &Phone, then: &str) -> Result<()> {
    within(FIRST_START, &format!("“{then}” once the other screen was read"), async || {
        if one.shows(then).await? {
            return Ok(Some(()));
        }
        eye.looks_at(one, other).await?;
        Ok(None)
    })
    .await
}

/// Through the browser's own camera, which plays a film of what the other phone really has on its screen.
#[tokio::test]
async fn a_case_goes_to_another_phone_by_codes_without_a_network_in_chromium() -> Result<()> {
    between_two_phones("codes", Engine::Chromium, goes_over).await
}

/// The pictures come in where the page takes them from its video: this engine has no camera here.
#[tokio::test]
async fn a_case_goes_to_another_phone_by_codes_without_a_network_in_webkit() -> Result<()> {
    between_two_phones("codes", Engine::WebKit, goes_over).await
}

/// Two phones, each with an eye: the giver's first.
async fn between_two_phones(
    name: &str,
    engine: Engine,
    test: impl AsyncFn(&mut World, &mut Phone, [Eye; 2]) -> Result<()>,
) -> Result<()> {
    in_world(name, engine, Screen::PHONE, None, async |world: &mut World| {
        let mut other = world.another_device(engine, Screen::PHONE).await?;
        let mut eyes = [Eye::Lens, Eye::Lens];
        if engine == Engine::Chromium {
            let files = ["giver.y4m", "taker.y4m"].map(|name| world.file(name));
            for ((phone, eye), file) in [&mut world.phone, &mut other].into_iter().zip(&mut eyes).zip(files) {
                let film = Film::of_a_table(file)?;
                phone.browser.close().await?;
                phone.browser.sees_through(film.path().to_owned());
                phone.browser.open_again().await?;
                *eye = Eye::Film(film);
            }
        }
        let outcome = test(world, &mut other, eyes).await;
        if outcome.is_err()
            && let Ok(session) = other.browser.session()
        {
            session.screenshot(&world.file("other.png")).await.ok();
        }
        other.browser.close().await?;
        outcome
    })
    .await
}

async fn goes_over(world: &mut World, taker: &mut Phone, [givers, takers]: [Eye; 2]) -> Result<()> {
    let (givers, takers) = (&givers, &takers);
    let giver = &mut world.phone;
    has_a_case(giver).await?;
    is_to_take_over(taker).await?;
    givers.open(giver).await?;
    takers.open(taker).await?;
    world.desk.stop().await?;

    // Nobody gets it without a name.
    giver.tap("Begin").await?;
    giver.sees("Write the name of the person who takes over first.").await?;
    giver.write("Name of the person who took over", "Sgt 12").await?;
    giver.sees("It stays on this phone unless you put it in.").await?;
    giver.tap("Begin").await?;
    giver.sees("1 of 4. Show them this code").await?;
    let wide: f64 = giver.run("return document.querySelector('canvas').clientWidth", &[]).await?.convert()?;
    ensure!(wide >= 300.0, "the code is {wide} pixels wide");
    taker.tap("Begin").await?;
    reads(taker, takers, giver, "2 of 4. Show them this code").await?;
    giver.tap("Their screen shows a code").await?;
    reads(giver, givers, taker, "3 of 4. Same three words?").await?;
    taker.tap("Their screen shows three words").await?;
    reads(taker, takers, giver, "3 of 4. Same three words?").await?;
    let (mine, theirs) = (three_words(giver).await?, three_words(taker).await?);
    ensure!(mine == theirs, "{mine:?} here and {theirs:?} there");

    giver.tap("The words are the same").await?;
    giver.sees("4 of 4. Show them the moving code").await?;
    reads(taker, takers, giver, "All here. Show them this code").await?;
    giver.must_not_show(&["They have it"]).await?;
    giver.tap("Their screen says: All here").await?;
    reads(giver, givers, taker, "Your own record stays here.").await?;
    giver.tap("Handover sheet").await?;
    giver.sees("Handed over to Sgt 12 at ").await?;

    // Who takes over reads first what was asked, and the place has stayed where it was.
    taker.tap("Their screen says: They have it").await?;
    taker.is_at("Already asked").await?;
    for words in ["PC 4471 wrote in this record", WORDS, "Where are your papers?"] {
        taker.sees(words).await?;
    }
    taker.die_and_open("/asked").await?;
    taker.is_at("Already asked").await?;
    taker.sees(WORDS).await?;
    taker.open("/record/m01").await?;
    taker.sees("PC 4471 wrote in this record").await?;
    taker.tap("I have read it. Open the record").await?;
    taker.is_at("Record").await?;
    taker.open("/record/m01").await?;
    taker.is_at("Where the child is now").await?;
    ensure!(taker.reads("Where the child is now").await?.is_empty(), "the place went along unasked");
    taker.open("/record/m04").await?;
    until(
        "the name that was given",
        async || Ok((taker.reads("Name or names, as said").await? == "Minh").then_some(())),
    )
    .await
}

/// Words that differ end it on both sides, and nothing has left the phone. What is under the cover is not filmed.
#[tokio::test]
async fn words_that_differ_end_it_and_the_cover_ends_the_camera() -> Result<()> {
    between_two_phones("codes-differ", Engine::Chromium, differs).await
}

/// Whether the page has a camera open.
const FILMS: &str = "return Boolean(document.querySelector('video').srcObject?.active)";

async fn differs(world: &mut World, taker: &mut Phone, [givers, takers]: [Eye; 2]) -> Result<()> {
    let giver = &mut world.phone;
    has_a_case(giver).await?;
    is_to_take_over(taker).await?;
    giver.write("Name of the person who took over", "Sgt 12").await?;
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
