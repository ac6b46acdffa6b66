//! A delivered record leaves after seven days by both clocks, and nothing else ever leaves.
use gh_core::case::{KEEP_DAYS, Kind, leaves_on, may_leave};
use gh_core::time::{MINUTE_MS, Wall};
use gh_wire::digest::Digest;

use super::kit::{Case, DAY_MS, MET_MS, id, wall};

fn seal(case: &mut Case, n: u8) {
    case.note(Kind::Sealed { submission: id(n), digest: Digest::of(&[n]), desk: "Camden".into() });
}

fn receive(case: &mut Case, n: u8, desk_ms: i64) {
    case.note(Kind::Received { submission: id(n), desk_ms, ledger_index: 0 });
}

/// A finished hour with words, delivered; the desk's clock is so far ahead of the phone's.
fn delivered(ahead_ms: i64) -> Case {
    let mut case = Case::hour();
    case.fact("m01.now", "Back office");
    seal(&mut case, 4);
    receive(&mut case, 4, MET_MS + ahead_ms);
    case.note(Kind::Finished { left_open_because: String::new() });
    case
}

fn in_days(days: i64) -> Wall {
    wall(MET_MS + days * DAY_MS)
}

#[test]
fn seven_days_must_be_over_by_the_desk_and_by_the_phone() {
    assert_eq!(KEEP_DAYS, 7);
    for (ahead, leaves) in [(0, 7), (DAY_MS, 8), (-3 * DAY_MS, 7)] {
        let state = delivered(ahead).state();
        assert_eq!(leaves_on(&state), Some(in_days(leaves)), "desk ahead by {ahead}");
        assert!(may_leave(&state, in_days(leaves)));
        assert!(!may_leave(&state, Wall { ms: in_days(leaves).ms - 1, offset_min: 60 }));
    }
}

#[test]
fn the_last_receipt_counts() {
    let mut case = delivered(0);
    case.later(2 * DAY_MS);
    case.fact("m04.name", "Linh");
    seal(&mut case, 5);
    receive(&mut case, 5, MET_MS);
    assert_eq!(leaves_on(&case.state()), Some(in_days(9)));
}

#[test]
fn a_case_stays_while_anything_is_open() {
    type Change = fn(&mut Case);
    let rows: [(&str, Change); 5] = [
        ("a word was written after Send", |case| {
            case.fact("m04.name", "Linh");
        }),
        ("a section was marked after Send", |case| {
            case.note(Kind::NotKnown { section: "m06".into(), because: Some("no time".into()) });
        }),
        ("a second record waits", |case| seal(case, 5)),
        ("the clock was changed", |case| {
            case.note(Kind::ClockChanged { elapsed_ms: MINUTE_MS });
        }),
        ("the note about the clock was read", |case| {
            case.note(Kind::ClockChanged { elapsed_ms: MINUTE_MS });
            case.note(Kind::ClockNoteSeen);
        }),
    ];
    for (why, change) in rows {
        let mut case = delivered(0);
        change(&mut case);
        assert_eq!(leaves_on(&case.state()), None, "{why}");
        assert!(!may_leave(&case.state(), in_days(10_000)), "{why}");
    }
}

#[test]
fn an_hour_that_runs_or_a_record_that_was_never_sent_stays() {
    let mut running = Case::hour();
    seal(&mut running, 4);
    receive(&mut running, 4, MET_MS);
    assert!(!may_leave(&running.state(), in_days(10_000)));
    running.note(Kind::Finished { left_open_because: String::new() });
    assert!(may_leave(&running.state(), in_days(7)));

    let mut never_sent = Case::hour();
    never_sent.note(Kind::Finished { left_open_because: String::new() });
    assert!(!may_leave(&never_sent.state(), in_days(10_000)));
}

#[test]
fn a_told_desk_is_not_a_receipt() {
    let mut case = Case::concern();
    seal(&mut case, 4);
    case.note(Kind::ToldByPhone { submission: id(4) });
    assert!(!may_leave(&case.state(), in_days(10_000)));
    receive(&mut case, 99, MET_MS);
    assert!(!may_leave(&case.state(), in_days(10_000)), "a receipt for another record closes nothing");
    receive(&mut case, 4, MET_MS);
    assert!(may_leave(&case.state(), in_days(7)));
}
