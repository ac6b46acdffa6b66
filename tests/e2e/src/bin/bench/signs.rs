//! The search of the signs: from a letter that was typed to the list that answers it.
use anyhow::{Context, Result};
use gh_e2e::phone::Phone;
use serde_json::json;

use crate::opening::{evaluate, when};
use crate::series::Kept;
use crate::{Bench, say};

/// What is typed, one letter after the other; slips are among it. Each word ends with something else to find.
const TYPED: [&str; 8] = ["phone", "pasport", "van", "hotel", "scared", "money", "school", "injur"];

/// How often all of it is typed, each time in a browser that has just been started.
const ROUNDS: usize = 3;

/// Milliseconds from each letter to the frame with the list that answers it. A letter that changes nothing on the screen
/// is not counted.
///
/// # Errors
/// If the page does not come, or never answers.
pub async fn letters(bench: &Bench, kept: &Kept) -> Result<Vec<f64>> {
    let mut times = Vec::new();
    for round in 1..=ROUNDS {
        say(&format!("search of the signs, {round} of {ROUNDS}"));
        let mut phone = kept.app(bench).await?;
        phone.open("/signs").await?;
        when(&phone, "app").await?;
        phone.is_at("Check the signs").await?;
        times.extend(typed(&phone).await?);
        phone.browser.close().await?;
    }
    anyhow::ensure!(!times.is_empty(), "no letter changed the list");
    Ok(times)
}

async fn typed(phone: &Phone) -> Result<Vec<f64>> {
    let mut times = Vec::new();
    for word in TYPED {
        for length in 1..=word.chars().count() {
            let part: String = word.chars().take(length).collect();
            let time = evaluate(phone, &format!("bench.search({})", json!(part))).await?;
            times.extend(time.as_f64());
        }
        evaluate(phone, "bench.search('')").await.context("the search could not be emptied")?;
    }
    Ok(times)
}
