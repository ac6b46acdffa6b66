//! Several children at once: one case and one hour each.
use std::sync::Arc;

use gh_core::asked::{me, my_role};
use gh_core::case::Kind;
use gh_core::children::{for_all, last_call_step, name, same};
use gh_core::record::section;
use gh_wire::id::Id;
use leptos::prelude::*;

use super::{Case, Session};
use crate::edge::clock;

/// A child whose hour runs, as the screens name them.
#[derive(Debug, Clone, PartialEq)]
pub struct Child {
    /// The case.
    pub case: Arc<Case>,
    /// As said, or how they look; else their number in the order in which the hours began.
    pub name: String,
}

/// A step that was done for one child with a call, and that others have still to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ForAll {
    /// The event of the answer.
    pub event: Id,
    /// The step's title.
    pub title: String,
    /// The cases that have it to do.
    pub others: Vec<Id>,
}

impl Session {
    /// The children whose hours run, in the order in which these began, tracked.
    #[must_use]
    pub fn children(self) -> Vec<Child> {
        let began = |case: &Arc<Case>| (case.state.began.ms, case.state.id);
        let mut running: Vec<Arc<Case>> = Vec::new();
        self.cases.with(|cases| {
            for case in cases.iter().filter(|case| case.state.runs()) {
                // Each in its place, for the library's sort weighs 1.5 KB in the first load.
                running.insert(running.partition_point(|other| began(other) < began(case)), Arc::clone(case));
            }
        });
        let names: Vec<Option<&str>> = running.iter().map(|case| name(&case.state)).collect();
        let named = names.iter().enumerate().map(|(place, name)| match name {
            // Two of one name are told apart by who came first.
            Some(said) if names.iter().filter(|other| *other == name).count() > 1 => {
                format!("{}: {said}", place + 1)
            }
            Some(said) => (*said).to_owned(),
            None => format!("Child {}", place + 1),
        });
        let named: Vec<String> = named.collect();
        running.iter().cloned().zip(named).map(|(case, name)| Child { case, name }).collect()
    }

    /// Goes on with this child: their hour, their record.
    pub fn go_to_child(self, case: Id) {
        if self.current.get_untracked() != Some(case) {
            self.open_step.set(None);
            self.current.set(Some(case));
        }
    }

    /// Another child is here: an hour and a record of their own, from now on, linked with those of the children who are here.
    pub fn start_for_another_child(self) {
        let others = untrack(|| self.children());
        let here = untrack(|| self.running());
        self.start_hour();
        let Some(new) = self.current.get_untracked() else { return };
        if let Some(here) = here {
            // What is in Settings has gone over already.
            let (role, area) = self.profile.with_untracked(|profile| (profile.own_role(), profile.area.clone()));
            let mine = self.profile.with_untracked(|profile| my_role(&here.state, profile));
            if here.state.role_settled && mine.is_some() && mine != role {
                self.note(Kind::RoleChosen { role: mine });
            }
            if here.state.area.as_ref().is_some_and(|chosen| *chosen != area) {
                self.note(Kind::AreaChosen { area: here.state.area.clone() });
            }
            if here.state.person_confirmed {
                self.note(Kind::PersonConfirmed);
            }
            // Who writes is the same person, and how to ring them back.
            if let (Some(writer), Some(there)) = (section("m02"), self.find(new)) {
                // What somebody else typed there is theirs.
                let me = self.profile.with_untracked(|profile| me(&here.state, profile));
                let is_mine = |kind: &Kind| match kind {
                    Kind::Fact { field, .. } => {
                        here.state.facts.get(field).is_none_or(|fact| !me.is_another_than(&fact.by))
                    }
                    _ => true,
                };
                same(writer, &here.state, &there.state)
                    .write
                    .into_iter()
                    .filter(is_mine)
                    .for_each(|kind| self.note(kind));
            }
        }
        for other in others {
            self.note(Kind::Together { with: other.case.state.id });
            self.note_in(other.case.state.id, Kind::Together { with: new });
        }
    }

    /// The step that was just done here with a call, if others have it to do too and nobody has said whether it was for
    /// them. Tracked.
    #[must_use]
    pub fn maybe_for_all(self) -> Option<ForAll> {
        let case = self.case().filter(|case| case.state.runs())?;
        let last = self.set_aside.with(|aside| last_call_step(&case.state, aside).cloned())?;
        let to_do = |child: &Child| {
            let id = child.case.state.id;
            id != case.state.id
                && self.plan_of(id, |plan| {
                    plan.next.iter().chain(&plan.coming).any(|planned| planned.step.id == last.step)
                }) == Some(true)
        };
        let others: Vec<Id> =
            self.children().iter().filter(|child| to_do(child)).map(|child| child.case.state.id).collect();
        (!others.is_empty()).then(|| ForAll { event: last.event, title: last.title.clone(), others })
    }

    /// It was for all of them: noted in each record with the same times. Or only for this child.
    pub fn say_for_all(self, step: &ForAll, all: bool) {
        self.set_aside.update(|aside| {
            aside.insert(step.event);
        });
        let Some(case) = untrack(|| self.case()).filter(|_| all) else { return };
        let Some(answered) = case.state.answers.iter().find(|answered| answered.event == step.event) else { return };
        for other in &step.others {
            for kind in for_all(&case.state, answered) {
                self.note_in(*other, kind);
            }
        }
        self.say("Noted for each child.");
    }

    /// They were met together: this hour counts from the same moment as that one.
    pub fn met_together(self, case: Id, with: Id) {
        let met = self.find(with).and_then(|with| with.state.met_at);
        if let Some(met_at) = met {
            self.note_in(case, Kind::MetCorrected { met_at });
            self.say(format!("Met at {}.", met_at.hh_mm()));
        }
        self.now.set(clock::now());
    }
}
