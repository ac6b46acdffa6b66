//! Asked once: somebody takes a case over on the same phone, reads first what is known, and asks again with a reason only.
use anyhow::{Result, ensure};
use gh_e2e::phone::Entry;
use gh_e2e::until::until;
use gh_e2e::{Screen, World, staff};

use crate::hands::{goes_to_the_sheet, stands_on_the_sheet};
use crate::in_each_engine;

in_each_engine!(the_second_person_reads_first_what_the_child_was_asked, Screen::PHONE, super::second);
in_each_engine!(
    whoever_takes_over_may_write_themselves_into_the_record_and_then_reads_first,
    Screen::PHONE,
    super::taken_over
);

const SAID: &str = "What the child said";
/// Opens what asks how a fact is known.
const OPEN_HOW: &str = "document.querySelector('details.known').open = true";
const YOU: &str = "You, and who covers for you";
const ADULTS: &str = "Who was with the child";
/// The title of the core action A12.
const ACCOUNT: &str = "Listen once. Write their words";
const FIRST: &str = "PC 4471";
const SECOND: &str = "Officer 22";
const WORDS: &str = "I sleep in the house with the plants.";
const AGAIN: &str = "In the room on the left.";
const REASON: &str = "Police need the room, two more children may be in it.";
const NEEDED: &[Entry] = &[
    Entry::typed("Where the child is now", "Where the child is now", "Room 3 behind passport control"),
    Entry::typed("You, and who covers for you", "A number to ring you back", "01632 960 151"),
];

async fn second(world: &mut World) -> Result<()> {
    let phone = &mut world.phone;
    phone.make_ready().await?;
    phone.goes_by(FIRST).await?;
    phone.tap("Start").await?;
    phone.starts_the_hour().await?;
    phone.opens_section("The child’s name").await?;
    phone.writes(Entry::typed("The child’s name", "Name or names, as said", "Minh")).await?;
    phone.tap("Record").await?;
    phone.is_at("Record").await?;
    phone.opens_section(SAID).await?;
    // The first who asks needs no reason.
    phone.must_not_show(&["Somebody else has asked already"]).await?;
    phone.writes(Entry::typed(SAID, "What had you just asked?", "Where did you sleep last night?")).await?;
    phone.writes(Entry::typed(SAID, "Add their words", WORDS)).await?;
    phone.tap("Add, with the time").await?;
    phone.sees(WORDS).await?;

    // A step says what of it is answered already.
    phone.tap("Now").await?;
    let mut steps = 0;
    while phone.heading().await? != ACCOUNT {
        steps += 1;
        ensure!(steps < 20, "the step of the child’s own account does not come");
        phone.does_a_step().await?;
    }
    phone.sees("Already answered: Name").await?;
    phone.tap("See what was asked").await?;
    phone.is_at("Already asked").await?;
    phone.must_not_show(&["wrote in this record"]).await?;

    phone.goes_by(SECOND).await?;
    phone.tap("Now").await?;
    phone.tap("Record").await?;
    phone.is_at("Already asked").await?;
    for words in [
        "PC 4471 wrote in this record, last at ",
        WORDS,
        "Asked: Where did you sleep last night?",
        "Written down by PC 4471",
        "Minh",
        "Medicine and allergies",
        "You may ask",
        "Leave it",
    ] {
        phone.sees(words).await?;
    }
    // No section is a way around it, and a reload neither.
    phone.die_and_open("/record/said").await?;
    phone.is_at("Already asked").await?;
    phone.write("Why is it needed?", REASON).await?;
    phone.tap("I have read it. Open the record").await?;
    phone.is_at("Record").await?;
    phone.opens_section(SAID).await?;
    phone.must_not_show(&["Somebody else has asked already"]).await?;
    phone.writes(Entry::typed(SAID, "What had you just asked?", "In which room?")).await?;
    phone.writes(Entry::typed(SAID, "Add their words", AGAIN)).await?;
    phone.tap("Add, with the time").await?;
    phone.sees(AGAIN).await?;
    phone.must_not_show(&["with no reason written"]).await?;
    phone.tap("Record").await?;
    phone.is_at("Record").await?;

    phone.fills(NEEDED).await?;
    let reference = phone.checks_and_sends().await?;
    phone.is_delivered().await?;
    staff::sign_in(phone, &world.desk).await?;
    let told = [WORDS, AGAIN, "Asked again", SECOND, REASON, "What had been asked was read", "Log unbroken"];
    staff::reads_the_case(phone, &reference, &told).await
}

/// Neither has written anything into Settings: both are known by what stands in the record.
async fn taken_over(world: &mut World) -> Result<()> {
    let phone = &mut world.phone;
    phone.make_ready().await?;
    phone.starts_the_hour().await?;
    phone.opens_section(YOU).await?;
    phone.writes(Entry::typed(YOU, "Your name", FIRST)).await?;
    phone.writes(Entry::typed(YOU, "A number to ring you back", "01632 960 151")).await?;
    phone.tap("Record").await?;
    phone.is_at("Record").await?;
    phone.opens_section(ADULTS).await?;
    phone.writes(Entry::typed(ADULTS, "Adults with or near the child", "Woman, red coat")).await?;
    phone.run(OPEN_HOW, &[]).await?;
    phone.choose("How do you know? About: Adults with or near the child", "Somebody told me").await?;
    phone.write("Who told you, or which paper", "The driver").await?;
    // What is added later, the driver has not said.
    phone.writes(Entry::typed(ADULTS, "Adults with or near the child", "Woman, red coat. Man, scar")).await?;
    phone.sees("The words were changed since").await?;
    phone.writes(Entry::typed(ADULTS, "Adults with or near the child", "Woman, red coat")).await?;
    phone.tap("Yes, it is still so").await?;
    until("the words to stand behind their source again", async || {
        Ok((!phone.shows("The words were changed since").await?).then_some(()))
    })
    .await?;
    phone.tap("Record").await?;
    phone.is_at("Record").await?;
    goes_to_the_sheet(phone).await?;
    stands_on_the_sheet(phone, "Woman, red coat (told by The driver).").await?;
    phone.write("Name of the person who takes over", SECOND).await?;
    stands_on_the_sheet(phone, SECOND).await?;
    phone.tap("The child is with them now").await?;
    phone.sees("Handed over to Officer 22 at ").await?;
    phone.tap("Record").await?;
    phone.is_at("Record").await?;
    phone.opens_section(YOU).await?;
    phone.writes(Entry::typed(YOU, "Your name", SECOND)).await?;
    // The page does not change under their hands.
    phone.is_at(YOU).await?;
    phone.tap("Record").await?;
    phone.is_at("Already asked").await?;
    phone.sees("PC 4471 wrote in this record, last at ").await?;
    phone.tap("I have read it. Open the record").await?;
    phone.is_at("Record").await?;
    goes_to_the_sheet(phone).await?;
    stands_on_the_sheet(phone, "PC 4471, 01632 960 151").await?;
    phone.sees("Writes since").await
}
