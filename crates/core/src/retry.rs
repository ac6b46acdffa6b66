//! How long to wait before the next try: by our own choice (full jitter) and by the desk's (`Retry-After`).
use chrono::NaiveDateTime;

/// The longest wait after the first failure, in milliseconds.
pub const BASE_MS: i64 = 2_000;

/// The longest wait after any number of failures, in milliseconds. There is no limit of attempts or of age.
pub const CAP_MS: i64 = 5 * 60_000;

/// The longest `Retry-After` that is honoured, in milliseconds. A referral must not wait for a day because a proxy
/// wrote a wrong number.
pub const RETRY_AFTER_CAP_MS: i64 = 60 * 60_000;

/// The three forms of a date that RFC 9110 section 5.6.7 makes a recipient read.
const HTTP_DATES: [&str; 3] = ["%a, %d %b %Y %H:%M:%S GMT", "%A, %d-%b-%y %H:%M:%S GMT", "%a %b %e %H:%M:%S %Y"];

/// Milliseconds to wait after so many failures in a row: evenly spread over 1 to min([`CAP_MS`], [`BASE_MS`] doubled
/// with each failure), so that phones which lost one desk together do not come back together.
///
/// `random` is fresh for each call, and evenly spread over all 64 bits.
#[must_use]
pub fn full_jitter(failures: u32, random: u64) -> i64 {
    let longest = longest_wait(failures);
    i64::try_from(random % longest.unsigned_abs()).unwrap_or(0) + 1
}

/// The longest wait that [`full_jitter`] gives after so many failures, in milliseconds.
#[must_use]
pub fn longest_wait(failures: u32) -> i64 {
    // 2 s doubled eight times is over the cap already.
    let doublings = failures.saturating_sub(1).min(8);
    (BASE_MS << doublings).min(CAP_MS)
}

/// Reads a `Retry-After` header, in seconds or as a date, as milliseconds from `now_ms`.
///
/// Nothing for a text that is neither. A negative number or a date in the past is 0; nothing is more than
/// [`RETRY_AFTER_CAP_MS`].
#[must_use]
pub fn retry_after(header: &str, now_ms: i64) -> Option<i64> {
    let text = header.trim();
    let (negative, digits) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
    if !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()) {
        // A number that overflows is a number over the cap.
        let seconds = if negative { 0 } else { digits.parse::<i64>().unwrap_or(i64::MAX) };
        return Some(seconds.saturating_mul(1000).min(RETRY_AFTER_CAP_MS));
    }
    let date = HTTP_DATES.iter().find_map(|form| NaiveDateTime::parse_from_str(text, form).ok())?;
    let wait = date.and_utc().timestamp_millis().saturating_sub(now_ms);
    Some(wait.clamp(0, RETRY_AFTER_CAP_MS))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_from_two_seconds_to_five_minutes_and_no_further() {
        let longest = [2_000, 4_000, 8_000, 16_000, 32_000, 64_000, 128_000, 256_000, 300_000, 300_000];
        for (failures, expected) in (1u32..).zip(longest) {
            assert_eq!(longest_wait(failures), expected, "after {failures} failures");
        }
        assert_eq!(longest_wait(0), BASE_MS);
        assert_eq!(longest_wait(u32::MAX), CAP_MS);
    }

    #[test]
    fn a_wait_is_spread_over_the_whole_window_and_never_nothing() {
        for failures in [0, 1, 2, 5, 9, 1000, u32::MAX] {
            let longest = longest_wait(failures);
            assert_eq!(full_jitter(failures, 0), 1);
            assert_eq!(full_jitter(failures, longest.unsigned_abs() - 1), longest);
            for random in [1, 17, u64::MAX / 3, u64::MAX] {
                assert!((1..=longest).contains(&full_jitter(failures, random)));
            }
        }
    }

    #[test]
    fn retry_after_is_honoured_up_to_an_hour() {
        // Sun, 06 Nov 1994 08:49:37 GMT, the date of RFC 9110.
        let now = 784_111_777_000;
        let rows = [
            ("120", Some(120_000)),
            (" 120 ", Some(120_000)),
            ("0", Some(0)),
            ("-5", Some(0)),
            ("3600", Some(RETRY_AFTER_CAP_MS)),
            ("1000000000", Some(RETRY_AFTER_CAP_MS)),
            ("99999999999999999999999999999999", Some(RETRY_AFTER_CAP_MS)),
            ("Sun, 06 Nov 1994 08:50:37 GMT", Some(60_000)),
            ("Sunday, 06-Nov-94 08:50:37 GMT", Some(60_000)),
            ("Sun Nov  6 08:50:37 1994", Some(60_000)),
            ("Sun, 06 Nov 1994 08:49:37 GMT", Some(0)),
            ("Sat, 05 Nov 1994 08:49:37 GMT", Some(0)),
            ("Fri, 31 Dec 9999 23:59:59 GMT", Some(RETRY_AFTER_CAP_MS)),
            ("", None),
            ("-", None),
            ("1.5", None),
            ("1e400", None),
            ("soon", None),
            ("Sun, 31 Feb 1994 08:49:37 GMT", None),
            ("\u{202e}120", None),
        ];
        for (header, expected) in rows {
            assert_eq!(retry_after(header, now), expected, "{header:?}");
        }
        assert_eq!(retry_after("Fri, 31 Dec 9999 23:59:59 GMT", i64::MIN), Some(RETRY_AFTER_CAP_MS));
    }
}
