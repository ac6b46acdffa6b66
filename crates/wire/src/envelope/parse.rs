//! Reads the form of an envelope without any key.
use super::{HEADER_START, MAGIC, NONCE, RECIPIENT, SUITE, TAG, VERSION};
use crate::id::Id;
use crate::keys::KeyId;
use crate::limits::{MAX_RECIPIENTS, PADDED_SIZES};

/// An envelope whose form is right. Nothing of it is to be trusted before it opens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Envelope<'a> {
    /// The submission that the header names.
    pub id: Id,
    /// The version of the key manifest that was sealed to.
    pub manifest_version: u32,
    /// Who can open it.
    pub recipients: Vec<Recipient<'a>>,
    pub(super) nonce: [u8; NONCE],
    pub(super) header: &'a [u8],
    pub(super) ciphertext: &'a [u8],
}

/// One key that the content key was sealed to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recipient<'a> {
    /// Which key.
    pub key_id: KeyId,
    pub(super) encapsulated: &'a [u8],
    pub(super) wrapped_key: &'a [u8],
}

/// Why bytes are not an envelope that this build can read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ParseError {
    /// The first four bytes are not `GHE1`.
    #[error("this is not a sealed record")]
    WrongMagic,
    /// Version 0 or 65535: no build writes these.
    #[error("version {0} is never used")]
    NeverAVersion(u16),
    /// A version that this build does not know. Keep it: a later desk can read it.
    #[error("version {0} of the sealed form is not known here")]
    UnknownVersion(u16),
    /// A suite that this build does not know. Keep it: a later desk can read it.
    #[error("suite {0} of the sealed form is not known here")]
    UnknownSuite(u16),
    /// No recipient, or more than [`MAX_RECIPIENTS`].
    #[error("{0} recipients are not possible")]
    Recipients(u8),
    /// It ends before its parts do.
    #[error("the sealed record ends too early")]
    Truncated,
    /// It goes on after its parts have ended.
    #[error("the sealed record goes on after its end")]
    TrailingBytes,
    /// The ciphertext is not one of the padded sizes.
    #[error("the sealed record has a length that no phone writes")]
    BadLength,
}

impl ParseError {
    /// True if a later version of the desk may read the same bytes: they are kept and flagged.
    #[must_use]
    pub const fn a_later_desk_may_read_it(self) -> bool {
        matches!(self, Self::UnknownVersion(_) | Self::UnknownSuite(_))
    }
}

/// Takes parts off the front; never past the end.
struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn take(&mut self, length: usize) -> Result<&'a [u8], ParseError> {
        let (part, rest) = self.0.split_at_checked(length).ok_or(ParseError::Truncated)?;
        self.0 = rest;
        Ok(part)
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], ParseError> {
        let (part, rest) = self.0.split_first_chunk::<N>().ok_or(ParseError::Truncated)?;
        self.0 = rest;
        Ok(*part)
    }
}

impl<'a> Envelope<'a> {
    /// Reads the form. Every length is checked against what is there; nothing is opened.
    ///
    /// # Errors
    /// [`ParseError`] for anything that is not exactly one envelope of a known version.
    pub fn parse(bytes: &'a [u8]) -> Result<Self, ParseError> {
        let mut reader = Reader(bytes);
        if reader.array().ok().as_ref() != Some(MAGIC) {
            return Err(ParseError::WrongMagic);
        }
        match u16::from_be_bytes(reader.array()?) {
            VERSION => {}
            never @ (0 | u16::MAX) => return Err(ParseError::NeverAVersion(never)),
            unknown => return Err(ParseError::UnknownVersion(unknown)),
        }
        match u16::from_be_bytes(reader.array()?) {
            SUITE => {}
            unknown => return Err(ParseError::UnknownSuite(unknown)),
        }
        let id = Id::from_bytes(reader.array()?);
        let manifest_version = u32::from_be_bytes(reader.array()?);
        let [count] = reader.array()?;
        if count == 0 || usize::from(count) > MAX_RECIPIENTS {
            return Err(ParseError::Recipients(count));
        }
        let recipients = (0..count)
            .map(|_| {
                Ok(Recipient {
                    key_id: KeyId(reader.array()?),
                    encapsulated: reader.take(32)?,
                    wrapped_key: reader.take(RECIPIENT - 40)?,
                })
            })
            .collect::<Result<Vec<_>, ParseError>>()?;
        let nonce = reader.array()?;
        let length = usize::try_from(u32::from_be_bytes(reader.array()?)).map_err(|_| ParseError::Truncated)?;
        let header = &bytes[..HEADER_START + usize::from(count) * RECIPIENT + NONCE + 4];
        let ciphertext = reader.take(length)?;
        if !reader.0.is_empty() {
            return Err(ParseError::TrailingBytes);
        }
        if !PADDED_SIZES.iter().any(|size| size + TAG == length) {
            return Err(ParseError::BadLength);
        }
        Ok(Self { id, manifest_version, recipients, nonce, header, ciphertext })
    }
}
