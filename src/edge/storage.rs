//! Whether the browser promises to keep what is stored when space runs short.
use super::js;

/// The browser's promise. No decision about a record rests on it; it is shown in Settings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    /// It will not be cleared without the person.
    Yes,
    /// It may be cleared, in Safari after seven days without a visit unless the app is on the home screen.
    No,
    /// This browser does not say.
    Unknown,
}

/// What the browser promises now.
pub async fn is_persisted() -> Kept {
    answer("persisted").await
}

/// Asks for the promise. Call it on a person's tap: some browsers refuse it otherwise, or ask the person.
pub async fn ask_to_persist() -> Kept {
    answer("persist").await
}

/// Absent in WebKitGTK and on plain http.
async fn answer(question: &str) -> Kept {
    match js::ask(&js::of_navigator("storage"), question, &[]).await.ok().and_then(|value| value.as_bool()) {
        Some(true) => Kept::Yes,
        Some(false) => Kept::No,
        None => Kept::Unknown,
    }
}

/// How many bytes the browser would still take, by its own estimate. `None`: it does not say.
pub async fn space_left() -> Option<f64> {
    let told = js::ask(&js::of_navigator("storage"), "estimate", &[]).await.ok()?;
    let number = |name| js::get(&told, name).as_f64();
    Some(number("quota")? - number("usage")?)
}
