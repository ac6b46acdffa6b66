//! Records written and sent with no server, and the queue drained when there is one again.
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use gh_e2e::engine::{Browser, Engine, Screen};
use gh_e2e::phone::Phone;
use gh_e2e::staff;
use serde::Deserialize;
use serde_json::json;

use crate::{Bench, say};

const DRAIN: &str = include_str!("drain.js");

/// How the queue was drained.
pub struct Drained {
    /// How many records there were.
    pub records: usize,
    /// From the beginning of the first try that succeeded to "Delivered" on the page of the last.
    pub took_ms: f64,
    /// How long it took to write them all.
    pub writing: Duration,
}

#[derive(Deserialize)]
struct Noted {
    took: f64,
    puts: usize,
}

/// Writes the records with the desk stopped, starts the desk, and waits until all are delivered and it has each once.
///
/// # Errors
/// If a record cannot be written, is not delivered, or is not there exactly once.
pub async fn drain(bench: &mut Bench) -> Result<Drained> {
    let records = bench.records;
    let folder = bench.folder.join("drain");
    let browser = Browser::open(Engine::Chromium, &folder, Screen::PHONE, None).await?;
    let mut phone = Phone::new(browser, bench.desk.app());
    phone.make_ready().await?;
    phone.gives_a_number().await?;
    bench.desk.stop().await?;

    let writing = Instant::now();
    for number in 1..=records {
        if number % 10 == 1 {
            say(&format!("record {number} of {records}"));
        }
        let worry =
            format!("Waited for at the gate by two adults whom nobody knows. Pupil {number}, for the third day.");
        phone.queues_a_concern(&worry, "Library, ground floor").await.with_context(|| format!("record {number}"))?;
    }
    let writing = writing.elapsed();
    phone.is_saved_not_sent().await?;

    say("draining the queue");
    phone.run(DRAIN, &[json!(records)]).await?;
    bench.desk.start_again().await?;
    phone.tries_to_send().await?;
    let wait = "const done = arguments[arguments.length - 1]; drained.then(done);";
    let noted: Noted = phone.browser.session()?.execute_async(wait, Vec::new()).await?.convert()?;
    ensure!(noted.puts == records, "{} tries succeeded for {records} records", noted.puts);

    staff::sign_in(&phone, &bench.desk).await?;
    let inbox = phone.title().await?;
    ensure!(
        inbox.starts_with(&format!("Inbox, {records} not opened")),
        "{records} were sent, and the desk says: {inbox}"
    );
    phone.browser.close().await?;
    Ok(Drained { records, took_ms: noted.took, writing })
}
