//! A model of the phone's vault: what a strict transaction has committed, which outlives every crash and which both
//! tabs share.
use std::collections::BTreeMap;

use gh_core::outbox::Item;
use gh_wire::id::Id;
use gh_wire::receipt::Receipt;

#[derive(Default)]
pub struct Vault {
    pub rows: BTreeMap<Id, Item>,
    pub receipts: BTreeMap<Id, Receipt>,
}

impl Vault {
    /// Envelope, outbox row and case event in one transaction.
    pub fn enqueue(&mut self, item: Item) {
        self.rows.insert(item.id, item);
    }

    /// The scheduling state into the row, if it is still there: never an insert.
    pub fn save_state(&mut self, item: &Item) {
        if let Some(row) = self.rows.get_mut(&item.id) {
            *row = item.clone();
        }
    }

    /// Receipt, case event and removal of the row in one transaction; a second time changes nothing.
    pub fn store_receipt(&mut self, id: &Id, receipt: &Receipt) {
        self.receipts.entry(*id).or_insert_with(|| receipt.clone());
        self.rows.remove(id);
    }
}
