//! A field of the record is written.
use super::event::Event;
use super::noted::FactWritten;
use super::state::CaseState;
use crate::record::{self, CALL_BACK, NAME, ORGANISATION, STAFF_NUMBER};

impl CaseState {
    /// Takes a value over, or clears the field.
    pub(super) fn write(&mut self, field: &str, value: &str, event: &Event) {
        self.last_word = Some(event.seq);
        self.written.insert(field.to_owned(), event.seq);
        let of_a_sign = field.split_once('.').is_some_and(|(sign, _)| self.signs.contains_key(sign));
        if of_a_sign {
            self.last_sign = Some(event.seq);
        }
        // Who told it or which paper says it was said of another way of knowing: the driver has not seen it.
        let is_another = self.facts.get(field).is_some_and(|before| before.value != value);
        if let Some(of) = field.strip_suffix(".how").filter(|_| is_another) {
            self.facts.remove(&record::from_field(of));
        }
        if value.trim().is_empty() {
            let before = self.facts.remove(field);
            self.emptied.extend(before.map(|before| (field.to_owned(), before)));
            // How it was known goes with it: it must not stand beside another fact that is written there next.
            self.facts.remove(&record::how_field(field));
            self.facts.remove(&record::from_field(field));
        } else {
            let fact = FactWritten { value: value.to_owned(), at: event.at.wall, by: event.by.clone() };
            self.facts.insert(field.to_owned(), fact);
            self.emptied.remove(field);
            if field == NAME {
                self.forgets_who_had_the_child(value, event.seq);
            }
        }
    }

    /// Whoever has taken over, on this phone or another, writes their own name in: the number that stands beside it is that
    /// of the one before, also where it comes from Settings, and would be rung. The handing over keeps it.
    fn forgets_who_had_the_child(&mut self, name: &str, seq: u32) {
        let given = self.handed_over.last().map(|given| (given.seq, given.name.as_str()));
        let taken = self.taken_over.last().map(|taken| (taken.seq, taken.from.name.as_str()));
        // None: nobody else has had the child.
        let Some((since, before)) = given.max(taken) else { return };
        if before.eq_ignore_ascii_case(name.trim()) {
            return;
        }
        for field in [ORGANISATION, STAFF_NUMBER, CALL_BACK] {
            if self.written.get(field).is_none_or(|written| *written < since) {
                self.facts.remove(field);
                self.written.insert(field.to_owned(), seq);
            }
        }
    }
}
