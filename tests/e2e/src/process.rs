//! Programs that the tests start, and end by their own numbers.
use std::fs::File;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result};

use crate::until::until;

/// The variable by which the descendants of a started program are known.
const MARK: &str = "GH_E2E_MARK";

/// A started program with all that it starts. Dropping it ends them.
#[derive(Debug)]
pub struct Process {
    child: Child,
    mark: Option<String>,
}

impl Process {
    /// Starts a program in a process group of its own; what it says goes to `log`, added at the end.
    ///
    /// # Errors
    /// If it cannot be started.
    pub fn start(command: &mut Command, log: &Path) -> Result<Self> {
        use std::os::unix::process::CommandExt as _;
        let log = File::options().create(true).append(true).open(log).context("cannot write a log")?;
        command.stdin(Stdio::null()).stdout(log.try_clone()?).stderr(log).process_group(0);
        let program = command.get_program().to_owned();
        let child = command.spawn().with_context(|| format!("cannot start {}", program.display()))?;
        Ok(Self { child, mark: None })
    }

    /// As [`Process::start`]; whatever the program starts can be found by `mark`, in whatever group it puts itself.
    ///
    /// # Errors
    /// If it cannot be started.
    pub fn start_marked(command: &mut Command, log: &Path, mark: &str) -> Result<Self> {
        let mut process = Self::start(command.env(MARK, mark), log)?;
        process.mark = Some(mark.to_owned());
        Ok(process)
    }

    /// Whether it still runs.
    ///
    /// # Errors
    /// If the system does not say.
    pub fn runs(&mut self) -> Result<bool> {
        Ok(self.child.try_wait()?.is_none())
    }

    /// Asks it to stop and waits until it has.
    ///
    /// # Errors
    /// If it does not stop.
    pub async fn stop(&mut self) -> Result<()> {
        send("TERM", &[self.child.id().to_string()])?;
        until("a program to stop when asked", async || Ok(self.child.try_wait()?)).await?;
        Ok(())
    }

    /// Kills what the program has started, at once and without a word, and waits until it is gone. The program itself stays.
    ///
    /// # Errors
    /// If something survives.
    pub async fn kill_started(&self) -> Result<()> {
        until("killed programs to be gone", async || {
            let left = self.started()?;
            if left.is_empty() {
                return Ok(Some(()));
            }
            send("KILL", &left)?;
            Ok(None)
        })
        .await
    }

    /// Waits until everything that the program started has ended by itself.
    ///
    /// # Errors
    /// If something stays.
    pub async fn started_has_ended(&self) -> Result<()> {
        until("a closed browser to end", async || Ok(self.started()?.is_empty().then_some(()))).await
    }

    /// The numbers of what the program has started.
    fn started(&self) -> Result<Vec<String>> {
        let Some(mark) = &self.mark else { return Ok(Vec::new()) };
        let wanted = format!("{MARK}={mark}");
        let own = self.child.id().to_string();
        let mut found = Vec::new();
        for entry in std::fs::read_dir("/proc")?.flatten() {
            let number = entry.file_name().to_string_lossy().into_owned();
            if number == own || !number.bytes().all(|byte| byte.is_ascii_digit()) {
                continue;
            }
            // One that ended in the meantime, or is only waited for, has nothing to read.
            let Ok(environment) = std::fs::read(entry.path().join("environ")) else { continue };
            if environment.split(|byte| *byte == 0).any(|variable| variable == wanted.as_bytes()) {
                found.push(number);
            }
        }
        Ok(found)
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let mut targets = self.started().unwrap_or_default();
        targets.push(format!("-{}", self.child.id()));
        // It may have ended by itself: then there is nothing to end.
        send("KILL", &targets).ok();
        self.child.wait().ok();
    }
}

/// The standard library can only kill one child, so the system's own `kill` does it.
fn send(signal: &str, targets: &[String]) -> Result<()> {
    Command::new("kill")
        .arg(format!("-{signal}"))
        .arg("--")
        .args(targets)
        .stderr(Stdio::null())
        .status()
        .context("cannot run kill")?;
    Ok(())
}
