//! The app and the bare page by turns, in every way of opening them.
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use gh_e2e::paths::copy_folder;
use gh_e2e::phone::Phone;
use gh_e2e::until::{FIRST_START, within};

use crate::opening::{APP, BARE, Report, Tap, leave, new_phone, open, open_slowly, when};
use crate::{Bench, say, slow};

/// What was noted of one way of opening.
#[derive(Debug, Default)]
pub struct Series {
    /// The app, tapped as soon as its steps could be read.
    pub at_once: Vec<Report>,
    /// The app, tapped when it stood in the place of the static page.
    pub once_there: Vec<Report>,
    /// The bare page, tapped as soon as its steps could be read.
    pub bare: Vec<Report>,
    /// When the largest part of each was painted, where nobody tapped.
    pub painted: Painted,
}

/// When the largest part of a page was painted, in milliseconds. A tap ends the browser's search for it, and the later the
/// paint, the sooner it does: who measured it on pages that are tapped would have only the quick ones of the bare page.
#[derive(Debug, Default)]
pub struct Painted {
    /// The app.
    pub app: Vec<f64>,
    /// The bare page.
    pub bare: Vec<f64>,
}

/// First visits: a new profile and a new browser each time.
///
/// # Errors
/// If a page cannot be measured.
pub async fn cold_online(bench: &Bench) -> Result<Series> {
    let mut series = Series::default();
    for run in 0..bench.runs {
        say(&format!("first visits, {} of {}", run + 1, bench.runs));
        series.at_once.push(first_visit(bench, APP, Tap::AtOnce).await?);
        series.bare.push(first_visit(bench, BARE, Tap::AtOnce).await?);
        series.once_there.push(first_visit(bench, APP, Tap::OnceItIsThere).await?);
        series.bare.push(first_visit(bench, BARE, Tap::AtOnce).await?);
        // Twice, for their ratio has the narrowest budget; the second time the other way round.
        for address in [APP, BARE, BARE, APP] {
            let largest = first_visit(bench, address, Tap::None).await?.largest;
            let painted = &mut series.painted;
            if address == APP { painted.app.push(largest) } else { painted.bare.push(largest) }
        }
    }
    Ok(series)
}

async fn first_visit(bench: &Bench, address: &str, tap: Tap) -> Result<Report> {
    let name = "visit";
    let mut phone = new_phone(bench, name).await?;
    slow::processor(&phone, bench.slowed).await?;
    let report = open_slowly(&phone, address, tap).await.with_context(|| format!("first visit to {address}, {tap:?}"));
    phone.browser.close().await?;
    std::fs::remove_dir_all(bench.folder.join(name))?;
    report
}

/// Profiles in which the app, and the bare page, have been opened once and kept by their workers.
pub struct Kept {
    app: PathBuf,
    bare: PathBuf,
}

impl Kept {
    /// Makes them.
    ///
    /// # Errors
    /// If a worker does not come to have its files.
    pub async fn prepare(bench: &Bench) -> Result<Self> {
        say("profiles that open with no server");
        let mut phone = new_phone(bench, "kept-app").await?;
        phone.make_ready().await?;
        phone.browser.close().await?;

        let mut phone = new_phone(bench, "kept-bare").await?;
        phone.open(BARE).await?;
        when(&phone, "steps").await?;
        phone.run("navigator.serviceWorker.register('/bare-worker.js')", &[]).await?;
        let active = "const there = await navigator.serviceWorker.getRegistration(); return Boolean(there?.active)";
        within(FIRST_START, "the worker of the bare page", async || {
            Ok(phone.run(active, &[]).await?.convert::<bool>()?.then_some(()))
        })
        .await?;
        phone.browser.close().await?;
        Ok(Self { app: bench.folder.join("kept-app"), bare: bench.folder.join("kept-bare") })
    }

    /// A browser, just started, with a copy of the profile: a tap in it leaves no hour to the next.
    ///
    /// # Errors
    /// If it does not start.
    pub async fn app(&self, bench: &Bench) -> Result<Phone> {
        start(bench, &self.app).await
    }
}

/// A browser, just started and slowed, with a copy of a profile.
///
/// # Errors
/// If it does not start.
pub async fn start(bench: &Bench, profile: &Path) -> Result<Phone> {
    let copy = bench.folder.join("copy");
    if copy.exists() {
        std::fs::remove_dir_all(&copy)?;
    }
    // A closed browser leaves nothing else that counts.
    copy_folder(profile, &copy)?;
    let phone = new_phone(bench, "copy").await?;
    slow::processor(&phone, bench.slowed).await?;
    Ok(phone)
}

/// Opened for the first time since the browser was started.
///
/// # Errors
/// If a page cannot be measured.
pub async fn offline_after_restart(bench: &Bench, kept: &Kept) -> Result<Series> {
    let mut series = Series::default();
    for run in 0..bench.runs {
        say(&format!("no server, browser just started, {} of {}", run + 1, bench.runs));
        series.at_once.push(restarted(bench, &kept.app, APP, Tap::AtOnce).await?);
        series.bare.push(restarted(bench, &kept.bare, BARE, Tap::AtOnce).await?);
        series.once_there.push(restarted(bench, &kept.app, APP, Tap::OnceItIsThere).await?);
        series.bare.push(restarted(bench, &kept.bare, BARE, Tap::AtOnce).await?);
    }
    Ok(series)
}

async fn restarted(bench: &Bench, profile: &Path, address: &str, tap: Tap) -> Result<Report> {
    let mut phone = start(bench, profile).await?;
    let report = open(&phone, address, tap).await.with_context(|| format!("{address} with no server, {tap:?}"));
    phone.browser.close().await?;
    report
}

/// Opened once more in the same browser.
///
/// # Errors
/// If a page cannot be measured.
pub async fn offline_again(bench: &Bench, kept: &Kept) -> Result<Series> {
    let mut series = Series::default();
    for run in 0..bench.runs {
        say(&format!("no server, opened again, {} of {}", run + 1, bench.runs));
        series.at_once.push(again(bench, &kept.app, APP, Tap::AtOnce).await?);
        series.bare.push(again(bench, &kept.bare, BARE, Tap::AtOnce).await?);
        series.once_there.push(again(bench, &kept.app, APP, Tap::OnceItIsThere).await?);
        series.bare.push(again(bench, &kept.bare, BARE, Tap::AtOnce).await?);
    }
    Ok(series)
}

async fn again(bench: &Bench, profile: &Path, address: &str, tap: Tap) -> Result<Report> {
    let mut phone = start(bench, profile).await?;
    let report = async {
        // The bare page has nothing that would have to come to life.
        open(&phone, address, if address == APP { Tap::None } else { Tap::AtOnce }).await?;
        leave(&phone).await?;
        open(&phone, address, tap).await
    };
    let report = report.await.with_context(|| format!("{address} once more with no server, {tap:?}"));
    phone.browser.close().await?;
    report
}
