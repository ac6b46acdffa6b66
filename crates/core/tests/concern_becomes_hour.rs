//! "The child is with me now": the hour starts in the case of the concern, and keeps its words.
use gh_core::case::{Actor, CaseState, Kind, Log};
use gh_core::time::{MINUTE_MS, Reading, Wall};
use gh_wire::id::Id;
use gh_wire::submission::Occasion;

fn reading(minutes: i64) -> Reading {
    let wall = Wall { ms: 1_799_748_000_000 + minutes * MINUTE_MS, offset_min: 0 };
    Reading { wall, mono_ms: minutes * MINUTE_MS, run: Id::from_bytes([1; 16]) }
}

fn note(log: &mut Log, minutes: i64, kind: Kind) {
    let id = Id::from_bytes(u128::from(log.next_seq() + 1).to_be_bytes());
    let stored = log.next(id, reading(minutes), Actor::default(), kind).expect("an event has a JSON form");
    log.push(stored).expect("it was made on this head");
}

#[test]
fn a_concern_becomes_an_hour_from_the_tap_and_keeps_its_words() {
    let mut log = Log::new(Id::from_bytes([7; 16]));
    note(&mut log, 0, Kind::ConcernStarted { guidance: "1.0".into() });
    note(&mut log, 1, Kind::Fact { field: "m09.why".into(), value: "Waited for by two men".into() });
    let concern = CaseState::of(&log).expect("it has begun");
    assert!(!concern.runs());

    let met_at = reading(90).wall;
    note(&mut log, 90, Kind::HourStarted { met_at, early_tap: false, guidance: "1.0".into() });
    let hour = CaseState::of(&log).expect("it has begun");
    assert!(hour.runs());
    assert_eq!(hour.occasion, Occasion::Hour);
    assert_eq!(hour.met_at, Some(met_at));
    assert_eq!(hour.fact("m09.why"), Some("Waited for by two men"));
    assert_eq!(hour.clock.at(reading(95)).elapsed_ms, 5 * MINUTE_MS);
}
