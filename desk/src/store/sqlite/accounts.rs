//! Staff, one-time links, and the few words that the desk remembers of itself.
use gh_wire::digest::Digest;
use sqlx::Row as _;

use super::{Store, append};
use crate::ledger::{Entry, Kind};
use crate::store::{Passphrase, StoreError};

/// How long a one-time link may be used, in milliseconds.
pub(crate) const LINK_LASTS_MS: i64 = 15 * 60 * 1000;

impl Store {
    /// Keeps the hash of a new one-time link.
    ///
    /// # Errors
    /// [`StoreError`]; the link is then of no use.
    pub async fn add_link(&self, token: &Digest, now_ms: i64) -> Result<(), StoreError> {
        let mut transaction = self.begin().await?;
        append(&mut transaction, &Entry::plain(now_ms, Kind::LinkMade, "")).await?;
        sqlx::query("INSERT INTO sign_in_links (hash, made_at_ms) VALUES (?, ?)")
            .bind(token.as_bytes().as_slice())
            .bind(now_ms)
            .execute(&mut *transaction)
            .await?;
        Ok(transaction.commit().await?)
    }

    /// Uses a link up. True once at most, and only within 15 minutes.
    ///
    /// # Errors
    /// [`StoreError`]; the link is then as it was.
    pub async fn use_link(&self, token: &Digest, now_ms: i64) -> Result<bool, StoreError> {
        let used = sqlx::query(
            "UPDATE sign_in_links SET used_at_ms = ?1 \
             WHERE hash = ?2 AND used_at_ms IS NULL AND made_at_ms <= ?1 AND made_at_ms > ?3",
        )
        .bind(now_ms)
        .bind(token.as_bytes().as_slice())
        .bind(now_ms - LINK_LASTS_MS)
        .execute(&self.writer)
        .await?;
        Ok(used.rows_affected() == 1)
    }

    /// True once somebody has set a passphrase.
    ///
    /// # Errors
    /// [`StoreError`] if it cannot be read.
    pub async fn has_staff(&self) -> Result<bool, StoreError> {
        Ok(sqlx::query("SELECT EXISTS (SELECT 1 FROM staff)").fetch_one(&self.readers).await?.try_get(0)?)
    }

    /// The stored passphrase of a person, whatever the case of the letters of the name.
    ///
    /// # Errors
    /// [`StoreError`] if it cannot be read.
    pub async fn passphrase(&self, name: &str) -> Result<Option<Passphrase>, StoreError> {
        let row = sqlx::query("SELECT name, salt, hash, memory_kib, passes FROM staff WHERE name = ?")
            .bind(name)
            .fetch_optional(&self.readers)
            .await?;
        let Some(row) = row else { return Ok(None) };
        Ok(Some(Passphrase {
            name: row.try_get(0)?,
            salt: row.try_get(1)?,
            hash: row.try_get(2)?,
            memory_kib: row.try_get(3)?,
            passes: row.try_get(4)?,
        }))
    }

    /// Sets a person's passphrase, in place of an earlier one.
    ///
    /// # Errors
    /// [`StoreError`]; the earlier one then still holds.
    pub async fn set_passphrase(&self, passphrase: &Passphrase, now_ms: i64) -> Result<(), StoreError> {
        let mut transaction = self.begin().await?;
        append(&mut transaction, &Entry::plain(now_ms, Kind::PassphraseSet, &passphrase.name)).await?;
        sqlx::query(
            "INSERT INTO staff (name, salt, hash, memory_kib, passes, set_at_ms) VALUES (?, ?, ?, ?, ?, ?) \
             ON CONFLICT (name) DO UPDATE SET salt = excluded.salt, hash = excluded.hash, \
             memory_kib = excluded.memory_kib, passes = excluded.passes, set_at_ms = excluded.set_at_ms",
        )
        .bind(&passphrase.name)
        .bind(&passphrase.salt)
        .bind(&passphrase.hash)
        .bind(passphrase.memory_kib)
        .bind(passphrase.passes)
        .bind(now_ms)
        .execute(&mut *transaction)
        .await?;
        Ok(transaction.commit().await?)
    }

    /// Remembers a word under a name.
    ///
    /// # Errors
    /// [`StoreError`]; the earlier word then stays.
    pub async fn remember(&self, key: &str, value: &str) -> Result<(), StoreError> {
        sqlx::query(
            "INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        )
        .bind(key)
        .bind(value)
        .execute(&self.writer)
        .await?;
        Ok(())
    }

    /// The word that was remembered under a name.
    ///
    /// # Errors
    /// [`StoreError`] if it cannot be read.
    pub async fn recall(&self, key: &str) -> Result<Option<String>, StoreError> {
        let row = sqlx::query("SELECT value FROM meta WHERE key = ?").bind(key).fetch_optional(&self.readers).await?;
        Ok(row.map(|row| row.try_get(0)).transpose()?)
    }
}
