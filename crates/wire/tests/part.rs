//! A photograph in parts: what is taken apart is put together again, in whatever order and however often the parts come.
use gh_wire::digest::Digest;
use gh_wire::envelope::{self, SEAL_RANDOM, SealTo};
use gh_wire::id::Id;
use gh_wire::jpeg::NotBare;
use gh_wire::keys::SecretKey;
use gh_wire::limits::{MAX_BODY, MAX_PHOTO, PADDED_SIZES};
use gh_wire::part::{About, MAX_PARTS, NotWhole, PART_DATA, Part, PartError, part_id, parts, whole};
use proptest::prelude::*;

/// A picture of so many bytes that is bare.
fn picture(bytes: usize, mark: u8) -> Vec<u8> {
    let head = [0xff, 0xd8, 0xff, 0xc0, 0, 11, 8, 0, 9, 0, 16, 1, 1, 0x11, 0, 0xff, 0xda, 0, 8, 1, 1, 0, 0, 63, 0];
    let coded = bytes.saturating_sub(head.len() + 2);
    [head.as_slice(), &vec![mark & 0x7f; coded], &[0xff, 0xd9]].concat()
}

fn about(jpeg: &[u8]) -> About {
    About {
        case_id: Id::from_bytes([1; 16]),
        submission: Id::from_bytes([2; 16]),
        photo: Digest::of(jpeg),
        bytes: u32::try_from(jpeg.len()).expect("short"),
        of: "Face".into(),
        consent: "The child said yes".into(),
        taken_at_ms: 1_795_000_000_000,
        taken_by: "A. Jones".into(),
    }
}

fn made(jpeg: &[u8]) -> Vec<Part> {
    parts(&about(jpeg), jpeg)
}

proptest! {
    #[test]
    fn parts_in_any_order_and_twice_make_the_photograph(
        bytes in 40..=MAX_PHOTO, mark in any::<u8>(), order in any::<u64>(), again in any::<prop::sample::Index>(),
    ) {
        let jpeg = picture(bytes, mark);
        let mut all = made(&jpeg);
        prop_assert!(all.len() <= MAX_PARTS);
        let twice = all[again.index(all.len())].clone();
        all.push(twice);
        all.sort_by_key(|part| (u64::from(part.number) ^ order).wrapping_mul(0x9e37_79b9_7f4a_7c15));
        let read: Vec<Part> = all.iter().map(|part| Part::parse(&part.to_bytes()).expect("it was just written")).collect();
        prop_assert_eq!(&read, &all);
        prop_assert_eq!(whole(&read), Ok(jpeg));
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let behind = [b"GHP1".as_slice(), &bytes].concat();
        prop_assert!(Part::parse(&behind).is_err());
    }
}

#[test]
fn while_a_part_is_missing_it_says_how_many_have_come() {
    let jpeg = picture(3 * PART_DATA, 7);
    let all = made(&jpeg);
    assert_eq!(whole([&all[2], &all[0], &all[2]]), Err(NotWhole::Missing { have: 2, of: 3 }));
    assert_eq!(whole([]), Err(NotWhole::Missing { have: 0, of: 0 }));
}

#[test]
fn parts_that_are_not_what_the_phone_named_make_nothing() {
    let jpeg = picture(2 * PART_DATA, 7);
    let mut all = made(&jpeg);
    all[1].data[5] ^= 1;
    assert_eq!(whole(&all), Err(NotWhole::Differs));
    let exif = [[0xff, 0xd8, 0xff, 0xe1, 0, 2].as_slice(), &picture(100, 1)[2..]].concat();
    assert_eq!(whole(&made(&exif)), Err(NotWhole::NotBare(NotBare::Carries(0xe1))));
}

#[test]
fn a_part_has_the_same_name_in_every_try_and_another_than_its_neighbours() {
    let jpeg = picture(2 * PART_DATA, 7);
    let (one, again) = (made(&jpeg), made(&jpeg));
    assert_eq!(one, again);
    assert_ne!(one[0].id, one[1].id);
    let about = about(&jpeg);
    assert_eq!(one[1].id, part_id(&about.submission, &about.photo, 2));
    assert_ne!(one[1].id, part_id(&Id::from_bytes([3; 16]), &about.photo, 2));
}

#[test]
fn no_part_is_padded_to_more_than_48_kib_whatever_the_name_of_the_person() {
    let jpeg = picture(MAX_PHOTO, 7);
    let named = About { taken_by: "\u{1f9d1}".repeat(5_000), ..about(&jpeg) };
    let key = SecretKey::derive(&[5; 32]);
    let to = SealTo {
        agency: Id::from_bytes([9; 16]),
        manifest_version: 1,
        recipients: vec![key.public_key().expect("a key")],
    };
    for part in parts(&named, &jpeg) {
        let body = envelope::seal(&part.to_bytes(), &to, &part.id, &[4; SEAL_RANDOM]).expect("it fits");
        assert!(body.len() < PADDED_SIZES[2] + 1024, "{} bytes", body.len());
        assert!(body.len() <= MAX_BODY);
        let opened = envelope::open(&body, &key, &to.agency).expect("it opens");
        assert!(Part::is_one(&opened));
        assert_eq!(Part::parse(&opened).expect("it reads"), part);
    }
    assert!(parts(&named, &picture(MAX_PHOTO + 1, 7)).is_empty(), "too long to be one of ours");
}

#[test]
fn a_later_form_is_named_as_such_and_numbers_that_cannot_be_are_refused() {
    let part = made(&picture(2 * PART_DATA, 7)).remove(1);
    let later = Part { schema: 2, ..part.clone() };
    assert_eq!(Part::parse(&later.to_bytes()), Err(PartError::LaterForm(2)));
    let none = Part { number: 0, ..part.clone() };
    let beyond = Part { number: 3, ..part.clone() };
    let short = Part { data: vec![0; 9], ..part.clone() };
    let many = Part { parts: 9, ..part };
    for wrong in [none, beyond, short, many] {
        assert_eq!(Part::parse(&wrong.to_bytes()), Err(PartError::Unreadable), "{} of {}", wrong.number, wrong.parts);
    }
}
