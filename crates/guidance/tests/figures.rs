//! One changed digit fails: numbers, sections, limits of time and minutes of the guidance against lists that were taken
//! from the domain texts, not from the guidance.
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use gh_core::guide::check::{sections, telephones};
use gh_core::guide::{Line, LineUse, Pack, Step};
use serde_json::Value;

fn pack() -> Pack {
    let dir = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../guidance"));
    gh_guidance::load(dir).unwrap_or_else(|errors| panic!("{errors}"))
}

/// The lines of a list, without its comments.
fn list(text: &'static str) -> impl Iterator<Item = &'static str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// Every text of the pack.
fn texts(pack: &Pack) -> Vec<String> {
    fn walk(value: Value, texts: &mut Vec<String>) {
        match value {
            Value::String(text) => texts.push(text),
            Value::Array(items) => items.into_iter().for_each(|item| walk(item, texts)),
            Value::Object(fields) => fields.into_iter().for_each(|(_, item)| walk(item, texts)),
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }
    let mut texts = Vec::new();
    walk(serde_json::to_value(pack).expect("a pack has a JSON form"), &mut texts);
    texts
}

#[test]
fn every_telephone_number_is_that_of_the_contacts_text_and_none_is_left_out() {
    let listed: BTreeSet<String> = list(include_str!("fixtures/numbers.txt")).map(str::to_owned).collect();
    let pack = pack();
    let mut found = BTreeSet::new();
    let mut add = |id: &str, lines: &[Line], notes: &[&str]| {
        for line in lines {
            let used = match line.used {
                LineUse::Day => "day",
                LineUse::OutOfHours => "out-of-hours",
                LineUse::Any => "any",
            };
            found.insert(format!("{id} {used} {}", line.number));
        }
        let own: BTreeSet<&str> = lines.iter().map(|line| line.number.as_str()).collect();
        let words = notes.iter().copied().chain(lines.iter().map(|line| line.note.as_str()));
        for number in words.flat_map(telephones).filter(|number| !own.contains(number.as_str()) && number != "999") {
            found.insert(format!("{id} note {number}"));
        }
    };
    for contact in &pack.contacts {
        add(&contact.id, &contact.lines, &[&contact.note, &contact.use_for]);
    }
    for area in &pack.areas {
        let notes: Vec<&str> = area.notes.iter().chain([&area.guardian]).map(String::as_str).collect();
        add(&area.id, &area.lines, &notes);
    }
    let unlisted: Vec<_> = found.difference(&listed).collect();
    let unused: Vec<_> = listed.difference(&found).collect();
    assert!(
        unlisted.is_empty() && unused.is_empty(),
        "not in the list: {unlisted:#?}; not in the guidance: {unused:#?}"
    );

    // Wherever else a number stands in words, it is one of these.
    let numbers: BTreeSet<&str> = listed.iter().filter_map(|line| line.splitn(3, ' ').nth(2)).collect();
    for text in texts(&pack) {
        for number in telephones(&text) {
            assert!(numbers.contains(number.as_str()), "{number} in {text:?}");
        }
    }
}

#[test]
fn every_section_belongs_to_the_statute_that_the_sentence_names() {
    let mut statutes: Vec<(Vec<&str>, BTreeSet<&str>)> = Vec::new();
    for line in list(include_str!("fixtures/sections.txt")) {
        let (names, numbers) = line.split_once(':').expect("`Act: s.1 s.2`");
        statutes.push((names.split(" = ").map(str::trim).collect(), numbers.split_whitespace().collect()));
    }
    let all: BTreeSet<&str> = statutes.iter().flat_map(|(_, numbers)| numbers.iter().copied()).collect();
    let mut wrong = Vec::new();
    for text in texts(&pack()) {
        let named = statutes.iter().filter(|(names, _)| names.iter().any(|name| text.contains(name)));
        let named: BTreeSet<&str> = named.flat_map(|(_, numbers)| numbers.iter().copied()).collect();
        let allowed = if named.is_empty() { &all } else { &named };
        for section in sections(&text).iter().filter(|section| !allowed.contains(section.as_str())) {
            wrong.push(format!("{section} in {text:?}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_year_of_a_statute_is_in_the_list() {
    let names: Vec<&str> = list(include_str!("fixtures/sections.txt"))
        .flat_map(|line| line.split_once(':').map_or(line, |(names, _)| names).split(" = "))
        .map(str::trim)
        .collect();
    let years: BTreeSet<String> = names.iter().flat_map(|name| statute_years(name)).collect();
    for text in texts(&pack()) {
        for year in statute_years(&text) {
            assert!(years.contains(&year), "{year} in {text:?}");
        }
    }
}

/// `Act 1989`, `2015 Act`, `Order 1995` and the like: the year with the word that it stands beside. Between them only a
/// nation in brackets may stand: `Order (NI) 1995`.
fn statute_years(text: &str) -> Vec<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let bare = |word: &'static str| move |other: &str| other.trim_matches(|c: char| !c.is_alphanumeric()) == word;
    let statute = |word: &str| ["Act", "Order", "PACE"].into_iter().find(|name| bare(name)(word));
    let mut found = Vec::new();
    for (i, word) in words.iter().enumerate() {
        let year = word.trim_matches(|c: char| !c.is_alphanumeric());
        if year.len() != 4 || !year.chars().all(|c| c.is_ascii_digit()) {
            continue;
        }
        let bracket = |word: &&&str| word.starts_with('(') || word.ends_with(')');
        let before = words[..i].iter().rev().find(|word| !bracket(word));
        if let Some(name) = before.filter(|word| !word.ends_with(',')).and_then(|word| statute(word)) {
            found.push(format!("{name} {year}"));
        } else if let Some(name) = words.get(i + 1).filter(|_| word.ends_with(year)).and_then(|next| statute(next)) {
            found.push(format!("{year} {name}"));
        }
    }
    found
}

#[test]
fn every_limit_of_time_is_in_the_list() {
    let listed: BTreeSet<&str> = list(include_str!("fixtures/deadlines.txt")).collect();
    let pack = pack();
    let mut wrong = Vec::new();
    for text in texts(&pack) {
        wrong.extend(
            limits(&text).into_iter().filter(|l| !listed.contains(l.as_str())).map(|l| format!("{l} in {text:?}")),
        );
    }
    for area in &pack.areas {
        if let Some(hours) = area.written_within_hours {
            let limit = format!("{hours} hours");
            let in_words = area.notes.iter().any(|note| note.contains(&limit));
            assert!(listed.contains(limit.as_str()) && in_words, "{}: {limit}", area.id);
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// `72 hours`, `5 working days`, `one working day` as `1 working day`. Minutes of the hour ("minute 8") are none.
fn limits(text: &str) -> Vec<String> {
    const UNITS: [&str; 6] = ["hour", "minute", "day", "week", "month", "year"];
    const WORDS: [&str; 10] = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
    let lower = text.to_lowercase();
    let words: Vec<&str> = lower.split([' ', '-']).map(|word| word.trim_start_matches(['(', '“'])).collect();
    let bare = |word: &&str| word.trim_end_matches(|c: char| !c.is_alphanumeric()).trim_end_matches('s').to_owned();
    let mut found = Vec::new();
    for (i, word) in words.iter().enumerate() {
        let spelt = WORDS.iter().position(|spelt| spelt == word).map(|at| at + 1);
        let Some(number) = word.parse().ok().or(spelt) else { continue };
        let working = words.get(i + 1) == Some(&"working");
        let Some(unit) = words.get(i + 1 + usize::from(working)).map(bare) else { continue };
        let Some(unit) = UNITS.iter().find(|name| unit == **name) else { continue };
        // "A 17 year old" is an age.
        if *unit == "year" && words.get(i + 2).map(bare).as_deref() == Some("old") {
            continue;
        }
        let (working, many) = (if working { "working " } else { "" }, if number == 1 { "" } else { "s" });
        found.push(format!("{number} {working}{unit}{many}"));
    }
    found
}

#[test]
fn every_row_is_due_at_the_minute_of_its_table_and_keeps_its_star() {
    let pack = pack();
    let mut steps: BTreeMap<&str, Vec<&Step>> = BTreeMap::new();
    for step in pack.actions.iter().chain(pack.tracks.iter().flat_map(|track| &track.row)) {
        steps.entry(step.id.trim_end_matches(|c: char| c.is_ascii_lowercase())).or_default().push(step);
    }
    for line in list(include_str!("fixtures/minutes.txt")) {
        let words: Vec<&str> = line.split_whitespace().collect();
        let [label, minute, star @ ..] = words.as_slice() else { panic!("{line:?} is no label and minute") };
        let rows = steps.get(label).unwrap_or_else(|| panic!("{label} is not in the guidance"));
        assert!(rows.iter().all(|row| row.minute.to_string() == *minute), "{label} is due at {minute} in the table");
        let starred = rows.iter().any(|row| row.star);
        assert!(label.starts_with('A') || starred != star.is_empty(), "{label}: its star differs from the table");
    }
}

#[test]
fn the_readers_of_these_tests_see_a_changed_digit() {
    assert_eq!(
        limits("Up to 72 hours, then one working day. Minute 8. Minute 9. A 17 year old."),
        ["72 hours", "1 working day"]
    );
    assert_eq!(
        statute_years("Children Act 1989; the 2015 Act; Order (NI) 1995. Act, 2017"),
        ["Act 1989", "2015 Act", "Order 1995"]
    );
}
