//! Every role, every key of the vocabulary, every nation.
use std::collections::BTreeSet;

use gh_core::case::StepAnswer;
use gh_core::guide::{ConditionKey, Role, Stage};
use gh_core::hour::{keys, track};

use super::kit::{Hour, PACK, applying, nations, roles};

fn held(hour: &Hour) -> BTreeSet<ConditionKey> {
    keys(&PACK, &hour.state(), hour.nation, hour.now.wall).into_keys().collect()
}

fn situations() -> impl Iterator<Item = Option<&'static str>> {
    [None].into_iter().chain(PACK.conditions.iter().map(|condition| Some(condition.key.as_str())))
}

#[test]
fn every_step_that_applies_is_to_do_exactly_once_and_each_gets_its_answer() {
    for role in roles() {
        for nation in nations() {
            for key in situations() {
                let what = format!("{role:?}, {nation:?}, {key:?}");
                let mut hour = Hour::new(role, nation);
                if let Some(key) = key
                    && hour.set(key).is_none()
                {
                    // Saturday: the offices are closed.
                    hour.minutes(4 * 24 * 60);
                }
                let keys = held(&hour);
                assert!(key.is_none_or(|key| keys.contains(key)), "{what}: {keys:?}");
                let wanted = applying(role, nation, &keys);
                let first = |id: &String| {
                    let step = wanted.iter().find(|step| step.id == *id);
                    step.is_some_and(|step| step.first_when.as_ref().is_some_and(|expr| expr.holds(&keys)))
                };
                let to_do = hour.to_do();
                let firsts = to_do.iter().take_while(|id| first(id)).count();
                assert!(!to_do[firsts..].iter().any(first), "{what}: what comes first comes first: {to_do:?}");
                let rest: Vec<&str> = wanted.iter().map(|s| s.id.as_str()).filter(|id| !first(&(*id).into())).collect();
                assert_eq!(to_do[firsts..], rest, "{what}");
                assert_eq!(to_do.len(), wanted.len(), "{what}");
                assert_eq!(hour.done_all(), to_do, "{what}");
                let done = hour.finished().into_iter().filter(|(_, answer)| *answer == StepAnswer::Done);
                assert_eq!(done.count(), wanted.len(), "{what}");
            }
        }
    }
}

#[test]
fn every_step_of_every_role_is_reached_in_some_situation() {
    for role in roles() {
        for step in track(&PACK, role) {
            let nation = step.nations.first().copied();
            let reached = [None].into_iter().chain(step.when.keys().map(Some)).any(|key| {
                let mut hour = Hour::new(role, nation);
                if let Some(key) = key
                    && hour.set(key).is_none()
                {
                    hour.minutes(4 * 24 * 60);
                }
                hour.to_do().contains(&step.id)
            });
            assert!(reached, "{role:?} never reaches {}", step.id);
        }
    }
}

#[test]
fn without_a_role_the_core_actions_come_in_their_order() {
    let mut hour = Hour::new(None, None);
    let came = hour.done_all();
    let mut sorted = came.clone();
    sorted.sort();
    assert_eq!(came, sorted);
    assert_eq!(came[..3], ["A01", "A02", "A04"]);
    let mut with_an_adult = Hour::new(None, None);
    with_an_adult.say("who", "adult");
    assert_eq!(with_an_adult.to_do()[..4], ["A01", "A02", "A03", "A04"]);
}

#[test]
fn danger_brings_safety_first_again_and_again_even_after_it_was_answered() {
    for role in roles() {
        let safety = Hour::new(role, None).next();
        assert_eq!(
            track(&PACK, role).iter().find(|step| step.id == safety).map(|step| step.stage),
            Some(Stage::Safety)
        );
        let mut hour = Hour::new(role, None);
        for _ in 0..4 {
            hour.done();
        }
        for _ in 0..2 {
            let open = hour.next();
            hour.say("danger", "yes");
            assert_eq!(hour.next(), safety, "{role:?}");
            while hour.next() != open {
                hour.done();
            }
            assert!(!hour.to_do().contains(&safety), "{role:?}");
        }
    }
}

#[test]
fn danger_goes_before_anything_else_that_must_come_first() {
    for role in roles() {
        let mut hour = Hour::new(role, None);
        hour.done();
        for key in ["medical", "wants-to-leave", "missing", "danger"] {
            hour.set(key);
        }
        let first = hour.next();
        assert!(matches!(first.as_str(), "A01" | "P1" | "B1a" | "E1" | "H1a" | "C1a"), "{role:?}: {first}");
        hour.done();
        let then = hour.next();
        assert!(matches!(then.as_str(), "A20" | "P20" | "B15" | "E14" | "H13" | "C13"), "{role:?}: {then}");
    }
}

#[test]
fn each_key_that_can_be_set_at_any_time_changes_the_plan_of_every_role() {
    for role in roles() {
        for key in ["danger", "missing", "wants-to-leave", "medical", "others"] {
            let mut hour = Hour::new(role, None);
            // Past the first step, so that danger has something to bring back.
            hour.done();
            let before = hour.to_do();
            hour.set(key);
            assert_ne!(hour.to_do(), before, "{role:?}: {key}");
        }
    }
}

#[test]
fn the_open_step_stays_under_the_eyes_whatever_is_added() {
    for role in roles() {
        for skip in 0..6 {
            for condition in &PACK.conditions {
                let mut hour = Hour::new(role, None);
                for _ in 0..skip {
                    hour.done();
                }
                let open = hour.next();
                let still_to_do = |hour: &Hour| hour.to_do().contains(&open);
                if hour.set(&condition.key).is_none() || hour.next() == open || !still_to_do(&hour) {
                    continue;
                }
                let keys = held(&hour);
                let shown = hour.next();
                let mut known = track(&PACK, role).iter().chain(&PACK.actions);
                let step = known.find(|step| step.id == shown).expect("of the role, or for all");
                let first = step.first_when.as_ref().is_some_and(|expr| expr.holds(&keys));
                assert!(first, "{role:?}: {} pushed {open} away for {shown}", condition.key);
            }
        }
    }
}

#[test]
fn choosing_a_role_loses_nothing_that_was_done() {
    for role in Role::ALL {
        let mut hour = Hour::new(None, None);
        hour.set("accompanied");
        hour.set("medical");
        let core: BTreeSet<String> = hour.done_all().into_iter().collect();
        let done = hour.finished();
        hour.role(Some(role));
        for id in hour.to_do() {
            let step = track(&PACK, Some(role)).iter().find(|step| step.id == id).expect("of the role");
            let left = step.covers.iter().any(|action| !core.contains(action));
            assert!(step.covers.is_empty() || left, "{role:?}: {id} is asked again");
        }
        assert_eq!(hour.finished(), done, "{role:?}: the Done list stays");
    }
}

#[test]
fn changing_the_role_and_changing_it_back_restores_the_hour() {
    for role in roles() {
        for other in roles().filter(|other| *other != role) {
            let mut hour = Hour::new(role, None);
            hour.set("no-language");
            for _ in 0..3 {
                hour.done();
            }
            let before = (hour.to_do(), hour.finished());
            hour.role(other);
            assert!(!hour.to_do().is_empty());
            hour.role(role);
            assert_eq!((hour.to_do(), hour.finished()), before, "{role:?} to {other:?} and back");
        }
    }
}
