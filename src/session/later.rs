//! The session's side of the second part of the wasm.
use leptos::prelude::*;

use super::{Session, Storage, Stored, begin};
use crate::later::{self, Arrival, Later};

impl Session {
    /// The second part, if it is here.
    pub(crate) fn later_part(self) -> Option<&'static Later> {
        match self.later.get_untracked() {
            Arrival::Here(later) => Some(later),
            Arrival::Coming | Arrival::Failed => None,
        }
    }

    /// Loads the second part unless it is here, and reads what is stored if that has waited for it. If it does not come,
    /// a later call tries again.
    pub(crate) async fn bring_later_part(self) {
        if self.later_part().is_none() {
            self.later.set(later::table().await.map_or(Arrival::Failed, Arrival::Here));
        }
        let unread = self.storage.get_untracked() == Storage::Open && self.stored.get_untracked() != Stored::Read;
        match self.later_part() {
            // One at a time; whoever reads goes on with what waits for it.
            Some(later) if unread && !self.shared().reading.replace(true) => {
                (later.read_all)(self).await;
                self.shared().reading.set(false);
                begin::settle(self).await;
            }
            None if unread => self.stored.set(Stored::Missing),
            Some(_) | None => {}
        }
    }

    /// The same, once the screens stand; then begins what goes on beside them, once, and not before what is
    /// stored has been read.
    pub(crate) async fn go_on_beside(self) {
        self.bring_later_part().await;
        if let Some(later) = self.later_part()
            && self.vault_is_settled()
            && self.stored.get_untracked() == Stored::Read
            && !self.shared().started.replace(true)
        {
            (later.start)(self);
        }
    }
}
