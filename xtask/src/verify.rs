//! `cargo xtask verify FILE`: whether the log of a saved case is one unbroken chain.

use anyhow::{Context, Result};
use gh_wire::chain::{CaseFile, first_break};
use gh_wire::submission::LEFT_OUT;
use std::path::Path;
use std::process::ExitCode;

/// Says whether the log is unbroken, and where it breaks. A broken one ends with a failure, for scripts.
///
/// # Errors
/// If the file cannot be read, or is no case with its log.
pub fn run(file: &Path) -> Result<ExitCode> {
    let bytes = std::fs::read(file).with_context(|| format!("cannot read {}", file.display()))?;
    let case = CaseFile::parse(&bytes).with_context(|| file.display().to_string())?;
    let (words, unbroken) = verdict(&case);
    println!("{words}");
    Ok(if unbroken { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn verdict(case: &CaseFile) -> (String, bool) {
    let left_out = case.log.iter().filter(|entry| entry.starts_with(LEFT_OUT)).count();
    match first_break(&case.log) {
        None => (format!("Log unbroken, {} entries, {left_out} of them by their digest only.", case.log.len()), true),
        Some(place) => (format!("Log broken at entry {} of {}.", place + 1, case.log.len()), false),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use gh_wire::id::Id;

    #[test]
    fn a_broken_log_is_named_at_its_entry() {
        let case_id = Id::from_bytes([1; 16]);
        let whole = CaseFile { case_id, log: vec![format!(r#"{{"prev":"{}"}}"#, "0".repeat(64))] };
        assert_eq!(verdict(&whole), ("Log unbroken, 1 entries, 0 of them by their digest only.".into(), true));
        let broken = CaseFile { case_id, log: vec![whole.log[0].clone(), "{}".into()] };
        assert_eq!(verdict(&broken), ("Log broken at entry 2 of 2.".into(), false));
    }
}
