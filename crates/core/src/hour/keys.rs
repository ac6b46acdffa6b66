//! Which keys of the condition vocabulary hold now.
use std::collections::{BTreeMap, BTreeSet};

use super::hours::out_of_hours;
use crate::case::CaseState;
use crate::guide::{ConditionKey, Nation, Pack, SetBy};
use crate::time::Wall;

/// The keys that hold, each with the place in the log of what set it (0 for the clock and the role).
#[must_use]
pub fn keys(pack: &Pack, state: &CaseState, nation: Option<Nation>, now: Wall) -> BTreeMap<ConditionKey, u32> {
    let mut keys = BTreeMap::new();
    for question in &pack.questions {
        let Some((chosen, seq)) = state.situation.get(&question.id) else { continue };
        for option in question.options.iter().filter(|option| chosen.contains(&option.id)) {
            keys.extend(option.sets.iter().map(|key| (key.clone(), *seq)));
        }
    }
    for condition in &pack.conditions {
        let since = match &condition.set_by {
            SetBy::Question(_) => continue,
            SetBy::Role(role) => state.role.filter(|chosen| chosen.id() == role).map(|_| 0),
            SetBy::Clock => out_of_hours(now, &pack.bank_holidays, nation).then_some(0),
            SetBy::ChildGone => state.gone.map(|(_, seq)| seq),
            SetBy::ChildBack => state.back,
            SetBy::Field(rule) => rule.split_once('=').and_then(|(field, wanted)| {
                (state.fact(field) == Some(wanted)).then(|| state.written.get(field).copied().unwrap_or(0))
            }),
        };
        if let Some(seq) = since {
            keys.insert(condition.key.clone(), seq);
        }
    }
    if let Some(seq) = state.danger_sign() {
        for condition in pack.conditions.iter().filter(|condition| condition.signs) {
            let since = keys.entry(condition.key.clone()).or_default();
            *since = seq.max(*since);
        }
    }
    keys
}

/// The situation as short facts, in the order of the questions: "No shared language".
#[must_use]
pub fn facts(pack: &Pack, state: &CaseState) -> Vec<String> {
    let mut said = BTreeSet::new();
    let mut facts = Vec::new();
    for question in &pack.questions {
        let Some((chosen, _)) = state.situation.get(&question.id) else { continue };
        for option in question.options.iter().filter(|option| chosen.contains(&option.id)) {
            let of_key = |key: &ConditionKey| pack.conditions.iter().find(|c| c.key == *key).map(|c| c.fact.clone());
            let mut words: Vec<String> = option.sets.iter().filter_map(of_key).collect();
            if words.is_empty() && !option.fact.is_empty() {
                words.push(option.fact.clone());
            }
            facts.extend(words.into_iter().filter(|fact| said.insert(fact.clone())));
        }
    }
    facts
}
