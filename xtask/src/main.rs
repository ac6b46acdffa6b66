//! The project's own commands. `cargo xtask run` starts everything; `cargo xtask test` checks everything.
//!
//! The other commands are called by Trunk's hooks while it builds the app.

mod app;
mod bench;
mod browsers;
mod child;
mod console;
mod fingerprint;
mod post_build;
mod precache;
mod run;
mod setup;
mod sizes;
mod style;
mod supply;
mod test;
mod tools;
mod verify;
mod workspace;

use clap::{Parser, Subcommand};
use std::path::PathBuf;
use std::process::ExitCode;
use workspace::Workspace;

/// The commands of the Golden Hour project.
#[derive(Parser)]
#[command(name = "cargo xtask", version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Install what is missing, build the app and the desk, and start them.
    Run(RunOptions),
    /// Install what is missing, browsers too, and check everything. Name parts to run only those.
    Test {
        /// format, lint, core, wasm, e2e, supply. With none: all of them.
        parts: Vec<test::Part>,
    },
    /// Join the style sheets into the one that Trunk links. Trunk calls this before each build.
    Style,
    /// Finish the app: the shell, the pack, the worker's list, the policy's hashes. Trunk calls this after each build.
    PostBuild,
    /// Show what a first visit loads, raw and compressed, beside its budget.
    Sizes,
    /// Check that the log of a case that was saved to a file is one unbroken chain.
    Verify {
        /// The file.
        file: PathBuf,
    },
    /// Measure sizes, first steps, taps and the queue, on a slow line and a slow processor, beside a bare page.
    Bench(bench::BenchOptions),
}

/// Where `cargo xtask run` listens and keeps its data.
#[derive(clap::Args)]
pub struct RunOptions {
    /// The port of the app and of what it sends to.
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// The port of the desk's own pages: another origin, so that they never share the phone's storage.
    #[arg(long, default_value_t = 8081)]
    desk_port: u16,
    /// The folder for the desk's database and keys. Without it: data/ at the top of the checkout.
    #[arg(long)]
    data: Option<PathBuf>,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let outcome = Workspace::find().and_then(|workspace| match arguments.command {
        Command::Run(options) => run::run(&workspace, &options),
        Command::Test { parts } => test::run(&workspace, &parts),
        Command::Style => style::run().map(|()| ExitCode::SUCCESS),
        Command::PostBuild => post_build::run().map(|()| ExitCode::SUCCESS),
        Command::Verify { file } => verify::run(&file),
        Command::Sizes => sizes::run().map(|()| ExitCode::SUCCESS),
        Command::Bench(options) => bench::run(&workspace, &options),
    });
    match outcome {
        Ok(code) => code,
        Err(error) => {
            eprintln!("\n{error:#}");
            ExitCode::FAILURE
        }
    }
}
