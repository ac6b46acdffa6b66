//! The guidance on the phone: read from IndexedDB first, from the app's precached copy if that is gone.
//!
//! Kept apart from the records, through rexie, and disposable: everything in it can be fetched again. Each pack is
//! checked against its hash whenever it is read or fetched, so that no screen shows guidance that was changed on the way.
use base16ct::lower;
use js_sys::Uint8Array;
use rexie::{ObjectStore, Rexie, TransactionMode, TransactionResult};
use sha2::{Digest, Sha256};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

use super::net::{self, NetError};
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
    /// SHA-256 over the bytes, 64 lower-case hexadecimal digits.
    pub sha256: String,
    /// The pack as the build wrote it.
    pub bytes: Vec<u8>,
}

/// Where guidance can be fetched, and what must come: what `/guidance/current.json` says, and the page's own head of the
/// edition that it was built with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// The edition's name.
    pub edition: String,
    /// SHA-256 over the bytes at `path`, 64 lower-case hexadecimal digits.
    pub sha256: String,
    /// The address, on this origin.
    pub path: String,
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

impl StoredPack {
    async fn checked(self) -> Result<Self, GuidanceError> {
        if sha256(&self.bytes).await == self.sha256 { Ok(self) } else { Err(GuidanceError::Tampered) }
    }
}

/// SHA-256 in hexadecimal digits: by the browser, beside everything else, where it has it; on plain http it has not.
async fn sha256(bytes: &[u8]) -> String {
    let by_browser = async {
        let digest = js::subtle()?.digest_with_str_and_js_u8_array("SHA-256", &Uint8Array::from(bytes)).ok()?;
        Some(Uint8Array::new(&JsFuture::from(digest).await.ok()?).to_vec())
    };
    let digest = by_browser.await.unwrap_or_else(|| Sha256::digest(bytes).to_vec());
    lower::encode_string(&digest)
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

/// What `/guidance/current.json` names now: the edition that the app was built with, or a newer one.
///
/// # Errors
/// [`GuidanceError`]: no answer, or another answer.
pub async fn current() -> Result<Named, GuidanceError> {
    let answer = net::get("/guidance/current.json", DEADLINE_MS).await?;
    let status = answer.status;
    if status != 200 {
        return Err(GuidanceError::NotGuidance { status });
    }
    // By the browser: reading JSON in our own code weighs much in the first load, and this is read once.
    let text = String::from_utf8(answer.body).map_err(|_| GuidanceError::NotGuidance { status })?;
    let said = js_sys::JSON::parse(&text).map_err(|_| GuidanceError::NotGuidance { status })?;
    let member = |name| js::get(&said, name).as_string().ok_or(GuidanceError::NotGuidance { status });
    Ok(Named { edition: member("edition")?, sha256: member("sha256")?, path: member("path")? })
}

/// The whole edition that the app was built with, as the page itself names it; `None` without such a page, as in tests.
#[must_use]
pub fn built_with() -> Option<Named> {
    named_by_page("guidance")
}

/// The beginning of it, which is enough for the first screen and half as long.
#[must_use]
pub fn beginning() -> Option<Named> {
    named_by_page("guidance-beginning")
}

fn named_by_page(name: &str) -> Option<Named> {
    let said = page::meta(name)?;
    let mut words = said.split(' ').map(str::to_owned);
    Some(Named { sha256: words.next()?, path: words.next()?, edition: words.collect::<Vec<_>>().join(" ") })
}

/// Fetches what was named: from the network, or from the worker's cache.
///
/// # Errors
/// [`GuidanceError`]: no answer, another answer, or a content that does not match its hash.
pub async fn fetch(named: Named) -> Result<StoredPack, GuidanceError> {
    // A name that leads elsewhere is not asked.
    if !named.path.starts_with("/guidance/") {
        return Err(GuidanceError::NotGuidance { status: 0 });
    }
    let answer = net::get_own(&named.path, DEADLINE_MS).await?;
    if answer.status != 200 {
        return Err(GuidanceError::NotGuidance { status: answer.status });
    }
    StoredPack { edition: named.edition, sha256: named.sha256, bytes: answer.body }.checked().await
}

/// The whole edition that the app was built with, or the site's current one if the page's own cannot be had.
///
/// # Errors
/// Those of [`fetch`].
pub async fn fetch_whole() -> Result<StoredPack, GuidanceError> {
    if let Some(named) = built_with()
        && let Ok(pack) = fetch(named).await
    {
        return Ok(pack);
    }
    fetch(current().await?).await
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
