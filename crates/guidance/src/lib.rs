//! Reads `guidance/` into a [`Pack`], checks it, and writes what a build carries: the pack, its hash, the first steps as
//! static HTML, and a readable outline for those who review the words.
//!
//! The rules themselves are in [`gh_core::guide::check`]: the folder, the build and a desk's own guidance pass the same.
mod load;
mod outline;
pub mod shell;

use std::path::Path;

use gh_core::guide::Pack;
use sha2::{Digest, Sha256};

pub use gh_core::guide::check::{Problem, check};
pub use load::{LoadError, LoadErrors, load};
pub use outline::outline;

/// A pack that may ship.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Built {
    /// The pack.
    pub pack: Pack,
    /// Its JSON, the bytes that the phone reads.
    pub json: Vec<u8>,
    /// SHA-256 over `json`, 64 lower-case hex digits.
    pub sha256: String,
}

/// Why there is no pack. Trying again helps only after the files have been changed.
#[derive(Debug, thiserror::Error)]
pub enum Errors {
    /// Files could not be read as guidance.
    #[error(transparent)]
    Load(#[from] LoadErrors),
    /// They were read, and break rules.
    #[error("the guidance has {} problems:\n{}", .0.len(), list(.0))]
    Problems(Vec<Problem>),
}

fn list(problems: &[Problem]) -> String {
    problems.iter().map(|problem| format!("  {problem}")).collect::<Vec<_>>().join("\n")
}

/// Reads, checks and writes the guidance of a folder.
///
/// # Errors
/// [`Errors`], with every fault of the files, or every problem of the whole.
pub fn build(dir: &Path) -> Result<Built, Errors> {
    let pack = load(dir)?;
    let problems = check(&pack);
    if !problems.is_empty() {
        return Err(Errors::Problems(problems));
    }
    let (json, sha256) = write_pack(&pack);
    Ok(Built { pack, json, sha256 })
}

/// The JSON of a pack, and the SHA-256 over it in lower-case hex. The same pack always gives the same bytes.
///
/// # Panics
/// Never: a pack is maps with string keys, lists, numbers and strings, which always have a JSON form.
#[must_use]
pub fn write_pack(pack: &Pack) -> (Vec<u8>, String) {
    let json = serde_json::to_vec(pack).expect("a pack always has a JSON form");
    let sha256 = data_encoding::HEXLOWER.encode(&Sha256::digest(&json));
    (json, sha256)
}
