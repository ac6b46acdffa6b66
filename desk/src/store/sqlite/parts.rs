//! Parts of photographs: bodies like all others, in the ledger and with a receipt, that are no cases of their own.
use gh_wire::digest::Digest;
use gh_wire::id::Id;
use sqlx::SqliteConnection;

use super::reading::{ROWS, to_row};
use super::{Store, signed};
use crate::store::{PartOf, Row, StoreError};

impl Store {
    /// The parts of the photographs of a case, of one of them if it is named, in the order in which they came.
    ///
    /// # Errors
    /// [`StoreError`] if they cannot be read.
    pub async fn parts(&self, case: Id, photo: Option<Digest>) -> Result<Vec<Row>, StoreError> {
        let sql = format!(
            "{ROWS}JOIN parts p ON p.ledger_idx = s.ledger_idx \
             WHERE p.case_id = ? AND (?2 IS NULL OR p.photo = ?2) ORDER BY s.ledger_idx"
        );
        let rows = sqlx::query(sqlx::AssertSqlSafe(sql))
            .bind(case.as_bytes().as_slice())
            .bind(photo.map(|photo| photo.as_bytes().to_vec()))
            .fetch_all(&self.readers)
            .await?;
        rows.iter().map(to_row).collect()
    }
}

/// Notes that a body is a part.
pub(super) async fn join(connection: &mut SqliteConnection, entry: u64, part: &PartOf) -> Result<(), StoreError> {
    sqlx::query("INSERT INTO parts (ledger_idx, case_id, photo) VALUES (?, ?, ?)")
        .bind(signed(entry)?)
        .bind(part.case.as_bytes().as_slice())
        .bind(part.photo.as_bytes().as_slice())
        .execute(connection)
        .await?;
    Ok(())
}
