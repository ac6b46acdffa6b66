//! An update: a submission that holds only what is new since the one that it names, and how the two become one again.
//!
//! Both ways are here, so that nothing can be forgotten: what [`update_of`] takes apart, [`apply`] puts together.
mod changes;

pub use changes::{Change, How, What, changes};

use std::collections::{BTreeMap, VecDeque};

use serde::{Deserialize, Serialize};

use crate::id::Id;
use crate::submission::{AskedAgain, Call, Fact, HandedOver, SCHEMA, Said, Section, Sign, StepTaken, Submission};

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
    /// Who took over.
    #[serde(default, skip_serializing_if = "Changed::is_empty")]
    pub handed_over: Changed,
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

impl Named for HandedOver {
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
    let (handed_over, handed_changed) = changed(&parent.handed_over, &now.handed_over);
    let (steps, steps_changed) = changed(&parent.steps, &now.steps);
    Submission {
        schema: SCHEMA,
        place_now: now.place_now.clone().filter(|_| now.place_now != parent.place_now),
        sections: shrunk,
        said,
        asked_again,
        signs,
        calls,
        handed_over,
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
            handed_over: handed_changed,
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
        handed_over: merged(&base.handed_over, &update.handed_over, &more.handed_over),
        steps: merged(&base.steps, &update.steps, &more.steps),
        log: base.log.iter().chain(&update.log).cloned().collect(),
        update: base.update.clone(),
        ..head(update)
    }
}

/// What is small, and always sent as it stands: who writes, of which child, which case, the times. Every part of a
/// submission is named here: what is empty below has to be in [`update_of`], [`apply`] and [`changes`].
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
        gone_ms: of.gone_ms,
        was_away: of.was_away.clone(),
        together: of.together.clone(),
        place_now: None,
        sections: Vec::new(),
        said: Vec::new(),
        asked_again: Vec::new(),
        signs: Vec::new(),
        calls: Vec::new(),
        handed_over: Vec::new(),
        steps: Vec::new(),
        log: Vec::new(),
        update: None,
    }
}

fn names<T: Named>(list: &[T]) -> Vec<String> {
    list.iter().map(Named::name).collect()
}

/// What of `now` is not in `base`, and what else became of the list.
fn changed<T: Named>(base: &[T], now: &[T]) -> (Vec<T>, Changed) {
    let (new, changed) = difference(&names(base), &names(now), &|before, after| base[before] == now[after]);
    (new.into_iter().map(|place| now[place].clone()).collect(), changed)
}

/// The list with what is new in it.
fn merged<T: Named>(base: &[T], new: &[T], changed: &Changed) -> Vec<T> {
    let from = |(is_new, place): (bool, usize)| if is_new { new[place].clone() } else { base[place].clone() };
    plan(&names(base), &names(new), changed).into_iter().map(from).collect()
}

/// The places of each name, in order.
fn by_name(names: &[String]) -> BTreeMap<&str, VecDeque<usize>> {
    let mut places: BTreeMap<&str, VecDeque<usize>> = BTreeMap::new();
    for (place, name) in names.iter().enumerate() {
        places.entry(name).or_default().push_back(place);
    }
    places
}

/// By their names alone, so that it is compiled once for lists of every kind: the places of what is new in `now`, and what
/// else became of the list. `same` says whether what is at a place of `base` is the same as what is at a place of `now`.
fn difference(base: &[String], now: &[String], same: &dyn Fn(usize, usize) -> bool) -> (Vec<usize>, Changed) {
    let (before, after) = (by_name(base), by_name(now));
    let is_new = |name: &str| {
        let (Some(before), Some(after)) = (before.get(name), after.get(name)) else { return true };
        before.len() != after.len() || !before.iter().zip(after).all(|(before, after)| same(*before, *after))
    };
    let new: Vec<usize> = (0..now.len()).filter(|place| is_new(&now[*place])).collect();
    let gone = before.keys().filter(|name| !after.contains_key(**name)).map(|name| (*name).to_owned());
    let mut changed = Changed { gone: gone.collect(), order: Vec::new() };
    let new_names: Vec<String> = new.iter().map(|place| now[*place].clone()).collect();
    let planned = plan(base, &new_names, &changed);
    let as_now = planned.iter().enumerate().all(|(at, (is_new, place))| {
        at < now.len() && if *is_new { new[*place] == at } else { base[*place] == now[at] && same(*place, at) }
    });
    if !as_now || planned.len() != now.len() {
        changed.order = now.to_vec();
    }
    (new, changed)
}

/// Where each item of the list comes from: from what is new (true) or what was there, and its place. What is new stands in
/// the place of what had its name, else at the end, or else in the order that is given. What an order does not name stays
/// at the end: nothing is lost by an order.
fn plan(base: &[String], new: &[String], changed: &Changed) -> Vec<(bool, usize)> {
    let (mut fresh, mut old) = (by_name(new), by_name(base));
    for name in &changed.gone {
        old.remove(name.as_str());
    }
    let mut planned = Vec::new();
    for name in &changed.order {
        let is_new = new.contains(name);
        let from = if is_new { &mut fresh } else { &mut old };
        planned.extend(from.get_mut(name.as_str()).and_then(VecDeque::pop_front).map(|place| (is_new, place)));
    }
    for (place, name) in base.iter().enumerate() {
        if let Some(places) = fresh.remove(name.as_str()) {
            planned.extend(places.into_iter().map(|place| (true, place)));
        } else if !new.contains(name) && old.get(name.as_str()).is_some_and(|places| places.contains(&place)) {
            planned.push((false, place));
        }
    }
    for name in new {
        planned.extend(fresh.remove(name.as_str()).into_iter().flatten().map(|place| (true, place)));
    }
    planned
}
