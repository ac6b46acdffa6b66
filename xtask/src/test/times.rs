//! Where the time of the journeys went: the slowest of them, and what each engine took.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

use crate::workspace::Workspace;

const SLOWEST: usize = 10;

/// Where the journeys write how long each took: `SECONDS NAME ENGINE`.
pub fn file(workspace: &Workspace) -> PathBuf {
    workspace.root.join("target/e2e/times.txt")
}

/// Takes the lines of an earlier run away. Where there are none, nothing is to be done.
pub fn forget(workspace: &Workspace) {
    fs::remove_file(file(workspace)).ok();
}

/// What to say of the last run; nothing if it wrote no line.
pub fn said(lines: &str) -> String {
    let mut each: Vec<(f64, &str)> = lines
        .lines()
        .filter_map(|line| line.split_once(' '))
        .filter_map(|(seconds, of)| Some((seconds.parse().ok()?, of)))
        .collect();
    let mut engines = BTreeMap::<&str, (f64, usize)>::new();
    for (seconds, of) in &each {
        let engine = engines.entry(of.rsplit(' ').next().unwrap_or_default()).or_default();
        *engine = (engine.0 + seconds, engine.1 + 1);
    }
    each.sort_by(|one, other| other.0.total_cmp(&one.0));
    let mut said = String::new();
    for (engine, (seconds, tests)) in engines {
        writeln!(said, "{seconds:>7.0} s  {tests} journeys in {engine}").ok();
    }
    for (seconds, of) in each.iter().take(SLOWEST) {
        writeln!(said, "{seconds:>7.0} s  {of}").ok();
    }
    said
}

#[cfg(test)]
mod tests {
    use super::said;

    #[test]
    fn the_engines_come_first_and_then_the_slowest() {
        let lines = "2.0 start chromium\n30.5 hour webkit\nnot a line\n4.0 hour chromium\n";
        let said = said(lines);
        let words: Vec<String> =
            said.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
        let expected = [
            "6 s 2 journeys in chromium",
            "30 s 1 journeys in webkit",
            "30 s hour webkit",
            "4 s hour chromium",
            "2 s start chromium",
        ];
        assert_eq!(words, expected);
    }

    #[test]
    fn a_run_that_wrote_nothing_has_nothing_said_of_it() {
        assert_eq!(said(""), "");
    }
}
