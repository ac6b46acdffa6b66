//! Passphrases of the staff, as Argon2id.
use argon2::{Algorithm, Argon2, Params, Version};
use tokio::sync::Semaphore;

use crate::entropy;
use crate::store::Passphrase;

/// 19 MiB and two passes: the floor of OWASP's list, 126 ms where it was measured.
const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;
/// The fewest letters of a passphrase.
pub const MIN_LENGTH: usize = 12;
/// The most bytes that are looked at: enough for any sentence.
pub const MAX_BYTES: usize = 1_000;
/// The most letters of a name.
pub const MAX_NAME: usize = 60;

/// Two at a time: each takes 19 MiB.
static AT_ONCE: Semaphore = Semaphore::const_new(2);

/// The passphrase could not be worked on. Trying again can help.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the passphrase could not be worked on")]
pub struct Failed;

/// Hashes a new passphrase.
///
/// # Errors
/// [`Failed`] without memory or random numbers.
pub async fn hash(name: String, passphrase: String) -> Result<Passphrase, Failed> {
    let salt = entropy::bytes::<16>().map_err(|_| Failed)?.to_vec();
    let hash = derive(passphrase, salt.clone(), MEMORY_KIB, PASSES).await?;
    Ok(Passphrase { name, salt, hash, memory_kib: MEMORY_KIB, passes: PASSES })
}

/// Says whether it is the person's passphrase. An unknown name takes as long as a known one.
///
/// # Errors
/// [`Failed`] without memory.
pub async fn matches(stored: Option<&Passphrase>, passphrase: String) -> Result<bool, Failed> {
    let salt = stored.map_or_else(|| vec![0; 16], |stored| stored.salt.clone());
    let (memory, passes) = stored.map_or((MEMORY_KIB, PASSES), |stored| (stored.memory_kib, stored.passes));
    let hash = derive(passphrase, salt, memory, passes).await?;
    let same = |stored: &Passphrase| stored.hash.iter().zip(&hash).fold(0, |seen, (a, b)| seen | (a ^ b)) == 0;
    Ok(stored.is_some_and(|stored| stored.hash.len() == hash.len() && same(stored)))
}

async fn derive(passphrase: String, salt: Vec<u8>, memory_kib: u32, passes: u32) -> Result<Vec<u8>, Failed> {
    let _turn = AT_ONCE.acquire().await.map_err(|_| Failed)?;
    let work = move || {
        let params = Params::new(memory_kib, passes, 1, Some(32)).map_err(|_| Failed)?;
        let mut out = vec![0; 32];
        Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
            .hash_password_into(passphrase.as_bytes(), &salt, &mut out)
            .map_err(|_| Failed)?;
        Ok(out)
    };
    tokio::task::spawn_blocking(work).await.map_err(|_| Failed)?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn only_the_same_passphrase_matches() {
        let stored = hash("A. Jones".into(), "grey geese over water".into()).await.expect("there is memory");
        assert_eq!(matches(Some(&stored), "grey geese over water".into()).await, Ok(true));
        assert_eq!(matches(Some(&stored), "grey geese over waters".into()).await, Ok(false));
        assert_eq!(matches(None, "grey geese over water".into()).await, Ok(false));
    }
}
