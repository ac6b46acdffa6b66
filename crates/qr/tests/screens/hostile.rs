//! Whatever a camera may see: texts and pictures that nobody of ours made.

use crate::camera::photograph;
use crate::dice::Dice;
use crate::pair::Pair;
use gh_qr::ReceiverSaw;
use gh_qr::base45;
use gh_qr::code::{Matrix, NotAPicture, Reader};
use gh_qr::limits::MAX_PIXELS;
use proptest::prelude::*;

/// Pairs at each step: begun, invited, compared, sending, kept.
fn at_step(step: usize, dice: &mut Dice) -> Pair {
    let mut pair = Pair::new(dice);
    if step == 1 {
        pair.receiver.saw(&pair.giver.show().expect("an offer")).expect("the offer");
    }
    if step > 1 {
        pair.meet();
    }
    if step > 2 {
        pair.giver.words_are_the_same(b"a case").expect("within the limits");
    }
    if step > 3 {
        pair.receiver.saw(&pair.giver.show().expect("a frame")).expect("the frame");
        pair.receiver.has_kept_it();
    }
    pair
}

/// The characters after `GH1` and the kind: the pair's own transfer, then what the dice say.
fn with_own_name(text: &str, kind: &str, rest: &[u8]) -> String {
    let body = base45::decode(&text[4..]).expect("our own codes are base45");
    format!("GH1{kind}{}", base45::encode(&[&body[..8], rest].concat()))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]
    #[test]
    fn no_text_moves_a_handover_or_stops_it(
        seed: u64, step in 0..5_usize, any: String, kind in "[OIADKX]", rest in prop::collection::vec(any::<u8>(), 0..900),
    ) {
        let mut dice = Dice(seed);
        let mut pair = at_step(step, &mut dice);
        let shown = pair.giver.show().or_else(|| pair.receiver.show()).expect("one of them shows a code");
        let (giver_before, receiver_before) = (pair.giver.words(), pair.receiver.show());
        for text in [any, with_own_name(&shown, &kind, &rest), format!("GH1{kind}")] {
            prop_assert!(pair.giver.saw(&text).is_err());
            // Once all has come, more frames are no news, whoever shows them.
            prop_assert!(matches!(pair.receiver.saw(&text), Err(_) | Ok(ReceiverSaw::Again)));
        }
        prop_assert_eq!((pair.giver.words(), pair.receiver.show()), (giver_before, receiver_before));
    }

    #[test]
    fn a_picture_of_noise_or_of_stripes_has_no_text(seed: u64, width in 1..200_usize, height in 1..200_usize, run in 1..9_usize) {
        let mut dice = Dice(seed);
        let noise = dice.bytes(width * height);
        let stripes: Vec<u8> = (0..width * height).map(|at| if at / run % 2 == 0 { 20 } else { noise[at] | 0x80 }).collect();
        let mut reader = Reader::default();
        prop_assert_eq!(reader.read(width, height, &noise), Ok(vec![]));
        prop_assert_eq!(reader.read(width, height, &stripes), Ok(vec![]));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]
    #[test]
    fn a_code_with_something_before_it_is_read_right_or_not_at_all(seed: u64, patches in 1..30_usize) {
        let mut dice = Dice(seed);
        let text = Pair::new(&mut dice).giver.show().expect("an offer");
        let mut picture = photograph(&Matrix::of(&text).expect("it is a code"), &mut dice);
        for _ in 0..patches {
            let mut at_most = |most: usize| dice.roll() as usize % most;
            let (side, x, y) = (1 + at_most(20), at_most(picture.side), at_most(picture.side));
            let (from, gray) = ((at_most(picture.side), at_most(picture.side)), at_most(512));
            for (down, across) in (0..side).flat_map(|down| (0..side).map(move |across| (down, across))) {
                let at = |x: usize, y: usize| (y + down) % picture.side * picture.side + (x + across) % picture.side;
                // Half of the patches are one gray, half are copied from elsewhere, corners of the code among it.
                let value = u8::try_from(gray).unwrap_or_else(|_| picture.gray[at(from.0, from.1)]);
                let target = at(x, y);
                picture.gray[target] = value;
            }
        }
        let texts = Reader::default().read(picture.side, picture.side, &picture.gray).expect("the measures are right");
        prop_assert!(texts.iter().all(|read| *read == text), "{texts:?}");
    }
}

#[test]
fn measures_that_are_not_the_picture_s_are_refused() {
    let mut reader = Reader::default();
    let pixels = vec![0; MAX_PIXELS + 1];
    for (width, height, length) in
        [(0, 0, 0), (10, 10, 99), (usize::MAX, 2, 10), (0, 10, 0), (MAX_PIXELS + 1, 1, MAX_PIXELS + 1)]
    {
        assert_eq!(reader.read(width, height, &pixels[..length]), Err(NotAPicture), "{width} by {height}");
    }
    assert_eq!(reader.read(MAX_PIXELS / 1600, 1600, &pixels[..MAX_PIXELS]), Ok(vec![]));
}

#[test]
fn a_text_outside_the_alphabet_or_too_long_is_no_code() {
    assert!(Matrix::of("gh1").is_err());
    assert!(Matrix::of(&"A".repeat(5000)).is_err());
}
