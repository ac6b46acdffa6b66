//! How far the record is, and what Settings writes for the person.
use gh_core::case::Kind;
use gh_core::record::{
    CALL_BACK, PLACE_NOW, Profile, SAID, SECTIONS, SectionState, child_as_said, missing_to_send, section,
    section_state, value,
};

use super::kit::Case;

fn known() -> Profile {
    Profile {
        name: "A. Example".into(),
        organisation: "Harbour School".into(),
        call_back: "01632 960 150".into(),
        ..Profile::default()
    }
}

fn state_of(case: &Case, profile: &Profile, id: &str) -> SectionState {
    section_state(&case.state(), profile, section(id).expect("a section"))
}

fn missing(case: &Case, profile: &Profile) -> Vec<&'static str> {
    missing_to_send(&case.state(), profile).iter().map(|field| field.id).collect()
}

fn not_known(case: &mut Case, section: &str, because: Option<&str>) {
    case.note(Kind::NotKnown { section: section.into(), because: because.map(str::to_owned) });
}

#[test]
fn an_empty_record_needs_two_facts_and_nothing_else_is_begun() {
    let case = Case::hour();
    assert_eq!(missing(&case, &Profile::default()), [PLACE_NOW, CALL_BACK]);
    for section in SECTIONS {
        let wanted =
            if matches!(section.id, "m01" | "m02") { SectionState::NeededToSend } else { SectionState::NotStarted };
        assert_eq!(section_state(&case.state(), &Profile::default(), section), wanted, "{}", section.id);
    }
}

#[test]
fn every_section_is_complete_with_its_main_fields_and_only_started_without_one() {
    // The child's words are complete as entries, not as a field.
    for section in SECTIONS.iter().filter(|section| section.id != SAID) {
        let mut case = Case::hour();
        case.fact(PLACE_NOW, "Back office");
        case.fact(CALL_BACK, "01632 960 150");
        let mains: Vec<&str> = section.fields.iter().filter(|f| f.main && f.id != CALL_BACK).map(|f| f.id).collect();
        for (n, main) in mains.iter().enumerate() {
            case.fact(main, "Yes");
            let wanted = if n + 1 == mains.len() { SectionState::Complete } else { SectionState::Started };
            assert_eq!(state_of(&case, &Profile::default(), section.id), wanted, "{main}");
        }
    }
}

#[test]
fn a_section_that_settings_began_is_started() {
    let profile = Profile { name: String::new(), ..known() };
    assert_eq!(state_of(&Case::hour(), &profile, "m02"), SectionState::Started);
    assert_eq!(state_of(&Case::hour(), &known(), "m02"), SectionState::Complete);
}

#[test]
fn every_section_can_be_not_known_and_the_mark_comes_off() {
    for section in SECTIONS {
        let mut case = Case::hour();
        not_known(&mut case, section.id, Some("the child slept"));
        assert_eq!(state_of(&case, &known(), section.id), SectionState::Complete, "{}", section.id);
        not_known(&mut case, section.id, None);
        assert_ne!(state_of(&case, &Profile::default(), section.id), SectionState::Complete, "{}", section.id);
    }
}

#[test]
fn not_known_answers_for_the_place_and_never_for_the_number() {
    let mut case = Case::hour();
    not_known(&mut case, "m01", Some("moved on"));
    not_known(&mut case, "m02", Some("no phone"));
    assert_eq!(missing(&case, &Profile::default()), [CALL_BACK]);
    assert_eq!(state_of(&case, &Profile::default(), "m02"), SectionState::NeededToSend);
}

#[test]
fn blanks_are_no_words() {
    let mut case = Case::hour();
    for field in [PLACE_NOW, CALL_BACK, "m04.name"] {
        case.fact(field, " \n\t");
    }
    assert_eq!(missing(&case, &known()), [PLACE_NOW, CALL_BACK]);
    assert_eq!(state_of(&case, &known(), "m04"), SectionState::NotStarted);
    assert_eq!(child_as_said(&case.state()), "A child");
}

#[test]
fn settings_write_first_the_case_goes_before_them_and_cleared_stays_cleared() {
    let mut case = Case::hour();
    case.by = known().actor();
    assert_eq!(value(&case.state(), &known(), "m02.organisation"), Some("Harbour School"));
    case.fact("m02.organisation", "Night shelter");
    assert_eq!(value(&case.state(), &known(), "m02.organisation"), Some("Night shelter"));
    case.fact("m02.organisation", "");
    assert_eq!(value(&case.state(), &known(), "m02.organisation"), None);
    assert_eq!(value(&case.state(), &known(), "m04.name"), None, "Settings know nothing of the child");
    let blank = Profile { organisation: "  ".into(), ..known() };
    assert_eq!(value(&Case::hour().state(), &blank, "m02.organisation"), None);
}

#[test]
fn the_number_of_another_person_is_not_read_out_beside_the_name_of_settings() {
    let mut case = Case::hour();
    let carl = Profile { name: "Carl".into(), ..Profile::default() };
    case.by = carl.actor();
    case.fact(CALL_BACK, "01632 960 001");
    let of = |case: &Case, profile: &Profile| value(&case.state(), profile, CALL_BACK).map(str::to_owned);
    assert_eq!(of(&case, &carl).as_deref(), Some("01632 960 001"));
    let dora = Profile { name: "Dora".into(), call_back: "01632 960 002".into(), ..Profile::default() };
    assert_eq!(of(&case, &dora).as_deref(), Some("01632 960 002"), "Settings speak for themselves");
    let none = Profile { call_back: String::new(), ..dora.clone() };
    assert_eq!(of(&case, &none), None, "nobody rings a stranger");
    assert_eq!(missing(&case, &none), [PLACE_NOW, CALL_BACK]);
    // Where the record names Carl too, the two go together until Dora says that she is the one to ring.
    case.fact("m02.name", "Carl");
    assert_eq!(of(&case, &dora).as_deref(), Some("01632 960 001"));
    case.by = dora.actor();
    case.fact(CALL_BACK, "01632 960 003");
    assert_eq!(of(&case, &dora).as_deref(), Some("01632 960 003"), "she typed it");
}

#[test]
fn the_child_is_named_by_what_was_said_else_by_looks() {
    let mut case = Case::hour();
    case.fact("m12.looks", "Small, red coat\nscar on left hand");
    assert_eq!(child_as_said(&case.state()), "Small, red coat");
    case.fact("m05.age", "15, she says");
    assert_eq!(child_as_said(&case.state()), "15, she says");
    case.fact("m04.name", "Linh");
    assert_eq!(child_as_said(&case.state()), "Linh, 15, she says");
}

#[test]
fn what_was_changed_in_settings_elsewhere_leaves_everything_else_as_it_is() {
    let stored = known();
    let fields = serde_json::to_value(&stored).expect("Settings have a JSON form");
    for field in fields.as_object().expect("they are an object").keys() {
        for typed in ["", "typed"] {
            let mut after = serde_json::to_value(Profile::default()).expect("Settings have a JSON form");
            after[field] = typed.into();
            let after: Profile = serde_json::from_value(after).expect("they are read back");
            let mut wanted = fields.clone();
            if !typed.is_empty() {
                wanted[field] = typed.into();
            }
            let found = stored.clone().with_changes(&Profile::default(), &after);
            assert_eq!(serde_json::to_value(&found).expect("Settings have a JSON form"), wanted, "{field}");
        }
    }
    // Taken out on purpose.
    assert_eq!(stored.clone().with_changes(&stored, &Profile::default()), Profile::default());
}

#[test]
fn an_answer_that_goes_to_and_fro_makes_no_new_situation() {
    let mut case = Case::hour();
    for _ in 0..50 {
        case.fact("m03.safe", "Yes");
        case.fact("m03.safe", "No");
    }
    assert!(case.state().situations.len() <= 3, "each would be looked through for every step of the plan");
}
