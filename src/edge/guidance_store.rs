//! The guidance on the phone: read from IndexedDB first, from the app's precached copy if that is gone.
//!
//! Kept apart from the records, through rexie, and disposable: everything in it can be fetched again. Each pack is
//! checked against its hash whenever it is read or fetched, so that no screen shows guidance that was changed on the way.
use base16ct::lower;
use rexie::{ObjectStore, Rexie, TransactionMode, TransactionResult};
use serde::Deserialize;
use sha2::{Digest, Sha256};
use wasm_bindgen::JsValue;

use super::net::{self, Answer, NetError};
use super::{js, page};

const NAME: &str = "golden-hour-guidance";
/// Packs by hash: a running case keeps the edition that it started with.
const PACKS: &str = "packs";
/// One row that names the current pack's hash.
const CURRENT: &str = "current";
/// Both files come from the worker's cache when there is no network.
const DEADLINE_MS: u32 = 20_000;

/// One edition of the guidance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredPack {
    /// The edition's name.
    pub edition: String,
    /// SHA-256 over the JSON, 64 lower-case hexadecimal digits.
    pub sha256: String,
    /// The pack as the build wrote it.
    pub json: String,
}

/// No guidance from there.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum GuidanceError {
    /// The database cannot be used; the precached copy can.
    #[error("the guidance database cannot be used")]
    Store,
    /// The content is not what its hash names. It is not shown.
    #[error("the guidance does not match its hash")]
    Tampered,
    /// The address did not answer.
    #[error(transparent)]
    Net(#[from] NetError),
    /// The address answered something else.
    #[error("the address answered {status} without guidance")]
    NotGuidance {
        /// The answer's status.
        status: u16,
    },
}

impl GuidanceError {
    /// Whether the same call may succeed later.
    #[must_use]
    pub const fn can_try_again(&self) -> bool {
        match self {
            Self::Store | Self::NotGuidance { .. } => true,
            Self::Tampered => false,
            Self::Net(error) => error.can_try_again(),
        }
    }
}

/// What `/guidance/current.json` names; its date is for people.
#[derive(Deserialize)]
struct Current {
    edition: String,
    sha256: String,
    path: String,
}

impl StoredPack {
    fn checked(self) -> Result<Self, GuidanceError> {
        let found = lower::encode_string(&Sha256::digest(self.json.as_bytes()));
        if found == self.sha256 { Ok(self) } else { Err(GuidanceError::Tampered) }
    }
}

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
    row.map_err(store_failed)?.map(|row| from_js(&row).checked()).transpose()
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
    let pack = row.map_err(store_failed)?.map(|row| from_js(&row).checked()).transpose()?;
    match pack {
        Some(pack) if pack.sha256 != sha256 => Err(GuidanceError::Tampered),
        other => Ok(other),
    }
}

/// Stores an edition beside the others and makes it the current one, in one transaction.
///
/// # Errors
/// [`GuidanceError::Tampered`] if it does not match its hash: nothing is stored.
pub async fn store(pack: &StoredPack) -> Result<(), GuidanceError> {
    let pack = pack.clone().checked()?;
    let database = open().await?;
    let sha256 = JsValue::from_str(&pack.sha256);
    let row = js::object(&[("edition", pack.edition.into()), ("sha256", sha256.clone()), ("json", pack.json.into())]);
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

/// The edition that the app was built with, or a newer one: from the network, or from the worker's cache.
///
/// # Errors
/// [`GuidanceError`]: no answer, another answer, or a content that does not match its hash.
pub async fn fetch_pack() -> Result<StoredPack, GuidanceError> {
    let (status, named) = text(net::get("/guidance/current.json", DEADLINE_MS).await?)?;
    let current: Current =
        serde_json::from_slice(named.as_bytes()).map_err(|_| GuidanceError::NotGuidance { status })?;
    // A name that leads elsewhere is not asked.
    if !current.path.starts_with("/guidance/") {
        return Err(GuidanceError::NotGuidance { status });
    }
    named_by(current).await
}

/// The edition that the app was built with, as the page itself names it: one request less before the first screen.
async fn built_with() -> Result<StoredPack, GuidanceError> {
    let named = page::meta("guidance").and_then(|named| serde_json::from_slice(named.as_bytes()).ok());
    named_by(named.ok_or(GuidanceError::NotGuidance { status: 0 })?).await
}

async fn named_by(current: Current) -> Result<StoredPack, GuidanceError> {
    let (_, json) = text(net::get_own(&current.path, DEADLINE_MS).await?)?;
    StoredPack { edition: current.edition, sha256: current.sha256, json }.checked()
}

/// The current edition from wherever it can be had; without a database it works from the precached copy. It is not
/// stored here: that is [`store`]'s, once the screens stand.
///
/// # Errors
/// Those of [`fetch_pack`], when the phone has no sound copy of its own.
pub async fn load_best() -> Result<StoredPack, GuidanceError> {
    if let Ok(Some(pack)) = load_current().await {
        return Ok(pack);
    }
    match built_with().await {
        Ok(pack) => Ok(pack),
        Err(_) => fetch_pack().await,
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

/// A row of the wrong type reads as empty and fails its hash.
fn from_js(row: &JsValue) -> StoredPack {
    let text = |name| js::get(row, name).as_string().unwrap_or_default();
    StoredPack { edition: text("edition"), sha256: text("sha256"), json: text("json") }
}

/// The text of an answer, with its status.
fn text(answer: Answer) -> Result<(u16, String), GuidanceError> {
    let status = answer.status;
    if status != 200 {
        return Err(GuidanceError::NotGuidance { status });
    }
    let text = String::from_utf8(answer.body).map_err(|_| GuidanceError::NotGuidance { status })?;
    Ok((status, text))
}
