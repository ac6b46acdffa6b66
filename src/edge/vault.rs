//! The vault: cases, settings, outbox and receipts in IndexedDB, each row encrypted, each commit strict.
//!
//! A thin module of ours on web-sys. rexie cannot ask for strict durability, gives no `close` or `blocked` event, and
//! deletes every store that a new version forgets to list. Rows lie under random ids and times only; what they say is
//! encrypted under a key that the browser does not give out. Success is a transaction's `complete`, never a request's.
//!
//! Still to come in a later issue, with their places kept: the PIN (another format tag in [`seal`]), the high-water
//! mark and the mirror (after the commit in [`Vault::commit`], compared in [`Vault::read_all`]).
mod batch;
mod commit;
mod connection;
mod error;
mod heads;
mod read;
mod seal;
mod transaction;

use std::cell::RefCell;
use std::rc::Rc;

use gh_wire::digest::Digest;
use gh_wire::id::Id;
use web_sys::BroadcastChannel;

use self::commit::Attempt;
use self::connection::{Connection, stores};
use self::transaction::Mode;
use super::listen::Listener;

pub use self::batch::{Append, Batch, Committed, Contents, Head, NewEvent, OutboxPut, OutboxRow, PhotoPut, StoredCase};
pub use self::error::VaultError;

/// The database's name.
pub const NAME: &str = "golden-hour-vault";

/// The database's version. A later one adds stores and never drops any. Version 2 has the stores of 1: a first opening that
/// was given up could leave a database of version 1 without them. Version 3 adds the photographs.
pub const VERSION: u32 = 3;

/// The channel on which tabs tell each other that something changed, and nothing about what.
const CHANNEL: &str = "gh-vault";

/// How long the browser may take, in milliseconds, before a call fails instead of waiting for ever.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// After another tab was found to hold an older version.
    pub blocked_ms: u32,
    /// For opening. Generous: without the vault the hour runs in memory.
    pub open_ms: u32,
    /// For one transaction.
    pub transaction_ms: u32,
}

/// The limits on a phone.
pub const LIMITS: Limits = Limits { blocked_ms: 2_000, open_ms: 6_000, transaction_ms: 6_000 };

/// A handle on the vault; clones share one connection.
#[derive(Clone)]
pub struct Vault(Rc<Inner>);

struct Inner {
    name: String,
    limits: Limits,
    connection: RefCell<Option<Rc<Connection>>>,
    channel: Option<BroadcastChannel>,
}

impl Vault {
    /// Opens the vault, and makes it at the first start.
    ///
    /// # Errors
    /// [`VaultError`]: the hour then runs in memory and says so.
    pub async fn open() -> Result<Self, VaultError> {
        Self::open_named(NAME, LIMITS).await
    }

    /// Opens a vault of another name and patience, as tests do.
    ///
    /// # Errors
    /// As [`Vault::open`].
    pub async fn open_named(name: &str, limits: Limits) -> Result<Self, VaultError> {
        let connection = Connection::open(name, limits).await?;
        let inner = Inner {
            name: name.to_owned(),
            limits,
            connection: RefCell::new(Some(Rc::new(connection))),
            channel: BroadcastChannel::new(CHANNEL).ok(),
        };
        Ok(Self(Rc::new(inner)))
    }

    /// Whether nothing can be in it yet: this opening made its key.
    #[must_use]
    pub fn is_new(&self) -> bool {
        self.0.connection.borrow().as_ref().is_some_and(|connection| connection.is_new)
    }

    /// Everything that can be read, and the names of the rows that cannot.
    ///
    /// # Errors
    /// [`VaultError`], after one reopening.
    pub async fn read_all(&self) -> Result<Contents, VaultError> {
        match read::everything(&*self.connection().await?, self.0.limits).await {
            Err(error) if error.heals_by_reopening() => read::everything(&*self.reopened().await?, self.0.limits).await,
            answer => answer,
        }
    }

    /// One case, as it is now; `None` if the vault does not have it.
    ///
    /// # Errors
    /// [`VaultError`], after one reopening.
    pub async fn read_case(&self, case: Id) -> Result<Option<StoredCase>, VaultError> {
        match read::case(&*self.connection().await?, case, self.0.limits).await {
            Err(error) if error.heals_by_reopening() => read::case(&*self.reopened().await?, case, self.0.limits).await,
            answer => answer,
        }
    }

    /// The bytes of one photograph; `None` if the vault does not have it, or has it damaged.
    ///
    /// # Errors
    /// [`VaultError`], after one reopening.
    pub async fn read_photo(&self, case: Id, photo: Digest) -> Result<Option<Vec<u8>>, VaultError> {
        match read::photo(&*self.connection().await?, case, photo, self.0.limits).await {
            Err(error) if error.heals_by_reopening() => {
                read::photo(&*self.reopened().await?, case, photo, self.0.limits).await
            }
            answer => answer,
        }
    }

    /// Stores the batch in one strict transaction: all of it, or nothing. It is stored when this answers `Ok`.
    ///
    /// # Errors
    /// [`VaultError::HeadMoved`] when another tab was first; others after one reopening.
    pub async fn commit(&self, batch: &Batch) -> Result<Committed, VaultError> {
        batch.check()?;
        let first = match self.connection().await {
            Ok(connection) => self.attempt(&connection, batch, Attempt::First).await,
            Err(error) => Err(error),
        };
        let committed = match first {
            Err(error) if error.heals_by_reopening() => {
                self.attempt(&*self.reopened().await?, batch, Attempt::AfterHealing).await?
            }
            answer => answer?,
        };
        if let Some(channel) = &self.0.channel {
            // The other tabs read again when they are next used, even if they do not hear this.
            channel.post_message(&"changed".into()).ok();
        }
        Ok(committed)
    }

    /// Calls back when another tab has committed. `None` where the browser has no channel between tabs: read again when
    /// the page becomes visible.
    pub fn on_changed(&self, mut callback: impl FnMut() + 'static) -> Option<Listener> {
        let channel = self.0.channel.as_ref()?;
        Some(Listener::new(channel, "message", move |_| callback()))
    }

    async fn attempt(&self, connection: &Connection, batch: &Batch, attempt: Attempt) -> Result<Committed, VaultError> {
        let prepared = Rc::new(commit::prepare(&connection.key, batch, attempt).await?);
        let asked = Rc::clone(&prepared);
        transaction::run(
            &connection.database,
            &stores::WRITTEN,
            Mode::Write,
            self.0.limits.transaction_ms,
            move |running| asked.ask(running),
            move |running, read| prepared.write(running, read),
        )
        .await
    }

    /// The connection, opened anew if the browser said that it closed it.
    async fn connection(&self) -> Result<Rc<Connection>, VaultError> {
        let current = self.0.connection.borrow().clone();
        match current.filter(|connection| connection.is_alive()) {
            Some(connection) => Ok(connection),
            None => self.reopened().await,
        }
    }

    /// Opens anew. The old connection is let go before, so that what hangs in it cannot hold up the next.
    async fn reopened(&self) -> Result<Rc<Connection>, VaultError> {
        drop(self.0.connection.take());
        let connection = Rc::new(Connection::open(&self.0.name, self.0.limits).await?);
        self.0.connection.replace(Some(Rc::clone(&connection)));
        Ok(connection)
    }
}

impl Drop for Inner {
    fn drop(&mut self) {
        if let Some(channel) = &self.channel {
            channel.close();
        }
    }
}
