//! The search of the signs: from a letter that was typed to the list that answers it.
use std::path::PathBuf;

use anyhow::{Context, Result};
use gh_e2e::paths;
use gh_e2e::phone::Phone;
use gh_e2e::until::until;
use serde_json::json;

use crate::opening::{evaluate, new_phone, when};
use crate::series::start;
use crate::{Bench, say};

/// What is typed, one letter after the other; slips are among it. Each word ends with something else to find.
const TYPED: [&str; 8] = ["phone", "pasport", "van", "hotel", "scared", "money", "school", "injur"];

/// How often all of it is typed, each time in a browser that has just been started.
const ROUNDS: usize = 3;

/// How many there are then: the guidance may grow to that.
pub const SIGNS: usize = 200;
/// The word by which only the last of them is found.
const LAST: &str = "zzyzx";

/// Milliseconds from each letter to the frame with the list that answers it. A letter that changes nothing on the screen
/// is not counted. Among two hundred signs: `GH_BENCH_SIGNS` holds the app with these.
///
/// # Errors
/// If the page does not come, or never answers.
pub async fn letters(bench: &mut Bench) -> Result<Vec<f64>> {
    let many = std::env::var_os("GH_BENCH_SIGNS").context("GH_BENCH_SIGNS names no folder")?;
    serve(bench, PathBuf::from(many)).await?;
    let times = among_many(bench).await;
    serve(bench, paths::dist()?).await?;
    times
}

async fn serve(bench: &mut Bench, app: PathBuf) -> Result<()> {
    bench.desk.stop().await?;
    bench.desk.serves(app);
    bench.desk.start_again().await
}

async fn among_many(bench: &Bench) -> Result<Vec<f64>> {
    let name = "kept-signs";
    let mut phone = new_phone(bench, name).await?;
    phone.make_ready().await?;
    phone.browser.close().await?;
    let mut times = Vec::new();
    for round in 1..=ROUNDS {
        say(&format!("search of {SIGNS} signs, {round} of {ROUNDS}"));
        let mut phone = start(bench, &bench.folder.join(name)).await?;
        phone.open("/signs").await?;
        when(&phone, "app").await?;
        phone.is_at("Check the signs").await?;
        phone.write("Search the signs", LAST).await?;
        let one = "return [...document.querySelectorAll('.sign')].filter((sign) => sign.getClientRects().length).length === 1";
        until("the last of the signs", async || Ok(phone.run(one, &[]).await?.convert::<bool>()?.then_some(())))
            .await?;
        evaluate(&phone, "bench.search('')").await?;
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
