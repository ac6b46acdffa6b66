//! Children's services: the one call in twelve facts, and the written follow-up.
use gh_core::care::{ASKS, CARER_KNOWS, Part, call, due, follow_up};
use gh_core::case::{Actor, Degree, Kind, StepAnswer};
use gh_core::guide::Area;
use gh_core::record::{PLACE_NOW, Profile, SECTIONS, SectionState, WAYS, clash, section, section_state};
use gh_wire::id::Id;
use serde_json::json;

use super::kit::{Case, MET_MS};

fn texts(parts: &[Part]) -> Vec<&str> {
    parts.iter().flat_map(|part| &part.lines).map(|(_, words)| words.as_str()).collect()
}

/// Every field of the record, each with words of its own.
fn full() -> Case {
    let mut case = Case::hour();
    // Settings have no name: the record has the only one.
    case.by = Actor::default();
    for field in SECTIONS.iter().flat_map(|section| section.fields) {
        case.fact(field.id, &format!("words of {}", field.id));
    }
    case
}

#[test]
fn the_call_has_twelve_facts_in_their_order_and_says_which_are_open() {
    let parts = call(&Case::hour().state(), &Profile::default());
    assert_eq!(parts.len(), 12);
    assert!(parts[..11].iter().all(Part::is_open), "nothing is known yet, and nothing is made up");
    assert_eq!(texts(&parts), ASKS);
    let parts = call(&full().state(), &Profile::default());
    assert!(parts.iter().all(|part| !part.is_open()));
    assert!(
        texts(&parts[1..2]).contains(&"words of m01.now"),
        "a named service answers: it must know where the child is"
    );
    assert!(!texts(&parts).contains(&"words of m15.tonight"));
}

#[test]
fn the_follow_up_holds_the_place_only_where_the_person_says_so_and_never_where_the_child_sleeps() {
    let state = full().state();
    for with_place in [false, true] {
        let parts = follow_up(&state, &Profile::default(), with_place);
        assert_eq!(texts(&parts).contains(&"words of m01.now"), with_place);
        assert!(!texts(&parts).contains(&"words of m15.tonight"));
        assert!(record_value(&parts, "words of m09.why"));
    }
    assert!(state.fact(PLACE_NOW).is_some());
}

#[test]
fn a_child_who_has_gone_is_said_to_have_gone_and_nobody_reads_out_the_place_as_the_present_one() {
    let mut case = Case::hour();
    case.fact(PLACE_NOW, "17 Elm Road");
    case.fact("m15.before", "Twice");
    case.fact("m15.places", "The nail bar");
    case.note(Kind::ChildGone { last_seen: case.now.wall });
    let (state, profile) = (case.state(), Profile::default());
    let spoken = call(&state, &profile);
    assert_eq!(spoken[1].lines, [("The child has gone", "Last seen 10:00. 17 Elm Road.".to_owned())]);
    for (parts, at) in [(spoken, 10), (follow_up(&state, &profile, false), 7)] {
        assert!(texts(&parts[at..=at]).contains(&"Twice") && texts(&parts[at..=at]).contains(&"The nail bar"));
    }
    for (with_place, words) in [(false, "Last seen 10:00."), (true, "Last seen 10:00. 17 Elm Road.")] {
        let group = &follow_up(&state, &profile, with_place)[1];
        assert_eq!(group.lines, [("The child has gone", words.to_owned())], "with the place: {with_place}");
    }
}

#[test]
fn the_call_tells_what_the_child_said_in_their_own_words() {
    let mut case = Case::hour();
    case.note(Kind::Said {
        of: None,
        words: "He makes me clean all night.".into(),
        way: String::new(),
        interpreter: String::new(),
        asked: String::new(),
        typed: None,
    });
    let spoken = call(&case.state(), &Profile::default());
    assert!(texts(&spoken[3..4]).iter().any(|words| words.contains("He makes me clean all night.")));
}

fn record_value(parts: &[Part], words: &str) -> bool {
    texts(parts).contains(&words)
}

#[test]
fn words_signs_steps_and_calls_are_in_the_follow_up_as_they_were_noted() {
    let mut case = Case::hour();
    let (words, way) = ("Help  me".to_owned(), WAYS[1].to_owned());
    case.note(Kind::Said {
        of: None,
        words,
        way,
        interpreter: String::new(),
        asked: "Are you cold?".into(),
        typed: None,
    });
    let (sign, says) = ("EXP-14".into(), "Owes money".into());
    case.note(Kind::Sign { sign, says, danger: false, degree: Some(Degree::Suspected) });
    for (step, answer) in [("Stay with the child", StepAnswer::Done), ("Tell the police", StepAnswer::NotNeeded)] {
        let (covers, other_way) = (Vec::new(), None);
        case.note(Kind::Step { step: "A02".into(), title: step.into(), covers, other_way, answer });
    }
    rings(&mut case, "01632 960 114", true);
    case.fact(CARER_KNOWS, "No. He holds the papers.");
    let parts = follow_up(&case.state(), &Profile::default(), false);
    for words in [
        "“Help  me” (10:00, In English. Asked: Are you cold?)",
        "Owes money",
        "10:00 Stay with the child",
        "10:00 Front door, 01632 960 114: somebody answered",
        "No. He holds the papers.",
    ] {
        assert!(record_value(&parts, words), "{words} in {parts:#?}");
    }
    assert!(!texts(&parts).iter().any(|words| words.contains("Tell the police")), "what was not needed was not done");
}

fn rings(case: &mut Case, number: &str, answered: bool) -> Id {
    let call = case.note(Kind::Rang { to: "Front door".into(), number: number.into(), step: None });
    case.note(Kind::GotThrough { call, answered });
    call
}

#[test]
fn the_time_to_write_counts_from_the_last_answered_call_to_the_areas_own_door() {
    let area = |hours: Option<u16>| -> Area {
        let line = json!({ "number": "01632 960114", "used": "any", "who": "Front door", "status": "confirmed",
            "read_in": "example.gov.uk", "read_date": "2026" });
        serde_json::from_value(json!({ "id": "northmere", "name": "Northmere", "nation": "england", "guardian": "",
            "lines": [line], "written_within_hours": hours }))
        .expect("an area")
    };
    let mine = Profile { front_door: "01632 960 187".into(), ..Profile::default() };
    let hours_after = |case: &Case, hours, profile: &Profile| {
        due(&case.state(), &area(hours), profile).map(|at| (at.ms - MET_MS) / 3_600_000)
    };
    let mut case = Case::hour();
    assert_eq!(hours_after(&case, Some(24), &mine), None, "nobody was rung");
    rings(&mut case, "01632 960114", false);
    rings(&mut case, "01632 960 200", true);
    assert_eq!(hours_after(&case, Some(24), &mine), None, "nobody of theirs answered");
    case.later(3_600_000);
    rings(&mut case, "01632 960 114", true);
    assert_eq!(hours_after(&case, Some(24), &mine), Some(25));
    assert_eq!(hours_after(&case, None, &mine), None, "the area’s limit is not known");
    case.later(3_600_000);
    rings(&mut case, "01632 960187", true);
    assert_eq!(hours_after(&case, Some(24), &Profile::default()), Some(25), "not a number of this area");
    assert_eq!(hours_after(&case, Some(24), &mine), Some(26), "the number that the person typed");
}

#[test]
fn a_child_who_is_back_is_not_said_to_be_where_they_were_before_they_went_and_that_they_had_gone_is_said() {
    let (mut case, profile) = (Case::hour(), Profile::default());
    case.fact(PLACE_NOW, "17 Elm Road");
    case.later(60_000);
    case.note(Kind::ChildGone { last_seen: case.now.wall });
    case.later(120_000).note(Kind::ChildFound);
    let state = case.state();
    let before = ("Before the child went", "17 Elm Road".to_owned());
    let away = ("Had gone", "Last seen 10:01, back 10:03".to_owned());
    let (spoken, written) = (call(&state, &profile), follow_up(&state, &profile, true));
    assert_eq!((&spoken[1].lines[0], &spoken[10].lines[0]), (&before, &away));
    assert!(written[1].lines.contains(&before) && written[7].lines == [away], "{written:?}");
    let asks = clash(&state, PLACE_NOW);
    assert_eq!(asks, Some("This was written before the child went. Where are they now?"));
    let place = section("m01").expect("it is there");
    assert_eq!(section_state(&state, &profile, place), SectionState::NotStarted);
    case.fact(PLACE_NOW, "The office");
    let state = case.state();
    assert_eq!(call(&state, &profile)[1].lines, [("Where the child is now", "The office".to_owned())]);
    assert_eq!(clash(&state, PLACE_NOW), None);
}

#[test]
fn why_something_is_not_known_is_read_out_and_written_where_it_would_stand() {
    let mut case = Case::hour();
    case.note(Kind::NotKnown { section: "m08".into(), because: Some("she would not say".into()) });
    let (state, profile) = (case.state(), Profile::default());
    let why = ("Health and needs", "Not known: she would not say".to_owned());
    assert_eq!(call(&state, &profile)[6].lines, std::slice::from_ref(&why));
    assert!(follow_up(&state, &profile, false)[2].lines.contains(&why));
    case.fact("m08.hurt", "A burn");
    let rest = ("Health and needs", "The rest is not known: she would not say".to_owned());
    assert_eq!(call(&case.state(), &profile)[6].lines[1], rest);
}
