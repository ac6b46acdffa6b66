//! How long a delivered record stays on the phone.
use super::state::CaseState;
use crate::time::Wall;

/// Days after which a delivered record leaves the phone. Ours: long enough to answer the desk, short enough to lose.
pub const KEEP_DAYS: i64 = 7;

const DAY_MS: i64 = 24 * 60 * crate::time::MINUTE_MS;

/// The point from which the case may leave the phone, by its own clock. `None`: it stays for now.
///
/// Both clocks must agree that the days are over: the desk's (a phone set forward must not lose a record) and the
/// phone's own. Never while the case runs, has anything unsent, or its clock is marked changed.
#[must_use]
pub fn leaves_on(state: &CaseState) -> Option<Wall> {
    if state.runs() || state.has_unsent_words() || state.clock_changed.is_some() || state.sent.is_empty() {
        return None;
    }
    if state.photos.iter().any(|noted| !noted.elsewhere && !noted.is_delivered()) {
        return None;
    }
    let mut last = i64::MIN;
    for sent in &state.sent {
        let (desk_ms, stored, _) = sent.received?;
        last = last.max(desk_ms).max(stored.ms);
    }
    Some(Wall { ms: last.saturating_add(KEEP_DAYS * DAY_MS), offset_min: state.began.offset_min })
}

/// Whether the case may leave the phone now.
#[must_use]
pub fn may_leave(state: &CaseState, now: Wall) -> bool {
    leaves_on(state).is_some_and(|day| now.ms >= day.ms)
}
