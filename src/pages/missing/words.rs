//! Words to read to a call handler: as they are shown, and given to another app.
use gh_core::hour::facts;
use gh_core::missing::{Known, Lines};
use gh_core::time::{MINUTE_MS, Reading};
use leptos::prelude::*;

use crate::edge::page::{Shared, copy_text, print, share_text};
use crate::live::live;
use crate::session::Session;

/// The words about a child who has gone. Tracked.
#[must_use]
pub fn gone_words(session: Session) -> Lines {
    let case = session.case();
    session.profile.with(|profile| Known { state: case.as_deref().map(|case| &case.state), profile }.gone())
}

/// The words for any other call to 999: the place first. Tracked.
#[must_use]
pub fn emergency_words(session: Session) -> Lines {
    let case = session.case();
    let now_facts = case.as_ref().map(|case| session.guidance.with(|guidance| facts(&guidance.pack, &case.state)));
    session.profile.with(|profile| {
        Known { state: case.as_deref().map(|case| &case.state), profile }.emergency(now_facts.unwrap_or_default())
    })
}

/// "4 minutes ago", for a child who has gone. Tracked.
#[must_use]
pub fn last_seen_words(session: Session) -> Option<String> {
    let (at, _) = session.case()?.state.gone?;
    let now: Reading = session.now.get();
    Some(match now.wall.ms.saturating_sub(at.ms).max(0) / MINUTE_MS {
        0 => "Last seen just now".to_owned(),
        1 => "Last seen 1 minute ago".to_owned(),
        minutes => format!("Last seen {minutes} minutes ago"),
    })
}

/// The words as text, to paste elsewhere.
#[must_use]
pub fn as_text(lines: &Lines) -> String {
    lines.iter().map(|(asked, words)| format!("{asked}: {words}")).collect::<Vec<_>>().join("\n")
}

/// The words to read aloud, as a list of what is asked.
#[must_use]
pub fn read_out(lines: Lines) -> impl IntoView {
    let lines = lines.into_iter().map(|(asked, words)| view! { <div><dt>{asked}</dt><dd>{words}</dd></div> });
    view! { <dl class="read">{lines.collect_view()}</dl> }
}

/// "Share these words": by the phone's own sheet, or copied where there is none.
#[component]
pub fn ShareWords(
    /// The words.
    words: Memo<Lines>,
) -> impl IntoView {
    let said = RwSignal::new("");
    let share = move |_| {
        let text = words.with_untracked(as_text);
        leptos::task::spawn_local(async move {
            said.set(match share_text(&text).await {
                Shared::Given => "Given to the other app. Check there that it was sent.",
                Shared::Closed => "",
                Shared::Refused if copy_text(&text).await => "Copied",
                Shared::Refused => "Could not copy. Read them from the screen.",
            });
        });
    };
    view! {
        <button class="btn plain" type="button" on:click=share>
            {crate::components::icon(crate::components::Icon::Share)}
            "Share these words"
        </button>
        <button class="btn plain" type="button" on:click=move |_| {
            if !print() {
                said.set("This phone cannot print. Read them from the screen.");
            }
        }>
            {crate::components::icon(crate::components::Icon::Print)}
            "Print these words"
        </button>
        <p class="quiet" role="status">{live(move || said.get())}</p>
    }
}
