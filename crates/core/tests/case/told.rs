//! What somebody told is told on as that, on every sheet that leaves the phone.
use gh_core::care::{call, follow_up};
use gh_core::case::{Consent, Kind, Photo, Receiver, Shows};
use gh_core::handover::{GIVER, giver, sheet, text};
use gh_core::missing::{Known, LAST_SEEN};
use gh_core::record::{
    HOW_KNOWN, PLACE_NOW, Profile, STAYS, asks_how, clash, from_field, how_field, is_changed_since_its_source, told,
};
use gh_core::referral::{submission, submission_id};
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
    for (field, number, beside) in [
        ("m10.imei", "490154203237518", ""),
        ("m10.imei", "490154203237519", " (cannot be right)"),
        ("m10.imei", "490154203237518; 12", " (not a whole number)"),
        ("m10.imei", "490154203237519; 12", " (cannot be right)"),
        ("m10.number", "01632 960 150", ""),
        ("m10.number", "0163Z 960 12", " (cannot be right)"),
        ("m10.number", "960 12", " (not a whole number)"),
    ] {
        case.fact(field, number);
        let said = told(&case.state(), &Profile::default(), field).expect("it is written");
        assert_eq!(said, format!("{number}{beside}"));
    }
    let sent = gh_core::referral::submission(
        case.state().id,
        &case.log,
        &case.state(),
        &Profile::default(),
        &super::referral::pack(),
        case.now.wall,
    );
    let facts = sent.sections.iter().flat_map(|section| &section.facts);
    let known: Vec<&str> = facts.map(|fact| fact.known.as_str()).collect();
    assert_eq!(known, ["not a whole number", "cannot be right"], "the desk is told too");
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

#[test]
fn words_that_were_changed_after_their_source_was_said_are_not_told_on_as_if_that_source_had_said_them() {
    let mut case = Case::hour();
    let sent = |case: &Case| {
        let state = case.state();
        let sent = submission(submission_id(&state), &case.log, &state, &Profile::default(), &pack(), state.began);
        let facts = sent.sections.into_iter().flat_map(|section| section.facts);
        facts.filter(|fact| fact.id == "m07.adults").map(|fact| fact.known).collect::<String>()
    };
    tells(&mut case, "m07.adults", "Woman, red coat", HOW_KNOWN[2], "The driver");
    assert!(!is_changed_since_its_source(&case.state(), "m07.adults"));
    assert_eq!(sent(&case), HOW_KNOWN[2]);
    case.fact("m07.adults", "Woman, red coat. Man, scar");
    assert!(is_changed_since_its_source(&case.state(), "m07.adults"));
    for sheet in sheets(&case) {
        assert!(sheet.contains("Man, scar (told by The driver; the words were changed since)"), "{sheet}");
    }
    assert_eq!(sent(&case), "Somebody told me, said before these words were changed");
    // It is still so: the same answer once more.
    case.fact(&how_field("m07.adults"), HOW_KNOWN[2]);
    assert!(sheets(&case).iter().all(|sheet| sheet.contains("Man, scar (told by The driver)")));
    assert_eq!(sent(&case), HOW_KNOWN[2]);
    // Somebody else's word is another source.
    case.fact("m07.adults", "");
    case.fact("m07.adults", "Nobody");
    assert!(!is_changed_since_its_source(&case.state(), "m07.adults"), "nobody has said how this is known");
}

#[test]
fn what_does_not_go_together_is_asked_about_and_stays_as_it_was_written() {
    let mut case = Case::hour();
    for (one, word, other) in [
        ("m12.photo", "Yes", "m12.photo-why"),
        ("m03.safe", "Yes", "m03.danger"),
        ("m06.interpreter", "No", "m06.interpreter-id"),
        ("m06.support", "No", "m06.support-what"),
        ("m14.told", "Nobody yet", "m14.police-reference"),
    ] {
        case.fact(one, word);
        assert_eq!(clash(&case.state(), one), None, "{one} alone");
        case.fact(other, "Something");
        assert!(clash(&case.state(), one).is_some_and(|asks| asks.ends_with('?')), "{one} beside {other}");
        case.fact(one, "");
        assert_eq!(clash(&case.state(), one), None, "{other} alone");
    }
    case.fact("m15.already-missing", "No");
    assert_eq!(clash(&case.state(), "m15.already-missing"), None, "the child is here");
    case.note(Kind::ChildGone { last_seen: case.now.wall });
    assert!(clash(&case.state(), "m15.already-missing").is_some(), "written while the child was here");
    case.fact("m15.already-missing", "No");
    assert_eq!(clash(&case.state(), "m15.already-missing"), None, "said again, of now");
    assert_eq!(clash(&case.state(), PLACE_NOW), None);
}

#[test]
fn what_somebody_told_is_not_noticed_on_the_handover_sheet_and_another_way_of_knowing_has_another_teller() {
    let mut case = Case::hour();
    tells(&mut case, "m09.why", "Tends plants, door locked", HOW_KNOWN[2], "PC Smith");
    let [.., handover, _] = sheets(&case);
    assert!(handover.contains("Noticed: Tends plants, door locked (told by PC Smith)."), "{handover}");
    case.fact(&how_field("m09.why"), HOW_KNOWN[0]);
    assert_eq!(case.state().fact(&from_field("m09.why")), None, "PC Smith has not seen it");
    let [.., handover, _] = sheets(&case);
    assert!(handover.contains("Noticed: Tends plants, door locked.") && !handover.contains("PC Smith"), "{handover}");
    // The first word of how it is known leaves a name that was typed before it.
    case.fact(&from_field("m07.adults"), "The driver");
    case.fact("m07.adults", "Woman");
    case.fact(&how_field("m07.adults"), HOW_KNOWN[2]);
    assert_eq!(case.state().fact(&from_field("m07.adults")), Some("The driver"));
}

#[test]
fn what_a_call_handler_hears_of_danger_and_of_where_the_child_may_go_says_who_told_it() {
    let mut case = Case::hour();
    for field in ["m03.danger", "m15.before", "m15.risk", "m15.places"] {
        assert!(asks_how(field), "{field}");
        tells(&mut case, field, "A man waits", HOW_KNOWN[2], "friend Bea");
    }
    let gone = Known { state: Some(&case.state()), profile: &Profile::default() }.gone();
    let told = gone.iter().map(|(_, words)| words.matches("A man waits (told by friend Bea)").count()).sum::<usize>();
    assert_eq!(told, 4, "{gone:?}");
    assert!(!asks_how("m02.name") && !asks_how("m16.name") && !asks_how("m15.plan"));
}

#[test]
fn what_another_one_made_of_words_that_somebody_saw_does_not_read_as_seen() {
    let mut case = Case::hour();
    tells(&mut case, "m12.clothes", "Grey coat", HOW_KNOWN[0], "");
    case.fact("m12.clothes", "Grey coat, hood");
    assert_eq!(
        told(&case.state(), &Profile::default(), "m12.clothes").as_deref(),
        Some("Grey coat, hood"),
        "their own"
    );
    case.by = gh_core::case::Actor { name: "Officer 22".into(), staff_number: String::new() };
    case.fact("m12.clothes", "Blue coat");
    let said = told(&case.state(), &Profile::default(), "m12.clothes");
    assert_eq!(said.as_deref(), Some("Blue coat (seen by PC 4471; the words were changed since by Officer 22)"));
    case.fact(&how_field("m12.clothes"), HOW_KNOWN[0]);
    assert_eq!(
        told(&case.state(), &Profile::default(), "m12.clothes").as_deref(),
        Some("Blue coat"),
        "they saw it too"
    );
    // The desk learns whose word it is.
    case.fact(&how_field("m12.clothes"), HOW_KNOWN[3]);
    case.by = gh_core::case::Actor { name: "Officer 23".into(), staff_number: String::new() };
    case.later(60_000).fact(&how_field("m12.clothes"), HOW_KNOWN[0]);
    let state = case.state();
    let sent = submission(submission_id(&state), &case.log, &state, &Profile::default(), &pack(), state.began);
    let known = sent.sections.iter().flat_map(|section| &section.facts).find(|fact| fact.id == "m12.clothes");
    assert_eq!(
        known.map(|fact| (fact.known.as_str(), fact.noted_by.as_str())),
        Some(("I saw it, says Officer 23, 10:01", "Officer 22"))
    );
}

#[test]
fn words_that_turn_the_direction_of_writing_turn_nothing_else_on_a_sheet() {
    let mut case = Case::hour();
    case.fact("m04.spelling", "abc\u{202e}def\u{2069}");
    case.fact("m04.other", "Tommy");
    case.fact("m04.name", "عمر");
    let [.., handover, _] = sheets(&case);
    assert!(handover.contains("Spelt: \u{2068}abc\u{202e}def\u{2069}. Also: Tommy."), "{handover:?}");
    assert!(handover.contains("\u{2068}عمر\u{2069}"), "{handover:?}");
}

#[test]
fn why_something_is_not_known_is_said_of_the_rest_once_a_part_of_it_is() {
    let mut case = Case::hour();
    case.note(Kind::NotKnown { section: "m10".into(), because: Some("The phone is gone".into()) });
    let over = |case: &Case| text(&sheet(&case.state(), &Profile::default(), &pack(), &[], false), "");
    assert!(over(&case).contains("Phone: Not known: The phone is gone."), "{}", over(&case));
    case.fact("m10.number", "01632 960 555");
    assert!(over(&case).contains("Phone: The rest is not known: The phone is gone."), "{}", over(&case));
}

#[test]
fn words_of_the_child_that_are_typed_and_not_added_yet_stand_on_every_sheet_and_say_so() {
    let mut case = Case::hour();
    case.fact(gh_core::record::SAID_WORDS, "He has my passport");
    let [call, follow_up, handover, _] = sheets(&case);
    for sheet in [call, follow_up] {
        assert!(sheet.contains("“He has my passport” (10:00, not added yet)"), "{sheet}");
    }
    assert!(handover.contains("10:00, not added yet"), "{handover}");
}

#[test]
fn what_another_person_saw_is_not_said_as_seen_by_whoever_the_sheet_is_from() {
    let mut case = Case::hour();
    let named = |name: &str| Profile { name: name.into(), ..Profile::default() };
    case.by = named("Ben").actor();
    case.fact("m09.why", "A girl was pulled into a van");
    case.fact("m12.looks", "Red coat");
    case.fact("m12.looks.how", gh_core::record::HOW_KNOWN[0]);
    let of = |name: &str, field: &str| told(&case.state(), &named(name), field).expect("it is written");
    assert_eq!(
        (of("Ben", "m09.why"), of("Ben", "m12.looks")),
        ("A girl was pulled into a van".into(), "Red coat".into())
    );
    assert_eq!(of("Anna", "m09.why"), "A girl was pulled into a van (written by Ben)");
    assert_eq!(of("Anna", "m12.looks"), "Red coat (seen by Ben)");
}

#[test]
fn who_hands_over_is_kept_as_settings_had_them_and_nobody_yet_is_said_with_its_time() {
    let anna = Profile {
        name: "Anna".into(),
        organisation: "Kent Police".into(),
        call_back: "01632 960 222".into(),
        ..Profile::default()
    };
    let mut case = Case::hour();
    case.by = anna.actor();
    case.fact("m14.told", "Nobody yet");
    case.fact(PLACE_NOW, "17 Elm Road");
    let of = |case: &Case, field: &str| told(&case.state(), &anna, field);
    assert_eq!(of(&case, "m14.told").as_deref(), Some("Nobody yet (as of 10:00)"));
    assert_eq!(clash(&case.state(), "m14.told"), None);
    case.fact(GIVER, &giver(&case.state(), &anna));
    case.note(Kind::HandedOver { to: Receiver { name: "Sam".into(), ..Receiver::default() } });
    assert_eq!(case.state().handed_over[0].from, "Anna, Kent Police, 01632 960 222");
    assert!(clash(&case.state(), "m14.told").is_some_and(|asks| asks.ends_with("Is it still so?")));
    case.note(Kind::ChildGone { last_seen: case.now.wall });
    assert_eq!(clash(&case.state(), PLACE_NOW), Some("The child has gone: this is not where they are."));
}
