//! The programs from the crate registry that the build needs, each in one version.

use crate::child::{self, Show};
use crate::console;
use crate::workspace::{Workspace, install_root};
use anyhow::{Result, bail};
use std::path::PathBuf;
use std::process::Command;

/// Trunk 0.22 needs a newer Rust than rust-toolchain.toml names.
const TRUNK: &str = "0.21.14";

/// Trunk's own settings ask for one long link-time optimisation, 15 minutes on two cores. It only runs a few seconds here.
const QUICK_BUILD: [(&str, &str); 2] =
    [("CARGO_PROFILE_RELEASE_LTO", "off"), ("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")];

/// One program that `cargo install` can bring.
pub struct Tool {
    name: String,
    program: &'static str,
    /// What stands behind the program's name in the answer to `--version`; none: any version will do.
    version: Option<String>,
    package: String,
    options: &'static [&'static str],
    /// How much the compiler may optimise it: its build is waited for once, its work at each build of the app.
    optimise: &'static str,
    why: &'static str,
}

impl Tool {
    /// Trunk, which builds the app.
    pub fn trunk() -> Self {
        Self {
            name: format!("Trunk {TRUNK}"),
            program: "trunk",
            version: Some(TRUNK.to_owned()),
            package: format!("trunk@{TRUNK}"),
            // rustls: no OpenSSL headers needed on the machine. The other features update trunk itself or draw images.
            options: &["--locked", "--no-default-features", "--features", "rustls"],
            // It copies, hashes and starts other programs.
            optimise: "0",
            why: "It builds the app for the phone",
        }
    }

    /// wasm-bindgen's command-line tool, which must be of the same version as the library.
    ///
    /// # Errors
    /// If Cargo.lock does not say which version that is.
    pub fn wasm_bindgen(workspace: &Workspace) -> Result<Self> {
        let version = workspace.locked_version("wasm-bindgen")?;
        Ok(Self {
            name: format!("wasm-bindgen {version}"),
            program: "wasm-bindgen",
            package: format!("wasm-bindgen-cli@{version}"),
            version: Some(version),
            // Not --locked: its lock file names a crate version that can no longer be had.
            options: &["--no-default-features"],
            // It rewrites megabytes of wasm.
            optimise: "1",
            why: "It joins the app to the browser, and runs its tests",
        })
    }

    /// geckodriver, through which the end-to-end tests drive Firefox.
    pub fn geckodriver() -> Self {
        Self {
            name: "geckodriver".to_owned(),
            program: "geckodriver",
            version: None,
            package: "geckodriver".to_owned(),
            options: &["--locked"],
            optimise: "0",
            why: "It drives Firefox in the end-to-end tests",
        }
    }

    /// Makes sure that the tool is there, in the right version, first in the search order.
    ///
    /// # Errors
    /// If it is not and cannot be installed: what, why, and the command to try by hand.
    pub fn ensure(&self, workspace: &Workspace) -> Result<()> {
        let found = workspace.locate(self.program);
        if found.as_ref().is_some_and(|program| self.is_right(program)) {
            console::ready(&self.name, "");
            return Ok(());
        }
        // Another version in the person's own folder is theirs: ours then goes beside it, not over it.
        let own = found.is_some().then(|| workspace.own_tools());
        console::started(&self.name, "installing it: minutes, once");
        let ended = child::run(&self.name, &mut self.install(workspace, own.as_ref()), Show::SignOfLife, |_| {})?;
        if !ended.success {
            bail!(
                "{} is missing and could not be installed ({}). {}. {}",
                self.name,
                ended.why,
                self.why,
                self.advice(own)
            );
        }
        let now = workspace.locate(self.program);
        if !now.as_ref().is_some_and(|program| self.is_right(program)) {
            bail!("{} was installed but is not found in its version. {}. {}", self.name, self.why, self.advice(own));
        }
        // Kept until here, so that an install that was interrupted goes on where it stopped. Half a gigabyte otherwise.
        std::fs::remove_dir_all(self.build_folder(workspace)).ok();
        console::done(&self.name, ended.elapsed);
        Ok(())
    }

    /// Where the tool stands, in the right version.
    ///
    /// # Errors
    /// If it does not: what, why, and the command.
    pub fn found(&self, workspace: &Workspace) -> Result<PathBuf> {
        match workspace.locate(self.program).filter(|program| self.is_right(program)) {
            Some(program) => Ok(program),
            None => bail!("{} is missing. {}. {}", self.name, self.why, self.advice(None)),
        }
    }

    fn build_folder(&self, workspace: &Workspace) -> PathBuf {
        workspace.own_tools().join("build").join(self.program)
    }

    fn is_right(&self, program: &PathBuf) -> bool {
        let Ok(output) = Command::new(program).arg("--version").output() else { return false };
        let answer = String::from_utf8_lossy(&output.stdout);
        output.status.success()
            && match &self.version {
                Some(version) => answer.split_whitespace().nth(1) == Some(version.as_str()),
                None => true,
            }
    }

    fn install(&self, workspace: &Workspace, own: Option<&PathBuf>) -> Command {
        let mut command = workspace.cargo("install --force");
        command.arg(&self.package).args(self.options).envs(QUICK_BUILD);
        command.env("CARGO_PROFILE_RELEASE_OPT_LEVEL", self.optimise);
        // A folder of its own: sharing the project's would make this build and the project's wait for each other.
        command.env("CARGO_TARGET_DIR", self.build_folder(workspace));
        if let Some(root) = own.cloned().or_else(install_root) {
            command.arg("--root").arg(root);
        }
        command
    }

    fn advice(&self, own: Option<PathBuf>) -> String {
        let root = own.map(|root| format!(" --root {}", root.display())).unwrap_or_default();
        format!("Try: cargo install {} {}{root}", self.package, self.options.join(" "))
    }
}

/// Makes sure that Rust can build for the browser.
///
/// # Errors
/// If it cannot, and rustup cannot add it.
pub fn ensure_wasm_target(workspace: &Workspace) -> Result<()> {
    const PART: &str = "wasm target";
    const TARGET: &str = "wasm32-unknown-unknown";
    let asked = workspace.command("rustc").args(["--print", "target-libdir", "--target", TARGET]).output();
    let there = asked.is_ok_and(|output| {
        output.status.success() && PathBuf::from(String::from_utf8_lossy(&output.stdout).trim()).is_dir()
    });
    if there {
        console::ready(PART, "");
        return Ok(());
    }
    if workspace.locate("rustup").is_none() {
        bail!(
            "Rust’s standard library for {TARGET} is missing. The app on the phone is built for it. \
             Install rustup from https://rustup.rs, then run: rustup target add {TARGET}"
        );
    }
    console::started(PART, "");
    let ended =
        child::run(PART, workspace.command("rustup").args(["target", "add", TARGET]), Show::SignOfLife, |_| {})?;
    if !ended.success {
        bail!(
            "Rust’s standard library for {TARGET} is missing and could not be installed ({}). \
             The app on the phone is built for it. Try: rustup target add {TARGET}",
            ended.why
        );
    }
    console::done(PART, ended.elapsed);
    Ok(())
}
