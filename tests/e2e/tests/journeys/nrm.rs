//! The sheet for the national referral: what the record answers, what a person writes there, and nothing guessed.
use anyhow::{Result, ensure};
use gh_e2e::phone::{Entry, Phone};
use gh_e2e::until::until;
use gh_e2e::{Engine, Screen, World, in_world};

use crate::hands::rings;
use crate::in_each_engine;

in_each_engine!(the_national_referral_is_answered_from_the_record, Screen::PHONE, super::referral);

const WRITTEN: &[Entry] = &[
    Entry::typed("Where the child is now", "Where the child is now", PLACE),
    Entry::typed("The child’s name", "Name or names, as said", "Minh"),
    Entry::typed("Language", "Language or languages", "Vietnamese"),
    Entry::tapped("Language", "Was an interpreter used?", "Yes"),
    Entry::typed(
        "Phone",
        "Last calls and messages, as the child shows you",
        "A man at 13:50, see www.call.example now",
    ),
];
const PLACE: &str = "Room 3 behind passport control";
const WHY: &str = "Not asked in the first hour";

async fn referral(world: &mut World) -> Result<()> {
    let phone = &mut world.phone;
    phone.make_ready().await?;
    phone.starts_the_hour().await?;
    phone.works_as("School").await?;
    phone.fills(WRITTEN).await?;
    phone.tap("National referral").await?;
    phone.is_at("National referral").await?;
    // Who sends it, in the words of the role's own step.
    phone.sees("Who sends it").await?;
    for words in ["Minh", "Vietnamese", "The form takes no web address here", "[web address left out]"] {
        phone.sees(words).await?;
    }
    // Where the child is stands in none of it, and no box is ticked that nobody ticked.
    phone.must_not_show(&[PLACE]).await?;
    let contact: String = phone.run(LAST_CONTACT, &[]).await?.convert()?;
    ensure!(contact.contains("A man at 13:50") && !contact.contains("www."), "the form refuses “{contact}”");

    let open = open_answers(&phone.text().await?)?;
    phone.run(OPEN_FAMILY, &[]).await?;
    phone.write("Or why is it not known?", WHY).await?;
    phone.sees(&format!("Not known at first contact: {WHY}")).await?;
    phone.run(OPEN_AGE, &[]).await?;
    phone.choose("Is the person under 18?", "Not sure").await?;
    // It stands there once it is saved.
    until("the chosen answer", async || {
        let answer: String = phone.run(UNDER_AGE, &[]).await?.convert()?;
        Ok((answer == "Not sure").then_some(()))
    })
    .await?;
    phone.die_and_open("/nrm").await?;
    phone.is_at("National referral").await?;
    phone.sees(&format!("Not known at first contact: {WHY}")).await?;
    phone.sees("Not sure").await?;
    let given = shared(phone, "Share the answers").await?;
    ensure!(given.contains("Not sure") && given.contains(WHY) && !given.contains(PLACE), "what is given away: {given}");
    let left = open_answers(&phone.text().await?)?;
    ensure!(left == open - 2, "{open} answers were open, two were given, and {left} are");

    // The same record, for children's social care: said on the telephone with the place, written without it.
    phone.tap("Record").await?;
    phone.is_at("Record").await?;
    phone.tap("Children’s social care").await?;
    phone.is_at("Children’s social care").await?;
    phone.sees("Not known yet. Say so.").await?;
    phone.sees("The time limit of your area is not known here.").await?;
    phone.write("Who must not be told?", "The man on the phone").await?;
    let written = async || -> Result<String> { Ok(phone.run(WRITTEN_DOWN, &[]).await?.convert()?) };
    until("what was typed in the follow-up", async || {
        Ok(written().await?.contains("Must not be told: The man on the phone").then_some(()))
    })
    .await?;
    ensure!(!written().await?.contains(PLACE), "the place is in the follow-up unasked");
    let given = shared(phone, "Share it").await?;
    ensure!(given.contains("The man on the phone") && !given.contains(PLACE), "what is given away: {given}");
    phone.sees(PLACE).await?;
    phone.choose("Where the child is", "Put it in").await?;
    until("the place in the follow-up", async || Ok(written().await?.contains(PLACE).then_some(()))).await
}

/// Whoever reads of the call later is not the one who typed the number.
#[tokio::test]
async fn a_number_that_was_typed_is_said_to_be_so_where_it_is_rung_and_nowhere_else() -> Result<()> {
    in_world("typed-number", Engine::Chromium, Screen::PHONE, None, async |world: &mut World| {
        let phone = &world.phone;
        phone.make_ready().await?;
        phone.open("/settings").await?;
        phone.write("Children’s social care: the number you use", "01632 960 114").await?;
        phone.says_saved().await?;
        phone.open_app().await?;
        phone.starts_the_hour().await?;
        phone.open("/care").await?;
        phone.is_at("Children’s social care").await?;
        phone.sees("Children’s social care, typed by you").await?;
        rings(phone, "main a.call[href=\"tel:01632960114\"]").await?;
        until("the call in the follow-up", async || {
            let written: String = phone.run(WRITTEN_DOWN, &[]).await?.convert()?;
            ensure!(!written.contains("typed by"), "the next reader typed nothing: {written}");
            Ok(written.contains("Children’s social care, 01632 960 114: not said whether").then_some(()))
        })
        .await
    })
    .await
}

/// What another app gets, where the phone has a sheet to share by: here one of the test's own, in the browser's place.
async fn shared(phone: &Phone, button: &str) -> Result<String> {
    phone.run(SHEET, &[]).await?;
    phone.tap(button).await?;
    phone.sees("Given to the other app. Check there that it was sent.").await?;
    Ok(phone.run("return window.shared", &[]).await?.convert()?)
}

const SHEET: &str = "Object.defineProperties(navigator, { canShare: { value: () => true, configurable: true },
    share: { value: async data => { window.shared = await data.files[0].text() }, configurable: true } })";

const WRITTEN_DOWN: &str = "return document.querySelector('#written').closest('section').querySelector('dl').innerText";

/// "40 answers that the form needs are not here yet."
fn open_answers(text: &str) -> Result<usize> {
    let before = text.split(" answers that the form needs").next().unwrap_or_default();
    let number = before.rsplit(|c: char| !c.is_ascii_digit()).next().unwrap_or_default();
    Ok(number.parse()?)
}

const LAST_CONTACT: &str = "return document.getElementById('details-last-contact').innerText";
const UNDER_AGE: &str = "return document.querySelector('#pv-under-age bdi')?.innerText ?? ''";
const OPEN_FAMILY: &str = "document.querySelector('#family details').open = true";
const OPEN_AGE: &str = "document.querySelector('#pv-under-age details').open = true";
