//! Asked once: who has to read what is known, and when asking again lacks a reason.
use gh_core::asked::{me, my_role, needs_reason, not_known, open, taken_out, unread, written_of};
use gh_core::care::follow_up;
use gh_core::case::{Actor, Degree, Kind, Receiver};
use gh_core::guide::Role;
use gh_core::handover::{sheet, text};
use gh_core::record::{CALL_BACK, Profile, value};
use gh_core::referral::{submission, submission_id};
use gh_wire::digest::Digest;
use gh_wire::submission::Submission;

use super::kit::Case;
use super::referral::pack;

fn person(name: &str, staff_number: &str) -> Actor {
    Actor { name: name.into(), staff_number: staff_number.into() }
}

fn says(case: &mut Case, words: &str, asked: &str) {
    let (way, interpreter) = (String::new(), String::new());
    case.note(Kind::Said { of: None, words: words.into(), way, interpreter, asked: asked.into(), typed: None });
}

/// Who wrote what this person has not read.
fn to_read(case: &Case, me: &Actor) -> Option<String> {
    unread(&case.state(), me).map(|hand| hand.by.name.clone())
}

fn sent(case: &Case) -> Submission {
    let state = case.state();
    submission(submission_id(&state), &case.log, &state, &Profile::default(), &pack(), state.began)
}

#[test]
fn whoever_comes_second_has_to_read_once_and_again_when_the_other_has_gone_on() {
    let (first, second) = (person("PC 4471", ""), person("Officer 22", ""));
    for words in [
        Kind::Fact { field: "m04.name".into(), value: "Minh".into() },
        Kind::Sign { sign: "ADU-01".into(), says: "Answers".into(), danger: false, degree: Some(Degree::Seen) },
    ] {
        let mut case = Case::hour();
        case.by = first.clone();
        case.note(words.clone());
        assert_eq!(to_read(&case, &first), None, "one’s own words");
        assert_eq!(to_read(&case, &second).as_deref(), Some("PC 4471"));
        case.by = second.clone();
        case.note(Kind::AskedRead);
        assert_eq!(to_read(&case, &second), None);
        case.note(words.clone());
        assert_eq!(to_read(&case, &first).as_deref(), Some("Officer 22"), "the first comes back");
        case.by = first.clone();
        case.note(words);
        assert_eq!(to_read(&case, &second).as_deref(), Some("PC 4471"), "written since it was read");
    }
}

#[test]
fn nobody_has_to_read_what_says_nothing_of_the_child_or_what_they_may_have_written_themselves() {
    let (first, second, nobody) = (person("PC 4471", "4471"), person("Officer 22", ""), Actor::default());
    let mut case = Case::hour();
    case.by = first.clone();
    case.fact("m02.name", "PC 4471");
    case.note(Kind::PersonConfirmed);
    assert_eq!(to_read(&case, &second), None);
    says(&mut case, "Help", "");
    assert_eq!(to_read(&case, &nobody), None, "who gives no name cannot be told apart");
    assert_eq!(to_read(&case, &person(" pc 4471 ", "")), None, "the same name, written in another way");
    assert_eq!(to_read(&case, &person("PC 4471", "9")).as_deref(), Some("PC 4471"), "another number is another person");

    let mut case = Case::hour();
    case.by = nobody;
    says(&mut case, "Help", "");
    assert_eq!(to_read(&case, &second), None, "who wrote it is not known, and may be the same");
}

#[test]
fn a_second_question_without_a_reason_is_marked_and_with_one_it_carries_the_reason() {
    let (first, second) = (person("PC 4471", ""), person("Officer 22", ""));
    let mut case = Case::hour();
    case.by = first.clone();
    says(&mut case, "I sleep with the plants.", "Where did you sleep?");
    says(&mut case, "Four of us.", "With whom?");
    assert!(!needs_reason(&case.state(), &first), "the first who asks needs none");
    assert!(needs_reason(&case.state(), &second));
    case.by = second.clone();
    says(&mut case, "By himself, unasked.", "");
    says(&mut case, "In a room.", "Where did you sleep?");
    case.note(Kind::AskedAgain { reason: "The address was not noted".into() });
    assert!(!needs_reason(&case.state(), &second));
    assert!(case.state().has_unsent_words(), "a reason is sent too");
    says(&mut case, "Dock Lane.", "In which street?");

    let sent = sent(&case);
    let marked: Vec<&str> = sent.said.iter().filter(|said| said.no_reason).map(|said| said.words.as_str()).collect();
    assert_eq!(marked, ["In a room."]);
    let reasons: Vec<(&str, &str)> =
        sent.asked_again.iter().map(|again| (again.noted_by.as_str(), again.reason.as_str())).collect();
    assert_eq!(reasons, [("Officer 22", "The address was not noted")]);
}

#[test]
fn a_reason_that_is_taken_back_is_none() {
    let second = person("Officer 22", "");
    let mut case = Case::hour();
    says(&mut case, "I sleep with the plants.", "Where did you sleep?");
    case.by = second.clone();
    let reason = case.note(Kind::AskedAgain { reason: "The address".into() });
    case.note(Kind::Undone { event: reason });
    assert!(needs_reason(&case.state(), &second));
    assert!(sent(&case).asked_again.is_empty());
}

#[test]
fn the_log_names_the_person_of_the_settings_or_of_the_case_and_after_a_handover_whoever_wrote_themselves_in_since() {
    let profile = Profile { name: "PC 4471".into(), staff_number: "4471".into(), ..Profile::default() };
    let nobody = Profile::default();
    let mut case = Case::hour();
    assert_eq!(me(&case.state(), &profile), person("PC 4471", "4471"));
    assert_eq!(me(&case.state(), &nobody), person("", ""));
    case.fact("m02.name", "A. Officer");
    case.fact("m02.staff-number", "7");
    assert_eq!(me(&case.state(), &nobody), person("A. Officer", "7"));
    assert_eq!(me(&case.state(), &profile), person("PC 4471", "4471"), "Settings go first");
    case.later(60_000);
    case.note(Kind::HandedOver { to: Receiver::default() });
    case.later(60_000);
    case.fact("m02.name", "B. Worker");
    for settings in [&nobody, &profile] {
        assert_eq!(me(&case.state(), settings), person("B. Worker", ""), "the number was of the other");
    }
}

#[test]
fn who_had_the_child_before_stays_on_the_sheets_when_the_next_one_writes_themselves_in() {
    let mut case = Case::hour();
    let of = |case: &Case| {
        let (state, profile) = (case.state(), Profile::default());
        let sheet = text(&sheet(&state, &profile, &pack(), &[], false), "21 November 2026, 14:49");
        let follow_up = follow_up(&state, &profile, false).into_iter().flat_map(|part| part.lines);
        (sheet, follow_up.map(|(label, words)| format!("{label}: {words}")).collect::<Vec<_>>().join("\n"))
    };
    for (field, words) in [("m02.name", "A. Officer"), ("m02.organisation", "Port"), ("m02.call-back", "01632 960 001")]
    {
        case.fact(field, words);
    }
    case.by = person("A. Officer", "");
    case.note(Kind::RoleChosen { role: Some(Role::Border) });
    case.later(60_000);
    case.note(Kind::HandedOver { to: Receiver { name: "B. Worker".into(), ..Receiver::default() } });
    let (sheet, follow_up) = of(&case);
    assert!(!sheet.contains("Before them") && follow_up.contains("Your work"), "{sheet} {follow_up}");
    case.later(60_000);
    case.fact("m02.name", "B. Worker");
    let (sheet, follow_up) = of(&case);
    let before = "A. Officer, Port, 01632 960 001, until 10:01";
    assert!(
        follow_up.contains(before) && follow_up.contains("The child is with: B. Worker, since 10:01"),
        "{follow_up}"
    );
    let who = "From: A. Officer, Port, 01632 960 001\nWrites since: B. Worker\n";
    assert!(sheet.contains(who), "whoever writes now has not handed the child over: {sheet}");
    assert!(!follow_up.contains("Your work"), "the work was of the other: {follow_up}");
    case.by = person("B. Worker", "");
    case.note(Kind::RoleChosen { role: Some(Role::SocialCare) });
    assert!(of(&case).1.contains("Your work: Social care"), "they chose their own");
    assert_eq!(sent(&case).handed_over[0].noted_by, "A. Officer, Port, 01632 960 001");
}

#[test]
fn whoever_takes_a_case_over_on_another_phone_is_not_logged_under_the_name_of_the_giver() {
    let mut case = Case::hour();
    case.fact("m02.name", "A. Officer");
    case.fact("m02.staff-number", "7");
    case.fact(CALL_BACK, "01632 960 001");
    let (from, head) = (person("A. Officer", "7"), Digest::of(b"their log"));
    // The other phone's clock is an hour behind.
    case.now.wall.ms -= 3_600_000;
    case.note(Kind::TakenOver { from, head, left_out: 0, elapsed_ms: 60_000, begins: true });
    assert_eq!(me(&case.state(), &Profile::default()), person("", ""), "they have not said who they are");
    case.fact("m02.name", "B. Worker");
    assert_eq!(me(&case.state(), &Profile::default()), person("B. Worker", ""));
    assert_eq!(value(&case.state(), &Profile::default(), CALL_BACK), None, "their number is not the giver's");
}

#[test]
fn a_name_with_a_comma_is_the_same_person_and_an_organisation_alone_is_nobody() {
    for (name, organisation) in [("Officer, A.", "Port"), ("", "Port")] {
        let mut case = Case::hour();
        case.by = person("", "");
        case.fact("m02.name", name);
        case.fact("m02.organisation", organisation);
        case.note(Kind::RoleChosen { role: Some(Role::Border) });
        case.note(Kind::HandedOver { to: Receiver { name: "B. Worker".into(), ..Receiver::default() } });
        let (state, profile) = (case.state(), Profile::default());
        let lines = follow_up(&state, &profile, false).into_iter().flat_map(|part| part.lines);
        let labels: Vec<&str> = lines.map(|(label, _)| label).collect();
        assert!(labels.contains(&"Your work") && !labels.contains(&"Had the child before"), "{name}: {labels:?}");
    }
}

#[test]
fn the_number_of_whoever_had_the_child_before_never_stands_behind_the_name_of_the_next() {
    let settings = Profile { name: "A. Officer".into(), call_back: "01632 960 001".into(), ..Profile::default() };
    for in_settings in [true, false] {
        let mut case = Case::hour();
        let profile = if in_settings { settings.clone() } else { Profile::default() };
        if !in_settings {
            case.fact("m02.name", "A. Officer");
            case.fact(CALL_BACK, "01632 960 001");
        }
        case.note(Kind::HandedOver { to: Receiver { name: "B. Worker".into(), ..Receiver::default() } });
        assert_eq!(value(&case.state(), &profile, CALL_BACK), Some("01632 960 001"), "the same person goes on");
        case.fact("m02.name", "B. Worker");
        assert_eq!(value(&case.state(), &profile, CALL_BACK), None, "it is asked for again");
        case.fact(CALL_BACK, "01632 960 002");
        case.fact("m02.name", "B. C. Worker");
        assert_eq!(value(&case.state(), &profile, CALL_BACK), Some("01632 960 002"));
    }
}

#[test]
fn a_step_that_was_done_before_the_app_was_opened_says_what_the_record_says_of_it() {
    let mut case = Case::concern();
    let step = |id: &str, covers: &[&str]| -> gh_core::guide::Step {
        let step = serde_json::json!({
            "id": id, "title": "", "why": { "text": "", "mark": "D" }, "minute": 1, "when": "always",
            "stage": "social-care", "covers": covers,
        });
        serde_json::from_value(step).expect("a step")
    };
    assert_eq!(written_of(&case.state(), &step("A04", &[])), []);
    case.fact("m14.police-reference", "CAD 0412");
    case.fact("m14.care-name", "R. Worker");
    let state = case.state();
    let words = |step| written_of(&state, &step).into_iter().map(|(_, words)| words.to_owned()).collect::<Vec<_>>();
    assert_eq!(words(step("A04", &[])), ["CAD 0412"]);
    assert_eq!(words(step("A06", &[])), ["R. Worker"]);
    assert_eq!(words(step("A12", &[])), [""; 0]);
    assert_eq!(words(step("P9", &["A04"])), ["CAD 0412"], "a row of a role that covers it");
}

#[test]
fn an_answer_that_was_taken_out_is_not_among_what_nobody_has_asked() {
    let mut pack = pack();
    let matter = |id: &str, field: &str| {
        serde_json::json!({
            "id": id, "title": id, "fields": [field], "steps": ["A12"], "ask": "may", "why": { "text": "", "mark": "D" },
        })
    };
    pack.matters = [matter("age", "m05.age"), matter("harm", "m08.sexual"), matter("name", "m04.name")]
        .map(|matter| serde_json::from_value(matter).expect("a matter"))
        .into();
    let mut case = Case::hour();
    case.fact("m05.age", "14");
    case.fact("m08.sexual", "Not sure");
    case.fact("m05.age", "");
    let state = case.state();
    let titles = |matters: Vec<&gh_core::guide::Matter>| matters.into_iter().map(|m| m.id.clone()).collect::<Vec<_>>();
    assert_eq!(titles(open(&pack, &state)), ["harm", "name"], "a doubt of whoever writes is no answer of the child");
    let out = taken_out(&pack, &state);
    let was: Vec<_> =
        out.iter().flat_map(|out| &out.facts).map(|(_, fact)| (fact.value.as_str(), fact.by.name.as_str())).collect();
    assert_eq!(was, [("14", "PC 4471")]);
    case.note(Kind::NotKnown { section: "m04".into(), because: Some("she would not say".into()) });
    let state = case.state();
    let why: Vec<_> = not_known(&pack, &state).into_iter().map(|(matter, why)| (matter.id.as_str(), why)).collect();
    assert_eq!((titles(open(&pack, &state)), why), (vec!["harm".to_owned()], vec![("name", "she would not say")]));
    let over = text(&sheet(&state, &Profile::default(), &pack, &[], false), "");
    assert!(over.contains("You may ask: name. Not known: she would not say."), "{over}");
    assert!(over.contains("Asked, and the answer was taken out") && over.contains("Nobody has asked"), "{over}");
    case.fact("m05.age", "15");
    assert_eq!(taken_out(&pack, &case.state()), []);
}

#[test]
fn the_work_is_of_whoever_chose_it_in_the_case_or_in_settings() {
    let named = |name: &str, role: Option<Role>, by: &str| {
        let mut profile = Profile { name: by.into(), ..Profile::default() };
        profile.works_as(role);
        Profile { name: name.into(), ..profile }
    };
    let (ben, anna) = (named("Ben", Some(Role::Border), "Ben"), named("Anna", Some(Role::Police), "Anna"));
    let bens_tablet = named("Anna", Some(Role::Border), "Ben");
    assert_eq!(
        (ben.own_role(), anna.own_role(), bens_tablet.own_role()),
        (Some(Role::Border), Some(Role::Police), None)
    );
    assert_eq!(
        named("Anna", Some(Role::Police), "").own_role(),
        Some(Role::Police),
        "it may have come before the name"
    );
    let mut case = Case::concern();
    case.by = ben.actor();
    case.note(Kind::RoleChosen { role: Some(Role::Border) });
    let of = |case: &Case, profile: &Profile| my_role(&case.state(), profile);
    assert_eq!((of(&case, &ben), of(&case, &anna)), (Some(Role::Border), Some(Role::Police)));
    assert_eq!(of(&case, &bens_tablet), None);
    // Anna finds the child: the steps are those of her work, or it is asked.
    case.by = anna.actor();
    case.note(Kind::HourStarted { met_at: case.now.wall, early_tap: false, guidance: String::new() });
    assert_eq!((case.state().role, case.state().role_settled), (None, false));
}
