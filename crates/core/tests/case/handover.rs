//! The handover sheet: what stands on it, what stays out, and what is never cut.
use gh_core::case::{CaseState, Degree, Kind, StepAnswer};
use gh_core::guide::CantReason;
use gh_core::handover::{
    Body, IDENTITY, RANG_BACK, Sheet, TO_NAME, TO_NUMBER, TO_ROLE, TOLD_CHILD, ToDo, html, may_hold_the_place,
    noted_already, receiver, sheet, text,
};
use gh_core::record::{FieldKind, PLACE_NOW, Profile, SECTIONS, WAYS};
use gh_core::referral::{submission, submission_id};
use gh_wire::reference::Reference;

use super::kit::Case;
use super::referral::pack;

const MADE: &str = "21 November 2026, 14:49";

pub fn of(state: &CaseState, with_place: bool) -> Sheet {
    let to_do = [ToDo { title: "Tell the guardian service".into(), numbers: vec!["01632 960 430".into()] }];
    sheet(state, &Profile::default(), &pack(), &to_do, with_place)
}

/// Every word of a side.
pub fn words(parts: &[gh_core::handover::Part]) -> String {
    let mut all = String::new();
    for part in parts {
        all.push_str(part.title);
        match &part.body {
            Body::Facts(facts) => facts.iter().for_each(|(label, words)| all.push_str(&format!("\n{label}: {words}"))),
            Body::Points(points) => points.iter().for_each(|(word, words)| all.push_str(&format!("\n{word}{words}"))),
            Body::Said(said) => said.iter().for_each(|(words, came)| all.push_str(&format!("\n{words} ({came})"))),
            Body::Line(marks) => marks.iter().for_each(|mark| {
                let cant = if mark.cant { " could not" } else { "" };
                all.push_str(&format!("\n{}{cant} {}", mark.at, mark.words));
            }),
        }
        all.push('\n');
    }
    all
}

pub fn says(case: &mut Case, words: &str, asked: &str) {
    let (way, interpreter) = (WAYS[1].to_owned(), String::new());
    case.note(Kind::Said { of: None, words: words.into(), way, interpreter, asked: asked.into(), typed: None });
}

/// Every field of the record, each with words of its own; choices with their first answer.
pub fn full(words: &dyn Fn(&str) -> String) -> Case {
    let mut case = Case::hour();
    for field in SECTIONS.iter().flat_map(|section| section.fields) {
        match field.kind {
            FieldKind::Choice(options) => case.fact(field.id, options[0]),
            _ => case.fact(field.id, &words(field.id)),
        };
    }
    case
}

#[test]
fn the_sheet_of_an_empty_record_makes_nothing_up_and_leaves_room_to_write() {
    let sheet = of(&Case::hour().state(), true);
    assert_eq!(sheet.child, "A child");
    assert!(!sheet.asked, "nothing has been said that nobody should ask again");
    let first = words(&sheet.first);
    let lacking = "Not known: Name, Age, Language, Health, Needs, Phone, Papers, Looks\n";
    assert!(first.contains(lacking), "what nobody has written is named: {first}");
    for blank in ["From: \n", "To, and team: \n", "Their number: \n", "Checked: \n", "Child was told: \n"] {
        assert!(first.contains(blank), "{blank} in {first}");
    }
    assert!(!first.contains("What was seen"), "an empty part would look like a no");
}

#[test]
fn what_was_noted_stands_on_the_first_side_with_its_time() {
    let mut case = Case::hour();
    case.fact("m04.name", "Says Minh");
    case.fact("m05.age", "15");
    case.fact("m15.risk", "A man waits outside");
    says(&mut case, "He has my passport", "Where are your papers?");
    for (sign, says, degree) in [("ADU-01", "Adult answers", Degree::Seen), ("EXP-14", "Owes money", Degree::Suspected)]
    {
        case.note(Kind::Sign { sign: sign.into(), says: says.into(), danger: false, degree: Some(degree) });
    }
    case.later(7 * 60_000);
    for (title, answer) in [
        ("Move away from the man", StepAnswer::Done),
        ("Ring the guardian service", StepAnswer::Cant(CantReason::NoAnswer)),
        ("Take photographs", StepAnswer::NotNeeded),
    ] {
        let (covers, other_way) = (Vec::new(), None);
        case.note(Kind::Step { step: "A02".into(), title: title.into(), covers, other_way, answer });
    }
    let call = case.note(Kind::Rang { to: "Front door".into(), number: "01632 960 114".into(), step: None });
    case.note(Kind::GotThrough { call, answered: true });
    let sheet = of(&case.state(), false);
    assert!(sheet.asked);
    let first = words(&sheet.first);
    for line in [
        "Name: Says Minh.",
        "Age: 15.",
        "May leave, or be taken: A man waits outside.",
        "He has my passport (10:00, In English. Asked: Where are your papers?)",
        "Seen: Adult answers.",
        "Suspected: Owes money.",
        "10:00 Met the child",
        "10:07 Move away from the man",
        "10:07 could not Ring the guardian service: no answer",
        "10:07 Rang Front door: answered",
        "Tell the guardian service: 01632 960 430",
    ] {
        assert!(first.contains(line), "{line} in {first}");
    }
    assert!(!first.contains("Take photographs"), "what was not needed was not done");
}

#[test]
fn a_long_name_is_shortened_in_the_heading_and_stands_whole_on_the_sheet() {
    let mut case = Case::hour();
    let name = "Nguyễn Văn Minh ".repeat(20).trim().to_owned();
    case.fact("m04.name", &name);
    let sheet = of(&case.state(), false);
    assert!(sheet.child.chars().count() <= 91 && sheet.child.ends_with('…'), "{}", sheet.child);
    assert!(format!("{}{}", words(&sheet.first), words(&sheet.over)).contains(&name), "nothing is lost");
}

#[test]
fn a_second_tap_hands_nothing_over_again_and_a_child_who_had_gone_meanwhile_is_handed_over_anew() {
    let mut case = Case::hour();
    case.fact(TO_NAME, "A. Worker");
    let to = receiver(&case.state(), false);
    assert!(noted_already(&case.state(), &to).is_none());
    let first = case.note(Kind::HandedOver { to: to.clone() });
    assert_eq!(noted_already(&case.state(), &to).map(|given| given.event), Some(first));
    case.fact(TO_NUMBER, "01632 960 151");
    assert!(noted_already(&case.state(), &receiver(&case.state(), false)).is_none(), "more is known of them");
    case.later(60_000);
    case.note(Kind::ChildGone { last_seen: case.now.wall });
    assert!(noted_already(&case.state(), &to).is_none(), "they do not have the child");
    case.note(Kind::ChildFound);
    assert!(noted_already(&case.state(), &to).is_none(), "the child comes to them a second time");
    case.later(60_000);
    let second = case.note(Kind::HandedOver { to: to.clone() });
    assert_eq!(noted_already(&case.state(), &to).map(|given| given.event), Some(second));
}

#[test]
fn where_the_child_is_stands_on_it_only_for_a_receiver_with_a_name_and_only_if_it_is_put_in() {
    let place = |field: &str| format!("words of {field}");
    let places: Vec<&str> =
        SECTIONS.iter().flat_map(|section| section.fields).filter(|f| f.place).map(|f| f.id).collect();
    assert!(places.contains(&PLACE_NOW));
    for (name, with_place) in [("", true), ("", false), ("A. Worker", false), ("A. Worker", true)] {
        let mut case = full(&place);
        case.fact(TO_NAME, name);
        let state = case.state();
        assert_eq!(may_hold_the_place(&state), !name.is_empty());
        let sheet = of(&state, with_place);
        for out in [words(&sheet.first), words(&sheet.over), html(&sheet, MADE), text(&sheet, MADE)] {
            let there = places.iter().any(|field| out.contains(&place(field)));
            let may = with_place && !name.is_empty();
            assert!(!there || may, "{name:?}, {with_place}: {out}");
        }
        assert_eq!(words(&sheet.first).contains(&place(PLACE_NOW)), with_place && !name.is_empty());
    }
}

#[test]
fn every_other_word_of_the_record_is_on_the_sheet_somewhere_however_long_it_is() {
    for repeat in [1, 60] {
        let case = full(&|field| format!("words of {field}. ").repeat(repeat));
        let sheet = of(&case.state(), false);
        let all = words(&sheet.first) + &words(&sheet.over);
        for field in SECTIONS.iter().flat_map(|section| section.fields).filter(|field| !field.place) {
            if ["said.way", "said.interpreter", "said.asked", "m02.staff-number"].contains(&field.id) {
                continue;
            }
            if matches!(field.kind, FieldKind::Choice(_)) {
                continue;
            }
            let wanted = format!("words of {}. ", field.id).repeat(repeat);
            // Behind a number that cannot be right stands that it cannot.
            assert!(all.contains(wanted.trim().trim_end_matches('.')), "{} at {repeat}", field.id);
        }
        let side = words(&sheet.first).chars().count();
        assert!(side < 7_000, "the first side stays one side: {side} letters at {repeat}");
    }
}

#[test]
fn the_file_shows_what_was_typed_as_it_was_typed_and_runs_nothing() {
    let nasty = "<script>alert(1)</script> & \"'\u{202e}</td>";
    let mut case = full(&|_| nasty.to_owned());
    says(&mut case, nasty, nasty);
    let out = html(&of(&case.state(), false), MADE);
    assert!(!out.contains("<script"), "{out}");
    assert!(out.contains("&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;&#39;"));
    assert!(out.contains("default-src 'none'"), "the file may fetch nothing");
    assert!(!out.contains("http://") && !out.contains("https://") && !out.contains("src="), "nothing from elsewhere");
    assert!(out.contains("<title>Handover sheet</title>"), "a name is in no title");
    assert!(text(&of(&case.state(), false), MADE).contains(nasty), "the text holds it unchanged");
}

#[test]
fn handing_over_keeps_who_took_over_at_that_moment_and_can_be_done_twice() {
    let mut case = Case::hour();
    for (field, words) in [
        (TO_NAME, "A. Worker"),
        (TO_ROLE, "Duty team"),
        (TO_NUMBER, "01632 960 151"),
        (IDENTITY, "Yes"),
        (RANG_BACK, "Yes"),
        (TOLD_CHILD, "Who comes next"),
    ] {
        case.fact(field, words);
    }
    let to = receiver(&case.state(), true);
    assert!(to.place_given);
    case.note(Kind::HandedOver { to });
    case.later(30 * 60_000);
    case.fact(TO_NAME, "B. Carer");
    case.fact(TO_ROLE, "");
    case.note(Kind::HandedOver { to: receiver(&case.state(), false) });
    let state = case.state();
    let took: Vec<_> = state.handed_over.iter().map(|given| (given.to.name.as_str(), given.to.role.as_str())).collect();
    assert_eq!(took, [("A. Worker", "Duty team"), ("B. Carer", "")]);
    let first = words(&of(&state, false).first);
    assert!(first.contains("10:00 Handed over to A. Worker") && first.contains("10:30 Handed over to B. Carer"));
    assert!(state.has_unsent_words(), "the desk does not know it yet");
}

#[test]
fn the_sheet_is_called_what_the_desk_calls_the_record() {
    let mut case = Case::hour();
    let next = submission_id(&case.state());
    assert_eq!(of(&case.state(), false).reference, Reference::of(&next).as_str());
    let (digest, desk) = (gh_wire::digest::Digest::of(b"sealed"), "Northmere".into());
    case.note(Kind::Sealed { submission: next, digest, desk });
    assert_eq!(
        of(&case.state(), false).reference,
        Reference::of(&next).as_str(),
        "and not what the next would be called"
    );
}

#[test]
fn of_the_next_one_who_takes_over_nothing_is_said_that_was_known_of_the_last() {
    let mut case = Case::hour();
    for (field, words) in
        [(TO_NAME, "A. Worker"), (TO_NUMBER, "01632 960 151"), (IDENTITY, "Yes"), (TOLD_CHILD, "With A.")]
    {
        case.fact(field, words);
    }
    case.note(Kind::HandedOver { to: receiver(&case.state(), false) });
    let words_of = |case: &Case| words(&of(&case.state(), false).first);
    assert!(["A. Worker", "01632 960 151", "Card seen: Yes."].iter().all(|known| words_of(&case).contains(known)));
    assert_eq!(receiver(&case.state(), false), Default::default(), "the form is empty for the next one");
    // Without another name, what is written now is about the same person.
    case.later(60_000).fact(TO_NUMBER, "01632 960 152");
    let later = words_of(&case);
    assert!(later.contains("A. Worker") && later.contains("01632 960 152") && !later.contains("960 151"), "{later}");
    case.fact(TO_NUMBER, "");
    let state = case.state();
    let sent = submission(submission_id(&state), &case.log, &state, &Profile::default(), &pack(), case.now.wall);
    assert!(
        sent.sections.iter().flat_map(|section| &section.facts).all(|fact| fact.id != TO_NAME),
        "nobody is the next"
    );
    assert_eq!(sent.handed_over.iter().map(|given| given.name.as_str()).collect::<Vec<_>>(), ["A. Worker"]);
    case.later(60_000).fact(TO_NAME, "B. Worker");
    let (sheet, next) = (words_of(&case), receiver(&case.state(), false));
    assert!(sheet.contains("B. Worker") && !sheet.contains("01632 960 151") && !sheet.contains("Card seen"), "{sheet}");
    assert_eq!((next.identity.as_str(), next.told_child.as_str()), ("", ""), "nobody saw their card");
}
