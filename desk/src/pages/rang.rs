//! Whom a phone rang, in words for a reader who was not there.
use std::borrow::Cow;

/// How a phone marks a number that its person typed: right for them, wrong for whoever reads it here.
const BY_YOU: &str = ", typed by you";

/// Who was rung, as the phone's block said it, with the person who typed the number named from here.
pub(super) fn to(words: &str) -> Cow<'_, str> {
    match words.strip_suffix(BY_YOU) {
        Some(who) => Cow::Owned(format!("{who}, typed by the person who rang")),
        None => Cow::Borrowed(words),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_mark_at_the_end_is_said_from_here() {
        assert_eq!(to("Social care, typed by you"), "Social care, typed by the person who rang");
        assert_eq!(to("Police, 101"), "Police, 101");
        assert_eq!(to("Typed by you, they said"), "Typed by you, they said");
        assert_eq!(to(""), "");
    }
}
