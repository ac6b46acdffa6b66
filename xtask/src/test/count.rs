//! How many tests passed and failed, from what the runners print.

use std::fmt;

/// A number of tests.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub struct Count {
    /// Tests that passed.
    pub passed: u64,
    /// Tests that failed, and runs that never came to a count.
    pub failed: u64,
}

impl Count {
    /// One that passed.
    pub fn success() -> Self {
        Self { passed: 1, failed: 0 }
    }

    /// One that failed.
    pub fn failure() -> Self {
        Self { passed: 0, failed: 1 }
    }

    /// Both together.
    pub fn and(self, other: Self) -> Self {
        Self { passed: self.passed + other.passed, failed: self.failed + other.failed }
    }

    /// A part that ran nothing has not been checked: that is a failure, not a success.
    pub fn or_failure_if_empty(self) -> Self {
        if self == Self::default() { Self::failure() } else { self }
    }
}

impl fmt::Display for Count {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} passed, {} failed", self.passed, self.failed)
    }
}

/// The count in a line such as `test result: ok. 3 passed; 0 failed; 0 ignored; …`; nothing in any other line.
pub fn in_line(line: &str) -> Count {
    let Some((_, counts)) = line.split_once("test result:") else { return Count::default() };
    Count { passed: number_before(counts, "passed"), failed: number_before(counts, "failed") }
}

fn number_before(text: &str, word: &str) -> u64 {
    let words: Vec<&str> =
        text.split(|letter: char| !letter.is_ascii_alphanumeric()).filter(|w| !w.is_empty()).collect();
    words.windows(2).find(|pair| pair[1] == word).and_then(|pair| pair[0].parse().ok()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_runner_s_line_is_counted() {
        let line = "test result: FAILED. 12 passed; 2 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.01s";
        assert_eq!(in_line(line), Count { passed: 12, failed: 2 });
        assert_eq!(in_line("test result: ok. 3 passed; 0 failed; 0 ignored"), Count { passed: 3, failed: 0 });
    }

    #[test]
    fn other_lines_count_nothing() {
        assert_eq!(in_line("test delivered_once ... ok"), Count::default());
        assert_eq!(in_line("7 passed; 8 failed"), Count::default());
    }

    #[test]
    fn a_part_that_ran_nothing_has_failed() {
        assert_eq!(Count::default().or_failure_if_empty(), Count::failure());
        assert_eq!(Count::success().or_failure_if_empty(), Count::success());
    }

    #[test]
    fn the_last_line_has_the_agreed_form() {
        assert_eq!(Count { passed: 41, failed: 0 }.to_string(), "41 passed, 0 failed");
    }
}
