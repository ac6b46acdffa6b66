//! How long a try may take, and how often a wait may be cut short.
use gh_wire::id::Id;
use gh_wire::limits;

/// Send now, and each wake that cuts a wait short, counts once in so many milliseconds: neither an impatient thumb nor
/// a network that comes and goes each second may become a storm at the desk.
pub const HURRY_MS: i64 = 10_000;

/// How long beyond a try's own deadline its lease lasts, in ms: time for the answer to come through the page.
const LEASE_GRACE_MS: i64 = 10_000;

/// Whether [`HURRY_MS`] have passed since then. A clock that was set back has passed it.
pub(super) fn passed(last: Option<i64>, now_ms: i64) -> bool {
    last.is_none_or(|last| now_ms < last || now_ms.saturating_sub(last) >= HURRY_MS)
}

/// No stored number may ask for more than the largest body that there is.
pub(super) fn deadline_ms(body_bytes: u32) -> u64 {
    limits::deadline_ms(usize::try_from(body_bytes).unwrap_or(limits::MAX_BODY).min(limits::MAX_BODY))
}

pub(super) fn lease_ms(body_bytes: u32) -> i64 {
    i64::try_from(deadline_ms(body_bytes)).unwrap_or(0) + LEASE_GRACE_MS
}

/// Random bits of an item's own, for events that touch several items (SplitMix64's last step).
pub(super) fn mixed(random: u64, id: &Id) -> u64 {
    let own = id.as_bytes().iter().fold(random, |bits, byte| bits.rotate_left(8) ^ u64::from(*byte));
    let bits = (own ^ (own >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    bits ^ (bits >> 31)
}
