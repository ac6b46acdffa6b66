//! The sealed form of a submission, `GHE1`: what the phone itself can no longer open.
//!
//! All numbers are big-endian. The header is everything in front of the ciphertext.
//!
//! | bytes | what |
//! |---|---|
//! | 4 | magic `GHE1` |
//! | 2 | version, 1; 0 and 65535 are never used |
//! | 2 | suite, 1: HPKE base mode, X25519, HKDF-SHA256, ChaCha20-Poly1305 |
//! | 16 | submission id |
//! | 4 | version of the key manifest that was sealed to |
//! | 1 | recipients, 1 to 8 |
//! | 88 each | key id (8), encapsulated key (32), content key as wrapped by HPKE (48) |
//! | 12 | nonce |
//! | 4 | length of the ciphertext |
//! | rest | ChaCha20-Poly1305 of the padded plaintext, with the header as associated data |
//!
//! HPKE's `info` is the product, the version and the agency's id, so an envelope for another agency does not open. Each
//! recipient has a fresh HPKE context that seals one content key and nothing else.
mod parse;
mod seal;

use chacha20poly1305::aead::{Aead as _, Payload};
use chacha20poly1305::{ChaCha20Poly1305, Key, KeyInit as _, Nonce};
use hpke::aead::ChaCha20Poly1305 as HpkeAead;
use hpke::kdf::HkdfSha256;
use hpke::kem::X25519HkdfSha256;
use hpke::{Deserializable as _, OpModeR};

pub use parse::{Envelope, ParseError, Recipient};
pub use seal::{SEAL_RANDOM, SealError, SealTo, seal};

use crate::id::Id;
use crate::keys::SecretKey;
use crate::limits::LENGTH_PREFIX;

const MAGIC: &[u8; 4] = b"GHE1";
/// The version that this build writes and reads.
pub const VERSION: u16 = 1;
const SUITE: u16 = 1;
const HEADER_START: usize = 29;
const RECIPIENT: usize = 88;
const NONCE: usize = 12;
const TAG: usize = 16;

/// Why an envelope cannot be read here. None of these is a reason to drop it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum OpenError {
    /// Its form is not one that this build reads.
    #[error(transparent)]
    Parse(#[from] ParseError),
    /// It is sealed to other keys than this one.
    #[error("the envelope is not sealed to this key")]
    UnknownKey,
    /// It is sealed for another agency, or a byte of it was changed.
    #[error("the envelope does not open: it is for another agency, or it was changed")]
    CannotOpen,
    /// It opens, and its padding is not what a sealing phone writes.
    #[error("the envelope opens, and its padding is damaged")]
    BadPadding,
    /// The key given is not usable.
    #[error("the key to open with is not usable")]
    BadKey,
}

/// `info` of HPKE: product, version, agency.
fn info(agency: &Id) -> Vec<u8> {
    let mut info = b"golden-hour envelope v1\0".to_vec();
    info.extend_from_slice(agency.as_bytes());
    info
}

/// Associated data of one wrapped content key: the start of the header and whose key it is.
fn wrap_aad(header_start: &[u8], key_id: &[u8; 8]) -> Vec<u8> {
    [header_start, key_id].concat()
}

/// Opens an envelope for the agency with this id.
///
/// # Errors
/// [`OpenError`]: keep the bytes and say "Cannot be read here".
pub fn open(bytes: &[u8], key: &SecretKey, agency: &Id) -> Result<Vec<u8>, OpenError> {
    let envelope = Envelope::parse(bytes)?;
    let key_id = key.public_key().map_err(|_| OpenError::BadKey)?.id();
    let recipient = envelope.recipients.iter().find(|r| r.key_id == key_id).ok_or(OpenError::UnknownKey)?;
    let encapped = <X25519HkdfSha256 as hpke::Kem>::EncappedKey::from_bytes(recipient.encapsulated)
        .map_err(|_| OpenError::CannotOpen)?;
    let content_key: [u8; 32] = hpke::single_shot_open::<HpkeAead, HkdfSha256, X25519HkdfSha256>(
        &OpModeR::Base,
        &key.to_hpke().map_err(|_| OpenError::BadKey)?,
        &encapped,
        &info(agency),
        recipient.wrapped_key,
        &wrap_aad(&envelope.header[..HEADER_START], &key_id.0),
    )
    .ok()
    .and_then(|content_key| content_key.try_into().ok())
    .ok_or(OpenError::CannotOpen)?;
    let padded = ChaCha20Poly1305::new(&Key::from(content_key))
        .decrypt(&Nonce::from(envelope.nonce), Payload { msg: envelope.ciphertext, aad: envelope.header })
        .map_err(|_| OpenError::CannotOpen)?;
    unpad(padded)
}

fn unpad(mut padded: Vec<u8>) -> Result<Vec<u8>, OpenError> {
    let (prefix, rest) = padded.split_first_chunk::<LENGTH_PREFIX>().ok_or(OpenError::BadPadding)?;
    let length = usize::try_from(u32::from_be_bytes(*prefix)).map_err(|_| OpenError::BadPadding)?;
    let filler = rest.get(length..).ok_or(OpenError::BadPadding)?;
    if filler.iter().any(|byte| *byte != 0) {
        return Err(OpenError::BadPadding);
    }
    padded.truncate(LENGTH_PREFIX + length);
    padded.drain(..LENGTH_PREFIX);
    Ok(padded)
}
