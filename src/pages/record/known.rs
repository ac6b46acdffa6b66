//! How a fact is known: the child's words, seen, told, or in a paper.
use gh_core::asked::me;
use gh_core::case::Kind;
use gh_core::record::{Field, HOW_KNOWN, from_field, how_field, is_changed_since_its_source, who_says_so};
use gh_wire::id::Id;
use leptos::prelude::*;

use crate::components::{Chips, Draft, Icon, Sort, TypedField, icon};
use crate::edge::page::focus_soon;
use crate::live::{live, memo};
use crate::session::session;

/// "How do you know?", under a field in which something stands. Closed until it is asked for: the fact comes first.
#[component]
pub(super) fn HowKnown(
    /// The case.
    case: Id,
    /// The field.
    field: &'static Field,
) -> impl IntoView {
    let session = session();
    let said = move |field: String| memo(move || session.case_of(case)?.state.fact(&field).map(str::to_owned));
    let (value, how, from) = (said(field.id.to_owned()), said(how_field(field.id)), said(from_field(field.id)));
    let there = memo(move || value.with(Option::is_some));
    let write = move |field: String, value: String| session.note_in(case, Kind::Fact { field, value });
    let changed =
        memo(move || session.case_of(case).is_some_and(|case| is_changed_since_its_source(&case.state, field.id)));
    // Whose word it is, where it is not that of whoever reads it.
    let by = memo(move || {
        let case = session.case_of(case)?;
        let fact = case.state.facts.get(field.id)?;
        let me = session.profile.with(|profile| me(&case.state, profile));
        me.is_another_than(&fact.by).then(|| (fact.by.name.clone(), fact.at.hh_mm()))
    });
    let says = memo(move || who_says_so(&session.case_of(case)?.state, field.id));
    // The same answer once more: it then stands behind the words as they are now.
    let still = move || {
        let said = [(how_field(field.id), how.get_untracked()), (from_field(field.id), from.get_untracked())];
        said.into_iter().for_each(|(field, said)| said.into_iter().for_each(|said| write(field.clone(), said)));
        session.say("Noted: it is still so.");
        // The button is gone with the question.
        focus_soon(known_id(field));
    };
    live(move || {
        there.get().then(|| {
            let options = HOW_KNOWN.iter().map(|how| ((*how).to_owned(), (*how).to_owned())).collect();
            let chosen = Signal::derive(move || how.get().into_iter().collect());
            let pick = Callback::new(move |picked: Vec<String>| {
                write(how_field(field.id), picked.first().cloned().unwrap_or_default());
            });
            let kept = Signal::derive(move || from.get().unwrap_or_default());
            let draft = Draft::new(kept, Callback::new(move |words| write(from_field(field.id), words)));
            let id = field.id.replace('.', "-");
            view! {
                <details class="more known">
                    <summary id=known_id(field)>
                        <span>
                            "How do you know?"<span class="vh">" About: "{field.label}</span>
                            {live(move || how.get().map(|how| view! { <span class="quiet">{how}</span> }))}
                            {live(move || says.get().map(|says| view! { <span class="quiet"><bdi>{says}</bdi></span> }))}
                            {live(move || by.get().map(|(name, at)| view! {
                                <span class="quiet">"Written by "<bdi>{name}</bdi>" at "{at}</span>
                            }))}
                            {live(move || changed.get().then(|| view! { <span class="quiet">"The words were changed since"</span> }))}
                        </span>
                        {icon(Icon::Next)}
                    </summary>
                    {live(move || changed.get().then(|| view! {
                        <p>"You said this before the words were changed. Is it still so?"</p>
                        <button class="btn" type="button" on:click=move |_| still()>"Yes, it is still so"</button>
                    }))}
                    <Chips id=format!("{id}-how") legend=format!("How do you know? About: {}", field.label) options chosen pick/>
                    <TypedField id=format!("{id}-from") label="Who told you, or which paper" sort=Sort::Line draft/>
                </details>
            }
        })
    })
}

/// The id of the line that opens the question.
fn known_id(field: &Field) -> String {
    format!("{}-known", field.id.replace('.', "-"))
}
