//! The device that takes a case over.
use zeroize::Zeroizing;

use crate::fountain::{Basin, Brought};
use crate::frame::{Data, Frame, Kept, PublicKey, TransferId};
use crate::pack::unpack;
use crate::refused::{NoRandomness, Refused};
use crate::seal::{CheckKeys, KeyPair, Unsealer, commitment, digest};
use crate::words::Words;

/// Random bytes that one handover takes at the receiver: its key.
pub const RECEIVER_RANDOM: usize = 32;

/// One handover, from the receiver's side. It moves on by what its camera sees and by the vault's commit, and it says which
/// code to show.
pub struct Receiver {
    step: Step,
}

enum Step {
    Waiting { keys: KeyPair },
    Inviting { keys: KeyPair, transfer: TransferId, commitment: [u8; 32] },
    Receiving(Box<Receiving>),
    Opened { transfer: TransferId, kept: String },
    Kept { transfer: TransferId, kept: String },
    Ended(Refused),
}

struct Receiving {
    transfer: TransferId,
    unsealer: Unsealer,
    checks: CheckKeys,
    giver: PublicKey,
    words: Words,
    basin: Option<Basin>,
}

/// What a code has brought the receiver.
#[derive(Debug, PartialEq, Eq)]
pub enum ReceiverSaw {
    /// The giver's offer: show the invitation, for the giver's camera.
    Offered,
    /// The giver's answer: show these words, and point the camera at the giver's screen again.
    Compare(Words),
    /// Nothing new.
    Again,
    /// One more piece.
    More {
        /// Different pieces that have come.
        received: usize,
        /// About how many it takes. One or two more are possible.
        needed: usize,
    },
    /// What was handed over, given out this once. When it lies in the vault, say so with [`Receiver::has_kept_it`].
    All(Zeroizing<Vec<u8>>),
}

impl Receiver {
    /// Begins with a key of its own.
    ///
    /// `random` is drawn anew for each handover from a cryptographic source, and never kept.
    ///
    /// # Errors
    /// [`NoRandomness`] if all bytes are zero.
    pub fn begin(random: &[u8; RECEIVER_RANDOM]) -> Result<Self, NoRandomness> {
        if random.iter().all(|byte| *byte == 0) {
            return Err(NoRandomness);
        }
        Ok(Self { step: Step::Waiting { keys: KeyPair::derive(random) } })
    }

    /// The code to show now, as a text for [`Matrix::of`](crate::code::Matrix::of): from the offer on the invitation, until
    /// the answer comes; from [`Receiver::has_kept_it`] on the acknowledgement. None in between: then the camera is needed.
    #[must_use]
    pub fn show(&self) -> Option<String> {
        match &self.step {
            Step::Inviting { keys, transfer, .. } => {
                Some(Frame::Invitation { transfer: *transfer, key: keys.public }.write())
            }
            Step::Kept { kept, .. } => Some(kept.clone()),
            Step::Waiting { .. } | Step::Receiving(_) | Step::Opened { .. } | Step::Ended(_) => None,
        }
    }

    /// Takes a text that the camera saw.
    ///
    /// The first offer counts, and only the answer that it was bound to.
    ///
    /// # Errors
    /// [`Refused`]; where going on helps, the handover stands where it stood.
    pub fn saw(&mut self, text: &str) -> Result<ReceiverSaw, Refused> {
        if let Step::Ended(why) = self.step {
            return Err(why);
        }
        let frame = Frame::read(text)?;
        if self.transfer().is_some_and(|transfer| transfer != frame.transfer()) {
            return Err(Refused::OtherTransfer);
        }
        let result = self.take(frame);
        if let Err(why @ (Refused::Config | Refused::Stuck | Refused::Unopenable | Refused::NotUnpacked)) = result {
            self.step = Step::Ended(why);
        }
        result
    }

    /// What was handed over lies in the vault: from now on the acknowledgement is shown. Not before, because "kept" on the
    /// giver's screen is what lets a person put the phone away.
    pub fn has_kept_it(&mut self) {
        if let Step::Opened { transfer, kept } = &mut self.step {
            self.step = Step::Kept { transfer: *transfer, kept: std::mem::take(kept) };
        }
    }

    /// The words to compare, from the answer until all has come.
    #[must_use]
    pub fn words(&self) -> Option<Words> {
        if let Step::Receiving(receiving) = &self.step { Some(receiving.words) } else { None }
    }

    const fn transfer(&self) -> Option<TransferId> {
        match &self.step {
            Step::Waiting { .. } | Step::Ended(_) => None,
            Step::Inviting { transfer, .. } | Step::Opened { transfer, .. } | Step::Kept { transfer, .. } => {
                Some(*transfer)
            }
            Step::Receiving(receiving) => Some(receiving.transfer),
        }
    }

    fn take(&mut self, frame: Frame) -> Result<ReceiverSaw, Refused> {
        match (&mut self.step, frame) {
            (Step::Waiting { .. }, Frame::Offer { transfer, commitment }) => {
                if let Step::Waiting { keys } = std::mem::replace(&mut self.step, Step::Ended(Refused::OutOfTurn)) {
                    self.step = Step::Inviting { keys, transfer, commitment };
                }
                Ok(ReceiverSaw::Offered)
            }
            (Step::Inviting { commitment, .. }, Frame::Offer { commitment: seen, .. }) => {
                if seen == *commitment {
                    Ok(ReceiverSaw::Again)
                } else {
                    Err(Refused::AnotherDevice)
                }
            }
            (Step::Inviting { keys, transfer, commitment: bound }, Frame::Answer { key, encapsulated, .. }) => {
                if commitment(*transfer, &key) != *bound {
                    return Err(Refused::AnotherDevice);
                }
                let receiving = Receiving::new(*transfer, keys, key, &encapsulated)?;
                let words = receiving.words;
                self.step = Step::Receiving(Box::new(receiving));
                Ok(ReceiverSaw::Compare(words))
            }
            (Step::Receiving(receiving), Frame::Answer { key, .. }) => {
                if key == receiving.giver {
                    Ok(ReceiverSaw::Again)
                } else {
                    Err(Refused::AnotherDevice)
                }
            }
            (Step::Receiving(receiving), Frame::Data(data)) => {
                let brought = receiving.take(&data)?;
                let Brought::All(sealed) = brought else { return Ok(receiving.progress(&brought)) };
                let packed = receiving.unsealer.open(&sealed)?;
                let plaintext = Zeroizing::new(unpack(&packed)?);
                let transfer = receiving.transfer;
                let kept = Kept::new(transfer, digest(&plaintext), &receiving.checks.kept);
                self.step = Step::Opened { transfer, kept: Frame::Kept(kept).write() };
                Ok(ReceiverSaw::All(plaintext))
            }
            // The giver shows frames until it has seen the acknowledgement.
            (Step::Opened { .. } | Step::Kept { .. }, Frame::Data(_)) => Ok(ReceiverSaw::Again),
            _ => Err(Refused::OutOfTurn),
        }
    }
}

impl Receiving {
    fn new(transfer: TransferId, keys: &KeyPair, giver: PublicKey, encapsulated: &[u8; 32]) -> Result<Self, Refused> {
        let unsealer = keys.open_from(&giver, transfer, encapsulated)?;
        let checks = unsealer.check_keys()?;
        let words = Words::of(transfer, &giver, &keys.public);
        Ok(Self { transfer, unsealer, checks, giver, words, basin: None })
    }

    fn take(&mut self, data: &Data) -> Result<Brought, Refused> {
        if !data.is_genuine(&self.checks.frames) {
            return Err(Refused::Damaged);
        }
        let piece = data.piece()?;
        self.basin.get_or_insert_with(|| Basin::new(piece.config)).add(piece)
    }

    fn progress(&self, brought: &Brought) -> ReceiverSaw {
        match (&self.basin, brought) {
            (Some(basin), Brought::More) => ReceiverSaw::More { received: basin.received(), needed: basin.needed() },
            _ => ReceiverSaw::Again,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fountain::Fountain;
    use crate::limits::MAX_PLAINTEXT;
    use crate::pack::pack;
    use crate::seal::Sealer;

    const TRANSFER: TransferId = TransferId([7; 8]);

    /// A receiver that has met a giver of whom the test has the insides.
    fn met() -> (Receiver, Sealer, CheckKeys) {
        let mut receiver = Receiver::begin(&[2; 32]).expect("not all zero");
        let keys = KeyPair::derive(&[1; 32]);
        let offer = Frame::Offer { transfer: TRANSFER, commitment: commitment(TRANSFER, &keys.public) };
        assert_eq!(receiver.saw(&offer.write()), Ok(ReceiverSaw::Offered));
        let (sealer, encapsulated) =
            keys.seal_to(&KeyPair::derive(&[2; 32]).public, TRANSFER, &[3; 32]).expect("the keys are fine");
        let answer = Frame::Answer { transfer: TRANSFER, key: keys.public, encapsulated };
        assert!(matches!(receiver.saw(&answer.write()), Ok(ReceiverSaw::Compare(_))));
        let checks = sealer.check_keys().expect("keys can be exported");
        (receiver, sealer, checks)
    }

    /// The first frame of these sealed bytes, with a genuine check.
    fn frame(sealed: &[u8], checks: &CheckKeys) -> String {
        let piece = Fountain::new(sealed).and_then(|mut fountain| fountain.next_piece()).expect("within the limits");
        Frame::Data(Data::new(TRANSFER, &piece, &checks.frames)).write()
    }

    #[test]
    fn a_bomb_from_the_right_giver_ends_the_handover_and_is_not_unpacked() {
        let (mut receiver, sealer, checks) = met();
        let mut fountain = Fountain::new(&sealer.seal(&pack(&vec![0; MAX_PLAINTEXT + 1])).expect("short enough"))
            .expect("within the limits");
        let mut show =
            || Frame::Data(Data::new(TRANSFER, &fountain.next_piece().expect("endless"), &checks.frames)).write();
        let last = loop {
            match receiver.saw(&show()) {
                Ok(ReceiverSaw::More { .. }) => {}
                other => break other,
            }
        };
        assert_eq!(last, Err(Refused::NotUnpacked));
        assert_eq!(receiver.saw(&show()), Err(Refused::NotUnpacked), "it is over");
        assert_eq!(receiver.show(), None);
    }

    #[test]
    fn what_another_key_sealed_is_not_opened() {
        let (mut receiver, _, checks) = met();
        assert_eq!(receiver.saw(&frame(&[5; 100], &checks)), Err(Refused::Unopenable));
        assert!(!Refused::Unopenable.going_on_helps());
    }

    #[test]
    fn pieces_of_two_lengths_do_not_belong_together() {
        let (mut receiver, _, checks) = met();
        assert!(matches!(receiver.saw(&frame(&[5; 2000], &checks)), Ok(ReceiverSaw::More { received: 1, needed: 3 })));
        assert_eq!(receiver.saw(&frame(&[5; 2001], &checks)), Err(Refused::Config));
    }
}
