//! What may be asked of the child, on the guidance of this repository.
use gh_core::asked::{answered, answered_in, open, taken_out};
use gh_core::case::Kind;
use gh_core::guide::{Ask, Mark, Matter};
use gh_core::hour::track;

use super::kit::{Hour, PACK, roles};

fn ids(matters: &[&Matter]) -> Vec<&'static str> {
    let id = |matter: &&Matter| PACK.matters.iter().find(|known| known.id == matter.id).map(|known| known.id.as_str());
    matters.iter().filter_map(id).collect()
}

/// The short list of the step "Listen once": what the toolkit lets a first professional ask, and the two that are ours.
#[test]
fn the_step_of_the_account_and_the_page_name_the_same_questions() {
    let of_account = |ask: Ask| -> Vec<&str> {
        let all = PACK.matters.iter().filter(|matter| matter.ask == ask && matter.steps.iter().any(|id| id == "A12"));
        all.map(|matter| matter.id.as_str()).collect()
    };
    let asked = ["name", "age", "hurt", "from-tonight", "brought", "afraid", "coming", "others"];
    assert_eq!(of_account(Ask::May), asked);
    assert_eq!(of_account(Ask::Leave), ["journey", "sexual"]);
    for matter in &PACK.matters {
        let ours = matter.why.mark == Mark::D;
        assert_eq!(ours, ["coming", "others"].contains(&matter.id.as_str()), "{}", matter.id);
    }
}

#[test]
fn any_field_of_a_matter_answers_it_and_clearing_it_leaves_that_it_was_asked() {
    for matter in &PACK.matters {
        for field in &matter.fields {
            let mut hour = Hour::new(None, None);
            let write = |hour: &mut Hour, value: &str| {
                hour.note(Kind::Fact { field: field.clone(), value: value.into() });
            };
            write(&mut hour, "Yes");
            let state = hour.state();
            let known: Vec<&Matter> = answered(&PACK, &state).into_iter().map(|answered| answered.matter).collect();
            assert_eq!(ids(&known), [matter.id.as_str()], "{field}");
            assert_eq!(open(&PACK, &state).len(), PACK.matters.len() - 1, "{field}");
            write(&mut hour, "");
            let state = hour.state();
            assert_eq!(open(&PACK, &state).len(), PACK.matters.len() - 1, "{field}: the child was asked");
            let out: Vec<&Matter> = taken_out(&PACK, &state).into_iter().map(|answered| answered.matter).collect();
            assert_eq!((ids(&out), answered(&PACK, &state).len()), (vec![matter.id.as_str()], 0), "{field}");
        }
    }
}

#[test]
fn every_role_hears_in_the_step_of_the_account_what_is_answered_already() {
    for role in roles() {
        let mut hour = Hour::new(role, None);
        hour.note(Kind::Fact { field: "m04.name".into(), value: "Minh".into() });
        hour.note(Kind::Fact { field: "m10.number".into(), value: "01632 960 140".into() });
        let state = hour.state();
        let told = |id: &str| {
            let steps =
                track(&PACK, role).iter().filter(|step| answered_in(&PACK, &state, step).iter().any(|m| m.id == id));
            steps.count()
        };
        assert!(told("name") >= 1, "{role:?} is not told that the name is known");
        assert!(told("phone") >= 1, "{role:?} is not told that the number is known");
        let no_matter = track(&PACK, role).iter().find(|step| step.id == "A01" || step.covers == ["A01"]);
        assert!(no_matter.is_none_or(|step| answered_in(&PACK, &state, step).is_empty()));
    }
}
