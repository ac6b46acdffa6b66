//! Any case at all goes from one phone to another, and any bytes.
use gh_core::case::{Actor, Degree, Kind, Log, StepAnswer};
use gh_core::guide::CantReason;
use gh_core::handover::{Given, give};
use gh_core::record::PLACE_NOW;
use gh_wire::id::Id;
use proptest::prelude::*;

use super::kit::{Case, MET_MS, id, wall};
use super::transfer::{Other, bytes_of, fact, given_case, is_one_chain, said, says, state};

fn any_kind() -> impl Strategy<Value = Kind> {
    let field = prop_oneof![Just("m04.name"), Just("m05.age"), Just(PLACE_NOW), Just("m15.risk"), Just("m09.words")];
    let degree = prop_oneof![Just(None), Just(Some(Degree::Seen)), Just(Some(Degree::Suspected))];
    let answer = prop_oneof![Just(StepAnswer::Done), Just(StepAnswer::Cant(CantReason::NoSignal))];
    prop_oneof![
        (field, "[a-z]{0,3}").prop_map(|(name, value)| fact(name, &value)),
        "[a-z]{1,5}".prop_map(|words| said(&words)),
        (0..9_u8).prop_map(|n| Kind::Undone { event: Id::from_bytes(u128::from(n).to_be_bytes()) }),
        degree.prop_map(|degree| Kind::Sign { sign: "ADU-01".into(), says: "A".into(), danger: false, degree }),
        answer.prop_map(|answer| Kind::Step {
            step: "A05".into(),
            title: "T".into(),
            covers: vec![],
            other_way: None,
            answer
        }),
        Just(Kind::ChildGone { last_seen: wall(MET_MS) }),
        Just(Kind::ChildFound),
        Just(Kind::NotKnown { section: "m06".into(), because: Some("x".into()) }),
    ]
}

proptest! {
    #[test]
    fn every_case_is_taken_over_as_it_is_and_once(
        before in prop::collection::vec(any_kind(), 0..20),
        here in prop::collection::vec(any_kind(), 0..8),
        there in prop::collection::vec(any_kind(), 0..8),
        place: bool,
    ) {
        let mut case = Case::hour();
        for kind in before {
            case.later(1_000).note(kind);
        }
        let mut other = Other::new("Sgt Example");
        let whole = other.takes(&bytes_of(&case, true), None).expect("it is whole").log;
        prop_assert_eq!(says(&state(&whole)), says(&case.state()));

        let mut mine = other.takes(&bytes_of(&case, place), None).expect("it is whole").log;
        for kind in here {
            other.notes(&mut mine, kind);
        }
        for kind in there {
            case.later(40_000).note(kind);
        }
        let taken = other.takes(&bytes_of(&case, true), Some(&mine)).expect("it is whole").log;
        is_one_chain(&taken);
        let all = |log: &Log| {
            let mut ids: Vec<Id> = log.events().iter().map(|stored| stored.event.id).collect();
            ids.sort_unstable();
            ids
        };
        let ids = all(&taken);
        let mut once = ids.clone();
        once.dedup();
        prop_assert_eq!(&ids, &once);
        for id in all(&case.log).into_iter().chain(all(&mine)) {
            prop_assert!(ids.contains(&id), "nothing of either is lost");
        }
        let back = give(&taken, &state(&taken), other.by.clone(), "x", other.now, true);
        let given = Given::read(&back).expect("it is whole");
        let home = given.take(Some(&case.log), case.by.clone(), case.now, 0, id(250)).expect("it is whole").log;
        is_one_chain(&home);
        for id in ids {
            prop_assert!(all(&home).contains(&id));
        }
    }

    #[test]
    fn no_bytes_upset_the_taking_over(
        bytes: Vec<u8>,
        at in any::<prop::sample::Index>(),
        with: u8,
    ) {
        prop_assert!(Given::read(&bytes).is_err());
        let mut changed = bytes_of(&given_case(), false);
        let at = at.index(changed.len());
        changed[at] = with;
        if let Ok(given) = Given::read(&changed) {
            let taken = given.take(None, Actor::default(), given_case().now, i64::MAX, id(9));
            prop_assert!(taken.is_ok());
        }
    }
}
