//! The shape of what was typed. An empty field is never an error, and "Keep it as it is" always lets a person go on.
use chrono::{DateTime, Datelike};

use super::{Field, FieldKind};
use crate::time::{MINUTE_MS, Wall};

/// Why a value does not look right, in the words of the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Misshapen {
    /// A telephone number with letters, or with too few or too many digits.
    #[error("This does not look like a whole phone number. Check it, or keep it as it is.")]
    Phone,
    /// Not a name, an at sign and a place with a dot.
    #[error("This does not look like an email address. Check it, or keep it as it is.")]
    Email,
    /// Not a time of day.
    #[error("Write the time like 14:06, or keep it as it is.")]
    Time,
    /// A date that no calendar has.
    #[error("There is no such date. Check it, or keep it as it is.")]
    Date,
    /// A date that is still to come.
    #[error("This date has not come yet. Check it, or keep it as it is.")]
    Future,
    /// Not as many digits as an IMEI has.
    #[error("An IMEI has 15 digits. Check it, or keep it as it is.")]
    ImeiLength,
    /// The last digit does not fit the others: one was misread.
    #[error("The digits of this IMEI do not add up. Read it again, or keep it as it is.")]
    ImeiDigit,
    /// Nothing but zeros, whose check digit is right.
    #[error("An IMEI is not all zeros. Read it again, or keep it as it is.")]
    ImeiZeros,
}

/// Looks at the shape of a value that was written at this time.
///
/// # Errors
/// [`Misshapen`] says what looks wrong. The value is saved as typed all the same: a part of a number can be a clue.
pub fn shape(field: &Field, value: &str, written: Wall) -> Result<(), Misshapen> {
    let value = value.trim();
    if value.is_empty() {
        return Ok(());
    }
    match field.kind {
        FieldKind::Phone => phone(value),
        FieldKind::Email if is_email(value) => Ok(()),
        FieldKind::Email => Err(Misshapen::Email),
        FieldKind::Time => time(value),
        FieldKind::Age => age(value, written),
        // A telephone with two cards has two.
        FieldKind::Imei => value.split([',', ';', '\n']).try_for_each(imei),
        FieldKind::Line | FieldKind::Text | FieldKind::Words | FieldKind::Choice(_) => Ok(()),
    }
}

/// Whether it can be an email address, as the national form looks at one. What a server would take is not known here.
pub(crate) fn is_email(text: &str) -> bool {
    let is_one = |(name, domain): (&str, &str)| {
        !name.is_empty() && domain.contains('.') && !domain.contains('@') && !text.contains(char::is_whitespace)
    };
    text.split_once('@').is_some_and(is_one)
}

pub(super) fn phone(value: &str) -> Result<(), Misshapen> {
    let allowed = |c: char| c.is_ascii_digit() || matches!(c, ' ' | '+' | '-' | '(' | ')' | '.');
    // An extension is common for a desk number.
    let (number, extension) = value.split_once(['x', 'X', '#']).unwrap_or((value, ""));
    let number = number.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == ' ');
    let digits = number.chars().filter(char::is_ascii_digit).count();
    let short_code = matches!(number, "999" | "112" | "101" | "111");
    let good = number.chars().all(allowed)
        && (short_code || (10..=15).contains(&digits))
        && extension.chars().all(|c| c.is_ascii_digit() || matches!(c, ' ' | 't' | '.'));
    if good { Ok(()) } else { Err(Misshapen::Phone) }
}

fn time(value: &str) -> Result<(), Misshapen> {
    let (hours, minutes) = value.split_once([':', '.']).ok_or(Misshapen::Time)?;
    let part = |text: &str, limit: u8| {
        (1..=2).contains(&text.len())
            && text.chars().all(|c| c.is_ascii_digit())
            && text.parse::<u8>().is_ok_and(|n| n < limit)
    };
    if part(hours, 24) && minutes.len() == 2 && part(minutes, 60) { Ok(()) } else { Err(Misshapen::Time) }
}

/// An age is anything; what is written as day, month and year has to be a day, and not one to come.
fn age(value: &str, written: Wall) -> Result<(), Misshapen> {
    let parts: Vec<&str> = value.split(['/', '.', '-']).map(str::trim).collect();
    let number = |part: &str| part.chars().all(|c| c.is_ascii_digit()).then(|| part.parse::<u32>().ok()).flatten();
    let [day, month, year] = parts.as_slice() else { return Ok(()) };
    // Written the other way round, as passports of some countries have it.
    let (day, year) = if day.len() == 4 { (year, day) } else { (day, year) };
    let (Some(day), Some(month), Some(of)) = (number(day), number(month), number(year)) else { return Ok(()) };
    let leap = year.len() < 4 || (of % 4 == 0 && (of % 100 != 0 || of % 400 == 0));
    let days = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => 0,
    };
    let (years, this) = (year.len(), (1..=days).contains(&day));
    if !(this && (years == 2 || (years == 4 && of >= 1900))) {
        return Err(Misshapen::Date);
    }
    let (today, local) = (written.ms.checked_add(i64::from(written.offset_min) * MINUTE_MS), written.ms);
    let today = DateTime::from_timestamp_millis(today.unwrap_or(local)).map(|time| time.date_naive());
    let to_come = today.is_some_and(|today| {
        let now = (today.year_ce().1, today.month(), today.day());
        years == 4 && (of, month, day) > now
    });
    if to_come { Err(Misshapen::Future) } else { Ok(()) }
}

/// Fifteen digits whose last is the Luhn check digit of the others (3GPP TS 23.003, annex B). Sixteen digits are an IMEI
/// with the version of its software, and have none.
pub(super) fn imei(value: &str) -> Result<(), Misshapen> {
    let digits: Option<Vec<u32>> =
        value.chars().filter(|c| !matches!(c, ' ' | '-' | '/' | '.')).map(|c| c.to_digit(10)).collect();
    match digits.as_deref() {
        Some([]) => Ok(()),
        Some(digits) if digits.len() == 15 => {
            let doubled = |digit: u32| if digit > 4 { 2 * digit - 9 } else { 2 * digit };
            let weigh = |(place, digit): (usize, &u32)| if place % 2 == 1 { doubled(*digit) } else { *digit };
            let sum: u32 = digits.iter().enumerate().map(weigh).sum();
            match (sum, sum.is_multiple_of(10)) {
                (0, _) => Err(Misshapen::ImeiZeros),
                (_, true) => Ok(()),
                (_, false) => Err(Misshapen::ImeiDigit),
            }
        }
        Some(digits) if digits.len() == 16 => Ok(()),
        _ => Err(Misshapen::ImeiLength),
    }
}

#[cfg(test)]
mod tests {
    use super::super::field;
    use super::*;

    /// 26 November 2026, 23:30 UTC, where it is half past midnight already.
    const NOW: Wall = Wall { ms: 1_795_735_800_000, offset_min: 60 };

    #[test]
    fn a_number_that_can_be_rung_is_fine_and_a_part_of_one_is_pointed_at() {
        let call_back = field("m02.call-back").expect("in the record");
        for good in ["", "01632 960 150", "+44 (0)1632 960150", "07700 900123", "01632 960 150 x 12", "101"] {
            assert_eq!(shape(call_back, good, NOW), Ok(()), "{good}");
        }
        for bad in ["1632", "ask at the desk", "0".repeat(40).as_str(), "01632 96o 150"] {
            assert_eq!(shape(call_back, bad, NOW), Err(Misshapen::Phone), "{bad}");
        }
    }

    #[test]
    fn an_email_address_has_a_name_an_at_sign_and_a_place() {
        let email = field("m14.care-email").expect("in the record");
        for good in ["", "front.door@council.example", "ü@ü.example", " a@b.example "] {
            assert_eq!(shape(email, good, NOW), Ok(()), "{good}");
        }
        for bad in ["front.door", "@council.example", "a@b", "a@b@c.example", "a at b.example", "a @b.example"] {
            assert_eq!(shape(email, bad, NOW), Err(Misshapen::Email), "{bad}");
        }
    }

    #[test]
    fn a_time_of_day_is_hours_and_minutes() {
        let time = field("m14.police-time").expect("in the record");
        for good in ["14:06", "9.30", "00:00", " 23:59 "] {
            assert_eq!(shape(time, good, NOW), Ok(()), "{good}");
        }
        for bad in ["24:00", "14:60", "1406", "two", "14:6"] {
            assert_eq!(shape(time, bad, NOW), Err(Misshapen::Time), "{bad}");
        }
    }

    #[test]
    fn an_imei_is_checked_by_its_last_digit_and_any_single_wrong_digit_is_noticed() {
        let imei = field("m10.imei").expect("in the record");
        let good = "490154203237518";
        for right in ["", good, "49-015420-323751-8", "490154203237518, 356938035643809", "4901542032375181"] {
            assert_eq!(shape(imei, right, NOW), Ok(()), "{right}");
        }
        for place in 0..15 {
            for digit in '0'..='9' {
                let mut changed: Vec<char> = good.chars().collect();
                changed[place] = digit;
                let changed: String = changed.into_iter().collect();
                let wanted = if changed == good { Ok(()) } else { Err(Misshapen::ImeiDigit) };
                assert_eq!(shape(imei, &changed, NOW), wanted, "{changed}");
            }
        }
        assert_eq!(shape(imei, "000000000000000", NOW), Err(Misshapen::ImeiZeros));
        for bad in ["49015420323751", "49015420323751O", "*#06#", "49015420323751812"] {
            assert_eq!(shape(imei, bad, NOW), Err(Misshapen::ImeiLength), "{bad}");
        }
    }

    #[test]
    fn an_age_is_as_said_and_only_a_date_that_cannot_be_is_pointed_at() {
        let age = field("m05.age").expect("in the record");
        for fine in [
            "15",
            "Says 15. Looks 13 to 15.",
            "29/02/2012",
            "31.12.2010",
            "2010-12-31",
            "1/5/11",
            "3-4 years",
            "spring 2011",
        ] {
            assert_eq!(shape(age, fine, NOW), Ok(()), "{fine}");
        }
        for cannot in ["31/02/2010", "29/02/2011", "12/13/2010", "00/01/2010", "31/4/2012", "1/1/210", "2010-02-30"] {
            assert_eq!(shape(age, cannot, NOW), Err(Misshapen::Date), "{cannot}");
        }
    }

    #[test]
    fn a_date_of_birth_that_has_not_come_is_pointed_at_by_the_persons_own_calendar() {
        let age = field("m05.age").expect("in the record");
        for (written, offset_min, wanted) in [
            ("27/11/2026", 60, Ok(())),
            ("28/11/2026", 60, Err(Misshapen::Future)),
            ("27/11/2026", 0, Err(Misshapen::Future)),
            ("2027-01-01", 60, Err(Misshapen::Future)),
            ("01/12/26", 60, Ok(())),
            ("31/02/2030", 60, Err(Misshapen::Date)),
        ] {
            assert_eq!(shape(age, written, Wall { offset_min, ..NOW }), wanted, "{written}");
        }
    }
}
