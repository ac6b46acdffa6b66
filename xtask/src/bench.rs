//! `cargo xtask bench`: sizes, and how fast the built app is beside a bare page with the same text, in one run.
//!
//! The measuring is in tests/e2e/src/bin/bench, which drives a real browser; here stands what it needs.

mod bare;
mod many_signs;

use crate::child::{self, Show};
use crate::post_build::{self, root};
use crate::setup::{self, Needs};
use crate::sizes;
use crate::workspace::Workspace;
use anyhow::{Context, Result, bail};
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

/// The address of the bare page, under the app's own.
const BARE: &str = "bare.html";
/// The worker that keeps the bare page, so that both can be opened with no server.
const WORKER: &str = "bare-worker.js";

/// What and how much is measured.
#[derive(clap::Args)]
pub struct BenchOptions {
    /// How often each page is opened in each way.
    #[arg(long, default_value_t = 5)]
    runs: usize,
    /// How many records are queued and drained.
    #[arg(long, default_value_t = 100)]
    records: usize,
    /// How many times the processor of a page is slowed. Without it, as much as makes this machine a phone that is 4 times
    /// slower than the one where the budgets were set.
    #[arg(long)]
    times: Option<f64>,
    /// Install and build nothing: measure dist/ and the desk as they are. `GH_DESK_BIN` names another desk.
    #[arg(long)]
    as_built: bool,
}

/// Builds what is missing, prints the sizes, and measures.
///
/// # Errors
/// If something cannot be built or measured. Slowness is none.
pub fn run(workspace: &Workspace, options: &BenchOptions) -> Result<ExitCode> {
    if options.runs == 0 || options.records == 0 {
        bail!("--runs and --records must be at least 1");
    }
    if !options.as_built {
        prepare(workspace)?;
    }
    let app = workspace.dist();
    let page = bare::page(&text(&app.join("index.html"))?)?;
    print_sizes(&page)?;
    let both = serve_both(&app, &page)?;
    let many = copy_of(&app, "target/bench-signs")?;
    many_signs::put(&many)?;
    let mut build = workspace.cargo("build --locked --offline --package gh-e2e --bin bench");
    let built = child::run("bench", &mut build, Show::SignOfLife, |_| {})?;
    if !built.success {
        bail!("the bench does not compile: {}", built.why);
    }
    let status = measuring(workspace, options, &both, &many).status().context("cannot start cargo")?;
    for folder in [&both, &many] {
        fs::remove_dir_all(folder).with_context(|| format!("cannot remove {}", folder.display()))?;
    }
    Ok(if status.success() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn prepare(workspace: &Workspace) -> Result<()> {
    let needs =
        Needs { wasm_target: true, wasm_bindgen: true, app: true, desk: true, chromium: true, ..Needs::default() };
    let missing = setup::prepare(workspace, needs)?;
    if missing.problems.is_empty() {
        return Ok(());
    }
    let lines: Vec<String> = missing.problems.iter().map(|problem| format!("{problem:#}")).collect();
    bail!("{}", lines.join("\n"))
}

fn print_sizes(page: &str) -> Result<()> {
    sizes::run()?;
    let (gzip, brotli) = (sizes::gzip(page.as_bytes())?.len(), sizes::brotli(page.as_bytes())?.len());
    println!("{:<20} {:>9} {gzip:>9} {brotli:>9}   none\n", "(the bare page)", page.len());
    Ok(())
}

/// A copy of the built app, in the place of an earlier one.
fn copy_of(app: &Path, name: &str) -> Result<PathBuf> {
    let copy = root().join(name);
    if copy.exists() {
        fs::remove_dir_all(&copy).with_context(|| format!("cannot empty {}", copy.display()))?;
    }
    for path in post_build::files_under(app)? {
        let target = copy.join(path.strip_prefix(app).context("the file lies in the folder")?);
        let folder = target.parent().context("a file stands in a folder")?;
        fs::create_dir_all(folder)?;
        fs::copy(&path, &target).with_context(|| format!("cannot copy {}", path.display()))?;
    }
    Ok(copy)
}

/// The built app and the bare page in one folder: one desk serves both, in the same way.
fn serve_both(app: &Path, page: &str) -> Result<PathBuf> {
    let both = copy_of(app, "target/bench-app")?;
    let worker = text(&root().join("tests/e2e/src/bin/bench").join(WORKER))?;
    for (name, words) in [(BARE, page), (WORKER, worker.as_str())] {
        fs::write(both.join(name), words)?;
        fs::write(both.join(format!("{name}.br")), sizes::brotli(words.as_bytes())?)?;
        fs::write(both.join(format!("{name}.gz")), sizes::gzip(words.as_bytes())?)?;
    }
    Ok(both)
}

fn measuring(workspace: &Workspace, options: &BenchOptions, both: &Path, many: &Path) -> Command {
    let mut command = workspace.cargo("run --quiet --locked --offline --package gh-e2e --bin bench");
    command
        .env("GH_DIST", both)
        .env("GH_BENCH_SIGNS", many)
        .env("GH_BENCH_RUNS", options.runs.to_string())
        .env("GH_BENCH_RECORDS", options.records.to_string());
    if let Some(times) = options.times {
        command.env("GH_BENCH_TIMES", times.to_string());
    }
    if !options.as_built || env::var_os("GH_DESK_BIN").is_none() {
        command.env("GH_DESK_BIN", workspace.desk_program());
    }
    command
}

fn text(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| format!("cannot read {}: build the app first", path.display()))
}
