//! Brings what is missing and builds, in two lanes beside each other: installing a tool is mostly one long chain of
//! crates, and the second core would stand idle.

use crate::app;
use crate::browsers;
use crate::tools::{self, Tool};
use crate::workspace::Workspace;
use anyhow::{Error, Result};
use std::thread;

/// What a command needs before it can begin.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub struct Needs {
    /// Rust's standard library for the browser.
    pub wasm_target: bool,
    /// wasm-bindgen, to run tests in a browser.
    pub wasm_bindgen: bool,
    /// The release app.
    pub app: bool,
    /// The desk as it is handed out. The tests have one of their own profile, which they compile anyway.
    pub desk: bool,
    /// Chromium and its driver.
    pub chromium: bool,
    /// All browsers and their drivers.
    pub all_browsers: bool,
}

impl Needs {
    /// What is needed by one or the other.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        Self {
            wasm_target: self.wasm_target || other.wasm_target,
            wasm_bindgen: self.wasm_bindgen || other.wasm_bindgen,
            app: self.app || other.app,
            desk: self.desk || other.desk,
            chromium: self.chromium || other.chromium,
            all_browsers: self.all_browsers || other.all_browsers,
        }
    }
}

/// Why something that was needed is not there. A part that needs it fails; the others still run.
#[derive(Default)]
pub struct Missing {
    /// Everything that went wrong, one line for each.
    pub problems: Vec<Error>,
    /// wasm-bindgen or the wasm target is not there.
    pub wasm: bool,
    /// The app or the desk was not built.
    pub builds: bool,
    /// A browser or its driver is not there.
    pub browsers: bool,
}

/// Does everything that is needed and goes on after a failure with what does not depend on it.
///
/// # Errors
/// If the packages of Cargo.lock cannot be had: then nothing can be built.
pub fn prepare(workspace: &Workspace, needs: Needs) -> Result<Missing> {
    app::fetch_packages(workspace)?;
    let mut missing = Missing::default();
    if needs.wasm_target || needs.wasm_bindgen || needs.app {
        missing.wasm = missing.note(tools::ensure_wasm_target(workspace));
    }
    let (beside, long) = thread::scope(|scope| {
        let long = scope.spawn(|| long_installs(workspace, needs));
        (short_installs_and_builds(workspace, needs), long.join())
    });
    missing.add(beside);
    missing.add(long.unwrap_or_else(|_| panicked()));
    if needs.app && !missing.builds && !missing.wasm {
        missing.builds = missing.note(app::assemble_app(workspace));
    }
    missing.builds |= missing.wasm;
    Ok(missing)
}

fn long_installs(workspace: &Workspace, needs: Needs) -> Missing {
    let mut missing = Missing::default();
    if needs.app {
        missing.builds |= missing.note(Tool::trunk().ensure(workspace));
    }
    if needs.all_browsers {
        missing.browsers |= missing.note(Tool::geckodriver().ensure(workspace));
    }
    missing
}

fn short_installs_and_builds(workspace: &Workspace, needs: Needs) -> Missing {
    let mut missing = Missing::default();
    if needs.all_browsers {
        missing.browsers |= missing.note(browsers::ensure_all(workspace));
    } else if needs.chromium {
        missing.browsers |= missing.note(browsers::ensure_chromium(workspace));
    }
    if needs.wasm_bindgen || needs.app {
        missing.wasm |= missing.note(Tool::wasm_bindgen(workspace).and_then(|tool| tool.ensure(workspace)));
    }
    if needs.desk {
        missing.builds |= missing.note(app::build_desk(workspace));
    }
    if needs.app {
        missing.builds |= missing.note(app::compile_app(workspace));
    }
    missing
}

fn panicked() -> Missing {
    let mut missing = Missing { builds: true, browsers: true, ..Missing::default() };
    missing.problems.push(Error::msg("the installs stopped by a fault in xtask itself"));
    missing
}

impl Missing {
    /// Takes note of a failure, and says whether it was one.
    fn note(&mut self, outcome: Result<()>) -> bool {
        outcome.map_err(|error| self.problems.push(error)).is_err()
    }

    /// Nothing could be prepared, for one reason.
    pub fn everything(problem: Error) -> Self {
        Self { problems: vec![problem], wasm: true, builds: true, browsers: true }
    }

    fn add(&mut self, other: Self) {
        self.problems.extend(other.problems);
        self.wasm |= other.wasm;
        self.builds |= other.builds;
        self.browsers |= other.browsers;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_one_part_needs_is_needed_by_all_together() {
        let wasm = Needs { wasm_bindgen: true, ..Needs::default() };
        let e2e = Needs { app: true, ..Needs::default() };
        assert_eq!(wasm.or(e2e), Needs { wasm_bindgen: true, app: true, ..Needs::default() });
    }

    #[test]
    fn every_failure_is_kept_and_told() {
        let mut missing = Missing::default();
        assert!(missing.note(Err(Error::msg("no Trunk"))));
        assert!(!missing.note(Ok(())));
        missing.add(Missing { builds: true, problems: vec![Error::msg("no desk")], ..Missing::default() });
        assert_eq!(missing.problems.len(), 2);
        assert!(missing.builds && !missing.browsers);
    }
}
