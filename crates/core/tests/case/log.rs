//! The log is one chain, and says where it is broken.
use gh_core::case::{Actor, Broken, Event, Kind, Log, StepAnswer, Stored};
use gh_core::guide::{CantReason, Role};
use gh_core::time::Wall;
use gh_wire::digest::Digest;
use proptest::prelude::*;

use super::kit::{Case, id};

fn every_kind(text: &str) -> Vec<Kind> {
    let words = text.to_owned();
    let at = Wall { ms: i64::MIN, offset_min: -720 };
    let mut kinds = vec![
        Kind::HourStarted { met_at: at, early_tap: true, guidance: words.clone() },
        Kind::ConcernStarted { guidance: words.clone() },
        Kind::RoleChosen { role: None },
        Kind::RoleSkipped,
        Kind::PersonConfirmed,
        Kind::AreaChosen { area: None },
        Kind::AreaChosen { area: Some(words.clone()) },
        Kind::Situation { question: words.clone(), options: vec![] },
        Kind::Situation { question: words.clone(), options: vec![words.clone(), words.clone()] },
        Kind::AskedRead,
        Kind::AskedAgain { reason: words.clone() },
        Kind::Undone { event: id(9) },
        Kind::Fact { field: words.clone(), value: words.clone() },
        Kind::NotKnown { section: words.clone(), because: None },
        Kind::NotKnown { section: words.clone(), because: Some(words.clone()) },
        Kind::Rang { to: words.clone(), number: words.clone(), step: None },
        Kind::Rang { to: words.clone(), number: words.clone(), step: Some(words.clone()) },
        Kind::GotThrough { call: id(3), answered: false },
        Kind::ClockChanged { elapsed_ms: i64::MAX },
        Kind::ClockNoteSeen,
        Kind::MetCorrected { met_at: at },
        Kind::ChildGone { last_seen: at },
        Kind::ChildFound,
        Kind::Sealed { submission: id(4), digest: Digest::of(text.as_bytes()), desk: words.clone() },
        Kind::Received { submission: id(4), desk_ms: i64::MIN, ledger_index: u64::MAX },
        Kind::TakenOver {
            from: Actor { name: words.clone(), staff_number: words.clone() },
            head: Digest::of(text.as_bytes()),
            left_out: u32::MAX,
            elapsed_ms: i64::MAX,
            begins: true,
        },
        Kind::ToldByPhone { submission: id(4) },
        Kind::Finished { left_open_because: String::new() },
        Kind::Finished { left_open_because: words.clone() },
    ];
    kinds.extend(Role::ALL.map(|role| Kind::RoleChosen { role: Some(role) }));
    let answers = CantReason::ALL.map(StepAnswer::Cant).into_iter().chain([StepAnswer::Done, StepAnswer::NotNeeded]);
    for answer in answers {
        for other_way in [None].into_iter().chain(CantReason::ALL.map(Some)) {
            for covers in [vec![], vec![words.clone(), "A02".into()]] {
                kinds.push(Kind::Step { step: words.clone(), title: words.clone(), covers, other_way, answer });
            }
        }
    }
    kinds
}

fn stored_bytes(case: &Case) -> Vec<Vec<u8>> {
    case.log.events().iter().map(|stored| stored.bytes.clone()).collect()
}

fn short_case() -> Case {
    let mut case = Case::hour();
    case.fact("m04.name", "Linh");
    case.later(1_000);
    case.note(Kind::RoleChosen { role: Some(Role::Police) });
    case.note(Kind::ChildFound);
    case
}

fn fault(bytes: Vec<Vec<u8>>) -> Option<(usize, Broken)> {
    Log::read(id(7), bytes).err().map(|(good, broken)| (good.events().len(), broken))
}

#[test]
fn every_kind_of_event_comes_back_as_it_was_written_in_every_script() {
    for text in [
        "",
        " ",
        "Linh",
        "Nguyễn",
        "العربية",
        "አማርኛ",
        "🏠👩‍👧",
        "e\u{301}",
        "\0\u{1}\u{7f}",
        "\u{2028}\"\\/",
        "\u{10ffff}",
    ] {
        let mut case = Case::empty();
        case.now.mono_ms = i64::MAX;
        for kind in every_kind(text) {
            case.note(kind);
        }
        let read = Log::read(id(7), stored_bytes(&case)).expect("the chain holds");
        assert_eq!(read, case.log, "{text:?}");
    }
}

proptest! {
    #[test]
    fn any_words_come_back_unchanged(text in any::<String>(), name in any::<String>()) {
        for kind in every_kind(&text) {
            let by = Actor { name: name.clone(), staff_number: text.clone() };
            let log = Log::new(id(7));
            let stored = log.next(id(1), Case::empty().now, by, kind).expect("has a JSON form");
            let read: Event = serde_json::from_slice(&stored.bytes).expect("reads back");
            prop_assert_eq!(read, stored.event);
        }
    }

    #[test]
    fn bytes_that_are_no_event_are_named_without_a_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        prop_assert_eq!(fault(vec![bytes]), Some((0, Broken::Unreadable(0))));
    }
}

#[test]
fn each_flipped_byte_is_found_at_its_entry_or_the_one_after() {
    let good = stored_bytes(&short_case());
    // The last entry has none after it to give it away: the vault's seal guards that one.
    for entry in 0..good.len() - 1 {
        for byte in 0..good[entry].len() {
            let mut bytes = good.clone();
            bytes[entry][byte] ^= 1;
            let (kept, broken) = fault(bytes).unwrap_or_else(|| panic!("entry {entry}, byte {byte} was not noticed"));
            let named = match broken {
                Broken::Unreadable(n) | Broken::OutOfChain(n) => n as usize,
                Broken::Unwritable => panic!("nothing was written"),
            };
            assert!(named == entry || named == entry + 1, "entry {entry}, byte {byte}: named {named}");
            assert_eq!(kept, named, "the entries before it are still good");
        }
    }
}

#[test]
fn an_entry_that_is_removed_doubled_or_moved_is_named() {
    let good = stored_bytes(&short_case());
    for entry in 0..good.len() {
        let mut doubled = good.clone();
        doubled.insert(entry, good[entry].clone());
        assert_eq!(fault(doubled), Some((entry + 1, Broken::OutOfChain(entry as u32 + 1))), "{entry} doubled");
        if entry + 1 < good.len() {
            let mut removed = good.clone();
            removed.remove(entry);
            assert_eq!(fault(removed), Some((entry, Broken::OutOfChain(entry as u32))), "{entry} removed");
            let mut moved = good.clone();
            moved.swap(entry, entry + 1);
            assert_eq!(fault(moved), Some((entry, Broken::OutOfChain(entry as u32))), "{entry} moved");
        }
    }
    assert_eq!(fault(good), None);
}

#[test]
fn the_same_words_written_another_way_are_not_the_same_entry() {
    let mut bytes = stored_bytes(&short_case());
    bytes[1].push(b' ');
    assert_eq!(fault(bytes), Some((2, Broken::OutOfChain(2))));
}

#[test]
fn an_event_made_on_a_head_that_has_moved_is_refused() {
    let mut case = short_case();
    let make = |case: &Case, n| case.log.next(id(n), case.now, Actor::default(), Kind::RoleSkipped).expect("made");
    let (first, second): (Stored, Stored) = (make(&case, 1), make(&case, 2));
    let seq = second.event.seq;
    case.log.push(first.clone()).expect("on its head");
    assert_eq!(case.log.push(second), Err(Broken::OutOfChain(seq)));
    assert_eq!(case.log.push(first), Err(Broken::OutOfChain(seq)), "and none goes in twice");
    assert_eq!(case.log.last_id(), Some(id(1)));
}
