//! An outbox row: everything that a try needs, as ready bytes, frozen at Send.
use gh_core::outbox::{Item, State};
use gh_wire::digest::Digest;
use gh_wire::id::Id;
use serde::{Deserialize, Serialize};

use crate::edge::vault::OutboxRow;

/// One sealed submission with its address and headers.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Row {
    /// The case it belongs to.
    pub case: Id,
    /// Path on the desk.
    pub path: String,
    /// SHA-256 of the body.
    pub digest: Digest,
    /// This phone's id for the desk.
    pub device: Id,
    /// When it was sealed, by the phone's clock, in milliseconds.
    pub sealed_at: i64,
    /// It is a part of a photograph.
    #[serde(default)]
    pub part: bool,
    /// The envelope, in base 64.
    #[serde(with = "base64")]
    pub body: Vec<u8>,
}

impl Row {
    /// The stored bytes.
    ///
    /// # Errors
    /// If they cannot be written as JSON.
    pub fn write(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }

    /// Reads stored bytes. `None`: they are not a row of this version.
    #[must_use]
    pub fn read(bytes: &[u8]) -> Option<Self> {
        serde_json::from_slice(bytes).ok()
    }

    /// The machine's item, with the sequence number that the vault gave it. A damaged state starts anew: the bytes are
    /// what matters.
    #[must_use]
    pub fn item(&self, stored: &OutboxRow) -> Item {
        let fresh = || {
            let length = u32::try_from(self.body.len()).unwrap_or(u32::MAX);
            let sealed = if self.part { Item::sealed_part } else { Item::sealed };
            sealed(stored.id, self.digest, length, self.sealed_at, stored.sequence)
        };
        let kept = serde_json::from_slice::<Item>(&stored.state).ok();
        let mut item = kept.filter(|item| item.id == stored.id && item.digest == self.digest).unwrap_or_else(fresh);
        item.sequence = stored.sequence;
        if matches!(item.state, State::Delivered { .. }) {
            item.state = State::Sealed;
        }
        item
    }
}

mod base64 {
    use base64ct::{Base64, Encoding as _};
    use serde::{Deserialize, Deserializer, Serializer, de};

    pub fn serialize<S: Serializer>(bytes: &[u8], serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&Base64::encode_string(bytes))
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<u8>, D::Error> {
        let text = String::deserialize(deserializer)?;
        Base64::decode_vec(&text).map_err(de::Error::custom)
    }
}
