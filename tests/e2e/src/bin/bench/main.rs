//! How fast the built app is, beside a bare page with the same text, in one run. `cargo xtask bench` prepares what this
//! needs and starts it.
//!
//! `GH_DIST` holds the built app with `bare.html` and `bare-worker.js` beside its own files; `GH_BENCH_RUNS` says how
//! often each page is opened in each way, `GH_BENCH_RECORDS` how many records are queued, `GH_BENCH_TIMES` how many times a
//! page is slowed (without it, as decision 0017 has it). Nothing here fails for being
//! slow.
mod drain;
mod opening;
mod series;
mod signs;
mod slow;
mod steps;
mod table;

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result, anyhow};
use gh_e2e::desk::Desk;
use gh_e2e::paths;

use table::Table;

/// What every part of the bench works with.
struct Bench {
    desk: Desk,
    folder: PathBuf,
    runs: usize,
    records: usize,
    /// How many times the main thread of a page is slowed.
    slowed: f64,
}

#[tokio::main]
async fn main() -> ExitCode {
    // Ended with everything that was started, also when the person has seen enough.
    let outcome = tokio::select! {
        outcome = run() => outcome,
        _ = tokio::signal::ctrl_c() => Err(anyhow!("stopped")),
    };
    match outcome {
        Ok(table) => {
            println!("{table}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::FAILURE
        }
    }
}

async fn run() -> Result<Table> {
    let folder = paths::fresh("bench")?;
    let desk = Desk::start(folder.clone()).await?;
    let (runs, records) = (number("GH_BENCH_RUNS", 5)?, number("GH_BENCH_RECORDS", 100)?);
    let mut bench = Bench { desk, folder, runs, records, slowed: 1.0 };
    bench.slowed = match std::env::var("GH_BENCH_TIMES") {
        Ok(text) => text.parse().with_context(|| format!("GH_BENCH_TIMES is “{text}” and not a number"))?,
        Err(_) => slow::times(&bench).await?,
    };
    measure(&mut bench).await.with_context(|| format!("see {}", bench.folder.display()))
}

async fn measure(bench: &mut Bench) -> Result<Table> {
    let before = load();
    let first = slow::check(bench).await?;
    let online = series::cold_online(bench).await?;
    let kept = series::Kept::prepare(bench).await?;
    let steps = steps::taps_on_done(bench, &kept).await?;
    let full = steps::taps_on_done_in_a_full_case(bench).await?;
    let letters = signs::letters(bench).await?;
    bench.desk.stop().await?;
    let restarted = series::offline_after_restart(bench, &kept).await?;
    let again = series::offline_again(bench, &kept).await?;
    bench.desk.start_again().await?;
    let drained = drain::drain(bench).await?;
    let last = slow::check(bench).await?;

    let mut table = Table::new(bench, first, last);
    table.opening("first visit, slow 4G, slow phone", &online, &table::FIRST_VISIT);
    table.opening("no server, browser just started, slow phone", &restarted, &table::UNBOUND);
    table.opening("no server, opened again, slow phone", &again, &table::OFFLINE);
    table.done(&steps);
    table.full(&full, &steps);
    table.letters(&letters);
    table.drained(&drained);
    table.note(format!(
        "Programs that wanted a processor, in the minute before: {before}; in the last minute: {}.",
        load()
    ));
    Ok(table)
}

/// How busy the machine is: on a busy one the figures say little, and the ratios a little more.
fn load() -> String {
    let average = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    average.split(' ').next().filter(|load| !load.is_empty()).unwrap_or("not known").to_owned()
}

/// A count that the environment gives, or the usual one.
fn number(name: &str, usual: usize) -> Result<usize> {
    match std::env::var(name) {
        Ok(text) => text.parse().with_context(|| format!("{name} is “{text}” and not a number")),
        Err(_) => Ok(usual),
    }
}

/// What is going on, for the one who waits.
fn say(words: &str) {
    eprintln!("bench   {words}");
}
