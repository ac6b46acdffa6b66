//! The key manifest: which agency a desk is, which area it covers, and the keys to seal to, signed by the desk's root.
//!
//! The signed bytes travel as they are (base64), so that no second writer of JSON can change what was signed.
use base64ct::{Base64, Encoding as _};
use serde::{Deserialize, Serialize};

use crate::envelope::SealTo;
use crate::id::Id;
use crate::keys::{KeyId, PublicKey, SignKey, VerifyKey};
use crate::limits::{MANIFEST_GRACE_MS, MAX_MANIFEST, MAX_MANIFEST_LINE, MAX_RECIPIENTS};

/// Separates a manifest's signature from every other signature of the root.
const DOMAIN: &[u8] = b"golden-hour manifest v1\0";

/// What an agency says of itself and its keys.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// Grows with every change; an older one is refused.
    pub version: u32,
    /// Names the agency for ever, whatever it is called.
    pub agency_id: Id,
    /// The agency's name, such as "Northmere front door".
    pub agency: String,
    /// The area it covers, in words.
    pub area: String,
    /// The number of the duty desk, for people to ring.
    pub telephone: String,
    /// The keys to seal to: at least duty and recovery.
    pub recipients: Vec<ManifestKey>,
    /// Checks the desk's receipts.
    pub receipt_key: VerifyKey,
    /// Checks manifests; pinned at the first one.
    pub root: VerifyKey,
    /// When it was signed: milliseconds since the Unix epoch by the desk's clock.
    pub issued_at_ms: i64,
    /// When a newer one is wanted: milliseconds since the Unix epoch. It may be sealed to for 90 days more.
    pub not_after_ms: i64,
}

/// One key of the manifest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ManifestKey {
    /// Whose key it is.
    #[serde(rename = "use")]
    pub purpose: Purpose,
    /// The name of the key in an envelope.
    pub key_id: KeyId,
    /// The key to seal to.
    pub public_key: PublicKey,
}

/// What a key of the manifest is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Purpose {
    /// The duty desk reads with it.
    Duty,
    /// Kept offline, for the day when the desk's own key is lost.
    Recovery,
    /// Named by a later version; sealed to like the others.
    #[serde(other)]
    Other,
}

/// What a phone keeps of the manifest that it trusts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pinned {
    /// The root that signed it.
    pub root: VerifyKey,
    /// Its version.
    pub version: u32,
}

/// Whether a manifest may be sealed to at a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Before its end.
    Current,
    /// Past its end by less than 90 days: goes on working; a newer one is wanted.
    Late,
    /// Past its end by 90 days or more: fetch a newer one first.
    Over,
}

/// Why a manifest is not taken. The last good one goes on working.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ManifestError {
    /// Not a manifest: a web page, half an answer, far too long. Trying again can help.
    #[error("the answer is not a key manifest")]
    Unreadable,
    /// Not signed by the root that it names.
    #[error("the key manifest is not signed by its root")]
    BadSignature,
    /// Signed by another root than the pinned one. Show both marks to the person; never replace by itself.
    #[error("the key manifest is of another desk, {found}")]
    OtherRoot {
        /// Its root's fingerprint.
        found: String,
    },
    /// Older than the pinned one: an old copy, or somebody wants old keys back.
    #[error("the key manifest has version {found}, and this phone has {pinned}")]
    Older {
        /// The version that was offered.
        found: u32,
        /// The version that this phone has.
        pinned: u32,
    },
    /// Signed, and its contents cannot be used: a key is missing or misnamed, or a line is too long.
    #[error("the key manifest cannot be used: {0}")]
    Unusable(&'static str),
}

#[derive(Serialize, Deserialize)]
struct Signed {
    signed: String,
    signature: String,
}

impl ManifestKey {
    /// Names a key by what it is for.
    #[must_use]
    pub fn new(purpose: Purpose, public_key: PublicKey) -> Self {
        Self { purpose, key_id: public_key.id(), public_key }
    }
}

impl Manifest {
    /// The JSON that `GET /api/v1/keys` answers with. `root` must be the key whose public half is [`Manifest::root`].
    #[must_use]
    pub fn sign(&self, root: &SignKey) -> Vec<u8> {
        let contents = serde_json::to_vec(self).unwrap_or_default();
        let signature = Base64::encode_string(&root.sign(&signed_bytes(&contents)));
        serde_json::to_vec(&Signed { signed: Base64::encode_string(&contents), signature }).unwrap_or_default()
    }

    /// Reads a manifest and checks it against what this phone has pinned, if anything.
    ///
    /// # Errors
    /// [`ManifestError`]; the pinned one is then kept.
    pub fn parse_and_verify(json: &[u8], pinned: Option<&Pinned>) -> Result<Self, ManifestError> {
        if json.len() > MAX_MANIFEST {
            return Err(ManifestError::Unreadable);
        }
        let signed: Signed = serde_json::from_slice(json).map_err(|_| ManifestError::Unreadable)?;
        let contents = Base64::decode_vec(&signed.signed).map_err(|_| ManifestError::Unreadable)?;
        let signature: [u8; 64] = Base64::decode_vec(&signed.signature)
            .ok()
            .and_then(|bytes| bytes.try_into().ok())
            .ok_or(ManifestError::BadSignature)?;
        let manifest: Self = serde_json::from_slice(&contents).map_err(|_| ManifestError::Unreadable)?;
        if !manifest.root.checks(&signed_bytes(&contents), &signature) {
            return Err(ManifestError::BadSignature);
        }
        if let Some(pinned) = pinned {
            if manifest.root != pinned.root {
                return Err(ManifestError::OtherRoot { found: manifest.root.fingerprint() });
            }
            if manifest.version < pinned.version {
                return Err(ManifestError::Older { found: manifest.version, pinned: pinned.version });
            }
        }
        manifest.usable()?;
        Ok(manifest)
    }

    fn usable(&self) -> Result<(), ManifestError> {
        let has = |purpose| self.recipients.iter().any(|key| key.purpose == purpose);
        let lines = [&self.agency, &self.area, &self.telephone];
        let problem = if self.recipients.len() > MAX_RECIPIENTS {
            "too many keys"
        } else if !has(Purpose::Duty) {
            "no key of the duty desk"
        } else if !has(Purpose::Recovery) {
            "no recovery key"
        } else if self.recipients.iter().any(|key| key.public_key.id() != key.key_id) {
            "a key has another key's name"
        } else if lines.iter().any(|line| line.len() > MAX_MANIFEST_LINE || line.chars().any(char::is_control)) {
            "a line that does not fit a screen"
        } else if self.agency.trim().is_empty() {
            "no name of the agency"
        } else {
            return Ok(());
        };
        Err(ManifestError::Unusable(problem))
    }

    /// What to keep of this manifest as pinned.
    #[must_use]
    pub const fn pinned(&self) -> Pinned {
        Pinned { root: self.root, version: self.version }
    }

    /// Whom to seal to.
    #[must_use]
    pub fn seal_to(&self) -> SealTo {
        SealTo {
            agency: self.agency_id,
            manifest_version: self.version,
            recipients: self.recipients.iter().map(|key| key.public_key).collect(),
        }
    }

    /// Whether it may be sealed to now; `now_ms` is milliseconds since the Unix epoch.
    #[must_use]
    pub const fn standing(&self, now_ms: i64) -> Standing {
        if now_ms <= self.not_after_ms {
            Standing::Current
        } else if now_ms.saturating_sub(self.not_after_ms) < MANIFEST_GRACE_MS {
            Standing::Late
        } else {
            Standing::Over
        }
    }
}

fn signed_bytes(contents: &[u8]) -> Vec<u8> {
    [DOMAIN, contents].concat()
}
