//! The guidance as files of the app: what the page and the site name, fetched from the worker's cache or from the network.
//!
//! Each is checked against its hash, so that no screen shows guidance that was changed on the way.
use base16ct::lower;
use js_sys::Uint8Array;
use sha2::{Digest, Sha256};
use wasm_bindgen_futures::JsFuture;

use super::net::{self, NetError};
use super::{js, page};

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
    /// The pack, if its bytes are what its hash names.
    ///
    /// # Errors
    /// [`GuidanceError::Tampered`].
    pub(super) async fn checked(self) -> Result<Self, GuidanceError> {
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
