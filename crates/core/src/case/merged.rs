//! Logs that came together again: what a case says when two phones have gone on with it.
//!
//! A log only grows, so what another phone wrote meanwhile comes behind what was written here, whenever it was written.
//! It is marked, and what it says of a thing counts only if nothing later is known of that thing (decision 0014).
use std::collections::BTreeSet;

use gh_wire::id::Id;

use super::event::Kind;
use super::log::Log;
use super::noted::{ChildSaid, SaidVersion};
use super::state::CaseState;
use crate::handover::TOLD_CHILD;
use crate::record;

/// What an event speaks of.
enum Of<'a> {
    /// Something of which the last word counts: of which sort, and which of that sort.
    Thing(u8, &'a [u8]),
    /// The hour itself, which is begun once.
    Hour,
    /// The phone on which it was noted, and who holds that: nothing for another.
    Phone,
    /// Only of itself: it stands beside all others.
    Itself,
}

fn of(kind: &Kind) -> Of<'_> {
    match kind {
        Kind::Fact { field, .. } => Of::Thing(0, record::now_called(field).as_bytes()),
        Kind::Sign { sign, .. } => Of::Thing(1, sign.as_bytes()),
        Kind::NotKnown { section, .. } => Of::Thing(2, section.as_bytes()),
        Kind::Situation { question, .. } => Of::Thing(3, question.as_bytes()),
        Kind::Step { step, .. } => Of::Thing(4, step.as_bytes()),
        Kind::GotThrough { call, .. } => Of::Thing(5, call.as_bytes()),
        Kind::AreaChosen { .. } => Of::Thing(6, &[]),
        Kind::ChildGone { .. } | Kind::ChildFound => Of::Thing(7, &[]),
        Kind::HourStarted { .. } => Of::Hour,
        // Who has the child ends the hour on their own phone, and counts it there.
        Kind::ConcernStarted { .. }
        | Kind::RoleChosen { .. }
        | Kind::RoleSkipped
        | Kind::PersonConfirmed
        | Kind::ClockChanged { .. }
        | Kind::ClockNoteSeen
        | Kind::MetCorrected { .. }
        | Kind::TakenOver { .. }
        | Kind::Finished { .. } => Of::Phone,
        Kind::Undone { .. }
        | Kind::Said { .. }
        | Kind::AskedRead
        | Kind::AskedAgain { .. }
        | Kind::Rang { .. }
        | Kind::RangForAll { .. }
        | Kind::Together { .. }
        | Kind::HandedOver { .. }
        | Kind::Photo(_)
        | Kind::PhotoSealed { .. }
        | Kind::Sealed { .. }
        | Kind::Received { .. }
        | Kind::ToldByPhone { .. } => Of::Itself,
    }
}

/// The events that are taken back. Last first: an Undo that was itself taken back takes nothing back.
pub(super) fn undone(log: &Log) -> BTreeSet<Id> {
    let (mut kept, mut undone) = (BTreeSet::new(), BTreeSet::new());
    kept.extend(log.events().iter().filter(|s| !s.event.kind.can_be_undone()).map(|s| s.event.id));
    for stored in log.events().iter().rev() {
        if let Kind::Undone { event } = stored.event.kind
            && !undone.contains(&stored.event.id)
            && !kept.contains(&event)
        {
            undone.insert(event);
        }
    }
    undone
}

/// The events that came from another phone and no longer say how things stand.
pub(super) fn overtaken(log: &Log, undone: &BTreeSet<Id>) -> BTreeSet<Id> {
    let mut overtaken = BTreeSet::new();
    let mut known: Vec<(u8, &[u8], i64)> = Vec::new();
    let mut hour = false;
    if !log.events().iter().any(|stored| stored.event.merged) {
        return overtaken;
    }
    for event in log.events().iter().map(|stored| &stored.event).filter(|event| !undone.contains(&event.id)) {
        let over = match of(&event.kind) {
            Of::Itself => false,
            Of::Phone => event.merged,
            Of::Hour => core::mem::replace(&mut hour, true) && event.merged,
            Of::Thing(sort, name) => {
                let at = event.at.wall.ms;
                let last = known.iter_mut().find(|(its, called, _)| *its == sort && *called == name);
                let over = event.merged && last.as_ref().is_some_and(|(_, _, last)| *last > at);
                match last {
                    _ if over => {}
                    Some((_, _, last)) => *last = at,
                    None => known.push((sort, name, at)),
                }
                over
            }
        };
        if over {
            overtaken.insert(event.id);
        }
    }
    overtaken
}

/// Adds a version to an entry; one that came from another phone in the order of its time. The first stays the first.
pub(super) fn add(entry: &mut ChildSaid, version: SaidVersion, merged: bool) {
    let later = |known: &SaidVersion| merged && known.at.ms > version.at.ms;
    let place = entry.versions.iter().skip(1).position(later).map_or(entry.versions.len(), |place| place + 1);
    entry.versions.insert(place, version);
}

impl CaseState {
    /// Somebody else holds the phone: their name is asked about, and so is their work.
    pub(super) fn forgets_the_work(&mut self) {
        self.role = None;
        self.role_settled = false;
        self.person_confirmed = false;
    }

    /// The case has come from another phone.
    pub(super) fn is_taken_over(&mut self, begins: bool, seq: u32) {
        // Who took over is this person now. What the child was told is worth knowing for them.
        let told = self.facts.remove(TOLD_CHILD);
        self.forgets_who_takes_over();
        self.facts.extend(told.map(|told| (TOLD_CHILD.to_owned(), told)));
        if begins {
            // Somebody else holds it now, and their steps are those of their own work.
            self.forgets_the_work();
            self.photos.iter_mut().for_each(|noted| noted.elsewhere = true);
        } else {
            // What was sent from either phone holds nothing of what the other wrote.
            self.last_word = Some(seq);
        }
    }
}
