//! What must hold, at any time and at the end.
use gh_core::outbox::{Outbox, State};

use super::World;
use crate::desk::Nature;

impl World {
    /// What must hold at any time.
    pub(super) fn look(&self) -> Result<(), String> {
        for (id, digest) in &self.saved {
            let in_row = self.vault.rows.get(id).is_some_and(|row| row.digest == *digest);
            let receipt = self.vault.receipts.get(id);
            if let Some(receipt) = receipt {
                let genuine = self.desk.rows.get(id).is_some_and(|(stored, own)| stored == digest && own == receipt);
                if !genuine {
                    return Err(format!("{id} has a stored receipt, and the desk has no such row"));
                }
            } else if !in_row {
                return Err(format!("{id} was called saved and is lost"));
            }
        }
        for item in self.tabs.iter().filter_map(|tab| tab.outbox.as_ref()).flat_map(Outbox::items) {
            let at_desk = self.desk.rows.get(&item.id).is_some_and(|(stored, _)| *stored == item.digest);
            let proven = at_desk && self.vault.receipts.contains_key(&item.id);
            if !item.unsent() && !proven {
                return Err(format!("{} is called delivered, and the desk has no such row", item.id));
            }
        }
        let mut once = self.desk.ledger.clone();
        once.sort();
        once.dedup();
        if once.len() != self.desk.ledger.len() || once.len() != self.desk.rows.len() {
            return Err("the desk has two rows for one id".into());
        }
        Ok(())
    }

    /// What must hold when the faults have long stopped.
    pub(super) fn look_at_the_end(&self) -> Result<(), String> {
        for id in self.saved.keys() {
            if self.vault.receipts.contains_key(id) {
                continue;
            }
            let item = self.tabs[0].outbox.as_ref().and_then(|outbox| outbox.item(id));
            match item.map(|item| item.state) {
                Some(State::NeedsAttention(_) | State::Conflict) if self.desk.nature(id) != Nature::Good => {}
                Some(State::NeedsAttention(_) | State::Conflict) => {
                    return Err(format!("{id} needs a person for no reason"));
                }
                state => return Err(format!("{id} is neither delivered nor in need of a person: {state:?}")),
            }
        }
        Ok(())
    }
}
