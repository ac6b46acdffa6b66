//! An update: a submission that holds only what is new since the one that it names, and how the two become one again.
//!
//! Both ways are here, so that nothing can be forgotten: what [`update_of`] takes apart, [`apply`] puts together.
mod changes;

pub use changes::{Change, How, What, changes};

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use serde::{Deserialize, Serialize};

use crate::id::Id;
use crate::submission::{AskedAgain, Call, Fact, SCHEMA, Said, Section, Sign, StepTaken, Submission};

/// What makes a submission an update. The lists of the submission then hold what was added or changed, whole; this says
/// what was taken out, so that a gap is never read as "the same as before" where it means "not any more".
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Update {
    /// The submission that this one continues.
    pub parent: Id,
    /// The first submission of the case: the one that people quote on the telephone.
    pub first: Id,
    /// How many events of the log the submissions before this one hold; the log here begins after them.
    pub log_from: u32,
    /// Where the child is was taken out. If it was changed, it is in the submission; else it stands as it was.
    #[serde(default, skip_serializing_if = "core::ops::Not::not")]
    pub place_cleared: bool,
    /// Sections that are no longer marked "not known, because".
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub known_again: Vec<String>,
    /// The facts, by their section.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub facts: BTreeMap<String, Changed>,
    /// The sections.
    #[serde(default, skip_serializing_if = "Changed::is_empty")]
    pub sections: Changed,
    /// The child's words.
    #[serde(default, skip_serializing_if = "Changed::is_empty")]
    pub said: Changed,
    /// The reasons to ask again.
    #[serde(default, skip_serializing_if = "Changed::is_empty")]
    pub asked_again: Changed,
    /// The signs.
    #[serde(default, skip_serializing_if = "Changed::is_empty")]
    pub signs: Changed,
    /// The calls.
    #[serde(default, skip_serializing_if = "Changed::is_empty")]
    pub calls: Changed,
    /// The steps.
    #[serde(default, skip_serializing_if = "Changed::is_empty")]
    pub steps: Changed,
}

/// What became of a list, besides what was added to it or changed in it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Changed {
    /// The names of what was taken out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub gone: Vec<String>,
    /// The names of all that stands, where what is new does not simply follow what was there.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub order: Vec<String>,
}

impl Changed {
    fn is_empty(&self) -> bool {
        self.gone.is_empty() && self.order.is_empty()
    }
}

/// What is named the same in every submission of a case. Where several have one name, all of them go together.
trait Named: Clone + PartialEq {
    fn name(&self) -> String;
}

impl Named for Section {
    fn name(&self) -> String {
        self.id.clone()
    }
}

impl Named for Fact {
    fn name(&self) -> String {
        self.id.clone()
    }
}

impl Named for Said {
    /// What was typed and not added yet has no id, and there is one of it.
    fn name(&self) -> String {
        self.id.map_or_else(String::new, |id| id.to_string())
    }
}

impl Named for AskedAgain {
    fn name(&self) -> String {
        self.at_ms.to_string()
    }
}

impl Named for Sign {
    fn name(&self) -> String {
        self.id.clone()
    }
}

impl Named for Call {
    fn name(&self) -> String {
        self.id.to_string()
    }
}

impl Named for StepTaken {
    /// A step can have been answered twice, and its other way too.
    fn name(&self) -> String {
        format!("{} {}", self.key, self.at_ms)
    }
}

/// The update that makes `now` of `parent`, both whole. `first` is the first submission of the case.
#[must_use]
pub fn update_of(first: Id, parent: &Submission, now: &Submission) -> Submission {
    let (full, sections) = changed(&parent.sections, &now.sections);
    let mut facts = BTreeMap::new();
    let mut known_again = Vec::new();
    let shrunk = full.into_iter().map(|section| {
        let Some(before) = parent.sections.iter().find(|before| before.id == section.id) else { return section };
        let (new, changed) = changed(&before.facts, &section.facts);
        if !changed.is_empty() {
            facts.insert(section.id.clone(), changed);
        }
        if section.not_known_because.is_none() && before.not_known_because.is_some() {
            known_again.push(section.id.clone());
        }
        let because = section.not_known_because.filter(|words| before.not_known_because.as_ref() != Some(words));
        Section { facts: new, not_known_because: because, ..section }
    });
    let shrunk = shrunk.collect();
    let (said, said_changed) = changed(&parent.said, &now.said);
    let (asked_again, again_changed) = changed(&parent.asked_again, &now.asked_again);
    let (signs, signs_changed) = changed(&parent.signs, &now.signs);
    let (calls, calls_changed) = changed(&parent.calls, &now.calls);
    let (steps, steps_changed) = changed(&parent.steps, &now.steps);
    Submission {
        schema: SCHEMA,
        place_now: now.place_now.clone().filter(|_| now.place_now != parent.place_now),
        sections: shrunk,
        said,
        asked_again,
        signs,
        calls,
        steps,
        log: now.log.iter().skip(parent.log.len()).cloned().collect(),
        update: Some(Update {
            parent: parent.id,
            first,
            log_from: u32::try_from(parent.log.len()).unwrap_or(u32::MAX),
            place_cleared: now.place_now.is_none() && parent.place_now.is_some(),
            known_again,
            facts,
            sections,
            said: said_changed,
            asked_again: again_changed,
            signs: signs_changed,
            calls: calls_changed,
            steps: steps_changed,
        }),
        ..head(now)
    }
}

/// The record as it stands once `update` has come after `base`. A submission that is no update stands for itself.
///
/// Of a base that is itself an update whose parent is not here, what comes out is one too.
#[must_use]
pub fn apply(base: &Submission, update: &Submission) -> Submission {
    let Some(more) = &update.update else { return update.clone() };
    let grown = update.sections.iter().map(|section| {
        let Some(before) = base.sections.iter().find(|before| before.id == section.id) else { return section.clone() };
        let nothing = Changed::default();
        let known = more.known_again.contains(&section.id);
        let before_because = before.not_known_because.clone().filter(|_| !known);
        Section {
            facts: merged(&before.facts, &section.facts, more.facts.get(&section.id).unwrap_or(&nothing)),
            not_known_because: section.not_known_because.clone().or(before_because),
            ..section.clone()
        }
    });
    let grown: Vec<Section> = grown.collect();
    let place_before = base.place_now.clone().filter(|_| !more.place_cleared);
    Submission {
        schema: update.schema,
        place_now: update.place_now.clone().or(place_before),
        sections: merged(&base.sections, &grown, &more.sections),
        said: merged(&base.said, &update.said, &more.said),
        asked_again: merged(&base.asked_again, &update.asked_again, &more.asked_again),
        signs: merged(&base.signs, &update.signs, &more.signs),
        calls: merged(&base.calls, &update.calls, &more.calls),
        steps: merged(&base.steps, &update.steps, &more.steps),
        log: base.log.iter().chain(&update.log).cloned().collect(),
        update: base.update.clone(),
        ..head(update)
    }
}

/// What is small, and always sent as it stands: who writes, of which child, which case, the times.
fn head(of: &Submission) -> Submission {
    Submission {
        schema: of.schema,
        id: of.id,
        case_id: of.case_id,
        occasion: of.occasion,
        trial: of.trial,
        sealed_at_ms: of.sealed_at_ms,
        offset_min: of.offset_min,
        met_at_ms: of.met_at_ms,
        clock_changed: of.clock_changed,
        from: of.from.clone(),
        child_as_said: of.child_as_said.clone(),
        guidance: of.guidance.clone(),
        place_now: None,
        sections: Vec::new(),
        said: Vec::new(),
        asked_again: Vec::new(),
        signs: Vec::new(),
        calls: Vec::new(),
        steps: Vec::new(),
        log: Vec::new(),
        update: None,
    }
}

fn by_name<T: Named>(list: &[T]) -> BTreeMap<String, VecDeque<&T>> {
    let mut named: BTreeMap<String, VecDeque<&T>> = BTreeMap::new();
    for item in list {
        named.entry(item.name()).or_default().push_back(item);
    }
    named
}

/// What of `now` is not in `base`, and what else became of the list.
fn changed<T: Named>(base: &[T], now: &[T]) -> (Vec<T>, Changed) {
    let (before, after) = (by_name(base), by_name(now));
    let is_new = |item: &&T| before.get(&item.name()) != after.get(&item.name());
    let new: Vec<T> = now.iter().filter(is_new).cloned().collect();
    let gone = before.keys().filter(|name| !after.contains_key(*name)).cloned().collect();
    let mut changed = Changed { gone, order: Vec::new() };
    if merged(base, &new, &changed) != now {
        changed.order = now.iter().map(Named::name).collect();
    }
    (new, changed)
}

/// The list with what is new in it: in the place of what had its name, else at the end, or else in the order that is
/// given. What an order does not name stays at the end: nothing is lost by an order.
fn merged<T: Named>(base: &[T], new: &[T], changed: &Changed) -> Vec<T> {
    let gone: BTreeSet<&String> = changed.gone.iter().collect();
    let mut fresh = by_name(new);
    let replaced: BTreeSet<String> = fresh.keys().cloned().collect();
    let mut merged = Vec::new();
    let rest = |merged: &mut Vec<T>, fresh: &mut BTreeMap<String, VecDeque<&T>>, left: &[&T]| {
        for item in left {
            let name = item.name();
            if let Some(items) = fresh.remove(&name) {
                merged.extend(items.into_iter().cloned());
            } else if !replaced.contains(&name) && !gone.contains(&name) {
                merged.push((*item).clone());
            }
        }
        for item in new {
            merged.extend(fresh.remove(&item.name()).into_iter().flatten().cloned());
        }
    };
    if changed.order.is_empty() {
        rest(&mut merged, &mut fresh, &base.iter().collect::<Vec<_>>());
        return merged;
    }
    let mut old = by_name(base);
    for name in &changed.order {
        let from = if replaced.contains(name) { &mut fresh } else { &mut old };
        merged.extend(from.get_mut(name).and_then(VecDeque::pop_front).cloned());
    }
    fresh.retain(|_, items| !items.is_empty());
    let left: Vec<&T> =
        base.iter().filter(|item| old.get(&item.name()).is_some_and(|items| items.contains(item))).collect();
    rest(&mut merged, &mut fresh, &left);
    merged
}
