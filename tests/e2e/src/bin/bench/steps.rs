//! A tap on Done, and the next step on the screen.
use anyhow::{Context, Result, ensure};
use gh_e2e::phone::Phone;
use gh_e2e::until::{FIRST_START, until, within};
use serde_json::{Value, json};

use crate::opening::{APP, Tap, evaluate, new_phone, open, touch};
use crate::series::{Kept, start};
use crate::{Bench, say};

/// How many hours are gone through, each in a browser that has just been started. One hour has so few steps that its
/// slowest tap would be taken for what 95 in 100 come within.
const HOURS: usize = 3;
/// How many taps are measured at most in an hour: fewer if it has fewer steps.
const TAPS: usize = 20;
/// How many there must be.
const FEWEST: usize = 10;

/// How many events a full case holds.
pub const EVENTS: usize = 500;

/// How many photographs it has.
pub const PHOTOGRAPHS: usize = 20;

/// No camera for the page: the phone's own is the way, whose pictures are files.
const NO_CAMERA: &str =
    "navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('no', 'NotAllowedError'))";

/// A picture as large as a phone keeps it, each another one, as the phone's camera hands it over.
/// arguments: [0] its number.
const PICTURE: &str = "const [number] = arguments; \
    const canvas = Object.assign(document.createElement('canvas'), { width: 1600, height: 1200 }); \
    const context = canvas.getContext('2d'); \
    for (let n = 0; n < 4000; n += 1) { \
        const part = (by) => (n * by + number * 131) % 1600; \
        context.fillStyle = `hsl(${part(37) % 360} 60% ${part(11) % 100}%)`; \
        context.fillRect(part(61), part(97) % 1200, 40, 30); } \
    canvas.toBlob((blob) => { \
        const data = new DataTransfer(); \
        data.items.add(new File([blob], 'IMG.jpg', { type: 'image/jpeg' })); \
        const field = document.getElementById('file'); \
        field.files = data.files; field.dispatchEvent(new Event('change', { bubbles: true })); \
    }, 'image/jpeg', 0.95)";

/// Answers one question of the record again and again. Each answer is an event of its own.
/// arguments: [0] how many times.
const FILL: &str = "const [many] = arguments; \
    const chips = () => [...document.querySelectorAll('fieldset.ask input')].slice(0, 2); \
    const pause = () => new Promise((next) => setTimeout(next, 5)); \
    (async () => { for (let n = 0; n < many; n += 1) { \
        const other = chips().find((chip) => !chip.checked), at = chips().indexOf(other); \
        other.click(); \
        while (!chips()[at].checked || chips()[1 - at].checked) await pause(); \
        await pause(); } \
    globalThis.filled = true; })()";

const DONE: &str = r#".acts[aria-label="This step"] .btn.main"#;

/// Milliseconds from each tap to the next step. The commit of the step that was done lies between them.
///
/// # Errors
/// If the hour does not begin, or has too few steps.
pub async fn taps_on_done(bench: &Bench, kept: &Kept) -> Result<Vec<f64>> {
    let mut times = Vec::new();
    for hour in 1..=HOURS {
        say(&format!("taps on Done, hour {hour} of {HOURS}"));
        times.extend(an_hour(bench, kept).await?);
    }
    Ok(times)
}

async fn an_hour(bench: &Bench, kept: &Kept) -> Result<Vec<f64>> {
    let mut phone = kept.app(bench).await?;
    open(&phone, APP, Tap::OnceItIsThere).await?;
    let times = through_the_steps(&phone).await?;
    phone.browser.close().await?;
    Ok(times)
}

/// Milliseconds from each tap to the next step, in an hour whose case holds so many events before the first of them.
///
/// # Errors
/// If the case cannot be filled, or has too few steps.
pub async fn taps_on_done_in_a_full_case(bench: &Bench) -> Result<Vec<f64>> {
    say(&format!("a case of {EVENTS} events and {PHOTOGRAPHS} photographs"));
    let name = "full";
    let mut phone = new_phone(bench, name).await?;
    fill(&phone).await?;
    phone.browser.close().await?;
    let mut times = Vec::new();
    for hour in 1..=HOURS {
        say(&format!("taps on Done in it, {hour} of {HOURS}"));
        // Opened anew by the slowed browser, as an hour that has gone on for long.
        let mut phone = start(bench, &bench.folder.join(name)).await?;
        phone.open("/now").await?;
        phone.finds("Done").await?;
        times.extend(through_the_steps(&phone).await?);
        phone.browser.close().await?;
    }
    Ok(times)
}

async fn fill(phone: &Phone) -> Result<()> {
    phone.make_ready().await?;
    phone.starts_the_hour().await?;
    phone.open("/record/m03").await?;
    phone.is_at("Is the child safe now?").await?;
    // An answer that comes before the last one is saved may be no event: a few more than are needed.
    phone.run(FILL, &[json!(EVENTS + EVENTS / 4)]).await?;
    within(FIRST_START, "the case to be filled", async || {
        Ok(phone.run("return globalThis.filled === true", &[]).await?.convert::<bool>()?.then_some(()))
    })
    .await?;
    take_photographs(phone).await?;
    phone.open("/record").await?;
    phone.is_at("Record").await?;
    phone.sees(&format!("{PHOTOGRAPHS} taken.")).await?;
    phone.tap("The log of this record").await?;
    let entries: usize = until("the log to be checked", async || {
        let text = phone.text().await?;
        Ok(text.split("Log unbroken, ").nth(1).and_then(|rest| rest.split(' ').next()?.parse().ok()))
    })
    .await?;
    ensure!(entries >= EVENTS, "the case holds {entries} events");
    Ok(())
}

async fn take_photographs(phone: &Phone) -> Result<()> {
    phone.open("/photos").await?;
    phone.is_at("Photographs").await?;
    phone.run(NO_CAMERA, &[]).await?;
    phone.choose("What will it show?", "Papers").await?;
    phone.tap("Open the camera").await?;
    phone.finds("Try the camera again").await?;
    for number in 1..=PHOTOGRAPHS {
        phone.run(PICTURE, &[json!(number)]).await?;
        let shown = "return document.querySelectorAll('img.picture').length";
        within(FIRST_START, &format!("photograph {number}"), async || {
            Ok((phone.run(shown, &[]).await?.convert::<usize>()? == number).then_some(()))
        })
        .await?;
    }
    Ok(())
}

async fn through_the_steps(phone: &Phone) -> Result<Vec<f64>> {
    let mut times = Vec::new();
    while times.len() < TAPS {
        // The buttons count once they have stood for a moment.
        let ready = format!(
            "(() => {{ const done = document.querySelector({}); \
             done?.scrollIntoView({{ block: 'center', behavior: 'instant' }}); \
             return done ? !done.closest('[data-fresh]') : null; }})()",
            json!(DONE)
        );
        let more = until("a step that can be answered", async || match evaluate(phone, &ready).await? {
            Value::Bool(true) => Ok(Some(true)),
            Value::Null if phone.heading().await? == "Every step has an answer" => Ok(Some(false)),
            _ => Ok(None),
        })
        .await?;
        if !more {
            break;
        }
        evaluate(phone, "bench.arm()").await?;
        touch(phone, DONE).await?;
        let time = evaluate(phone, "bench.next()").await?;
        times.push(time.as_f64().context("the page gave no time")?);
    }
    ensure!(times.len() >= FEWEST, "only {} steps could be done", times.len());
    Ok(times)
}
