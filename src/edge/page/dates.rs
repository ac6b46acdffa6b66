//! Dates in words, in this phone's local time.
use chrono::{DateTime, Datelike, Local, Month, Weekday};

/// "Saturday 21 November", for a point in milliseconds since the Unix epoch.
#[must_use]
pub fn long_date(ms: i64) -> String {
    local(ms).map_or_else(String::new, |at| format!("{} {} {}", weekday(at.weekday()), at.day(), month(at.month())))
}

/// "21 November at 14:06".
#[must_use]
pub fn day_and_time(ms: i64) -> String {
    use chrono::Timelike;
    let words =
        |at: DateTime<Local>| format!("{} {} at {:02}:{:02}", at.day(), month(at.month()), at.hour(), at.minute());
    local(ms).map_or_else(String::new, words)
}

/// "21 November 2026, 14:06".
#[must_use]
pub fn dated(ms: i64) -> String {
    use chrono::Timelike;
    let words = |at: DateTime<Local>| {
        format!("{} {} {}, {:02}:{:02}", at.day(), month(at.month()), at.year(), at.hour(), at.minute())
    };
    local(ms).map_or_else(String::new, words)
}

/// "21 November 2026", for `2026-11-21`; the text itself if it is not a date.
#[must_use]
pub fn date_in_words(date: &str) -> String {
    // By hand: chrono's parser for this one form weighs more than the rest of this file.
    let mut parts = date.split('-').map(|part| part.parse::<u32>().ok());
    match (parts.next().flatten(), parts.next().flatten(), parts.next().flatten(), parts.next()) {
        (Some(year), Some(number), Some(day), None) if (1..=12).contains(&number) && (1..=31).contains(&day) => {
            format!("{day} {} {year}", month(number))
        }
        _ => date.to_owned(),
    }
}

fn local(ms: i64) -> Option<DateTime<Local>> {
    DateTime::from_timestamp_millis(ms).map(|utc| utc.with_timezone(&Local))
}

fn month(number: u32) -> &'static str {
    u8::try_from(number).ok().and_then(|number| Month::try_from(number).ok()).map_or("", |month| month.name())
}

const fn weekday(day: Weekday) -> &'static str {
    match day {
        Weekday::Mon => "Monday",
        Weekday::Tue => "Tuesday",
        Weekday::Wed => "Wednesday",
        Weekday::Thu => "Thursday",
        Weekday::Fri => "Friday",
        Weekday::Sat => "Saturday",
        Weekday::Sun => "Sunday",
    }
}
