//! The browsers and their drivers. On Debian, as root, they are installed; elsewhere one line says what to install.

use crate::child::{self, Show};
use crate::console;
use crate::workspace::Workspace;
use anyhow::{Result, bail};
use std::path::Path;

/// A browser engine with what is needed to drive it.
struct Engine {
    name: &'static str,
    /// All of these must be there.
    files: &'static [&'static str],
    debian: &'static [&'static str],
    why: &'static str,
    elsewhere: &'static str,
}

const CHROMIUM: Engine = Engine {
    name: "Chromium",
    files: &["chromium", "chromedriver"],
    debian: &["chromium", "chromium-driver"],
    why: "The browser tests and the end-to-end tests run in it",
    elsewhere: "Install Chromium and its chromedriver so that both are on PATH",
};

const WEBKIT: Engine = Engine {
    name: "WebKit",
    files: &[
        "WebKitWebDriver",
        "Xvfb",
        "dbus-run-session",
        "/usr/share/doc/gir1.2-webkit2-4.1",
        "/usr/share/doc/python3-gi",
    ],
    debian: &["webkit2gtk-driver", "xvfb", "dbus-x11", "dbus", "python3-gi", "gir1.2-webkit2-4.1"],
    why: "The end-to-end tests run in it, because iPhones use it",
    elsewhere: "The tests in it need Debian, or a system with WebKitWebDriver, Xvfb, dbus-run-session and python3-gi",
};

const FIREFOX: Engine = Engine {
    name: "Firefox",
    files: &["firefox-esr"],
    debian: &["firefox-esr"],
    why: "The end-to-end tests run in it",
    elsewhere: "Install Firefox ESR so that firefox-esr is on PATH",
};

/// Chromium and chromedriver.
///
/// # Errors
/// If they are missing and cannot be installed: what, why, and the command for this system.
pub fn ensure_chromium(workspace: &Workspace) -> Result<()> {
    ensure(workspace, &[CHROMIUM])
}

/// All three engines.
///
/// # Errors
/// As for Chromium alone.
pub fn ensure_all(workspace: &Workspace) -> Result<()> {
    ensure(workspace, &[CHROMIUM, WEBKIT, FIREFOX])
}

fn ensure(workspace: &Workspace, engines: &[Engine]) -> Result<()> {
    let (there, missing): (Vec<&Engine>, Vec<&Engine>) = engines.iter().partition(|engine| engine.is_there(workspace));
    there.iter().for_each(|engine| console::ready(engine.name, ""));
    if missing.is_empty() {
        return Ok(());
    }
    let Some(apt) = apt(workspace) else {
        bail!("{}", missing.iter().map(|engine| engine.advice(false)).collect::<Vec<_>>().join("\n"));
    };
    let names = missing.iter().map(|engine| engine.name).collect::<Vec<_>>().join(", ");
    let packages: Vec<&str> = missing.iter().flat_map(|engine| engine.debian.iter().copied()).collect();
    if !apt.as_root {
        let advice = missing.iter().map(|engine| engine.advice(true)).collect::<Vec<_>>().join("\n");
        bail!("{advice}");
    }
    install(workspace, &names, &packages)?;
    let still: Vec<String> =
        missing.iter().filter(|engine| !engine.is_there(workspace)).map(|engine| engine.advice(true)).collect();
    if !still.is_empty() {
        bail!("{}", still.join("\n"));
    }
    Ok(())
}

impl Engine {
    fn is_there(&self, workspace: &Workspace) -> bool {
        self.files.iter().all(|file| match file.starts_with('/') {
            true => Path::new(file).exists(),
            false => workspace.locate(file).is_some(),
        })
    }

    fn advice(&self, debian: bool) -> String {
        let how = match debian {
            true => format!("Run: sudo apt-get install --no-install-recommends {}", self.debian.join(" ")),
            false => self.elsewhere.to_owned(),
        };
        format!("{} is missing. {}. {how}", self.name, self.why)
    }
}

fn install(workspace: &Workspace, names: &str, packages: &[&str]) -> Result<()> {
    console::started(names, "installing with apt-get");
    let mut update = workspace.command("apt-get");
    update.args(["update", "-q"]);
    let updated = child::run("apt-get", &mut update, Show::SignOfLife, |_| {})?;
    let mut install = workspace.command("apt-get");
    install.env("DEBIAN_FRONTEND", "noninteractive");
    install.args(["install", "-y", "-q", "--no-install-recommends"]).args(packages);
    let installed = child::run("apt-get", &mut install, Show::SignOfLife, |_| {})?;
    if !installed.success {
        bail!(
            "{names}: apt-get could not install them ({}). The tests run in them. Try: apt-get update && apt-get install \
             --no-install-recommends {}",
            installed.why,
            packages.join(" ")
        );
    }
    console::done(names, updated.elapsed + installed.elapsed);
    Ok(())
}

struct Apt {
    as_root: bool,
}

fn apt(workspace: &Workspace) -> Option<Apt> {
    if !Path::new("/etc/debian_version").exists() {
        return None;
    }
    workspace.locate("apt-get")?;
    let user = workspace.command("id").arg("-u").output();
    Some(Apt { as_root: user.is_ok_and(|output| output.stdout.trim_ascii() == b"0") })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_browser_is_told_with_what_why_and_the_command() {
        let advice = WEBKIT.advice(true);
        assert!(advice.contains("WebKit is missing"));
        assert!(advice.contains("because iPhones use it"));
        assert!(advice.contains("apt-get install --no-install-recommends webkit2gtk-driver"));
    }

    #[test]
    fn outside_debian_no_apt_command_is_named() {
        assert!([CHROMIUM, WEBKIT, FIREFOX].iter().all(|engine| !engine.advice(false).contains("apt-get")));
    }
}
