//! One field of Settings.
use gh_core::record::{CALL_BACK, Misshapen, Profile, field, shape};
use leptos::prelude::*;

use crate::edge::clock;
use crate::live::live;

use super::draft::Draft;

/// Label, message, field, in that order. Only shape is ever an error; "Keep it as it is" always lets a person go on,
/// and what was typed is saved as typed.
#[component]
pub fn Field(
    /// Its id on the page.
    id: &'static str,
    /// Label.
    label: &'static str,
    /// Said under the label.
    #[prop(optional)]
    hint: &'static str,
    /// Where it stands in the profile.
    at: fn(&mut Profile) -> &mut String,
    /// A telephone number: its shape is checked.
    #[prop(optional)]
    phone: bool,
    /// What the browser may fill in.
    #[prop(default = "off")]
    autocomplete: &'static str,
) -> impl IntoView {
    let draft = expect_context::<Draft>();
    let wrong = RwSignal::new(None::<Misshapen>);
    let kept = RwSignal::new(false);
    let first = at(&mut draft.profile_untracked()).clone();
    let typed = move |event| {
        kept.set(false);
        draft.type_in(move |profile| *at(profile) = event_target_value(&event));
    };
    let look = move |_| {
        draft.save();
        // A field that goes while it has the focus says that it has changed when its page is over already.
        let (Some(mut profile), Some(kept)) = (draft.profile_if_there(), kept.try_get_untracked()) else { return };
        let value = at(&mut profile).clone();
        let as_number = field(CALL_BACK).filter(|_| phone && !kept);
        wrong.set(as_number.and_then(|number| shape(number, &value, clock::now().wall).err()));
    };
    let message = format!("{id}-message");
    let hint_id = format!("{id}-hint");
    let described = {
        let (message, hint_id) = (message.clone(), hint_id.clone());
        move || match (wrong.get().is_some(), hint.is_empty()) {
            (true, true) => Some(message.clone()),
            (true, false) => Some(format!("{message} {hint_id}")),
            (false, true) => None,
            (false, false) => Some(hint_id.clone()),
        }
    };
    view! {
        <div class="field" class:bad=move || wrong.get().is_some()>
            <label for=id>{label}</label>
            {(!hint.is_empty()).then(|| view! { <p class="quiet" id=hint_id>{hint}</p> })}
            {live(move || wrong.get().map(|wrong| {
                let message = message.clone();
                view! { <p class="msg" id=message role="alert"><span class="vh">"Error: "</span>{wrong.to_string()}</p> }
            }))}
            <input
                id=id
                type=if phone { "tel" } else { "text" }
                autocomplete=autocomplete
                aria-invalid=move || wrong.get().map(|_| "true")
                aria-describedby=described
                prop:value=first
                on:input=typed
                on:change=look
            />
            {live(move || wrong.get().map(|_| view! {
                <button class="linkish" type="button" on:click=move |_| {
                    kept.set(true);
                    wrong.set(None);
                }>
                    "Keep it as it is"<span class="vh">": "{label}</span>
                </button>
            }))}
        </div>
    }
}
