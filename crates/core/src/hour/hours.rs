//! When an office line is closed.
use chrono::{DateTime, Datelike, Timelike, Weekday};

use crate::guide::{BankHoliday, Nation};
use crate::time::{MINUTE_MS, Wall};

/// First minute of an office day: 9:00. Ours; published hours differ by an authority's minutes.
const OPENS: u32 = 9 * 60;
/// First minute after an office day: 17:00.
const CLOSES: u32 = 17 * 60;

/// Evening, night, weekend or bank holiday, in the phone's local time.
#[must_use]
pub fn out_of_hours(now: Wall, holidays: &[BankHoliday], nation: Option<Nation>) -> bool {
    let local_ms = now.ms.saturating_add(i64::from(now.offset_min) * MINUTE_MS);
    let Some(local) = DateTime::from_timestamp_millis(local_ms) else {
        return true;
    };
    let minute = local.hour() * 60 + local.minute();
    let weekend = matches!(local.weekday(), Weekday::Sat | Weekday::Sun);
    let date = format!("{:04}-{:02}-{:02}", local.year(), local.month(), local.day());
    let applies = |day: &BankHoliday| {
        day.date == date && (day.nations.is_empty() || nation.is_none_or(|nation| day.nations.contains(&nation)))
    };
    weekend || !(OPENS..CLOSES).contains(&minute) || holidays.iter().any(applies)
}
