//! The receiving service: stores sealed submissions, answers with a signed receipt, and shows them to the agency's staff.
//!
//! Two listeners, so two origins: the app with its API, and the desk's own pages, which show strangers' words and never
//! share the phone's storage.
pub mod assets;
mod brief;
pub mod config;
pub mod entropy;
mod history;
pub mod http;
pub mod keys;
pub mod ledger;
pub mod notify;
mod pages;
pub mod passphrase;
mod photos;
pub mod rate;
mod routes;
pub mod server;
pub mod sessions;
pub mod start;
pub mod store;

use std::sync::Arc;

/// What every request can reach.
pub struct Desk {
    config: config::Config,
    origins: config::Origins,
    store: store::Store,
    keys: keys::DeskKeys,
    sessions: sessions::Sessions,
    notifier: notify::Notifier,
    limiter: rate::Limiter,
    assets: assets::Assets,
    briefs: brief::Briefs,
}

impl Desk {
    /// Milliseconds since the Unix epoch.
    fn now_ms(&self) -> i64 {
        (self.config.clock)()
    }

    /// The case that begins with this entry, read as far as this desk can open it. `None` if there is none.
    async fn history(&self, root: u64) -> Result<Option<history::History>, store::StoreError> {
        let read = self.store.versions(root).await?.into_iter().map(|row| {
            let submission = self.keys.open(&row.id, &row.body);
            (row, submission)
        });
        Ok(history::History::new(read.collect()))
    }
}

type Shared = Arc<Desk>;
