//! The desk's keys: made at the first start, kept in a file that only the desk's user can read.
//!
//! The recovery key's private half is written once to a file of its own, to be moved off this machine. No code here
//! opens that file again; only its being there is looked at, for the warning.
mod file;

use std::path::{Path, PathBuf};

use gh_wire::envelope::{self, OpenError};
use gh_wire::id::Id;
use gh_wire::keys::{NotAKey, PublicKey, SecretKey, SignKey};
use gh_wire::manifest::{Manifest, ManifestError, ManifestKey, Purpose};
use gh_wire::part::{Part, PartError};
use gh_wire::submission::{Submission, SubmissionError};
use serde::{Deserialize, Serialize};

use crate::config::Agency;
use crate::entropy::{self, NoEntropy};

pub use file::RECOVERY_FILE;

const KEYS_FILE: &str = "keys.json";
const MANIFEST_FILE: &str = "manifest.json";
/// A manifest lasts a year, and is signed anew when half of it is gone.
const MANIFEST_LASTS_MS: i64 = 365 * 24 * 60 * 60 * 1000;

/// The keys cannot be made or read. A person has to look; the desk does not start.
#[derive(Debug, thiserror::Error)]
pub enum KeysError {
    /// The file cannot be read or written.
    #[error("{0}: {1}")]
    File(PathBuf, std::io::Error),
    /// The file is not what the desk wrote.
    #[error("{0} does not hold the desk's keys")]
    Damaged(PathBuf),
    /// There are records and no keys: new keys would make every phone refuse this desk, and no record readable.
    #[error("there are records in {0}, and {KEYS_FILE} is missing: put the copy of {KEYS_FILE} back")]
    Lost(PathBuf),
    /// The machine gives no random numbers.
    #[error(transparent)]
    NoEntropy(#[from] NoEntropy),
    /// The agency's name, area or number do not fit a manifest.
    #[error("--agency, --area or --phone: {0}")]
    Agency(#[from] ManifestError),
}

/// What `keys.json` holds. Every key is 64 hexadecimal digits.
#[derive(Serialize, Deserialize)]
struct Stored {
    agency_id: Id,
    root: String,
    receipt: String,
    /// The key that new manifests name, then older ones: phones may seal to those for months.
    duty: Vec<String>,
    recovery: PublicKey,
}

/// The keys in use.
#[derive(Debug)]
pub struct DeskKeys {
    agency_id: Id,
    duty: Vec<SecretKey>,
    receipt: SignKey,
    manifest: Manifest,
    manifest_json: Vec<u8>,
    recovery_file: PathBuf,
}

/// What a stored body holds.
#[derive(Debug)]
pub enum Inside {
    /// A record, or what is new in one.
    Record(Box<Submission>),
    /// A part of a photograph.
    Part(Part),
}

/// Why a stored record cannot be shown. It is never dropped for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// The sealed form or the seal.
    #[error(transparent)]
    Sealed(#[from] OpenError),
    /// It opened, and what is inside is of another form.
    #[error(transparent)]
    Inside(#[from] SubmissionError),
    /// It opened, and is a part of a photograph of another form.
    #[error(transparent)]
    Part(#[from] PartError),
    /// It opened, and is a part of a photograph where a record was looked for.
    #[error("it is a part of a photograph")]
    NotARecord,
    /// It opened, and names another submission than its envelope.
    #[error("the record inside has another number than its envelope")]
    OtherId,
}

impl DeskKeys {
    /// Reads the keys of this folder, or makes them if this is the first start.
    ///
    /// # Errors
    /// [`KeysError`]; the desk then does not start.
    pub fn load_or_make(data: &Path, agency: &Agency, has_records: bool, now_ms: i64) -> Result<Self, KeysError> {
        let path = data.join(KEYS_FILE);
        let stored = match file::read(&path)? {
            Some(bytes) => serde_json::from_slice(&bytes).map_err(|_| KeysError::Damaged(path.clone()))?,
            None if has_records => return Err(KeysError::Lost(data.to_owned())),
            None => make(data, &path)?,
        };
        let damaged = |_: NotAKey| KeysError::Damaged(path.clone());
        let root = SignKey::from_bytes(&hex(&stored.root).map_err(damaged)?);
        let receipt = SignKey::from_bytes(&hex(&stored.receipt).map_err(damaged)?);
        let duty = stored.duty.iter().map(|key| hex(key).map(SecretKey::from_bytes)).collect::<Result<Vec<_>, _>>();
        let duty = duty.map_err(damaged)?;
        let current = duty.first().ok_or(NotAKey).and_then(SecretKey::public_key).map_err(damaged)?;

        let wanted = Manifest {
            version: 1,
            agency_id: stored.agency_id,
            agency: agency.name.clone(),
            area: agency.area.clone(),
            telephone: agency.phone.clone(),
            recipients: vec![
                ManifestKey::new(Purpose::Duty, current),
                ManifestKey::new(Purpose::Recovery, stored.recovery),
            ],
            receipt_key: receipt.verify_key(),
            root: root.verify_key(),
            issued_at_ms: now_ms,
            not_after_ms: now_ms + MANIFEST_LASTS_MS,
        };
        let (manifest, manifest_json) = current_manifest(&data.join(MANIFEST_FILE), wanted, &root, now_ms)?;
        let recovery_file = data.join(RECOVERY_FILE);
        Ok(Self { agency_id: stored.agency_id, duty, receipt, manifest, manifest_json, recovery_file })
    }

    /// The signed manifest as phones fetch it.
    #[must_use]
    pub fn manifest_json(&self) -> &[u8] {
        &self.manifest_json
    }

    /// What the manifest says.
    #[must_use]
    pub const fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// The key that signs receipts.
    #[must_use]
    pub const fn receipt_key(&self) -> &SignKey {
        &self.receipt
    }

    /// True while the recovery key's private half still lies on this machine.
    #[must_use]
    pub fn recovery_key_is_here(&self) -> bool {
        self.recovery_file.exists()
    }

    /// Opens a stored record.
    ///
    /// # Errors
    /// [`Unreadable`] says why it cannot be shown; the body stays.
    pub fn open(&self, id: &Id, body: &[u8]) -> Result<Submission, Unreadable> {
        match self.inside(id, body)? {
            Inside::Record(submission) => Ok(*submission),
            Inside::Part(_) => Err(Unreadable::NotARecord),
        }
    }

    /// Opens a stored body, whatever it holds.
    ///
    /// # Errors
    /// As [`DeskKeys::open`].
    pub fn inside(&self, id: &Id, body: &[u8]) -> Result<Inside, Unreadable> {
        let mut answer = Err(OpenError::BadKey);
        for key in &self.duty {
            answer = envelope::open(body, key, &self.agency_id);
            if answer != Err(OpenError::UnknownKey) {
                break;
            }
        }
        let plaintext = answer?;
        let (named, inside) = if Part::is_one(&plaintext) {
            let part = Part::parse(&plaintext)?;
            (part.id, Inside::Part(part))
        } else {
            let submission = Submission::parse(&plaintext)?;
            (submission.id, Inside::Record(Box::new(submission)))
        };
        if named == *id { Ok(inside) } else { Err(Unreadable::OtherId) }
    }
}

/// The manifest of an earlier start if it still says what is wanted, else a new one with the next version.
fn current_manifest(
    path: &Path,
    mut wanted: Manifest,
    root: &SignKey,
    now_ms: i64,
) -> Result<(Manifest, Vec<u8>), KeysError> {
    if let Some(json) = file::read(path)? {
        let old = Manifest::parse_and_verify(&json, None).map_err(|_| KeysError::Damaged(path.to_owned()))?;
        let dated = Manifest {
            version: old.version,
            issued_at_ms: old.issued_at_ms,
            not_after_ms: old.not_after_ms,
            ..wanted.clone()
        };
        if dated == old && now_ms < old.not_after_ms - MANIFEST_LASTS_MS / 2 {
            return Ok((old, json));
        }
        wanted.version = old.version.saturating_add(1);
    }
    let json = wanted.sign(root);
    Manifest::parse_and_verify(&json, None)?;
    file::replace(path, &json)?;
    Ok((wanted, json))
}

/// Makes all keys. The recovery file is written before the keys that name it: a crash between them loses nothing.
fn make(data: &Path, path: &Path) -> Result<Stored, KeysError> {
    let recovery = SecretKey::derive(&entropy::bytes()?);
    let public = recovery.public_key().map_err(|_| KeysError::Damaged(path.to_owned()))?;
    file::write_recovery(data, &recovery, &public)?;
    let stored = Stored {
        agency_id: Id::from_bytes(entropy::bytes()?),
        root: data_encoding::HEXLOWER.encode(&entropy::bytes::<32>()?),
        receipt: data_encoding::HEXLOWER.encode(&entropy::bytes::<32>()?),
        duty: vec![data_encoding::HEXLOWER.encode(SecretKey::derive(&entropy::bytes()?).as_bytes())],
        recovery: public,
    };
    let json = serde_json::to_vec_pretty(&stored).map_err(|_| KeysError::Damaged(path.to_owned()))?;
    file::replace(path, &json)?;
    Ok(stored)
}

fn hex(text: &str) -> Result<[u8; 32], NotAKey> {
    let bytes = data_encoding::HEXLOWER.decode(text.as_bytes()).map_err(|_| NotAKey)?;
    bytes.try_into().map_err(|_| NotAKey)
}
