//! Every question of the national form has its key once, and one place where its answer comes from.
use std::collections::BTreeMap;

use super::{Found, Rule};
use crate::guide::{FormInput, FormQuestion, Pack};
use crate::{nrm, record};

/// The most letters of a title, and of what a question asks.
const LONGEST_TITLE: usize = 40;
const LONGEST_QUESTION: usize = 90;

pub(super) fn check(pack: &Pack, found: &mut Found) {
    let Ok(form) = pack.form.read() else {
        return found.add(Rule::Reference, "form", "cannot be read");
    };
    let mut earlier: BTreeMap<&str, &FormQuestion> = BTreeMap::new();
    for page in &form {
        let place = format!("form page {}", page.number);
        if page.title.is_empty() || page.title.chars().count() > LONGEST_TITLE {
            found.add(Rule::Length, place.as_str(), format!("needs a title of at most {LONGEST_TITLE} letters"));
        }
        if page.question.is_empty() {
            found.add(Rule::Reference, place, "asks nothing");
        }
        for shown_if in &page.shown_if {
            revealed(&format!("form page {}", page.number), shown_if, &earlier, found);
        }
        for question in &page.question {
            one(question, &earlier, found);
            if earlier.insert(&question.key, question).is_some() {
                found.add(Rule::Ids, format!("form {}", question.key), "stands twice");
            }
        }
    }
}

fn one(question: &FormQuestion, earlier: &BTreeMap<&str, &FormQuestion>, found: &mut Found) {
    let place = format!("form {}", question.key);
    let origins = [
        !question.from.is_empty(),
        question.derived.is_some(),
        !question.fixed.is_empty(),
        !question.later.trim().is_empty(),
    ];
    if origins.into_iter().filter(|is| *is).count() != 1 {
        found.add(Rule::Setter, place.as_str(), "needs one of: from, derived, fixed, later");
    }
    for field in question.from.iter().filter(|field| ![nrm::SAID, nrm::SIGNS].contains(&field.as_str())) {
        // Where the child is, is in no export.
        if record::field(field).is_none_or(|field| field.place) {
            found.add(Rule::Reference, place.as_str(), format!("is answered by {field}, which cannot be shown"));
        }
    }
    let chosen = question.r#type == FormInput::Radio;
    if chosen != (question.options.len() > 1) {
        found.add(Rule::Reference, place.as_str(), "has options and is no radio, or is one without");
    }
    if !question.shown_if.is_empty() {
        revealed(&place, &question.shown_if, earlier, found);
    }
    if question.asks.is_empty() || question.asks.chars().count() > LONGEST_QUESTION {
        found.add(Rule::Length, place, format!("needs its question in at most {LONGEST_QUESTION} letters"));
    }
}

/// An answer that reveals something is one that an earlier question can have.
fn revealed(place: &str, shown_if: &str, earlier: &BTreeMap<&str, &FormQuestion>, found: &mut Found) {
    let (key, answer) = shown_if.split_once('=').unwrap_or_default();
    let can = |known: &&&FormQuestion| match known.r#type {
        FormInput::Tick => answer == "true",
        _ => known.options.iter().any(|option| option == answer),
    };
    if earlier.get(key).filter(can).is_none() {
        found.add(Rule::Reference, place, format!("is shown if {shown_if}, which it never is"));
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample::pack;
    use super::super::{Rule, check};
    use crate::guide::{Derived, FormPage, FormQuestion, Packed};

    /// Breaks the second question of the sample's form, and expects exactly this.
    #[track_caller]
    fn finds(change: impl FnOnce(&mut FormQuestion), rule: Rule) {
        broken(|form| change(&mut form[0].question[1]), &[(rule, "form birthplace")]);
    }

    #[track_caller]
    fn broken(change: impl FnOnce(&mut Vec<FormPage>), expected: &[(Rule, &str)]) {
        let mut pack = pack();
        let mut form = pack.form.read().expect("the sample has a form");
        change(&mut form);
        pack.form = Packed::of(&form);
        let problems = check(&pack);
        let found: Vec<_> = problems.iter().map(|problem| (problem.rule, problem.place.as_str())).collect();
        assert_eq!(found, expected, "{problems:#?}");
    }

    #[test]
    fn a_question_without_one_origin_is_found() {
        finds(|question| question.from.clear(), Rule::Setter);
        finds(|question| question.derived = Some(Derived::Nation), Rule::Setter);
        finds(|question| question.later = "It can wait.".into(), Rule::Setter);
    }

    #[test]
    fn an_answer_from_nowhere_or_from_the_childs_place_is_found() {
        for field in ["m99.x", "m01.now", "m15.tonight", ""] {
            finds(|question| question.from = vec![field.into()], Rule::Reference);
        }
        for field in ["said", "signs"] {
            broken(|form| form[0].question[1].from = vec![field.into()], &[]);
        }
    }

    #[test]
    fn a_question_that_no_answer_reveals_is_found() {
        for shown_if in ["fr-location=scotland", "nation=wales", "birthplace=yes", "fr-location"] {
            finds(|question| question.shown_if = shown_if.into(), Rule::Reference);
            broken(|form| form[0].shown_if = vec![shown_if.into()], &[(Rule::Reference, "form page 3")]);
        }
    }

    #[test]
    fn options_without_a_radio_a_key_twice_and_a_long_question_are_found() {
        finds(|question| question.options = vec!["yes".into(), "no".into()], Rule::Reference);
        finds(|question| question.asks = "a".repeat(91), Rule::Length);
        broken(
            |form| {
                let again = form[0].question[1].clone();
                form[0].question.push(again);
            },
            &[(Rule::Ids, "form birthplace")],
        );
        broken(|form| form[0].title.clear(), &[(Rule::Length, "form page 3")]);
    }
}
