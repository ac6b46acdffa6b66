//! After Send: the case is added to, only what is new is sent, and the desk shows one case with its history.
use anyhow::{Result, ensure};
use gh_e2e::phone::Entry;
use gh_e2e::{Screen, World, staff};

use crate::in_each_engine;

in_each_engine!(what_is_written_after_send_is_sent_as_an_update, Screen::PHONE, super::added);

const SAID: &str = "What the child said";
const PASSPORT: &str = "He has my passport. Tôi nợ ông ấy tiền.";
const PLANTS: &str = "I sleep in the house with the plants.";
const NOT_SENT: &str = "What you wrote since Send is not sent yet.";
const PLACE: &str = "Back bench of patrol car 4";
const FIRST: &[Entry] = &[
    Entry::typed("Where the child is now", "Where the child is now", PLACE),
    Entry::typed("You, and who covers for you", "A number to ring you back", "01632 960 150"),
    Entry::typed("The child’s name", "Name or names, as said", "Minh"),
    Entry::typed(SAID, "Add their words", PASSPORT),
];

/// An hour, sent; then one fact and some words more, sent; then nothing is new.
async fn added(world: &mut World) -> Result<()> {
    let phone = &mut world.phone;
    phone.make_ready().await?;
    phone.starts_the_hour().await?;
    phone.fills(FIRST).await?;
    let record = phone.checks_and_sends().await?;
    phone.is_delivered().await?;
    phone.tap("Record").await?;
    phone.is_at("Record").await?;
    phone.tap("Check and send").await?;
    phone.is_at("Check and send").await?;
    phone.sees("Nothing is new since you sent it.").await?;
    ensure!(!phone.has("Send the update").await?, "there is nothing to send");
    phone.tap("Now").await?;
    phone.finds("Not needed").await?;
    phone.must_not_show(&[NOT_SENT]).await?;

    // The phone dies between: what was sent is worked out from the log alone.
    phone.die_and_open("/record").await?;
    phone.is_at("Record").await?;
    phone.opens_section("Age").await?;
    phone.writes(Entry::typed("Age", "Age or date of birth, as said", "Says 15")).await?;
    phone.opens_section(SAID).await?;
    phone.writes(Entry::typed(SAID, "Add their words", PLANTS)).await?;
    phone.tap("Add, with the time").await?;
    phone.says_saved().await?;
    phone.tap("Now").await?;
    phone.sees(NOT_SENT).await?;
    phone.tap("Check and send").await?;
    phone.is_at("Check and send").await?;
    let new = [
        "New since you sent it",
        PLANTS,
        "Age or date of birth, as said: Says 15",
        "Sent before",
        &record,
        "Delivered at",
    ];
    for words in new {
        phone.sees(words).await?;
    }
    let listed = phone.run("return document.querySelector('#new').parentElement.innerText", &[]).await?;
    let listed: String = listed.convert()?;
    ensure!(!listed.contains("passport") && !listed.contains("Minh") && !listed.contains(PLACE), "not new: {listed}");
    phone.tap("Send the update").await?;
    phone.is_delivered().await?;
    phone.sees("This is update 1 of your record. On the telephone, quote the record:").await?;
    phone.sees("What this update added").await?;
    phone.tap("Records").await?;
    phone.is_at("Records on this phone").await?;
    phone.sees(&format!("Update 1 of your record {record}")).await?;
    phone.sees(&format!("Receipts before it: {record}, entry ")).await?;

    staff::sign_in(phone, &world.desk).await?;
    ensure!(staff::rows(phone, &world.desk, &record).await? == 1, "not one row of {record}");
    phone.sees("1 update").await?;
    let told = [PASSPORT, PLANTS, "Says 15", "Minh", "History", "Update 1", "Adds: ", "Log unbroken"];
    staff::reads_the_case(phone, &record, &told).await?;
    phone.must_not_show(&["Log broken", "has not come"]).await?;
    staff::sees_the_place(phone, PLACE).await?;
    // The history has the last one first.
    phone.tap("See this one alone").await?;
    phone.sees("Only this: Update 1").await?;
    phone.must_not_show(&[PASSPORT, PLACE]).await
}

in_each_engine!(an_update_can_wait_behind_its_record, Screen::PHONE, super::waits);

/// Record and update are both made while the desk does not answer; the phone dies; both arrive and are one case.
async fn waits(world: &mut World) -> Result<()> {
    let phone = &mut world.phone;
    phone.make_ready().await?;
    phone.starts_the_hour().await?;
    phone.fills(FIRST).await?;
    world.desk.stop().await?;
    let record = phone.checks_and_sends().await?;
    phone.is_saved_not_sent().await?;
    phone.opens_section("Age").await?;
    phone.writes(Entry::typed("Age", "Age or date of birth, as said", "Says 15")).await?;
    phone.tap("Record").await?;
    phone.is_at("Record").await?;
    phone.tap("Check and send").await?;
    phone.sees("Not delivered yet.").await?;
    phone.tap("Send the update").await?;
    phone.is_saved_not_sent().await?;
    phone.sees("This is update 1 of your record.").await?;
    phone.die_and_open("/records").await?;
    phone.is_at("Records on this phone").await?;
    phone.sees(&format!("Update 1 of your record {record}")).await?;
    world.desk.start_again().await?;
    // A wake like any other; the app may have tried by itself before.
    phone.open("/records").await?;
    phone.is_at("Records on this phone").await?;
    phone.sees("2 delivered").await?;

    staff::sign_in(phone, &world.desk).await?;
    ensure!(staff::rows(phone, &world.desk, &record).await? == 1, "not one row of {record}");
    staff::reads_the_case(phone, &record, &[PASSPORT, "Says 15", "First record", "Update 1", "Log unbroken"]).await
}
