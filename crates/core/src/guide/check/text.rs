//! Reading numbers, sections and sentences out of plain words.
use serde_json::Value;

use super::{Found, Rule};
use crate::guide::Pack;

/// Numbers that a step may name in its words: everybody knows them, and they do not change with the place.
pub(super) const KNOWN: [&str; 6] = ["999", "101", "112", "111", "55", "18000"];

/// Telephone numbers in a text: the short ones that everybody knows, and every run of five or more digits, single spaces
/// inside it allowed. As written.
#[must_use]
pub fn telephones(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for run in runs(text) {
        let digits = run.chars().filter(char::is_ascii_digit).count();
        if digits >= 5 && !begins_with_year(&run) {
            found.push(run);
        } else {
            // "999 101" is two short numbers, and "Act 2015 45" is none.
            found.extend(run.split(' ').filter(|part| KNOWN.contains(part)).map(str::to_owned));
        }
    }
    found
}

fn begins_with_year(run: &str) -> bool {
    let first = run.split(' ').next().unwrap_or_default();
    first.len() == 4 && (first.starts_with("19") || first.starts_with("20"))
}

/// Runs of digits with single spaces between them, not part of a word and not a decimal.
fn runs(text: &str) -> Vec<String> {
    let chars: Vec<char> = text.chars().collect();
    let mut found = Vec::new();
    let mut i = 0;
    while i < chars.len() {
        if !chars[i].is_ascii_digit() {
            i += 1;
            continue;
        }
        let start = i;
        while i < chars.len() {
            let joined = chars[i] == ' ' && chars.get(i + 1).is_some_and(char::is_ascii_digit);
            if !(chars[i].is_ascii_digit() || joined) {
                break;
            }
            i += 1;
        }
        let before = start.checked_sub(1).map(|at| chars[at]);
        if !before.is_some_and(|c| c.is_alphabetic() || c == '.' || c == ':') {
            found.push(chars[start..i].iter().collect());
        }
    }
    found
}

/// Sections and articles named in a text, as `s.46` and `art.65`, without their subsections. Reads `s.46(1)`, `ss.37, 39`,
/// `section 46`, `sections 44 and 46`, `art.65`, `article 65`.
#[must_use]
pub fn sections(text: &str) -> Vec<String> {
    const WORDS: [(&str, &str); 8] = [
        ("sections ", "s."),
        ("section ", "s."),
        ("ss.", "s."),
        ("s.", "s."),
        ("articles ", "art."),
        ("article ", "art."),
        ("arts.", "art."),
        ("art.", "art."),
    ];
    // Lower case keeps the byte positions of what we look for: digits, ASCII letters and marks.
    let text = text.to_lowercase();
    let mut found = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let rest = text.get(at..).unwrap_or_default();
        let begins = !text.get(..at).is_some_and(|before| before.ends_with(|c: char| c.is_alphanumeric()));
        let word = WORDS.iter().find(|(word, _)| begins && rest.starts_with(word));
        let Some((word, short)) = word else {
            at += rest.chars().next().map_or(1, char::len_utf8);
            continue;
        };
        let (numbers, read) = number_list(&rest[word.len()..]);
        found.extend(numbers.into_iter().map(|number| format!("{short}{number}")));
        at += word.len() + read;
    }
    found
}

/// The numbers of "46(1)(b), 47 and 20", and how many bytes they take.
fn number_list(text: &str) -> (Vec<String>, usize) {
    let mut numbers = Vec::new();
    let mut at = 0;
    loop {
        let rest = &text[at..];
        let trimmed = rest.trim_start_matches(' ');
        let number: String = trimmed.chars().take_while(char::is_ascii_digit).collect();
        if number.is_empty() {
            return (numbers, at);
        }
        at += rest.len() - trimmed.len() + number.len();
        numbers.push(number);
        while text[at..].starts_with('(') {
            let Some(close) = text[at..].find(')') else { return (numbers, at) };
            at += close + 1;
        }
        let joiner = [", ", " and ", " or ", " to ", "-", "–"].into_iter().find(|join| {
            let next = text[at..].strip_prefix(join);
            next.is_some_and(|next| next.starts_with(|c: char| c.is_ascii_digit()))
        });
        let Some(joiner) = joiner else { return (numbers, at) };
        // "section 46, 72 hours" goes on with a time, not with a section.
        if is_time(&text[at + joiner.len()..]) {
            return (numbers, at);
        }
        at += joiner.len();
    }
}

fn is_time(text: &str) -> bool {
    let unit = text.trim_start_matches(|c: char| c.is_ascii_digit()).trim_start();
    ["hour", "minute", "day", "week", "month", "year"].iter().any(|word| unit.starts_with(word))
}

/// How many sentences a text has. A full stop inside `s.46`, `9.30` or `e.g.` ends none.
pub(super) fn sentences(text: &str) -> usize {
    let text = text.trim();
    let words: Vec<&str> = text.split_whitespace().collect();
    let ends = |word: &&&str| {
        let bare = word.trim_end_matches(['”', '’', '"', ')']);
        bare.ends_with(['.', '?', '!']) && !["e.g.", "i.e.", "a.m.", "p.m.", "no."].contains(&bare)
    };
    let closed = words.iter().filter(ends).count();
    let open = words.last().is_some_and(|last| !ends(&last));
    closed + usize::from(open)
}

/// How many words a title has.
pub(super) fn words(text: &str) -> usize {
    text.split_whitespace().count()
}

/// No exclamation mark and no straight apostrophe in anything that can be read.
pub(super) fn typography(pack: &Pack, found: &mut Found) {
    match serde_json::to_value(pack) {
        Ok(value) => walk(&value, "pack", found),
        // A pack is maps, lists, numbers and strings: it always has a JSON form.
        Err(error) => found.add(Rule::Typography, "pack", error.to_string()),
    }
}

fn walk(value: &Value, place: &str, found: &mut Found) {
    match value {
        Value::String(text) => {
            if text.contains('!') {
                found.add(Rule::Typography, place, format!("takes no exclamation mark: {text:?}"));
            }
            if text.contains('\'') {
                found.add(Rule::Typography, place, format!("takes ’ in place of ': {text:?}"));
            }
        }
        Value::Array(items) => {
            for (i, item) in items.iter().enumerate() {
                let name = ["id", "key", "role", "topic"].iter().find_map(|key| item.get(key).and_then(Value::as_str));
                walk(item, &name.map_or_else(|| format!("{place} {}", i + 1), |name| format!("{place} {name}")), found);
            }
        }
        Value::Object(fields) => {
            for (key, item) in fields {
                // `!` means "not" in a condition.
                if key != "when" && key != "first_when" {
                    walk(item, &format!("{place}.{key}"), found);
                }
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}
