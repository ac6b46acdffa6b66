//! The device that hands a case over.
use zeroize::Zeroizing;

use crate::fountain::Fountain;
use crate::frame::{Data, Frame, PublicKey, TransferId};
use crate::limits::MAX_PLAINTEXT;
use crate::pack::pack;
use crate::refused::{NoRandomness, NotSealed, Refused};
use crate::seal::{CheckKeys, KeyPair, Sealer, commitment, digest};
use crate::words::Words;

/// Random bytes that one handover takes at the giver: the transfer's name (8), its key (32), and HPKE's own (32).
pub const GIVER_RANDOM: usize = 8 + 32 + 32;

/// One handover, from the giver's side. It moves on by what its camera sees and by the person's confirmation, and it says
/// which code to show.
pub struct Giver {
    transfer: TransferId,
    step: Step,
}

enum Step {
    Offering {
        keys: KeyPair,
        ephemeral: Zeroizing<[u8; 32]>,
    },
    Comparing(Box<Comparing>),
    Sending(Box<Sending>),
    /// Nothing more is shown or taken.
    Over,
}

struct Comparing {
    sealer: Sealer,
    checks: CheckKeys,
    receiver: PublicKey,
    words: Words,
    answer: String,
}

struct Sending {
    fountain: Fountain,
    checks: CheckKeys,
    digest: [u8; 32],
    needed: usize,
}

/// What a code has brought the giver.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GiverSaw {
    /// The receiver's invitation: show the answer beside these words, and ask the person to compare them.
    Compare(Words),
    /// The invitation again.
    Again,
    /// The receiver has kept exactly what was sent. Stop showing codes.
    Kept,
}

impl Giver {
    /// Begins a handover with a key of its own.
    ///
    /// `random` is drawn anew for each handover from a cryptographic source, and never kept.
    ///
    /// # Errors
    /// [`NoRandomness`] if all bytes are zero.
    pub fn begin(random: &[u8; GIVER_RANDOM]) -> Result<Self, NoRandomness> {
        if random.iter().all(|byte| *byte == 0) {
            return Err(NoRandomness);
        }
        let (transfer, rest) = random.split_first_chunk::<8>().ok_or(NoRandomness)?;
        let (key, rest) = rest.split_first_chunk::<32>().ok_or(NoRandomness)?;
        let ephemeral = Zeroizing::new(rest.try_into().map_err(|_| NoRandomness)?);
        let step = Step::Offering { keys: KeyPair::derive(key), ephemeral };
        Ok(Self { transfer: TransferId(*transfer), step })
    }

    /// The code to show now, as a text for [`Matrix::of`](crate::code::Matrix::of): the offer; from the invitation on the
    /// answer; from the confirmation on another frame each time, without end. None once the receiver has kept all.
    pub fn show(&mut self) -> Option<String> {
        match &mut self.step {
            Step::Offering { keys, .. } => {
                let commitment = commitment(self.transfer, &keys.public);
                Some(Frame::Offer { transfer: self.transfer, commitment }.write())
            }
            Step::Comparing(comparing) => Some(comparing.answer.clone()),
            Step::Sending(sending) => {
                let piece = sending.fountain.next_piece()?;
                Some(Frame::Data(Data::new(self.transfer, &piece, &sending.checks.frames)).write())
            }
            Step::Over => None,
        }
    }

    /// Takes a text that the camera saw.
    ///
    /// The first invitation counts. A second one is refused for good: the giver's key has been shown by then, and who knows
    /// it could look for a key that makes the same words.
    ///
    /// # Errors
    /// [`Refused`]; the handover stands where it stood.
    pub fn saw(&mut self, text: &str) -> Result<GiverSaw, Refused> {
        let frame = Frame::read(text)?;
        if frame.transfer() != self.transfer {
            return Err(Refused::OtherTransfer);
        }
        match (&self.step, frame) {
            (Step::Offering { keys, ephemeral }, Frame::Invitation { key, .. }) => {
                let comparing = Comparing::new(self.transfer, keys, key, ephemeral)?;
                let words = comparing.words;
                self.step = Step::Comparing(Box::new(comparing));
                Ok(GiverSaw::Compare(words))
            }
            (Step::Comparing(comparing), Frame::Invitation { key, .. }) => {
                if key == comparing.receiver {
                    Ok(GiverSaw::Again)
                } else {
                    Err(Refused::AnotherDevice)
                }
            }
            (Step::Sending(sending), Frame::Kept(kept)) => {
                if !kept.is_genuine(&sending.checks.kept) || kept.digest != sending.digest {
                    return Err(Refused::Damaged);
                }
                self.step = Step::Over;
                Ok(GiverSaw::Kept)
            }
            _ => Err(Refused::OutOfTurn),
        }
    }

    /// The words to compare, while they are compared.
    #[must_use]
    pub fn words(&self) -> Option<Words> {
        if let Step::Comparing(comparing) = &self.step { Some(comparing.words) } else { None }
    }

    /// How many frames the receiver needs at the least, while they are shown: for a first guess of the time.
    #[must_use]
    pub fn frames_needed(&self) -> Option<usize> {
        if let Step::Sending(sending) = &self.step { Some(sending.needed) } else { None }
    }

    /// The person has compared the words with those on the other screen and found them the same: compresses and seals, and
    /// [`Giver::show`] gives the frames from now on. Nothing of the plaintext is sealed before. The answer is not shown again:
    /// a receiver that has not seen it has shown no words, so nobody has compared any, and both begin again.
    ///
    /// # Errors
    /// [`NotSealed`]; the words stay up, and less may be tried.
    pub fn words_are_the_same(&mut self, plaintext: &[u8]) -> Result<(), NotSealed> {
        if !matches!(self.step, Step::Comparing(_)) {
            return Err(NotSealed::OutOfTurn);
        }
        if plaintext.len() > MAX_PLAINTEXT {
            return Err(NotSealed::TooLong(plaintext.len()));
        }
        let packed = Zeroizing::new(pack(plaintext));
        let too_long = NotSealed::TooLongSealed(packed.len());
        if packed.len() + crate::seal::TAG > crate::limits::MAX_SEALED {
            return Err(too_long);
        }
        let Step::Comparing(comparing) = std::mem::replace(&mut self.step, Step::Over) else {
            return Err(NotSealed::OutOfTurn);
        };
        let Comparing { sealer, checks, .. } = *comparing;
        let fountain = sealer.seal(&packed).and_then(|sealed| Fountain::new(&sealed)).ok_or(too_long)?;
        let needed = fountain.needed();
        self.step = Step::Sending(Box::new(Sending { fountain, checks, digest: digest(plaintext), needed }));
        Ok(())
    }
}

impl Comparing {
    fn new(
        transfer: TransferId,
        keys: &KeyPair,
        receiver: PublicKey,
        ephemeral: &Zeroizing<[u8; 32]>,
    ) -> Result<Self, Refused> {
        let (sealer, encapsulated) = keys.seal_to(&receiver, transfer, ephemeral)?;
        let checks = sealer.check_keys()?;
        let words = Words::of(transfer, &keys.public, &receiver);
        let answer = Frame::Answer { transfer, key: keys.public, encapsulated }.write();
        Ok(Self { sealer, checks, receiver, words, answer })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Receiver;
    use crate::frame::Kept;

    #[test]
    fn an_acknowledgement_of_other_bytes_is_refused_even_from_the_right_receiver() {
        let mut giver = Giver::begin(&[1; GIVER_RANDOM]).expect("not all zero");
        let mut receiver = Receiver::begin(&[2; 32]).expect("not all zero");
        receiver.saw(&giver.show().expect("an offer")).expect("the offer");
        giver.saw(&receiver.show().expect("an invitation")).expect("the invitation");
        giver.words_are_the_same(b"a case").expect("within the limits");
        let Step::Sending(sending) = &giver.step else { panic!("frames are shown") };
        let acknowledged =
            |bytes: &[u8]| Frame::Kept(Kept::new(giver.transfer, digest(bytes), &sending.checks.kept)).write();
        let (other, right) = (acknowledged(b"another case"), acknowledged(b"a case"));
        assert_eq!(giver.saw(&other), Err(Refused::Damaged));
        assert_eq!(giver.saw(&right), Ok(GiverSaw::Kept));
    }
}
