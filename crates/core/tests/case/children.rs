//! Several children found together: linked, never merged; what is the same for each, and what never is.
use std::collections::BTreeSet;

use gh_core::care::{call, follow_up};
use gh_core::case::{CaseState, Kind, Log, StepAnswer};
use gh_core::children::{SHARED, for_all, last_call_step, name, same, strip, together, with_the_others};
use gh_core::handover::{sheet, text};
use gh_core::nrm;
use gh_core::record::{Profile, SECTIONS, how_field, section};
use gh_core::referral::{record_id, submission, submission_id};
use gh_wire::id::Id;
use gh_wire::reference::Reference;

use super::kit::{Case, id};
use super::referral::pack;

/// An hour of another child.
fn child(n: u8) -> Case {
    let mut case = Case::empty();
    case.log = Log::new(id(n));
    case.note(Kind::HourStarted { met_at: case.now.wall, early_tap: false, guidance: "2026-11".into() });
    case
}

fn links(case: &mut Case, with: u8) {
    case.note(Kind::Together { with: id(with) });
}

#[test]
fn a_child_is_called_as_they_say_else_by_their_look_and_else_not_at_all() {
    let mut case = child(1);
    assert_eq!(name(&case.state()), None);
    case.fact("m12.clothes", "\n Green coat\nWhite shoes");
    assert_eq!(name(&case.state()), Some("Green coat"));
    case.fact("m04.name", "Minh");
    assert_eq!(name(&case.state()), Some("Minh"));
}

#[test]
fn children_found_together_are_one_group_whoever_noted_the_link() {
    let (mut one, mut two, mut three, mut other) = (child(1), child(2), child(3), child(4));
    links(&mut two, 1);
    links(&mut three, 2);
    links(&mut other, 9);
    one.fact("m04.name", "Minh");
    let states: Vec<CaseState> = [&one, &two, &three, &other].map(Case::state).into();
    let all: Vec<&CaseState> = states.iter().collect();
    for of in [1, 2, 3] {
        let group: Vec<Id> = together(&all, id(of)).iter().map(|state| state.id).collect();
        assert_eq!(group, [id(1), id(2), id(3)], "of {of}");
    }
    assert_eq!(together(&all, id(4)).len(), 1, "a case that is not on this phone is no member");
}

#[test]
fn the_strip_holds_both_of_two_and_of_more_this_one_and_the_one_with_the_least_time() {
    let left = |all: &[(u8, i64)]| all.iter().map(|(n, left)| (id(*n), *left)).collect::<Vec<_>>();
    assert_eq!(strip(&left(&[(1, 38), (2, 51)]), id(2)), [id(1), id(2)]);
    assert_eq!(strip(&left(&[(1, 38), (2, 51), (3, 20)]), id(2)), [id(2), id(3)]);
    assert_eq!(strip(&left(&[(1, 38), (2, 51), (3, 20)]), id(3)), [id(1), id(3)]);
}

#[test]
fn facts_of_place_and_adults_go_over_where_nothing_stands_and_never_over_what_does() {
    let (mut from, mut to) = (child(1), child(2));
    from.fact("m07.adults", "Man, about 40");
    from.fact(&how_field("m07.adults"), "I saw it");
    from.fact("m07.vehicle", "Grey van");
    from.fact("m07.relation", "Her uncle");
    from.fact("m07.children", "A boy of 12");
    to.fact("m07.vehicle", "White van");
    let section = section("m07").expect("in the record");
    let took = same(section, &from.state(), &to.state());
    assert_eq!(took.stays, ["Vehicle: make, colour, number plate"]);
    for kind in took.write {
        to.note(kind);
    }
    let state = to.state();
    assert_eq!(state.fact("m07.adults"), Some("Man, about 40"));
    assert_eq!(state.fact(&how_field("m07.adults")), Some("I saw it"), "and how it is known");
    assert_eq!(state.fact("m07.vehicle"), Some("White van"), "words that stand are never written over");
    assert_eq!(state.fact("m07.children"), None, "the boy of 12 may be the very child of this record");
    assert_eq!(state.fact("m07.relation"), None, "the uncle of one is not the uncle of all");
    assert!(same(section, &from.state(), &state).write.is_empty(), "a second time writes nothing");
}

#[test]
fn nothing_that_is_the_childs_own_goes_over() {
    let (mut from, to) = (child(1), child(2));
    for field in SECTIONS.iter().flat_map(|section| section.fields) {
        from.fact(field.id, "words");
    }
    for section in SECTIONS.iter().filter(|section| !SHARED.contains(&section.id)) {
        assert_eq!(same(section, &from.state(), &to.state()), gh_core::children::Same::default(), "{}", section.id);
    }
    assert!(SHARED.iter().all(|id| section(id).is_some_and(|section| !["The child"].contains(&section.group))));
}

#[test]
fn a_call_for_all_is_noted_in_each_record_with_its_own_time_and_its_step() {
    let (mut one, mut two) = (child(1), child(2));
    let number = "01632 960 114".to_owned();
    let call = one.note(Kind::Rang { to: "Front door".into(), number, step: Some("A06".into()) });
    one.note(Kind::GotThrough { call, answered: true });
    one.later(60_000);
    let done = Kind::Step {
        step: "A06".into(),
        title: "Call children’s social care".into(),
        covers: vec![],
        other_way: None,
        answer: StepAnswer::Done,
    };
    let event = one.note(done);
    let state = one.state();
    let nobody = BTreeSet::new();
    let step = last_call_step(&state, &nobody).expect("a step with a call was done").clone();
    assert_eq!(step.event, event);
    assert_eq!(last_call_step(&state, &BTreeSet::from([event])), None, "it was said already");
    two.later(120_000);
    for kind in for_all(&state, &step) {
        two.note(kind);
    }
    let other = two.state();
    let calls: Vec<_> = other.calls.iter().map(|call| (call.to.as_str(), call.at.hh_mm(), call.answered)).collect();
    assert_eq!(calls, [("Front door", "10:00".to_owned(), Some(true))]);
    assert_eq!(other.open_call(), None, "nobody is asked a second time whether they got through");
    assert_eq!(other.answers.last().map(|answer| answer.step.as_str()), Some("A06"));
    two.note(Kind::Step {
        step: "A02".into(),
        title: "Stay".into(),
        covers: vec![],
        other_way: None,
        answer: StepAnswer::Done,
    });
    assert_eq!(last_call_step(&two.state(), &nobody), None, "a step without a call is of one child");
}

#[test]
fn each_child_has_a_referral_of_their_own_that_names_the_other_cases() {
    let (mut one, mut two) = (child(1), child(2));
    links(&mut one, 2);
    links(&mut two, 1);
    let sent = |case: &Case| {
        let state = case.state();
        submission(submission_id(&state), &case.log, &state, &Profile::default(), &pack(), state.began)
    };
    let (first, second) = (sent(&one), sent(&two));
    assert_eq!((first.together, second.together), (vec![id(2)], vec![id(1)]));
    assert_ne!((first.id, first.case_id), (second.id, second.case_id));
}

#[test]
fn what_one_child_said_stands_in_the_record_of_another_as_told_by_the_one_who_said_it() {
    let mut from = child(1);
    from.fact("m07.adults", "He is called Tuan");
    from.fact(&how_field("m07.adults"), "The child said it");
    let section = section("m07").expect("it is there");
    for (name, teller) in [("", "another child who was there"), ("Minh", "Minh, another child who was there")] {
        from.fact("m04.name", name);
        let mut other = child(2);
        for kind in same(section, &from.state(), &other.state()).write {
            other.note(kind);
        }
        let state = other.state();
        assert_eq!(state.fact("m07.adults"), Some("He is called Tuan"));
        assert_eq!(state.fact(&how_field("m07.adults")), Some("Somebody told me"));
        assert_eq!(state.fact(&gh_core::record::from_field("m07.adults")), Some(teller));
    }
}

#[test]
fn each_sheet_names_the_children_who_were_found_with_this_one_by_their_own_records() {
    let (mut one, mut two) = (child(1), child(2));
    one.fact("m07.children", "A boy of 12");
    one.fact(&how_field("m07.children"), "Somebody told me");
    two.fact("m04.name", "Lan");
    two.fact("m05.age", "12");
    links(&mut two, 1);
    links(&mut one, 2);
    links(&mut one, 9);
    let states = [one.state(), two.state()];
    let state = with_the_others(&states[0], &[&states[0], &states[1]]);
    let profile = Profile::default();
    let wanted = format!(
        "A boy of 12 (somebody told it). Found with this child, a record each: Lan, 12 ({}); 1 whose record is not on this phone.",
        Reference::of(&record_id(&states[1]))
    );
    let parts = |parts: Vec<gh_core::care::Part>| {
        parts.into_iter().flat_map(|part| part.lines).map(|(_, words)| words + "\n").collect::<String>()
    };
    let question = serde_json::json!([{ "number": "1", "step": "page", "title": "Page", "question": [
        { "key": "others", "asks": "Who?", "type": "long-text", "required": true, "max": 900, "from": ["m07.children"] },
    ] }]);
    let form: Vec<gh_core::guide::FormPage> = serde_json::from_value(question).expect("a form");
    for told in [
        parts(call(&state, &profile)),
        parts(follow_up(&state, &profile, false)),
        text(&sheet(&state, &profile, &pack(), &[], false), ""),
        nrm::text(&nrm::sheet(&form, &pack(), &state, &profile)),
    ] {
        assert!(told.contains(&wanted), "{wanted} in {told}");
    }
    // Where nobody wrote of other children, they are named all the same.
    let state = with_the_others(&states[1], &[&states[0], &states[1]]);
    assert!(parts(call(&state, &profile)).contains("Found with this child, a record each: A child ("));
    assert_eq!(with_the_others(&states[1], &[&states[1]]).found_with, ["1 whose record is not on this phone"]);
    assert_eq!(with_the_others(&child(3).state(), &[]).found_with, [""; 0]);
}
