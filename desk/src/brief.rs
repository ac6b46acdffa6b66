//! What the desk remembers of each case: that a child has gone, and who was found together. Only the sealed bodies say so, and
//! the database is never to say it: what was read is remembered here while the desk runs.
use std::collections::{BTreeSet, HashMap};
use std::sync::{Mutex, MutexGuard, PoisonError};

use gh_wire::id::Id;

use crate::Desk;
use crate::history::History;
use crate::store::StoreError;

/// What is remembered of one case.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Brief {
    /// The child has gone and is not back.
    pub(crate) gone: bool,
    /// The child had gone and is back.
    pub(crate) back: bool,
    /// The case's number; none where nothing of it can be read.
    case: Option<Id>,
    /// The cases of the children who were found with this one, as its own record names them.
    together: Vec<Id>,
}

impl Brief {
    fn of(history: &History) -> Self {
        let now = history.as_of(history.trunk());
        let gone = history.is_gone();
        Self {
            gone,
            back: !gone && now.as_ref().is_some_and(|now| !now.was_away.is_empty()),
            case: now.as_ref().map(|now| now.case_id),
            together: now.map(|now| now.together).unwrap_or_default(),
        }
    }
}

/// What was read of each case, by the entry of the body that came last of it: with every new body it is read anew.
#[derive(Debug, Default)]
pub(crate) struct Briefs {
    read: Mutex<HashMap<u64, Brief>>,
}

impl Briefs {
    fn read(&self) -> MutexGuard<'_, HashMap<u64, Brief>> {
        self.read.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// All cases by the entry with which each begins.
#[derive(Debug)]
pub(crate) struct AllBriefs(HashMap<u64, Brief>);

impl AllBriefs {
    /// What is remembered of the case that begins with this entry.
    pub(crate) fn of(&self, root: u64) -> Brief {
        self.0.get(&root).cloned().unwrap_or_default()
    }

    /// The entries with which the cases begin whose child has gone and is not back.
    pub(crate) fn gone(&self) -> Vec<u64> {
        self.0.iter().filter(|(_, brief)| brief.gone).map(|(root, _)| *root).collect()
    }

    /// The cases of the children who were found with this one: those that its record names, and those whose records name it.
    /// A child who was found later is named by their own record first.
    pub(crate) fn together(&self, root: u64) -> BTreeSet<Id> {
        let mine = self.of(root);
        let names_me = |brief: &&Brief| mine.case.is_some_and(|case| brief.together.contains(&case));
        let others = self.0.values().filter(names_me).filter_map(|brief| brief.case);
        let all = mine.together.iter().copied().chain(others);
        all.filter(|other| Some(*other) != mine.case).collect()
    }
}

impl Desk {
    /// What there is to remember of every case now.
    pub(crate) async fn briefs(&self) -> Result<AllBriefs, StoreError> {
        let known = self.briefs.read().clone();
        let (mut all, mut read) = (HashMap::new(), HashMap::new());
        for (root, last) in self.store.lasts().await? {
            let brief = match known.get(&last) {
                Some(brief) => brief.clone(),
                None => self.history(root).await?.as_ref().map(Brief::of).unwrap_or_default(),
            };
            read.insert(last, brief.clone());
            all.insert(root, brief);
        }
        *self.briefs.read() = read;
        Ok(AllBriefs(all))
    }
}
