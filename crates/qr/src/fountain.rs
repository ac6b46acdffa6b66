//! RaptorQ (RFC 6330): from the sealed bytes any number of pieces, of which nearly any that are enough give the bytes back.
use std::collections::BTreeSet;

use raptorq::{Decoder, Encoder, EncodingPacket, ObjectTransmissionInformation, PayloadId};

use crate::limits::{MAX_SEALED, MAX_SPARE, PIECE};
use crate::refused::Refused;
use crate::seal::TAG;

/// One past the last number that a piece can have (RFC 6330, section 3.2).
const NUMBERS: u32 = 1 << 24;

/// How the bytes were cut. Only what this version writes can be made: one block, pieces of [`PIECE`] bytes, at most
/// [`MAX_SEALED`] bytes. So nothing is set aside for what a picture merely claims.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Config {
    length: usize,
}

/// One piece, as a frame carries it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Piece {
    pub(crate) config: Config,
    number: u32,
    bytes: Vec<u8>,
}

impl Config {
    /// None for nothing and for more than [`MAX_SEALED`].
    pub(crate) fn new(length: usize) -> Option<Self> {
        (TAG + 1..=MAX_SEALED).contains(&length).then_some(Self { length })
    }

    /// Reads the twelve bytes (RFC 6330, sections 3.3.2 and 3.3.3) that [`Config::to_bytes`] writes, and no others.
    pub(crate) fn read(bytes: &[u8; 12]) -> Result<Self, Refused> {
        let length = ObjectTransmissionInformation::deserialize(bytes).transfer_length();
        let config = usize::try_from(length).ok().and_then(Self::new).ok_or(Refused::Config)?;
        if config.to_bytes() == *bytes { Ok(config) } else { Err(Refused::Config) }
    }

    pub(crate) fn to_bytes(self) -> [u8; 12] {
        self.information().serialize()
    }

    /// How many pieces there are before any is made up.
    pub(crate) const fn needed(self) -> usize {
        self.length.div_ceil(PIECE as usize)
    }

    fn information(self) -> ObjectTransmissionInformation {
        ObjectTransmissionInformation::new(self.length as u64, PIECE, 1, 1, 8)
    }
}

impl Piece {
    /// Reads the piece's number and its bytes, which are all of one length.
    pub(crate) fn read(config: Config, packet: &[u8]) -> Result<Self, Refused> {
        let (head, bytes) = packet.split_first_chunk::<4>().ok_or(Refused::Damaged)?;
        let id = PayloadId::deserialize(head);
        if id.source_block_number() != 0 || bytes.len() != usize::from(PIECE) {
            return Err(Refused::Config);
        }
        Ok(Self { config, number: id.encoding_symbol_id(), bytes: bytes.to_vec() })
    }

    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        [PayloadId::new(0, self.number).serialize().as_slice(), &self.bytes].concat()
    }
}

/// The giver's side: the bytes' own pieces first, then made-up ones without end.
pub(crate) struct Fountain {
    config: Config,
    encoder: Encoder,
    own: std::vec::IntoIter<EncodingPacket>,
    made_up: u32,
}

impl Fountain {
    /// None if there is nothing, or more than [`MAX_SEALED`].
    pub(crate) fn new(sealed: &[u8]) -> Option<Self> {
        let config = Config::new(sealed.len())?;
        let encoder = Encoder::new(sealed, config.information());
        let own = encoder.get_block_encoders().first()?.source_packets().into_iter();
        Some(Self { config, encoder, own, made_up: 0 })
    }

    pub(crate) const fn needed(&self) -> usize {
        self.config.needed()
    }

    pub(crate) fn next_piece(&mut self) -> Option<Piece> {
        let packet = self.own.next().or_else(|| self.make_up())?;
        let (id, bytes) = packet.split();
        Some(Piece { config: self.config, number: id.encoding_symbol_id(), bytes })
    }

    fn make_up(&mut self) -> Option<EncodingPacket> {
        let packets = self.encoder.get_block_encoders().first()?.repair_packets(self.made_up, 1);
        // At eight a second the numbers last for three weeks; then the same ones come again.
        let numbers = NUMBERS.checked_sub(u32::try_from(self.config.needed()).ok()?)?;
        self.made_up = (self.made_up + 1) % numbers;
        packets.into_iter().next()
    }
}

/// The receiver's side.
pub(crate) struct Basin {
    config: Config,
    decoder: Decoder,
    numbers: BTreeSet<u32>,
}

/// What a piece has brought.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Brought {
    /// It was there already.
    Nothing,
    /// One more.
    More,
    /// The sealed bytes, whole.
    All(Vec<u8>),
}

impl Basin {
    pub(crate) fn new(config: Config) -> Self {
        Self { config, decoder: Decoder::new(config.information()), numbers: BTreeSet::new() }
    }

    /// Different pieces that have come.
    pub(crate) fn received(&self) -> usize {
        self.numbers.len()
    }

    pub(crate) const fn needed(&self) -> usize {
        self.config.needed()
    }

    pub(crate) fn add(&mut self, piece: Piece) -> Result<Brought, Refused> {
        if piece.config != self.config {
            return Err(Refused::Config);
        }
        if self.numbers.contains(&piece.number) {
            return Ok(Brought::Nothing);
        }
        if self.received() >= self.needed() + MAX_SPARE {
            return Err(Refused::Stuck);
        }
        self.numbers.insert(piece.number);
        let packet = EncodingPacket::new(PayloadId::new(0, piece.number), piece.bytes);
        Ok(self.decoder.decode(packet).map_or(Brought::More, Brought::All))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    impl Piece {
        pub(crate) fn sample() -> Self {
            Fountain::new(&[9; 2000]).and_then(|mut fountain| fountain.next_piece()).expect("2000 bytes make pieces")
        }
    }

    fn bytes(length: usize) -> Vec<u8> {
        (0..length).map(|place| (place * place / 7 % 251) as u8).collect()
    }

    #[test]
    fn only_the_form_that_is_written_is_read_and_a_claim_of_gigabytes_is_refused() {
        let fine = Config::new(MAX_SEALED).expect("the most is possible").to_bytes();
        assert!(Config::read(&fine).is_ok());
        let changed = |at: usize, to: u8| {
            let mut bytes = fine;
            bytes[at] = to;
            Config::read(&bytes)
        };
        for (at, to) in
            [(0, 255), (1, 1), (4, 1), (5, 1), (6, 0), (7, 8), (8, 0), (8, 2), (10, 0), (10, 2), (11, 0), (11, 1)]
        {
            assert_eq!(changed(at, to), Err(Refused::Config), "byte {at} as {to}");
        }
        assert_eq!(Config::read(&[0; 12]), Err(Refused::Config));
        assert_eq!(Config::read(&[255; 12]), Err(Refused::Config));
    }

    #[test]
    fn pieces_that_never_fit_together_are_given_up_and_not_hoarded() {
        // As if so many had come and none had completed the others, which RaptorQ's own pieces cannot bring about.
        let mut basin = Basin::new(Config::new(1600).expect("two pieces"));
        basin.numbers = (10..10 + 2 + MAX_SPARE as u32).collect();
        let piece = Piece { config: basin.config, number: 1, bytes: vec![0; usize::from(PIECE)] };
        assert_eq!(basin.add(piece), Err(Refused::Stuck));
    }

    #[test]
    fn the_numbers_of_pieces_begin_again_at_their_end() {
        let mut fountain = Fountain::new(&bytes(900)).expect("two pieces");
        let mut number = || fountain.next_piece().map(|piece| piece.number);
        assert_eq!([number(), number(), number()], [Some(0), Some(1), Some(2)]);
        fountain.made_up = NUMBERS - 3;
        let mut number = || fountain.next_piece().map(|piece| piece.number);
        assert_eq!([number(), number()], [Some(NUMBERS - 1), Some(2)]);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(40))]
        #[test]
        fn any_pieces_in_any_order_give_the_bytes_back(length in TAG + 1..20_000_usize, seed: u64) {
            let sealed = bytes(length);
            let mut fountain = Fountain::new(&sealed).expect("within the limits");
            let needed = fountain.config.needed();
            let mut pieces: Vec<Piece> = (0..needed * 3 + 10).filter_map(|_| fountain.next_piece()).collect();
            pieces.sort_by_key(|piece| (u64::from(piece.number) + 1).wrapping_mul(seed | 1));
            let mut basin = Basin::new(fountain.config);
            let mut whole = None;
            for piece in pieces {
                prop_assert_eq!(Piece::read(piece.config, &piece.to_bytes()), Ok(piece.clone()));
                if let Brought::All(bytes) = basin.add(piece.clone())? {
                    whole = Some(bytes);
                    break;
                }
                prop_assert_eq!(basin.add(piece), Ok(Brought::Nothing));
            }
            prop_assert_eq!(whole, Some(sealed));
            prop_assert!(basin.received() <= needed + 4, "{} of {needed}", basin.received());
        }
    }
}
