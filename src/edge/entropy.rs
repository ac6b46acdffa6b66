//! Random bytes from the browser's cryptographic source, and from nowhere else.
use gh_wire::id::Id;

/// The browser gives no secure random bytes. Nothing may be sealed, and weaker randomness is never used instead.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this browser gives no secure random bytes")]
pub struct NoEntropy;

/// Fresh random bytes.
///
/// # Errors
/// [`NoEntropy`]; trying again will not help until the page is reloaded.
pub fn bytes<const N: usize>() -> Result<[u8; N], NoEntropy> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|_| NoEntropy)?;
    Ok(bytes)
}

/// A fresh identifier.
///
/// # Errors
/// [`NoEntropy`], as [`bytes`].
pub fn id() -> Result<Id, NoEntropy> {
    bytes().map(Id::from_bytes)
}
