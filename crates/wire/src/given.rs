//! Random bytes that were given, as the random source that hpke asks for: this crate has none of its own.
use core::convert::Infallible;

use rand_core::{TryCryptoRng, TryRng};

/// Hands out bytes that were given, as the random source that hpke asks for.
#[derive(Debug)]
pub struct Given<'a> {
    bytes: &'a [u8],
    ran_out: bool,
}

impl<'a> Given<'a> {
    /// These bytes, each once, in their order.
    #[must_use]
    pub const fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, ran_out: false }
    }

    /// Whether more was asked for than there was. Nothing that was made with them may then be used.
    #[must_use]
    pub const fn ran_out(&self) -> bool {
        self.ran_out
    }
}

impl TryRng for Given<'_> {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        let mut four = [0; 4];
        self.try_fill_bytes(&mut four)?;
        Ok(u32::from_le_bytes(four))
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        let mut eight = [0; 8];
        self.try_fill_bytes(&mut eight)?;
        Ok(u64::from_le_bytes(eight))
    }

    fn try_fill_bytes(&mut self, wanted: &mut [u8]) -> Result<(), Infallible> {
        match self.bytes.split_at_checked(wanted.len()) {
            Some((part, rest)) => {
                wanted.copy_from_slice(part);
                self.bytes = rest;
            }
            None => self.ran_out = true,
        }
        Ok(())
    }
}

impl TryCryptoRng for Given<'_> {}
