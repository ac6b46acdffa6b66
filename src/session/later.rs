//! The session's side of the second part of the wasm.
use gh_wire::id::Id;
use leptos::prelude::*;

use super::{Session, Storage, Stored, begin};
use crate::edge::once::Once;
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
            Some(later) if unread => self.read_stored(later).await,
            None if unread => self.stored.set(Stored::Missing),
            Some(_) | None => {}
        }
    }

    /// Another tab has begun the hour of this tap. Where the code that finds it does not come, this one goes on in memory.
    pub(super) async fn go_on_with_theirs(self, id: Id) {
        self.bring_later_part().await;
        if let Some(later) = self.later_part() {
            (later.give_way)(self, id).await;
        }
    }

    /// Reads what is stored. Who comes while that goes on waits for the same reading.
    async fn read_stored(self, later: &Later) {
        let shared = self.shared();
        let under_way = shared.reading.borrow_mut().as_mut().map(|waiting| {
            let read = Once::new();
            waiting.push(read.clone());
            read
        });
        if let Some(read) = under_way {
            return read.await;
        }
        shared.reading.replace(Some(Vec::new()));
        (later.read_all)(self).await;
        begin::settle(self).await;
        let waiting = shared.reading.take().unwrap_or_default();
        waiting.iter().for_each(|read| read.settle(()));
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
