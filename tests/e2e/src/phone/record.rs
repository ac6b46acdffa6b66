//! Writing the record, sending it, and seeing where it has got to.
use anyhow::{Result, ensure};
use serde_json::json;

use super::Phone;
use crate::desk::{AGENCY, AREA, TELEPHONE};
use crate::until::{FIRST_START, until, within};

const CONCERN: &str = include_str!("concern.js");

/// One thing to write: the section's title, the field's label, the words.
#[derive(Debug, Clone, Copy)]
pub struct Entry {
    /// The title of the section in the task list.
    pub section: &'static str,
    /// The label of the field.
    pub label: &'static str,
    /// What is typed; for a question with answers, the answer.
    pub words: &'static str,
    /// A question with answers to tap.
    pub choice: bool,
}

impl Entry {
    /// Words to type.
    #[must_use]
    pub const fn typed(section: &'static str, label: &'static str, words: &'static str) -> Self {
        Self { section, label, words, choice: false }
    }

    /// An answer to tap.
    #[must_use]
    pub const fn tapped(section: &'static str, label: &'static str, words: &'static str) -> Self {
        Self { section, label, words, choice: true }
    }
}

impl Phone {
    /// Writes a concern from Start to its record: the worry, and the place where the child is known to be.
    ///
    /// # Errors
    /// If it cannot be written, or is not said to be saved.
    pub async fn has_a_concern(&self, worry: &str, place: &str) -> Result<()> {
        self.tap("I have a concern").await?;
        self.is_at("I have a concern").await?;
        self.write("What worries you?", worry).await?;
        self.choose("Where is the child now?", "I know").await?;
        self.write("The place", place).await?;
        self.choose("Does anyone else know?", "Nobody yet").await?;
        self.says_saved().await?;
        self.tap("Continue").await?;
        self.is_at("Record").await
    }

    /// Opens a section of the record from anywhere in the hour or concern.
    ///
    /// # Errors
    /// If it cannot be found.
    pub async fn opens_section(&self, section: &str) -> Result<()> {
        if self.heading().await? != "Record" {
            self.tap("Record").await?;
            self.is_at("Record").await?;
        }
        self.tap(section).await?;
        self.is_at(section).await
    }

    /// Writes one thing and waits until the page says that it is saved.
    ///
    /// # Errors
    /// If it cannot be written, or is not said to be saved.
    pub async fn writes(&self, entry: Entry) -> Result<()> {
        if entry.choice {
            self.choose(entry.label, entry.words).await?;
            // It stands there once the answer is in the case.
            self.finds(&format!("Take back the answer to: {}", entry.label)).await?;
        } else {
            self.write(entry.label, entry.words).await?;
        }
        self.says_saved().await
    }

    /// Waits until the open section says "Saved on this phone" for everything typed so far.
    ///
    /// # Errors
    /// If it does not.
    pub async fn says_saved(&self) -> Result<()> {
        self.sees("Saved on this phone").await
    }

    /// Writes the record, section by section; Continue leads on from each.
    ///
    /// # Errors
    /// If something cannot be written.
    pub async fn fills(&self, entries: &[Entry]) -> Result<()> {
        for together in entries.chunk_by(|one, next| one.section == next.section) {
            self.opens_section(together[0].section).await?;
            for entry in together {
                self.writes(*entry).await?;
            }
            self.tap("Continue").await?;
            let section = together[0].section;
            until("the next section", async || Ok((self.heading().await? != section).then_some(()))).await?;
        }
        self.tap("Record").await?;
        self.is_at("Record").await
    }

    /// Opens Check and send, reads there to whom the record goes, confirms the desk, and sends. Answers the reference.
    ///
    /// # Errors
    /// If something is missing.
    pub async fn checks_and_sends(&self) -> Result<String> {
        self.tap("Check and send").await?;
        self.is_at("Check and send").await?;
        self.sees(AGENCY).await?;
        self.sees(AREA).await?;
        let reference = self.reference().await?;
        // Asked once on each phone; until then there is no Send.
        if self.has("Yes, this is my desk").await? {
            ensure!(!self.has("Send now").await?, "Send is there before the desk was confirmed");
            self.tap("Yes, this is my desk").await?;
        }
        self.tap("Send now").await?;
        Ok(reference)
    }

    /// Writes a number to ring back into Settings, so that no record lacks one.
    ///
    /// # Errors
    /// If it cannot be written, or is not said to be saved.
    pub async fn gives_a_number(&self) -> Result<()> {
        self.tap("Menu").await?;
        self.tap("Settings").await?;
        self.is_at("Settings").await?;
        self.write("A number to ring you back", TELEPHONE).await?;
        self.sees("Saved on this phone").await
    }

    /// Writes a name into Settings: from now on the phone is this person's.
    ///
    /// # Errors
    /// If it cannot be written.
    pub async fn goes_by(&self, name: &str) -> Result<()> {
        self.tap("Menu").await?;
        self.tap("Settings").await?;
        self.is_at("Settings").await?;
        self.write("Your name", name).await?;
        // Leaving the page keeps what was typed.
        self.tap("Menu").await?;
        self.is_at("Menu").await
    }

    /// Writes a concern and presses Send, all by a script in the page: for queues too long to be typed from outside. The
    /// number to ring back is in Settings.
    ///
    /// # Errors
    /// If it does not come to "Saved on this phone".
    pub async fn queues_a_concern(&self, worry: &str, place: &str) -> Result<()> {
        let arguments = vec![json!(worry), json!(place)];
        let answer = self.browser.session()?.execute_async(CONCERN, arguments).await?;
        let problem = answer.json();
        ensure!(problem.is_null(), "{problem}");
        Ok(())
    }

    /// The reference on the page, such as `GH 7K4 29Q`.
    ///
    /// # Errors
    /// If there is none.
    pub async fn reference(&self) -> Result<String> {
        until("a reference such as GH 7K4 29Q", async || Ok(reference_in(&self.text().await?))).await
    }

    /// Waits for the page "Saved on this phone".
    ///
    /// # Errors
    /// If it does not come, or claims more than that.
    pub async fn is_saved_not_sent(&self) -> Result<()> {
        self.is_at("Saved on this phone").await?;
        self.sees("Not sent yet").await?;
        self.sees("It sends while the app is open.").await?;
        self.must_not_show(&["Delivered"]).await
    }

    /// Taps "Try to send now", unless the app was quicker with a try of its own.
    ///
    /// # Errors
    /// If there is no such button, and nothing is delivered.
    pub async fn tries_to_send(&self) -> Result<()> {
        until("“Try to send now”, or “Delivered”", async || {
            if self.heading().await?.starts_with("Delivered") {
                return Ok(Some(()));
            }
            let Some(button) = self.find("control", "Try to send now", "").await? else { return Ok(None) };
            button.click().await?;
            Ok(Some(()))
        })
        .await
    }

    /// Waits for "Delivered".
    ///
    /// # Errors
    /// If it does not come.
    pub async fn is_delivered(&self) -> Result<()> {
        within(FIRST_START, "“Delivered”", async || {
            Ok(self.heading().await?.starts_with("Delivered").then_some(()))
        })
        .await?;
        self.sees("Their system has it.").await?;
        self.sees("This app does not know yet whether a person has opened it. Keep to the call.").await
    }
}

/// The first reference in a text.
fn reference_in(text: &str) -> Option<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let group = |word: &str| {
        let word = word.trim_end_matches(['.', ',']);
        word.len() == 3 && word.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
    };
    let found = words.windows(3).find(|three| three[0] == "GH" && group(three[1]) && group(three[2]))?;
    Some(found.join(" ").trim_end_matches(['.', ',']).to_owned())
}

#[cfg(test)]
mod tests {
    use super::reference_in;

    #[test]
    fn a_reference_is_found_among_other_words() {
        assert_eq!(reference_in("Your copy: GH 7K4 29Q. Quote it").as_deref(), Some("GH 7K4 29Q"));
        assert_eq!(reference_in("GH is not enough, nor 29Q"), None);
    }
}
