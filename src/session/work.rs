//! The worker: one job at a time, each one transaction.
use std::cell::Cell;
use std::collections::BTreeMap;
use std::pin::Pin;
use std::rc::Rc;
use std::sync::Arc;

use gh_core::asked;
use gh_core::case::{Actor, CaseState, Kind, Log};
use gh_core::record::Profile;
use gh_core::time::Reading;
use gh_wire::id::Id;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::logs::{add_missing, append, early_tap, extend, head};
use super::{Case, Session};
use crate::edge::timer::Timer;
use crate::edge::vault::{Batch, Committed, VaultError};
use crate::edge::{clock, prefs, worker};

/// How often a moved head is decided again before the person is told. Two tabs cannot keep it up for longer.
const DECISIONS: usize = 5;

/// How long the screens wait for the vault, in milliseconds. A vault that hangs is given up much later; until then what
/// was noted stands on the screen, marked as not saved.
const PATIENCE_MS: u32 = 1_000;

/// Something to commit.
pub enum Job {
    /// An event of a case.
    Note {
        /// The case.
        case: Id,
        /// What happened.
        kind: Kind,
        /// When.
        at: Reading,
    },
    /// Events that are in memory only.
    SaveRest {
        /// The case.
        case: Id,
        /// The screens say that they are not saved, and a person is told when they are.
        told: bool,
    },
    /// The person's Settings.
    Profile(Profile),
    /// A setting of the app, by its name in the vault.
    Setting(&'static str, Vec<u8>),
    /// What the sender does in its turn.
    Run(Pin<Box<dyn Future<Output = ()>>>),
    /// Take a case off the phone, its days being over.
    Purge {
        /// The case.
        case: Id,
    },
    /// Another tab has committed: read everything again.
    Reload,
}

impl Session {
    /// Puts a job at the end of the line and sees that the worker works.
    pub(crate) fn push(self, job: Job) {
        let job = if self.shared().overdue.get() { self.noted_in_memory(job) } else { job };
        self.shared().jobs.borrow_mut().push_back(job);
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        if self.vault_is_settled() {
            return self.work_on();
        }
        Timer::after(PATIENCE_MS, move || {
            if !self.vault_is_settled() {
                self.go_on_in_memory();
            }
        })
        .forever();
    }

    /// The vault keeps everything waiting: what has been noted, and what is noted from now on, stands on the screens at
    /// once, and is saved when the vault comes to it.
    fn go_on_in_memory(self) {
        let shared = self.shared();
        shared.overdue.set(true);
        let waiting = shared.jobs.take();
        let noted = waiting.into_iter().map(|job| self.noted_in_memory(job)).collect();
        shared.jobs.replace(noted);
    }

    fn noted_in_memory(self, job: Job) -> Job {
        match job {
            Job::Note { case, kind, at } => {
                self.keep_in_memory(case, Some((kind, at)));
                Job::SaveRest { case, told: true }
            }
            other => other,
        }
    }

    /// Sets the worker to what is in the line.
    pub(super) fn work_on(self) {
        if !self.busy.get_untracked() {
            return;
        }
        spawn_local(async move {
            loop {
                let job = self.shared().jobs.borrow_mut().pop_front();
                let Some(job) = job else { break };
                self.work(job).await;
            }
            self.busy.set(false);
        });
    }

    async fn work(self, job: Job) {
        match job {
            Job::Note { case, kind, at } => self.note_now(case, Some((kind, at))).await,
            Job::SaveRest { case, told } => {
                self.note_now(case, None).await;
                if told {
                    self.say_if_saved(case);
                }
            }
            Job::Profile(profile) => {
                let bytes = serde_json::to_vec(&profile).unwrap_or_default();
                self.save_setting("profile", bytes).await;
            }
            Job::Setting(name, bytes) => self.save_setting(name, bytes).await,
            Job::Run(work) => work.await,
            Job::Purge { case } => self.purge(case).await,
            Job::Reload => {
                if let Some(later) = self.later_part() {
                    (later.read_all)(self).await;
                }
            }
        }
    }

    /// Adds an event to a case in memory, before anything is saved: the first event of a new case.
    pub(super) fn begin_in_memory(self, case: Id, at: Reading, kind: Kind) {
        let mut log = Log::new(case);
        if extend(&mut log, self.actor(case), kind, at) {
            self.put(log, 0);
        }
    }

    /// The person who holds the phone, as the log of this case names them.
    pub(crate) fn actor(self, case: Id) -> Actor {
        let case = self.find(case);
        let of_case = |profile: &Profile| case.map_or_else(|| profile.actor(), |case| asked::me(&case.state, profile));
        self.profile.with_untracked(of_case)
    }

    /// Commits what a case has in memory, and one more event if there is one.
    ///
    /// If another tab moved the head, everything unsaved is decided again on the new one. If the vault refuses, the
    /// case goes on in memory and is marked not saved.
    async fn note_now(self, id: Id, mut more: Option<(Kind, Reading)>) {
        for _ in 0..DECISIONS {
            match self.commit_case(id, &mut more, Batch::default()).await {
                Err(VaultError::HeadMoved { .. }) => {}
                Err(VaultError::AlreadySet { .. }) => return self.go_on_with_theirs(id).await,
                Err(_) => break,
                Ok(_) => return,
            }
        }
        self.keep_in_memory(id, more);
    }

    /// One transaction: what the case has in memory, one more event if there is one, and the rest of the batch. If the
    /// vault hangs, an event that has no rest with it goes into memory meanwhile, and `more` is taken.
    ///
    /// # Errors
    /// As the vault says, and then nothing of it has happened. After [`VaultError::HeadMoved`] the case has been read
    /// again: decide again.
    pub(crate) async fn commit_case(
        self,
        id: Id,
        more: &mut Option<(Kind, Reading)>,
        mut batch: Batch,
    ) -> Result<Committed, VaultError> {
        let case = self.find(id).ok_or(VaultError::Unavailable)?;
        let (saved, alone) = (case.saved, batch == Batch::default());
        let mut log = case.log.clone();
        if let Some((kind, at)) = more.clone() {
            extend(&mut log, self.actor(id), kind, at);
        }
        batch.appends = vec![append(&log, saved)];
        // Two tabs may have read the same tap before either had saved its hour.
        if let Some(tap) = early_tap(&log).filter(|_| saved == 0) {
            batch.settings_once.push((format!("tap.{tap}"), Vec::new()));
        }
        let log = Rc::new(log);
        let shown = Rc::new(Cell::new(false));
        let (to_show, is_shown) = (Rc::clone(&log), Rc::clone(&shown));
        let show = move || {
            if alone {
                is_shown.set(true);
                self.put(Log::clone(&to_show), saved);
            }
        };
        let outcome = self.commit_or_show(&batch, show).await;
        if shown.get() {
            *more = None;
        }
        match outcome {
            Ok(committed) => {
                self.put_committed(vec![(Rc::unwrap_or_clone(log), saved)]);
                if shown.get() {
                    self.say_if_saved(id);
                }
                Ok(committed)
            }
            Err(moved @ VaultError::HeadMoved { .. }) => {
                self.rebase(id).await;
                Err(moved)
            }
            Err(other) => Err(other),
        }
    }

    /// One transaction: an event for each of several cases, with what these have in memory, and the rest of the batch.
    ///
    /// # Errors
    /// As [`Session::commit_case`].
    pub(crate) async fn commit_cases(self, notes: Vec<(Id, Kind)>, mut batch: Batch) -> Result<Committed, VaultError> {
        let now = clock::now();
        let mut logs: BTreeMap<Id, (Log, usize)> = BTreeMap::new();
        for (id, kind) in notes {
            let case = self.find(id).ok_or(VaultError::Unavailable)?;
            let (log, _) = logs.entry(id).or_insert_with(|| (case.log.clone(), case.saved));
            extend(log, self.actor(id), kind, now);
        }
        batch.appends = logs.values().map(|(log, saved)| append(log, *saved)).collect();
        match self.commit(&batch).await {
            Ok(committed) => {
                self.put_committed(logs.into_values().collect());
                Ok(committed)
            }
            Err(VaultError::HeadMoved { case }) => {
                self.rebase(case).await;
                Err(VaultError::HeadMoved { case })
            }
            Err(other) => Err(other),
        }
    }

    /// Takes over what has been committed: each log as it is in the vault now, and how much of it was there before.
    pub(super) fn put_committed(self, logs: Vec<(Log, usize)>) {
        let together = |(mut log, saved): (Log, usize)| {
            let length = log.events().len();
            // What was noted meanwhile was not part of it, and is made again on top.
            if let Some(now) = self.find(log.case()) {
                add_missing(&mut log, &now.log.events()[saved..]);
            }
            (log, length)
        };
        let logs: Vec<_> = logs.into_iter().map(together).collect();
        let cases: Vec<Id> = logs.iter().map(|(log, _)| log.case()).collect();
        self.put_all(logs);
        for case in cases.into_iter().filter_map(|id| self.find(id)) {
            self.tap_is_used(&case.state);
        }
    }

    fn say_if_saved(self, id: Id) {
        if self.find(id).is_some_and(|case| !case.unsaved()) {
            self.say("Saved on this phone");
        }
    }

    /// Reads a case again after another tab moved its head, and puts what is unsaved here on top.
    pub(super) async fn rebase(self, id: Id) {
        let Some(later) = self.later_part() else { return };
        let Some(mut fresh) = (later.read_case)(self, id).await else { return };
        let saved = fresh.events().len();
        if let Some(case) = self.find(id) {
            add_missing(&mut fresh, &case.log.events()[case.saved..]);
        }
        self.put(fresh, saved);
    }

    fn keep_in_memory(self, id: Id, more: Option<(Kind, Reading)>) {
        let (Some(case), Some((kind, at))) = (self.find(id), more) else { return };
        let mut log = case.log.clone();
        if extend(&mut log, self.actor(id), kind, at) {
            self.put(log, case.saved);
        }
    }

    /// The hour of a tap is in the vault, or over: the tap has been used.
    fn tap_is_used(self, state: &CaseState) {
        let met = state.met_at.map(|met| met.ms);
        if met.is_some() && met == prefs::tap() {
            self.forget_tap();
        }
    }

    /// One strict transaction. Success is its `complete`.
    ///
    /// # Errors
    /// As the vault says; without a vault, [`VaultError::Unavailable`].
    pub(crate) async fn commit(self, batch: &Batch) -> Result<Committed, VaultError> {
        self.commit_or_show(batch, || {}).await
    }

    /// The same. If the vault hangs, `show` is called once, and the screens go on in memory until it answers.
    async fn commit_or_show(self, batch: &Batch, show: impl FnOnce() + 'static) -> Result<Committed, VaultError> {
        let vault = self.shared().vault.borrow().clone();
        let Some(vault) = vault else { return Err(VaultError::Unavailable) };
        let _patience = Timer::after(PATIENCE_MS, move || {
            show();
            self.go_on_in_memory();
        });
        let outcome = vault.commit(batch).await;
        self.shared().overdue.set(false);
        let decided_anew =
            |error: &VaultError| matches!(error, VaultError::HeadMoved { .. } | VaultError::AlreadySet { .. });
        let refused = outcome.as_ref().err().is_some_and(|error| !decided_anew(error));
        if self.refused.get_untracked() != refused {
            self.refused.set(refused);
        }
        outcome
    }

    async fn save_setting(self, name: &str, bytes: Vec<u8>) {
        let batch = Batch { settings: vec![(name.to_owned(), Some(bytes))], ..Batch::default() };
        let saved = self.commit(&batch).await.is_ok();
        self.say(if saved { "Saved on this phone" } else { "Not saved on this phone" });
    }

    async fn purge(self, id: Id) {
        let Some(case) = self.find(id) else { return };
        let Some(head) = head(&case.log, case.saved) else { return };
        let batch = Batch { purge_cases: vec![(id, head)], ..Batch::default() };
        if self.commit(&batch).await.is_ok() {
            self.cases.update(|cases| cases.retain(|case| case.state.id != id));
            self.note_whether_an_hour_runs();
        }
    }

    /// For the next start, which then knows at once whether to wait for the hour.
    pub(super) fn note_whether_an_hour_runs(self) {
        let runs = self.cases.with_untracked(|cases| cases.iter().any(|case| case.state.runs()));
        if self.shared().hour_noted.replace(Some(runs)) != Some(runs) {
            prefs::set_hour_runs(runs);
            worker::tell_whether_an_hour_runs(runs);
        }
    }

    pub(crate) fn find(self, id: Id) -> Option<Arc<Case>> {
        self.cases.with_untracked(|cases| cases.iter().find(|case| case.state.id == id).cloned())
    }

    pub(super) fn put(self, log: Log, saved: usize) {
        self.put_all(vec![(log, saved)]);
    }

    /// Puts the cases of these logs in the place of what was known of them: one change for all who watch.
    fn put_all(self, logs: Vec<(Log, usize)>) {
        let case = |(log, saved)| Some(Arc::new(Case { state: CaseState::of(&log)?, log, saved }));
        let new: Vec<Arc<Case>> = logs.into_iter().filter_map(case).collect();
        for case in new.iter().filter(|case| !case.state.runs()) {
            // Over without ever having been saved: nothing must begin from its tap again.
            self.tap_is_used(&case.state);
        }
        self.cases.update(|cases| {
            for case in new {
                match cases.iter_mut().find(|old| old.state.id == case.state.id) {
                    Some(old) => *old = case,
                    None => cases.push(case),
                }
            }
        });
        self.note_whether_an_hour_runs();
    }
}
