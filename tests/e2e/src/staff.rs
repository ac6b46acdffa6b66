//! A person at the desk, in a browser of their own.
use anyhow::{Result, ensure};

use crate::desk::Desk;
use crate::phone::Phone;
use crate::until::until;

/// Their name. Not a person's.
pub const NAME: &str = "Duty worker";
const PASSPHRASE: &str = "nine plain trial words that only this test knows";

/// Signs in with a one-time link and a passphrase.
///
/// # Errors
/// If the desk does not let them in.
pub async fn sign_in(browser: &Phone, desk: &Desk) -> Result<()> {
    browser.go_to(&desk.sign_in_link()?).await?;
    browser.tap("Sign in").await?;
    browser.write("Your name", NAME).await?;
    browser.write("Passphrase", PASSPHRASE).await?;
    browser.tap("Save and go to the inbox").await?;
    browser.is_at("Inbox").await
}

/// How many rows of the inbox have this reference.
///
/// # Errors
/// If the inbox cannot be shown.
pub async fn rows(browser: &Phone, desk: &Desk, reference: &str) -> Result<usize> {
    browser.go_to(&desk.pages()).await?;
    browser.is_at("Inbox").await?;
    Ok(browser.text().await?.matches(reference).count())
}

/// Opens the case with this reference and checks that all these words stand there, as they were typed.
///
/// # Errors
/// If one is missing.
pub async fn reads_the_case(browser: &Phone, reference: &str, words: &[&str]) -> Result<()> {
    browser.tap(reference).await?;
    until("the case page", async || Ok((!browser.heading().await?.starts_with("Inbox")).then_some(()))).await?;
    reads(browser, words).await
}

/// Asks for the place with a reason, and sees it. Before that it is nowhere on the page.
///
/// # Errors
/// If it is shown unasked, or not shown when asked.
pub async fn sees_the_place(browser: &Phone, place: &str) -> Result<()> {
    browser.must_not_show(&[place]).await?;
    browser.write("Why do you need it?", "Two of us go there now").await?;
    browser.tap("Show the place").await?;
    browser.sees(place).await
}

/// Checks that all these words stand on the open page.
///
/// # Errors
/// If one is missing.
pub async fn reads(browser: &Phone, words: &[&str]) -> Result<()> {
    let text = browser.text().await?;
    for word in words {
        ensure!(text.contains(word), "the desk's page lacks “{word}”:\n{text}");
    }
    Ok(())
}
