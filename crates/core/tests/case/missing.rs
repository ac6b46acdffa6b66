//! The child has gone: the words for the call, what they lack, and what the log keeps of it.
use gh_core::case::{Kind, Receiver};
use gh_core::missing::{Known, LAST_SEEN, NOT_KNOWN, lacks};
use gh_core::record::{PLACE_NOW, Profile, SECTIONS};
use gh_core::referral::{submission, submission_id, unsent};
use gh_wire::submission::Absence;
use gh_wire::update::What;

use super::kit::{Case, MET_MS, wall};
use super::referral::pack;

/// The words that answer one question of the call handler.
fn line(case: &Case, asked: &str) -> String {
    let (state, profile) = (case.state(), Profile::default());
    let lines = Known { state: Some(&state), profile: &profile }.gone();
    lines.into_iter().find(|(title, _)| *title == asked).expect("a line of the pack").1
}

#[test]
fn reading_aloud_never_stops_where_nothing_is_known() {
    let profile = Profile::default();
    for lines in
        [Known { state: None, profile: &profile }.gone(), Known { state: None, profile: &profile }.emergency(vec![])]
    {
        assert!(lines.iter().all(|(_, words)| !words.is_empty()));
        assert!(lines.iter().filter(|(_, words)| words == NOT_KNOWN).count() > 3);
    }
}

#[test]
fn the_pack_comes_in_the_order_in_which_a_call_handler_asks() {
    let profile = Profile::default();
    let asked: Vec<&str> =
        Known { state: None, profile: &profile }.gone().into_iter().map(|(asked, _)| asked).collect();
    assert_eq!(
        asked[..6],
        ["What has happened", "Last seen", "Who the child is", "Wearing", "May be with", "Phone and language"]
    );
}

#[test]
fn last_seen_is_the_time_that_was_noted_and_the_place_that_was_written_last() {
    let mut case = Case::hour();
    case.fact(PLACE_NOW, "Northmere station, office");
    assert_eq!(line(&case, "Last seen"), "Northmere station, office.");
    case.note(Kind::ChildGone { last_seen: wall(MET_MS + 44 * 60_000) });
    assert_eq!(line(&case, "Last seen"), "10:44. Northmere station, office.");
    case.fact(LAST_SEEN, "East door, walking to Dock Lane");
    assert_eq!(line(&case, "Last seen"), "10:44. East door, walking to Dock Lane.");
    case.note(Kind::ChildGone { last_seen: wall(MET_MS + 40 * 60_000) });
    assert_eq!(line(&case, "Last seen"), "10:40. East door, walking to Dock Lane.", "somebody remembers it better");
}

#[test]
fn a_child_who_has_gone_again_is_not_said_to_be_where_they_were_seen_the_time_before() {
    let mut case = Case::hour();
    case.fact(PLACE_NOW, "Northmere station, office");
    case.note(Kind::ChildGone { last_seen: case.now.wall });
    case.fact(LAST_SEEN, "Platform 2, towards town");
    case.later(5 * 60_000);
    case.note(Kind::ChildFound);
    case.later(5 * 60_000);
    case.note(Kind::ChildGone { last_seen: case.now.wall });
    let before =
        "10:10. Place not known. Where they were last seen the time before, at 10:00: Platform 2, towards town.";
    assert_eq!(line(&case, "Last seen"), before, "nobody has written where they were found");
    assert_eq!(case.state().fact(LAST_SEEN), None, "it is asked again");
    case.fact(LAST_SEEN, "Taxi rank");
    case.note(Kind::ChildGone { last_seen: case.now.wall });
    assert_eq!(line(&case, "Last seen"), "10:10. Taxi rank.", "a better time is no second loss");
}

#[test]
fn the_pack_says_to_whom_the_child_had_been_handed_over_and_of_a_refused_photo_that_there_is_none() {
    let mut case = Case::hour();
    assert_eq!(line(&case, "Photo"), NOT_KNOWN);
    case.fact("m12.photo", "The child said no");
    assert_eq!(line(&case, "Photo"), "None. The child said no.");
    case.fact("m12.photo", "Yes");
    assert_eq!(line(&case, "Photo"), "Taken.");
    case.fact("m12.photo-why", "Too dark");
    assert_eq!(line(&case, "Photo"), "It says taken, and why there is none: Too dark.");
    case.fact("m12.photo-why", "");
    let to = Receiver { name: "A. Worker".into(), ..Receiver::default() };
    case.note(Kind::HandedOver { to });
    assert!(line(&case, "What has happened").contains("had been handed over to A. Worker at 10:00."));
}

#[test]
fn the_record_says_beforehand_what_the_pack_lacks_and_each_thing_can_be_filled_where_it_points() {
    let mut case = Case::hour();
    let profile = Profile::default();
    let first = lacks(&case.state(), &profile);
    assert!(first.iter().any(|lack| lack.what == "clothes and shoes"));
    for lack in &first {
        let section = SECTIONS.iter().find(|section| section.id == lack.section).expect("a section of the record");
        let mut filled = Case::hour();
        for field in section.fields {
            filled.fact(field.id, "words");
        }
        assert!(!lacks(&filled.state(), &profile).contains(lack), "{lack:?}");
    }
    case.note(Kind::NotKnown { section: "m10".into(), because: Some("The phone is gone".into()) });
    assert!(
        !lacks(&case.state(), &profile).iter().any(|lack| lack.section == "m10"),
        "it was said that it is not known"
    );
}

#[test]
fn each_time_the_child_had_gone_stays_in_the_record_with_the_time_at_which_they_were_found() {
    let mut case = Case::hour();
    case.note(Kind::ChildGone { last_seen: wall(MET_MS) });
    case.note(Kind::ChildGone { last_seen: wall(MET_MS - 60_000) });
    case.later(5 * 60_000);
    case.note(Kind::ChildFound);
    assert_eq!(case.state().gone, None);
    case.later(60_000);
    case.note(Kind::ChildGone { last_seen: case.now.wall });
    let state = case.state();
    let times: Vec<_> = state.absences.iter().map(|a| (a.last_seen.hh_mm(), a.found.map(|at| at.hh_mm()))).collect();
    assert_eq!(times, [("09:59".into(), Some("10:05".into())), ("10:06".into(), None)]);
    let sent = submission(submission_id(&state), &case.log, &state, &Profile::default(), &pack(), case.now.wall);
    let (gone, back) = (MET_MS - 60_000, MET_MS + 5 * 60_000);
    assert_eq!(sent.was_away, [Absence { last_seen_ms: gone, back_ms: back }], "what is over, apart from what is not");
    assert_eq!(sent.gone_ms, Some(back + 60_000));
}

#[test]
fn a_child_who_is_back_is_said_to_be_back_only_where_somebody_had_been_told() {
    let mut case = Case::hour();
    case.note(Kind::Rang { to: "Control".into(), number: "101".into(), step: None });
    case.note(Kind::ChildGone { last_seen: case.now.wall });
    case.note(Kind::ChildFound);
    assert_eq!(case.state().back, None, "the call was about something else");
    case.note(Kind::ChildGone { last_seen: case.now.wall });
    case.note(Kind::Rang { to: "Emergency".into(), number: "999".into(), step: None });
    case.note(Kind::ChildFound);
    assert!(case.state().back.is_some());
    case.note(Kind::ChildGone { last_seen: case.now.wall });
    assert_eq!(case.state().back, None, "gone again");
}

#[test]
fn where_a_child_was_before_somebody_took_them_along_is_not_where_they_were_last_seen() {
    let mut case = Case::hour();
    case.fact(PLACE_NOW, "17 Elm Road");
    case.fact("m15.risk", "the man waits");
    case.later(60_000).note(Kind::HandedOver { to: Receiver { name: "A. Worker".into(), ..Receiver::default() } });
    case.later(60_000);
    case.note(Kind::ChildGone { last_seen: case.now.wall });
    assert_eq!(line(&case, "Last seen"), "10:02. Place not known. Where they were, as written before: 17 Elm Road.");
    assert!(line(&case, "What has happened").contains("handed over to A. Worker at 10:01."));
    assert_eq!(line(&case, "May go to"), NOT_KNOWN, "what may make them leave is no place");
    assert!(line(&case, "What has happened").ends_with("Feared before: the man waits."));
    case.later(60_000).note(Kind::ChildFound);
    case.later(60_000);
    case.note(Kind::ChildGone { last_seen: case.now.wall });
    assert_eq!(line(&case, "Gone missing before"), "Gone from 10:02 to 10:03.");
    let happened = line(&case, "What has happened");
    assert!(!happened.contains("handed over"), "they came back since, and not from whom they had gone: {happened}");
}

#[test]
fn a_tap_by_mistake_leaves_no_absence_behind_and_is_offered_back_only_while_nobody_was_told() {
    let mut case = Case::hour();
    case.fact(PLACE_NOW, "17 Elm Road");
    assert_eq!(case.state().gone_by_a_slip(), None);
    case.note(Kind::ChildGone { last_seen: case.now.wall });
    case.note(Kind::ChildGone { last_seen: wall(MET_MS - 60_000) });
    case.fact(LAST_SEEN, "Blue door");
    for kind in case.state().gone_by_a_slip().expect("nobody was told") {
        case.note(kind);
    }
    let state = case.state();
    assert_eq!((state.gone, state.back, state.absences.as_slice()), (None, None, &[][..]));
    assert_eq!(line(&case, "Gone missing before"), NOT_KNOWN);
    // Where they were "last seen" was part of the slip.
    assert_eq!(state.fact(LAST_SEEN), None);
    // What stood there before is there again.
    case.fact(LAST_SEEN, "Platform 2");
    case.note(Kind::ChildGone { last_seen: case.now.wall });
    case.fact(LAST_SEEN, "Red door");
    for kind in case.state().gone_by_a_slip().expect("nobody was told") {
        case.note(kind);
    }
    assert_eq!(case.state().fact(LAST_SEEN), Some("Platform 2"));
    case.fact(LAST_SEEN, "");
    // What was sent is taken back at the desk by the next update.
    case.note(Kind::ChildGone { last_seen: case.now.wall });
    let (submission, desk) = (super::kit::id(9), "Northmere".to_owned());
    case.note(Kind::Sealed { submission, digest: gh_wire::digest::Digest::of(b""), desk });
    for kind in case.state().gone_by_a_slip().expect("nobody was rung") {
        case.note(kind);
    }
    let (queue, settings) = (Vec::new(), Profile::default());
    let state = case.state();
    assert!(state.gone.is_none() && state.has_unsent_words());
    case.note(Kind::Received { submission, desk_ms: 1, ledger_index: 1 });
    let news = unsent(&case.log, &case.state(), &settings, &super::referral::pack(), &queue).expect("an update");
    assert!(news.iter().any(|change| change.what == What::NotGone), "{news:?}");
    // Somebody was rung: then it was no slip, or they have to be told that the child is back.
    case.note(Kind::ChildGone { last_seen: case.now.wall });
    assert_eq!(line(&case, "Last seen"), "10:00. 17 Elm Road.");
    case.note(Kind::Rang { to: "Emergency".into(), number: "999".into(), step: None });
    assert_eq!(case.state().gone_by_a_slip(), None);
    // The first absence is over; a slip after it is one of its own.
    case.note(Kind::ChildFound);
    let again = case.note(Kind::ChildGone { last_seen: case.now.wall });
    assert_eq!(case.state().gone_by_a_slip(), Some(vec![Kind::Undone { event: again }]));
    case.note(Kind::Undone { event: again });
    assert_eq!(case.state().absences.len(), 1, "the one before stays");
}

#[test]
fn a_child_who_was_said_to_be_back_by_mistake_is_gone_again_with_the_time_and_place_as_they_were() {
    let mut case = Case::hour();
    case.note(Kind::ChildGone { last_seen: case.now.wall });
    assert_eq!(case.state().last_back(), None, "they are gone");
    case.fact(LAST_SEEN, "Taxi rank");
    case.note(Kind::Rang { to: "Emergency".into(), number: "999".into(), step: None });
    case.later(3 * 60_000);
    let back = case.note(Kind::ChildFound);
    let (event, at) = case.state().last_back().expect("they are said to be back");
    assert_eq!((event, at.hh_mm().as_str()), (back, "10:03"));
    case.note(Kind::Undone { event });
    assert_eq!(line(&case, "Last seen"), "10:00. Taxi rank.");
    assert_eq!(line(&case, "Gone missing before"), NOT_KNOWN, "it is one absence");
    assert_eq!(case.state().last_back(), None);
}

#[test]
fn the_place_of_before_a_child_went_is_not_sent_as_where_they_are_now() {
    let mut case = Case::hour();
    case.fact(PLACE_NOW, "17 Elm Road");
    let sent = |case: &Case| {
        let state = case.state();
        submission(submission_id(&state), &case.log, &state, &Profile::default(), &pack(), case.now.wall).place_now
    };
    assert_eq!(sent(&case).as_deref(), Some("17 Elm Road"));
    case.later(60_000);
    case.note(Kind::ChildGone { last_seen: case.now.wall });
    assert_eq!(sent(&case).as_deref(), Some("Before the child went: 17 Elm Road"), "nobody drives there for nothing");
    case.fact(LAST_SEEN, "Taxi rank");
    assert_eq!(sent(&case).as_deref(), Some("Last seen: Taxi rank\nBefore the child went: 17 Elm Road"));
    case.later(60_000).note(Kind::ChildFound);
    assert!(sent(&case).is_some_and(|place| place.starts_with("Before the child went: 17 Elm Road")), "nor now");
    case.later(60_000);
    case.note(Kind::ChildGone { last_seen: case.now.wall });
    case.note(Kind::ChildFound);
    case.fact(PLACE_NOW, "Northmere police station");
    let now = "Northmere police station\nLast seen when they had gone before, 10:01: Taxi rank";
    assert_eq!(sent(&case).as_deref(), Some(now), "they may go there again");
}

/// What the words for 999 begin with.
fn asked_first(case: &Case) -> &'static str {
    let (state, profile) = (case.state(), Profile::default());
    Known { state: Some(&state), profile: &profile }.emergency(Vec::new())[0].0
}

#[test]
fn a_child_whom_somebody_else_has_is_not_said_to_be_with_me() {
    let mut case = Case::hour();
    assert_eq!(asked_first(&case), "Where I am");
    case.note(Kind::HandedOver { to: Receiver { name: "A. Worker".into(), ..Receiver::default() } });
    assert_eq!(asked_first(&case), "Where the child is");
}

#[test]
fn a_place_that_is_written_while_the_child_is_gone_or_was_only_guessed_is_not_where_they_were_last_seen() {
    let mut case = Case::hour();
    case.note(Kind::ChildGone { last_seen: case.now.wall });
    case.fact(PLACE_NOW, "Waiting room, where the others are");
    assert!(line(&case, "Last seen").starts_with("10:00. Place not known."));
    let mut other = Case::hour();
    other.fact(PLACE_NOW, "Waiting room");
    let section = gh_core::record::section("m01").expect("it is there");
    assert!(gh_core::children::same(section, &other.state(), &case.state()).write.is_empty(), "nor is it copied");
    let mut case = Case::concern();
    case.fact(PLACE_NOW, "A guess: 4 Oak Road");
    case.note(Kind::HourStarted { met_at: case.now.wall, early_tap: false, guidance: String::new() });
    assert_eq!(asked_first(&Case::concern()), "Where the child is", "whoever writes is somewhere else");
    assert_eq!(asked_first(&case), "Where I am");
    let emergency = |case: &Case| {
        let (state, profile) = (case.state(), Profile::default());
        Known { state: Some(&state), profile: &profile }.emergency(Vec::new())[0].1.clone()
    };
    assert_eq!((emergency(&case).as_str(), case.state().fact("m15.places")), (NOT_KNOWN, None));
    let needed = gh_core::record::missing_to_send(&case.state(), &Profile::default());
    assert!(needed.iter().any(|field| field.id == PLACE_NOW), "whoever is with the child knows better");
    let sent = submission(case.state().id, &case.log, &case.state(), &Profile::default(), &pack(), case.now.wall);
    assert_eq!(sent.place_now.as_deref(), Some("A guess before the child was found: 4 Oak Road"));
    case.fact(PLACE_NOW, "The office");
    assert_eq!(emergency(&case), "The office.");
}

#[test]
fn whether_a_child_is_reported_missing_is_said_with_the_absence_it_is_of() {
    let mut case = Case::hour();
    case.fact("m15.already-missing", "No");
    case.note(Kind::ChildGone { last_seen: case.now.wall });
    let told = |case: &Case| gh_core::record::told(&case.state(), &Profile::default(), "m15.already-missing");
    assert_eq!(told(&case).as_deref(), Some("No (said before the child went)"));
    case.fact("m15.already-missing", "Yes");
    assert_eq!(told(&case).as_deref(), Some("Yes"));
    case.later(60_000).note(Kind::ChildFound);
    assert_eq!(told(&case).as_deref(), Some("Yes (said before the child was back)"));
    let asks = gh_core::record::clash(&case.state(), "m15.already-missing");
    assert_eq!(asks, Some("The child has been back since. Is it still so?"));
}
