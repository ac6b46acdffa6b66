//! Late is a word, never a count, and never a reproach.
use gh_core::case::StepAnswer;
use gh_core::guide::Role;
use gh_core::hour::Due;

use super::kit::Hour;

#[test]
fn a_step_is_due_by_its_minute_then_now_then_was_due_then_still_to_do() {
    let mut hour = Hour::new(None, None);
    hour.done_until("A07");
    assert_eq!(hour.due("A07"), Due::By(hour.at(15), 15));
    hour.minutes(14);
    assert_eq!(hour.due("A07"), Due::By(hour.at(15), 1));
    hour.minutes(1);
    assert_eq!(hour.due("A07"), Due::Now);
    hour.minutes(1);
    assert_eq!(hour.due("A07"), Due::Was(hour.at(15)));
    hour.minutes(43);
    assert_eq!(hour.due("A07"), Due::Was(hour.at(15)));
    hour.minutes(1);
    assert_eq!(hour.due("A07"), Due::Still);
}

/// The count of the hour stays, and the phone's clock is where it was before the child was met.
#[test]
fn a_late_step_names_no_time_before_the_child_was_met() {
    let mut hour = Hour::new(None, None);
    hour.done_until("A07");
    hour.minutes(20);
    assert_eq!(hour.due("A07"), Due::Was(hour.at(15)));
    hour.note(gh_core::case::Kind::ClockNoteSeen);
    hour.now.wall = hour.now.wall.plus_minutes(-18);
    assert_eq!(hour.due("A07"), Due::Still);
}

#[test]
fn the_first_minutes_are_now() {
    for role in super::kit::roles() {
        let hour = Hour::new(role, None);
        assert_eq!(hour.due(&hour.next()), Due::Now, "{role:?}");
    }
}

#[test]
fn when_one_step_is_late_the_next_times_move_and_the_handover_does_not() {
    let mut hour = Hour::new(None, None);
    hour.done_until("A07");
    hour.minutes(25);
    // Ten minutes late: A09 was for minute 20, A13 for 30, A18 for 45, A22 for 55.
    assert_eq!(hour.due("A07"), Due::Was(hour.at(15)));
    assert_eq!(hour.due("A09"), Due::By(hour.at(30), 5));
    assert_eq!(hour.due("A13"), Due::By(hour.at(40), 15));
    assert_eq!(hour.due("A18"), Due::By(hour.at(55), 30));
    assert_eq!(hour.due("A22"), Due::By(hour.at(55), 30));
    assert_eq!(hour.due("A21"), Due::By(hour.at(60), 35));
    hour.minutes(10);
    assert_eq!(hour.due("A18"), Due::By(hour.at(55), 20), "no time moves past the handover");
}

#[test]
fn what_must_come_first_is_now_at_any_minute_and_makes_nothing_late() {
    let mut hour = Hour::new(Some(Role::Police), None);
    hour.done_until("P16");
    hour.minutes(40);
    let before = (hour.due("P16"), hour.due("P18"));
    hour.say("danger", "yes");
    assert_eq!((hour.next().as_str(), hour.due("P1")), ("P1", Due::Now));
    assert_eq!((hour.due("P16"), hour.due("P18")), before);
    hour.minutes(45);
    assert_eq!(hour.due("P1"), Due::Now, "after the hour too");
    hour.answer(StepAnswer::Done);
    assert_eq!(hour.due("P16"), Due::Still);
}
