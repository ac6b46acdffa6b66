//! The hour: its start, its questions, its steps.
use anyhow::{Result, ensure};

use super::Phone;
use crate::desk::AGENCY;
use crate::until::until;

impl Phone {
    /// Waits until Settings names the desk that this phone is joined to, and goes back to Start.
    ///
    /// # Errors
    /// If it does not.
    pub async fn joins(&self) -> Result<()> {
        self.open("/settings").await?;
        self.is_at("Settings").await?;
        self.sees("Joined to").await?;
        self.sees(AGENCY).await?;
        self.open_app().await
    }

    /// Starts the hour with the one tap.
    ///
    /// # Errors
    /// If the first step does not stand there at once.
    pub async fn starts_the_hour(&self) -> Result<()> {
        self.tap("I am with a child now").await?;
        until("the first step", async || Ok(self.has("Done").await?.then_some(()))).await?;
        self.finds("Can’t").await?;
        self.finds("Not needed").await?;
        self.finds("Call 999").await?;
        self.finds("Hide").await?;
        Ok(())
    }

    /// Answers "What is your work?" in the slot. The steps become those of the role.
    ///
    /// # Errors
    /// If it is not asked.
    pub async fn works_as(&self, role: &str) -> Result<()> {
        self.sees("What is your work?").await?;
        self.choose("What is your work?", role).await?;
        until("the question of the work to go", async || Ok((!self.shows("What is your work?").await?).then_some(())))
            .await
    }

    /// Answers a situation question in the slot.
    ///
    /// # Errors
    /// If it is not asked.
    pub async fn answers(&self, question: &str, option: &str) -> Result<()> {
        self.choose(question, option).await?;
        until(&format!("“{question}” to be answered"), async || Ok((!self.shows(question).await?).then_some(()))).await
    }

    /// Does the step that stands there, and waits for the next one. Answers the title of the step that was done.
    ///
    /// # Errors
    /// If no other step comes.
    pub async fn does_a_step(&self) -> Result<String> {
        let title = self.heading().await?;
        self.tap("Done").await?;
        until(&format!("another step than “{title}”"), async || Ok((self.heading().await? != title).then_some(())))
            .await?;
        Ok(title)
    }

    /// Cannot do the step that stands there, for a reason. Answers its title.
    ///
    /// # Errors
    /// If the reasons do not come, or the card does not change.
    pub async fn cannot_do_a_step(&self, reason: &str) -> Result<String> {
        let title = self.heading().await?;
        self.tap("Can’t").await?;
        for offered in ["No answer", "No signal", "Not safe", "Other"] {
            ensure!(self.has(offered).await? || self.finds(offered).await.is_ok(), "the reason “{offered}” is missing");
        }
        self.tap(reason).await?;
        until("the other way", async || Ok(self.shows("Noted.").await?.then_some(()))).await?;
        Ok(title)
    }

    /// Finishes the hour, with a reason for what is open if something is, as when a named person has taken over.
    ///
    /// # Errors
    /// If it goes on.
    pub async fn finishes_the_hour(&self) -> Result<()> {
        self.ends_the_hour().await?;
        self.open_app().await?;
        self.finds("I am with a child now").await?;
        Ok(())
    }

    /// As [`Self::finishes_the_hour`], and stays on the page that says so.
    ///
    /// # Errors
    /// If it goes on.
    pub async fn ends_the_hour(&self) -> Result<()> {
        self.tap("Menu").await?;
        self.is_at("Menu").await?;
        self.tap("Finish this hour").await?;
        self.is_at("Finish this hour").await?;
        if self.shows("Why were they not done?").await? {
            self.write("Why were they not done?", "A social worker took over at the door.").await?;
        }
        self.tap("Finish this hour").await?;
        self.sees("The record stays on this phone.").await
    }

    /// Waits until every change is stored: the app says nothing of what is not saved.
    ///
    /// # Errors
    /// If the app says that something is not saved.
    pub async fn nothing_is_unsaved(&self) -> Result<()> {
        self.must_not_show(&["Not saved on this phone"]).await
    }
}
