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
    /// The whole of it, as the phone reads it.
    pub whole: File,
    /// Its [`Pack::beginning`], which is loaded first.
    pub beginning: File,
}

/// A pack as a file of the app.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// The bytes that the phone reads, see [`gh_core::guide::read`].
    pub bytes: Vec<u8>,
    /// SHA-256 over them, 64 lower-case hex digits.
    pub sha256: String,
}

impl File {
    /// The same pack always gives the same bytes.
    #[must_use]
    pub fn of(pack: &Pack) -> Self {
        let bytes = gh_core::guide::write(pack);
        let sha256 = data_encoding::HEXLOWER.encode(&Sha256::digest(&bytes));
        Self { bytes, sha256 }
    }
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
    let (whole, beginning) = (File::of(&pack), File::of(&pack.beginning()));
    Ok(Built { pack, whole, beginning })
}
