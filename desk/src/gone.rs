//! Which cases have a child who has gone. Only the sealed bodies say so, and the database is never to say it: what was read
//! is remembered here while the desk runs.
use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::Desk;
use crate::store::StoreError;

/// What was read of each case, by the entry of the body that came last of it: with every new body it is read anew.
#[derive(Debug, Default)]
pub(crate) struct Gone {
    read: Mutex<HashMap<u64, bool>>,
}

impl Gone {
    fn read(&self) -> MutexGuard<'_, HashMap<u64, bool>> {
        self.read.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Desk {
    /// The entries with which the cases begin whose child has gone and is not back.
    pub(crate) async fn gone(&self) -> Result<Vec<u64>, StoreError> {
        let known = self.gone.read().clone();
        let (mut roots, mut read) = (Vec::new(), HashMap::new());
        for (root, last) in self.store.lasts().await? {
            let gone = match known.get(&last) {
                Some(gone) => *gone,
                None => self.is_gone(root).await?,
            };
            read.insert(last, gone);
            roots.extend(gone.then_some(root));
        }
        *self.gone.read() = read;
        Ok(roots)
    }

    /// Whether the child of the case that begins with this entry has gone and is not back.
    pub(crate) async fn is_gone(&self, root: u64) -> Result<bool, StoreError> {
        Ok(self.history(root).await?.is_some_and(|history| history.is_gone()))
    }
}
