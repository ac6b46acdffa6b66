//! The key manifest: what a phone takes, and what it refuses whoever offers it.
use gh_wire::id::Id;
use gh_wire::keys::{SecretKey, SignKey};
use gh_wire::limits::{MANIFEST_GRACE_MS, MAX_MANIFEST};
use gh_wire::manifest::{Manifest, ManifestError, ManifestKey, Pinned, Purpose, Standing};
use proptest::prelude::*;

fn root(number: u8) -> SignKey {
    SignKey::from_bytes(&[number; 32])
}

fn key(purpose: Purpose, number: u8) -> ManifestKey {
    ManifestKey::new(purpose, SecretKey::derive(&[number; 32]).public_key().expect("derived keys are usable"))
}

fn manifest() -> Manifest {
    Manifest {
        version: 2,
        agency_id: Id::from_bytes([5; 16]),
        agency: "Northmere front door".into(),
        area: "Northmere and Southmere".into(),
        telephone: "01632 960 114".into(),
        recipients: vec![key(Purpose::Duty, 1), key(Purpose::Recovery, 2)],
        receipt_key: root(4).verify_key(),
        root: root(3).verify_key(),
        issued_at_ms: 1_000,
        not_after_ms: 2_000,
    }
}

#[test]
fn the_first_manifest_is_taken_and_can_be_pinned() {
    let read = Manifest::parse_and_verify(&manifest().sign(&root(3)), None).expect("it is signed by its root");
    assert_eq!(read, manifest());
    let again = Manifest::parse_and_verify(&manifest().sign(&root(3)), Some(&read.pinned()));
    assert_eq!(again, Ok(manifest()));
    assert_eq!(read.seal_to().recipients.len(), 2);
}

#[test]
fn a_manifest_signed_by_somebody_else_is_refused() {
    let forged = manifest().sign(&root(8));
    assert_eq!(Manifest::parse_and_verify(&forged, None), Err(ManifestError::BadSignature));
}

#[test]
fn another_root_is_refused_and_named() {
    let pinned = Pinned { root: root(7).verify_key(), version: 1 };
    let answer = Manifest::parse_and_verify(&manifest().sign(&root(3)), Some(&pinned));
    assert_eq!(answer, Err(ManifestError::OtherRoot { found: root(3).verify_key().fingerprint() }));
}

#[test]
fn an_older_version_is_refused() {
    let pinned = Pinned { root: root(3).verify_key(), version: 3 };
    let answer = Manifest::parse_and_verify(&manifest().sign(&root(3)), Some(&pinned));
    assert_eq!(answer, Err(ManifestError::Older { found: 2, pinned: 3 }));
}

#[test]
fn a_manifest_that_cannot_be_used_is_refused_even_when_signed() {
    let misnamed = ManifestKey { key_id: key(Purpose::Duty, 9).key_id, ..key(Purpose::Duty, 1) };
    let bad = [
        Manifest { recipients: vec![key(Purpose::Duty, 1)], ..manifest() },
        Manifest { recipients: vec![key(Purpose::Recovery, 1)], ..manifest() },
        Manifest { recipients: vec![misnamed, key(Purpose::Recovery, 2)], ..manifest() },
        Manifest { recipients: [key(Purpose::Duty, 1), key(Purpose::Recovery, 2)].repeat(5), ..manifest() },
        Manifest { agency: " ".into(), ..manifest() },
        Manifest { area: "a".repeat(201), ..manifest() },
        Manifest { telephone: "01632\n960 114".into(), ..manifest() },
    ];
    for manifest in bad {
        let answer = Manifest::parse_and_verify(&manifest.sign(&root(3)), None);
        assert!(matches!(answer, Err(ManifestError::Unusable(_))), "{answer:?}");
    }
}

#[test]
fn a_web_page_is_not_a_manifest() {
    let long = vec![b' '; MAX_MANIFEST + 1];
    for body in [&b""[..], b"<!doctype html><title>Hotel</title>", b"{}", b"[]", &long] {
        assert_eq!(Manifest::parse_and_verify(body, None), Err(ManifestError::Unreadable));
    }
}

#[test]
fn a_manifest_past_its_end_is_late_for_ninety_days() {
    assert_eq!(manifest().standing(2_000), Standing::Current);
    assert_eq!(manifest().standing(2_001), Standing::Late);
    assert_eq!(manifest().standing(2_000 + MANIFEST_GRACE_MS), Standing::Over);
    assert_eq!(Manifest { not_after_ms: i64::MIN, ..manifest() }.standing(i64::MAX), Standing::Over);
}

proptest! {
    #[test]
    fn no_changed_byte_gives_another_manifest(place in 0usize..1200, flip in 1u8..=255) {
        let mut json = manifest().sign(&root(3));
        let place = place % json.len();
        json[place] ^= flip;
        // A change outside what is signed, such as white space, may be passed over; what is read never differs.
        if let Ok(read) = Manifest::parse_and_verify(&json, None) {
            prop_assert_eq!(read, manifest());
        }
    }
}
