//! What is sent: the words as typed, places apart, the log whole.
use std::collections::BTreeSet;

use gh_core::case::{Kind, Log};
use gh_core::guide::{Pack, Role};
use gh_core::record::{CallPart, HOW_KNOWN, Profile, SAID, SECTIONS, also_written, from_field, how_field};
use gh_core::referral::{case_file, fitting, submission, submission_id};
use gh_wire::chain::first_break;
use gh_wire::digest::Digest;
use gh_wire::submission::{LEFT_OUT, Occasion, Submission};

use super::kit::{Case, MET_MS, id};

pub fn pack() -> Pack {
    serde_json::from_value(serde_json::json!({
        "edition": "2026-11", "date": "2026-11-21", "numbers_checked": "November 2026", "standing": "",
        "actions": [], "tracks": [], "conditions": [], "questions": [], "red_list": [], "nations": [], "topics": [],
        "sign_groups": [], "pointers": [], "signs": [], "matters": [], "form": [],
        "contacts": [], "sources": [], "bank_holidays": [],
        "areas": [{ "id": "camden", "name": "Camden", "nation": "england", "lines": [], "guardian": "" }],
    }))
    .expect("a pack")
}

fn sent(case: &Case, profile: &Profile) -> Submission {
    let state = case.state();
    submission(submission_id(&state), &case.log, &state, profile, &pack(), case.now.wall)
}

fn texts(sent: &Submission) -> Vec<&str> {
    sent.sections.iter().flat_map(|section| &section.facts).map(|fact| fact.value.as_str()).collect()
}

#[test]
fn places_stand_apart_from_the_sections() {
    for (now, tonight, wanted) in [
        ("", "", None),
        ("Bus bay 4", "", Some("Bus bay 4")),
        ("", "Foster home", Some("Tonight: Foster home")),
        ("Bus bay 4", "Foster home", Some("Bus bay 4\nTonight: Foster home")),
    ] {
        let mut case = Case::hour();
        case.fact("m01.now", now);
        case.fact("m15.tonight", tonight);
        case.fact("m15.risk", "A car waits");
        let sent = sent(&case, &Profile::default());
        assert_eq!(sent.place_now.as_deref(), wanted);
        assert_eq!(texts(&sent), ["A car waits"]);
    }
}

#[test]
fn where_the_child_was_last_seen_stands_with_the_places_under_its_own_word() {
    let mut case = Case::hour();
    case.fact("m15.last-seen", "East door, towards Dock Lane");
    let sent = sent(&case, &Profile::default());
    assert_eq!(sent.place_now.as_deref(), Some("Last seen: East door, towards Dock Lane"));
    assert!(texts(&sent).is_empty());
}

#[test]
fn every_word_of_the_record_is_sent_once_under_its_own_label() {
    let mut case = Case::hour();
    for field in SECTIONS.iter().flat_map(|section| section.fields) {
        case.fact(field.id, &format!("words of {} العربية", field.id));
    }
    let sent = sent(&case, &Profile::default());
    let facts: Vec<_> = sent.sections.iter().flat_map(|section| &section.facts).collect();
    let sections = SECTIONS.iter().filter(|section| section.id != SAID);
    let fields: Vec<_> = sections.flat_map(|section| section.fields).filter(|field| !field.place).collect();
    assert_eq!(facts.len(), fields.len());
    for (fact, field) in facts.into_iter().zip(fields) {
        assert_eq!((fact.id.as_str(), fact.label.as_str()), (field.id, field.label));
        assert_eq!(fact.value, format!("words of {} العربية", field.id));
        assert!(!fact.childs_words, "they are entries");
    }
    assert_eq!(Submission::parse(&sent.to_json()), Ok(sent));
}

#[test]
fn each_fact_says_how_it_is_known_who_wrote_it_and_when() {
    let mut case = Case::hour();
    case.later(60_000).fact("m05.age", "15");
    case.fact(&how_field("m05.age"), HOW_KNOWN[1]);
    case.fact(&from_field("m05.age"), "Through the interpreter");
    case.fact("m04.name", "Minh");
    let sent = sent(&case, &Profile::default());
    let facts: Vec<_> = sent.sections.iter().flat_map(|section| &section.facts).collect();
    let known: Vec<_> = facts.iter().map(|f| (f.value.as_str(), f.known.as_str(), f.known_from.as_str())).collect();
    assert_eq!(known, [("Minh", "", ""), ("15", "The child said it", "Through the interpreter")]);
    assert!(facts.iter().all(|fact| fact.at_ms == MET_MS + 60_000 && fact.noted_by == "PC 4471"));
}

#[test]
fn how_a_fact_was_known_does_not_stand_beside_the_next_one() {
    let mut case = Case::hour();
    case.fact("m05.age", "15");
    case.fact(&how_field("m05.age"), HOW_KNOWN[1]);
    case.fact(&from_field("m05.age"), "Through the interpreter");
    case.fact("m05.age", "");
    case.fact("m05.age", "16");
    let sent = sent(&case, &Profile::default());
    let facts: Vec<_> = sent.sections.iter().flat_map(|section| &section.facts).collect();
    let known: Vec<_> = facts.iter().map(|f| (f.value.as_str(), f.known.as_str(), f.known_from.as_str())).collect();
    assert_eq!(known, [("16", "", "")]);
}

#[test]
fn calls_go_with_what_was_written_about_each() {
    let mut case = Case::hour();
    let rang = |to: &str| Kind::Rang { to: to.into(), number: "01632 960 101".into(), step: None };
    let first = case.note(rang("Police"));
    let second = case.note(rang("Police"));
    case.note(Kind::GotThrough { call: second, answered: true });
    case.fact(&CallPart::Reference.field(second), "Log 412");
    let taken_back = case.note(rang("By mistake"));
    case.note(Kind::Undone { event: taken_back });
    let calls = sent(&case, &Profile::default()).calls;
    let told: Vec<_> = calls.iter().map(|call| (call.id, call.answered, call.reference.as_str())).collect();
    assert_eq!(told, [(first, None, ""), (second, Some(true), "Log 412")]);
}

#[test]
fn who_answered_a_call_and_their_reference_are_written_once_and_stand_in_the_record_too() {
    let step = |id: &str, covers: &[&str]| {
        serde_json::json!({
            "id": id, "title": "", "why": { "text": "", "mark": "D" }, "minute": 1, "when": "always",
            "stage": "social-care", "covers": covers,
        })
    };
    let mut pack = pack();
    pack.actions = [step("A04", &[]), step("A06", &[]), step("A08", &[]), step("E5", &["A06"])]
        .map(|step| serde_json::from_value(step).expect("a step"))
        .into();
    let line = serde_json::json!({ "number": "999", "used": "any", "who": "", "status": "confirmed", "read_in": "", "read_date": "" });
    let contact =
        serde_json::json!({ "id": "emergency", "name": "", "use_for": "", "group": "emergency", "lines": [line] });
    let mut case = Case::hour();
    let writes = |case: &mut Case, call, part: CallPart, words: &str| {
        let state = case.state();
        let noted = state.calls.iter().find(|noted| noted.event == call).expect("it was noted");
        let also = also_written(&pack, &Profile::default(), &state, noted, part, words);
        case.fact(&part.field(call), words);
        for (field, words) in also {
            case.fact(field, &words);
        }
    };
    let rings = |case: &mut Case, step: &str, number: &str| {
        case.note(Kind::Rang { to: "Them".into(), number: number.into(), step: Some(step.into()) })
    };
    let fact = |case: &Case, field: &str| case.state().fact(field).map(str::to_owned);
    let care = rings(&mut case, "E5", "01632 960 101");
    for words in ["R. Wor", "R. Worker"] {
        writes(&mut case, care, CallPart::Person, words);
    }
    writes(&mut case, care, CallPart::Agreed, "They come at 11");
    assert_eq!(fact(&case, "m14.care-name").as_deref(), Some("R. Worker"), "as it is typed");
    assert_eq!(fact(&case, "m14.care-time").as_deref(), Some("10:00"));
    assert_eq!(fact(&case, "m14.care-phone").as_deref(), Some("01632 960 101"), "who answered has a number");
    // What the person puts there themselves stays, and so does what the first call brought.
    case.fact("m14.care-reference", "CS 77");
    writes(&mut case, care, CallPart::Reference, "CS 1");
    assert_eq!(fact(&case, "m14.care-reference").as_deref(), Some("CS 77"));
    let again = rings(&mut case, "A06", "01632 960 101");
    writes(&mut case, again, CallPart::Person, "Somebody else");
    assert_eq!(fact(&case, "m14.care-name").as_deref(), Some("R. Worker"));
    // Of a call about something else nothing goes over, nor where the step rang another number in place of the council's.
    let other = rings(&mut case, "A08", "01632 960 102");
    writes(&mut case, other, CallPart::Person, "Nurse");
    let police = rings(&mut case, "A04", "999");
    writes(&mut case, police, CallPart::Reference, "CAD 0412");
    assert_eq!(fact(&case, "m14.police-reference").as_deref(), Some("CAD 0412"));
    assert_eq!(fact(&case, "m14.police-officer"), None);
    let mut with_999 = pack.clone();
    with_999.contacts = vec![serde_json::from_value(contact).expect("a contact")];
    let state = case.state();
    let in_place = rings(&mut case, "A06", "999");
    let noted = case.state().calls.iter().find(|noted| noted.event == in_place).cloned().expect("it was noted");
    assert_eq!(also_written(&with_999, &Profile::default(), &state, &noted, CallPart::Reference, "999 log"), []);
}

#[test]
fn a_call_that_was_not_made_from_a_step_is_known_by_its_number() {
    let contact = serde_json::json!({
        "id": "emergency", "name": "", "use_for": "", "group": "emergency",
        "lines": [{ "number": "999", "used": "any", "who": "", "status": "confirmed", "read_in": "", "read_date": "" }],
    });
    let mut pack = pack();
    pack.contacts = vec![serde_json::from_value(contact).expect("a contact")];
    let profile = Profile { front_door: "01632 960 140".into(), ..Profile::default() };
    for (number, field) in
        [("999", Some("m14.police-reference")), ("01632 960 140", Some("m14.care-reference")), ("01632 960 199", None)]
    {
        let mut case = Case::hour();
        let call = case.note(Kind::Rang { to: "Them".into(), number: number.into(), step: None });
        let state = case.state();
        let noted = state.calls.iter().find(|noted| noted.event == call).expect("it was noted");
        let also = also_written(&pack, &profile, &state, noted, CallPart::Reference, "Log 1");
        assert_eq!(also.first().map(|(field, _)| *field), field, "{number}");
    }
}

#[test]
fn settings_speak_for_the_person_until_the_case_does() {
    let profile = Profile {
        name: "A. Example".into(),
        role: "education".into(),
        call_back: "01632 960 150".into(),
        area: "camden".into(),
        ..Profile::default()
    };
    let mut case = Case::concern();
    let by_settings = sent(&case, &profile);
    let from = &by_settings.from;
    assert_eq!((from.name.as_str(), from.role.as_str()), ("A. Example", Role::Education.word()));
    assert_eq!((from.call_back.as_str(), from.area.as_str()), ("01632 960 150", "Camden"));
    assert_eq!((by_settings.occasion, by_settings.met_at_ms), (Occasion::Concern, None));
    case.by = profile.actor();
    case.note(Kind::RoleChosen { role: Some(Role::Health) });
    let another = Profile { name: "B. Example".into(), ..profile.clone() };
    assert_eq!(sent(&case, &another).from.role, "Not given", "the work was that of the one before");
    case.fact("m02.name", "");
    let by_case = sent(&case, &profile);
    assert_eq!((by_case.from.name.as_str(), by_case.from.role.as_str()), ("", Role::Health.word()));
}

#[test]
fn not_known_goes_with_its_words() {
    let mut case = Case::hour();
    case.note(Kind::NotKnown { section: "m06".into(), because: Some("She did not speak".into()) });
    let sent = sent(&case, &Profile::default());
    let marked: Vec<_> =
        sent.sections.iter().filter_map(|s| Some((s.id.as_str(), s.not_known_because.as_deref()?))).collect();
    assert_eq!(marked, [("m06", "She did not speak")]);
}

#[test]
fn the_log_that_is_sent_can_be_checked() {
    let mut case = Case::hour();
    case.fact("m04.name", "Nguyễn");
    let sent = sent(&case, &Profile::default());
    assert_eq!((sent.occasion, sent.met_at_ms), (Occasion::Hour, Some(MET_MS)));
    let read = Log::read(case.log.case(), sent.log.into_iter().map(String::into_bytes)).expect("one chain");
    assert_eq!(read, case.log);
}

#[test]
fn a_saved_case_holds_every_entry_but_the_place_and_can_be_checked() {
    let mut case = Case::hour();
    case.fact("m01.now", "CANARY house");
    case.fact("m04.name", "Minh");
    case.fact("m15.tonight", "CANARY home");
    let mut file = case_file(&case.log);
    assert_eq!((file.case_id, file.log.len(), first_break(&file.log)), (id(7), 4, None));
    let text = String::from_utf8(file.to_json()).expect("JSON is text");
    assert!(text.contains("Minh") && !text.contains("CANARY"), "{text}");
    file.log[2] = file.log[2].replace("Minh", "Linh");
    assert_eq!(first_break(&file.log), None, "only what is left out names the one before it");
    file.log.remove(1);
    assert_eq!(first_break(&file.log), Some(1));
}

#[test]
fn each_submission_of_a_case_has_its_own_id_that_stays_the_same_until_it_is_sealed() {
    let mut case = Case::hour();
    let mut seen = BTreeSet::new();
    for _ in 0..5 {
        let next = submission_id(&case.state());
        case.fact("m04.name", "Linh");
        assert_eq!(submission_id(&case.state()), next, "writing on does not rename it");
        assert!(seen.insert(next));
        case.note(Kind::Sealed { submission: next, digest: Digest::of(b""), desk: String::new() });
    }
    assert!(!seen.contains(&id(7)), "nor is it the case's own");
}

#[test]
fn a_long_record_leaves_out_only_drafts_that_were_written_over_and_keeps_its_chain() {
    let mut case = Case::hour();
    case.fact("m04.name", "Minh");
    for draft in 1..=40 {
        case.fact("m09.why", &"He waited by the door. ".repeat(draft));
    }
    let whole = sent(&case, &Profile::default());
    let limit = whole.to_json().len() * 2 / 3;
    let bytes = fitting(whole.clone(), &case.log, limit).expect("it fits without old drafts");
    assert!(bytes.len() <= limit);
    let fitted = Submission::parse(&bytes).expect("readable");
    assert_eq!(fitted.sections, whole.sections);
    assert_eq!(fitted.log.len(), whole.log.len());
    assert_eq!(fitted.log.last(), whole.log.last());
    for (place, (kept, full)) in fitted.log.iter().zip(&whole.log).enumerate() {
        let left_out = format!("{LEFT_OUT}{}", Digest::of(full.as_bytes()));
        assert!(kept == full || *kept == left_out, "entry {place}");
    }
    assert!(fitted.log.iter().any(|text| text.contains("Minh")), "a word that nothing has written over stays");
    assert_eq!(fitting(whole.clone(), &case.log, usize::MAX), Ok(whole.to_json()), "nothing is left out without need");
}

#[test]
fn a_record_that_cannot_fit_says_how_long_it_is() {
    let mut case = Case::hour();
    case.fact("m09.why", &"x".repeat(4_000));
    let whole = sent(&case, &Profile::default());
    assert_eq!(fitting(whole.clone(), &case.log, 1_000), Err(whole.to_json().len()));
}
