//! Seals a plaintext to the keys of an agency.
use chacha20poly1305::aead::{Aead as _, Payload};
use chacha20poly1305::{ChaCha20Poly1305, Key, KeyInit as _, Nonce};
use hpke::aead::ChaCha20Poly1305 as HpkeAead;
use hpke::kdf::HkdfSha256;
use hpke::kem::X25519HkdfSha256;
use hpke::{OpModeS, Serializable as _};

use super::{HEADER_START, MAGIC, NONCE, RECIPIENT, SUITE, TAG, VERSION, info, wrap_aad};
use crate::given::Given;
use crate::id::Id;
use crate::keys::PublicKey;
use crate::limits::{LENGTH_PREFIX, MAX_PLAINTEXT, MAX_RECIPIENTS, PADDED_SIZES};

/// Random bytes that one sealing takes: content key (32), nonce (12), and 32 for each possible recipient.
pub const SEAL_RANDOM: usize = 32 + NONCE + 32 * MAX_RECIPIENTS;

/// Whom to seal to. `Manifest::seal_to` gives it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealTo {
    /// The agency's id, from its manifest.
    pub agency: Id,
    /// The manifest's version.
    pub manifest_version: u32,
    /// The duty desk, the recovery key, and whoever else the manifest names.
    pub recipients: Vec<PublicKey>,
}

/// Why nothing was sealed. Trying again with the same input does not help.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SealError {
    /// The record is longer than [`MAX_PLAINTEXT`].
    #[error("the record is {0} bytes, and {MAX_PLAINTEXT} is the most that can be sent at once")]
    TooLong(usize),
    /// No recipient, or more than [`MAX_RECIPIENTS`].
    #[error("{0} recipients are not possible")]
    Recipients(usize),
    /// A recipient's key is not usable. The manifest is at fault.
    #[error("a key of the desk is not usable")]
    BadKey,
    /// The random bytes are all zero: the device's random source has failed. Never seal with them.
    #[error("this device gives no random numbers, so nothing can be sealed")]
    NoRandomness,
}

/// Seals a plaintext, so that only the recipients can open it.
///
/// `random` is drawn anew for each sealing from a cryptographic source, and never kept: the same bytes seal to the same
/// envelope, which is what makes tests and stored queues exact.
///
/// # Errors
/// [`SealError`]; nothing is then to be queued.
pub fn seal(plaintext: &[u8], to: &SealTo, id: &Id, random: &[u8; SEAL_RANDOM]) -> Result<Vec<u8>, SealError> {
    if to.recipients.is_empty() || to.recipients.len() > MAX_RECIPIENTS {
        return Err(SealError::Recipients(to.recipients.len()));
    }
    if random.iter().all(|byte| *byte == 0) {
        return Err(SealError::NoRandomness);
    }
    let (content_key, rest) = random.split_first_chunk::<32>().ok_or(SealError::NoRandomness)?;
    let (nonce, ephemerals) = rest.split_first_chunk::<NONCE>().ok_or(SealError::NoRandomness)?;
    let padded = pad(plaintext)?;

    let mut envelope =
        Vec::with_capacity(HEADER_START + to.recipients.len() * RECIPIENT + NONCE + 4 + padded.len() + TAG);
    envelope.extend_from_slice(MAGIC);
    envelope.extend_from_slice(&VERSION.to_be_bytes());
    envelope.extend_from_slice(&SUITE.to_be_bytes());
    envelope.extend_from_slice(id.as_bytes());
    envelope.extend_from_slice(&to.manifest_version.to_be_bytes());
    let count = u8::try_from(to.recipients.len()).map_err(|_| SealError::Recipients(to.recipients.len()))?;
    envelope.push(count);
    for (recipient, ephemeral) in to.recipients.iter().zip(ephemerals.chunks_exact(32)) {
        wrap(&mut envelope, content_key, recipient, &to.agency, ephemeral)?;
    }
    envelope.extend_from_slice(nonce);
    let length = u32::try_from(padded.len() + TAG).map_err(|_| SealError::TooLong(plaintext.len()))?;
    envelope.extend_from_slice(&length.to_be_bytes());
    let ciphertext = ChaCha20Poly1305::new(&Key::from(*content_key))
        .encrypt(&Nonce::from(*nonce), Payload { msg: &padded, aad: &envelope })
        .map_err(|_| SealError::TooLong(plaintext.len()))?;
    envelope.extend_from_slice(&ciphertext);
    Ok(envelope)
}

fn wrap(
    envelope: &mut Vec<u8>,
    content_key: &[u8; 32],
    recipient: &PublicKey,
    agency: &Id,
    ephemeral: &[u8],
) -> Result<(), SealError> {
    let key_id = recipient.id();
    let mut given = Given::new(ephemeral);
    let (encapsulated, wrapped) = hpke::single_shot_seal_with_rng::<HpkeAead, HkdfSha256, X25519HkdfSha256>(
        &OpModeS::Base,
        &recipient.to_hpke().map_err(|_| SealError::BadKey)?,
        &info(agency),
        content_key,
        &wrap_aad(&envelope[..HEADER_START], &key_id.0),
        &mut given,
    )
    .map_err(|_| SealError::BadKey)?;
    if given.ran_out() {
        return Err(SealError::NoRandomness);
    }
    envelope.extend_from_slice(&key_id.0);
    envelope.extend_from_slice(&encapsulated.to_bytes());
    envelope.extend_from_slice(&wrapped);
    Ok(())
}

/// Length, plaintext, zeros up to the next padded size.
fn pad(plaintext: &[u8]) -> Result<Vec<u8>, SealError> {
    let too_long = SealError::TooLong(plaintext.len());
    let wanted = plaintext.len() + LENGTH_PREFIX;
    let size = PADDED_SIZES.into_iter().find(|size| wanted <= *size).ok_or(too_long)?;
    let length = u32::try_from(plaintext.len()).map_err(|_| too_long)?;
    let mut padded = Vec::with_capacity(size);
    padded.extend_from_slice(&length.to_be_bytes());
    padded.extend_from_slice(plaintext);
    padded.resize(size, 0);
    Ok(padded)
}
