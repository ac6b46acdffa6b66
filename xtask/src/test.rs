//! `cargo xtask test`: every check of the project, in parts, with one count at the end.

mod count;
mod times;

use crate::child::{self, Show};
use crate::console;
use crate::setup::{self, Missing, Needs};
use crate::supply;
use crate::workspace::Workspace;
use anyhow::{Result, bail};
use clap::ValueEnum;
pub use count::Count;
use std::process::{Command, ExitCode};
use std::time::{Duration, Instant};

/// One part of the checks.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum Part {
    /// The sources are formatted.
    Format,
    /// No warning from clippy, for this machine and for the browser.
    Lint,
    /// The tests that need no browser, and tests/tidy.rs.
    Core,
    /// The tests of the app inside Chromium.
    Wasm,
    /// The whole system in Chromium, WebKit and Firefox.
    E2e,
    /// Licences and origins of all packages.
    Supply,
}

const ALL: [Part; 6] = [Part::Format, Part::Supply, Part::Lint, Part::Core, Part::Wasm, Part::E2e];

/// Sets up, runs the parts, and ends with the line that counts.
///
/// # Errors
/// If a runner cannot even be started.
pub fn run(workspace: &Workspace, asked: &[Part]) -> Result<ExitCode> {
    let begun = Instant::now();
    let parts: Vec<Part> = ALL.into_iter().filter(|part| asked.is_empty() || asked.contains(part)).collect();
    let needs = parts.iter().fold(Needs::default(), |needs, part| needs.or(part.needs()));
    let prepared = setup::prepare(workspace, needs).unwrap_or_else(Missing::everything);
    prepared.problems.iter().for_each(|problem| println!("\n{problem:#}"));
    console::done("set-up", begun.elapsed());

    let results: Vec<Finished> = parts.iter().map(|part| part.finish(workspace, &prepared)).collect();
    println!();
    results.iter().for_each(|result| println!("{}", result.line()));
    println!("{:<8} {:>12}", "all", console::time(begun.elapsed()));
    let total = results.iter().fold(Count::default(), |total, result| total.and(result.count));
    println!("{total}");
    Ok(if total.failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

struct Finished {
    part: Part,
    count: Count,
    elapsed: Duration,
}

impl Finished {
    fn line(&self) -> String {
        let elapsed = console::time(self.elapsed);
        format!("{:<8} {elapsed:>12}   {}", self.part.name(), self.count)
    }
}

impl Part {
    fn name(self) -> &'static str {
        match self {
            Self::Format => "format",
            Self::Lint => "lint",
            Self::Core => "core",
            Self::Wasm => "wasm",
            Self::E2e => "e2e",
            Self::Supply => "supply",
        }
    }

    fn needs(self) -> Needs {
        match self {
            Self::Format | Self::Core | Self::Supply => Needs::default(),
            Self::Lint => Needs { wasm_target: true, ..Needs::default() },
            Self::Wasm => Needs { wasm_target: true, wasm_bindgen: true, chromium: true, ..Needs::default() },
            Self::E2e => Needs {
                wasm_target: true,
                wasm_bindgen: true,
                app: true,
                all_browsers: true,
                chromium: true,
                desk: false,
            },
        }
    }

    fn is_missing(self, missing: &Missing) -> bool {
        match self {
            Self::Format | Self::Core | Self::Supply => false,
            Self::Lint => missing.wasm,
            Self::Wasm => missing.wasm || missing.browsers,
            Self::E2e => missing.builds || missing.browsers,
        }
    }

    fn finish(self, workspace: &Workspace, prepared: &Missing) -> Finished {
        let begun = Instant::now();
        println!("\n{}", self.name());
        let count = if self.is_missing(prepared) {
            println!("{:<7} | not run: something that it needs is missing, see above", self.name());
            Count::failure()
        } else {
            self.check(workspace).unwrap_or_else(|error| {
                println!("{:<7} | {error:#}", self.name());
                Count::failure()
            })
        };
        let count = count.or_failure_if_empty();
        let elapsed = begun.elapsed();
        match count.failed {
            0 => console::done(self.name(), elapsed),
            _ => console::failed(self.name(), elapsed, &count.to_string()),
        }
        Finished { part: self, count, elapsed }
    }

    fn check(self, workspace: &Workspace) -> Result<Count> {
        match self {
            Self::Format => self.one(&mut workspace.cargo("fmt --all --check -- --color never")),
            Self::Lint => {
                let native = "clippy --locked --offline --workspace --all-targets -- -D warnings";
                let browser = "clippy --locked --offline --target wasm32-unknown-unknown --package golden-hour --lib --bins \
                               --tests -- -D warnings";
                // As the phone gets it, in two parts.
                let split = "clippy --locked --offline --target wasm32-unknown-unknown --package golden-hour --lib --bins \
                             --features split -- -D warnings";
                [native, browser, split]
                    .into_iter()
                    .try_fold(Count::default(), |count, each| Ok(count.and(self.one(&mut workspace.cargo(each))?)))
            }
            Self::Core => {
                self.many(&mut workspace.cargo("test --locked --offline --no-fail-fast --workspace --exclude gh-e2e"))
            }
            Self::Wasm => self.many(&mut in_chromium(workspace)),
            Self::E2e => {
                // The desk of the tests' own profile: the part `core` has compiled it already.
                let mut desk = workspace.cargo("build --locked --offline --workspace --exclude gh-e2e --bin desk");
                let built = child::run(self.name(), &mut desk, Show::SignOfLife, |_| {})?;
                if !built.success {
                    bail!("the desk does not compile: {}", built.why);
                }
                times::forget(workspace);
                let count = self.many(&mut end_to_end(workspace));
                let lines = std::fs::read_to_string(times::file(workspace)).unwrap_or_default();
                times::said(&lines).lines().for_each(|line| println!("{:<7} | {line}", self.name()));
                count
            }
            Self::Supply => supply::check(workspace, |command| self.one(command)),
        }
    }

    /// A check that passes or fails as a whole.
    fn one(self, command: &mut Command) -> Result<Count> {
        let ended = child::run(self.name(), command, Show::Lines, |_| {})?;
        Ok(if ended.success { Count::success() } else { Count::failure() })
    }

    /// A test runner, whose own counts are added up.
    fn many(self, command: &mut Command) -> Result<Count> {
        let mut count = Count::default();
        let ended = child::run(self.name(), command, Show::Lines, |line| count = count.and(count::in_line(line)))?;
        // A test that does not compile, or a runner that dies, prints no count of its own.
        if !ended.success && count.failed == 0 {
            count = count.and(Count::failure());
        }
        Ok(count)
    }
}

fn in_chromium(workspace: &Workspace) -> Command {
    let mut command = workspace
        .cargo("test --locked --offline --no-fail-fast --target wasm32-unknown-unknown --package golden-hour --tests");
    command.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", "wasm-bindgen-test-runner");
    // Seconds. On a busy machine the runner's own patience is too short for a driver to start, or for a large module to load.
    command.env("WASM_BINDGEN_TEST_DRIVER_TIMEOUT", "60").env("WASM_BINDGEN_TEST_TIMEOUT", "180");
    if let Some(driver) = workspace.locate("chromedriver") {
        command.env("CHROMEDRIVER", driver);
    }
    command
}

fn end_to_end(workspace: &Workspace) -> Command {
    let mut command = workspace.cargo("test --locked --offline --no-fail-fast --package gh-e2e");
    command.env("GH_DIST", workspace.dist()).env("GH_DESK_BIN", workspace.desk_of_tests());
    command
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_parts_are_run_when_none_is_named() {
        assert!(Part::value_variants().iter().all(|part| ALL.contains(part)));
    }

    #[test]
    fn a_part_without_its_browser_fails_and_the_others_do_not() {
        let missing = Missing { browsers: true, ..Missing::default() };
        let unable: Vec<Part> = ALL.into_iter().filter(|part| part.is_missing(&missing)).collect();
        assert_eq!(unable, [Part::Wasm, Part::E2e]);
    }
}
