//! A tap on Done, and the next step on the screen.
use anyhow::{Context, Result, ensure};
use gh_e2e::until::until;
use serde_json::{Value, json};

use crate::opening::{APP, Tap, evaluate, open, touch};
use crate::series::Kept;
use crate::{Bench, say};

/// How many hours are gone through, each in a browser that has just been started. One hour has so few steps that its
/// slowest tap would be taken for what 95 in 100 come within.
const HOURS: usize = 3;
/// How many taps are measured at most in an hour: fewer if it has fewer steps.
const TAPS: usize = 20;
/// How many there must be.
const FEWEST: usize = 10;

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
    let mut times = Vec::new();
    while times.len() < TAPS {
        // The buttons count once they have stood for a moment.
        let ready = format!(
            "(() => {{ const done = document.querySelector({}); \
             done?.scrollIntoView({{ block: 'center', behavior: 'instant' }}); \
             return done ? !done.closest('[data-fresh]') : null; }})()",
            json!(DONE)
        );
        let more = until("a step that can be answered", async || match evaluate(&phone, &ready).await? {
            Value::Bool(true) => Ok(Some(true)),
            Value::Null if phone.heading().await? == "Every step has an answer" => Ok(Some(false)),
            _ => Ok(None),
        })
        .await?;
        if !more {
            break;
        }
        evaluate(&phone, "bench.arm()").await?;
        touch(&phone, DONE).await?;
        let time = evaluate(&phone, "bench.next()").await?;
        times.push(time.as_f64().context("the page gave no time")?);
    }
    phone.browser.close().await?;
    ensure!(times.len() >= FEWEST, "only {} steps could be done", times.len());
    Ok(times)
}
