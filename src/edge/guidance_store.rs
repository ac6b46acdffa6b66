//! The guidance that the phone keeps, in IndexedDB.
//!
//! Kept apart from the records, through rexie, and disposable: everything in it can be fetched again
//! ([`super::guidance_file`]). Each pack is checked against its hash whenever it is read.
use js_sys::Uint8Array;
use rexie::{ObjectStore, Rexie, TransactionMode, TransactionResult};
use wasm_bindgen::JsValue;

use super::guidance_file::{GuidanceError, StoredPack};
use super::js;

const NAME: &str = "golden-hour-guidance";
/// Packs by hash: a running case keeps the edition that it started with.
const PACKS: &str = "packs";
/// One row that names the current pack's hash.
const CURRENT: &str = "current";

/// The current edition on this phone, if there is one.
///
/// # Errors
/// [`GuidanceError::Store`] without a database, [`GuidanceError::Tampered`] when the stored pack was changed.
pub async fn load_current() -> Result<Option<StoredPack>, GuidanceError> {
    let database = open().await?;
    let read = async {
        let transaction = database.transaction(&[PACKS, CURRENT], TransactionMode::ReadOnly)?;
        let named = transaction.store(CURRENT)?.get(CURRENT.into()).await?;
        match named {
            Some(sha256) => transaction.store(PACKS)?.get(sha256).await,
            None => Ok(None),
        }
    };
    let row = read.await;
    database.close();
    match row.map_err(store_failed)? {
        Some(row) => from_js(&row).checked().await.map(Some),
        None => Ok(None),
    }
}

/// The edition of that hash, if the phone still has it.
///
/// # Errors
/// As [`load_current`].
pub async fn load(sha256: &str) -> Result<Option<StoredPack>, GuidanceError> {
    let database = open().await?;
    let read =
        async { database.transaction(&[PACKS], TransactionMode::ReadOnly)?.store(PACKS)?.get(sha256.into()).await };
    let row = read.await;
    database.close();
    let Some(row) = row.map_err(store_failed)? else { return Ok(None) };
    match from_js(&row).checked().await? {
        pack if pack.sha256 != sha256 => Err(GuidanceError::Tampered),
        pack => Ok(Some(pack)),
    }
}

/// Stores an edition beside the others and makes it the current one, in one transaction.
///
/// # Errors
/// [`GuidanceError::Tampered`] if it does not match its hash: nothing is stored.
pub async fn store(pack: &StoredPack) -> Result<(), GuidanceError> {
    let pack = pack.clone().checked().await?;
    let database = open().await?;
    let sha256 = JsValue::from_str(&pack.sha256);
    let bytes = Uint8Array::from(pack.bytes.as_slice());
    let row = js::object(&[("edition", pack.edition.into()), ("sha256", sha256.clone()), ("bytes", bytes.into())]);
    let write = async {
        let transaction = database.transaction(&[PACKS, CURRENT], TransactionMode::ReadWrite)?;
        transaction.store(PACKS)?.put(&row, Some(&sha256)).await?;
        transaction.store(CURRENT)?.put(&sha256, Some(&CURRENT.into())).await?;
        transaction.done().await
    };
    let written = write.await;
    database.close();
    match written {
        Ok(TransactionResult::Committed) => Ok(()),
        Ok(TransactionResult::Aborted) | Err(_) => Err(GuidanceError::Store),
    }
}

async fn open() -> Result<Rexie, GuidanceError> {
    Rexie::builder(NAME)
        .version(1)
        .add_object_store(ObjectStore::new(PACKS))
        .add_object_store(ObjectStore::new(CURRENT))
        .build()
        .await
        .map_err(store_failed)
}

fn store_failed(_: rexie::Error) -> GuidanceError {
    GuidanceError::Store
}

/// A row of the wrong type, or of an older app, reads as empty and fails its hash.
fn from_js(row: &JsValue) -> StoredPack {
    let text = |name| js::get(row, name).as_string().unwrap_or_default();
    let bytes = js::bytes(&js::get(row, "bytes")).unwrap_or_default();
    StoredPack { edition: text("edition"), sha256: text("sha256"), bytes }
}
