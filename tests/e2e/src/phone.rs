//! What a person does with the app, in the words that stand on its screens.
mod hide;
mod hour;
mod record;

use anyhow::{Context, Result, bail, ensure};
use serde_json::{Value, json};
use thirtyfour::WebElement;
use thirtyfour::common::print::{PrintMargins, PrintPage, PrintParameters};
use thirtyfour::session::scriptret::ScriptRet;

use crate::engine::Browser;
use crate::until::{FIRST_START, until, within};

pub use record::Entry;

const FIND: &str = include_str!("phone/find.js");

/// A phone or tablet with the app.
#[derive(Debug)]
pub struct Phone {
    /// Its browser.
    pub browser: Browser,
    app: String,
}

impl Phone {
    /// The device whose browser this is; the app is at `app`.
    #[must_use]
    pub const fn new(browser: Browser, app: String) -> Self {
        Self { browser, app }
    }

    /// Opens a page of the app by its address.
    ///
    /// # Errors
    /// If the browser cannot show it.
    pub async fn open(&self, path: &str) -> Result<()> {
        self.go_to(&format!("{}{path}", self.app)).await
    }

    /// Opens any address.
    ///
    /// # Errors
    /// If the browser cannot show it.
    pub async fn go_to(&self, address: &str) -> Result<()> {
        Ok(self.browser.session()?.goto(address).await?)
    }

    /// Opens Start and waits until the app itself stands there instead of the static page.
    ///
    /// # Errors
    /// If it does not.
    pub async fn open_app(&self) -> Result<()> {
        self.open("/").await?;
        self.has_mounted().await
    }

    /// Waits until nothing of the static page is left.
    ///
    /// # Errors
    /// If something stays.
    pub async fn has_mounted(&self) -> Result<()> {
        let script = "return !document.querySelector('[data-shell]') && !!document.querySelector('nav.bar')";
        within(FIRST_START, "the app to take the place of the static page", async || {
            Ok((self.run(script, &[]).await?.json() == &Value::Bool(true)).then_some(()))
        })
        .await
    }

    /// Opens the app for the first time and waits until it says that it works offline and knows its desk.
    ///
    /// # Errors
    /// If it does not come so far.
    pub async fn make_ready(&self) -> Result<()> {
        self.open_app().await?;
        within(FIRST_START, "Start to say “Works offline”", async || {
            Ok(self.text().await?.contains("Works offline").then_some(()))
        })
        .await?;
        self.joins().await
    }

    /// Closes the browser and opens it and the app again.
    ///
    /// # Errors
    /// If the app does not come up.
    pub async fn restart(&mut self) -> Result<()> {
        self.browser.close().await?;
        self.browser.open_again().await?;
        self.open_app().await
    }

    /// Kills the browser, and opens it and the app again.
    ///
    /// # Errors
    /// If the app does not come up.
    pub async fn die_and_open(&mut self, path: &str) -> Result<()> {
        self.browser.kill().await?;
        self.browser.open_again().await?;
        self.open(path).await
    }

    /// Runs a script in the page.
    ///
    /// # Errors
    /// If it throws.
    pub async fn run(&self, script: &str, arguments: &[Value]) -> Result<ScriptRet> {
        Ok(self.browser.session()?.execute(script, arguments.to_vec()).await?)
    }

    /// All words that can be seen.
    ///
    /// # Errors
    /// If there is no page.
    pub async fn text(&self) -> Result<String> {
        Ok(self.run("return document.body.innerText", &[]).await?.convert()?)
    }

    /// The title of the page, as the list of open apps shows it.
    ///
    /// # Errors
    /// If there is no page.
    pub async fn title(&self) -> Result<String> {
        Ok(self.browser.session()?.title().await?)
    }

    /// How many sides of A4 the page prints on.
    ///
    /// # Errors
    /// If it cannot be printed.
    pub async fn sides_of_paper(&self) -> Result<usize> {
        let page = PrintPage { width: 21.0, height: 29.7 };
        let margin = PrintMargins { top: 1.2, bottom: 1.2, left: 1.3, right: 1.3 };
        let asked = PrintParameters { page, margin, ..PrintParameters::default() };
        let printed = self.browser.session()?.print_page(asked).await?;
        // A file has one such mark for each side, and one of another name for all together.
        let marks = |mark: &[u8]| printed.windows(mark.len()).filter(|part| *part == mark).count();
        Ok(marks(b"/Type /Page") - marks(b"/Type /Pages"))
    }

    /// The main heading, with or without being seen.
    ///
    /// # Errors
    /// If there is none.
    pub async fn heading(&self) -> Result<String> {
        let script = "return document.querySelector('main:not(.covered) h1').textContent.trim()";
        Ok(self.run(script, &[]).await?.convert()?)
    }

    /// Waits until these words can be seen.
    ///
    /// # Errors
    /// If they cannot.
    pub async fn sees(&self, words: &str) -> Result<()> {
        until(&format!("the words “{words}”"), async || Ok(self.text().await?.contains(words).then_some(()))).await
    }

    /// Waits until the main heading is this, or begins with these whole words.
    ///
    /// # Errors
    /// If it is another.
    pub async fn is_at(&self, heading: &str) -> Result<()> {
        until(&format!("the heading “{heading}”"), async || {
            let now = self.heading().await?;
            let goes_on = now.strip_prefix(heading).with_context(|| format!("the heading is “{now}”"))?;
            ensure!(!goes_on.starts_with(char::is_alphanumeric), "the heading is “{now}”");
            Ok(Some(()))
        })
        .await
    }

    /// Whether these words can be seen now.
    ///
    /// # Errors
    /// If there is no page.
    pub async fn shows(&self, words: &str) -> Result<bool> {
        Ok(self.text().await?.contains(words))
    }

    async fn find(&self, kind: &str, name: &str, group: &str) -> Result<Option<WebElement>> {
        let found = self.run(FIND, &[json!(kind), json!(name), json!(group)]).await?;
        if found.json().is_null() { Ok(None) } else { Ok(Some(found.element()?)) }
    }

    /// Whether a button or link of this name can be seen now.
    ///
    /// # Errors
    /// If there is no page.
    pub async fn has(&self, name: &str) -> Result<bool> {
        Ok(self.find("control", name, "").await?.is_some())
    }

    /// Waits for a button or link of this name.
    ///
    /// # Errors
    /// If there is none.
    pub async fn finds(&self, name: &str) -> Result<WebElement> {
        until(&format!("a button or link named “{name}”"), async || self.find("control", name, "").await).await
    }

    /// Taps a button or link.
    ///
    /// # Errors
    /// If there is none that can be tapped.
    pub async fn tap(&self, name: &str) -> Result<()> {
        self.tap_found(&format!("a button or link named “{name}” to tap"), "control", name, "").await
    }

    /// Taps one answer of a group, such as "No" under "Is the child safe now?".
    ///
    /// # Errors
    /// If there is none that can be tapped.
    pub async fn choose(&self, group: &str, option: &str) -> Result<()> {
        self.tap_found(&format!("the answer “{option}” to “{group}”"), "choice", option, group).await
    }

    async fn tap_found(&self, what: &str, kind: &str, name: &str, group: &str) -> Result<()> {
        until(what, async || {
            let Some(element) = self.find(kind, name, group).await? else { return Ok(None) };
            // The buttons of a step count only once they have stood for a moment, as for a person who reads first.
            let new = self.run("return arguments[0].closest('[data-fresh]') !== null", &[element.to_json()?]).await?;
            if new.convert::<bool>()? {
                return Ok(None);
            }
            // A page that has just changed may have put something else there: then it is looked for again.
            element.click().await?;
            Ok(Some(()))
        })
        .await
    }

    /// Types into a field, in the place of what is in it.
    ///
    /// # Errors
    /// If there is no such field, or it holds something else afterwards.
    pub async fn write(&self, label: &str, words: &str) -> Result<()> {
        let field = until(&format!("a field named “{label}”"), async || {
            let Some(field) = self.find("field", label, "").await? else { return Ok(None) };
            if !field.prop("value").await?.unwrap_or_default().is_empty() {
                field.clear().await?;
            }
            field.click().await?;
            Ok(Some(field))
        })
        .await?;
        field.send_keys(words).await?;
        let holds = field.prop("value").await?.unwrap_or_default();
        ensure!(holds == words, "“{label}” holds “{holds}” instead of “{words}”");
        Ok(())
    }

    /// What stands in a field.
    ///
    /// # Errors
    /// If there is no such field.
    pub async fn reads(&self, label: &str) -> Result<String> {
        until(&format!("a field named “{label}”"), async || {
            let Some(field) = self.find("field", label, "").await? else { return Ok(None) };
            Ok(Some(field.prop("value").await?.unwrap_or_default()))
        })
        .await
    }

    /// What the browser has to complain about: errors of scripts, of the policy, of loading. In Chromium only.
    ///
    /// # Errors
    /// If it does not say.
    pub async fn complaints(&self) -> Result<Vec<String>> {
        let lines = self.browser.session()?.browser_log().await?;
        Ok(lines.into_iter().filter(|line| line.level == "SEVERE").map(|line| line.message).collect())
    }

    /// Fails if a word of `words` can be seen.
    ///
    /// # Errors
    /// If one can.
    pub async fn must_not_show(&self, words: &[&str]) -> Result<()> {
        let text = self.text().await?;
        if let Some(found) = words.iter().find(|word| text.contains(**word)) {
            bail!("“{found}” can be seen");
        }
        Ok(())
    }
}
