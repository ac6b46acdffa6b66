//! The signs of the guidance: what they do to the hour, how they are found, what they point to.
use std::collections::BTreeSet;

use gh_core::case::{Degree, Kind};
use gh_core::guide::{Mark, Sign, Stage};
use gh_core::hour::track;
use gh_core::signs::{is_weak_alone, noted, pointed, search};
use gh_wire::id::Id;

use super::kit::{Hour, PACK, roles};

fn sign(id: &str) -> &'static Sign {
    PACK.signs.iter().find(|sign| sign.id == id).unwrap_or_else(|| panic!("{id} is a sign"))
}

fn note(hour: &mut Hour, id: &str, degree: Option<Degree>) -> Id {
    let sign = sign(id);
    hour.note(Kind::Sign { sign: id.into(), says: sign.says.text.clone(), danger: sign.danger, degree })
}

fn found(text: &str) -> Vec<&'static str> {
    search(&PACK, text).into_iter().map(|sign| sign.id.as_str()).collect()
}

/// Every row of the indicator list, by its block and how many it has.
#[test]
fn every_indicator_of_the_list_is_a_sign() {
    let blocks = [("EXP", 27), ("MOV", 18), ("ADU", 9), ("HOM", 3), ("SCH", 4), ("HLT", 6), ("ONL", 4), ("RSK", 9)];
    let listed: Vec<String> =
        blocks.iter().flat_map(|(block, last)| (1..=*last).map(move |n| format!("{block}-{n:02}"))).collect();
    let signs: BTreeSet<&str> = PACK.signs.iter().map(|sign| sign.id.as_str()).collect();
    assert_eq!(signs, listed.iter().map(String::as_str).collect());
}

#[test]
fn a_sign_that_was_not_read_in_its_source_says_so_by_its_mark() {
    for id in ["EXP-10", "EXP-11", "EXP-25", "EXP-27", "MOV-06", "MOV-13", "ADU-06", "SCH-04", "ONL-01", "HOM-03"] {
        assert_eq!(sign(id).says.mark, Mark::K, "{id}");
    }
    for sign in PACK.signs.iter().filter(|sign| sign.says.mark == Mark::R) {
        assert!(!sign.says.source.is_empty(), "{}", sign.id);
    }
}

#[test]
fn a_sign_that_means_danger_brings_safety_to_the_top_once_for_each_time_it_is_noted() {
    for role in roles() {
        for danger in PACK.signs.iter().filter(|sign| sign.danger) {
            for degree in [Degree::Seen, Degree::Suspected] {
                let mut hour = Hour::new(role, None);
                let safety = hour.next();
                assert_eq!(
                    track(&PACK, role).iter().find(|step| step.id == safety).map(|step| step.stage),
                    Some(Stage::Safety)
                );
                hour.done();
                let open = hour.next();
                note(&mut hour, &danger.id, Some(degree));
                assert_eq!(hour.next(), safety, "{role:?} {}", danger.id);
                while hour.next() != open {
                    hour.done();
                }
                assert!(!hour.to_do().contains(&safety), "{role:?} {}", danger.id);
            }
        }
    }
}

#[test]
fn where_a_child_comes_from_is_never_reason_enough_by_itself_and_says_so() {
    let mut hour = Hour::new(roles().next().expect("there are roles"), None);
    let is_weak = |hour: &Hour| is_weak_alone(&PACK, &hour.state());
    assert!(!is_weak(&hour), "nothing is noted");
    let weak: Vec<&str> = PACK.signs.iter().filter(|sign| sign.weak).map(|sign| sign.id.as_str()).collect();
    assert_eq!(weak, ["MOV-10"], "the one that the list of indicators calls weak");
    note(&mut hour, "MOV-10", Some(Degree::Seen));
    assert!(is_weak(&hour));
    note(&mut hour, "EXP-14", Some(Degree::Suspected));
    assert!(!is_weak(&hour), "beside another it is one of several");
}

#[test]
fn other_signs_and_a_sign_taken_back_leave_the_open_step_where_it_is() {
    let mut hour = Hour::new(None, None);
    hour.done();
    let open = hour.next();
    for other in PACK.signs.iter().filter(|sign| !sign.danger) {
        note(&mut hour, &other.id, Some(Degree::Seen));
        assert_eq!(hour.next(), open, "{}", other.id);
    }
    let event = note(&mut hour, "EXP-18", Some(Degree::Seen));
    assert_ne!(hour.next(), open);
    hour.note(Kind::Undone { event });
    assert_eq!(hour.next(), open);
}

#[test]
fn a_search_finds_by_any_word_by_the_beginning_of_one_and_past_a_slip() {
    for (typed, id) in [
        ("phone", "ONL-01"),
        ("tatoo", "EXP-19"),
        ("tattoo", "EXP-19"),
        ("passpor", "MOV-02"),
        ("pasport", "MOV-02"),
        ("DEBT", "EXP-14"),
        ("canabis", "EXP-08"),
        ("cuckooing", "HOM-02"),
        ("boyfreind", "EXP-12"),
        ("has a second phone", "SCH-03"),
        ("child’s papers", "ADU-03"),
        ("school", "SCH-01"),
        ("rape", "RSK-07"),
        ("gun", "EXP-24"),
        ("snapchat", "ONL-01"),
        ("county lines", "EXP-24"),
        ("trafiked", "MOV-10"),
        ("dbt", "EXP-14"),
        ("pasprt", "MOV-02"),
        ("brused", "EXP-02"),
        ("school uniform missing", "SCH-02"),
    ] {
        assert!(found(typed).contains(&id), "{typed}: {:?}", found(typed));
    }
    assert_eq!(found("").len(), PACK.signs.len(), "no word, no sieve");
    assert_eq!(found(" the  child ").len(), PACK.signs.len(), "words that say nothing");
    assert_eq!(found("?!").len(), PACK.signs.len(), "no word either");
    for nothing in ["zebra", "xq", "vape"] {
        assert_eq!(found(nothing), Vec::<&str>::new(), "{nothing}");
    }
    assert_eq!(found("phone zebra"), found("phone"), "one of the words is enough where no sign has all");
}

#[test]
fn a_word_that_is_typed_right_is_not_mistaken_for_another() {
    for (typed, not) in [("rape", "ADU-03"), ("gun", "RSK-04"), ("debt", "MOV-02"), ("phone", "MOV-16")] {
        assert!(!found(typed).contains(&not), "{typed}: {:?}", found(typed));
    }
}

#[test]
fn a_short_word_is_not_found_inside_others_by_a_slip() {
    let ids: BTreeSet<&str> = found("gp").into_iter().collect();
    assert!(ids.contains("HLT-01") && ids.len() <= 2, "{ids:?}");
}

#[test]
fn what_signs_point_to_names_each_reason_and_no_number() {
    let mut hour = Hour::new(None, None);
    assert!(pointed(&PACK, &hour.state()).is_empty());
    note(&mut hour, "EXP-14", Some(Degree::Seen));
    note(&mut hour, "EXP-24", Some(Degree::Suspected));
    let state = hour.state();
    let county_lines = pointed(&PACK, &state)
        .into_iter()
        .find(|pointed| pointed.pointer.id == "county-lines")
        .expect("both point to it");
    let because: BTreeSet<&str> = county_lines.because.iter().copied().collect();
    assert_eq!(because, ["EXP-14", "EXP-24"].map(|id| sign(id).says.text.as_str()).into());
    assert_eq!(noted(&state), (1, 1));
    let order: Vec<&str> = pointed(&PACK, &state).into_iter().map(|pointed| pointed.pointer.id.as_str()).collect();
    let of_guidance: Vec<&str> =
        PACK.pointers.iter().map(|pointer| pointer.id.as_str()).filter(|id| order.contains(id)).collect();
    assert_eq!(order, of_guidance, "in the order of the guidance, never by how many");
}
