//! The five kinds of code, as texts in the alphabet of a code's alphanumeric mode.
//!
//! `GH`, one character for the version, one for the kind, then base45 of: transfer (8), the kind's own bytes, check. The
//! check of the first three kinds is the beginning of a SHA-256, against misreading; of the last two, of an HMAC with a key
//! that only the two devices have, so that nobody else in the room can put a piece in or say "kept".
use core::fmt;

use sha2::{Digest as _, Sha256};
use zeroize::Zeroizing;

use crate::base45;
use crate::fountain::{Config, Piece};
use crate::refused::Refused;
use crate::seal::{check, mac};

/// Version 1 of the codes.
const VERSION: char = '1';
const OURS: &str = "GH";
const CHECK: usize = 4;
pub(crate) const PIECE_MAC: usize = 8;
pub(crate) const KEPT_MAC: usize = 16;

/// Eight random bytes that tell one handover from all others. A name, not a secret.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct TransferId(pub [u8; 8]);

/// A device's X25519 key for one handover.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct PublicKey(pub [u8; 32]);

/// What a text says whose form is right. Only the check of its kind has been looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Frame {
    /// The giver, first: what binds it to a key that it does not show yet (SHA-256).
    Offer {
        /// Which handover.
        transfer: TransferId,
        /// SHA-256 over a label, the handover's name and the giver's key.
        commitment: [u8; 32],
    },
    /// The receiver: the key to seal to.
    Invitation {
        /// Which handover.
        transfer: TransferId,
        /// The receiver's key.
        key: PublicKey,
    },
    /// The giver: the key that it was bound to, and HPKE's encapsulation.
    Answer {
        /// Which handover.
        transfer: TransferId,
        /// The giver's key.
        key: PublicKey,
        /// As RFC 9180 has it (`enc`).
        encapsulated: [u8; 32],
    },
    /// The giver, endlessly: a piece of what is sealed.
    Data(Data),
    /// The receiver, last: what it has kept.
    Kept(Kept),
}

/// A piece of what is sealed. Not to be used before its check has been looked at, which [`Receiver`](crate::Receiver) does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Data {
    /// Which handover.
    pub transfer: TransferId,
    config: [u8; 12],
    packet: Vec<u8>,
    mac: [u8; PIECE_MAC],
}

/// The acknowledgement. Not to be believed before its check has been looked at, which [`Giver`](crate::Giver) does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// Which handover.
    pub transfer: TransferId,
    /// SHA-256 of what was handed over, as the receiver has it.
    pub digest: [u8; 32],
    mac: [u8; KEPT_MAC],
}

/// A key of HMAC-SHA-256 that only the two devices have: one block of the hash, which HMAC takes as it is.
pub(crate) type MacKey = Zeroizing<[u8; 64]>;

impl Data {
    /// The piece, with its check.
    pub(crate) fn new(transfer: TransferId, piece: &Piece, key: &MacKey) -> Self {
        let (config, packet) = (piece.config.to_bytes(), piece.to_bytes());
        let mac = mac(key, &[&head('D'), &transfer.0, &config, &packet]);
        Self { transfer, config, packet, mac }
    }

    /// True if the device whose words were compared wrote it.
    pub(crate) fn is_genuine(&self, key: &MacKey) -> bool {
        check(key, &[&head('D'), &self.transfer.0, &self.config, &self.packet], &self.mac)
    }

    /// Reads config and piece, within the limits.
    pub(crate) fn piece(&self) -> Result<Piece, Refused> {
        Piece::read(Config::read(&self.config)?, &self.packet)
    }
}

impl Kept {
    /// The acknowledgement, with its check.
    pub(crate) fn new(transfer: TransferId, digest: [u8; 32], key: &MacKey) -> Self {
        let mac = mac(key, &[&head('K'), &transfer.0, &digest]);
        Self { transfer, digest, mac }
    }

    /// True if the device whose words were compared wrote it.
    pub(crate) fn is_genuine(&self, key: &MacKey) -> bool {
        check(key, &[&head('K'), &self.transfer.0, &self.digest], &self.mac)
    }
}

impl Frame {
    /// Reads a text that a camera saw.
    ///
    /// # Errors
    /// [`Refused`]: `NotOurs`, `Version` or `Damaged`.
    pub fn read(text: &str) -> Result<Self, Refused> {
        let mut rest = text.strip_prefix(OURS).ok_or(Refused::NotOurs)?.chars();
        let (version, kind) = rest.next().zip(rest.next()).ok_or(Refused::NotOurs)?;
        if version != VERSION {
            return Err(if version.is_ascii_digit() { Refused::Version(version) } else { Refused::NotOurs });
        }
        let body = base45::decode(rest.as_str()).map_err(|_| Refused::Damaged)?;
        let mut reader = Reader(&body);
        let transfer = TransferId(reader.array()?);
        let frame = match kind {
            'O' => Self::Offer { transfer, commitment: reader.array()? },
            'I' => Self::Invitation { transfer, key: PublicKey(reader.array()?) },
            'A' => Self::Answer { transfer, key: PublicKey(reader.array()?), encapsulated: reader.array()? },
            'D' => {
                let config = reader.array()?;
                let packet = reader.all_but(PIECE_MAC)?.to_vec();
                Self::Data(Data { transfer, config, packet, mac: reader.array()? })
            }
            'K' => Self::Kept(Kept { transfer, digest: reader.array()?, mac: reader.array()? }),
            _ => return Err(Refused::Damaged),
        };
        if frame.has_plain_check() {
            let hashed = body.len() - reader.0.len();
            if reader.array()? != plain_check(kind, &body[..hashed]) {
                return Err(Refused::Damaged);
            }
        }
        if reader.0.is_empty() { Ok(frame) } else { Err(Refused::Damaged) }
    }

    /// The text of the code.
    #[must_use]
    pub fn write(&self) -> String {
        let (kind, transfer, parts): (char, &TransferId, Vec<&[u8]>) = match self {
            Self::Offer { transfer, commitment } => ('O', transfer, vec![commitment]),
            Self::Invitation { transfer, key } => ('I', transfer, vec![&key.0]),
            Self::Answer { transfer, key, encapsulated } => ('A', transfer, vec![&key.0, encapsulated]),
            Self::Data(data) => ('D', &data.transfer, vec![&data.config, &data.packet, &data.mac]),
            Self::Kept(kept) => ('K', &kept.transfer, vec![&kept.digest, &kept.mac]),
        };
        let mut body = transfer.0.to_vec();
        parts.into_iter().for_each(|part| body.extend_from_slice(part));
        if self.has_plain_check() {
            let check = plain_check(kind, &body);
            body.extend(check);
        }
        format!("{OURS}{VERSION}{kind}{}", base45::encode(&body))
    }

    /// Which handover it belongs to.
    #[must_use]
    pub const fn transfer(&self) -> TransferId {
        match self {
            Self::Offer { transfer, .. } | Self::Invitation { transfer, .. } | Self::Answer { transfer, .. } => {
                *transfer
            }
            Self::Data(data) => data.transfer,
            Self::Kept(kept) => kept.transfer,
        }
    }

    const fn has_plain_check(&self) -> bool {
        !matches!(self, Self::Data(_) | Self::Kept(_))
    }
}

fn head(kind: char) -> [u8; 4] {
    let mut head = *b"GH1 ";
    kind.encode_utf8(&mut head[3..]);
    head
}

fn plain_check(kind: char, body: &[u8]) -> [u8; CHECK] {
    let hash = Sha256::new().chain_update(head(kind)).chain_update(body).finalize();
    [hash[0], hash[1], hash[2], hash[3]]
}

/// Takes parts off the front; never past the end.
struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn array<const N: usize>(&mut self) -> Result<[u8; N], Refused> {
        let (part, rest) = self.0.split_first_chunk::<N>().ok_or(Refused::Damaged)?;
        self.0 = rest;
        Ok(*part)
    }

    fn all_but(&mut self, last: usize) -> Result<&'a [u8], Refused> {
        let length = self.0.len().checked_sub(last).ok_or(Refused::Damaged)?;
        let (part, rest) = self.0.split_at(length);
        self.0 = rest;
        Ok(part)
    }
}

macro_rules! shown_as_hex {
    ($($name:ident),*) => {$(
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
            }
        }
    )*};
}
shown_as_hex!(TransferId, PublicKey);

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn samples() -> Vec<Frame> {
        let (transfer, key) = (TransferId([7; 8]), Zeroizing::new([8; 64]));
        let piece = Piece::sample();
        vec![
            Frame::Offer { transfer, commitment: [1; 32] },
            Frame::Invitation { transfer, key: PublicKey([2; 32]) },
            Frame::Answer { transfer, key: PublicKey([3; 32]), encapsulated: [4; 32] },
            Frame::Data(Data::new(transfer, &piece, &key)),
            Frame::Kept(Kept::new(transfer, [5; 32], &key)),
        ]
    }

    #[test]
    fn every_kind_survives_being_written_and_read() {
        for frame in samples() {
            assert_eq!(Frame::read(&frame.write()), Ok(frame));
        }
    }

    #[test]
    fn a_code_that_is_cut_short_or_goes_on_is_damaged() {
        for frame in samples().into_iter().filter(Frame::has_plain_check) {
            let text = frame.write();
            assert_eq!(Frame::read(&text[..text.len() - 3]), Err(Refused::Damaged));
            assert_eq!(Frame::read(&format!("{text}000")), Err(Refused::Damaged));
        }
    }

    #[test]
    fn other_codes_and_later_versions_are_told_apart() {
        assert_eq!(Frame::read("HTTPS://EXAMPLE.ORG"), Err(Refused::NotOurs));
        assert_eq!(Frame::read("GH"), Err(Refused::NotOurs));
        assert_eq!(Frame::read("GHOST TRAIN"), Err(Refused::NotOurs));
        assert_eq!(Frame::read("GH2D000"), Err(Refused::Version('2')));
        assert_eq!(Frame::read("GH1Z000"), Err(Refused::Damaged));
    }

    proptest! {
        #[test]
        fn no_text_upsets_the_reader_and_only_ours_are_read(text: String, tail in "[0-9A-Z $%*+./:-]{0,90}", kind in "[OIADKX]") {
            prop_assert!(Frame::read(&text).is_err());
            let text = format!("GH1{kind}{tail}");
            if let Ok(frame) = Frame::read(&text) {
                prop_assert_eq!(frame.write(), text);
            }
        }

        #[test]
        fn a_changed_character_of_a_checked_code_is_noticed(which in 0..3_usize, at in 4..50_usize, to in "[0-9A-Z]") {
            let text = samples()[which].write();
            let mut changed = text.clone();
            changed.replace_range(at..=at, &to);
            if changed != text {
                prop_assert_eq!(Frame::read(&changed), Err(Refused::Damaged));
            }
        }
    }
}
