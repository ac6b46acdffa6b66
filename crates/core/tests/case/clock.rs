//! The hour counts wall time, and no change of the wall clock makes it shorter.
use gh_core::case::{Actor, CaseState, Kind, Log};
use gh_core::time::{MINUTE_MS, Reading};
use gh_wire::id::Id;
use proptest::prelude::*;

use super::kit::{Case, MET_MS, id, wall};

#[test]
fn wall_time_is_what_the_hour_counts() {
    let mut case = Case::hour();
    case.later(12 * MINUTE_MS);
    assert_eq!(case.clock(), (12 * MINUTE_MS, false));
}

#[test]
fn each_way_in_which_a_clock_can_move_is_told_apart() {
    // (mono moves, wall moves, elapsed, changed)
    let rows = [
        ("both go on", 600_000, 600_000, 600_000, false),
        ("the network sets the wall back by less than 5 s", 600_000, 596_000, 600_000, false),
        ("5 s exactly is still within", 600_000, 595_000, 600_000, false),
        ("slower by more than 5 s", 600_000, 594_999, 600_000, true),
        ("the wall stands still", 600_000, 0, 600_000, true),
        ("the wall goes back by an hour", 600_000, -3_600_000, 600_000, true),
        ("the wall goes back at once", 0, -3_600_000, 0, true),
        ("sleep: the wall runs ahead", 1_000, 1_800_000, 1_800_000, false),
    ];
    for (what, mono, wall, elapsed, changed) in rows {
        let mut case = Case::hour();
        case.now.mono_ms += mono;
        case.wall_moves(wall);
        assert_eq!(case.clock(), (elapsed, changed), "{what}");
    }
}

#[test]
fn many_small_steps_back_add_up_to_a_changed_clock() {
    let mut case = Case::hour();
    for minute in 1..=3 {
        case.later(MINUTE_MS).wall_moves(-2_000);
        assert_eq!(case.clock().1, minute == 3, "after {minute} minutes");
        if minute < 3 {
            case.note(Kind::RoleSkipped);
        }
    }
}

#[test]
fn a_kill_leaves_only_wall_time() {
    for (away, elapsed, changed) in [(20 * MINUTE_MS, 30, false), (0, 10, false), (-MINUTE_MS, 10, true)] {
        let mut case = Case::hour();
        case.later(10 * MINUTE_MS);
        case.note(Kind::RoleSkipped);
        case.killed_for(away);
        assert_eq!(case.clock(), (elapsed * MINUTE_MS, changed), "away for {away} ms");
    }
}

#[test]
fn a_changed_clock_keeps_the_longer_time_and_says_so_once() {
    let mut case = Case::hour();
    case.later(20 * MINUTE_MS).wall_moves(-90 * MINUTE_MS);
    let (elapsed_ms, changed) = case.clock();
    assert!(changed);
    case.note(Kind::ClockChanged { elapsed_ms });
    assert_eq!(case.clock(), (20 * MINUTE_MS, false));
    let state = case.state();
    assert_eq!((state.clock_changed, state.clock_note_seen), (Some(case.now.wall), false));
    case.later(5 * MINUTE_MS);
    assert_eq!(case.clock(), (25 * MINUTE_MS, false));
    case.note(Kind::ClockNoteSeen);
    let state = case.state();
    assert!(state.clock_note_seen && state.clock_changed.is_some(), "the note goes, the mark stays");
}

#[test]
fn a_change_that_was_first_seen_in_another_event_marks_the_case_too() {
    let mut case = Case::hour();
    case.later(10 * MINUTE_MS);
    case.note(Kind::RoleSkipped);
    case.killed_for(-60 * MINUTE_MS);
    case.fact("m04.name", "Linh");
    assert!(case.state().clock_changed.is_some());
    assert_eq!(case.clock(), (10 * MINUTE_MS, false));
}

#[test]
fn an_early_tap_starts_the_hour_at_the_tap() {
    let mut case = Case::empty();
    let met_at = wall(MET_MS - 7_000);
    case.note(Kind::HourStarted { met_at, early_tap: true, guidance: String::new() });
    assert_eq!(case.clock(), (7_000, false));
}

#[test]
fn the_time_met_can_be_corrected_both_ways_and_the_correction_taken_back() {
    for (met, elapsed) in [(-15, 25), (4, 6), (30, 0)] {
        let mut case = Case::hour();
        case.later(10 * MINUTE_MS);
        let met_at = wall(MET_MS).plus_minutes(met);
        let event = case.note(Kind::MetCorrected { met_at });
        assert_eq!(case.clock(), (elapsed * MINUTE_MS, false), "met {met} minutes from the tap");
        assert_eq!(case.state().met_at, Some(met_at));
        case.note(Kind::Undone { event });
        assert_eq!(case.clock(), (10 * MINUTE_MS, false), "met {met}, taken back");
        assert_eq!(case.state().met_at, Some(wall(MET_MS)));
    }
}

proptest! {
    #[test]
    fn whatever_the_clocks_do_the_hour_never_gets_shorter(
        moves in prop::collection::vec((-10_000_000_i64..10_000_000, 0_i64..4_000_000, 0_u8..3, any::<bool>()), 1..40)
    ) {
        let mut case = Case::hour();
        let mut longest = 0;
        for (wall, mono, run, noted) in moves {
            case.now = Reading { mono_ms: case.now.mono_ms + mono, run: id(run), ..case.now };
            case.wall_moves(wall);
            let (elapsed, changed) = case.clock();
            prop_assert!(elapsed >= longest, "{elapsed} after {longest}");
            longest = elapsed;
            if changed {
                case.note(Kind::ClockChanged { elapsed_ms: elapsed });
            } else if noted {
                case.note(Kind::RoleSkipped);
            }
            prop_assert_eq!(case.clock(), (elapsed, false), "noting it changes nothing");
            if !noted && !changed {
                // What was only read is not in the log: the next reading starts from the last event again.
                longest = case.state().clock.elapsed_at_last();
            }
        }
    }

    #[test]
    fn no_reading_makes_the_clock_panic(wall_ms in any::<i64>(), mono_ms in any::<i64>(), met in any::<i64>()) {
        let mut log = Log::new(id(1));
        let at = Reading { wall: wall(wall_ms), mono_ms, run: id(1) };
        let kind = Kind::HourStarted { met_at: wall(met), early_tap: true, guidance: String::new() };
        let stored = log.next(Id::from_bytes([1; 16]), at, Actor::default(), kind).expect("has a JSON form");
        log.push(stored).expect("on this head");
        let state = CaseState::of(&log).expect("begun");
        for now in [i64::MIN, -1, 0, i64::MAX] {
            let now = Reading { wall: wall(now), mono_ms: now, run: id(1) };
            prop_assert!(state.clock.at(now).elapsed_ms >= 0);
        }
    }
}
