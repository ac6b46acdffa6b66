//! Firefox over geckodriver.
use std::path::Path;
use std::process::Command;

use anyhow::Result;
use serde_json::{Value, json};

use super::{Screen, common};
use crate::paths;

pub fn driver(port: u16) -> Result<Command> {
    let mut command = Command::new(paths::program("geckodriver")?);
    // Its own port for the browser's end is chosen by the system.
    command.args(["--port", &port.to_string()]);
    Ok(command)
}

pub fn capabilities(profile: &Path, screen: Screen) -> Result<Value> {
    let size = [screen.width.to_string(), screen.height.to_string()];
    let options = json!({
        "binary": paths::program("firefox-esr")?,
        // Named in this way, the profile is used where it is, and stays.
        "args": ["-headless", "-profile", profile, "-width", size[0], "-height", size[1]],
        // No pages of its own, nothing fetched.
        "prefs": {
            "browser.startup.page": 0,
            "browser.sessionstore.resume_from_crash": false,
            "datareporting.policy.dataSubmissionEnabled": false,
            "toolkit.startup.max_resumed_crashes": -1,
        },
    });
    Ok(common("firefox", "moz:firefoxOptions", options))
}
