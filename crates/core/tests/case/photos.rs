//! Photographs: what the case keeps of them, what the record says, and that none goes before the words.
use gh_core::case::{Consent, Kind, Photo, Shows, leaves_on};
use gh_core::photos::{TRIES, fit, is_in_doubt, is_there, parts, said_no, to_seal, waiting};
use gh_core::record::Profile;
use gh_core::referral::{submission, unsent};
use gh_wire::digest::Digest;
use gh_wire::id::Id;
use gh_wire::part::{PART_DATA, whole};

use super::kit::{Case, MET_MS, id};
use super::referral::pack;

/// A bare JPEG of some 100 KB, told apart by a byte.
fn jpeg(mark: u8) -> Vec<u8> {
    let head = [0xff, 0xd8, 0xff, 0xc0, 0, 11, 8, 0, 9, 0, 16, 1, 1, 0x11, 0, 0xff, 0xda, 0, 8, 1, 1, 0, 0, 63, 0];
    [head.as_slice(), &vec![mark; 2 * PART_DATA], &[0xff, 0xd9]].concat()
}

fn takes(case: &mut Case, mark: u8, shows: Shows) -> Id {
    let (digest, bytes) = (Digest::of(&jpeg(mark)), u32::try_from(jpeg(mark).len()).expect("short"));
    let consent = if shows.asks_the_child() { Consent::Yes } else { Consent::NotAsked };
    case.note(Kind::Photo(Photo { digest, shows, consent, width: 16, height: 9, bytes }))
}

fn seals(case: &mut Case, n: u8) {
    case.note(Kind::Sealed { submission: id(n), digest: Digest::of(&[n]), desk: "Northmere".into() });
}

fn receives(case: &mut Case, submission: Id) {
    case.note(Kind::Received { submission, desk_ms: MET_MS, ledger_index: 0 });
}

/// What is to be sealed now: the photograph and the submission that it follows.
fn due(case: &Case) -> Vec<(Id, Id)> {
    to_seal(&case.state()).into_iter().map(|(noted, submission)| (noted.event, submission)).collect()
}

fn said(case: &Case) -> Option<String> {
    let state = case.state();
    let sent = submission(id(9), &case.log, &state, &Profile::default(), &pack(), case.now.wall);
    let mut facts = sent.sections.into_iter().flat_map(|section| section.facts);
    facts.find(|fact| fact.label == "Photographs").map(|fact| fact.value)
}

#[test]
fn a_photograph_is_listed_in_the_record_until_it_is_taken_out() {
    let mut case = Case::hour();
    assert_eq!(said(&case), None);
    let face = takes(&mut case, 1, Shows::Face);
    case.later(4 * 60_000);
    takes(&mut case, 2, Shows::Papers);
    assert_eq!(said(&case).as_deref(), Some("Face, 10:00. Papers, 10:04."));
    assert!(is_there(&case.state(), Digest::of(&jpeg(1))));
    case.note(Kind::Undone { event: face });
    assert_eq!(said(&case).as_deref(), Some("Papers, 10:04."));
    assert!(!is_there(&case.state(), Digest::of(&jpeg(1))), "it may be taken again");
    assert_eq!(case.log.events().len(), 4, "the log keeps that it was taken");
}

#[test]
fn a_photograph_waits_for_the_receipt_of_the_words_that_name_it() {
    let mut case = Case::hour();
    let face = takes(&mut case, 1, Shows::Face);
    assert_eq!(due(&case), [], "nothing was sent");
    seals(&mut case, 4);
    assert_eq!(due(&case), [], "the words are on their way");
    let paper = takes(&mut case, 2, Shows::Papers);
    receives(&mut case, id(4));
    assert_eq!(due(&case), [(face, id(4))], "the second is in no record yet");
    seals(&mut case, 5);
    receives(&mut case, id(5));
    assert_eq!(due(&case), [(face, id(4)), (paper, id(5))]);
    case.note(Kind::PhotoSealed { photo: face, parts: vec![id(21), id(22)] });
    assert_eq!(due(&case), [(paper, id(5))], "sealed once");
    case.note(Kind::Undone { event: paper });
    assert_eq!(due(&case), []);
}

#[test]
fn a_photograph_after_send_is_news_and_keeps_the_case_until_the_desk_has_every_part() {
    let mut case = Case::concern();
    case.fact("m04.name", "Minh");
    seals(&mut case, 4);
    receives(&mut case, id(4));
    assert!(leaves_on(&case.state()).is_some());
    let face = takes(&mut case, 1, Shows::Face);
    assert!(case.state().has_unsent_words());
    let news = unsent(&case.log, &case.state(), &Profile::default(), &pack(), &[]).expect("an update");
    assert!(news.iter().any(|line| line.label == "Photographs"), "{news:?}");
    seals(&mut case, 5);
    receives(&mut case, id(5));
    assert_eq!(leaves_on(&case.state()), None, "nothing of it has gone");
    case.note(Kind::PhotoSealed { photo: face, parts: vec![id(21), id(22)] });
    receives(&mut case, id(22));
    let half = case.state();
    assert!(half.photos[0].is_sealed() && !half.photos[0].is_delivered());
    assert_eq!(leaves_on(&half), None);
    receives(&mut case, id(21));
    assert!(case.state().photos[0].is_delivered());
    assert!(leaves_on(&case.state()).is_some());
}

#[test]
fn the_parts_are_those_of_the_bytes_that_were_taken_and_of_no_others() {
    let mut case = Case::hour();
    takes(&mut case, 1, Shows::Face);
    let state = case.state();
    let made = parts(&state, &state.photos[0], id(4), &jpeg(1));
    assert_eq!(made.len(), 3);
    assert_eq!(whole(&made), Ok(jpeg(1)));
    let about = &made[0].about;
    assert_eq!((about.case_id, about.submission, about.of.as_str()), (state.id, id(4), "Face"));
    assert_eq!((about.consent.as_str(), about.taken_by.as_str()), ("The child said yes", "PC 4471"));
    assert!(parts(&state, &state.photos[0], id(4), &jpeg(2)).is_empty());
}

#[test]
fn a_no_of_the_child_stands_until_it_is_taken_back() {
    let mut case = Case::hour();
    assert!(!said_no(&case.state()));
    let no = case.fact("m12.photo", "The child said no");
    assert!(said_no(&case.state()));
    case.note(Kind::Undone { event: no });
    assert!(!said_no(&case.state()));
}

#[test]
fn a_picture_of_the_child_is_in_doubt_once_they_have_said_no_to_another_and_one_of_a_paper_is_not() {
    let mut case = Case::hour();
    let face = takes(&mut case, 1, Shows::Face);
    takes(&mut case, 2, Shows::Papers);
    let in_doubt = |case: &Case| {
        let state = case.state();
        state.photos.iter().map(|noted| is_in_doubt(&state, noted)).collect::<Vec<_>>()
    };
    assert_eq!(in_doubt(&case), [false, false]);
    case.fact("m12.photo", "The child said no");
    assert_eq!(in_doubt(&case), [true, false]);
    // Until they agree again, the words name it to nobody and it goes nowhere.
    assert_eq!(said(&case).as_deref(), Some("Papers, 10:00."));
    seals(&mut case, 1);
    receives(&mut case, id(1));
    assert!(due(&case).iter().all(|(photo, _)| *photo != face) && due(&case).len() == 1, "{:?}", due(&case));
    assert_eq!(waiting(&case.state()), Some((1, 1)), "and nobody waits for it");
    case.note(Kind::PhotoSealed { photo: face, parts: vec![id(21)] });
    assert_eq!(in_doubt(&case), [false, false], "it is on its way");
}

#[test]
fn a_picture_is_made_smaller_in_its_own_shape_and_never_larger() {
    for ((width, height), small) in [
        ((4000, 3000), (1600, 1200)),
        ((3000, 4000), (1200, 1600)),
        ((1601, 2), (1600, 2)),
        ((50_000, 1), (1600, 1)),
        ((640, 480), (640, 480)),
        ((u32::MAX, u32::MAX), (1600, 1600)),
    ] {
        assert_eq!(fit(width, height, 1600), small, "{width} by {height}");
    }
    assert!(TRIES.windows(2).all(|two| two[1].0 <= two[0].0 && two[1].1 <= two[0].1), "each try is shorter");
}
