//! After Send: an update holds what is new and nothing else, and with its parent it is the record as it stands.
use gh_core::case::{Degree, Kind, StepAnswer};
use gh_core::guide::Role;
use gh_core::outbox::{Attention, Item, State};
use gh_core::record::{CallPart, Profile, SAID_ASKED, SAID_WORDS, how_field};
use gh_core::referral::{added, fitting, submission, submission_id, to_quote, to_send, unsent};
use gh_wire::chain::first_break;
use gh_wire::digest::Digest;
use gh_wire::id::Id;
use gh_wire::submission::{LEFT_OUT, Submission};
use gh_wire::update::{How, What, apply};
use proptest::prelude::*;

use super::kit::{Case, wall};
use super::referral::pack;

fn settings(name: &str) -> Profile {
    Profile { name: name.into(), call_back: "01632 960 150".into(), ..Profile::default() }
}

fn whole(case: &Case, profile: &Profile) -> Submission {
    let state = case.state();
    submission(submission_id(&state), &case.log, &state, profile, &pack(), case.now.wall)
}

/// The queue with everything in it that has no receipt.
fn queue(case: &Case) -> Vec<Item> {
    let sent = case.state().sent.into_iter().filter(|sent| sent.received.is_none());
    sent.map(|sent| Item::sealed(sent.submission, sent.digest, 0, 0, 0)).collect()
}

/// What Send makes, and the mark of it in the log.
fn send(case: &mut Case, profile: &Profile) -> Submission {
    let state = case.state();
    let sent = to_send(&case.log, &state, profile, &pack(), &queue(case), case.now.wall);
    case.note(Kind::Sealed { submission: sent.id, digest: Digest::of(&sent.to_json()), desk: "Northmere".into() });
    sent
}

fn news(case: &Case) -> Vec<(What, How, String)> {
    let lines = unsent(&case.log, &case.state(), &settings("A"), &pack(), &queue(case));
    lines
        .unwrap_or_default()
        .into_iter()
        .map(|line| (line.what, line.how, format!("{}: {}", line.label, line.words)))
        .collect()
}

fn says(words: &str) -> Kind {
    let (way, interpreter, asked) = Default::default();
    Kind::Said { of: None, words: words.into(), way, interpreter, asked, typed: None }
}

#[test]
fn the_first_is_whole_and_the_next_names_it_and_holds_only_what_is_new() {
    let mut case = Case::hour();
    case.fact("m01.now", "Bus bay 4");
    case.fact("m04.name", "Minh");
    case.note(says("He has my passport."));
    let first = send(&mut case, &settings("A"));
    assert_eq!((first.update.as_ref(), first.place_now.as_deref()), (None, Some("Bus bay 4")));
    case.fact("m04.spelling", "Minh");
    case.note(says("I sleep with the plants."));
    let before = whole(&case, &settings("A"));
    let second = send(&mut case, &settings("A"));
    let about = second.update.as_ref().expect("an update");
    assert_eq!((about.parent, about.first, second.place_now.as_deref()), (first.id, first.id, None));
    assert_eq!((about.log_from, second.log.len()), (4, 3), "from the mark that the first was sealed");
    let words: Vec<&str> = second.said.iter().map(|said| said.words.as_str()).collect();
    assert_eq!(words, ["I sleep with the plants."]);
    let named: Vec<&str> =
        second.sections.iter().find(|s| s.id == "m04").expect("one fact").facts.iter().map(|f| f.id.as_str()).collect();
    assert_eq!(named, ["m04.spelling"]);
    assert_eq!(apply(&first, &second), before);
    let third = send(&mut case, &settings("A"));
    let about = third.update.as_ref().expect("an update");
    assert_eq!((about.parent, about.first), (second.id, first.id));
    assert_eq!(first_break(&apply(&apply(&first, &second), &third).log), None, "one chain through all of them");
}

#[test]
fn what_is_new_is_listed_and_nothing_new_is_no_line() {
    let mut case = Case::hour();
    case.fact("m01.now", "Bus bay 4");
    case.fact("m04.name", "Minh");
    assert_eq!(news(&case), vec![], "it was never sent");
    send(&mut case, &settings("A"));
    case.note(Kind::ClockNoteSeen);
    assert_eq!(news(&case), vec![]);
    case.fact("m01.now", "");
    case.fact("m04.name", "Minh Anh");
    let told = [
        (What::Place, How::Cleared, ": ".to_owned()),
        (What::Fact, How::Changed, "Name or names, as said: Minh Anh".to_owned()),
    ];
    assert_eq!(news(&case), told, "the place is never in a list");
    send(&mut case, &settings("A"));
    assert_eq!(news(&case), vec![]);
    let each = added(&case.log, &case.state(), &settings("A"), &pack());
    assert_eq!(each.iter().map(Vec::len).collect::<Vec<_>>(), [0, 2]);
}

#[test]
fn what_was_taken_back_after_send_is_said_to_be_gone() {
    let mut case = Case::hour();
    let name = case.fact("m04.name", "Minh");
    let said = case.note(says("one"));
    let sign =
        case.note(Kind::Sign { sign: "EXP-14".into(), says: "Owes".into(), danger: false, degree: Some(Degree::Seen) });
    let step = Kind::Step {
        step: "P1".into(),
        title: "Look".into(),
        covers: vec![],
        other_way: None,
        answer: StepAnswer::Done,
    };
    let step = case.note(step);
    let marked = case.note(Kind::NotKnown { section: "m06".into(), because: Some("Silent".into()) });
    let first = send(&mut case, &settings("A"));
    for event in [name, said, sign, step, marked] {
        case.note(Kind::Undone { event });
    }
    let now = whole(&case, &settings("A"));
    let update = send(&mut case, &settings("A"));
    assert_eq!(apply(&first, &update), now);
    assert!(now.said.is_empty() && now.signs.is_empty() && now.steps.is_empty());
}

#[test]
fn a_word_that_another_tab_wrote_before_the_mark_was_sent_and_one_after_it_was_not() {
    let mut case = Case::hour();
    case.fact("m04.name", "Minh");
    let state = case.state();
    let sealed = to_send(&case.log, &state, &settings("A"), &pack(), &[], case.now.wall);
    // The vault refuses the mark on a head that has moved: it is decided anew, with the other tab's word.
    case.fact("m05.age", "15");
    let again = send(&mut case, &settings("A"));
    assert_eq!(again.id, sealed.id);
    case.fact("m05.looks", "13 to 15");
    let update = send(&mut case, &settings("A"));
    let of = |sent: &Submission| sent.sections.iter().flat_map(|s| &s.facts).map(|f| f.id.clone()).collect::<Vec<_>>();
    assert!(of(&again).contains(&"m05.age".to_owned()));
    assert!(
        !of(&update).contains(&"m05.age".to_owned()) && of(&update).contains(&"m05.looks".to_owned()),
        "{:?}",
        of(&update)
    );
}

#[test]
fn what_the_desk_refused_is_sent_again_whole_and_what_only_waits_is_built_on() {
    let mut case = Case::hour();
    case.fact("m04.name", "Minh");
    let first = send(&mut case, &settings("A"));
    case.fact("m05.age", "15");
    let next = |case: &Case, queue: &[Item]| {
        let state = case.state();
        let sent = to_send(&case.log, &state, &settings("A"), &pack(), queue, case.now.wall);
        (sent.update.as_ref().map(|update| (update.first, update.parent)), to_quote(&state, sent.id, queue), sent)
    };
    let mut queue = queue(&case);
    let (update, quote, _) = next(&case, &queue);
    assert_eq!((update, quote), (Some((first.id, first.id)), first.id), "it waits, and will come before this one");
    queue[0].state = State::NeedsAttention(Attention::TooLarge);
    let (update, quote, whole) = next(&case, &queue);
    assert_eq!((update, quote), (None, whole.id));
    assert_eq!(whole.log.len(), case.log.events().len());
    assert!(whole.sections.iter().flat_map(|section| &section.facts).any(|fact| fact.value == "Minh"));
    assert_eq!(unsent(&case.log, &case.state(), &settings("A"), &pack(), &queue), None);
    assert_eq!(next(&case, &[]).0, None, "nor is it built on what this phone cannot find any more");
}

#[test]
fn settings_that_were_changed_between_go_along_also_when_they_say_nothing_any_more() {
    let mut case = Case::hour();
    let two = Profile { organisation: "Northmere Police".into(), ..settings("") };
    let three = Profile { staff_number: "4471".into(), ..two.clone() };
    for (then, now) in
        [(settings("A"), settings("B")), (settings("A"), two.clone()), (two, three.clone()), (three, settings("A"))]
    {
        let first = send(&mut case, &then);
        let parent = Submission { id: first.id, log: first.log.clone(), ..whole(&case, &then) };
        let wanted = whole(&case, &now);
        let update = send(&mut case, &now);
        let came = apply(&parent, &update);
        assert_eq!((came.sections, came.from), (wanted.sections, wanted.from));
        assert_eq!(
            unsent(&case.log, &case.state(), &now, &pack(), &queue(&case)),
            Some(vec![]),
            "and are no news of the child"
        );
    }
}

#[test]
fn a_long_update_leaves_out_only_drafts_that_were_written_over_since() {
    let mut case = Case::hour();
    case.fact("m09.why", "He waited by the door. ");
    let first = send(&mut case, &settings("A"));
    for draft in 1..=40 {
        case.fact("m09.why", &"He waited by the door. ".repeat(draft));
    }
    let update = send(&mut case, &settings("A"));
    let limit = update.to_json().len() * 2 / 3;
    let bytes = fitting(update.clone(), &case.log, limit).expect("it fits without old drafts");
    let fitted = Submission::parse(&bytes).expect("readable");
    assert!(bytes.len() <= limit && fitted.log.iter().any(|entry| entry.starts_with(LEFT_OUT)));
    assert_eq!((fitted.log.first(), fitted.log.last()), (update.log.first(), update.log.last()));
    assert_eq!(first_break(&apply(&first, &fitted).log), None);
    assert_eq!(fitted.sections, update.sections);
}

/// Something that can happen to a case. Few fields and things, so that many meet the same ones.
fn anything() -> impl Strategy<Value = Kind> {
    let field = prop::sample::select(vec![
        "m01.now",
        "m15.tonight",
        "m02.name",
        "m02.call-back",
        "m04.name",
        "m04.spelling",
        "m05.age",
        "m09.why",
        SAID_WORDS,
        SAID_ASKED,
        "EXP-14.note",
        "asked.again",
    ]);
    let words = prop_oneof![Just(String::new()), any::<String>()];
    let sign = prop::sample::select(vec!["EXP-14", "ADU-01"]);
    let degree = prop::sample::select(vec![None, Some(Degree::Seen), Some(Degree::Suspected)]);
    let section = prop::sample::select(vec!["m01", "m02", "m04", "m06"]);
    let step = prop::sample::select(vec!["P1", "P2"]);
    let answer = prop::sample::select(vec![StepAnswer::Done, StepAnswer::NotNeeded]);
    // Events are named by their places, so that one can be taken back, changed, or written about.
    let event = (1..24u128).prop_map(|n| Id::from_bytes(n.to_be_bytes()));
    prop_oneof![
        4 => (field.clone(), words.clone()).prop_map(|(field, value)| Kind::Fact { field: field.into(), value }),
        1 => (field, words.clone()).prop_map(|(field, value)| Kind::Fact { field: how_field(field), value }),
        2 => (prop::option::of(event.clone()), words.clone(), words.clone()).prop_map(|(of, words, asked)| Kind::Said {
            of, words, way: String::new(), interpreter: String::new(), asked, typed: None }),
        1 => (sign, degree).prop_map(|(sign, degree)| Kind::Sign { sign: sign.into(), says: sign.into(), danger: false, degree }),
        1 => (section, prop::option::of(words.clone())).prop_map(|(section, because)| Kind::NotKnown { section: section.into(), because }),
        1 => words.clone().prop_map(|to| Kind::Rang { to, number: "01632 960 101".into(), step: None }),
        1 => (event.clone(), any::<bool>()).prop_map(|(call, answered)| Kind::GotThrough { call, answered }),
        1 => (event.clone(), words.clone()).prop_map(|(call, value)| Kind::Fact { field: CallPart::Agreed.field(call), value }),
        1 => (step, answer).prop_map(|(step, answer)| Kind::Step {
            step: step.into(), title: step.into(), covers: vec![], other_way: None, answer
        }),
        1 => words.prop_map(|reason| Kind::AskedAgain { reason }),
        2 => event.prop_map(|event| Kind::Undone { event }),
        1 => (0..9i64).prop_map(|ms| Kind::MetCorrected { met_at: wall(ms) }),
        1 => Just(Kind::RoleChosen { role: Some(Role::Police) }),
    ]
}

proptest! {
    #[test]
    fn the_parents_record_and_its_updates_are_the_record_as_it_stands(
        parts in prop::collection::vec((prop::collection::vec((anything(), 0..3i64), 0..8), "[A-C]?", any::<bool>()), 2..5)
    ) {
        let mut case = Case::hour();
        let mut at_the_desk: Option<Submission> = None;
        for (kinds, name, confirms) in parts {
            for (kind, later) in kinds {
                // Times may be the same, and may go back.
                case.later(later - 1);
                case.note(kind);
            }
            let profile = settings(&name);
            let wanted = whole(&case, &profile);
            let new = unsent(&case.log, &case.state(), &profile, &pack(), &queue(&case)).unwrap_or_default();
            let sent = Submission::parse(&send(&mut case, &profile).to_json()).expect("readable");
            let stands = match &at_the_desk {
                None => sent,
                Some(before) => apply(before, &sent),
            };
            prop_assert_eq!(&stands, &wanted);
            prop_assert_eq!(first_break(&stands.log), None);
            if at_the_desk.is_some() && new.is_empty() {
                let about_writer = |of: &Submission| of.sections.iter().filter(|s| s.id != "m02").cloned().collect::<Vec<_>>();
                let before = at_the_desk.as_ref().map(about_writer);
                prop_assert_eq!(before, Some(about_writer(&wanted)), "what is not listed is not new");
            }
            at_the_desk = Some(stands);
            if confirms {
                case.note(Kind::Received { submission: wanted.id, desk_ms: 0, ledger_index: 1 });
            }
        }
    }
}
