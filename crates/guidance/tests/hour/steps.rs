//! Answers: Can’t and the other way, Not needed, Undo, steps that no longer fit.
use gh_core::case::{Kind, StepAnswer};
use gh_core::guide::{CantReason, Role, Stage};
use gh_core::hour::{Card, track};

use super::kit::{Hour, PACK, roles};

fn card(hour: &Hour) -> Option<Card<'static>> {
    let state = hour.state();
    hour.plan(&state).next.map(|next| next.card)
}

#[test]
fn every_step_that_cannot_be_done_shows_its_other_way_and_is_asked_again_in_its_time() {
    for role in roles() {
        for step in track(&PACK, role).iter().filter(|step| step.when.is_always()) {
            for reason in CantReason::ALL {
                let what = format!("{role:?}, {}, {reason:?}", step.id);
                let mut hour = Hour::new(role, step.nations.first().copied());
                hour.done_until(&step.id);
                hour.cant(reason);
                assert_eq!(hour.next(), step.id, "{what}: the other way takes its place");
                let Some(Card::OtherWay { reason: said, way, .. }) = card(&hour) else {
                    panic!("{what}: no other way")
                };
                assert_eq!(said, reason);
                assert_eq!(way, step.other_way.iter().find(|way| way.reason == reason), "{what}");
                hour.done();
                match step.retry_min {
                    None => assert!(!hour.to_do().contains(&step.id), "{what}"),
                    Some(retry) => {
                        let alone = hour.to_do() == [step.id.clone()];
                        assert!(hour.next() != step.id || alone, "{what}: asked again at once");
                        hour.done_all_but(&step.id);
                        hour.minutes(i64::from(retry));
                        assert_eq!((hour.next(), card(&hour)), (step.id.clone(), Some(Card::Step)), "{what}");
                        hour.done();
                        assert!(!hour.to_do().contains(&step.id), "{what}: done at last");
                    }
                }
            }
        }
    }
}

impl Hour {
    fn done_all_but(&mut self, step: &str) {
        while self.next() != step {
            self.done();
        }
    }
}

#[test]
fn a_step_that_is_asked_again_waits_for_its_time_and_does_not_push_the_open_one_away() {
    for role in roles() {
        let mut hour = Hour::new(role, None);
        let police = track(&PACK, role)
            .iter()
            .find(|step| step.when.is_always() && step.retry_min.is_some_and(|min| min >= 10))
            .expect("a call");
        hour.done_until(&police.id);
        hour.cant(CantReason::NoAnswer);
        hour.done();
        let open = hour.next();
        hour.minutes(30);
        assert_eq!(hour.next(), open, "{role:?}");
        assert!(hour.to_do().contains(&police.id), "{role:?}");
        hour.done();
        assert_eq!(hour.next(), police.id, "{role:?}: now it is its turn");
    }
}

#[test]
fn danger_that_was_met_by_the_other_way_comes_again_after_the_open_step() {
    let mut hour = Hour::new(None, None);
    hour.say("danger", "yes");
    hour.cant(CantReason::NoAnswer);
    hour.done();
    assert_eq!(hour.next(), "A02");
    hour.minutes(2);
    assert_eq!(hour.next(), "A02");
    assert_eq!(hour.to_do()[1], "A01");
}

#[test]
fn not_needed_goes_at_once_and_undo_brings_each_answer_back() {
    for role in roles() {
        for answer in [StepAnswer::NotNeeded, StepAnswer::Done, StepAnswer::Cant(CantReason::Other)] {
            let mut hour = Hour::new(role, None);
            hour.done();
            let (to_do, finished) = (hour.to_do(), hour.finished());
            let event = hour.answer(answer);
            assert_eq!(hour.finished().last().map(|last| last.1), Some(answer), "{role:?}");
            hour.undo(event);
            hour.open = None;
            assert_eq!((hour.to_do(), hour.finished()), (to_do, finished), "{role:?}: {answer:?}");
            assert!(matches!(card(&hour), Some(Card::Step)));
        }
    }
}

#[test]
fn a_step_that_no_longer_fits_goes_to_the_end_as_not_needed_and_comes_back_when_it_fits_again() {
    let rows = [
        ("an adult, then nobody", None, [("who", "adult"), ("who", "nobody")], "A03"),
        ("no phone after all", None, [("phone", "yes"), ("phone", "no")], "A10"),
        ("alone, and then at a port", Some(Role::Police), [("who", "nobody"), ("where", "port")], "P15"),
        ("on the phone, then here", Some(Role::Health), [("remote", "no"), ("remote", "yes")], "H15"),
    ];
    for (what, role, [(question, option), (later, changed)], id) in rows {
        let title = &track(&PACK, role).iter().find(|step| step.id == id).expect("of the role").title;
        let mut hour = Hour::new(role, None);
        assert!(!hour.to_do().contains(&id.into()) && hour.finished().is_empty(), "{what}: not before it fits");
        hour.say(question, option);
        assert!(hour.to_do().contains(&id.into()), "{what}");
        hour.say(later, changed);
        assert!(!hour.to_do().contains(&id.into()), "{what}");
        assert_eq!(hour.finished(), [(title.clone(), StepAnswer::NotNeeded)], "{what}");
        hour.say(later, if later == question { option } else { "street" });
        assert!(hour.to_do().contains(&id.into()), "{what}: and back");
    }
}

#[test]
fn a_child_who_is_found_and_a_doubt_that_is_gone_leave_their_steps_as_not_needed() {
    let mut hour = Hour::new(None, None);
    hour.gone();
    assert_eq!(hour.next(), "A20");
    hour.note(Kind::ChildFound);
    hour.fact("m05.age-doubt", "Yes");
    assert!(hour.to_do().contains(&"A15".into()));
    hour.fact("m05.age-doubt", "No");
    assert!(!hour.to_do().contains(&"A15".into()) && !hour.to_do().contains(&"A20".into()));
    let not_needed = [
        "Treat as a child",
        "Report the child missing",
        "Search the place you know",
        "Tell children’s social care",
        "Tell police where they may go",
    ];
    assert_eq!(hour.finished(), not_needed.map(|t| (t.to_owned(), StepAnswer::NotNeeded)));
}

#[test]
fn while_the_child_is_gone_only_what_is_done_about_that_stands_in_the_hour_and_then_the_hour_goes_on() {
    for role in roles() {
        let mut hour = Hour::new(role, None);
        for _ in 0..3 {
            hour.done();
        }
        let before = hour.to_do();
        hour.gone();
        let gone = hour.to_do();
        assert_eq!(gone[1..], ["A20b", "A20c", "A20d"], "{role:?}: first the call, then these");
        hour.gone();
        assert_eq!(hour.to_do(), gone, "{role:?}: another time of last seen asks nothing anew");
        hour.done();
        hour.gone();
        assert_eq!(hour.to_do(), gone[1..], "{role:?}: what is done about it stays done");
        hour.say("danger", "yes");
        let first = hour.next();
        let step = track(&PACK, role).iter().find(|step| step.id == first);
        assert_eq!(step.map(|step| step.stage), Some(Stage::Safety), "{role:?}: danger still comes first");
        hour.say("danger", "no");
        assert_eq!(hour.done_all(), gone[1..], "{role:?}");
        assert!(hour.to_do().is_empty(), "{role:?}: the hour waits while the child is gone");
        hour.note(Kind::ChildFound);
        let after = hour.to_do();
        assert_eq!(after[0], "A20e", "{role:?}: who was told that the child had gone is told");
        assert_eq!(after[1..], before, "{role:?}: then the hour goes on where it was");
        hour.done();
        assert_eq!(hour.to_do(), before, "{role:?}");
        hour.gone();
        assert_eq!(hour.to_do(), gone, "{role:?}: a second loss is one of its own");
    }
}

#[test]
fn a_slip_of_the_finger_on_child_gone_asks_nobody_to_say_that_the_child_is_back() {
    for role in roles() {
        let mut hour = Hour::new(role, None);
        let before = hour.to_do();
        hour.gone();
        hour.note(Kind::ChildFound);
        assert_eq!(hour.to_do(), before, "{role:?}");
    }
}

#[test]
fn an_answer_to_the_situation_that_is_taken_back_leaves_no_trace_in_the_plan() {
    let mut hour = Hour::new(None, None);
    let before = (hour.to_do(), hour.finished());
    let event = hour.say("who", "adult");
    hour.undo(event);
    assert_eq!((hour.to_do(), hour.finished()), before);
}

#[test]
fn danger_after_a_change_of_role_asks_again_although_it_was_done_under_the_other_role() {
    let mut hour = Hour::new(None, None);
    hour.done();
    hour.role(Some(Role::Police));
    assert!(!hour.to_do().contains(&"P1".into()));
    hour.say("danger", "yes");
    assert_eq!(hour.next(), "P1");
    // Done after the danger, under one role: it counts under every other.
    hour.done();
    hour.role(Some(Role::Border));
    assert!(!hour.to_do().contains(&"B1a".into()));
}

#[test]
fn what_could_not_be_done_here_and_was_done_under_another_role_is_done() {
    let mut hour = Hour::new(None, None);
    hour.done_until("A04");
    hour.cant(CantReason::NoAnswer);
    hour.role(Some(Role::Education));
    hour.done_until("E7");
    hour.done();
    hour.role(None);
    assert!(!hour.to_do().contains(&"A04".into()));
}
