//! How often one address may ask.
use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};

/// Addresses that are remembered at once. When there are more, the ones that owe nothing are forgotten first.
const ADDRESSES: usize = 10_000;

/// A bucket of turns for each address, filled again with time. Only the address of the connection counts: a header
/// about forwarding can be written by anyone.
#[derive(Debug)]
pub struct Limiter {
    burst: u32,
    per_second: u32,
    /// Turns left in thousandths, and when that was so.
    buckets: Mutex<HashMap<IpAddr, (u64, i64)>>,
}

impl Limiter {
    /// At most `burst` at once, and `per_second` after that.
    #[must_use]
    pub fn new(burst: u32, per_second: u32) -> Self {
        Self { burst, per_second: per_second.max(1), buckets: Mutex::default() }
    }

    /// Takes a turn.
    ///
    /// # Errors
    /// The seconds to wait, if there is no turn left.
    pub fn take(&self, from: IpAddr, now_ms: i64) -> Result<(), u64> {
        let full = u64::from(self.burst) * 1000;
        let mut buckets = self.buckets.lock().unwrap_or_else(PoisonError::into_inner);
        let refilled = |(left, at): (u64, i64)| {
            let passed = u64::try_from(now_ms - at).unwrap_or(0);
            left.saturating_add(passed.saturating_mul(u64::from(self.per_second))).min(full)
        };
        if buckets.len() >= ADDRESSES {
            buckets.retain(|_, bucket| refilled(*bucket) < full);
        }
        let left = buckets.get(&from).map_or(full, |bucket| refilled(*bucket));
        if left < 1000 {
            return Err((1000 - left).div_ceil(u64::from(self.per_second) * 1000).max(1));
        }
        buckets.insert(from, (left - 1000, now_ms));
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ONE: IpAddr = IpAddr::V4(std::net::Ipv4Addr::new(192, 0, 2, 1));
    const TWO: IpAddr = IpAddr::V4(std::net::Ipv4Addr::new(192, 0, 2, 2));

    #[test]
    fn an_address_that_asks_too_often_waits_and_others_do_not() {
        let limiter = Limiter::new(3, 1);
        for _ in 0..3 {
            assert_eq!(limiter.take(ONE, 0), Ok(()));
        }
        assert_eq!(limiter.take(ONE, 0), Err(1));
        assert_eq!(limiter.take(TWO, 0), Ok(()));
        assert_eq!(limiter.take(ONE, 1_000), Ok(()));
        assert_eq!(limiter.take(ONE, 1_000), Err(1));
    }

    #[test]
    fn a_clock_that_goes_back_gives_no_turns_and_takes_none() {
        let limiter = Limiter::new(2, 1);
        assert_eq!(limiter.take(ONE, 10_000), Ok(()));
        assert_eq!(limiter.take(ONE, 0), Ok(()));
        assert_eq!(limiter.take(ONE, 0), Err(1));
    }
}
