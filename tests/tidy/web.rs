//! What the content policy, the worker and the phone's storage rest on.

use crate::files::{self, File};
use crate::source::{Source, is_word};

/// The policy allows no style attribute and Trusted Types no text made into markup: both would fail only in a browser.
fn markup_by_text(path: &str, text: &str) -> Vec<String> {
    let source = Source::read(text);
    let banned = ["inner_html", "outer_html", "insert_adjacent_html"];
    let named =
        source.lines().filter_map(|(number, line)| Some((number, *banned.iter().find(|word| line.contains(**word))?)));
    named.map(|(number, word)| format!("{path}:{number}: {word}: build the elements instead")).collect()
}

fn style_attributes(path: &str, text: &str) -> Vec<String> {
    let source = Source::read(text);
    let in_code = source.lines().filter(|(_, line)| has_style_attribute(line)).map(|(number, _)| number);
    let in_texts = source.texts.iter().filter(|(_, text)| has_style_attribute(text)).map(|(number, _)| *number);
    in_code.chain(in_texts).map(|number| format!("{path}:{number}: a style attribute: use a class")).collect()
}

/// `style=` as an attribute; `let style = …` is written with spaces.
fn has_style_attribute(line: &str) -> bool {
    let whole = |at: &usize| !line[..*at].chars().next_back().is_some_and(|before| is_word(before) || before == '-');
    line.match_indices("style=").map(|(at, _)| at).any(|at| whole(&at))
}

/// A new version of the app waits until the person, through the page, lets it take over: never in the middle of an hour.
fn takes_over_unasked(path: &str, text: &str) -> Vec<String> {
    let code = without_comments(text);
    let listeners: Vec<usize> = code.match_indices("addEventListener(").map(|(at, _)| at).collect();
    let in_message = |at: usize| {
        let last = listeners.iter().rev().find(|listener| **listener < at);
        last.is_some_and(|listener| code[*listener..].starts_with("addEventListener(\"message\""))
    };
    let calls = code.match_indices("skipWaiting").filter(|(at, _)| !in_message(*at));
    calls.map(|(at, _)| format!("{path}:{}: skipWaiting outside the message branch", line_at(&code, at))).collect()
}

/// The header would wipe records that no desk has yet.
fn wipes_the_phone(path: &str, text: &str) -> Vec<String> {
    let source = Source::read(text);
    let tests = source.first_line_of_tests();
    let named = |text: &str| text.to_ascii_lowercase().contains("clear-site-data") || text.contains("CLEAR_SITE_DATA");
    let texts = source.texts.iter().filter(|(line, text)| *line < tests && named(text)).map(|(line, _)| *line);
    let code = source.lines().filter(|(line, code)| *line < tests && named(code)).map(|(line, _)| line);
    texts.chain(code).map(|line| format!("{path}:{line}: this header wipes what is not sent yet")).collect()
}

fn without_comments(script: &str) -> String {
    let begins = |line: &str| line.trim_start().starts_with("//") || line.trim_start().starts_with('*');
    script.lines().map(|line| if begins(line) { "" } else { line }).collect::<Vec<_>>().join("\n")
}

fn line_at(text: &str, at: usize) -> usize {
    text[..at].matches('\n').count() + 1
}

fn shells() -> Vec<File> {
    files::all().into_iter().filter(|file| file.has_ending("html")).collect()
}

#[test]
fn no_text_is_made_into_markup() {
    files::hold(&files::rust_under(&["src"]), markup_by_text);
}

#[test]
fn no_element_has_a_style_attribute() {
    files::hold(&files::rust_under(&["src", "crates/guidance/src", "desk/src"]), style_attributes);
    files::hold(&shells(), |path, text| {
        let lines = text.lines().enumerate().filter(|(_, line)| has_style_attribute(line));
        lines.map(|(index, _)| format!("{path}:{}: a style attribute: use a class", index + 1)).collect()
    });
}

#[test]
fn the_worker_takes_over_only_when_it_is_told_to() {
    let worker = files::read("public/sw.js").expect("the worker is public/sw.js");
    let problems = takes_over_unasked("public/sw.js", &worker);
    assert!(problems.is_empty(), "{problems:?}");
}

#[test]
fn nothing_tells_a_phone_to_wipe_itself() {
    files::hold(&files::rust_under(&["src", "desk/src", "crates/wire/src"]), wipes_the_phone);
}

/// A path that is not there ends `trunk serve` before it has begun.
#[test]
fn trunk_watches_what_every_clone_has_and_nothing_that_a_build_writes() {
    let text = std::fs::read_to_string(files::root().join("Trunk.toml")).expect("it is there");
    let settings: toml::Table = text.parse().expect("it is TOML");
    let watch = settings["watch"].as_table().expect("what is watched");
    let paths = watch["watch"].as_array().expect("the paths");
    assert!(!paths.is_empty() && !watch.contains_key("ignore"));
    let of_builds = files::ignored_folders();
    for path in paths.iter().filter_map(toml::Value::as_str) {
        let path = files::root().join(path);
        assert!(path.exists() && !of_builds.contains(&path), "{}", path.display());
    }
}

#[test]
fn markup_from_text_is_noticed() {
    assert_eq!(markup_by_text("src/a.rs", "view! { <p inner_html=words/> }").len(), 1);
    assert!(markup_by_text("src/a.rs", "// no inner_html here").is_empty());
}

#[test]
fn a_style_attribute_is_noticed_in_code_and_in_text() {
    assert_eq!(style_attributes("src/a.rs", "view! { <p style=\"color: red\"/> }").len(), 1);
    assert_eq!(style_attributes("desk/src/a.rs", "let page = \"<p style='color: red'>\";").len(), 1);
    assert!(style_attributes("src/a.rs", "let style = class; let data_style=1;").is_empty());
}

#[test]
fn a_worker_that_takes_over_by_itself_is_noticed() {
    let eager = "self.addEventListener(\"install\", () => { self.skipWaiting(); });";
    assert_eq!(takes_over_unasked("public/sw.js", eager).len(), 1);
    let asked =
        "self.addEventListener(\"install\", f);\nself.addEventListener(\"message\", () => { self.skipWaiting(); });";
    assert!(takes_over_unasked("public/sw.js", asked).is_empty());
}

#[test]
fn the_wiping_header_is_noticed() {
    assert_eq!(wipes_the_phone("desk/src/a.rs", "(\"Clear-Site-Data\", \"*\")").len(), 1);
    assert_eq!(wipes_the_phone("desk/src/a.rs", "headers.insert(header::CLEAR_SITE_DATA, value);").len(), 1);
}
