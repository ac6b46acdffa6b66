//! SHA-256 of a body, and the `Content-Digest` header of RFC 9530 that carries it.
use core::fmt;

use base16ct::lower;
use base64ct::{Base64, Encoding as _};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use sha2::{Digest as _, Sha256};

/// A SHA-256, written as 64 lower-case hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Digest([u8; 32]);

/// Why a `Content-Digest` header cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotADigest {
    /// The header names other algorithms only, such as SHA-1.
    #[error("the Content-Digest header has no sha-256")]
    NoSha256,
    /// The value is not 32 bytes in base64 between colons.
    #[error("the sha-256 of the Content-Digest header is not 32 bytes in base64 between colons")]
    Malformed,
}

impl Digest {
    /// The digest of these bytes.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }

    /// Takes a digest that was worked out or stored before.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The thirty-two bytes.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// Reads 64 lower-case hexadecimal digits; nothing for any other text.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        lower::decode_vec(text).ok()?.try_into().ok().map(Self)
    }

    /// The value of the header: `sha-256=:<base64>:`.
    #[must_use]
    pub fn to_header(&self) -> String {
        format!("sha-256=:{}:", Base64::encode_string(&self.0))
    }

    /// Reads the value of a `Content-Digest` header, which may name several algorithms.
    ///
    /// # Errors
    /// [`NotADigest`] when no usable sha-256 is among them.
    pub fn from_header(value: &str) -> Result<Self, NotADigest> {
        let member = value
            .split(',')
            .filter_map(|member| member.trim().split_once('='))
            .find(|(name, _)| *name == "sha-256")
            .ok_or(NotADigest::NoSha256)?;
        let encoded = member.1.strip_prefix(':').and_then(|v| v.strip_suffix(':')).ok_or(NotADigest::Malformed)?;
        let bytes = Base64::decode_vec(encoded).map_err(|_| NotADigest::Malformed)?;
        bytes.try_into().map(Self).map_err(|_| NotADigest::Malformed)
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&lower::encode_string(&self.0))
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Serialize for Digest {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Digest {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| de::Error::custom("a digest is 64 lower-case hexadecimal digits"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_survives_being_written_and_read() {
        let digest = Digest::of(b"words");
        assert_eq!(Digest::from_header(&digest.to_header()), Ok(digest));
        assert_eq!(Digest::from_header(&format!("sha-512=:AA==:, {}", digest.to_header())), Ok(digest));
    }

    #[test]
    fn the_example_of_rfc_9530_is_read() {
        let header = "sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=:";
        assert_eq!(Digest::from_header(header), Ok(Digest::of(br#"{"hello": "world"}"#)));
    }

    #[test]
    fn other_headers_are_refused() {
        for text in ["", "sha-1=:AAAA:", "SHA-256=:AAAA:", "md5=:AA==:"] {
            assert_eq!(Digest::from_header(text), Err(NotADigest::NoSha256), "{text}");
        }
        for text in ["sha-256=", "sha-256=AAAA", "sha-256=:AAAA:", "sha-256=:????:", "sha-256=:"] {
            assert_eq!(Digest::from_header(text), Err(NotADigest::Malformed), "{text}");
        }
    }
}
