//! What the worker does, without a browser: one question, one answer.
use gh_qr::code::{Matrix, QUIET_ZONE, Reader};
use gh_qr::{GIVER_RANDOM, Giver, GiverSaw, NotSealed, RECEIVER_RANDOM, Receiver, ReceiverSaw, Refused};

/// A question of the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ask {
    /// Begin to give, with these random bytes.
    Give(Vec<u8>),
    /// Begin to take over, with these random bytes.
    Take(Vec<u8>),
    /// Which code is to be shown now?
    Show,
    /// The camera saw this text.
    Saw(String),
    /// The person says that the words are the same: this is what is given.
    Same(Vec<u8>),
    /// What came lies in the vault.
    HasKept,
    /// Which codes are in this picture?
    Look {
        /// Pixels a row.
        width: usize,
        /// Rows.
        height: usize,
        /// Four bytes a pixel.
        rgba: Vec<u8>,
    },
}

/// The answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// The code to show, with its quiet zone.
    Code {
        /// Pixels a side.
        side: usize,
        /// Four bytes a pixel.
        pixels: Vec<u8>,
    },
    /// There is none to show: the camera is needed, or it is over.
    NoCode,
    /// Both compare these words.
    Compare([&'static str; 3]),
    /// The receiver has seen the offer.
    Offered,
    /// Nothing new.
    Again,
    /// One more piece.
    More {
        /// Pieces that have come.
        received: usize,
        /// About how many it takes.
        needed: usize,
    },
    /// What was given, this once.
    All(Vec<u8>),
    /// Frames are shown from now on, of which so many are needed.
    Sealed {
        /// At the least.
        needed: usize,
    },
    /// The receiver has kept it.
    Kept,
    /// The texts of the codes in the picture.
    Texts(Vec<String>),
    /// It does not go on by this.
    Refused {
        /// One word.
        why: &'static str,
        /// Both have to begin again.
        over: bool,
    },
}

impl Answer {
    /// As the message names it.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Code { .. } => "code",
            Self::NoCode => "no-code",
            Self::Compare(_) => "compare",
            Self::Offered => "offered",
            Self::Again => "again",
            Self::More { .. } => "more",
            Self::All(_) => "all",
            Self::Sealed { .. } => "sealed",
            Self::Kept => "kept",
            Self::Texts(_) => "texts",
            Self::Refused { .. } => "refused",
        }
    }
}

/// One instance of the worker.
#[derive(Default)]
pub struct Hand {
    side: Side,
    reader: Reader,
}

#[derive(Default)]
enum Side {
    #[default]
    None,
    Giver(Giver),
    Receiver(Receiver),
}

const OUT_OF_TURN: Answer = Answer::Refused { why: "out-of-turn", over: false };
const NO_RANDOMNESS: Answer = Answer::Refused { why: "no-randomness", over: true };

impl Hand {
    /// Answers a question.
    pub fn asked(&mut self, ask: Ask) -> Answer {
        match ask {
            Ask::Give(random) => match <&[u8; GIVER_RANDOM]>::try_from(&random[..]).map(Giver::begin) {
                Ok(Ok(giver)) => {
                    self.side = Side::Giver(giver);
                    self.show()
                }
                _ => NO_RANDOMNESS,
            },
            Ask::Take(random) => match <&[u8; RECEIVER_RANDOM]>::try_from(&random[..]).map(Receiver::begin) {
                Ok(Ok(receiver)) => {
                    self.side = Side::Receiver(receiver);
                    self.show()
                }
                _ => NO_RANDOMNESS,
            },
            Ask::Show => self.show(),
            Ask::Saw(text) => self.saw(&text),
            Ask::Same(given) => self.same(&given),
            Ask::HasKept => {
                if let Side::Receiver(receiver) = &mut self.side {
                    receiver.has_kept_it();
                }
                self.show()
            }
            Ask::Look { width, height, rgba } => self.look(width, height, &rgba),
        }
    }

    fn show(&mut self) -> Answer {
        let text = match &mut self.side {
            Side::None => None,
            Side::Giver(giver) => giver.show(),
            Side::Receiver(receiver) => receiver.show(),
        };
        text.and_then(|text| Matrix::of(&text).ok()).map_or(Answer::NoCode, |matrix| drawn(&matrix))
    }

    fn saw(&mut self, text: &str) -> Answer {
        match &mut self.side {
            Side::None => OUT_OF_TURN,
            Side::Giver(giver) => match giver.saw(text) {
                Ok(GiverSaw::Compare(words)) => Answer::Compare(words.words()),
                Ok(GiverSaw::Again) => Answer::Again,
                Ok(GiverSaw::Kept) => Answer::Kept,
                Err(why) => refused(why),
            },
            Side::Receiver(receiver) => match receiver.saw(text) {
                Ok(ReceiverSaw::Offered) => Answer::Offered,
                Ok(ReceiverSaw::Compare(words)) => Answer::Compare(words.words()),
                Ok(ReceiverSaw::Again) => Answer::Again,
                Ok(ReceiverSaw::More { received, needed }) => Answer::More { received, needed },
                Ok(ReceiverSaw::All(given)) => Answer::All(given.to_vec()),
                Err(why) => refused(why),
            },
        }
    }

    fn same(&mut self, given: &[u8]) -> Answer {
        let Side::Giver(giver) = &mut self.side else { return OUT_OF_TURN };
        match giver.words_are_the_same(given) {
            Ok(()) => Answer::Sealed { needed: giver.frames_needed().unwrap_or(0) },
            Err(NotSealed::OutOfTurn) => OUT_OF_TURN,
            Err(NotSealed::TooLong(_) | NotSealed::TooLongSealed(_)) => Answer::Refused { why: "too-long", over: true },
        }
    }

    fn look(&mut self, width: usize, height: usize, rgba: &[u8]) -> Answer {
        // Green is the most of what an eye calls bright, and a code is black and white.
        let gray: Vec<u8> = rgba.chunks_exact(4).map(|pixel| pixel[1]).collect();
        Answer::Texts(self.reader.read(width, height, &gray).unwrap_or_default())
    }
}

/// Black on white, whatever the colours of the page: a camera reads nothing else as well.
fn drawn(matrix: &Matrix) -> Answer {
    let side = matrix.size + 2 * QUIET_ZONE;
    let module = |at: usize| at.checked_sub(QUIET_ZONE).filter(|module| *module < matrix.size);
    let dark =
        |at: usize| module(at / side).zip(module(at % side)).is_some_and(|(y, x)| matrix.modules[y * matrix.size + x]);
    let pixels = (0..side * side).flat_map(|at| if dark(at) { [0, 0, 0, 255] } else { [255; 4] });
    Answer::Code { side, pixels: pixels.collect() }
}

const fn refused(why: Refused) -> Answer {
    let word = match why {
        Refused::NotOurs => "not-ours",
        Refused::Version(_) => "version",
        Refused::Damaged => "damaged",
        Refused::OtherTransfer => "other-transfer",
        Refused::OutOfTurn => "out-of-turn",
        Refused::AnotherDevice => "another-device",
        Refused::BadKey => "bad-key",
        Refused::Config => "config",
        Refused::Stuck => "stuck",
        Refused::Unopenable => "unopenable",
        Refused::NotUnpacked => "not-unpacked",
    };
    Answer::Refused { why: word, over: !why.going_on_helps() }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A screen at three pixels a module, in a picture with something gray around it.
    fn photographed(answer: &Answer) -> Ask {
        let Answer::Code { side, pixels } = answer else { panic!("there is a code to see: {}", answer.name()) };
        let (edge, scale) = (20, 3);
        let width = side * scale + 2 * edge;
        let at = |x: usize| x.checked_sub(edge).map(|x| x / scale).filter(|x| x < side);
        let pixel =
            |place: usize| at(place % width).zip(at(place / width)).map_or(128, |(x, y)| pixels[(y * side + x) * 4]);
        let rgba = (0..width * width).flat_map(|place| [pixel(place), pixel(place), pixel(place), 255]).collect();
        Ask::Look { width, height: width, rgba }
    }

    /// What one sees on the other's screen, through a third instance that looks at the picture.
    fn sees(eye: &mut Hand, one: &mut Hand, other: &mut Hand) -> Answer {
        let Answer::Texts(texts) = eye.asked(photographed(&other.asked(Ask::Show))) else { panic!("it looked") };
        assert_eq!(texts.len(), 1, "the code is read");
        one.asked(Ask::Saw(texts[0].clone()))
    }

    #[test]
    fn a_case_goes_from_screen_to_screen_and_the_giver_hears_that_it_was_kept() {
        let (mut eye, mut giver, mut receiver) = (Hand::default(), Hand::default(), Hand::default());
        let case: Vec<u8> = (0..3_000_u32).flat_map(|n| n.wrapping_mul(2_654_435_761).to_be_bytes()).collect();
        assert_eq!(giver.asked(Ask::Give(vec![1; GIVER_RANDOM])).name(), "code");
        assert_eq!(receiver.asked(Ask::Take(vec![2; RECEIVER_RANDOM])), Answer::NoCode);
        assert_eq!(sees(&mut eye, &mut receiver, &mut giver), Answer::Offered);
        let words = sees(&mut eye, &mut giver, &mut receiver);
        assert_eq!(sees(&mut eye, &mut receiver, &mut giver), words, "both show the same three words");
        assert_eq!(receiver.asked(Ask::Show), Answer::NoCode);
        let Answer::Sealed { needed } = giver.asked(Ask::Same(case.clone())) else { panic!("it is sealed") };
        let mut frames = 0;
        let all = loop {
            frames += 1;
            match sees(&mut eye, &mut receiver, &mut giver) {
                Answer::More { received, .. } => assert_eq!(received, frames),
                other => break other,
            }
        };
        assert_eq!(all, Answer::All(case));
        assert!(frames <= needed + 2, "{frames} frames where {needed} are needed");
        assert_eq!(receiver.asked(Ask::Show), Answer::NoCode, "not before it lies in the vault");
        assert_eq!(receiver.asked(Ask::HasKept).name(), "code");
        assert_eq!(sees(&mut eye, &mut giver, &mut receiver), Answer::Kept);
        assert_eq!(giver.asked(Ask::Show), Answer::NoCode);
    }

    #[test]
    fn what_does_not_come_next_is_refused_and_changes_nothing() {
        let mut hand = Hand::default();
        assert_eq!(hand.asked(Ask::Show), Answer::NoCode);
        assert_eq!(hand.asked(Ask::Saw("GH".into())), OUT_OF_TURN);
        assert_eq!(hand.asked(Ask::Same(vec![1])), OUT_OF_TURN);
        assert_eq!(hand.asked(Ask::Give(vec![1])), NO_RANDOMNESS);
        assert_eq!(hand.asked(Ask::Give(vec![0; GIVER_RANDOM])), NO_RANDOMNESS);
        assert_eq!(hand.asked(Ask::Give(vec![1; GIVER_RANDOM])).name(), "code");
        assert_eq!(hand.asked(Ask::Same(vec![1])), OUT_OF_TURN, "nothing is sealed before the words are compared");
        let poster = hand.asked(Ask::Saw("HTTPS://EXAMPLE.ORG".into()));
        assert_eq!(poster, Answer::Refused { why: "not-ours", over: false });
    }

    #[test]
    fn a_picture_of_wrong_measures_holds_no_code() {
        for (width, height, bytes) in [(0, 0, 0), (10, 10, 12), (1 << 40, 1 << 40, 8)] {
            assert_eq!(Hand::default().asked(Ask::Look { width, height, rgba: vec![0; bytes] }), Answer::Texts(vec![]));
        }
    }
}
