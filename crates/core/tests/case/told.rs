//! What somebody told is told on as that, on every sheet that leaves the phone.
use gh_core::care::{call, follow_up};
use gh_core::case::{Consent, Kind, Photo, Receiver, Shows};
use gh_core::handover::{sheet, text};
use gh_core::missing::{Known, LAST_SEEN};
use gh_core::record::{HOW_KNOWN, Profile, STAYS, from_field, how_field, told};
use gh_wire::digest::Digest;

use super::kit::Case;
use super::referral::pack;

/// Every sheet as text.
fn sheets(case: &Case) -> [String; 4] {
    let (state, profile) = (case.state(), Profile::default());
    let parts = |parts: Vec<gh_core::care::Part>| {
        let lines = parts.into_iter().flat_map(|part| part.lines);
        lines.map(|(label, words)| format!("{label}: {words}\n")).collect::<String>()
    };
    let gone = Known { state: Some(&state), profile: &profile }.gone();
    [
        parts(call(&state, &profile)),
        parts(follow_up(&state, &profile, false)),
        text(&sheet(&state, &profile, &pack(), &[], false), "21 November 2026, 14:49"),
        gone.into_iter().map(|(label, words)| format!("{label}: {words}\n")).collect(),
    ]
}

fn tells(case: &mut Case, field: &str, words: &str, how: &str, from: &str) {
    case.fact(field, words);
    case.fact(&how_field(field), how);
    case.fact(&from_field(field), from);
}

#[test]
fn each_sheet_says_of_a_fact_who_told_it_or_which_paper_says_it() {
    let [saw, child, somebody, paper] = HOW_KNOWN;
    for (how, from, beside) in [
        (saw, "", ""),
        (child, "", " (the child said it)"),
        (somebody, "", " (somebody told it)"),
        (somebody, "The driver.", " (told by The driver)"),
        (paper, "Passport", " (from a paper: Passport)"),
        (paper, "", " (from a paper)"),
    ] {
        let mut case = Case::hour();
        tells(&mut case, "m07.adults", "Woman, red coat.", how, from);
        let wanted = format!("Woman, red coat{beside}");
        for sheet in sheets(&case) {
            assert!(sheet.contains(&wanted), "{wanted} in {sheet}");
            assert!(!beside.is_empty() || !sheet.contains("Woman, red coat ("), "{sheet}");
        }
    }
}

#[test]
fn a_number_that_cannot_be_right_is_said_to_be_so_wherever_it_is_told_on() {
    let mut case = Case::hour();
    for (imei, right) in [("490154203237518", true), ("490154203237519", false), ("490154203237518; 12", false)] {
        case.fact("m10.imei", imei);
        let said = told(&case.state(), &Profile::default(), "m10.imei").expect("it is written");
        assert_eq!(said == imei, right, "{said}");
        assert_eq!(said.contains("cannot be right"), !right, "{said}");
    }
    case.fact("m10.number", "0163Z 960 12");
    assert!(
        told(&case.state(), &Profile::default(), "m10.number").is_some_and(|said| said.contains("cannot be right"))
    );
}

#[test]
fn who_stayed_with_the_child_is_not_told_of_a_child_who_was_handed_over_since() {
    let mut case = Case::hour();
    case.fact(STAYS, "A. Colleague");
    assert!(sheets(&case)[2].contains("A. Colleague"));
    case.later(60_000);
    let to = Receiver { name: "A. Worker".into(), ..Receiver::default() };
    case.note(Kind::HandedOver { to });
    assert!(sheets(&case).iter().all(|sheet| !sheet.contains("A. Colleague")));
    case.later(60_000);
    case.fact(STAYS, "B. Colleague");
    assert!(sheets(&case)[2].contains("B. Colleague"));
}

#[test]
fn where_a_child_was_last_seen_is_not_read_out_once_they_are_back() {
    let mut case = Case::hour();
    case.note(Kind::ChildGone { last_seen: case.now.wall });
    case.fact(LAST_SEEN, "Exit B, towards the taxis");
    assert!(sheets(&case)[3].contains("Exit B"));
    case.later(60_000);
    case.note(Kind::ChildFound);
    let [.., gone] = sheets(&case);
    assert!(!gone.contains("Exit B"), "{gone}");
}

#[test]
fn a_call_handler_is_told_of_a_picture_to_which_the_child_said_no_since_that_it_is_not_sent() {
    let mut case = Case::hour();
    let (shows, consent) = (Shows::ALL[0], Consent::Yes);
    case.note(Kind::Photo(Photo { digest: Digest::of(b"a"), shows, consent, width: 16, height: 9, bytes: 9 }));
    assert!(!sheets(&case)[3].contains("not sent"));
    case.fact("m12.photo", "The child said no");
    let [.., gone] = sheets(&case);
    assert!(gone.contains("The child said no since: it is not sent."), "{gone}");
}
