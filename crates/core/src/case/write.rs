//! A field of the record is written.
use super::event::Event;
use super::noted::FactWritten;
use super::state::CaseState;
use crate::record;

impl CaseState {
    /// Takes a value over, or clears the field.
    pub(super) fn write(&mut self, field: &str, value: &str, event: &Event) {
        self.last_word = Some(event.seq);
        self.written.insert(field.to_owned(), event.seq);
        if value.trim().is_empty() {
            self.facts.remove(field);
            // How it was known goes with it: it must not stand beside another fact that is written there next.
            self.facts.remove(&record::how_field(field));
            self.facts.remove(&record::from_field(field));
        } else {
            let fact = FactWritten { value: value.to_owned(), at: event.at.wall, by: event.by.clone() };
            self.facts.insert(field.to_owned(), fact);
        }
    }
}
