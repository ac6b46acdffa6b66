//! The guidance that the phone keeps: it is read when the first screen stands, and the code for it with it.
use crate::edge::guidance_store;
use crate::session::{Guidance, Part, whole};

/// The current edition on this phone.
pub(super) async fn current() -> Option<Guidance> {
    whole(&guidance_store::load_current().await.ok()??, Part::Kept)
}

/// The edition with this hash, for a case that was begun with it.
pub(super) async fn edition(sha256: String) -> Option<Guidance> {
    whole(&guidance_store::load(&sha256).await.ok()??, Part::Kept)
}
