//! Signs: noted by one tap, cleared by another, sent with who, when and how.
use gh_core::case::{Degree, Kind};
use gh_core::record::{HOW_KNOWN, Profile};
use gh_core::referral;
use gh_core::signs::{Detail, Told, told as told_of};
use gh_wire::id::Id;

use super::kit::Case;
use super::referral::pack;

const OWES: &str = "Owes money";

fn note(case: &mut Case, sign: &str, danger: bool, degree: Option<Degree>) -> Id {
    case.note(Kind::Sign { sign: sign.into(), says: OWES.into(), danger, degree })
}

fn sent(case: &Case) -> Vec<gh_wire::submission::Sign> {
    let state = case.state();
    let id = referral::submission_id(&state);
    referral::submission(id, &case.log, &state, &Profile::default(), &pack(), case.state().began).signs
}

#[test]
fn a_sign_is_noted_changed_and_cleared_and_each_stays_in_the_log() {
    let mut case = Case::hour();
    note(&mut case, "EXP-14", false, Some(Degree::Suspected));
    note(&mut case, "EXP-14", false, Some(Degree::Seen));
    assert_eq!(case.state().signs["EXP-14"].degree, Degree::Seen);
    let cleared = note(&mut case, "EXP-14", false, None);
    assert!(case.state().signs.is_empty());
    case.note(Kind::Undone { event: cleared });
    assert_eq!(case.state().signs["EXP-14"].degree, Degree::Seen);
    assert_eq!(case.log.events().len(), 5);
}

#[test]
fn a_sign_that_is_noted_after_send_is_a_change_that_the_desk_does_not_have() {
    let mut case = Case::hour();
    case.note(Kind::Sealed {
        submission: super::kit::id(4),
        digest: gh_wire::digest::Digest::of(b""),
        desk: "Northmere".into(),
    });
    assert!(!case.state().has_unsent_words());
    let noted = note(&mut case, "EXP-14", false, Some(Degree::Seen));
    assert!(case.state().has_unsent_words());
    case.note(Kind::Undone { event: noted });
    assert!(case.state().has_unsent_words(), "a sign that was taken back after Send is a change too");
}

#[test]
fn only_noted_signs_are_sent_each_with_who_when_how_and_note() {
    let mut case = Case::hour();
    note(&mut case, "EXP-14", false, Some(Degree::Seen));
    note(&mut case, "MOV-02", false, Some(Degree::Suspected));
    note(&mut case, "ADU-01", false, Some(Degree::Seen));
    note(&mut case, "ADU-01", false, None);
    let details =
        [(Detail::By, "The night porter"), (Detail::When, "13:40"), (Detail::How, HOW_KNOWN[2]), (Detail::Note, "مين")];
    for (detail, words) in details {
        case.note(Kind::Fact { field: detail.field("EXP-14"), value: words.into() });
    }
    let signs = sent(&case);
    assert_eq!(
        signs.iter().map(|sign| (sign.id.as_str(), sign.seen)).collect::<Vec<_>>(),
        [("EXP-14", true), ("MOV-02", false)]
    );
    let told = &signs[0];
    assert_eq!(
        [&told.noticed_by, &told.noticed_when, &told.known, &told.note, &told.says],
        ["The night porter", "13:40", HOW_KNOWN[2], "مين", OWES]
    );
    assert_eq!((signs[1].known.as_str(), signs[1].note.as_str()), ("", ""), "nobody guesses");
    let sheet = told_of(&case.state());
    let told_me = format!("{OWES} ({}; noticed by The night porter; 13:40; مين)", HOW_KNOWN[2]);
    assert_eq!(sheet[0], (Told::Reported, told_me), "what somebody told is not what was seen");
    assert_eq!(sheet[1].0.word(), "Suspected");
}

#[test]
fn what_was_told_of_a_sign_before_it_was_marked_anew_says_so_until_the_person_says_it_again() {
    let mut case = Case::hour();
    let tell = |case: &mut Case| {
        case.fact(&Detail::How.field("EXP-14"), HOW_KNOWN[2]);
    };
    note(&mut case, "EXP-14", false, Some(Degree::Suspected));
    tell(&mut case);
    let told = |case: &Case| told_of(&case.state()).into_iter().next();
    assert_eq!(told(&case), Some((Told::Suspected, format!("{OWES} (Somebody told me)"))));
    note(&mut case, "EXP-14", false, None);
    note(&mut case, "EXP-14", false, Some(Degree::Seen));
    let anew = "Somebody told me, said before the mark was changed";
    assert_eq!(told(&case), Some((Told::Reported, format!("{OWES} ({anew})"))), "nobody takes it for seen");
    assert_eq!(sent(&case)[0].known, anew);
    assert_eq!(Told::of(true, &sent(&case)[0].known), Told::Reported);
    tell(&mut case);
    assert_eq!(told(&case), Some((Told::Reported, format!("{OWES} (Somebody told me)"))));
}
