//! Taking a case over from another phone: looked through, merged, committed. All of it lies in the second part.
use gh_core::case::Kind;
use gh_core::handover::{Given, NotTaken};
use gh_core::record::Profile;
use gh_wire::id::Id;
use leptos::prelude::*;

use super::Session;
use super::guidance::use_edition_of;
use super::logs::{append, new_id};
use super::work::Job;
use crate::edge::clock;
use crate::edge::once::Once;
use crate::edge::vault::{Batch, VaultError};

/// How often a moved head is decided again, as for any other event.
const DECISIONS: usize = 5;

/// Why a case from another phone is not kept here. This phone has what it had.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotKept {
    /// What came is no case that can be taken over.
    #[error("{0}")]
    NotTaken(#[from] NotTaken),
    /// The vault did not store it. Trying again can help.
    #[error("what came could not be stored")]
    NotStored,
}

impl Session {
    /// Takes over what came from another phone, `waited_ms` after it was given at the most. When this answers with the
    /// case, it lies in the vault and is the open one.
    ///
    /// # Errors
    /// [`NotKept`].
    pub async fn take_over(self, bytes: &[u8], waited_ms: i64) -> Result<Id, NotKept> {
        let given = Given::read(bytes)?;
        let case = given.case();
        let done = Once::new();
        let settled = done.clone();
        // In the worker's turn, so that nothing is noted in between.
        self.push(Job::Run(Box::pin(async move { settled.settle(self.commit_given(&given, waited_ms).await) })));
        let begins = done.await?;
        self.current.set(Some(case));
        self.open_step.set(None);
        if let Some(case) = self.find(case) {
            use_edition_of(self, &case).await;
        }
        let role = self.profile.with_untracked(Profile::own_role);
        if begins && role.is_some() {
            self.note_in(case, Kind::RoleChosen { role });
        }
        Ok(case)
    }

    /// One transaction with all that is new. Answers whether this phone had nothing of the case before.
    async fn commit_given(self, given: &Given, waited_ms: i64) -> Result<bool, NotKept> {
        for _ in 0..DECISIONS {
            let mine = self.find(given.case());
            let saved = mine.as_ref().map_or(0, |mine| mine.saved);
            let log = mine.as_ref().map(|mine| &mine.log);
            let taken = given.take(log, self.actor(given.case()), clock::now(), waited_ms, new_id())?;
            if taken.log.events().len() == saved {
                return Ok(taken.begins);
            }
            let batch = Batch { appends: vec![append(&taken.log, saved)], ..Batch::default() };
            match self.commit(&batch).await {
                Ok(_) => {
                    self.put_committed(vec![(taken.log, saved)]);
                    return Ok(taken.begins);
                }
                Err(VaultError::HeadMoved { case }) => self.rebase(case).await,
                Err(_) => break,
            }
        }
        Err(NotKept::NotStored)
    }
}
