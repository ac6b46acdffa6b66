//! Builds the release app and the desk.

use crate::child::{self, Show};
use crate::console;
use crate::fingerprint::Fingerprint;
use crate::workspace::Workspace;
use anyhow::{Context, Result, bail};
use std::process::Command;

/// Downloads every package of Cargo.lock, so that the builds after it need no network.
///
/// # Errors
/// If a package cannot be had, or Cargo.lock does not fit the manifests.
pub fn fetch_packages(workspace: &Workspace) -> Result<()> {
    part("packages", &mut workspace.cargo("fetch --locked"))
}

/// Builds the desk.
///
/// # Errors
/// If it does not compile.
pub fn build_desk(workspace: &Workspace) -> Result<()> {
    part("desk", &mut workspace.cargo("build --release --locked --offline --package gh-desk"))
}

/// Compiles the app's code with cargo alone, which needs no Trunk: this goes on while Trunk is being installed.
///
/// # Errors
/// If it does not compile.
pub fn compile_app(workspace: &Workspace) -> Result<()> {
    if current(workspace).is_current() {
        return Ok(());
    }
    let build = "build --locked --offline --target wasm32-unknown-unknown --profile wasm-release --bin golden-hour-app \
                 --features split";
    part("app: code", &mut workspace.cargo(build))
}

/// Puts the app together in `dist`, unless it is already what the sources give.
///
/// # Errors
/// If Trunk or one of its hooks fails.
pub fn assemble_app(workspace: &Workspace) -> Result<()> {
    let fingerprint = current(workspace);
    if fingerprint.is_current() {
        console::ready("app", "unchanged");
        return Ok(());
    }
    let inputs = fingerprint.inputs().context("cannot read the sources")?;
    let mut trunk = workspace.command("trunk");
    trunk.args(["build", "--release", "--offline", "--locked", "--skip-version-check"]);
    // Trunk 0.21 takes only "true" and "false" here, and stops at the customary NO_COLOR=1.
    trunk.env_remove("NO_COLOR");
    part("app", &mut trunk)?;
    fingerprint.note(&inputs)
}

fn current(workspace: &Workspace) -> Fingerprint {
    Fingerprint::new(&workspace.root, &workspace.dist(), &workspace.target)
}

fn part(name: &str, command: &mut Command) -> Result<()> {
    console::started(name, "");
    let ended = child::run(name, command, Show::SignOfLife, |_| {})?;
    if !ended.success {
        console::failed(name, ended.elapsed, "");
        bail!("{name}: {}", ended.why);
    }
    console::done(name, ended.elapsed);
    Ok(())
}
