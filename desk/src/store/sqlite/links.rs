//! Which bodies are one case: an update joins its parent, whichever of them came first.
use gh_wire::id::Id;
use sqlx::{Row as _, SqliteConnection};

use super::reading::{ROWS, to_row};
use super::{Store, id, signed, unsigned};
use crate::store::{Belongs, Link, Row, StoreError};

/// How many older bodies are looked at in one go.
const PART: i64 = 100;

impl Store {
    /// Links bodies that are not linked yet, as far as `open` can read them: those of an earlier version of the desk, and
    /// those that a later version reads now. Answers how many it linked.
    ///
    /// # Errors
    /// [`StoreError`]; what was linked by then stays.
    pub async fn link_older(&self, open: impl Fn(&Row) -> Option<Belongs>) -> Result<u64, StoreError> {
        let sql = format!(
            "{ROWS}WHERE l.ledger_idx IS NULL AND s.ledger_idx NOT IN (SELECT ledger_idx FROM parts) \
             AND s.ledger_idx > ? ORDER BY s.ledger_idx LIMIT ?"
        );
        let (mut after, mut linked) = (0, 0);
        loop {
            let rows = sqlx::query(sqlx::AssertSqlSafe(sql.clone()))
                .bind(signed(after)?)
                .bind(PART)
                .fetch_all(&self.readers)
                .await?;
            let rows = rows.iter().map(to_row).collect::<Result<Vec<_>, _>>()?;
            let Some(last) = rows.last() else { return Ok(linked) };
            after = last.entry;
            for row in &rows {
                let Some(belongs) = open(row) else { continue };
                let mut transaction = self.begin().await?;
                super::join(&mut transaction, row.entry, row.id, &belongs).await?;
                transaction.commit().await?;
                linked += 1;
            }
        }
    }

    /// All bodies of the case that begins with this entry, in the order in which they came.
    ///
    /// # Errors
    /// [`StoreError`] if they cannot be read.
    pub async fn versions(&self, root: u64) -> Result<Vec<Row>, StoreError> {
        let sql = format!("{ROWS}WHERE l.root = ? OR s.ledger_idx = ? ORDER BY s.ledger_idx");
        let root = signed(root)?;
        let rows = sqlx::query(sqlx::AssertSqlSafe(sql)).bind(root).bind(root).fetch_all(&self.readers).await?;
        rows.iter().map(to_row).collect()
    }

    /// Where else the same case begins at this desk: submission and entry, oldest first.
    ///
    /// # Errors
    /// [`StoreError`] if it cannot be read.
    pub async fn elsewhere(&self, case: Id, root: u64) -> Result<Vec<(Id, u64)>, StoreError> {
        let rows = sqlx::query(
            "SELECT s.id, s.ledger_idx FROM links l JOIN submissions s ON s.ledger_idx = l.ledger_idx \
             WHERE l.case_id = ? AND l.root = l.ledger_idx AND l.root <> ? ORDER BY l.ledger_idx",
        )
        .bind(case.as_bytes().as_slice())
        .bind(signed(root)?)
        .fetch_all(&self.readers)
        .await?;
        rows.iter().map(|row| Ok((id(row.try_get(0)?)?, unsigned(row.try_get(1)?)?))).collect()
    }
}

/// Links a body: to its parent if that is here, and to it whatever waited for it. Only what names the same case is joined;
/// a case's number is known to nobody who has not opened it.
pub(super) async fn join(
    connection: &mut SqliteConnection,
    entry: u64,
    submission: Id,
    link: &Link,
) -> Result<(), StoreError> {
    let entry = signed(entry)?;
    let case = link.case.as_bytes().as_slice();
    // Where two bodies have the parent's id, the one on whose log this one was put.
    let parent = sqlx::query(
        "SELECT l.root FROM links l JOIN submissions s ON s.ledger_idx = l.ledger_idx \
         WHERE s.id = ? AND l.case_id = ? AND l.ledger_idx <> ? ORDER BY (l.head IS ?) DESC, l.ledger_idx LIMIT 1",
    )
    .bind(link.parent.map(|id| id.as_bytes().to_vec()))
    .bind(case)
    .bind(entry)
    .bind(link.put_on.map(|digest| digest.as_bytes().to_vec()))
    .fetch_optional(&mut *connection)
    .await?;
    let root: i64 = match parent {
        Some(row) => row.try_get(0)?,
        None => entry,
    };
    sqlx::query("INSERT INTO links (ledger_idx, case_id, parent, put_on, head, root) VALUES (?, ?, ?, ?, ?, ?)")
        .bind(entry)
        .bind(case)
        .bind(link.parent.map(|id| id.as_bytes().to_vec()))
        .bind(link.put_on.map(|digest| digest.as_bytes().to_vec()))
        .bind(link.head.map(|digest| digest.as_bytes().to_vec()))
        .bind(root)
        .execute(&mut *connection)
        .await?;
    // Two that name each other stay one case with one beginning.
    sqlx::query(
        "UPDATE links SET root = ?1 WHERE root IN \
         (SELECT ledger_idx FROM links WHERE parent = ?2 AND case_id = ?3 AND root = ledger_idx AND ledger_idx <> ?1)",
    )
    .bind(root)
    .bind(submission.as_bytes().as_slice())
    .bind(case)
    .execute(connection)
    .await?;
    Ok(())
}
