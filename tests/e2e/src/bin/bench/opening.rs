//! One page, opened once in a slowed browser: when it can be read, and when a tap is answered.
use std::path::Path;

use anyhow::{Context, Result, ensure};
use gh_e2e::engine::Browser;
use gh_e2e::phone::Phone;
use gh_e2e::until::{FIRST_START, until, within};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::{Bench, slow};

const PROBE: &str = include_str!("probe.js");

/// The address of the bare page.
pub const BARE: &str = "/bare.html";
/// The address of the app.
pub const APP: &str = "/";

/// How long a page is given to come to a state, in milliseconds.
const PATIENCE_MS: u32 = 60_000;
/// A tap that has no answer by then was lost.
const LOST_MS: u32 = 10_000;

/// What the page noted of itself, in milliseconds since it was asked for.
#[derive(Debug, Clone, Deserialize)]
pub struct Report {
    /// The whole of the page's own file had come.
    pub whole: f64,
    /// The first steps stand on the screen.
    pub steps: f64,
    /// The largest part of the page stands there, as far as the browser knows before a tap.
    pub largest: f64,
    /// The app stands in the place of the static page.
    pub app: Option<f64>,
    /// The tap: the finger was lifted.
    pub tap: Option<f64>,
    /// Who got it: the static `page`, or the `app`.
    pub by: String,
    /// The answer to the tap stands on the screen.
    pub answered: Option<f64>,
    /// The hour stands on the screen, begun by the tap.
    pub hour: Option<f64>,
    /// How far things moved before the tap, in the browser's own measure.
    pub shift: f64,
}

impl Report {
    /// From the tap to its answer on the screen.
    pub fn answer(&self) -> Option<f64> {
        Some(self.answered? - self.tap?)
    }
}

/// When a tap is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tap {
    /// As soon as the steps can be read.
    AtOnce,
    /// When the app stands in the place of the static page.
    OnceItIsThere,
    /// Never.
    None,
}

/// A slowed browser with the profile in the folder `name`, or a new one. It stands on an empty page.
///
/// # Errors
/// If it does not start.
pub async fn new_phone(bench: &Bench, name: &str) -> Result<Phone> {
    in_folder(bench, &bench.folder.join(name)).await
}

async fn in_folder(bench: &Bench, folder: &Path) -> Result<Phone> {
    let phone = Phone::new(Browser::open_unwaiting(folder).await?, bench.desk.app());
    phone.browser.devtools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": PROBE })).await?;
    leave(&phone).await?;
    Ok(phone)
}

/// Goes to an empty page, so that the next opening begins from nothing.
///
/// # Errors
/// If the page stays.
pub async fn leave(phone: &Phone) -> Result<()> {
    phone.go_to("about:blank").await?;
    until("an empty page", async || {
        Ok((evaluate(phone, "location.href").await?.as_str() == Some("about:blank")).then_some(()))
    })
    .await
}

/// What an expression comes to in the page; a promise is awaited.
///
/// Not by the driver's own command for scripts: that brings a library of its own into the page, which a slowed page
/// compiles while it is opening.
///
/// # Errors
/// If there is no page, or the expression throws.
pub async fn evaluate(phone: &Phone, expression: &str) -> Result<Value> {
    let asked = json!({ "expression": expression, "awaitPromise": true, "returnByValue": true });
    let mut answer = phone.browser.devtools("Runtime.evaluate", asked).await?;
    ensure!(answer["exceptionDetails"].is_null(), "{expression}: {}", answer["exceptionDetails"]);
    Ok(answer["result"]["value"].take())
}

/// Opens the page, taps "I am with a child now" when it is time, and reads what the page noted. A tap that was lost is
/// noted too, as one without an answer.
///
/// # Errors
/// If it does not come to the states that it must.
pub async fn open(phone: &Phone, address: &str, tap: Tap) -> Result<Report> {
    phone.open(address).await?;
    when(phone, "steps").await?;
    // The bare page has nothing that would have to come to life.
    if tap != Tap::AtOnce && address == APP {
        when(phone, "app").await?;
    }
    if tap != Tap::None {
        touch(phone, ".hero").await?;
        let answered = wait(phone, "answered", LOST_MS).await?.is_some();
        if answered && address == APP {
            when(phone, "hour").await?;
        }
    }
    let report = until("the page to name its largest part", async || {
        let report: Report = serde_json::from_value(evaluate(phone, "bench.report()").await?)?;
        // A tap ends the browser's search for it: who taps at once may get none.
        Ok((tap == Tap::AtOnce || report.largest > 0.0).then_some(report))
    });
    report.await
}

/// As [`open`], on a first visit: the line has to be slow.
///
/// # Errors
/// As there, or if the page came too soon.
pub async fn open_slowly(phone: &Phone, address: &str, tap: Tap) -> Result<Report> {
    slow::line(phone).await?;
    let report = open(phone, address, tap).await?;
    ensure!(report.whole >= slow::LEAST_DELAY_MS, "the line was not slowed: {} ms", report.whole);
    Ok(report)
}

/// Waits until the page has come to a state.
///
/// # Errors
/// If it does not.
pub async fn when(phone: &Phone, state: &str) -> Result<f64> {
    let time = wait(phone, state, PATIENCE_MS).await?;
    time.with_context(|| format!("the page did not come to the state “{state}”"))
}

/// Waits inside the page, which is not asked again and again meanwhile. `None`: it did not come in time.
async fn wait(phone: &Phone, state: &str, patience_ms: u32) -> Result<Option<f64>> {
    // Until the page has begun, there is nobody to ask.
    let script = format!("globalThis.bench ? bench.when('{state}', {patience_ms}).then((time) => time ?? -1) : null");
    let time = within(FIRST_START, state, async || Ok(evaluate(phone, &script).await?.as_f64()));
    Ok(Some(time.await?).filter(|time| *time >= 0.0))
}

/// Touches the middle of an element, of its first line where it is a link of several, as a finger does: the browser
/// itself makes the tap.
///
/// # Errors
/// If there is no such element on the screen.
pub async fn touch(phone: &Phone, selector: &str) -> Result<()> {
    let script = "(what) => { \
                      const [at] = document.querySelector(what).getClientRects(); \
                      const [x, y] = [at.x + at.width / 2, at.y + at.height / 2]; \
                      return document.elementFromPoint(x, y)?.closest(what) ? { x, y } : null; \
                  }";
    let point = evaluate(phone, &format!("({script})({})", json!(selector))).await?;
    ensure!(point.is_object(), "{selector} cannot be touched");
    let browser = &phone.browser;
    browser
        .devtools("Input.dispatchTouchEvent", json!({ "type": "touchStart", "touchPoints": [point] }))
        .await
        .context("the finger could not be put down")?;
    browser.devtools("Input.dispatchTouchEvent", json!({ "type": "touchEnd", "touchPoints": [] })).await?;
    Ok(())
}
