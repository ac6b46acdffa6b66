//! Waiting for something to be so. The only place that lets time pass.
use std::time::{Duration, Instant};

use anyhow::{Result, anyhow};

/// How long a screen may take to show what it should, on a busy machine.
pub const PATIENCE: Duration = Duration::from_secs(40);

/// How long the first start may take: everything is fetched, checked and stored.
pub const FIRST_START: Duration = Duration::from_secs(90);

const LOOK_AGAIN: Duration = Duration::from_millis(60);

/// Looks again and again until `look` finds something. An error of `look` (an element that has just been replaced, a page
/// that is loading) counts as "not yet", and the last one is told if the time runs out.
///
/// # Errors
/// If nothing was found within `patience`.
pub async fn within<T>(patience: Duration, what: &str, mut look: impl AsyncFnMut() -> Result<Option<T>>) -> Result<T> {
    let begun = Instant::now();
    let mut last = None;
    loop {
        match look().await {
            Ok(Some(found)) => return Ok(found),
            Ok(None) => {}
            Err(error) => last = Some(error),
        }
        if begun.elapsed() > patience {
            let why = last.map_or(String::new(), |error| format!(" (the last try said: {error:#})"));
            return Err(anyhow!("waited {} s in vain for: {what}{why}", patience.as_secs()));
        }
        tokio::time::sleep(LOOK_AGAIN).await;
    }
}

/// As [`within`], for the usual time.
///
/// # Errors
/// If nothing was found.
pub async fn until<T>(what: &str, look: impl AsyncFnMut() -> Result<Option<T>>) -> Result<T> {
    within(PATIENCE, what, look).await
}
