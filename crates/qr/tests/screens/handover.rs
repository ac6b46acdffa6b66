//! Handovers between two devices, with and without somebody in between. Texts go from screen to camera as they are.

use crate::dice::Dice;
use crate::pair::Pair;
use gh_qr::frame::{Frame, PublicKey};
use gh_qr::limits::{MAX_PLAINTEXT, MAX_SEALED};
use gh_qr::{GIVER_RANDOM, Giver, GiverSaw, NotSealed, Receiver, ReceiverSaw, Refused};

const SENTENCE: &[u8] = b"14:06 She says that she is 15 and that her uncle has her passport.";

/// Shows frames to the receiver until it has all. Three in ten are lost. Gives what arrived and how many were shown.
fn run(pair: &mut Pair, dice: &mut Dice) -> (Vec<u8>, usize) {
    for shown in 1..2000 {
        let frame = pair.giver.show().expect("frames are shown without end");
        if dice.in_ten() < 3 {
            continue;
        }
        if let ReceiverSaw::All(bytes) = pair.receiver.saw(&frame).expect("an honest frame is taken") {
            return (bytes.to_vec(), shown);
        }
    }
    panic!("it does not end");
}

/// A pair whose receiver has all and has not said yet that it keeps it.
fn all_has_come(seed: u64) -> Pair {
    let mut dice = Dice(seed);
    let mut pair = Pair::with_compared_words(&mut dice);
    pair.giver.words_are_the_same(SENTENCE).expect("within the limits");
    assert_eq!(run(&mut pair, &mut dice).0, SENTENCE);
    pair
}

/// Another giver that uses the same name for its handover.
fn giver_with_the_same_name(random: &[u8; GIVER_RANDOM], key: u8) -> Giver {
    let mut other = [key; GIVER_RANDOM];
    other[..8].copy_from_slice(&random[..8]);
    Giver::begin(&other).expect("not all zero")
}

#[test]
fn a_handover_goes_from_the_offer_to_the_kept_case() {
    let mut dice = Dice(1);
    let mut pair = Pair::new(&mut dice);
    assert_eq!(pair.receiver.show(), None, "the receiver looks first");
    let (given, taken) = pair.meet();
    assert_eq!(given, taken);
    assert_eq!(given.to_string().split(' ').count(), 3);
    assert_eq!((pair.giver.words(), pair.receiver.words()), (Some(given), Some(given)));
    assert_eq!(pair.receiver.show(), None, "the receiver keeps its camera on the giver's screen");

    pair.giver.words_are_the_same(SENTENCE).expect("within the limits");
    let frame = pair.giver.show().expect("a frame");
    let Ok(ReceiverSaw::All(bytes)) = pair.receiver.saw(&frame) else { panic!("a sentence is one frame") };
    assert_eq!(*bytes, SENTENCE);
    assert_eq!(pair.receiver.show(), None, "nothing is acknowledged before the vault has it");
    assert_eq!(pair.receiver.saw(&frame), Ok(ReceiverSaw::Again), "and nothing is given out twice");

    pair.receiver.has_kept_it();
    let kept = pair.receiver.show().expect("the acknowledgement");
    assert_eq!(pair.giver.saw(&kept), Ok(GiverSaw::Kept));
    assert_eq!(pair.giver.show(), None);
    assert_eq!(pair.giver.saw(&kept), Err(Refused::OutOfTurn));
}

#[test]
fn nothing_is_sealed_before_the_words_are_confirmed() {
    let mut pair = Pair::new(&mut Dice(2));
    assert_eq!(pair.giver.words_are_the_same(SENTENCE), Err(NotSealed::OutOfTurn));
    pair.meet();
    let answer = pair.giver.show();
    assert_eq!(pair.giver.show(), answer, "the same answer until the person confirms");
    assert_eq!(pair.giver.words_are_the_same(SENTENCE), Ok(()));
    assert_ne!(pair.giver.show(), answer);
    assert_eq!(pair.giver.words_are_the_same(SENTENCE), Err(NotSealed::OutOfTurn), "once is enough");
}

#[test]
fn with_three_frames_in_ten_lost_the_number_of_frames_stays_near_what_is_needed() {
    for (length, most) in [(0, 9), (1, 9), (10_000, 27), (50_000, 105), (200_000, 390), (MAX_SEALED - 200, 990)] {
        let mut dice = Dice(40 + length as u64);
        let plaintext = dice.bytes(length);
        let mut pair = Pair::with_compared_words(&mut dice);
        pair.giver.words_are_the_same(&plaintext).expect("within the limits");
        let (arrived, shown) = run(&mut pair, &mut dice);
        assert!(arrived == plaintext, "{length} bytes");
        assert!(shown <= most, "{length} bytes took {shown} frames");
    }
}

#[test]
fn progress_is_said_and_the_same_frame_counts_once() {
    let mut dice = Dice(3);
    let mut pair = Pair::with_compared_words(&mut dice);
    pair.giver.words_are_the_same(&dice.bytes(4000)).expect("within the limits");
    assert_eq!(pair.giver.frames_needed(), Some(6));
    let first = pair.giver.show().expect("a frame");
    assert_eq!(pair.receiver.saw(&first), Ok(ReceiverSaw::More { received: 1, needed: 6 }));
    assert_eq!(pair.receiver.saw(&first), Ok(ReceiverSaw::Again));
    let second = pair.giver.show().expect("a frame");
    assert_eq!(pair.receiver.saw(&second), Ok(ReceiverSaw::More { received: 2, needed: 6 }));
}

#[test]
fn somebody_in_between_makes_the_words_differ() {
    // Two whole meetings, each with the one in between, who even uses the giver's name for the handover.
    for seed in 0..200 {
        let mut dice = Dice(1000 + seed);
        let (random, key) = (dice.array(), dice.roll() as u8);
        let mut with_giver = Pair { giver: Giver::begin(&random).expect("random"), ..Pair::new(&mut dice) };
        let mut with_receiver = Pair { giver: giver_with_the_same_name(&random, key), ..Pair::new(&mut dice) };
        let (giver_sees, _) = with_giver.meet();
        let (_, receiver_sees) = with_receiver.meet();
        assert_ne!(giver_sees, receiver_sees);
    }
}

#[test]
fn who_has_seen_the_giver_s_key_cannot_try_a_second_key_of_their_own() {
    let mut dice = Dice(4);
    let mut pair = Pair::new(&mut dice);
    let offer = pair.giver.show().expect("an offer");
    let (words, _) = pair.meet();
    let mut third = Receiver::begin(&dice.array()).expect("random");
    third.saw(&offer).expect("anybody can read an offer");
    let invitation = third.show().expect("an invitation");
    assert_eq!(pair.giver.saw(&invitation), Err(Refused::AnotherDevice));
    assert_eq!(pair.giver.words(), Some(words));
}

#[test]
fn who_has_seen_the_receiver_s_key_cannot_answer_with_a_key_other_than_the_offered_one() {
    let mut dice = Dice(5);
    let random = dice.array();
    let mut pair = Pair { giver: Giver::begin(&random).expect("random"), ..Pair::new(&mut dice) };
    let mut other = giver_with_the_same_name(&random, 9);
    let (offer, others) = (pair.giver.show().expect("an offer"), other.show().expect("an offer"));
    pair.receiver.saw(&offer).expect("the first offer");
    assert_eq!(pair.receiver.saw(&others), Err(Refused::AnotherDevice));
    other.saw(&pair.receiver.show().expect("an invitation")).expect("anybody can read an invitation");
    assert_eq!(pair.receiver.saw(&other.show().expect("an answer")), Err(Refused::AnotherDevice));
    assert_eq!(pair.receiver.words(), None);
    pair.meet_from_the_invitation();
}

#[test]
fn frames_of_other_handovers_and_of_other_givers_are_told_apart_and_change_nothing() {
    let mut dice = Dice(6);
    let random = dice.array();
    let mut pair = Pair { giver: Giver::begin(&random).expect("random"), ..Pair::new(&mut dice) };
    pair.meet();
    pair.giver.words_are_the_same(SENTENCE).expect("within the limits");

    let mut elsewhere = Pair::with_compared_words(&mut dice);
    elsewhere.giver.words_are_the_same(b"another case").expect("within the limits");
    let frame = elsewhere.giver.show().expect("a frame");
    assert_eq!(pair.receiver.saw(&frame), Err(Refused::OtherTransfer));

    let mut false_pair = Pair { giver: giver_with_the_same_name(&random, 9), ..Pair::new(&mut dice) };
    false_pair.meet();
    false_pair.giver.words_are_the_same(b"a case that was made up").expect("within the limits");
    let frame = false_pair.giver.show().expect("a frame");
    assert_eq!(pair.receiver.saw(&frame), Err(Refused::Damaged));

    assert_eq!(run(&mut pair, &mut dice).0, SENTENCE);
}

#[test]
fn a_frame_with_any_character_changed_is_not_taken() {
    let mut dice = Dice(7);
    let mut pair = Pair::with_compared_words(&mut dice);
    pair.giver.words_are_the_same(SENTENCE).expect("within the limits");
    let frame = pair.giver.show().expect("a frame");
    for at in 0..frame.len() {
        let mut changed = frame.clone();
        let to = if changed.ends_with('0') || &frame[at..=at] == "0" { "1" } else { "0" };
        changed.replace_range(at..=at, to);
        if changed != frame {
            assert!(pair.receiver.saw(&changed).is_err(), "character {at}");
        }
    }
    assert!(matches!(pair.receiver.saw(&frame), Ok(ReceiverSaw::All(_))));
}

#[test]
fn a_forged_acknowledgement_is_refused_and_the_frames_go_on() {
    let mut dice = Dice(8);
    let random = dice.array();
    let mut pair = Pair { giver: Giver::begin(&random).expect("random"), ..Pair::new(&mut dice) };
    pair.meet();
    pair.giver.words_are_the_same(SENTENCE).expect("within the limits");
    // The same bytes, under the same name, kept by another device.
    let mut forger = Pair { giver: giver_with_the_same_name(&random, 9), ..Pair::new(&mut dice) };
    forger.meet();
    forger.giver.words_are_the_same(SENTENCE).expect("within the limits");
    run(&mut forger, &mut dice);
    forger.receiver.has_kept_it();
    let forged = forger.receiver.show().expect("an acknowledgement");
    assert_eq!(pair.giver.saw(&forged), Err(Refused::Damaged));
    assert!(pair.giver.show().is_some());
    assert_eq!(run(&mut pair, &mut dice).0, SENTENCE);
}

#[test]
fn a_changed_acknowledgement_is_refused() {
    let mut pair = all_has_come(9);
    pair.receiver.has_kept_it();
    let kept = pair.receiver.show().expect("the acknowledgement");
    for at in 0..kept.len() {
        let mut changed = kept.clone();
        changed.replace_range(at..=at, if &kept[at..=at] == "0" { "1" } else { "0" });
        assert!(pair.giver.saw(&changed).is_err(), "character {at}");
    }
    assert_eq!(pair.giver.saw(&kept), Ok(GiverSaw::Kept));
}

#[test]
fn a_mirror_is_not_a_device() {
    let mut dice = Dice(10);
    let random: [u8; GIVER_RANDOM] = dice.array();
    let mut giver = Giver::begin(&random).expect("random");
    // A receiver that was made from the same random bytes has the same key.
    let mut twin = Receiver::begin(random[8..40].try_into().expect("32 bytes")).expect("random");
    twin.saw(&giver.show().expect("an offer")).expect("the offer");
    assert_eq!(giver.saw(&twin.show().expect("an invitation")), Err(Refused::BadKey));
}

#[test]
fn keys_that_make_no_secret_are_refused_and_the_right_one_still_counts() {
    // The points of small order (RFC 7748, section 6.1): with them the shared secret is zero, which anybody knows.
    let mut one = [0; 32];
    one[0] = 1;
    for key in [[0; 32], one].map(PublicKey) {
        let mut pair = Pair::new(&mut Dice(12));
        let offer = pair.giver.show().expect("an offer");
        pair.receiver.saw(&offer).expect("the offer");
        let transfer = Frame::read(&offer).expect("our own").transfer();
        let invitation = Frame::Invitation { transfer, key }.write();
        assert_eq!(pair.giver.saw(&invitation), Err(Refused::BadKey));
        let answer = Frame::Answer { transfer, key, encapsulated: [9; 32] }.write();
        assert_eq!(pair.receiver.saw(&answer), Err(Refused::AnotherDevice));
        pair.meet_from_the_invitation();
    }
}

#[test]
fn an_answer_with_another_encapsulation_makes_no_frame_genuine() {
    let mut pair = Pair::new(&mut Dice(13));
    pair.receiver.saw(&pair.giver.show().expect("an offer")).expect("the offer");
    pair.giver.saw(&pair.receiver.show().expect("an invitation")).expect("the invitation");
    let answer = Frame::read(&pair.giver.show().expect("an answer"));
    let Ok(Frame::Answer { transfer, key, .. }) = answer else { panic!("{answer:?}") };
    let changed = Frame::Answer { transfer, key, encapsulated: [9; 32] }.write();
    assert!(matches!(pair.receiver.saw(&changed), Ok(ReceiverSaw::Compare(_))));
    pair.giver.words_are_the_same(SENTENCE).expect("within the limits");
    assert_eq!(pair.receiver.saw(&pair.giver.show().expect("a frame")), Err(Refused::Damaged));
}

#[test]
fn what_is_too_long_is_refused_before_it_is_sealed_and_less_may_be_tried() {
    let mut dice = Dice(11);
    let mut pair = Pair::with_compared_words(&mut dice);
    let long = vec![0; MAX_PLAINTEXT + 1];
    assert_eq!(pair.giver.words_are_the_same(&long), Err(NotSealed::TooLong(long.len())));
    let dense = dice.bytes(MAX_SEALED + 1);
    assert!(matches!(pair.giver.words_are_the_same(&dense), Err(NotSealed::TooLongSealed(_))));
    assert!(pair.giver.words().is_some());
    assert_eq!(pair.giver.words_are_the_same(&long[1..]), Ok(()));
    assert!(run(&mut pair, &mut dice).0 == long[1..]);
}

#[test]
fn a_device_without_random_numbers_begins_nothing() {
    assert!(Giver::begin(&[0; GIVER_RANDOM]).is_err());
    assert!(Receiver::begin(&[0; 32]).is_err());
}
