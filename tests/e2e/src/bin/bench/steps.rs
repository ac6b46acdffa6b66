//! A tap on Done, and the next step on the screen.
use anyhow::{Context, Result, ensure};
use gh_e2e::until::until;

use crate::opening::{APP, Tap, open, touch};
use crate::series::Kept;
use crate::{Bench, say};

/// How many taps are measured at most: fewer if the hour has fewer steps.
const TAPS: usize = 20;
/// How many there must be to speak of the slowest.
const FEWEST: usize = 10;

const DONE: &str = r#".acts[aria-label="This step"] .btn.main"#;

/// Milliseconds from each tap to the next step. The commit of the step that was done lies between them.
///
/// # Errors
/// If the hour does not begin, or has too few steps.
pub async fn taps_on_done(bench: &Bench, kept: &Kept) -> Result<Vec<f64>> {
    say("taps on Done");
    let mut phone = kept.app(bench).await?;
    open(&phone, APP, Tap::OnceItIsThere).await?;
    let mut times = Vec::new();
    while times.len() < TAPS {
        // The buttons count once they have stood for a moment.
        let ready = "const done = document.querySelector(arguments[0]); \
                     done?.scrollIntoView({ block: 'center', behavior: 'instant' }); \
                     return done ? !done.closest('[data-fresh]') : document.querySelector('h1') && null;";
        let more =
            until("a step that can be answered", async || match phone.run(ready, &[DONE.into()]).await?.json() {
                serde_json::Value::Bool(true) => Ok(Some(true)),
                serde_json::Value::Null if phone.heading().await? == "Every step has an answer" => Ok(Some(false)),
                _ => Ok(None),
            })
            .await?;
        if !more {
            break;
        }
        phone.run("bench.arm()", &[]).await?;
        touch(&phone, DONE).await?;
        let next = "const done = arguments[arguments.length - 1]; bench.next().then(done);";
        let time = phone.browser.session()?.execute_async(next, Vec::new()).await?;
        times.push(time.json().as_f64().context("the page gave no time")?);
    }
    phone.browser.close().await?;
    ensure!(times.len() >= FEWEST, "only {} steps could be done", times.len());
    Ok(times)
}
