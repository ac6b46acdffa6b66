//! Random bytes from the operating system.

/// The operating system gave no random bytes. Nothing may be made without them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this machine gives no random numbers")]
pub struct NoEntropy;

/// Fresh random bytes.
///
/// # Errors
/// [`NoEntropy`]; never falls back to anything weaker.
pub fn bytes<const N: usize>() -> Result<[u8; N], NoEntropy> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|_| NoEntropy)?;
    Ok(bytes)
}
