//! Fields that store what is typed as it is typed, and chips that answer one question.
use leptos::ev;
use leptos::prelude::*;

use super::{Icon, icon};
use crate::edge::listen::Listener;
use crate::edge::timer::Timer;
use crate::edge::{clock, page};
use crate::live::live;

/// A pause in typing after which the words are stored, in milliseconds.
const PAUSE_MS: i64 = 800;

/// The longest wait while typing goes on, in milliseconds, and what each letter adds to it: every store keeps the whole
/// text in the log, so long texts are stored less often while nobody pauses.
const LONGEST_MS: i64 = 3_000;
const PER_LETTER_MS: i64 = 25;

/// The words of one field on their way into the case. They stay in the field whatever becomes of saving.
#[derive(Clone, Copy)]
pub struct Draft {
    text: RwSignal<String>,
    handed: StoredValue<String>,
    /// What was handed over and has not come back from the case yet.
    on_the_way: StoredValue<Vec<String>>,
    /// What the field is made to show: set at the start, and when another tab has written.
    shown: RwSignal<String>,
    waits_since: StoredValue<Option<i64>>,
    timer: StoredValue<Option<Timer>, LocalStorage>,
    kept: Signal<String>,
    save: Callback<String>,
}

impl Draft {
    /// A draft that begins with what is kept, and hands changes to `save`: after a pause in typing, when the field or
    /// the page is left, and when the page goes out of sight.
    #[must_use]
    pub fn new(kept: Signal<String>, save: Callback<String>) -> Self {
        let first = kept.get_untracked();
        let draft = Self {
            text: RwSignal::new(first.clone()),
            handed: StoredValue::new(first.clone()),
            on_the_way: StoredValue::new(Vec::new()),
            shown: RwSignal::new(first),
            waits_since: StoredValue::new(None),
            timer: StoredValue::new_local(None),
            kept,
            save,
        };
        Effect::new(move |_| draft.follow(kept.get()));
        let flush = move || draft.flush();
        on_cleanup(flush);
        let hidden: StoredValue<Option<Listener>, LocalStorage> = StoredValue::new_local(page::on_hidden(flush));
        let leaving = window_event_listener(ev::pagehide, move |_| draft.flush());
        on_cleanup(move || {
            hidden.try_set_value(None);
            leaving.remove();
        });
        draft
    }

    /// What stands in the field.
    #[must_use]
    pub fn text(self) -> String {
        self.text.get()
    }

    /// What stands in the field, untracked.
    #[must_use]
    pub fn text_now(self) -> String {
        self.text.get_untracked()
    }

    /// Whether the case has these very words.
    #[must_use]
    pub fn settled(self) -> bool {
        self.kept.with(|kept| self.text.with(|text| worth(text) == worth(kept)))
    }

    fn typed(self, text: String) {
        let now = clock::now().mono_ms;
        let since = self.waits_since.get_value().unwrap_or(now);
        self.waits_since.set_value(Some(since));
        let length = i64::try_from(text.len()).unwrap_or(i64::MAX);
        let longest = LONGEST_MS.saturating_add(length.saturating_mul(PER_LETTER_MS));
        let left = longest.saturating_sub(now.saturating_sub(since)).clamp(0, PAUSE_MS);
        self.text.set(text);
        self.timer.set_value(Some(Timer::after(u32::try_from(left).unwrap_or(0), move || self.flush())));
    }

    /// Takes over what another tab has written, unless something is being written here: then that stands, and both are
    /// in the log.
    fn follow(self, kept: String) {
        let came_back = self.on_the_way.try_update_value(|list| {
            list.iter().position(|text| *text == kept).map(|place| list.drain(..=place).count())
        });
        let own = came_back.flatten().is_some() || self.on_the_way.with_value(|list| !list.is_empty());
        let untouched = self.handed.with_value(|handed| self.text.with_untracked(|text| text == handed));
        let differs = self.text.with_untracked(|text| worth(text) != worth(&kept));
        if !own && untouched && differs {
            self.text.set(kept.clone());
            self.handed.set_value(kept.clone());
            self.shown.set(kept);
        }
    }

    /// Empties the field at once, as a person does who deletes what stands in it.
    pub fn empty(self) {
        self.flush();
        self.text.set(String::new());
        self.shown.set(String::new());
        self.flush();
    }

    /// Hands over what has not been handed over yet.
    pub fn flush(self) {
        // The page may be going already: then this is the last time that the words can be read.
        let Some(text) = self.text.try_get_untracked() else { return };
        self.timer.try_set_value(None);
        self.waits_since.try_set_value(None);
        if self.handed.try_get_value().is_some_and(|handed| handed != text) {
            self.handed.try_set_value(text.clone());
            self.on_the_way.try_update_value(|list| list.push(worth(&text).to_owned()));
            self.save.run(worth(&text).to_owned());
        }
    }
}

/// Nothing but spaces is nothing; otherwise every letter counts as typed.
fn worth(text: &str) -> &str {
    if text.trim().is_empty() { "" } else { text }
}

/// What a field is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    /// One line.
    Line,
    /// One line that the phone shows its number pad for.
    Phone,
    /// One line that the phone shows its keys for an address for, with no capital at the start.
    Email,
    /// Several lines.
    Text,
    /// Several lines of a person's exact words, in the voice type.
    Words,
}

/// A labelled field: label, hint, what looks wrong, field, "Keep it as it is", in that order.
///
/// `aria-describedby` names the hint and the message, `aria-invalid` says that there is one. Nothing that is typed goes
/// to the browser's own helpers: no completion, no spelling service, no tidying of words as they were said.
#[component]
pub fn TypedField(
    /// The id of the input.
    id: String,
    /// The label.
    #[prop(into)]
    label: String,
    /// Said under the label; empty for none.
    #[prop(into, optional)]
    hint: String,
    /// What it is for.
    sort: Sort,
    /// Where the words go.
    draft: Draft,
    /// What looks wrong, if anything.
    #[prop(optional, into)]
    wrong: Signal<Option<String>>,
    /// "Keep it as it is".
    #[prop(optional)]
    keep: Option<Callback<()>>,
    /// The person has left the field.
    #[prop(optional)]
    left: Option<Callback<()>>,
) -> impl IntoView {
    let (hint_id, message_id) = (format!("{id}-hint"), format!("{id}-message"));
    let described = {
        let (hint_id, message_id, has_hint) = (hint_id.clone(), message_id.clone(), !hint.is_empty());
        move || {
            let is_wrong = wrong.with(Option::is_some);
            let hint = has_hint.then_some(hint_id.as_str());
            let named: Vec<&str> = hint.into_iter().chain(is_wrong.then_some(message_id.as_str())).collect();
            (!named.is_empty()).then(|| named.join(" "))
        }
    };
    let invalid = move || wrong.with(Option::is_some).then_some("true");
    let typed = move |event| draft.typed(event_target_value(&event));
    let left = move |_| {
        draft.flush();
        if let Some(left) = left {
            // The field can lose its focus because its page goes.
            left.try_run(());
        }
    };
    let shown = move || draft.shown.get();
    let field = match sort {
        Sort::Line | Sort::Phone | Sort::Email => view! {
            <input id=id.clone() type=if sort == Sort::Phone { "tel" } else { "text" } autocomplete="off" spellcheck="false"
                inputmode=(sort == Sort::Email).then_some("email") autocapitalize=(sort == Sort::Email).then_some("none")
                prop:value=shown aria-invalid=invalid aria-describedby=described on:input=typed on:blur=left/>
        }
        .into_any(),
        Sort::Text | Sort::Words => view! {
            <textarea id=id.clone() rows="4" class:voice=sort == Sort::Words autocomplete="off" spellcheck="false"
                prop:value=shown aria-invalid=invalid aria-describedby=described on:input=typed on:blur=left></textarea>
        }
        .into_any(),
    };
    let (name, input_id) = (label.clone(), id.clone());
    let keep_it = move || {
        let (id, name) = (input_id.clone(), name.clone());
        // There is nothing to keep in an empty field.
        let keep = keep.filter(|_| wrong.with(Option::is_some) && !draft.text().trim().is_empty())?;
        let tap = move |_| {
            keep.run(());
            page::focus(&id);
        };
        Some(view! {
            <button class="linkish" type="button" on:click=tap>"Keep it as it is"<span class="vh">": "{name}</span></button>
        })
    };
    view! {
        <div class="field" class:bad=move || wrong.with(Option::is_some)>
            <label for=id.clone()>{label}</label>
            {(!hint.is_empty()).then(|| view! { <span class="quiet" id=hint_id>{hint}</span> })}
            {live(move || wrong.get().map(|words| view! { <span class="msg" id=message_id.clone()>{words}</span> }))}
            {field}
            {keep_it}
        </div>
    }
}

/// One question with its answers as chips.
///
/// Native radios (checkboxes where several may hold) in a `fieldset`. Arrows move between radios; Space, Enter or a tap
/// chooses. "Take back" clears the answer.
#[component]
pub fn Chips(
    /// The name of the group; ids of the inputs begin with it.
    id: String,
    /// The question.
    #[prop(into)]
    legend: String,
    /// Id and label of each answer.
    options: Vec<(String, String)>,
    /// What is chosen now.
    #[prop(into)]
    chosen: Signal<Vec<String>>,
    /// The person chose, or took back (nothing).
    pick: Callback<Vec<String>>,
    /// Several may hold at once.
    #[prop(optional)]
    many: bool,
    /// An answer can be changed and not taken back.
    #[prop(optional)]
    stays: bool,
) -> impl IntoView {
    let count = options.len();
    let name = id.clone();
    let chips = options.into_iter().enumerate().map(|(place, (option, label))| {
        let (is, tapped) = (option.clone(), option);
        let group = name.clone();
        let checked = move || chosen.with(|chosen| chosen.contains(&is));
        let choose = move || {
            let mut now = chosen.get_untracked();
            match (now.contains(&tapped), many) {
                (true, false) => return,
                (true, true) => now.retain(|other| *other != tapped),
                (false, true) => now.push(tapped.clone()),
                (false, false) => now = vec![tapped.clone()],
            }
            pick.run(now);
        };
        let by_key = choose.clone();
        let keys = move |event: ev::KeyboardEvent| {
            let to = match event.key().as_str() {
                "Enter" => {
                    event.prevent_default();
                    return by_key();
                }
                "ArrowDown" | "ArrowRight" if !many => (place + 1) % count,
                "ArrowUp" | "ArrowLeft" if !many => (place + count - 1) % count,
                _ => return,
            };
            // The browser would choose on the way; here an arrow only moves.
            event.prevent_default();
            page::focus(&format!("{group}-{to}"));
        };
        view! {
            <label class="chip">
                <input id=format!("{name}-{place}") type=if many { "checkbox" } else { "radio" } name=name.clone()
                    prop:checked=checked on:change=move |_| choose() on:keydown=keys/>
                {icon(Icon::Tick)}
                {label}
            </label>
        }
    });
    let chips = chips.collect_view();
    let question = legend.clone();
    let take_back = move || {
        let (first, question) = (format!("{id}-0"), question.clone());
        let tap = move |_| {
            pick.run(Vec::new());
            page::focus(&first);
        };
        (!stays && chosen.with(|chosen| !chosen.is_empty())).then(|| {
            view! {
                <button class="linkish" type="button" on:click=tap>
                    "Take back"<span class="vh">" the answer to: "{question}</span>
                </button>
            }
        })
    };
    view! {
        <fieldset class="ask">
            <legend>{legend}</legend>
            <div class="chips">{chips}</div>
            {take_back}
        </fieldset>
    }
}
