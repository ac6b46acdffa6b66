//! The sealed form: what goes in comes out, for the right reader only, and no bytes make it panic.
use gh_wire::envelope::{Envelope, OpenError, ParseError, SEAL_RANDOM, SealError, SealTo, open, seal};
use gh_wire::id::Id;
use gh_wire::keys::{PublicKey, SecretKey};
use gh_wire::limits::{MAX_PLAINTEXT, MAX_RECIPIENTS, PADDED_SIZES};
use proptest::prelude::*;

const AGENCY: Id = Id::from_bytes([0xa0; 16]);
const SUBMISSION: Id = Id::from_bytes([0x51; 16]);
const RANDOM: [u8; SEAL_RANDOM] = {
    let mut bytes = [0; SEAL_RANDOM];
    let mut place = 0;
    while place < SEAL_RANDOM {
        bytes[place] = (place * 31 % 251) as u8;
        place += 1;
    }
    bytes
};

fn secret(number: u8) -> SecretKey {
    SecretKey::derive(&[number; 32])
}

fn public(number: u8) -> PublicKey {
    secret(number).public_key().expect("derived keys are usable")
}

fn desk() -> SealTo {
    SealTo { agency: AGENCY, manifest_version: 3, recipients: vec![public(1), public(2)] }
}

fn sealed(words: &[u8]) -> Vec<u8> {
    seal(words, &desk(), &SUBMISSION, &RANDOM).expect("short words can be sealed")
}

#[test]
fn duty_desk_and_recovery_key_both_open_it() {
    let envelope = sealed("“Please don’t tell him.”".as_bytes());
    for number in [1, 2] {
        assert_eq!(open(&envelope, &secret(number), &AGENCY).as_deref(), Ok("“Please don’t tell him.”".as_bytes()));
    }
}

#[test]
fn the_header_names_the_submission_and_the_keys() {
    let envelope = sealed(b"words");
    let read = Envelope::parse(&envelope).expect("it was just sealed");
    assert_eq!((read.id, read.manifest_version), (SUBMISSION, 3));
    assert_eq!(read.recipients.iter().map(|r| r.key_id).collect::<Vec<_>>(), [public(1).id(), public(2).id()]);
}

#[test]
fn the_same_random_bytes_give_the_same_envelope_and_others_another() {
    assert_eq!(sealed(b"words"), sealed(b"words"));
    let mut other = RANDOM;
    other[0] ^= 1;
    assert_ne!(seal(b"words", &desk(), &SUBMISSION, &other), Ok(sealed(b"words")));
}

#[test]
fn the_length_tells_one_of_four_sizes_only() {
    let overhead = sealed(b"").len() - PADDED_SIZES[0];
    assert_eq!(sealed(b"").len(), sealed(&[b'a'; 4092]).len());
    assert_eq!(sealed(&[b'a'; 4093]).len(), PADDED_SIZES[1] + overhead);
    assert_eq!(sealed(&vec![b'a'; MAX_PLAINTEXT]).len(), PADDED_SIZES[3] + overhead);
}

#[test]
fn another_key_and_another_agency_cannot_open_it() {
    let envelope = sealed(b"words");
    assert_eq!(open(&envelope, &secret(9), &AGENCY), Err(OpenError::UnknownKey));
    assert_eq!(open(&envelope, &secret(1), &Id::from_bytes([0xb0; 16])), Err(OpenError::CannotOpen));
}

#[test]
fn every_flipped_byte_is_refused() {
    let envelope = sealed(b"words");
    for place in 0..envelope.len() {
        let mut changed = envelope.clone();
        changed[place] ^= 0x01;
        assert!(open(&changed, &secret(1), &AGENCY).is_err(), "byte {place} may be changed unseen by the duty desk");
        // What follows the recipients is the same for both; once is enough there.
        if place < 29 + 2 * 88 {
            assert!(open(&changed, &secret(2), &AGENCY).is_err(), "byte {place} may be changed unseen by recovery");
        }
    }
}

#[test]
fn every_truncation_is_refused() {
    let envelope = sealed(b"words");
    for length in 0..envelope.len() {
        assert!(Envelope::parse(&envelope[..length]).is_err(), "{length} bytes");
    }
}

#[test]
fn each_wrong_form_is_named() {
    let with = |place: usize, bytes: &[u8]| {
        let mut changed = sealed(b"words");
        changed[place..place + bytes.len()].copy_from_slice(bytes);
        Envelope::parse(&changed).map(|_| ()).expect_err("the form is wrong")
    };
    assert_eq!(with(0, b"GHE2"), ParseError::WrongMagic);
    assert_eq!(with(4, &[0, 0]), ParseError::NeverAVersion(0));
    assert_eq!(with(4, &[255, 255]), ParseError::NeverAVersion(65535));
    assert_eq!(with(4, &[0, 2]), ParseError::UnknownVersion(2));
    assert_eq!(with(6, &[0, 2]), ParseError::UnknownSuite(2));
    assert_eq!(with(28, &[0]), ParseError::Recipients(0));
    assert_eq!(with(28, &[255]), ParseError::Recipients(255));
    assert_eq!(with(29 + 2 * 88 + 12, &[255; 4]), ParseError::Truncated);
    let mut longer = sealed(b"words");
    longer.push(0);
    assert_eq!(Envelope::parse(&longer).map(|_| ()), Err(ParseError::TrailingBytes));
    assert_eq!(Envelope::parse(b"").map(|_| ()), Err(ParseError::WrongMagic));
    assert!(ParseError::UnknownVersion(2).a_later_desk_may_read_it());
    assert!(!ParseError::NeverAVersion(0).a_later_desk_may_read_it());
}

#[test]
fn nothing_is_sealed_without_randomness_recipients_or_room() {
    assert_eq!(seal(b"words", &desk(), &SUBMISSION, &[0; SEAL_RANDOM]), Err(SealError::NoRandomness));
    let to = |count| SealTo { recipients: vec![public(1); count], ..desk() };
    assert_eq!(seal(b"words", &to(0), &SUBMISSION, &RANDOM), Err(SealError::Recipients(0)));
    let many = MAX_RECIPIENTS + 1;
    assert_eq!(seal(b"words", &to(many), &SUBMISSION, &RANDOM), Err(SealError::Recipients(many)));
    assert!(seal(b"words", &to(MAX_RECIPIENTS), &SUBMISSION, &RANDOM).is_ok());
    let long = vec![b'a'; MAX_PLAINTEXT + 1];
    assert_eq!(seal(&long, &desk(), &SUBMISSION, &RANDOM), Err(SealError::TooLong(long.len())));
    let no_key = SealTo { recipients: vec![PublicKey::from_bytes([0; 32])], ..desk() };
    assert_eq!(seal(b"words", &no_key, &SUBMISSION, &RANDOM), Err(SealError::BadKey));
}

proptest! {
    #[test]
    fn all_words_come_out_as_they_went_in(words in "\\PC{0,400}|[\\x00-\\x{10ffff}]{0,200}") {
        prop_assert_eq!(open(&sealed(words.as_bytes()), &secret(1), &AGENCY), Ok(words.into_bytes()));
    }

    #[test]
    fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..600), keep in 0usize..40) {
        let mut near = sealed(b"words")[..keep].to_vec();
        near.extend_from_slice(&bytes);
        prop_assert!(open(&near, &secret(1), &AGENCY).is_err());
        prop_assert!(open(&bytes, &secret(1), &AGENCY).is_err());
    }
}
