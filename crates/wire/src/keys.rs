//! The keys of a desk: X25519 to seal to, Ed25519 to sign receipts and manifests with.
use core::fmt;

use base16ct::lower;
use ed25519_dalek::Signer as _;
use hpke::kem::X25519HkdfSha256;
use hpke::{Deserializable as _, Kem as _, Serializable as _};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use sha2::{Digest as _, Sha256};

use crate::digest::Digest;

/// Thirty-two bytes that are not a key: not hexadecimal, of another length, or a point that must not be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("these are not the 64 hexadecimal digits of a key")]
pub struct NotAKey;

/// Names a public key in an envelope's header: the first eight bytes of a SHA-256 over it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KeyId(pub [u8; 8]);

/// A key that anybody may seal to.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct PublicKey([u8; 32]);

/// The key that opens what was sealed to its public half. Never shown by `Debug`.
#[derive(Clone)]
pub struct SecretKey([u8; 32]);

/// Checks signatures: of receipts, or as the root of manifests.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct VerifyKey([u8; 32]);

/// Signs receipts or manifests. Never shown by `Debug`.
#[derive(Clone)]
pub struct SignKey(ed25519_dalek::SigningKey);

impl SecretKey {
    /// Derives a key pair from 32 bytes that the caller drew from a cryptographic source.
    #[must_use]
    pub fn derive(random: &[u8; 32]) -> Self {
        Self(X25519HkdfSha256::derive_keypair(random).0.to_bytes().into())
    }

    /// Takes a key that was stored before.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The bytes to store. Whoever has them can open what was sealed to this desk.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// Its public half.
    ///
    /// # Errors
    /// [`NotAKey`] if the stored bytes are not a usable key.
    pub fn public_key(&self) -> Result<PublicKey, NotAKey> {
        Ok(PublicKey(X25519HkdfSha256::sk_to_pk(&self.to_hpke()?).to_bytes().into()))
    }

    pub(crate) fn to_hpke(&self) -> Result<<X25519HkdfSha256 as hpke::Kem>::PrivateKey, NotAKey> {
        <X25519HkdfSha256 as hpke::Kem>::PrivateKey::from_bytes(&self.0).map_err(|_| NotAKey)
    }
}

impl PublicKey {
    /// Takes the bytes of a public key.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The name of this key in an envelope's header.
    #[must_use]
    pub fn id(&self) -> KeyId {
        let hash = Sha256::new().chain_update(b"golden-hour key id v1\0").chain_update(self.0).finalize();
        let mut id = [0; 8];
        id.copy_from_slice(&hash[..8]);
        KeyId(id)
    }

    pub(crate) fn to_hpke(self) -> Result<<X25519HkdfSha256 as hpke::Kem>::PublicKey, NotAKey> {
        <X25519HkdfSha256 as hpke::Kem>::PublicKey::from_bytes(&self.0).map_err(|_| NotAKey)
    }
}

impl SignKey {
    /// Takes 32 bytes that the caller drew from a cryptographic source, or stored before.
    #[must_use]
    pub fn from_bytes(bytes: &[u8; 32]) -> Self {
        Self(ed25519_dalek::SigningKey::from_bytes(bytes))
    }

    /// The key that checks what this one signs.
    #[must_use]
    pub fn verify_key(&self) -> VerifyKey {
        VerifyKey(self.0.verifying_key().to_bytes())
    }

    pub(crate) fn sign(&self, message: &[u8]) -> [u8; 64] {
        self.0.sign(message).to_bytes()
    }
}

impl VerifyKey {
    /// Takes the bytes of a verifying key.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The thirty-two bytes.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// What two people compare by eye or by telephone: 128 bits of a SHA-256 as eight groups of four hexadecimal
    /// digits.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        let hash = lower::encode_string(&Digest::of(&self.0).as_bytes()[..16]);
        let mut groups = String::with_capacity(39);
        for (place, digit) in hash.chars().enumerate() {
            if place > 0 && place % 4 == 0 {
                groups.push(' ');
            }
            groups.push(digit);
        }
        groups
    }

    /// True only for a signature of exactly these bytes by this key. Weak keys and malleable signatures are refused.
    pub(crate) fn checks(&self, message: &[u8], signature: &[u8; 64]) -> bool {
        ed25519_dalek::VerifyingKey::from_bytes(&self.0)
            .is_ok_and(|key| key.verify_strict(message, &ed25519_dalek::Signature::from_bytes(signature)).is_ok())
    }
}

macro_rules! written_as_hex {
    ($($name:ident),*) => {$(
        impl $name {
            /// Reads lower-case hexadecimal digits.
            ///
            /// # Errors
            /// [`NotAKey`] for any other text.
            pub fn parse(text: &str) -> Result<Self, NotAKey> {
                let bytes = lower::decode_vec(text).map_err(|_| NotAKey)?;
                bytes.try_into().map(Self).map_err(|_| NotAKey)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&lower::encode_string(&self.0))
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(self, f)
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                Self::parse(&String::deserialize(deserializer)?).map_err(de::Error::custom)
            }
        }
    )*};
}
written_as_hex!(KeyId, PublicKey, VerifyKey);

impl fmt::Debug for SecretKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretKey(not shown)")
    }
}

impl fmt::Debug for SignKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SignKey(not shown)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fingerprint_is_eight_groups_of_four() {
        let mark = SignKey::from_bytes(&[7; 32]).verify_key().fingerprint();
        let groups: Vec<&str> = mark.split(' ').collect();
        assert_eq!(groups.len(), 8);
        assert!(groups.iter().all(|group| group.len() == 4 && group.chars().all(|c| c.is_ascii_hexdigit())));
    }

    #[test]
    fn secret_keys_are_not_printed() {
        assert_eq!(format!("{:?}", SecretKey::derive(&[1; 32])), "SecretKey(not shown)");
        assert_eq!(format!("{:?}", SignKey::from_bytes(&[1; 32])), "SignKey(not shown)");
    }

    #[test]
    fn public_keys_survive_being_written_and_read() {
        let key = SecretKey::derive(&[3; 32]).public_key().expect("derived keys are usable");
        assert_eq!(PublicKey::parse(&key.to_string()), Ok(key));
        assert_eq!(PublicKey::parse("00"), Err(NotAKey));
    }
}
