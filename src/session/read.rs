//! What the vault holds, taken into the session. All of it lies in the second part of the wasm: a phone that has nothing
//! stored yet does without, and one that has keeps both parts.
use std::collections::BTreeMap;
use std::sync::Arc;

use gh_core::case::Log;
use gh_core::record::Profile;
use gh_wire::id::Id;
use leptos::prelude::*;

use super::guidance::use_edition_of;
use super::logs::{add_missing, early_tap};
use super::work::Job;
use super::{Case, Session, Stored};
use crate::edge::once::Once;
use crate::edge::page;
use crate::edge::vault::{Contents, OutboxRow, StoredCase, Vault};
use crate::{app, sender, trust};

/// What the vault holds of sending: the desk that this phone trusts, and the queue.
pub(super) struct OfSending {
    settings: BTreeMap<String, Vec<u8>>,
    outbox: Vec<OutboxRow>,
}

impl Session {
    /// Reads everything that the vault holds. If it cannot be read, nothing more is written to it: the hour runs in
    /// memory.
    pub(crate) async fn read_all(self) {
        let vault = self.shared().vault.borrow().clone();
        let Some(vault) = vault else { return };
        match vault.read_all().await {
            Ok(contents) => self.take_contents(contents),
            Err(why) if self.stored.get_untracked() != Stored::Read => {
                self.stored.set(Stored::Read);
                self.close_vault(&why);
            }
            // What was read before still stands.
            Err(_) => {}
        }
    }

    /// Tries once more to open a vault that is shut. All of it is read before anything is written to it.
    pub(crate) async fn open_again(self) {
        let vault = match Vault::open().await {
            Ok(vault) => vault,
            Err(why) => return self.close_vault(&why),
        };
        let contents = match vault.read_all().await {
            Ok(contents) => contents,
            Err(why) => return self.close_vault(&why),
        };
        // In the worker's turn, so that nothing is decided between this and the next job. Until then no other try begins.
        let done = Once::new();
        let settled = done.clone();
        self.push(Job::Run(Box::pin(async move {
            self.go_on_with(vault, contents).await;
            settled.settle(());
        })));
        done.await;
    }

    /// The vault has opened after all: what it holds is here, and what is in memory only goes into it.
    async fn go_on_with(self, vault: Vault, contents: Contents) {
        let typed = self.profile.get_untracked();
        self.use_vault(vault);
        self.take_contents(contents);
        if typed != Profile::default() {
            // Written while nothing could be saved, so later than what is stored, of which nothing was known.
            let stored = self.profile.get_untracked();
            self.save_profile(stored.with_changes(&Profile::default(), &typed));
        }
        self.save_the_rest();
        // Another tab may have changed something since it was read.
        self.push(Job::Reload);
        if self.current.get_untracked().is_none() {
            self.current.set(untrack(|| self.case_to_open()).map(|case| case.state.id));
            if let Some(case) = untrack(|| self.running()) {
                use_edition_of(self, &case).await;
            }
        }
    }

    /// One case as the vault has it now.
    pub(crate) async fn read_case(self, id: Id) -> Option<Log> {
        let vault = self.shared().vault.borrow().clone()?;
        let stored = vault.read_case(id).await.ok()??;
        read_log(stored).0
    }

    /// Goes on with the hour that another tab has begun from the same tap, in the place of this one, which is not stored:
    /// what was noted here meanwhile is noted there.
    pub(crate) async fn give_way(self, id: Id) {
        self.read_all().await;
        let Some(mine) = self.find(id) else { return };
        let tap = early_tap(&mine.log);
        let is_theirs = |case: &&Arc<Case>| case.state.id != id && case.saved > 0 && early_tap(&case.log) == tap;
        let Some(theirs) = self.cases.with_untracked(|cases| cases.iter().find(is_theirs).cloned()) else { return };
        let theirs = theirs.state.id;
        self.current.update(|current| *current = current.map(|open| if open == id { theirs } else { open }));
        self.open_step.set(None);
        self.cases.update(|cases| cases.retain(|case| case.state.id != id));
        for event in mine.log.events().iter().skip(1).map(|stored| &stored.event) {
            self.push(Job::Note { case: theirs, kind: event.kind.clone(), at: event.at });
        }
        self.forget_tap();
    }

    /// Takes over what the vault holds. What this page has in memory only is kept.
    fn take_contents(self, contents: Contents) {
        let mut unreadable = contents.unreadable.len();
        if let Some(profile) = contents.settings.get("profile").and_then(|bytes| serde_json::from_slice(bytes).ok()) {
            self.profile.set(profile);
        }
        for stored in contents.cases {
            unreadable += stored.unreadable.len();
            let (log, broken) = read_log(stored);
            unreadable += usize::from(broken);
            let Some(mut log) = log else { continue };
            let saved = log.events().len();
            let mine = self.find(log.case());
            if mine.as_ref().is_none_or(|mine| mine.log.events().len() < saved) {
                if let Some(mine) = mine {
                    add_missing(&mut log, &mine.log.events()[mine.saved..]);
                }
                self.put(log, saved);
            }
        }
        self.unreadable.set(unreadable);
        self.stored.set(Stored::Read);
        self.note_whether_an_hour_runs();
        let of_sending = OfSending { settings: contents.settings, outbox: contents.outbox };
        if self.shared().started.get() || !app::in_first_part(&page::path()) {
            self.take_of_sending(of_sending);
        } else {
            // The first screens show nothing of it, and verifying the desk's keys takes longer than drawing them.
            self.shared().of_sending.replace(Some(of_sending));
        }
    }

    /// Takes over what was read of sending and not needed for the first screen.
    pub(crate) fn take_rest_of_contents(self) {
        if let Some(of_sending) = self.shared().of_sending.take() {
            self.take_of_sending(of_sending);
        }
    }

    fn take_of_sending(self, OfSending { settings, outbox }: OfSending) {
        trust::take_settings(self, &settings);
        sender::take_rows(self, outbox);
    }
}

/// The log of a stored case as far as it can be read, and whether its chain breaks.
fn read_log(stored: StoredCase) -> (Option<Log>, bool) {
    match Log::read(stored.id, stored.events) {
        Ok(log) => (Some(log), false),
        Err((log, _)) => (Some(log).filter(|log| !log.events().is_empty()), true),
    }
}
