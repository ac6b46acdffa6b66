//! A numbered part of a photograph. It is sealed and sent as an envelope of its own, and has a receipt of its own: what was cut
//! goes on with the part that is missing.
//!
//! What is sealed is the magic `GHP1`, the length of the head (4 bytes, big-endian), the head as JSON, and the bytes.
use serde::{Deserialize, Serialize};

use crate::digest::Digest;
use crate::id::Id;
use crate::jpeg::{self, NotBare};
use crate::limits::{LENGTH_PREFIX, MAX_PHOTO, PADDED_SIZES};

const MAGIC: &[u8; 4] = b"GHP1";

/// The version of [`Part`] that this build writes.
pub const SCHEMA: u16 = 1;

/// The longest head in bytes. Its words are the app's own and a name, which is cut to fit.
const MAX_HEAD: usize = 1024;

/// Bytes of the photograph in one part, so that a part is padded to 48 KiB: a line that carries no more than 16 kbit/s
/// still has it at the desk before the deadline, and a cut costs no more than one.
pub const PART_DATA: usize = PADDED_SIZES[2] - LENGTH_PREFIX - MAGIC.len() - 4 - MAX_HEAD;

/// The most parts that a photograph has.
pub const MAX_PARTS: usize = MAX_PHOTO.div_ceil(PART_DATA);

/// The longest name in a head, in letters.
const MAX_NAME: usize = 80;

/// What every part says of its photograph.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct About {
    /// Names the case on the phone.
    pub case_id: Id,
    /// The submission whose receipt came before it.
    pub submission: Id,
    /// SHA-256 of the whole JPEG.
    pub photo: Digest,
    /// Its length in bytes.
    pub bytes: u32,
    /// What it shows, as shown on the phone.
    pub of: String,
    /// What the child said to it, as shown on the phone.
    pub consent: String,
    /// When it was taken: milliseconds since the Unix epoch by the phone's clock.
    pub taken_at_ms: i64,
    /// Who took it; empty if no name is known.
    pub taken_by: String,
}

/// One part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// [`SCHEMA`] of the build that wrote it.
    pub schema: u16,
    /// Names this part; also the id in the path of the request and in the envelope's header.
    pub id: Id,
    /// Its number, from 1.
    pub number: u8,
    /// How many there are.
    pub parts: u8,
    /// The photograph.
    pub about: About,
    /// The bytes.
    #[serde(skip)]
    pub data: Vec<u8>,
}

/// What is sealed is not a part that this build reads. Keep the bytes: a later desk may read them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PartError {
    /// The head or the numbers cannot be.
    #[error("what was sealed is not a part of a photograph that can be read here")]
    Unreadable,
    /// Written by a later build.
    #[error("the part has form {0}, and this desk reads {SCHEMA}")]
    LaterForm(u16),
}

/// Why parts do not make a photograph.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotWhole {
    /// Some have not come.
    #[error("{have} of {of} parts have come")]
    Missing {
        /// How many are there.
        have: usize,
        /// How many there have to be.
        of: usize,
    },
    /// All have come, and together they are not the photograph that the phone named.
    #[error("the parts do not make the photograph that the phone named")]
    Differs,
    /// It is not a bare picture.
    #[error(transparent)]
    NotBare(#[from] NotBare),
}

#[derive(Deserialize)]
struct FormOnly {
    schema: u16,
}

/// The name of a part: the same in every try, so that no part is there twice.
#[must_use]
pub fn part_id(submission: &Id, photo: &Digest, number: u8) -> Id {
    let name = [b"golden-hour part v1\0".as_slice(), submission.as_bytes(), photo.as_bytes(), &[number]].concat();
    let mut id = [0; 16];
    id.copy_from_slice(&Digest::of(&name).as_bytes()[..16]);
    Id::from_bytes(id)
}

/// How many parts a photograph of so many bytes has.
#[must_use]
pub const fn count(bytes: usize) -> usize {
    bytes.div_ceil(PART_DATA)
}

/// Takes a photograph apart. Nothing for one that is longer than may be.
#[must_use]
pub fn parts(about: &About, jpeg: &[u8]) -> Vec<Part> {
    if jpeg.len() > MAX_PHOTO {
        return Vec::new();
    }
    let about = About { taken_by: about.taken_by.chars().take(MAX_NAME).collect(), ..about.clone() };
    let of = u8::try_from(count(jpeg.len())).unwrap_or(u8::MAX);
    let numbered = jpeg.chunks(PART_DATA).zip(1..=of);
    let part = |(data, number): (&[u8], u8)| Part {
        schema: SCHEMA,
        id: part_id(&about.submission, &about.photo, number),
        number,
        parts: of,
        about: about.clone(),
        data: data.to_vec(),
    };
    numbered.map(part).collect()
}

/// Puts a photograph together from what has come, in whatever order and however often.
///
/// # Errors
/// [`NotWhole`]: it is not shown.
pub fn whole<'a>(parts: impl IntoIterator<Item = &'a Part>) -> Result<Vec<u8>, NotWhole> {
    let mut by_number: Vec<&Part> = parts.into_iter().collect();
    by_number.sort_by_key(|part| part.number);
    by_number.dedup_by_key(|part| part.number);
    let Some(first) = by_number.first() else { return Err(NotWhole::Missing { have: 0, of: 0 }) };
    let of = usize::from(first.parts);
    if by_number.len() < of {
        return Err(NotWhole::Missing { have: by_number.len(), of });
    }
    let bytes: Vec<u8> = by_number.iter().flat_map(|part| part.data.iter().copied()).collect();
    if Digest::of(&bytes) != first.about.photo {
        return Err(NotWhole::Differs);
    }
    jpeg::bare(&bytes)?;
    Ok(bytes)
}

impl Part {
    /// Whether these opened bytes are a part, and not a record.
    #[must_use]
    pub fn is_one(plaintext: &[u8]) -> bool {
        plaintext.starts_with(MAGIC)
    }

    /// The bytes to seal.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let head = serde_json::to_vec(self).unwrap_or_default();
        let length = u32::try_from(head.len()).unwrap_or(u32::MAX).to_be_bytes();
        [MAGIC.as_slice(), &length, &head, &self.data].concat()
    }

    /// Reads what was sealed.
    ///
    /// # Errors
    /// [`PartError`]; the message names no content.
    pub fn parse(plaintext: &[u8]) -> Result<Self, PartError> {
        let rest = plaintext.strip_prefix(MAGIC).ok_or(PartError::Unreadable)?;
        let (length, rest) = rest.split_first_chunk::<4>().ok_or(PartError::Unreadable)?;
        let length = usize::try_from(u32::from_be_bytes(*length)).map_err(|_| PartError::Unreadable)?;
        let (head, data) = rest.split_at_checked(length).ok_or(PartError::Unreadable)?;
        let form: FormOnly = serde_json::from_slice(head).map_err(|_| PartError::Unreadable)?;
        if form.schema > SCHEMA {
            return Err(PartError::LaterForm(form.schema));
        }
        let mut part: Self = serde_json::from_slice(head).map_err(|_| PartError::Unreadable)?;
        let bytes = usize::try_from(part.about.bytes).unwrap_or(usize::MAX);
        let (number, parts) = (usize::from(part.number), usize::from(part.parts));
        let fits = bytes <= MAX_PHOTO && parts == count(bytes) && (1..=parts).contains(&number);
        if !fits || data.len() != PART_DATA.min(bytes - (number - 1) * PART_DATA) {
            return Err(PartError::Unreadable);
        }
        data.clone_into(&mut part.data);
        Ok(part)
    }
}
