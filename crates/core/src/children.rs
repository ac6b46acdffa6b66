//! Several children found together: one case for each, linked and never merged. Facts about adults and the place can be the
//! same for each; the words of a child never are.
use std::collections::BTreeSet;

use gh_wire::id::Id;
use gh_wire::reference::Reference;

use crate::case::{CaseState, Kind, StepAnswer};
use crate::record::{self, Section, child_as_said};
use crate::referral::record_id;

/// Sections that can be the same for each child: where, who writes, who was with them, who was told.
pub const SHARED: [&str; 4] = ["m01", "m02", "m07", record::TOLD];

/// Which other children were there is different for each of them: the one whom it names has this child there.
pub const OTHERS: &str = "m07.children";
/// So is how the adults say they know the child: the uncle of one is not the uncle of all.
const RELATION: &str = "m07.relation";

/// How a fact is known that the child said, and that somebody told.
const THE_CHILD_SAID: &str = record::HOW_KNOWN[1];
const SOMEBODY_TOLD: &str = record::HOW_KNOWN[2];

/// What a child is called on the screen: as said, else the first line of how they look. Nothing while neither is known.
#[must_use]
pub fn name(state: &CaseState) -> Option<&str> {
    let known = ["m04.name", "m12.looks", "m12.clothes"].iter().filter_map(|field| state.fact(field));
    known.filter_map(|words| words.lines().map(str::trim).find(|line| !line.is_empty())).next()
}

/// The cases that are linked with this one, itself too, in the order in which they began.
#[must_use]
pub fn together<'a>(states: &[&'a CaseState], of: Id) -> Vec<&'a CaseState> {
    let mut group = BTreeSet::from([of]);
    loop {
        let linked =
            |state: &&&CaseState| group.contains(&state.id) || state.together.iter().any(|other| group.contains(other));
        let named = states.iter().filter(linked).flat_map(|state| state.together.iter().copied().chain([state.id]));
        let grown: BTreeSet<Id> = named.chain(group.iter().copied()).collect();
        if grown.len() == group.len() {
            break;
        }
        group = grown;
    }
    let mut all: Vec<&CaseState> = states.iter().copied().filter(|state| group.contains(&state.id)).collect();
    all.sort_by_key(|state| (state.began.ms, state.id));
    all
}

/// The case as a sheet tells it: with the other children who were found with this one, each by what is known of them and the
/// reference of their record. `all` are the cases of this phone.
#[must_use]
pub fn with_the_others(state: &CaseState, all: &[&CaseState]) -> CaseState {
    let others = together(all, state.id);
    let is_here = |other: &&Id| others.iter().any(|known| known.id == **other);
    let elsewhere = state.together.iter().filter(|other| !is_here(other)).count();
    let named = others.iter().filter(|other| other.id != state.id);
    let named = named.map(|other| format!("{} ({})", child_as_said(other), Reference::of(&record_id(other))));
    let more = match elsewhere {
        0 => None,
        1 => Some("1 whose record is not on this phone".to_owned()),
        more => Some(format!("{more} whose records are not on this phone")),
    };
    CaseState { found_with: named.chain(more).collect(), ..state.clone() }
}

/// Whom the strip of the header shows beside "All": two children both; of more, this one and the one with the least time.
/// `left` has the minutes left of each.
#[must_use]
pub fn strip(left: &[(Id, i64)], here: Id) -> Vec<Id> {
    if left.len() <= 2 {
        return left.iter().map(|(id, _)| *id).collect();
    }
    let least = left.iter().filter(|(id, _)| *id != here).min_by_key(|(_, left)| *left).map(|(id, _)| *id);
    left.iter().map(|(id, _)| *id).filter(|id| *id == here || Some(*id) == least).collect()
}

/// What of a section goes over to another child.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Same {
    /// To be written there.
    pub write: Vec<Kind>,
    /// Labels of fields in which the other record has words of its own. They stay.
    pub stays: Vec<&'static str>,
}

/// What of a section goes over to another child's record: whatever is written here and empty there, with how it is known.
/// Words that stand there are never written over.
#[must_use]
pub fn same(section: &'static Section, from: &CaseState, to: &CaseState) -> Same {
    let mut same = Same::default();
    if !SHARED.contains(&section.id) {
        return same;
    }
    // Where the others are says nothing of one who has gone.
    let of_the_child = |field: &record::Field| field.place && to.gone.is_some();
    let fields = section.fields.iter().filter(|field| ![OTHERS, RELATION].contains(&field.id) && !of_the_child(field));
    for field in fields {
        let Some(words) = from.fact(field.id) else { continue };
        match to.fact(field.id) {
            Some(theirs) if theirs == words => {}
            Some(_) => same.stays.push(field.label),
            None => {
                let mut write = |field, value: &str| same.write.push(Kind::Fact { field, value: value.to_owned() });
                write(field.id.to_owned(), words);
                let [how_field, from_field] = [record::how_field(field.id), record::from_field(field.id)];
                let how = from.fact(&how_field);
                if how == Some(THE_CHILD_SAID) {
                    // This child has not said it: the other one has.
                    write(how_field, SOMEBODY_TOLD);
                    write(from_field, &teller(from));
                } else {
                    // Of words that were changed since, nobody has said it.
                    let source = [(&how_field, how), (&from_field, from.fact(&from_field))];
                    let is_theirs = !record::is_changed_since_its_source(from, field.id);
                    for (name, said) in source.into_iter().filter(|_| is_theirs) {
                        said.into_iter().for_each(|said| write(name.clone(), said));
                    }
                }
            }
        }
    }
    same
}

/// The child who said it, for the record of another.
fn teller(from: &CaseState) -> String {
    let name = from.fact("m04.name").map_or("", str::trim);
    if name.is_empty() {
        "another child who was there".to_owned()
    } else {
        format!("{name}, another child who was there")
    }
}

/// The last step of this case that was done with a call, and has not been set aside: it may have been for all the children.
#[must_use]
pub fn last_call_step<'a>(state: &'a CaseState, aside: &BTreeSet<Id>) -> Option<&'a crate::case::StepAnswered> {
    let last = state.answers.last().filter(|last| last.answer == StepAnswer::Done && !aside.contains(&last.event))?;
    state.calls.iter().any(|call| call.step.as_deref() == Some(last.step.as_str())).then_some(last)
}

/// What another child's record notes of a step that was done for all: the calls with their own times, then the step.
#[must_use]
pub fn for_all(from: &CaseState, step: &crate::case::StepAnswered) -> Vec<Kind> {
    let of_step = from.calls.iter().filter(|call| call.step.as_deref() == Some(step.step.as_str()));
    let calls = of_step.map(|call| Kind::RangForAll {
        to: call.to.clone(),
        number: call.number.clone(),
        step: call.step.clone(),
        at: call.at,
        answered: call.answered,
    });
    let done = Kind::Step {
        step: step.step.clone(),
        title: step.title.clone(),
        covers: step.covers.clone(),
        other_way: step.other_way,
        answer: step.answer,
    };
    calls.chain([done]).collect()
}
