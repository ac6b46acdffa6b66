//! Reading rows and walking the ledger.
use gh_wire::digest::Digest;
use gh_wire::id::Id;
use sqlx::Row as _;
use sqlx::sqlite::SqliteRow;

use super::{Store, digest, id, unsigned};
use crate::ledger::{self, Broken, Entry, Kind, Walk};
use crate::store::{Event, Listed, Row, StoreError};

/// Everything of a row but its order and its condition.
pub(super) const ROWS: &str = "SELECT s.ledger_idx, s.id, s.digest, s.body, s.received_at_ms, s.device, s.conflict, \
                               o.at_ms, o.by_name, COALESCE(l.root, s.ledger_idx) FROM submissions s \
                               LEFT JOIN opened o ON o.ledger_idx = s.ledger_idx \
                               LEFT JOIN links l ON l.ledger_idx = s.ledger_idx ";

/// The cases: where each begins, how many bodies it has, the last of them, and the first that nobody has opened. A body
/// that could not be opened is a case of its own.
const CASES: &str = "SELECT COALESCE(l.root, s.ledger_idx) AS root, count(*) AS bodies, max(s.ledger_idx) AS last, \
                     min(CASE WHEN o.ledger_idx IS NULL THEN s.ledger_idx END) AS waits FROM submissions s \
                     LEFT JOIN opened o ON o.ledger_idx = s.ledger_idx \
                     LEFT JOIN links l ON l.ledger_idx = s.ledger_idx \
                     WHERE s.ledger_idx NOT IN (SELECT ledger_idx FROM parts) GROUP BY 1";

impl Store {
    /// Cases for the inbox: those that begin with the entries of `first`, then the others. Among both, those with something
    /// that nobody has opened come first, the oldest of them first, and then the rest, the newest first.
    ///
    /// # Errors
    /// [`StoreError`] if they cannot be read.
    pub async fn inbox(&self, page: u32, page_size: u32, first: &[u64]) -> Result<Vec<Listed>, StoreError> {
        let sql = format!(
            "SELECT c.*, r.id AS root_id, \
             EXISTS (SELECT 1 FROM links a JOIN links b ON a.root = b.root AND a.parent = b.parent \
                     AND a.ledger_idx < b.ledger_idx WHERE a.root = c.root) AS split, \
             EXISTS (SELECT 1 FROM links a WHERE a.ledger_idx = c.root AND a.parent IS NOT NULL) AS late \
             FROM ({CASES}) c JOIN submissions r ON r.ledger_idx = c.root \
             ORDER BY c.root NOT IN (SELECT value FROM json_each(?)), c.waits IS NULL, \
             CASE WHEN c.waits IS NULL THEN -c.last ELSE c.waits END LIMIT ? OFFSET ?"
        );
        let cases = sqlx::query(sqlx::AssertSqlSafe(sql))
            .bind(serde_json::Value::from(first).to_string())
            .bind(i64::from(page_size))
            .bind(i64::from(page) * i64::from(page_size))
            .fetch_all(&self.readers)
            .await?;
        let mut listed = Vec::with_capacity(cases.len());
        let body = format!("{ROWS}WHERE s.ledger_idx = ?");
        for case in &cases {
            let (root, last): (i64, i64) = (case.try_get("root")?, case.try_get("last")?);
            let waits = case.try_get::<Option<i64>, _>("waits")?.is_some();
            let row = sqlx::query(sqlx::AssertSqlSafe(body.clone())).bind(last).fetch_one(&self.readers).await?;
            listed.push(Listed {
                last: to_row(&row)?,
                root: id(case.try_get("root_id")?)?,
                root_entry: unsigned(root)?,
                updates: unsigned(case.try_get::<i64, _>("bodies")? - 1)?,
                waits,
                opened_before: if waits { self.opened_last(root).await? } else { None },
                split: case.try_get("split")?,
                begins_late: case.try_get("late")?,
            });
        }
        Ok(listed)
    }

    /// The opening that was the last among the first openings of the bodies of a case.
    async fn opened_last(&self, root: i64) -> Result<Option<(i64, String)>, StoreError> {
        let sql = "SELECT at_ms, by_name FROM opened WHERE ledger_idx = ?1 \
                   OR ledger_idx IN (SELECT ledger_idx FROM links WHERE root = ?1) \
                   ORDER BY at_ms DESC, ledger_idx DESC LIMIT 1";
        let row = sqlx::query(sql).bind(root).fetch_optional(&self.readers).await?;
        row.map(|row| Ok((row.try_get(0)?, row.try_get(1)?))).transpose()
    }

    /// Every case: the entry with which it begins, and the one of the body that came last.
    ///
    /// # Errors
    /// [`StoreError`] if they cannot be read.
    pub async fn lasts(&self) -> Result<Vec<(u64, u64)>, StoreError> {
        let sql = format!("SELECT root, last FROM ({CASES})");
        let rows = sqlx::query(sqlx::AssertSqlSafe(sql)).fetch_all(&self.readers).await?;
        rows.iter().map(|row| Ok((unsigned(row.try_get(0)?)?, unsigned(row.try_get(1)?)?))).collect()
    }

    /// How many cases there are, and how many of them hold something that nobody has opened.
    ///
    /// # Errors
    /// [`StoreError`] if they cannot be counted.
    pub async fn counts(&self) -> Result<(u64, u64), StoreError> {
        let sql = format!("SELECT count(*), count(waits) FROM ({CASES})");
        let row = sqlx::query(sqlx::AssertSqlSafe(sql)).fetch_one(&self.readers).await?;
        Ok((unsigned(row.try_get(0)?)?, unsigned(row.try_get(1)?)?))
    }

    /// When the last record came: milliseconds since the Unix epoch.
    ///
    /// # Errors
    /// [`StoreError`] if it cannot be read.
    pub async fn last_received(&self) -> Result<Option<i64>, StoreError> {
        let row = sqlx::query("SELECT max(received_at_ms) FROM submissions").fetch_one(&self.readers).await?;
        Ok(row.try_get(0)?)
    }

    /// All bodies under one id, the first one first.
    ///
    /// # Errors
    /// [`StoreError`] if they cannot be read.
    pub async fn case(&self, submission: Id) -> Result<Vec<Row>, StoreError> {
        let sql = sqlx::AssertSqlSafe(format!("{ROWS}WHERE s.id = ? ORDER BY s.ledger_idx"));
        let rows = sqlx::query(sql).bind(submission.as_bytes().as_slice()).fetch_all(&self.readers).await?;
        rows.iter().map(to_row).collect()
    }

    /// What the ledger says of one submission, oldest first.
    ///
    /// # Errors
    /// [`StoreError`] if it cannot be read.
    pub async fn events(&self, submission: Id) -> Result<Vec<Event>, StoreError> {
        let rows = sqlx::query("SELECT * FROM ledger WHERE subject = ? ORDER BY idx")
            .bind(submission.as_bytes().as_slice())
            .fetch_all(&self.readers)
            .await?;
        let read = rows.iter().map(to_ledger_row).collect::<Result<Vec<_>, _>>()?;
        Ok(read.into_iter().filter_map(|row| Some(Event { index: row.index, entry: row.entry? })).collect())
    }

    /// Walks the whole chain; with `bodies`, also holds each stored body against its entry.
    ///
    /// # Errors
    /// [`StoreError`] if it cannot be read. The inner error names the first entry that does not hold.
    pub async fn verify_ledger(&self, bodies: bool) -> Result<Result<u64, Broken>, StoreError> {
        let mut walk = Walk::new();
        loop {
            // In parts, so that a long ledger is never in memory as a whole.
            let rows = sqlx::query("SELECT * FROM ledger WHERE idx > ? ORDER BY idx LIMIT 1000")
                .bind(super::signed(walk.count())?)
                .fetch_all(&self.readers)
                .await?;
            if rows.is_empty() {
                break;
            }
            for row in &rows {
                let row = to_ledger_row(row)?;
                if let Err(broken) = walk.step(&row) {
                    return Ok(Err(broken));
                }
                if bodies && let Err(broken) = self.verify_body(&row).await? {
                    return Ok(Err(broken));
                }
            }
        }
        let loose: Option<i64> = sqlx::query("SELECT min(ledger_idx) FROM submissions WHERE ledger_idx > ?")
            .bind(super::signed(walk.count())?)
            .fetch_one(&self.readers)
            .await?
            .try_get(0)?;
        if loose.is_some() {
            return Ok(Err(Broken { index: walk.count() + 1, why: "it is missing, and its record is here" }));
        }
        Ok(Ok(walk.count()))
    }

    async fn verify_body(&self, row: &ledger::Row) -> Result<Result<(), Broken>, StoreError> {
        let Some(entry) = row.entry.as_ref().filter(|entry| entry.kind.has_body()) else { return Ok(Ok(())) };
        let stored = sqlx::query("SELECT id, body FROM submissions WHERE ledger_idx = ?")
            .bind(super::signed(row.index)?)
            .fetch_optional(&self.readers)
            .await?;
        let Some(stored) = stored else {
            return Ok(Err(Broken { index: row.index, why: "its record is missing" }));
        };
        let same = entry.digest == Some(Digest::of(stored.try_get(1)?))
            && entry.subject.is_some_and(|id| stored.try_get(0).ok() == Some(id.as_bytes().as_slice()));
        Ok(if same { Ok(()) } else { Err(Broken { index: row.index, why: "its record was changed" }) })
    }
}

pub(super) fn to_row(row: &SqliteRow) -> Result<Row, StoreError> {
    let device: Option<&[u8]> = row.try_get(5)?;
    let opened_at: Option<i64> = row.try_get(7)?;
    Ok(Row {
        entry: unsigned(row.try_get(0)?)?,
        id: id(row.try_get(1)?)?,
        digest: digest(row.try_get(2)?)?,
        body: row.try_get(3)?,
        received_at_ms: row.try_get(4)?,
        device: device.map(id).transpose()?,
        conflict: row.try_get::<i64, _>(6)? == 1,
        opened: match opened_at {
            Some(at) => Some((at, row.try_get(8)?)),
            None => None,
        },
        root: unsigned(row.try_get(9)?)?,
    })
}

fn to_ledger_row(row: &SqliteRow) -> Result<ledger::Row, StoreError> {
    let subject: &[u8] = row.try_get("subject")?;
    let body: &[u8] = row.try_get("digest")?;
    let entry = Kind::parse(row.try_get("kind")?).and_then(|kind| {
        Some(Entry {
            at_ms: row.try_get("at_ms").ok()?,
            kind,
            subject: if subject.is_empty() { None } else { Some(id(subject).ok()?) },
            digest: if body.is_empty() { None } else { Some(digest(body).ok()?) },
            actor: row.try_get("actor").ok()?,
            note: row.try_get("note").ok()?,
        })
    });
    Ok(ledger::Row {
        index: unsigned(row.try_get("idx")?)?,
        prev: digest(row.try_get("prev")?)?,
        hash: digest(row.try_get("hash")?)?,
        entry,
    })
}
