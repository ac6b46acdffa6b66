//! The desk's signed word that it has the bytes: the only thing that lets a record leave the queue of a phone.
use base64ct::{Base64, Encoding as _};
use serde::{Deserialize, Serialize};

use crate::digest::Digest;
use crate::id::Id;
use crate::keys::{SignKey, VerifyKey};
use crate::limits::MAX_RECEIPT;

/// Separates a receipt's signature from every other signature of the same key.
const DOMAIN: &[u8] = b"golden-hour receipt v1\0";

/// What the desk has stored, where it stands in its ledger, and when it came.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// The submission.
    pub id: Id,
    /// SHA-256 of the stored body.
    pub digest: Digest,
    /// When the desk stored it, by the desk's clock: milliseconds since the Unix epoch.
    pub received_at_ms: i64,
    /// Its entry in the desk's ledger, from 1.
    pub index: u64,
    /// The hash of that entry, which covers all entries before it.
    pub head: Digest,
    /// Ed25519 in base64 over all of the above.
    signature: String,
}

/// Why an answer is not a receipt for what was sent. Each means: keep the item, try again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ReceiptError {
    /// Not the JSON of a receipt: a web page, half an answer, or far too long.
    #[error("the answer is not a receipt")]
    Unreadable,
    /// For another submission: replayed or mixed up.
    #[error("the receipt is for another submission")]
    OtherSubmission,
    /// For other bytes under the same id.
    #[error("the receipt is for other bytes")]
    OtherBytes,
    /// Not signed by the pinned key.
    #[error("the receipt is not signed by the desk that this phone has joined")]
    BadSignature,
}

/// What the desk knows of one stored submission and signs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stored {
    /// The submission.
    pub id: Id,
    /// SHA-256 of the stored body.
    pub digest: Digest,
    /// Milliseconds since the Unix epoch by the desk's clock.
    pub received_at_ms: i64,
    /// Its entry in the ledger, from 1.
    pub index: u64,
    /// The hash of that entry.
    pub head: Digest,
}

impl Stored {
    /// One encoding only: every part has a fixed length.
    fn signed_bytes(&self) -> Vec<u8> {
        let mut bytes = DOMAIN.to_vec();
        bytes.extend_from_slice(self.id.as_bytes());
        bytes.extend_from_slice(self.digest.as_bytes());
        bytes.extend_from_slice(&self.received_at_ms.to_be_bytes());
        bytes.extend_from_slice(&self.index.to_be_bytes());
        bytes.extend_from_slice(self.head.as_bytes());
        bytes
    }

    /// The receipt. The same facts and key always give the same bytes, so a repeated request gets the same answer.
    #[must_use]
    pub fn sign(&self, key: &SignKey) -> Receipt {
        Receipt {
            id: self.id,
            digest: self.digest,
            received_at_ms: self.received_at_ms,
            index: self.index,
            head: self.head,
            signature: Base64::encode_string(&key.sign(&self.signed_bytes())),
        }
    }
}

impl Receipt {
    /// Reads the body of an answer, whatever it may be.
    ///
    /// # Errors
    /// [`ReceiptError::Unreadable`] for anything that is not a receipt. The signature is not checked yet.
    pub fn parse(body: &[u8]) -> Result<Self, ReceiptError> {
        if body.len() > MAX_RECEIPT {
            return Err(ReceiptError::Unreadable);
        }
        serde_json::from_slice(body).map_err(|_| ReceiptError::Unreadable)
    }

    /// The JSON that the desk answers with.
    #[must_use]
    pub fn to_json(&self) -> Vec<u8> {
        serde_json::to_vec(self).unwrap_or_default()
    }

    /// Says whether the desk with this key has exactly these bytes of this submission.
    ///
    /// # Errors
    /// [`ReceiptError`] otherwise; nothing may then be called delivered.
    pub fn verify(&self, key: &VerifyKey, id: &Id, digest: &Digest) -> Result<(), ReceiptError> {
        if self.id != *id {
            return Err(ReceiptError::OtherSubmission);
        }
        if self.digest != *digest {
            return Err(ReceiptError::OtherBytes);
        }
        let stored = Stored {
            id: self.id,
            digest: self.digest,
            received_at_ms: self.received_at_ms,
            index: self.index,
            head: self.head,
        };
        let signature: [u8; 64] = Base64::decode_vec(&self.signature)
            .ok()
            .and_then(|bytes| bytes.try_into().ok())
            .ok_or(ReceiptError::BadSignature)?;
        if key.checks(&stored.signed_bytes(), &signature) { Ok(()) } else { Err(ReceiptError::BadSignature) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stored() -> Stored {
        Stored {
            id: Id::from_bytes([1; 16]),
            digest: Digest::of(b"body"),
            received_at_ms: 1_795_000_000_000,
            index: 4118,
            head: Digest::of(b"head"),
        }
    }

    #[test]
    fn a_receipt_survives_the_network_and_verifies() {
        let key = SignKey::from_bytes(&[9; 32]);
        let receipt = Receipt::parse(&stored().sign(&key).to_json()).expect("it was just written");
        assert_eq!(receipt.verify(&key.verify_key(), &stored().id, &stored().digest), Ok(()));
    }

    #[test]
    fn the_same_facts_give_the_same_bytes() {
        let key = SignKey::from_bytes(&[9; 32]);
        assert_eq!(stored().sign(&key).to_json(), stored().sign(&key).to_json());
    }

    #[test]
    fn a_receipt_of_another_key_is_refused() {
        let receipt = stored().sign(&SignKey::from_bytes(&[8; 32]));
        let pinned = SignKey::from_bytes(&[9; 32]).verify_key();
        assert_eq!(receipt.verify(&pinned, &stored().id, &stored().digest), Err(ReceiptError::BadSignature));
    }

    #[test]
    fn a_replayed_receipt_is_refused() {
        let key = SignKey::from_bytes(&[9; 32]);
        let receipt = stored().sign(&key);
        let other = Id::from_bytes([2; 16]);
        assert_eq!(receipt.verify(&key.verify_key(), &other, &stored().digest), Err(ReceiptError::OtherSubmission));
        let bytes = Digest::of(b"other body");
        assert_eq!(receipt.verify(&key.verify_key(), &stored().id, &bytes), Err(ReceiptError::OtherBytes));
    }

    #[test]
    fn every_changed_fact_breaks_the_signature() {
        let key = SignKey::from_bytes(&[9; 32]);
        let good = stored().sign(&key);
        let changed = [
            Receipt { received_at_ms: good.received_at_ms + 1, ..good.clone() },
            Receipt { index: good.index + 1, ..good.clone() },
            Receipt { head: Digest::of(b"other"), ..good.clone() },
            Receipt { signature: "AAAA".into(), ..good.clone() },
        ];
        for receipt in changed {
            let answer = receipt.verify(&key.verify_key(), &stored().id, &stored().digest);
            assert_eq!(answer, Err(ReceiptError::BadSignature));
        }
    }

    #[test]
    fn a_web_page_is_not_a_receipt() {
        let long = vec![b' '; MAX_RECEIPT + 1];
        for body in [&b""[..], b"<!doctype html>", b"{}", b"null", b"[[[[", &long] {
            assert_eq!(Receipt::parse(body), Err(ReceiptError::Unreadable));
        }
    }
}
