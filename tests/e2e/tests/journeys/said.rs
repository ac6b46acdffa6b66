//! The child's words: each entry as it was said, a change that keeps the first version, and the very same at the desk.
use anyhow::{Result, ensure};
use gh_e2e::phone::Entry;
use gh_e2e::{Screen, World, staff};

use crate::in_each_engine;

in_each_engine!(the_childs_words_stay_as_they_were_said, Screen::PHONE, super::words);

const SAID: &str = "What the child said";
const PASSPORT: &str = "He has my passport.  He said I owe him for the lorry. Tôi sợ.";
const TALKED: &str = "Please don’t tell him I talked.";
const CHANGED: &str = "Please do not tell her I talked.";
const MORE: &str = "I sleep in the house with the plants.";
const NEEDED: &[Entry] = &[
    Entry::typed("Where the child is now", "Where the child is now", "Room 3 behind passport control"),
    Entry::typed("You, and who covers for you", "A number to ring you back", "01632 960 151"),
];

/// Three things that a child says, one of them put right, one not added when the record is sent.
async fn words(world: &mut World) -> Result<()> {
    let phone = &mut world.phone;
    phone.make_ready().await?;
    phone.starts_the_hour().await?;
    phone.opens_section("Language").await?;
    phone.writes(Entry::typed("Language", "Interpreter’s number and agency", "No. 12, Northmere Languages")).await?;
    phone.tap("Record").await?;
    phone.is_at("Record").await?;
    // A date that cannot be is pointed at when the field is left, kept as it is, and how it is known goes with it.
    phone.opens_section("Age").await?;
    phone.writes(Entry::typed("Age", "Age or date of birth, as said", "31/02/2010")).await?;
    phone.run(OPEN_HOW, &[]).await?;
    phone.choose("How do you know? About: Age or date of birth, as said", "The child said it").await?;
    phone.sees("There is no such date.").await?;
    phone.tap("Keep it as it is").await?;
    phone.tap("Record").await?;
    phone.is_at("Record").await?;
    phone.opens_section(SAID).await?;
    phone
        .sees("Interpreter: No. 12, Northmere Languages. Choose “By interpreter” where words came through them.")
        .await?;
    phone.writes(Entry::typed(SAID, "Add their words", PASSPORT)).await?;
    phone.writes(Entry::tapped(SAID, "How did they say it?", "By interpreter")).await?;
    phone.writes(Entry::typed(SAID, "What had you just asked?", "Is something wrong?")).await?;
    phone.tap("Add, with the time").await?;
    phone.sees(", By interpreter, No. 12, Northmere Languages. Asked: Is something wrong?").await?;
    let left = phone.reads("Add their words").await?;
    ensure!(left.is_empty(), "added, and “{left}” still stands in the field");
    // Continue adds what is typed.
    phone.writes(Entry::typed(SAID, "Add their words", TALKED)).await?;
    phone.tap("Continue").await?;
    phone.tap("Record").await?;
    phone.is_at("Record").await?;
    phone.sees("2 things, in their own words").await?;
    phone.tap("The log of this record").await?;
    phone.sees("Log unbroken, ").await?;

    phone.die_and_open("/record/said").await?;
    phone.is_at(SAID).await?;
    phone.sees(TALKED).await?;
    phone.run(CHANGE_THE_LAST, &[]).await?;
    phone.write("Change their words", CHANGED).await?;
    phone.tap("Save the change").await?;
    phone.sees(&format!("First written as: {TALKED}")).await?;
    phone.must_not_show(&["Save the change"]).await?;
    phone.writes(Entry::typed(SAID, "Add their words", MORE)).await?;

    phone.tap("Record").await?;
    phone.is_at("Record").await?;
    phone.fills(NEEDED).await?;
    let reference = phone.checks_and_sends().await?;
    phone.is_delivered().await?;
    staff::sign_in(phone, &world.desk).await?;
    ensure!(staff::rows(phone, &world.desk, &reference).await? == 1, "not one row of {reference}");
    let told = [
        "He said I owe him for the lorry. Tôi sợ.",
        "By interpreter, No. 12, Northmere Languages",
        "Asked before it: Is something wrong?",
        CHANGED,
        &format!("First written as: {TALKED}"),
        MORE,
        "31/02/2010",
        "The child said it. ",
        "Log unbroken",
    ];
    staff::reads_the_case(phone, &reference, &told).await
}

const OPEN_HOW: &str = "document.querySelector('details.known').open = true";
const CHANGE_THE_LAST: &str = "[...document.querySelectorAll('.quote button')].at(-1).click()";
