//! The shape of what was typed. An empty field is never an error, and "Keep it as it is" always lets a person go on.
use super::{Field, FieldKind};

/// Why a value does not look right, in the words of the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Misshapen {
    /// A telephone number with letters, or with too few or too many digits.
    #[error("This does not look like a whole phone number. Check it, or keep it as it is.")]
    Phone,
    /// Not a time of day.
    #[error("Write the time like 14:06, or keep it as it is.")]
    Time,
}

/// Looks at the shape of a value.
///
/// # Errors
/// [`Misshapen`] says what looks wrong. The value is saved as typed all the same: a part of a number can be a clue.
pub fn shape(field: &Field, value: &str) -> Result<(), Misshapen> {
    let value = value.trim();
    if value.is_empty() {
        return Ok(());
    }
    match field.kind {
        FieldKind::Phone => phone(value),
        FieldKind::Time => time(value),
        FieldKind::Line | FieldKind::Text | FieldKind::Words | FieldKind::Choice(_) => Ok(()),
    }
}

fn phone(value: &str) -> Result<(), Misshapen> {
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

#[cfg(test)]
mod tests {
    use super::super::field;
    use super::*;

    #[test]
    fn a_number_that_can_be_rung_is_fine_and_a_part_of_one_is_pointed_at() {
        let call_back = field("m02.call-back").expect("in the record");
        for good in ["", "01632 960 150", "+44 (0)1632 960150", "07700 900123", "01632 960 150 x 12", "101"] {
            assert_eq!(shape(call_back, good), Ok(()), "{good}");
        }
        for bad in ["1632", "ask at the desk", "0".repeat(40).as_str(), "01632 96o 150"] {
            assert_eq!(shape(call_back, bad), Err(Misshapen::Phone), "{bad}");
        }
    }

    #[test]
    fn a_time_of_day_is_hours_and_minutes() {
        let time = field("m14.police-time").expect("in the record");
        for good in ["14:06", "9.30", "00:00", " 23:59 "] {
            assert_eq!(shape(time, good), Ok(()), "{good}");
        }
        for bad in ["24:00", "14:60", "1406", "two", "14:6"] {
            assert_eq!(shape(time, bad), Err(Misshapen::Time), "{bad}");
        }
    }
}
