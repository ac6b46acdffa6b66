//! The guidance that the phone keeps: it is read when the first screen stands, and the code for it with it.
use leptos::task::spawn_local;

use crate::edge::guidance_file::{GuidanceError, StoredPack};
use crate::edge::guidance_store;
use crate::edge::once::Once;
use crate::edge::timer::Timer;
use crate::session::{Guidance, Part, whole};

/// How long the phone's own copy is waited for, in milliseconds. A browser that was killed can leave its database busy for
/// long, and the app's own file has the same words.
const PATIENCE_MS: u32 = 4_000;

/// The current edition on this phone.
pub(super) async fn current() -> Option<Guidance> {
    whole(&in_time(guidance_store::load_current()).await?, Part::Kept)
}

/// The edition with this hash, for a case that was begun with it.
pub(super) async fn edition(sha256: String) -> Option<Guidance> {
    whole(&in_time(async move { guidance_store::load(&sha256).await }).await?, Part::Kept)
}

/// What was read, or nothing where there is none, it cannot be read, or the database does not answer.
async fn in_time(
    read: impl Future<Output = Result<Option<StoredPack>, GuidanceError>> + 'static,
) -> Option<StoredPack> {
    let answer = Once::new();
    let (came, late) = (answer.clone(), answer.clone());
    spawn_local(async move { came.settle(read.await.ok().flatten()) });
    let _patience = Timer::after(PATIENCE_MS, move || late.settle(None));
    answer.await
}
