//! Hide, and an app that was hidden when it ended.
use std::path::Path;

use anyhow::{Result, ensure};
use thirtyfour::{By, Key};

use super::Phone;
use crate::until::until;

impl Phone {
    /// Taps Hide.
    ///
    /// # Errors
    /// If the page stays to be seen.
    pub async fn hides(&self) -> Result<()> {
        self.tap("Hide").await?;
        self.is_hidden().await
    }

    /// Checks that nothing but a clock can be seen, and that the list of open apps says "Clock".
    ///
    /// # Errors
    /// If anything else can be seen.
    pub async fn is_hidden(&self) -> Result<()> {
        until("the title “Clock”", async || Ok((self.title().await? == "Clock").then_some(()))).await?;
        let text = self.text().await?;
        for word in ["child", "Child", "Start", "Golden", "999", "Record", "Done"] {
            ensure!(!text.contains(word), "“{word}” can be seen under the cover: {text}");
        }
        ensure!(!self.has("Menu").await?, "Menu can be found under the cover");
        Ok(())
    }

    /// Comes back with a key, as a person who cannot press and hold does.
    ///
    /// # Errors
    /// If the cover stays.
    pub async fn comes_back(&self) -> Result<()> {
        self.browser.session()?.find(By::Css("button.cover")).await?.send_keys(Key::Enter + "").await?;
        until("the title of the page", async || Ok((self.title().await? != "Clock").then_some(()))).await
    }

    /// Waits until the browser itself has written to its disk that the app is hidden. Browsers take seconds for this, and
    /// a power cut before it is out of an app's hands.
    ///
    /// # Errors
    /// If it never does.
    pub async fn hidden_is_on_disk(&self) -> Result<()> {
        let profile = self.browser.profile();
        until("the browser to write to its disk that the app is hidden", async || {
            Ok(holds(&profile, b"gh.hidden").then_some(()))
        })
        .await
    }
}

/// Whether a file somewhere in the folder has these bytes. Files come and go while the browser runs.
fn holds(folder: &Path, bytes: &[u8]) -> bool {
    let Ok(entries) = std::fs::read_dir(folder) else { return false };
    entries.flatten().any(|entry| {
        let path = entry.path();
        match entry.file_type() {
            Ok(kind) if kind.is_dir() => holds(&path, bytes),
            Ok(kind) if kind.is_file() => {
                let small = entry.metadata().is_ok_and(|about| about.len() < 8 << 20);
                let text = std::fs::read(&path).unwrap_or_default();
                small && text.windows(bytes.len()).any(|window| window == bytes)
            }
            _ => false,
        }
    })
}
