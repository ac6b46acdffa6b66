//! A pack as bytes: what the build writes and the phone reads.
//!
//! The order of the fields is the format; nothing in the bytes names them. So the bytes begin with a number that says
//! which order it is, and bytes of another number are not read at all: a phone that still keeps the pack of an older
//! app fetches its own again, and never shows one field's words in the place of another's.
use std::marker::PhantomData;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::Pack;

/// The number of the present format. Another one is due with every change of a type in the pack; a test notices.
pub const FORMAT: u8 = 7;

/// What every pack begins with, before the number of its format.
const HEAD: &[u8] = b"GHguide";

/// Bytes that are not a pack of this format. Trying again helps only with other bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// They are no pack, or one of another format.
    #[error("this is no guidance of format {FORMAT}")]
    OtherFormat,
    /// They begin like one and break off, or go on after its end.
    #[error("the guidance is damaged")]
    Damaged,
}

/// The bytes of a pack. The same pack always gives the same bytes.
///
/// # Panics
/// Never: a pack is lists, strings and numbers in memory, all of known length.
#[must_use]
pub fn write(pack: &Pack) -> Vec<u8> {
    let mut bytes = HEAD.to_vec();
    bytes.push(FORMAT);
    postcard::to_extend(pack, bytes).expect("a pack always has a form as bytes")
}

/// Reads a pack.
///
/// # Errors
/// [`Unreadable`].
pub fn read(bytes: &[u8]) -> Result<Pack, Unreadable> {
    let rest = bytes.strip_prefix(HEAD).and_then(|rest| rest.strip_prefix(&[FORMAT])).ok_or(Unreadable::OtherFormat)?;
    match postcard::take_from_bytes(rest) {
        Ok((pack, [])) => Ok(pack),
        Ok(_) | Err(_) => Err(Unreadable::Damaged),
    }
}

/// A part of a pack that stays bytes until it is needed: the code that reads it does not weigh on what reads the pack.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent, bound = "")]
pub struct Packed<T> {
    bytes: Vec<u8>,
    #[serde(skip)]
    of: PhantomData<T>,
}

impl<T> Default for Packed<T> {
    fn default() -> Self {
        Self { bytes: Vec::new(), of: PhantomData }
    }
}

impl<T: Serialize + DeserializeOwned + Default> Packed<T> {
    /// Packs a value.
    ///
    /// # Panics
    /// Never: it is lists, strings and numbers in memory, all of known length.
    #[must_use]
    pub fn of(value: &T) -> Self {
        Self { bytes: postcard::to_allocvec(value).expect("it always has a form as bytes"), of: PhantomData }
    }

    /// The value; the default one where there is nothing.
    ///
    /// # Errors
    /// [`Unreadable::Damaged`], if the bytes are none of this type.
    pub fn read(&self) -> Result<T, Unreadable> {
        if self.bytes.is_empty() {
            return Ok(T::default());
        }
        match postcard::take_from_bytes(&self.bytes) {
            Ok((value, [])) => Ok(value),
            Ok(_) | Err(_) => Err(Unreadable::Damaged),
        }
    }
}

#[cfg(test)]
mod tests {
    use gh_wire::digest::Digest;

    use super::*;
    use crate::guide::check::sample::pack;

    #[test]
    fn what_was_written_is_read_back() {
        assert_eq!(read(&write(&pack())), Ok(pack()));
    }

    #[test]
    fn another_format_a_cut_and_a_surplus_are_refused() {
        let bytes = write(&pack());
        let mut older = bytes.clone();
        older[HEAD.len()] -= 1;
        assert_eq!(read(&older), Err(Unreadable::OtherFormat));
        assert_eq!(read(b"{\"edition\":\"1.0\"}"), Err(Unreadable::OtherFormat));
        for cut in HEAD.len() + 1..bytes.len() {
            assert_eq!(read(&bytes[..cut]), Err(Unreadable::Damaged), "cut at {cut}");
        }
        assert_eq!(read(&[bytes.as_slice(), &[0]].concat()), Err(Unreadable::Damaged));
    }

    #[test]
    fn what_was_packed_is_read_and_damage_is_said() {
        let words = vec!["one".to_owned(), String::new()];
        let packed = Packed::of(&words);
        assert_eq!(packed.read(), Ok(words));
        assert_eq!(Packed::<Vec<String>>::default().read(), Ok(Vec::new()));
        let (mut short, mut long) = (packed.clone(), packed);
        short.bytes.pop();
        long.bytes.push(0);
        assert_eq!((short.read(), long.read()), (Err(Unreadable::Damaged), Err(Unreadable::Damaged)));
    }

    /// A change here without another [`FORMAT`] would let a phone read old bytes as new fields.
    #[test]
    fn a_change_of_a_type_in_the_pack_is_noticed() {
        let digest = Digest::of(&write(&pack())).to_string();
        assert_eq!(
            (FORMAT, digest.as_str()),
            (7, "4199920a5972c860a3ad9a1d1f25c3fe50061bc9251bee984342c3c1b5384bdd"),
            "a type of the pack or the sample changed"
        );
    }
}
