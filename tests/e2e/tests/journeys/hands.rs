//! Two phones in two hands: what one shows on its screen and the other's camera sees.
use anyhow::{Result, ensure};
use gh_e2e::camera::{Eye, Film};
use gh_e2e::phone::{Entry, Phone};
use gh_e2e::until::{FIRST_START, until, within};
use gh_e2e::{Engine, Screen, World, in_world};

/// The section of the child's words.
pub const SAID: &str = "What the child said";

/// Adds what the child said to what they had just been asked.
pub async fn adds_their_words(phone: &Phone, asked: &'static str, words: &'static str) -> Result<()> {
    phone.opens_section(SAID).await?;
    phone.writes(Entry::typed(SAID, "What had you just asked?", asked)).await?;
    phone.writes(Entry::typed(SAID, "Add their words", words)).await?;
    phone.tap("Add, with the time").await?;
    phone.sees(words).await?;
    phone.tap("Record").await?;
    phone.is_at("Record").await
}

/// Rings with this call block; the browser of a test has no telephone.
pub async fn rings(phone: &Phone, block: &str) -> Result<()> {
    let script = "document.addEventListener('click', (event) => { \
        if (event.target.closest('a[href^=\"tel:\"]')) event.preventDefault(); }); \
        document.querySelector(arguments[0]).click()";
    phone.run(script, &[block.into()]).await?;
    Ok(())
}

/// From the record to the sheet for whoever takes over.
pub async fn goes_to_the_sheet(phone: &Phone) -> Result<()> {
    phone.tap("Handover sheet").await?;
    phone.is_at("Handover sheet").await
}

/// The words of the sheet alone.
pub async fn sheet(phone: &Phone) -> Result<String> {
    Ok(phone.run("return document.querySelector('.paper')?.innerText ?? ''", &[]).await?.convert()?)
}

/// Waits until these words stand on the sheet.
pub async fn stands_on_the_sheet(phone: &Phone, words: &str) -> Result<()> {
    until(words, async || Ok(sheet(phone).await?.contains(words).then_some(()))).await
}

/// The first side of the sheet is one side of paper, and what is over the page begins on another. In Chromium only.
pub async fn first_side_is_one_side_of_paper(phone: &Phone) -> Result<()> {
    if phone.browser.engine() != Engine::Chromium {
        return Ok(());
    }
    let whole: bool = phone.run("return !document.querySelector('.over')", &[]).await?.convert()?;
    ensure!(!whole, "nothing is over the page");
    phone.run("globalThis.over = document.querySelector('.over'); over.remove()", &[]).await?;
    let first = phone.sides_of_paper().await?;
    phone.run("document.querySelector('.paper').append(over)", &[]).await?;
    let all = phone.sides_of_paper().await?;
    ensure!(first == 1 && all > 1, "the first side takes {first} of {all} sides of paper");
    Ok(())
}

/// Somebody else's phone, on the page for taking over.
pub async fn is_to_take_over(phone: &Phone) -> Result<()> {
    phone.make_ready().await?;
    phone.goes_by("Sgt 12").await?;
    phone.tap("Menu").await?;
    phone.is_at("Menu").await?;
    phone.tap("Take over from another phone").await?;
    phone.is_at("Take over from another phone").await?;
    is_ready(phone).await
}

/// Waits until the handover by codes needs no network any more.
pub async fn is_ready(phone: &Phone) -> Result<()> {
    within(FIRST_START, "the worker of a handover to be kept", async || {
        Ok(phone.shows("Ready with no signal.").await?.then_some(()))
    })
    .await
}

/// The three words on a screen.
pub async fn three_words(phone: &Phone) -> Result<Vec<String>> {
    let script = "return [...document.querySelectorAll('.three li')].map((word) => word.textContent)";
    let words: Vec<String> = phone.run(script, &[]).await?.convert()?;
    ensure!(words.len() == 3, "three words: {words:?}");
    Ok(words)
}

/// One phone's camera is held to the other's screen until it says that it has what it needs.
pub async fn reads(one: &Phone, eye: &Eye, other: &Phone, then: &str) -> Result<()> {
    within(FIRST_START, &format!("“{then}” once the other screen was read"), async || {
        if one.shows(then).await? {
            return Ok(Some(()));
        }
        eye.looks_at(one, other).await?;
        Ok(None)
    })
    .await
}

/// Two phones, each with an eye: the giver's first.
pub async fn between_two_phones(
    name: &str,
    engine: Engine,
    screen: Screen,
    test: impl AsyncFn(&mut World, &mut Phone, [Eye; 2]) -> Result<()>,
) -> Result<()> {
    in_world(name, engine, screen, None, async |world: &mut World| {
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

/// From the receiver's name to "They have it", with no network: each camera reads what the other really shows, and
/// nothing is called theirs before they have it.
pub async fn gives_by_codes(giver: &Phone, taker: &Phone, [givers, takers]: &[Eye; 2], to: &str) -> Result<()> {
    givers.open(giver).await?;
    takers.open(taker).await?;
    // Nobody gets it without a name.
    giver.tap("Begin").await?;
    giver.sees("Write the name of the person who takes over first.").await?;
    giver.write("Name of the person who takes over", to).await?;
    giver.sees("It stays on this phone unless you put it in.").await?;
    giver.tap("Begin").await?;
    giver.sees("1 of 4. Show them this code").await?;
    until("a code that a camera can read", async || {
        let wide: f64 = giver.run("return document.querySelector('canvas').clientWidth", &[]).await?.convert()?;
        Ok((wide >= 300.0).then_some(()))
    })
    .await?;
    taker.tap("Begin").await?;
    reads(taker, takers, giver, "2 of 4. Show them this code").await?;
    giver.tap("Their screen shows a code").await?;
    reads(giver, givers, taker, "3 of 4. Same three words?").await?;
    taker.tap("Their screen shows three words").await?;
    reads(taker, takers, giver, "3 of 4. Same three words?").await?;
    let (mine, theirs) = (three_words(giver).await?, three_words(taker).await?);
    ensure!(mine == theirs, "{mine:?} here and {theirs:?} there");

    giver.tap("Their screen shows three words").await?;
    giver.tap("The words are the same").await?;
    giver.sees("4 of 4. Show them the moving code").await?;
    reads(taker, takers, giver, "All here. Show them this code").await?;
    giver.must_not_show(&["They have it"]).await?;
    giver.tap("Their screen says: All here").await?;
    reads(giver, givers, taker, "Your own record stays here.").await?;
    giver.tap("Handover sheet").await?;
    giver.sees(&format!("Handed over to {to} at ")).await?;
    taker.tap("Their screen says: They have it").await?;
    taker.is_at("Already asked").await
}
