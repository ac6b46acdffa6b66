//! Three hours as they happen, from the situations of the first-hour guidance. No person in them is real.
use gh_core::case::StepAnswer;
use gh_core::guide::{CantReason, Nation, Role};
use gh_core::record::{Profile, SAID_WORDS, missing_to_send};
use gh_core::referral::{submission, submission_id};
use gh_wire::submission::{Answer, Submission};

use super::kit::{Hour, PACK};

fn send(hour: &Hour) -> Submission {
    let (state, profile) = (hour.state(), Profile { call_back: "01632 960 150".into(), ..Profile::default() });
    assert!(missing_to_send(&state, &profile).is_empty());
    submission(submission_id(&state), &hour.log, &state, &profile, &PACK, hour.now.wall)
}

fn words(sent: &Submission, section: &str) -> Vec<String> {
    let section = sent.sections.iter().find(|known| known.id == section).expect("in the record");
    section.facts.iter().map(|fact| fact.value.clone()).collect()
}

#[test]
fn police_find_a_boy_tending_plants_in_a_raided_house() {
    let mut hour = Hour::new(None, Some(Nation::England));
    assert_eq!(hour.next(), "A01");
    hour.done();
    hour.role(Some(Role::Police));
    assert_eq!(hour.next(), "P2", "the place was made safe before the role was known");
    for (question, option) in
        [("where", "raid"), ("who", "nobody"), ("language", "no"), ("phone", "yes"), ("hurt", "not-sure")]
    {
        hour.say(question, option);
    }
    hour.fact("m13.suspected", "Yes");
    assert_eq!(hour.to_do()[..9], ["P2", "P3", "P7", "P4", "P8", "P5a", "P5b", "P6", "P19"]);
    hour.done_until("P7");
    hour.minutes(5).cant(CantReason::NoAnswer);
    hour.done();
    assert_eq!(hour.next(), "P4");
    hour.say("others", "yes");
    assert_eq!(hour.next(), "P4", "the open step stays");
    assert!(hour.to_do().contains(&"P25".into()));
    hour.done_until("P9");
    hour.minutes(10);
    assert_eq!(hour.to_do()[..2], ["P9", "P7"], "the interpreter line is rung again after the open step");

    hour.fact("m01.now", "Number 4, the front room");
    hour.fact("m04.name", "Minh");
    hour.fact("m05.age", "“Sixteen”");
    hour.fact(SAID_WORDS, "Tôi không được ra ngoài.");
    hour.fact("m15.tonight", "Foster carers");
    let sent = send(&hour);
    assert_eq!((sent.from.role.as_str(), sent.child_as_said.as_str()), (Role::Police.word(), "Minh, “Sixteen”"));
    assert_eq!(sent.place_now.as_deref(), Some("Number 4, the front room\nTonight: Foster carers"));
    assert_eq!(sent.said.iter().map(|said| said.words.as_str()).collect::<Vec<_>>(), ["Tôi không được ra ngoài."]);
    assert_eq!(words(&sent, "m13"), ["Yes"]);
    let keys: Vec<&str> = sent.steps.iter().map(|step| step.key.as_str()).collect();
    assert_eq!(keys[..5], ["A01", "P2", "P3", "P7", "P7"]);
    assert_eq!((sent.steps[3].answer, sent.steps[3].reason.as_deref()), (Answer::Cant, Some("No answer")));
    assert_eq!((sent.steps[4].answer, sent.steps[4].title.as_str()), (Answer::Done, "Use a card and pictures"));
}

#[test]
fn border_staff_meet_a_girl_with_an_aunt_at_an_airport() {
    let mut hour = Hour::new(Some(Role::Border), Some(Nation::England));
    for (question, option) in [("who", "adult"), ("language", "little"), ("where", "port"), ("phone", "no")] {
        hour.say(question, option);
    }
    assert_eq!(hour.to_do()[..9], ["B1a", "B1b", "B2", "B3", "B7", "B5", "B8a", "B8b", "B4"]);
    hour.fact("m05.age-doubt", "Yes");
    assert!(hour.to_do().contains(&"B9".into()));
    hour.done_until("B3");
    hour.cant(CantReason::NotSafe);
    hour.done();
    assert_eq!(hour.next(), "B7");
    hour.say("leaving", "yes");
    assert_eq!(hour.next(), "B16", "the aunt takes her hand: the way out comes first");
    hour.done();
    assert_eq!(hour.next(), "B7");

    hour.fact("m01.now", "Room behind desk 3, landside");
    hour.fact("m07.adults", "Says she is the aunt. Passport seen.");
    hour.fact("m11.holder", "The adult holds the girl’s passport");
    let sent = send(&hour);
    assert_eq!(sent.place_now.as_deref(), Some("Room behind desk 3, landside"));
    assert_eq!(words(&sent, "m07"), ["Says she is the aunt. Passport seen."]);
    assert!(sent.steps.iter().any(|step| step.key == "B3" && step.reason.as_deref() == Some("Not safe")));
    assert_eq!(sent.from.role, Role::Border.word());
}

#[test]
fn a_teacher_learns_that_unknown_adults_wait_for_a_pupil() {
    let mut hour = Hour::new(Some(Role::Education), Some(Nation::Wales));
    for (question, option) in [("where", "school"), ("who", "children"), ("language", "yes"), ("hurt", "no")] {
        hour.say(question, option);
    }
    assert_eq!(hour.to_do()[..8], ["E1", "E2", "E3", "E4", "E10", "E17", "E5", "E7"]);
    hour.done_until("E3");
    hour.cant(CantReason::NoAnswer);
    hour.done();
    hour.done_until("E17");
    hour.say("danger", "yes");
    assert_eq!(hour.to_do()[..3], ["E1", "E7", "E17"], "they come to the gate: safety, then 999");
    hour.done();
    hour.done();
    assert_eq!(hour.next(), "E17");
    hour.gone();
    assert_eq!(hour.next(), "E14", "the child leaves by another door");

    hour.fact("m01.now", "Not known. Last seen at the side gate");
    hour.fact("m04.name", "Tegan");
    hour.fact("m07.vehicle", "Grey van");
    let sent = send(&hour);
    assert_eq!((sent.child_as_said.as_str(), words(&sent, "m07")), ("Tegan", vec!["Grey van".to_owned()]));
    assert!(sent.steps.iter().all(|step| step.key != "E14"), "what has no answer yet is not called done");
    let answered = hour.state().answers.iter().filter(|answer| answer.answer == StepAnswer::Done).count();
    assert_eq!(sent.steps.iter().filter(|step| step.answer == Answer::Done).count(), answered);
}
