//! A slow line and a slow processor, applied by the browser, and the proof that they are.
use anyhow::{Result, ensure};
use gh_e2e::phone::Phone;
use serde_json::json;

use crate::Bench;
use crate::opening::{self, Tap};

/// How many times slower the processor is.
const CPU: u32 = 4;

/// Slow 4G: 1.6 Mbit/s down, 750 kbit/s up, 150 ms there and back. A browser delays whole requests and not packets, so
/// Lighthouse applies 3.75 times the delay and 0.9 times the rates to come to the same; so do we.
const DELAY_MS: f64 = 150.0 * 3.75;
const DOWN: f64 = 1.6 * 1024.0 * 0.9 * 1024.0 / 8.0;
const UP: f64 = 750.0 * 0.9 * 1024.0 / 8.0;

/// How long the page's own file takes at least on every first visit: less means that the line was not slowed.
pub const LEAST_DELAY_MS: f64 = 500.0;

/// What a loop must take longer at least: less means that the processor was not slowed. The machine has other work too.
const LEAST_TIMES: f64 = 2.0;

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
pub async fn processor(phone: &Phone) -> Result<()> {
    rate(phone, CPU).await
}

async fn rate(phone: &Phone, times: u32) -> Result<()> {
    phone.browser.devtools("Emulation.setCPUThrottlingRate", json!({ "rate": times })).await?;
    Ok(())
}

/// What the fixed work took in a page.
#[derive(Debug, Clone, Copy)]
pub struct Speed {
    /// How many times longer it took slowed.
    pub times: f64,
    /// Milliseconds that it took with nothing slowed: what tells one machine, or one hour, from another.
    pub quick_ms: f64,
}

/// The same work in a page that was opened slowed, and not slowed.
///
/// # Errors
/// If it is not slower.
pub async fn check(bench: &Bench) -> Result<Speed> {
    let mut phone = opening::new_phone(bench, "check").await?;
    processor(&phone).await?;
    opening::open_slowly(&phone, opening::BARE, Tap::AtOnce).await?;
    let slow: f64 = phone.run(LOOP, &[]).await?.convert()?;
    rate(&phone, 1).await?;
    let quick: f64 = phone.run(LOOP, &[]).await?.convert()?;
    phone.browser.close().await?;
    ensure!(slow >= quick * LEAST_TIMES, "the processor was not slowed: {quick} ms, then {slow} ms");
    Ok(Speed { times: slow / quick, quick_ms: quick })
}
