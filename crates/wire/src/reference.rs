//! The short reference that officer and desk say to each other by telephone, such as `GH 7K4 29Q`.
use core::fmt;

use crate::id::Id;

/// Digits and letters that are not taken for one another when spoken or read (Crockford's base 32).
const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// A reference derived from a submission's id: `GH`, a space, three letters, a space, three letters (30 bits).
///
/// It helps two people to match a record; it is not an identifier, since two ids may share one.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Reference(String);

impl Reference {
    /// The reference of the submission with this id.
    #[must_use]
    pub fn of(id: &Id) -> Self {
        let b = id.as_bytes();
        let bits = u32::from_be_bytes([b[0], b[1], b[2], b[3]]) >> 2;
        let mut text = String::from("GH");
        for place in 0..6 {
            if place % 3 == 0 {
                text.push(' ');
            }
            let index = (bits >> (25 - 5 * place)) & 31;
            text.push(char::from(LETTERS[index as usize]));
        }
        Self(text)
    }

    /// The reference as it is shown.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reference_is_short_and_always_the_same_for_an_id() {
        let id = Id::from_bytes([0xff; 16]);
        assert_eq!(Reference::of(&id).as_str(), "GH ZZZ ZZZ");
        assert_eq!(Reference::of(&Id::from_bytes([0; 16])).as_str(), "GH 000 000");
    }
}
