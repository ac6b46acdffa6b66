//! Sixteen random bytes that name a thing for ever: a case, an event, a submission, a device.
use core::fmt;
use core::str::FromStr;

use base16ct::lower;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// A 128-bit random identifier, written as 32 lower-case hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id([u8; 16]);

/// The text is not 32 lower-case hexadecimal digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("an identifier is 32 lower-case hexadecimal digits")]
pub struct NotAnId;

impl Id {
    /// Takes sixteen bytes that the caller drew from a cryptographic source.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(bytes)
    }

    /// The sixteen bytes.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 16] {
        &self.0
    }

    /// Reads 32 lower-case hexadecimal digits.
    ///
    /// # Errors
    /// [`NotAnId`] for any other text.
    pub fn parse(text: &str) -> Result<Self, NotAnId> {
        let bytes = lower::decode_vec(text).map_err(|_| NotAnId)?;
        bytes.try_into().map(Self).map_err(|_| NotAnId)
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&lower::encode_string(&self.0))
    }
}

impl fmt::Debug for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Id {
    type Err = NotAnId;
    fn from_str(text: &str) -> Result<Self, NotAnId> {
        Self::parse(text)
    }
}

impl Serialize for Id {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Id {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_survives_being_written_and_read() {
        let id = Id::from_bytes([0xab; 16]);
        assert_eq!(Id::parse(&id.to_string()), Ok(id));
    }

    #[test]
    fn other_texts_are_refused() {
        for text in ["", "ab", "AB".repeat(16).as_str(), &"zz".repeat(16), &"ab".repeat(17)] {
            assert_eq!(Id::parse(text), Err(NotAnId), "{text}");
        }
    }
}
