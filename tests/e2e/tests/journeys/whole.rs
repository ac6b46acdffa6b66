//! Each of the realistic cases through all of it: signs, record, national referral, receipt, handover on paper and by
//! codes to another phone, the child gone and back, the update, and the desk that has it as one case.
use anyhow::{Result, ensure};
use gh_e2e::camera::Eye;
use gh_e2e::phone::{Entry, Phone};
use gh_e2e::until::until;
use gh_e2e::{Engine, World, staff};

use crate::cases::{AIRPORT, Case, RAID, SCHOOL};
use crate::hands::{
    adds_their_words, between_two_phones, first_side_is_one_side_of_paper, gives_by_codes, goes_to_the_sheet, is_ready,
    is_to_take_over, sheet, stands_on_the_sheet,
};

/// In Chromium through its own camera, with a film of what the other phone really has on its screen; in WebKit, which has
/// none here, the pictures come in where the page takes them from its video.
macro_rules! case_in_both {
    ($name:ident, $case:expr) => {
        mod $name {
            use super::*;

            #[tokio::test]
            async fn in_chromium() -> Result<()> {
                whole($case, Engine::Chromium).await
            }

            #[tokio::test]
            async fn in_webkit() -> Result<()> {
                whole($case, Engine::WebKit).await
            }
        }
    };
}

case_in_both!(a_boy_of_a_raid_from_the_first_sign_to_the_update, RAID);
case_in_both!(a_girl_at_an_airport_from_the_first_sign_to_the_update, AIRPORT);
case_in_both!(a_pupil_who_is_waited_for_from_the_first_sign_to_the_update, SCHOOL);

async fn whole(case: Case, engine: Engine) -> Result<()> {
    let name = format!("whole-{}", case.name);
    between_two_phones(&name, engine, case.screen, async |world: &mut World, taker: &mut Phone, eyes: [Eye; 2]| {
        let record = hour_to_receipt(&world.phone, case).await?;
        on_paper(&world.phone, case).await?;

        is_to_take_over(taker).await?;
        world.phone.tap("Give it to another phone").await?;
        world.phone.is_at("Give it to another phone").await?;
        is_ready(&world.phone).await?;
        world.desk.stop().await?;
        gives_by_codes(&world.phone, taker, &eyes, "Sgt 12").await?;
        taken_over(taker, case).await?;
        gone_and_back(&world.phone, case).await?;

        adds_their_words(&world.phone, "And then?", case.later).await?;
        world.desk.start_again().await?;
        sends_the_update(&world.phone, case).await?;
        at_the_desk(world, &record, case).await
    })
    .await
}

const NAME: &str = "PC 4471";
const LOOKS: &str = "Looks and clothing";

/// Signs, record, the child's words, the national referral and the receipt. Answers the reference.
async fn hour_to_receipt(phone: &Phone, case: Case) -> Result<String> {
    phone.make_ready().await?;
    phone.goes_by(NAME).await?;
    phone.tap("Start").await?;
    phone.starts_the_hour().await?;
    phone.sees(&format!("You are {NAME}.")).await?;
    phone.tap("Yes").await?;
    phone.works_as(case.role).await?;
    for (question, answer) in case.situation {
        phone.answers(question, answer).await?;
    }
    phone.does_a_step().await?;

    for (typed, sign, degree) in case.signs {
        phone.tap("Signs").await?;
        phone.is_at("Check the signs").await?;
        phone.write("Search the signs", typed).await?;
        phone.sees(sign).await?;
        phone.choose(sign, degree).await?;
    }
    phone.sees("1 seen, 1 suspected").await?;

    phone.fills(case.record).await?;
    phone.opens_section(LOOKS).await?;
    phone.writes(Entry::typed(LOOKS, "Clothing, shoes and bag", case.clothing)).await?;
    phone.tap("Record").await?;
    phone.is_at("Record").await?;
    let (asked, said) = case.said;
    adds_their_words(phone, asked, said).await?;

    phone.tap("National referral").await?;
    phone.is_at("National referral").await?;
    for words in ["Who sends it", case.child, said] {
        phone.sees(words).await?;
    }
    phone.must_not_show(&[case.place]).await?;
    phone.tap("Record").await?;
    phone.is_at("Record").await?;
    let record = phone.checks_and_sends().await?;
    phone.is_delivered().await?;
    Ok(record)
}

/// The sheet for whoever takes over has all of it but the place, on one side of paper and one over the page.
async fn on_paper(phone: &Phone, case: Case) -> Result<()> {
    phone.tap("Record").await?;
    phone.is_at("Record").await?;
    goes_to_the_sheet(phone).await?;
    let (asked, said) = case.said;
    let by = case.record.iter().find(|entry| entry.label == "Your name").map_or(NAME, |entry| entry.words);
    for words in [case.child, case.clothing, said, &format!("Asked: {asked}"), by, case.signs[0].1, case.signs[1].1] {
        stands_on_the_sheet(phone, words).await?;
    }
    ensure!(!sheet(phone).await?.contains(case.place), "the place is on the sheet unasked");
    first_side_is_one_side_of_paper(phone).await
}

/// Who takes over reads first what was asked, after a kill too, and the place has stayed where it was.
async fn taken_over(taker: &mut Phone, case: Case) -> Result<()> {
    let (asked, said) = case.said;
    for words in [&format!("{NAME} wrote in this record"), said, asked] {
        taker.sees(words).await?;
    }
    taker.die_and_open("/asked").await?;
    taker.is_at("Already asked").await?;
    taker.sees(said).await?;
    taker.open("/record/m01").await?;
    taker.sees(&format!("{NAME} wrote in this record")).await?;
    taker.tap("I have read it. Open the record").await?;
    taker.is_at("Record").await?;
    taker.open("/record/m01").await?;
    taker.is_at("Where the child is now").await?;
    ensure!(taker.reads("Where the child is now").await?.is_empty(), "the place went along unasked");
    taker.open("/record/m04").await?;
    until("the name that was given", async || {
        Ok((taker.reads("Name or names, as said").await? == case.child).then_some(()))
    })
    .await
}

/// The words for 999, the steps for a child who has gone, and back again. Ends on the record.
async fn gone_and_back(phone: &Phone, case: Case) -> Result<()> {
    phone.tap("Child gone").await?;
    phone.is_at("Call 999. Read this out.").await?;
    for words in ["Last seen just now", case.child, case.clothing, "Place not known."] {
        phone.sees(words).await?;
    }
    phone.tap("Now").await?;
    phone.is_at("Report the child missing now").await?;
    phone.does_a_step().await?;
    phone.tap("Child gone").await?;
    phone.tap("The child is back").await?;
    phone.is_at("Say that the child is back").await?;
    phone.does_a_step().await?;
    phone.tap("Record").await?;
    phone.is_at("Record").await
}

/// Only what is new goes.
async fn sends_the_update(phone: &Phone, case: Case) -> Result<()> {
    phone.tap("Check and send").await?;
    phone.is_at("Check and send").await?;
    phone.sees("New since you sent it").await?;
    phone.sees(case.later).await?;
    phone.tap("Send the update").await?;
    phone.is_delivered().await?;
    phone.sees("This is update 1 of your record.").await
}

/// One case, with everything that was written on the phone.
async fn at_the_desk(world: &World, record: &str, case: Case) -> Result<()> {
    let phone = &world.phone;
    staff::sign_in(phone, &world.desk).await?;
    let rows = staff::rows(phone, &world.desk, record).await?;
    ensure!(rows == 1, "the desk has {rows} rows of {record}");
    phone.sees("1 update").await?;
    let (asked, said) = case.said;
    let written = case.record.iter().map(|entry| entry.words).filter(|words| *words != case.place);
    let told = [asked, said, case.later, case.clothing, case.signs[0].1, case.signs[1].1];
    let told: Vec<&str> = written.chain(told).chain(["Sgt 12", "Update 1", "Log unbroken"]).collect();
    staff::reads_the_case(phone, record, &told).await?;
    staff::sees_the_place(phone, case.place).await
}
