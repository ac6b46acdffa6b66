//! Base45 (RFC 9285): bytes as the 45 characters that a code's alphanumeric mode holds in 5.5 bits each.
//!
//! Ours and not a package's: the common one takes "ZZ" for a byte, which the RFC refuses.

const ALPHABET: &[u8; 45] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";

/// The text is not what [`encode`] writes: a character outside the 45, a length that no bytes have, or a group above its
/// most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this is not base45")]
pub struct NotBase45;

/// Two bytes as three characters, a last single one as two.
#[must_use]
pub fn encode(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(2) * 3);
    let mut put = |mut number: u16, characters: usize| {
        for _ in 0..characters {
            text.push(char::from(ALPHABET[usize::from(number % 45)]));
            number /= 45;
        }
    };
    let (pairs, last) = bytes.as_chunks::<2>();
    pairs.iter().for_each(|pair| put(u16::from_be_bytes(*pair), 3));
    last.iter().for_each(|byte| put(u16::from(*byte), 2));
    text
}

/// Reads what [`encode`] wrote. Each text has at most one reading, and each reading one text.
///
/// # Errors
/// [`NotBase45`] for any other text; reading it again cannot help.
pub fn decode(text: &str) -> Result<Vec<u8>, NotBase45> {
    let mut bytes = Vec::with_capacity(text.len() / 3 * 2 + 1);
    for group in text.as_bytes().chunks(3) {
        let mut number = 0;
        for character in group.iter().rev() {
            number = number * 45 + digit(*character).ok_or(NotBase45)?;
        }
        match group.len() {
            3 => bytes.extend(u16::try_from(number).map_err(|_| NotBase45)?.to_be_bytes()),
            2 => bytes.push(u8::try_from(number).map_err(|_| NotBase45)?),
            _ => return Err(NotBase45),
        }
    }
    Ok(bytes)
}

fn digit(character: u8) -> Option<u32> {
    let digit = match character {
        b'0'..=b'9' => character - b'0',
        b'A'..=b'Z' => character - b'A' + 10,
        _ => 36 + u8::try_from(ALPHABET[36..].iter().position(|known| *known == character)?).ok()?,
    };
    Some(u32::from(digit))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// RFC 9285, sections 4.3 and 4.4.
    const VECTORS: [(&str, &str); 4] =
        [("AB", "BB8"), ("Hello!!", "%69 VD92EX0"), ("base-45", "UJCLQE7W581"), ("ietf!", "QED8WEX0")];

    #[test]
    fn the_examples_of_rfc_9285_come_out_as_they_stand_there() {
        for (plain, text) in VECTORS {
            assert_eq!(encode(plain.as_bytes()), text);
            assert_eq!(decode(text).as_deref(), Ok(plain.as_bytes()));
        }
    }

    #[test]
    fn what_rfc_9285_refuses_is_refused() {
        // ":::" and "GGW" are 65536 and above (section 6); the rest are above a byte, of a length that no bytes have, or
        // outside the alphabet.
        for text in [":::", "GGW", "ZZ", "A", "BB8A", "bb8", "BB\u{e9}", "BB,"] {
            assert_eq!(decode(text), Err(NotBase45), "{text}");
        }
        assert_eq!(decode("FGW"), Ok(vec![255, 255]));
        assert_eq!(decode(""), Ok(vec![]));
    }

    proptest! {
        #[test]
        fn all_bytes_survive_being_written_and_read(bytes: Vec<u8>) {
            prop_assert_eq!(decode(&encode(&bytes)), Ok(bytes));
        }

        #[test]
        fn a_text_that_can_be_read_is_the_only_one_with_its_bytes(text in "[0-9A-Z $%*+./:-]{0,12}") {
            if let Ok(bytes) = decode(&text) {
                prop_assert_eq!(encode(&bytes), text);
            }
        }
    }
}
