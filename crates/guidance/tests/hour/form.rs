//! The national form in the guidance is the form of the referral fields, question by question.
use gh_core::guide::{FormInput, FormQuestion, FormRule};

use super::kit::PACK;

fn name(value: impl serde::Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}

/// A question as a line of the fixture.
fn line(step: &str, question: &FormQuestion) -> String {
    let or_none = |text: String| if text.is_empty() { "-".to_owned() } else { text };
    let rules: Vec<String> = question.rules.iter().map(|rule: &FormRule| name(rule)).collect();
    let answers = question.list.map_or_else(|| question.options.join(","), |list| format!("list:{list}"));
    [
        step.to_owned(),
        question.key.clone(),
        name(question.r#type),
        if question.required { "yes" } else { "no" }.to_owned(),
        or_none(question.max.map_or(String::new(), |max| max.to_string())),
        or_none(rules.join(",")),
        or_none(answers),
        or_none(question.shown_if.clone()),
    ]
    .join(" ")
}

/// A question that is left out, or one whose rule differs, would be found out by the officer who fills in the form.
#[test]
fn every_question_of_the_form_is_there_with_its_own_key_rules_and_answers() {
    let wanted: Vec<&str> =
        include_str!("../fixtures/form.txt").lines().filter(|line| !line.starts_with('#')).collect();
    let form = PACK.form.read().expect("the guidance has a form");
    let questions = form.iter().flat_map(|page| page.question.iter().map(|question| line(&page.step, question)));
    assert_eq!(questions.collect::<Vec<_>>(), wanted);
    assert_eq!(wanted.len(), 112);
}

/// Which kind of exploitation it is, is the person's judgement, and no fact of the record stands for it.
#[test]
fn no_kind_of_exploitation_is_ticked_by_the_record() {
    let form = PACK.form.read().expect("the guidance has a form");
    let questions = form.iter().flat_map(|page| &page.question);
    let ticks: Vec<&FormQuestion> = questions.filter(|question| question.r#type == FormInput::Tick).collect();
    assert_eq!(ticks.len(), 10);
    for tick in ticks {
        assert!(!tick.later.is_empty(), "{}", tick.key);
    }
}
