//! Two devices on a table.
use crate::dice::Dice;
use gh_qr::{Giver, GiverSaw, Receiver, ReceiverSaw, Words};

pub struct Pair {
    pub giver: Giver,
    pub receiver: Receiver,
}

impl Pair {
    pub fn new(dice: &mut Dice) -> Self {
        let giver = Giver::begin(&dice.array()).expect("the dice are not all zero");
        Self { giver, receiver: Receiver::begin(&dice.array()).expect("the dice are not all zero") }
    }

    /// Offer, invitation, answer; the giver's and the receiver's words.
    pub fn meet(&mut self) -> (Words, Words) {
        let offer = self.giver.show().expect("an offer");
        assert_eq!(self.receiver.saw(&offer), Ok(ReceiverSaw::Offered));
        assert_eq!(self.receiver.saw(&offer), Ok(ReceiverSaw::Again));
        self.meet_from_the_invitation()
    }

    pub fn meet_from_the_invitation(&mut self) -> (Words, Words) {
        let invitation = self.receiver.show().expect("an invitation");
        let Ok(GiverSaw::Compare(given)) = self.giver.saw(&invitation) else { panic!("the invitation is not taken") };
        assert_eq!(self.giver.saw(&invitation), Ok(GiverSaw::Again));
        let answer = self.giver.show().expect("an answer");
        let Ok(ReceiverSaw::Compare(taken)) = self.receiver.saw(&answer) else { panic!("the answer is not taken") };
        assert_eq!(self.receiver.saw(&answer), Ok(ReceiverSaw::Again));
        (given, taken)
    }

    pub fn with_compared_words(dice: &mut Dice) -> Self {
        let mut pair = Self::new(dice);
        let (given, taken) = pair.meet();
        assert_eq!(given, taken);
        pair
    }
}
