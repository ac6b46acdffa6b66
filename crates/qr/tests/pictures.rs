//! A whole handover through pictures: each frame that is not lost is drawn, photographed badly, and read again.
#[path = "support/camera.rs"]
mod camera;
#[path = "support/pair.rs"]
mod pair;

use camera::{Dice, photograph};
use gh_qr::code::{Matrix, Reader};
use gh_qr::{ReceiverSaw, Refused};
use pair::Pair;

/// What it took.
#[derive(Debug)]
struct Took {
    shown: usize,
    photographed: usize,
    read: usize,
}

/// Hands bytes that cannot be compressed over; three frames in ten are lost before the camera.
fn handed_over(length: usize, seed: u64) -> Took {
    let mut dice = Dice(seed);
    let plaintext = dice.bytes(length);
    let mut pair = Pair::with_compared_words(&mut dice);
    pair.giver.words_are_the_same(&plaintext).expect("within the limits");
    let mut took = Took { shown: 0, photographed: 0, read: 0 };
    let mut reader = Reader::default();
    loop {
        let text = pair.giver.show().expect("frames are shown without end");
        took.shown += 1;
        assert!(took.shown < length / 100, "it does not end: {took:?}");
        if dice.roll() % 10 < 3 {
            continue;
        }
        took.photographed += 1;
        let picture = photograph(&Matrix::of(&text).expect("a frame is a code"), &mut dice);
        let texts = reader.read(picture.side, picture.side, &picture.gray).expect("the measures are right");
        for seen in texts {
            assert_eq!(seen, text, "what is read is what was shown, or nothing");
            took.read += 1;
            match pair.receiver.saw(&seen) {
                Ok(ReceiverSaw::All(bytes)) => {
                    assert!(*bytes == plaintext);
                    return took;
                }
                Ok(ReceiverSaw::More { received, needed }) => assert!(received <= needed + 3),
                other => panic!("{other:?}"),
            }
        }
    }
}

#[test]
fn ten_kilobytes_arrive_through_bad_pictures() {
    let took = handed_over(10_000, 1);
    eprintln!("{took:?}");
}

#[test]
fn fifty_kilobytes_arrive_through_bad_pictures() {
    let took = handed_over(50_000, 2);
    eprintln!("{took:?}");
}
