//! Signs: found by a word, noted by a tap, and what they do to the hour and say at the desk.
use anyhow::{Result, ensure};
use gh_e2e::until::until;
use gh_e2e::{Screen, World, staff};
use thirtyfour::Key;

use crate::cases::RAID_BOY;
use crate::in_each_engine;

in_each_engine!(signs_in_an_hour, Screen::PHONE, super::signs);

const DANGER: &str = "Punished, hurt to keep control, or branded";
const ANSWERS: &str = "Answers for the child, or will not leave the room";

/// The sign whose button has the focus under the bar, where none can see it.
const UNDER_THE_BAR: &str = "const bar = document.querySelector('.tally').getBoundingClientRect(); \
    const { top, bottom } = document.activeElement.getBoundingClientRect(); \
    return top < bar.bottom && bottom > bar.top + 1 ? document.activeElement.closest('.sign')?.ariaLabel ?? null : null";

/// What was noticed, with a slip in the search, and one sign that means danger.
async fn signs(world: &mut World) -> Result<()> {
    let phone = &world.phone;
    phone.make_ready().await?;
    phone.open("/signs").await?;
    phone.is_at("Check the signs").await?;
    phone.sees("To note a sign, start the hour or write a concern.").await?;
    phone.must_not_show(&["No sign matches"]).await?;

    phone.open_app().await?;
    phone.starts_the_hour().await?;
    let safety = phone.does_a_step().await?;
    phone.tap("Signs").await?;
    phone.is_at("Check the signs").await?;
    phone.write("Search the signs", "zebra").await?;
    phone.sees("No sign matches “zebra”").await?;
    phone.tap("Write what I saw").await?;
    phone.is_at("Why you are concerned").await?;
    let carried = phone.reads("What you saw or heard, and when").await?;
    ensure!(carried == "zebra", "the words of the search came as “{carried}”");
    phone.tap("Signs").await?;
    phone.is_at("Check the signs").await?;
    phone.write("Search the signs", "ansers").await?;
    phone.sees(ANSWERS).await?;
    phone.tap("Seen").await?;
    phone.sees("1 seen").await?;
    phone.tap("Now").await?;
    phone.finds("Not needed").await?;
    ensure!(phone.heading().await? != safety, "a sign that means no danger brought “{safety}” back");

    phone.tap("Signs").await?;
    phone.is_at("Check the signs").await?;
    phone.write("Search the signs", "tatoo").await?;
    phone.sees(DANGER).await?;
    phone.tap("Suspected").await?;
    phone.sees("1 seen, 1 suspected").await?;
    // What it means for the hour is one tap away.
    phone.finds(&safety).await?;
    phone.run("document.querySelector('a[href=\"/signs/meaning\"]').click()", &[]).await?;
    phone.is_at("You have enough to act").await?;
    phone.sees("This list cannot rule anything out.").await?;
    phone.must_not_show(&["low risk", "score of", "out of"]).await?;
    phone.tap("Go to the next step").await?;
    until("safety at the top again", async || Ok((phone.heading().await? == safety).then_some(()))).await?;

    phone.tap("Signs").await?;
    phone.is_at("Check the signs").await?;
    phone.run("document.querySelector('a[href=\"/signs/meaning\"]').click()", &[]).await?;
    phone.is_at("You have enough to act").await?;
    phone.run("document.querySelector('a[href=\"/signs/ADU-01\"]').click()", &[]).await?;
    phone.is_at(ANSWERS).await?;
    phone.write("Who noticed it", "The night porter").await?;
    phone.tap("The child said it").await?;
    phone.write("Note", "“Anh ấy nói thay em.”").await?;
    phone.says_saved().await?;
    phone.tap("Continue").await?;
    phone.is_at("You have enough to act").await?;
    phone.sees("By The night porter").await?;
    phone.sees("Change who, when and how").await?;
    phone.open("/signs/ADU-01").await?;
    ensure!(phone.reads("Note").await? == "“Anh ấy nói thay em.”", "the note is not as it was typed");

    phone.open("/signs").await?;
    phone.is_at("Check the signs").await?;
    let session = phone.browser.session()?;
    phone.run("document.getElementById('q').focus()", &[]).await?;
    for _ in 0..16 {
        session.action_chain().send_keys(Key::Tab + "").perform().await?;
        let under: Option<String> = phone.run(UNDER_THE_BAR, &[]).await?.convert()?;
        ensure!(under.is_none(), "the bar of what was noted hides {under:?} from the keyboard");
    }
    let reached = phone.run("return document.activeElement.closest('.sign') !== null", &[]).await?;
    ensure!(reached.convert::<bool>()?, "the keyboard has not come to a sign");

    phone.open("/now").await?;
    phone.fills(RAID_BOY).await?;
    // Nothing is sent that Check does not show.
    phone.open("/check").await?;
    phone.sees(&format!("Seen: {ANSWERS}. By The night porter. The child said it. “Anh ấy nói thay em.”")).await?;
    phone.sees(&format!("Suspected: {DANGER}")).await?;
    phone.open("/record").await?;
    let reference = phone.checks_and_sends().await?;
    phone.is_delivered().await?;
    staff::sign_in(phone, &world.desk).await?;
    ensure!(staff::rows(phone, &world.desk, &reference).await? == 1, "not one row of {reference}");
    // "zebra" is in the record, and the log names what was written about a sign.
    let told = [
        "zebra",
        "who noticed it: The night porter",
        ANSWERS,
        DANGER,
        "Suspected:",
        "by The night porter. The child said it.",
        "“Anh ấy nói thay em.”",
    ];
    staff::reads_the_case(phone, &reference, &told).await
}
