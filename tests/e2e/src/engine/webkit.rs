//! WebKitGTK over WebKitWebDriver, on a display of its own, in a window that keeps its profile.
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use serde_json::{Value, json};

use super::{Screen, common};
use crate::paths;
use crate::process::Process;
use crate::until::until;

fn host() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("webkit_window.py")
}

/// Starts a display. The server chooses its number and writes it to its output.
pub async fn display(folder: &Path) -> Result<(Process, String)> {
    let log = folder.join("display.log");
    if log.exists() {
        std::fs::remove_file(&log)?;
    }
    let mut command = Command::new(paths::program("Xvfb")?);
    command.args(["-displayfd", "1", "-nolisten", "tcp", "-screen", "0", "1280x1024x24"]);
    let process = Process::start(&mut command, &log)?;
    let number = until("a display", async || {
        let words = std::fs::read_to_string(&log)?;
        let complete = words.split_inclusive('\n').filter(|line| line.ends_with('\n'));
        Ok(complete.map(str::trim).find_map(|line| line.parse::<u32>().ok()))
    })
    .await?;
    Ok((process, format!(":{number}")))
}

pub fn driver(port: u16, display: &str, profile: &Path, screen: Screen) -> Result<Command> {
    let mut command = Command::new(paths::program("WebKitWebDriver")?);
    command
        .arg(format!("--port={port}"))
        .env("DISPLAY", display)
        .env("GDK_BACKEND", "x11")
        .env("WEBKIT_DISABLE_COMPOSITING_MODE", "1")
        // It needs no message bus and no screen reader's service. They would be started with it, and outlive it: whoever
        // waits for a closed browser to end would wait for them.
        .env("DBUS_SESSION_BUS_ADDRESS", "disabled:")
        .env("NO_AT_BRIDGE", "1")
        .env("WEBKIT_PROFILE", profile)
        .env("WEBKIT_WINDOW", format!("{}x{}", screen.width, screen.height));
    Ok(command)
}

pub fn capabilities() -> Result<Value> {
    let host = host();
    let host = host.to_str().context("the checkout's path is not text")?;
    Ok(common("MiniBrowser", "webkitgtk:browserOptions", json!({ "binary": host, "args": [] })))
}
