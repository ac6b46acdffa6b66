//! What the screens say about saving, and the error summary.
use gh_core::case::CaseState;
use gh_wire::id::Id;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::{Icon, icon};
use crate::edge::page;
use crate::edge::timer::Timer;
use crate::live::{live, memo};
use crate::session::{Case, session};

/// How long typing pauses before a screen reader is told that the words are saved, in milliseconds.
const SPEAK_AFTER_MS: u32 = 2_000;

/// How long words may be in memory only before that is said, in milliseconds: a case that has just begun is in memory
/// until its first commit.
const GRACE_MS: u32 = 700;

/// Whether the case has been in memory only for longer than a commit takes.
fn not_saved(case: Id) -> RwSignal<bool> {
    let session = session();
    let unsaved = memo(move || session.case_of(case).is_some_and(|case| case.unsaved()));
    let lasts = RwSignal::new(false);
    let timer = StoredValue::new_local(None::<Timer>);
    Effect::new(move |_| {
        if unsaved.get() {
            timer.set_value(Some(Timer::after(GRACE_MS, move || lasts.set(true))));
        } else {
            timer.set_value(None);
            lasts.set(false);
        }
    });
    lasts
}

/// What is true about the words of a record.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Saved {
    /// Nothing is written yet.
    Nothing,
    /// On their way.
    Saving,
    /// In memory only.
    Not,
    /// Committed; the time of the last word.
    At(String),
}

fn saved(case: Option<&Case>, settled: bool, not_saved: bool) -> Saved {
    let Some(case) = case else { return Saved::Nothing };
    if not_saved {
        return Saved::Not;
    }
    if case.unsaved() || !settled {
        return Saved::Saving;
    }
    let last = |state: &CaseState| case.log.events().get(usize::try_from(state.last_word?).ok()?);
    last(&case.state).map_or(Saved::Nothing, |stored| Saved::At(stored.event.at.wall.hh_mm()))
}

/// "Saved on this phone 14:28", never before the words are committed. A screen reader hears it once, after a pause.
#[component]
pub fn SavedLine(
    /// The case.
    case: Id,
    /// Whether the case has the very words that stand in the fields of the page.
    #[prop(default = Signal::stored(true))]
    settled: Signal<bool>,
    /// Said while nothing of the record is written.
    #[prop(default = "Saves as you type")]
    at_first: &'static str,
) -> impl IntoView {
    let session = session();
    let not_saved = not_saved(case);
    let state =
        memo(move || saved(session.case_of(case).as_deref(), settled.get() && !session.busy.get(), not_saved.get()));
    let timer = StoredValue::new_local(None::<Timer>);
    Effect::new(move |before: Option<Saved>| {
        let now = state.get();
        if before.is_some_and(|before| before != now) {
            let words = match &now {
                Saved::At(time) => Some(format!("Saved on this phone {time}")),
                Saved::Not => Some("Not saved on this phone".to_owned()),
                Saved::Nothing | Saved::Saving => None,
            };
            timer.set_value(words.map(|words| Timer::after(SPEAK_AFTER_MS, move || session.say(words))));
        }
        now
    });
    view! {
        <span class="saved">
            {live(move || match state.get() {
                Saved::Nothing => at_first.into_any(),
                Saved::Saving => "Saving".into_any(),
                Saved::Not => view! { {icon(Icon::Warn)}"Not saved on this phone" }.into_any(),
                Saved::At(time) => view! { {icon(Icon::Tick)}"Saved on this phone "<time>{time}</time> }.into_any(),
            })}
        </span>
    }
}

/// Saving has failed: the words stay on the screen, with Try again and Copy. It says what is safe.
#[component]
pub fn NotSaved(
    /// The case.
    case: Id,
    /// What Copy copies.
    words: Callback<(), String>,
) -> impl IntoView {
    let session = session();
    let not_saved = not_saved(case);
    let copied = RwSignal::new("Copy");
    let copy = move |_| {
        let text = words.run(());
        spawn_local(async move {
            copied.set(if page::copy_text(&text).await { "Copied" } else { "Could not copy. Write it down." });
        });
    };
    move || {
        not_saved.get().then(|| {
            view! {
                <section class="oops" role="alert" aria-label="Saving">
                    <p><b>"Not saved on this phone."</b>" Your words are on this screen. Do not close the app."</p>
                    <button class="btn" type="button" on:click=move |_| session.save_again(case)>"Try again"</button>
                    <button class="linkish" type="button" on:click=copy>{live(move || copied.get())}</button>
                </section>
            }
        })
    }
}

/// Puts "Error: " before the name of the page in the window's title while something is wrong.
pub fn error_title(name: &'static str, wrong: Signal<bool>) {
    Effect::new(move |before: Option<bool>| {
        let now = wrong.get();
        if before.is_some_and(|before| before != now) || now {
            let error = if now { "Error: " } else { "" };
            page::set_title(&format!("{error}{name} – Golden Hour"));
        }
        now
    });
}

/// The id of the error summary, for the focus.
pub const ERRORS: &str = "errors";

/// The error summary: it takes focus, its title says how to put things right, each link goes to its field.
#[component]
pub fn ErrorSummary(
    /// "Add 2 things, then send".
    title: String,
    /// Address and words of each link. An address with `#` is a field of this page.
    links: Vec<(String, String)>,
) -> impl IntoView {
    page::focus_soon(ERRORS);
    let links = links.into_iter().map(|(to, words)| {
        let field = to.strip_prefix('#').map(str::to_owned);
        let go = move |event: leptos::ev::MouseEvent| {
            if let Some(field) = &field {
                event.prevent_default();
                page::focus(field);
            }
        };
        view! { <li><a href=to on:click=go>{words}</a></li> }
    });
    let links = links.collect_view();
    view! {
        <div class="oops" id=ERRORS role="alert" aria-labelledby="errors-title" tabindex="-1">
            <h2 id="errors-title">{title}</h2>
            <ul>{links}</ul>
        </div>
    }
}
