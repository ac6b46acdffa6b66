//! A second try, unasked, at what the vault did not do: what it refused, and the vault itself where it would not open.
//! A phone that was busy for some seconds must not leave an hour unsaved for as long as the app is open.
use gh_wire::id::Id;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::work::Job;
use super::{Session, Storage};
use crate::edge::vault::VaultError;

impl Session {
    /// "Try again" on what is in memory only.
    pub fn save_again(self, case: Id) {
        if self.storage.get_untracked() == Storage::Closed {
            self.open_vault_again();
        } else {
            self.push(Job::SaveRest { case, told: true });
        }
    }

    /// What the vault refused a moment ago it may take now, and where it did not open, it may open now. Nobody should have
    /// to ask for that.
    pub(super) fn save_what_was_refused(self) {
        match self.storage.get_untracked() {
            Storage::Open if !self.busy.get_untracked() => self.save_the_rest(),
            Storage::Closed if self.shared().may_open.get() => self.open_vault_again(),
            Storage::Opening | Storage::Open | Storage::Closed => {}
        }
    }

    /// Gives the vault what is in memory only.
    pub(super) fn save_the_rest(self) {
        let unsaved: Vec<Id> = self
            .cases
            .with_untracked(|cases| cases.iter().filter(|case| case.unsaved()).map(|case| case.state.id).collect());
        unsaved.into_iter().for_each(|case| self.push(Job::SaveRest { case, told: true }));
    }

    /// Whether the vault is shut for now, and may open by itself: what it holds is then not on the screen. Tracked.
    #[must_use]
    pub fn is_shut(self) -> bool {
        self.storage.get() == Storage::Closed && self.shared().may_open.get()
    }

    /// The vault cannot be opened or read: the hour runs in memory. Some causes pass, and it is tried again then.
    pub(super) fn close_vault(self, why: &VaultError) {
        self.shared().may_open.set(why.can_try_again());
        self.shared().vault.replace(None);
        if self.storage.get_untracked() != Storage::Closed {
            self.storage.set(Storage::Closed);
        }
    }

    /// Beside the worker: what is noted meanwhile must not wait for a vault that may hang once more.
    fn open_vault_again(self) {
        let Some(later) = self.later_part() else { return };
        if self.shared().opening_again.replace(true) {
            return;
        }
        spawn_local(async move {
            (later.open_again)(self).await;
            self.shared().opening_again.set(false);
        });
    }
}
