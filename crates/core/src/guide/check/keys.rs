//! Each key of the vocabulary has exactly one setter, and switches something on.
use std::collections::BTreeSet;

use super::{Found, Rule, walk};
use crate::guide::{Pack, SetBy};
use crate::record::{FieldKind, SECTIONS};

pub(super) fn check(pack: &Pack, found: &mut Found) {
    let used: BTreeSet<&str> = walk::steps(pack)
        .flat_map(|(_, step)| step.when.keys().chain(step.first_when.iter().flat_map(|expr| expr.keys())))
        .collect();
    for condition in &pack.conditions {
        let place = format!("condition {}", condition.key);
        if !used.contains(condition.key.as_str()) {
            found.add(Rule::Unused, place.as_str(), "switches no step on");
        }
        if condition.fact.trim().is_empty() || condition.name.trim().is_empty() {
            found.add(Rule::Length, place.as_str(), "needs a name and a fact");
        }
        if let SetBy::Field(field) = &condition.set_by
            && !is_field(field)
        {
            found.add(
                Rule::Setter,
                place.as_str(),
                format!("is set by {field:?}; which is no choice of the record with that answer"),
            );
        }
        let setters = pack.questions.iter().filter(|q| q.options.iter().any(|o| o.sets.contains(&condition.key)));
        let setters: Vec<&str> = setters.map(|question| question.id.as_str()).collect();
        match &condition.set_by {
            SetBy::Question(id) => {
                // A question that does not exist is reported as a reference.
                if pack.questions.iter().any(|q| q.id == *id) && !setters.contains(&id.as_str()) {
                    found.add(Rule::Setter, place.as_str(), format!("no option of the question {id} sets it"));
                }
                for other in setters.iter().filter(|setter| *setter != id) {
                    found.add(
                        Rule::Setter,
                        place.as_str(),
                        format!("is set by {id}, and the question {other} sets it too"),
                    );
                }
            }
            SetBy::Role(_) | SetBy::Clock | SetBy::Field(_) | SetBy::ChildGone | SetBy::ChildBack => {
                for other in setters {
                    found.add(
                        Rule::Setter,
                        place.as_str(),
                        format!("has its setter, and the question {other} sets it too"),
                    );
                }
            }
        }
    }
    for question in &pack.questions {
        let place = format!("question {}", question.id);
        if !(2..=6).contains(&question.options.len()) {
            found.add(Rule::Length, place.as_str(), format!("has {} options; give 2 to 6", question.options.len()));
        }
        if question.text.trim().is_empty() || question.options.iter().any(|option| option.label.trim().is_empty()) {
            found.add(Rule::Length, place.as_str(), "needs words, and each option a label");
        }
    }
}

/// `m05.age-doubt=Yes`: a choice of the record, and one of its answers.
fn is_field(text: &str) -> bool {
    let Some((id, answer)) = text.split_once('=') else { return false };
    let field = SECTIONS.iter().flat_map(|section| section.fields).find(|field| field.id == id);
    field.is_some_and(|field| matches!(field.kind, FieldKind::Choice(answers) if answers.contains(&answer)))
}
