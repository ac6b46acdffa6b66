//! core, wire and qr have no clock, no randomness, no IO of their own (invariant 1). clippy.toml bans the calls; this bans the
//! names too, so that a re-export or a macro does not slip by.

use crate::files;
use crate::source::{Source, has_word};

const BANNED: [&str; 16] = [
    "Instant",
    "SystemTime",
    "Utc::now",
    "Local::now",
    "thread_rng",
    "OsRng",
    "SysRng",
    "getrandom",
    "rand::random",
    "std::fs",
    "std::net",
    "std::env",
    "std::process",
    "std::thread",
    "tokio",
    "wasm_bindgen",
];

fn impure(path: &str, text: &str) -> Vec<String> {
    let source = Source::read(text);
    let tests = source.first_line_of_tests();
    let found = |line: &str| BANNED.into_iter().find(|word| has_word(line, word));
    source
        .lines()
        .take_while(|(number, _)| *number < tests)
        .filter_map(|(number, line)| Some((number, found(line)?)))
        .map(|(number, word)| format!("{path}:{number}: {word} is not for a pure crate: take it as an argument"))
        .collect()
}

#[test]
fn core_wire_and_qr_have_no_clock_no_randomness_and_no_io() {
    files::hold(&files::rust_under(&["crates/core/src", "crates/wire/src", "crates/qr/src"]), impure);
}

#[test]
fn the_rule_bites() {
    for line in
        ["let now = Instant::now();", "use std::time::SystemTime;", "let r = rand::thread_rng();", "std::fs::read(p)"]
    {
        assert_eq!(impure("crates/core/src/hour.rs", line).len(), 1, "{line}");
    }
    assert!(impure("crates/core/src/hour.rs", "/// Not `Instant::now`: time is an argument.").is_empty());
}
