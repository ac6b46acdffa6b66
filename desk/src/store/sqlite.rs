//! SQLite: write-ahead log, synchronous FULL, one writer.
mod accounts;
mod links;
mod parts;
mod reading;

use std::path::Path;
use std::time::Duration;

use gh_wire::digest::Digest;
use gh_wire::id::Id;
use gh_wire::receipt::Stored;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{ConnectOptions as _, Row as _, Sqlite, SqliteConnection, Transaction};

use super::{Belongs, Incoming, Kept, StoreError};
use crate::ledger::{self, Entry, Kind};

/// The desk's database.
#[derive(Debug, Clone)]
pub struct Store {
    /// One connection: writers wait for each other here and never meet in the database.
    writer: SqlitePool,
    readers: SqlitePool,
}

impl Store {
    /// Opens the file, makes it if it is absent, and brings its tables to this version.
    ///
    /// # Errors
    /// [`StoreError`] if the file cannot be opened or is of a later version.
    pub async fn open(file: &Path) -> Result<Self, StoreError> {
        let options = SqliteConnectOptions::new()
            .filename(file)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(Duration::from_secs(5))
            // A statement that fails is logged by the desk, without its values.
            .disable_statement_logging();
        let waiting = Duration::from_secs(10);
        let writer =
            SqlitePoolOptions::new().max_connections(1).acquire_timeout(waiting).connect_with(options.clone()).await?;
        sqlx::migrate!("migrations/sqlite").run(&writer).await?;
        let readers =
            SqlitePoolOptions::new().max_connections(4).acquire_timeout(waiting).connect_with(options).await?;
        Ok(Self { writer, readers })
    }

    /// Finishes what is under way and closes the file.
    pub async fn close(&self) {
        self.readers.close().await;
        self.writer.close().await;
    }

    /// Answers whether the database can be read.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`] if not.
    pub async fn ping(&self) -> Result<(), StoreError> {
        sqlx::query("SELECT count(*) FROM meta").fetch_one(&self.readers).await?;
        Ok(())
    }

    async fn begin(&self) -> Result<Transaction<'static, Sqlite>, StoreError> {
        Ok(self.writer.begin_with("BEGIN IMMEDIATE").await?)
    }

    /// Keeps a body: insert if absent, read back, append to the ledger, commit; all or nothing.
    ///
    /// # Errors
    /// [`StoreError`]; then nothing is kept and no receipt may be given.
    pub async fn keep(&self, incoming: &Incoming<'_>) -> Result<Kept, StoreError> {
        let mut transaction = self.begin().await?;
        let taken: bool = sqlx::query("SELECT EXISTS (SELECT 1 FROM submissions WHERE id = ?)")
            .bind(incoming.id.as_bytes().as_slice())
            .fetch_one(&mut *transaction)
            .await?
            .try_get(0)?;
        if taken && let Some(kept) = read_back(&mut transaction, incoming.id, incoming.digest).await? {
            transaction.rollback().await?;
            return Ok(kept.into_again());
        }
        let entry = Entry {
            at_ms: incoming.now_ms,
            kind: if taken { Kind::Conflict } else { Kind::Received },
            subject: Some(incoming.id),
            digest: Some(incoming.digest),
            actor: String::new(),
            note: String::new(),
        };
        let index = append(&mut transaction, &entry).await?;
        sqlx::query(
            "INSERT INTO submissions (ledger_idx, id, digest, body, received_at_ms, device, sequence, conflict) \
             VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        )
        .bind(signed(index)?)
        .bind(incoming.id.as_bytes().as_slice())
        .bind(incoming.digest.as_bytes().as_slice())
        .bind(incoming.body)
        .bind(incoming.now_ms)
        .bind(incoming.device.map(|id| id.as_bytes().to_vec()))
        .bind(incoming.sequence)
        .bind(i64::from(taken))
        .execute(&mut *transaction)
        .await?;
        if let Some(belongs) = &incoming.belongs {
            join(&mut transaction, index, incoming.id, belongs).await?;
        }
        let kept = read_back(&mut transaction, incoming.id, incoming.digest).await?.ok_or(StoreError::Damaged)?;
        transaction.commit().await?;
        Ok(kept)
    }

    /// Notes that these were opened together, and of each the first opening as such.
    ///
    /// # Errors
    /// [`StoreError`]; the record is then not to be shown, since every opening is seen.
    pub async fn note_opened(&self, rows: &[&super::Row], by: &str, now_ms: i64) -> Result<(), StoreError> {
        let mut transaction = self.begin().await?;
        for row in rows {
            let (subject, digest) = (Some(row.id), Some(row.digest));
            let entry = Entry { subject, digest, ..Entry::plain(now_ms, Kind::Opened, by) };
            append(&mut transaction, &entry).await?;
            sqlx::query("INSERT INTO opened (ledger_idx, at_ms, by_name) VALUES (?, ?, ?) ON CONFLICT DO NOTHING")
                .bind(signed(row.entry)?)
                .bind(now_ms)
                .bind(by)
                .execute(&mut *transaction)
                .await?;
        }
        Ok(transaction.commit().await?)
    }

    /// Appends an entry of its own to the ledger.
    ///
    /// # Errors
    /// [`StoreError`]; what the entry tells of is then not to happen.
    pub async fn note(&self, entry: &Entry) -> Result<u64, StoreError> {
        let mut transaction = self.begin().await?;
        let index = append(&mut transaction, entry).await?;
        transaction.commit().await?;
        Ok(index)
    }

    /// Copies the database into a file that must not exist yet. It holds no key: neither the desk's nor the recovery's.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`], also when the file exists.
    pub async fn backup(&self, file: &str) -> Result<(), StoreError> {
        sqlx::query("VACUUM INTO ?").bind(file).execute(&self.writer).await?;
        Ok(())
    }
}

impl Kept {
    fn into_again(self) -> Self {
        match self {
            Self::First(stored) | Self::Again(stored) => Self::Again(stored),
            Self::Conflict { .. } => Self::Conflict { new: false },
        }
    }
}

/// Puts a body where it belongs.
async fn join(
    connection: &mut SqliteConnection,
    entry: u64,
    submission: Id,
    belongs: &Belongs,
) -> Result<(), StoreError> {
    match belongs {
        Belongs::Record(link) => links::join(connection, entry, submission, link).await,
        Belongs::Part(part) => parts::join(connection, entry, part).await,
    }
}

/// An index as SQLite stores it.
fn signed(index: u64) -> Result<i64, StoreError> {
    i64::try_from(index).map_err(|_| StoreError::Damaged)
}

fn unsigned(index: i64) -> Result<u64, StoreError> {
    u64::try_from(index).map_err(|_| StoreError::Damaged)
}

fn digest(bytes: &[u8]) -> Result<Digest, StoreError> {
    Ok(Digest::from_bytes(bytes.try_into().map_err(|_| StoreError::Damaged)?))
}

fn id(bytes: &[u8]) -> Result<Id, StoreError> {
    Ok(Id::from_bytes(bytes.try_into().map_err(|_| StoreError::Damaged)?))
}

async fn read_back(
    connection: &mut SqliteConnection,
    submission: Id,
    body: Digest,
) -> Result<Option<Kept>, StoreError> {
    let row = sqlx::query(
        "SELECT s.ledger_idx, s.received_at_ms, s.conflict, l.hash FROM submissions s \
         JOIN ledger l ON l.idx = s.ledger_idx WHERE s.id = ? AND s.digest = ?",
    )
    .bind(submission.as_bytes().as_slice())
    .bind(body.as_bytes().as_slice())
    .fetch_optional(connection)
    .await?;
    let Some(row) = row else { return Ok(None) };
    if row.try_get::<i64, _>(2)? == 1 {
        return Ok(Some(Kept::Conflict { new: true }));
    }
    Ok(Some(Kept::First(Stored {
        id: submission,
        digest: body,
        received_at_ms: row.try_get(1)?,
        index: unsigned(row.try_get(0)?)?,
        head: digest(row.try_get(3)?)?,
    })))
}

/// Adds an entry at the head of the chain, which is read in the same transaction.
async fn append(connection: &mut SqliteConnection, entry: &Entry) -> Result<u64, StoreError> {
    let head =
        sqlx::query("SELECT idx, hash FROM ledger ORDER BY idx DESC LIMIT 1").fetch_optional(&mut *connection).await?;
    let (last, prev) = match head {
        Some(row) => (unsigned(row.try_get(0)?)?, digest(row.try_get(1)?)?),
        None => (0, ledger::START),
    };
    let index = last + 1;
    sqlx::query(
        "INSERT INTO ledger (idx, at_ms, kind, subject, digest, actor, note, prev, hash) \
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )
    .bind(signed(index)?)
    .bind(entry.at_ms)
    .bind(entry.kind.as_str())
    .bind(entry.subject.map_or_else(Vec::new, |id| id.as_bytes().to_vec()))
    .bind(entry.digest.map_or_else(Vec::new, |digest| digest.as_bytes().to_vec()))
    .bind(&entry.actor)
    .bind(&entry.note)
    .bind(prev.as_bytes().as_slice())
    .bind(ledger::hash(&prev, index, entry).as_bytes().as_slice())
    .execute(connection)
    .await?;
    Ok(index)
}
