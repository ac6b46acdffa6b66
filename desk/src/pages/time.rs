//! Times as people say them.
use chrono::{FixedOffset, Local, Offset as _, TimeZone as _, Utc};

const MINUTE_MS: i64 = 60_000;

/// `14:06`, at this many minutes east of UTC.
pub(super) fn clock(at_ms: i64, offset_min: i16) -> String {
    let minute = (at_ms.div_euclid(MINUTE_MS) + i64::from(offset_min)).rem_euclid(24 * 60);
    format!("{:02}:{:02}", minute / 60, minute % 60)
}

/// This machine's minutes east of UTC at that moment.
pub(super) fn desk_offset(at_ms: i64) -> i16 {
    let seconds = Utc
        .timestamp_millis_opt(at_ms)
        .single()
        .map_or(0, |at| Local.offset_from_utc_datetime(&at.naive_utc()).fix().local_minus_utc());
    i16::try_from(seconds / 60).unwrap_or(0)
}

/// `21 November, 14:52`, at this many minutes east of UTC.
pub(super) fn day_and_clock(at_ms: i64, offset_min: i16) -> String {
    let offset = FixedOffset::east_opt(i32::from(offset_min) * 60).unwrap_or_else(|| Utc.fix());
    let at = Utc.timestamp_millis_opt(at_ms).single().map(|at| at.with_timezone(&offset));
    at.map_or_else(|| "an unknown time".to_owned(), |at| at.format("%-d %B, %H:%M").to_string())
}

/// At this desk: `14:52`, or `20 November, 14:52` where that was not today.
pub(super) fn clock_or_day(at_ms: i64, now_ms: i64) -> String {
    let day = |ms: i64| (ms.div_euclid(MINUTE_MS) + i64::from(desk_offset(ms))).div_euclid(24 * 60);
    let offset = desk_offset(at_ms);
    if day(at_ms) == day(now_ms) { clock(at_ms, offset) } else { day_and_clock(at_ms, offset) }
}

/// `9 min`, `1 h 12`, `3 days`: how long ago, in words that a person would use.
pub(super) fn since(from_ms: i64, now_ms: i64) -> String {
    let minutes = now_ms.saturating_sub(from_ms).max(0) / MINUTE_MS;
    match minutes {
        0..60 => format!("{minutes} min"),
        60..2880 => format!("{} h {:02}", minutes / 60, minutes % 60),
        _ => format!("{} days", minutes / 1440),
    }
}

/// Whole minutes since the child was met; nothing once the hour is over.
pub(super) fn inside_the_hour(met_ms: i64, now_ms: i64) -> Option<i64> {
    let minutes = now_ms.saturating_sub(met_ms).max(0) / MINUTE_MS;
    (minutes < 60).then_some(minutes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_as_the_phone_saw_them_in_every_zone() {
        assert_eq!(clock(0, 0), "00:00");
        assert_eq!(clock(0, -720), "12:00");
        assert_eq!(clock(0, 840), "14:00");
        assert_eq!(clock(-MINUTE_MS, 0), "23:59");
        assert_eq!(day_and_clock(0, 60), "1 January, 01:00");
        assert_eq!(day_and_clock(i64::MAX, 0), "an unknown time");
    }

    #[test]
    fn a_time_of_another_day_says_which() {
        let noon = 1_795_262_400_000;
        assert_eq!(clock_or_day(noon, noon + MINUTE_MS).len(), "12:00".len());
        assert!(clock_or_day(noon - 48 * 60 * MINUTE_MS, noon).contains("November, "));
        assert_eq!(clock_or_day(i64::MAX, noon), "an unknown time");
    }

    #[test]
    fn how_long_ago_is_never_negative() {
        assert_eq!(since(10 * MINUTE_MS, 0), "0 min");
        assert_eq!(since(0, 59 * MINUTE_MS), "59 min");
        assert_eq!(since(0, 72 * MINUTE_MS), "1 h 12");
        assert_eq!(since(i64::MIN, i64::MAX).split(' ').next_back(), Some("days"));
        assert_eq!(inside_the_hour(0, 60 * MINUTE_MS), None);
        assert_eq!(inside_the_hour(MINUTE_MS, 0), Some(0));
    }
}
