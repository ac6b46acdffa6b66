//! Handing over: the sheet for whoever takes over, who that is, and the child who has gone meanwhile.
use anyhow::{Result, ensure};
use gh_e2e::phone::Entry;
use gh_e2e::until::until;
use gh_e2e::{Screen, World};

use crate::hands::{adds_their_words, first_side_is_one_side_of_paper, goes_to_the_sheet, sheet, stands_on_the_sheet};
use crate::in_each_engine;

in_each_engine!(the_sheet_tells_whoever_takes_over_and_notes_who_that_is, Screen::PHONE, super::hand_over);
in_each_engine!(a_child_who_has_gone_has_words_for_the_call_and_steps_of_their_own, Screen::PHONE, super::gone);

const PLACE: &str = "Room 3 behind passport control";
const WORDS: &str = "He has my passport. He said I owe him for the lorry.";
const WRITTEN: &[Entry] = &[
    Entry::typed("Where the child is now", "Where the child is now", PLACE),
    Entry::typed("You, and who covers for you", "A number to ring you back", "01632 960 150"),
    Entry::typed("The child’s name", "Name or names, as said", "Minh"),
    Entry::typed("Age", "Age or date of birth, as said", "Says 15. Looks 13 to 15."),
    Entry::typed("Who was with the child", "Adults with or near the child", "Man, about 40, black coat"),
    Entry::typed("Risk of going missing", "What might make the child leave, or be taken", "The man waits outside"),
];

async fn hand_over(world: &mut World) -> Result<()> {
    let phone = &mut world.phone;
    phone.make_ready().await?;
    phone.goes_by("PC 4471").await?;
    phone.tap("Start").await?;
    phone.starts_the_hour().await?;
    phone.fills(WRITTEN).await?;
    adds_their_words(phone, "Where are your papers?", WORDS).await?;
    goes_to_the_sheet(phone).await?;
    for words in [
        "Handover: Minh, Says 15. Looks 13 to 15.",
        "Do not ask the child to say it again today.",
        "Man, about 40, black coat.",
        "The man waits outside.",
        WORDS,
        "Asked: Where are your papers?",
        "Met the child",
        "Still to do",
        "PC 4471, 01632 960 150",
        "Nobody has asked",
    ] {
        stands_on_the_sheet(phone, words).await?;
    }
    let title = phone.title().await?;
    ensure!(!title.contains("Minh"), "the child’s name is in the title: {title}");
    // Where the child is goes to nobody without a name.
    ensure!(!sheet(phone).await?.contains(PLACE), "the place is on the sheet unasked");
    phone.sees("Where the child is can be put in once you have written who takes over.").await?;
    phone.tap("The child is with them now").await?;
    phone.sees("Write down who takes over first").await?;

    phone.write("Name of the person who takes over", "A. Worker").await?;
    stands_on_the_sheet(phone, "A. Worker").await?;
    phone.write("Their role and team", "Duty social worker").await?;
    phone.choose("Did you see their identity card?", "Yes").await?;
    // "Take back" has come under it, and what stands below has moved: nobody taps on before that.
    stands_on_the_sheet(phone, "Card seen: Yes.").await?;
    phone.choose("Did you ring their office back?", "Yes").await?;
    stands_on_the_sheet(phone, "A. Worker, Duty social worker").await?;
    phone.write("What the child was told", "Who she is, and where they go").await?;
    stands_on_the_sheet(phone, "Who she is, and where they go").await?;
    stands_on_the_sheet(phone, "Card seen: Yes. Office rung back: Yes.").await?;
    phone.choose("Where the child is", "Put it in").await?;
    stands_on_the_sheet(phone, PLACE).await?;
    phone.tap("The child is with them now").await?;
    phone.sees("Handed over to A. Worker at ").await?;
    phone.sees("You saw their card.").await?;
    stands_on_the_sheet(phone, "Handed over to A. Worker").await?;
    first_side_is_one_side_of_paper(phone).await?;

    // Now knows who has the child, and asks nobody to stay until somebody takes over.
    phone.open("/now").await?;
    phone.sees("Handed over to A. Worker at ").await?;
    phone.must_not_show(&["until a named person takes over"]).await?;
    // The place was for that sheet only; who took over is kept.
    phone.die_and_open("/handover").await?;
    phone.is_at("Handover sheet").await?;
    stands_on_the_sheet(phone, "Handed over to A. Worker").await?;
    ensure!(!sheet(phone).await?.contains(PLACE), "the place stayed on the sheet");
    phone.tap("Undo handing over to A. Worker").await?;
    until("the undo", async || Ok((!sheet(phone).await?.contains("Handed over to A. Worker")).then_some(()))).await
}

async fn gone(world: &mut World) -> Result<()> {
    let phone = &mut world.phone;
    phone.make_ready().await?;
    phone.starts_the_hour().await?;
    phone.works_as("School").await?;
    phone.fills(&WRITTEN[..3]).await?;
    // Ready before it is needed: the record says what the words for 999 lack.
    phone.tap("Record").await?;
    phone.is_at("Record").await?;
    phone.sees("If the child goes missing, 999 will ask. Not written yet: ").await?;
    phone.tap("clothes and shoes").await?;
    phone.is_at("Looks and clothing").await?;
    phone.writes(Entry::typed("Looks and clothing", "Clothing, shoes and bag", "Green coat, white trainers")).await?;

    // A slip of the finger is taken back, and no sheet says that the child was gone.
    phone.tap("Child gone").await?;
    phone.is_at("Call 999. Read this out.").await?;
    phone.tap("Tapped by mistake: not gone").await?;
    phone.is_at("Make the child safe now").await?;
    phone.tap("Record").await?;
    phone.is_at("Record").await?;
    goes_to_the_sheet(phone).await?;
    phone.must_not_show(&["The child had gone"]).await?;

    phone.tap("Child gone").await?;
    phone.is_at("Call 999. Read this out.").await?;
    for words in ["Last seen just now", "Minh.", "Green coat, white trainers.", "Not known", PLACE] {
        phone.sees(words).await?;
    }
    phone.write("Where were they last seen, and which way did they go?", "East door, towards the bus").await?;
    phone.sees(". East door, towards the bus.").await?;

    // What is done about it is all that stands in the hour.
    phone.tap("Now").await?;
    phone.is_at("Report the child missing now").await?;
    let coming = phone.text().await?;
    for step in ["Search the place you know", "Tell children’s social care", "Tell police where they may go"] {
        ensure!(coming.contains(step), "{step} is not coming up");
    }
    ensure!(!coming.contains("Stay with the child"), "a step for a child who is here");
    phone.does_a_step().await?;
    phone.is_at("Search the place you know").await?;

    phone.tap("Child gone").await?;
    phone.is_at("Call 999. Read this out.").await?;
    phone.tap("The child is back").await?;
    // Whoever was told that the child had gone has to hear that they are back; then the hour goes on.
    phone.is_at("Say that the child is back").await?;
    // By mistake: they are still gone, last seen where and when it was noted.
    phone.tap("Undo The child is back").await?;
    phone.is_at("Search the place you know").await?;
    phone.tap("Child gone").await?;
    phone.is_at("Call 999. Read this out.").await?;
    phone.sees(". East door, towards the bus.").await?;
    phone.tap("The child is back").await?;
    phone.is_at("Say that the child is back").await?;
    phone.does_a_step().await?;
    phone.must_not_show(&["Search the place you know"]).await?;
    phone.tap("Record").await?;
    phone.is_at("Record").await?;
    goes_to_the_sheet(phone).await?;
    stands_on_the_sheet(phone, "The child had gone: last seen").await?;
    stands_on_the_sheet(phone, "The child was back").await
}
