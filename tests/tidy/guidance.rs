//! Telephone numbers and guidance words come from guidance/ and stand nowhere in the app's Rust (invariant 9).

use crate::files::{self, File};
use crate::source::Source;
use std::collections::BTreeSet;

/// Short numbers that people call. 999 is the only one that the app knows by itself: it is the button in every header.
const SHORT: [&str; 8] = ["101", "105", "111", "112", "116000", "116123", "119", "1616"];

/// Shorter texts, such as "Yes" or the name of a role, may well stand in both.
const LONG_ENOUGH: usize = 30;

fn telephone_numbers(path: &str, text: &str) -> Vec<String> {
    let texts = Source::read(text).texts;
    let found = texts.iter().flat_map(|(line, text)| numbers_in(text).into_iter().map(move |number| (line, number)));
    found
        .filter(|(_, number)| is_telephone(number))
        .map(|(line, number)| format!("{path}:{line}: {number} looks like a telephone number: it belongs in guidance/"))
        .collect()
}

fn is_telephone(number: &str) -> bool {
    // 01632 960 xxx is Ofcom's range for fiction.
    let real = !number.starts_with("01632960") && !number.starts_with("441632960");
    let long = (10..=13).contains(&number.len()) && (number.starts_with('0') || number.starts_with("44"));
    SHORT.contains(&number) || (real && long)
}

/// Runs of digits, with the spaces and hyphens that people put into numbers left out. Digits inside a word are an id.
fn numbers_in(text: &str) -> Vec<String> {
    let inside = |letter: char| letter.is_ascii_alphanumeric() || " -+".contains(letter);
    text.split(|letter| !inside(letter)).flat_map(numbers_in_words).collect()
}

fn numbers_in_words(words: &str) -> Vec<String> {
    let mut numbers = vec![String::new()];
    for word in words.split(' ').filter(|word| !word.is_empty()) {
        let digits: String = word.chars().filter(char::is_ascii_digit).collect();
        match (word.bytes().any(|byte| byte.is_ascii_alphabetic()), numbers.last_mut()) {
            (false, Some(last)) => last.push_str(&digits),
            _ => numbers.push(String::new()),
        }
    }
    numbers.retain(|number| !number.is_empty());
    numbers
}

/// Every longer text of guidance/, which Rust must not repeat.
fn sentences(guidance: &[File]) -> BTreeSet<String> {
    let tables = guidance.iter().filter_map(|file| file.text.parse::<toml::Table>().ok());
    let mut found = BTreeSet::new();
    tables.for_each(|table| gather(&toml::Value::Table(table), &mut found));
    found
}

fn gather(value: &toml::Value, found: &mut BTreeSet<String>) {
    match value {
        toml::Value::String(text) if text.chars().count() >= LONG_ENOUGH && text.contains(' ') => {
            found.insert(text.trim().to_owned());
        }
        toml::Value::Array(values) => values.iter().for_each(|value| gather(value, found)),
        toml::Value::Table(table) => table.values().for_each(|value| gather(value, found)),
        _ => {}
    }
}

fn repeated(path: &str, text: &str, sentences: &BTreeSet<String>) -> Vec<String> {
    let source = Source::read(text);
    let tests = source.first_line_of_tests();
    let texts = source.texts.iter().filter(|(line, _)| *line < tests);
    texts
        .filter_map(|(line, text)| Some((line, sentences.iter().find(|sentence| text.contains(sentence.as_str()))?)))
        .map(|(line, sentence)| format!("{path}:{line}: “{sentence}” is guidance: it belongs in guidance/ alone"))
        .collect()
}

#[test]
fn no_telephone_number_stands_in_the_app_s_rust() {
    files::hold(&files::rust_under(&["src"]), telephone_numbers);
}

#[test]
fn no_guidance_is_written_in_rust() {
    let guidance: Vec<File> =
        files::all().into_iter().filter(|file| file.is_under("guidance") && file.has_ending("toml")).collect();
    let sentences = sentences(&guidance);
    assert!(!sentences.is_empty(), "guidance/ has no sentence: the rule looks in the wrong place");
    files::hold(&files::rust_under(&["src"]), |path, text| repeated(path, text, &sentences));
}

#[test]
fn a_telephone_number_is_noticed_however_it_is_written() {
    for number in ["0800 012 1700", "0800-0121-700", "tel:08000121700", "+44 20 7946 0000", "Call 101 now", "111"] {
        assert_eq!(telephone_numbers("src/a.rs", &format!("let a = \"{number}\";")).len(), 1, "{number}");
    }
}

#[test]
fn numbers_that_nobody_calls_are_left_alone() {
    for text in ["Call 999", "tel:999", "01632 960 123", "2026-11-22", "m01", "police-101", "0011223344556677aa"] {
        let problems = telephone_numbers("src/a.rs", &format!("let a = \"{text}\";"));
        assert!(problems.is_empty(), "{problems:?}");
    }
}

#[test]
fn a_sentence_of_guidance_in_rust_is_noticed() {
    let step = File {
        path: "guidance/steps/A99.toml".to_owned(),
        text: "title = \"Sit down\"\nwhy = \"A child who sits is a child who is listened to.\"".to_owned(),
    };
    let sentences = sentences(&[step]);
    let copied = "view! { <p>\"A child who sits is a child who is listened to.\"</p> }";
    assert_eq!(repeated("src/a.rs", copied, &sentences).len(), 1);
    assert!(repeated("src/a.rs", "view! { <p>\"Sit down\"</p> }", &sentences).is_empty());
}
