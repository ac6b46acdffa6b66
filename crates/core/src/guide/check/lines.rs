//! Numbers are well formed, and what is not confirmed says so.
use chrono::NaiveDate;

use super::{Found, Rule};
use crate::guide::{ContactStatus, Line, LineUse, Mark, Pack};

pub(super) fn check(pack: &Pack, found: &mut Found) {
    let days = pack.bank_holidays.iter().map(|day| ("bank holiday", &day.date));
    for (what, date) in days.chain([("pack date", &pack.date)]) {
        if NaiveDate::parse_from_str(date, "%Y-%m-%d").is_err() {
            found.add(Rule::Number, format!("{what} {date}"), "is no day; write 2026-12-25");
        }
    }
    for contact in &pack.contacts {
        let place = format!("contact {}", contact.id);
        for line in &contact.lines {
            one(&place, line, found);
        }
        conflicts(&place, &contact.lines, found);
        if contact.lines.is_empty() && !says_so(&contact.note) {
            found.add(Rule::Unconfirmed, place, "has no number, and its note does not say \"not confirmed\"");
        }
    }
    for area in &pack.areas {
        let place = format!("area {}", area.id);
        for line in &area.lines {
            one(&place, line, found);
        }
        conflicts(&place, &area.lines, found);
        let answers = |used| area.lines.iter().any(|line| line.used == used || line.used == LineUse::Any);
        let whole = answers(LineUse::Day) && answers(LineUse::OutOfHours);
        if !whole && !says_so(&area.gap) {
            found.add(
                Rule::Unconfirmed,
                place.as_str(),
                "has no line by day or out of hours, and `gap` does not say that none is confirmed",
            );
        }
        if whole && !area.gap.is_empty() {
            found.add(
                Rule::Unconfirmed,
                place.as_str(),
                "has a line by day and out of hours, and says that one is missing",
            );
        }
        if area.guardian.trim().is_empty() {
            found.add(Rule::Unconfirmed, place, "does not say whether the guardian service covers it");
        }
    }
}

fn one(place: &str, line: &Line, found: &mut Found) {
    let place = format!("{place}, {}", line.number);
    if !well_formed(&line.number) {
        found.add(
            Rule::Number,
            place.as_str(),
            "is not a number of the United Kingdom, written in digits and single spaces",
        );
    }
    if line.read_in.trim().is_empty() || line.read_date.trim().is_empty() {
        found.add(Rule::Source, place.as_str(), "does not say where and when the number was read");
    }
    match line.hours_mark {
        None if !line.hours.is_empty() => {
            found.add(Rule::Unconfirmed, place, "has hours without a mark");
        }
        Some(Mark::R) if line.hours.is_empty() => {
            found.add(Rule::Unconfirmed, place, "has a mark on hours that are not given")
        }
        Some(Mark::R) | None => {}
        Some(Mark::K | Mark::D) => {
            if !says_so(&line.hours) && !says_so(&line.note) {
                found.add(
                    Rule::Unconfirmed,
                    place,
                    "has hours that are not read, and the words do not say \"not confirmed\"",
                );
            }
        }
    }
}

/// A conflict is two numbers for one time of day, both shown.
fn conflicts(place: &str, lines: &[Line], found: &mut Found) {
    for used in [LineUse::Day, LineUse::OutOfHours, LineUse::Any] {
        let of_use = lines.iter().filter(|line| line.used == used && line.status == ContactStatus::Conflict);
        if of_use.count() == 1 {
            found.add(Rule::Unconfirmed, place, "has a number marked as a conflict, and not the other one");
        }
    }
}

fn says_so(text: &str) -> bool {
    let text = text.to_lowercase();
    text.contains("not confirmed") || text.contains("is confirmed") && text.starts_with("no ")
}

/// Digits and single spaces. From 0: ten or eleven digits (Childline has eight). Else a short code: three to six digits,
/// or one that Relay UK puts before another.
fn well_formed(number: &str) -> bool {
    let groups: Vec<&str> = number.split(' ').collect();
    if groups.iter().any(|group| group.is_empty() || !group.chars().all(|c| c.is_ascii_digit())) {
        return false;
    }
    let digits = groups.concat();
    match digits.as_bytes() {
        [b'0', ..] => matches!(digits.len(), 10 | 11) || digits == "08001111",
        _ => match digits.strip_prefix("18001") {
            Some(rest) => well_formed(rest),
            None => (3..=6).contains(&digits.len()),
        },
    }
}
