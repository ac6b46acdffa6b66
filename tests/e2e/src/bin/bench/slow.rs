//! A slow line and a slow processor, applied by the browser, and the proof that they are.
use anyhow::{Result, ensure};
use gh_e2e::phone::Phone;
use serde_json::json;

use crate::Bench;
use crate::opening::{self, Tap};

/// What the fixed work takes on the slow phone for which the budgets are: 4 times what it took on the machine where they
/// were set, in milliseconds. So the phone is the same in an hour in which this machine is slower than it was then, or
/// quicker (decision 0017).
const PHONE_MS: f64 = 4.0 * 870.0;

/// No page is made quicker than the machine, and none so slow that a browser gives up.
const TIMES: std::ops::RangeInclusive<f64> = 1.0..=10.0;

/// Slow 4G: 1.6 Mbit/s down, 750 kbit/s up, 150 ms there and back. A browser delays whole requests and not packets, so
/// Lighthouse applies 3.75 times the delay and 0.9 times the rates to come to the same; so do we.
const DELAY_MS: f64 = 150.0 * 3.75;
const DOWN: f64 = 1.6 * 1024.0 * 0.9 * 1024.0 / 8.0;
const UP: f64 = 750.0 * 0.9 * 1024.0 / 8.0;

/// How long the page's own file takes at least on every first visit: less means that the line was not slowed.
pub const LEAST_DELAY_MS: f64 = 500.0;

/// What share of what it should take the slowed work must take at least: less means that the processor was not slowed.
const LEAST_SHARE: f64 = 0.7;

/// Work for the processor; answers with the milliseconds that it took.
const LOOP: &str = "const begun = performance.now(); \
                    let sum = 0; \
                    for (let step = 0; step < 2e8; step += 1) sum = (sum + step * step) | 0; \
                    return performance.now() - begun + (sum === 0.5)";

/// Slows the line of the page. Workers have a line of their own.
///
/// # Errors
/// If the browser refuses.
pub async fn line(phone: &Phone) -> Result<()> {
    phone.browser.devtools("Network.enable", json!({})).await?;
    let (down, up) = (DOWN.floor(), UP.floor());
    let rates = json!({ "offline": false, "latency": DELAY_MS, "downloadThroughput": down, "uploadThroughput": up });
    phone.browser.devtools("Network.emulateNetworkConditions", rates).await?;
    Ok(())
}

/// Slows the main thread of the page, and of the pages that are opened after it.
///
/// # Errors
/// If the browser refuses.
pub async fn processor(phone: &Phone, times: f64) -> Result<()> {
    rate(phone, times).await
}

async fn rate(phone: &Phone, times: f64) -> Result<()> {
    phone.browser.devtools("Emulation.setCPUThrottlingRate", json!({ "rate": times })).await?;
    Ok(())
}

/// What the fixed work took in a page.
#[derive(Debug, Clone, Copy)]
pub struct Speed {
    /// Milliseconds that it took slowed.
    pub slow_ms: f64,
    /// Milliseconds that it took with nothing slowed: what tells one machine, or one hour, from another.
    pub quick_ms: f64,
}

/// How many times a page has to be slowed here and now to be as slow as the phone.
///
/// # Errors
/// If the browser refuses.
pub async fn times(bench: &Bench) -> Result<f64> {
    let mut phone = opening::new_phone(bench, "calibrate").await?;
    let quick: f64 = phone.run(LOOP, &[]).await?.convert()?;
    phone.browser.close().await?;
    Ok((PHONE_MS / quick).clamp(*TIMES.start(), *TIMES.end()))
}

/// The same work in a page that was opened slowed, and not slowed.
///
/// # Errors
/// If it is not as much slower as it should be.
pub async fn check(bench: &Bench) -> Result<Speed> {
    let mut phone = opening::new_phone(bench, "check").await?;
    processor(&phone, bench.slowed).await?;
    opening::open_slowly(&phone, opening::BARE, Tap::AtOnce).await?;
    let slow: f64 = phone.run(LOOP, &[]).await?.convert()?;
    rate(&phone, 1.0).await?;
    let quick: f64 = phone.run(LOOP, &[]).await?.convert()?;
    phone.browser.close().await?;
    let least = quick * bench.slowed * LEAST_SHARE;
    ensure!(slow >= least, "the processor was not slowed: {quick} ms, then {slow} ms");
    Ok(Speed { slow_ms: slow, quick_ms: quick })
}
