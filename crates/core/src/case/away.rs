//! The child has gone, and is back.
use gh_wire::id::Id;

use super::carried::Receiver;
use super::event::{Event, Kind};
use super::noted::{Absence, HandedOver};
use super::state::CaseState;
use crate::handover::{GIVER, RECEIVER};
use crate::missing::LAST_SEEN;
use crate::record::{CALL_BACK, NAME, ORGANISATION};
use crate::time::Wall;

impl CaseState {
    /// Who has the child: whoever took over last, as long as the child has not been away since.
    #[must_use]
    pub fn with_whom(&self) -> Option<&HandedOver> {
        let given = self.handed_over.last()?;
        let away = |absence: &Absence| absence.found.is_none_or(|found| found.ms >= given.at.ms);
        (!self.absences.iter().any(away)).then_some(given)
    }

    /// What was written of who takes over, once they have: the next one is somebody else, of whom nothing is known yet. The
    /// handing over keeps its own copy.
    pub(super) fn forgets_who_takes_over(&mut self) {
        for field in RECEIVER {
            self.facts.remove(field);
        }
    }

    /// Somebody else has the child from now on.
    pub(super) fn is_handed_over(&mut self, to: &Receiver, event: &Event) {
        let words = |field| self.fact(field).map(str::trim).filter(|words| !words.is_empty());
        let name = words(NAME).unwrap_or(&event.by.name).to_owned();
        let known = [Some(name.as_str()), words(ORGANISATION), words(CALL_BACK)].into_iter().flatten();
        let from = known.filter(|words| !words.is_empty()).collect::<Vec<_>>().join(", ");
        // What Settings said of them is not in the case otherwise.
        let from = words(GIVER).map_or(from, str::to_owned);
        let (at, by) = (event.at.wall, event.by.clone());
        let given = HandedOver { event: event.id, to: to.clone(), at, by, name, from, seq: event.seq };
        self.handed_over.push(given);
        self.forgets_who_takes_over();
    }

    /// The child has gone, or was last seen at another time than was noted.
    pub(super) fn goes(&mut self, last_seen: Wall, event: &Event) {
        let seq = event.seq;
        match self.absences.last_mut().filter(|absence| absence.found.is_none()) {
            Some(absence) => {
                absence.last_seen = last_seen;
                absence.noted.push(event.id);
            }
            None => {
                // Where they were last seen before they were found is not where they were last seen now.
                let found = self.absences.last().and_then(|absence| absence.found);
                let is_of_before = |at: Wall| found.is_some_and(|found| at.ms <= found.ms);
                if self.facts.get(LAST_SEEN).is_some_and(|fact| is_of_before(fact.at)) {
                    self.facts.remove(LAST_SEEN);
                }
                let place_before = self.fact(LAST_SEEN).map(str::to_owned);
                let noted = vec![event.id];
                self.absences.push(Absence {
                    last_seen,
                    since: seq,
                    found: None,
                    found_by: None,
                    noted,
                    place_before,
                    place: None,
                });
            }
        }
        self.last_word = Some(seq);
        self.back = None;
        // A corrected time is no second loss: what was done since the first still counts.
        self.gone = self.absences.last().map(|absence| (last_seen, absence.since));
    }

    /// The child is back.
    pub(super) fn is_back(&mut self, event: &Event) {
        let (at, seq) = (event.at.wall, event.seq);
        self.last_word = Some(seq);
        let since = self.gone.take().map(|(_, since)| since);
        // Where they were last seen is of the time when they were gone.
        let place = self.facts.remove(LAST_SEEN).map(|fact| fact.value);
        // After a slip of the finger nobody has been told, and nobody has to be told again.
        self.back = since.filter(|since| self.told_since(*since)).map(|_| seq);
        self.absences.iter_mut().filter(|absence| absence.found.is_none()).for_each(|absence| {
            (absence.found, absence.found_by, absence.place) = (Some(at), Some(event.id), place.clone());
        });
    }

    /// Whether a field was written before the child went the last time, who may be back since.
    #[must_use]
    pub fn is_from_before_they_went(&self, field: &str) -> bool {
        let went = self.absences.last().map(|absence| absence.since);
        self.written.get(field).copied().is_some_and(|written| Some(written) < went)
    }

    /// What takes the tap back that said that the child has gone, as long as it may be a slip of the finger: nobody was rung
    /// or told since. Where they were last seen goes with it. Where it was sent, the next update takes it back at the desk.
    #[must_use]
    pub fn gone_by_a_slip(&self) -> Option<Vec<Kind>> {
        let (_, since) = self.gone?;
        let slip = self.absences.last().filter(|_| !self.told_since(since))?;
        let undone = slip.noted.iter().map(|event| Kind::Undone { event: *event });
        let typed = self.written.get(LAST_SEEN).is_some_and(|written| *written > since);
        let as_before =
            Kind::Fact { field: LAST_SEEN.to_owned(), value: slip.place_before.clone().unwrap_or_default() };
        Some(undone.chain(typed.then_some(as_before)).collect())
    }

    /// The event that says that the child is back, and when, for Undo. Nothing while they are gone.
    #[must_use]
    pub fn last_back(&self) -> Option<(Id, Wall)> {
        let absence = self.absences.last()?;
        Some((absence.found_by?, absence.found?))
    }

    /// Whether somebody was rung, or a step answered, after this place in the log.
    fn told_since(&self, seq: u32) -> bool {
        self.calls.iter().any(|call| call.seq > seq) || self.answers.iter().any(|answer| answer.seq > seq)
    }
}
