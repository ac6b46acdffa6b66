//! From the first tap to the receipt.
use anyhow::{Result, ensure};
use gh_e2e::{Engine, Screen, World, in_world, staff};

use crate::cases::{AIRPORT_GIRL, PLACE, RAID_BOY, WAITED_FOR};
use crate::in_each_engine;

in_each_engine!(a_whole_hour_with_no_server, Screen::PHONE, super::police_offline);
in_each_engine!(a_teachers_concern, Screen::PHONE, super::concern);
in_each_engine!(border_on_a_tablet, Screen::TABLET, super::border);

/// A boy in a raided house, and no signal from the first tap to Send.
async fn police_offline(world: &mut World) -> Result<()> {
    world.phone.make_ready().await?;
    world.desk.stop().await?;
    world.phone.restart().await?;
    let phone = &world.phone;

    phone.starts_the_hour().await?;
    phone.works_as("Police").await?;
    phone.does_a_step().await?;
    phone.answers("Who is with the child?", "Nobody").await?;
    phone.answers("Do you share a language?", "A little").await?;
    phone.answers("Does the child have a phone?", "Yes").await?;
    phone.answers("Is the child hurt or ill?", "No").await?;
    phone.answers("Where are you?", "Raided place").await?;
    let done = phone.does_a_step().await?;
    phone.cannot_do_a_step("No signal").await?;
    phone.does_a_step().await?;
    phone.nothing_is_unsaved().await?;

    phone.fills(RAID_BOY).await?;
    let reference = phone.checks_and_sends().await?;
    phone.is_saved_not_sent().await?;
    ensure!(phone.reference().await? == reference, "the reference changed when it was sent");

    world.desk.start_again().await?;
    let phone = &world.phone;
    phone.tries_to_send().await?;
    phone.is_delivered().await?;
    ensure!(phone.reference().await? == reference, "the reference changed when it was delivered");

    staff::sign_in(phone, &world.desk).await?;
    let rows = staff::rows(phone, &world.desk, &reference).await?;
    ensure!(rows == 1, "the desk has {rows} rows of {reference}");
    let words: Vec<&str> = RAID_BOY.iter().map(|entry| entry.words).filter(|words| *words != PLACE).collect();
    staff::reads_the_case(phone, &reference, &words).await?;
    staff::reads(phone, &[&done, "Log unbroken"]).await?;
    staff::sees_the_place(phone, PLACE).await
}

/// A pupil, waited for by adults whom nobody knows. The child is not with the teacher: no hour runs.
async fn concern(world: &mut World) -> Result<()> {
    let phone = &world.phone;
    phone.make_ready().await?;
    phone.tap("Your role").await?;
    phone.tap("School").await?;
    phone.open_app().await?;
    phone.open("/concern").await?;
    phone.sees("Tell your safeguarding lead first, in person").await?;
    phone.open_app().await?;
    let (worry, place) = (
        "Two adults in a grey van wait at the gate for the third day. She is afraid to go out.",
        "Library, ground floor",
    );
    phone.has_a_concern(worry, place).await?;
    phone.fills(WAITED_FOR).await?;
    let reference = phone.checks_and_sends().await?;
    phone.is_delivered().await?;
    // No hour was begun by it.
    phone.open_app().await?;
    phone.finds("I am with a child now").await?;

    staff::sign_in(phone, &world.desk).await?;
    let rows = staff::rows(phone, &world.desk, &reference).await?;
    ensure!(rows == 1, "the desk has {rows} rows of {reference}");
    staff::reads_the_case(phone, &reference, &[worry, "School", "01632 960 152", "A concern. No hour runs."]).await?;
    staff::sees_the_place(phone, place).await
}

/// A girl at an airport with an "aunt", on the tablet of a border desk.
async fn border(world: &mut World) -> Result<()> {
    let phone = &world.phone;
    phone.make_ready().await?;
    phone.starts_the_hour().await?;
    phone.works_as("Border").await?;
    phone.answers("Who is with the child?", "An adult").await?;
    phone.answers("Do you share a language?", "No").await?;
    phone.answers("Does the child have a phone?", "SIM or numbers").await?;
    phone.answers("Is the child hurt or ill?", "Not sure").await?;
    phone.answers("Where are you?", "Port or station").await?;
    for _ in 0..3 {
        phone.does_a_step().await?;
    }
    phone.fills(AIRPORT_GIRL).await?;
    let reference = phone.checks_and_sends().await?;
    phone.is_delivered().await?;

    staff::sign_in(phone, &world.desk).await?;
    let rows = staff::rows(phone, &world.desk, &reference).await?;
    ensure!(rows == 1, "the desk has {rows} rows of {reference}");
    let words: Vec<&str> = AIRPORT_GIRL[1..].iter().map(|entry| entry.words).collect();
    staff::reads_the_case(phone, &reference, &words).await
}

/// The first steps of a role that has no whole journey here.
async fn first_steps(world: &mut World, role: &str) -> Result<()> {
    let phone = &world.phone;
    phone.make_ready().await?;
    phone.starts_the_hour().await?;
    phone.works_as(role).await?;
    phone.answers("Who is with the child?", "Other children").await?;
    for _ in 0..3 {
        phone.does_a_step().await?;
    }
    phone.nothing_is_unsaved().await?;
    phone.finishes_the_hour().await
}

#[tokio::test]
async fn a_nurse_does_the_first_steps_of_an_hour_and_finishes_it() -> Result<()> {
    let nurse = async |world: &mut World| first_steps(world, "Health").await;
    in_world("health", Engine::Chromium, Screen::PHONE, None, nurse).await
}

#[tokio::test]
async fn a_social_worker_does_the_first_steps_of_an_hour_and_finishes_it() -> Result<()> {
    let social_worker = async |world: &mut World| first_steps(world, "Social care").await;
    in_world("social-care", Engine::Chromium, Screen::PHONE, None, social_worker).await
}
