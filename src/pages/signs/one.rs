//! One noted sign: who noticed it, when, how it is known, and a note.
use gh_core::case::Kind;
use gh_core::guide::Sign;
use gh_core::record::HOW_KNOWN;
use gh_core::signs::{Detail, is_marked_anew};
use gh_wire::id::Id;
use leptos::prelude::*;

use super::word;
use crate::app::part;
use crate::components::{Back, Chips, Draft, SavedLine, Sort, TypedField, page};
use crate::edge::page::focus_soon;
use crate::live::{live, memo};
use crate::pages::guidance::{doubt, source_titles, sources_view};
use crate::pages::record::open_case;
use crate::session::session;

/// A sign by the id in the address, where the open case has noted it.
#[component]
pub fn SignPage() -> impl IntoView {
    page("A sign");
    let session = session();
    let part = part();
    let case = open_case(session);
    let sign = memo(move || {
        let id = part.get()?;
        session.guidance.with_untracked(|guidance| guidance.pack.signs.iter().find(|sign| sign.id == id).cloned())
    });
    // Whether it is noted, and not what: typing must not draw the page anew.
    let noted = memo(move || {
        let (case, sign) = (case.get()?, sign.get()?);
        session.case_of(case)?.state.signs.contains_key(&sign.id).then_some((case, sign))
    });
    move || match noted.get() {
        Some((case, sign)) => view! { <Details case sign/> }.into_any(),
        None => view! {
            <main id="main">
                <Back href="/signs">"Back to the signs"</Back>
                <h1 id="title" tabindex="-1">"This sign is not noted"</h1>
                <p>"Tap Seen or Suspected in the list first."</p>
                <a class="btn main full" href="/signs">"Go to the signs"</a>
            </main>
        }
        .into_any(),
    }
}

#[component]
fn Details(case: Id, sign: Sign) -> impl IntoView {
    let session = session();
    let id = StoredValue::new(sign.id.clone());
    let noted = session.case_of(case).and_then(|case| case.state.signs.get(&sign.id).cloned());
    let value = move |detail: Detail| {
        let field = id.with_value(|id| detail.field(id));
        session.case_of(case).and_then(|case| case.state.fact(&field).map(str::to_owned)).unwrap_or_default()
    };
    let save = move |detail: Detail, value: String| {
        session.note_in(case, Kind::Fact { field: id.with_value(|id| detail.field(id)), value });
    };
    let draft = move |detail: Detail| {
        Draft::new(Signal::derive(move || value(detail)), Callback::new(move |words| save(detail, words)))
    };
    let (by, when, words) = (draft(Detail::By), draft(Detail::When), draft(Detail::Note));
    let settled = Signal::derive(move || by.settled() && when.settled() && words.settled());
    let options = HOW_KNOWN.iter().map(|how| ((*how).to_owned(), (*how).to_owned())).collect();
    let chosen = Signal::derive(move || Some(value(Detail::How)).filter(|how| !how.is_empty()).into_iter().collect());
    let pick = Callback::new(move |picked: Vec<String>| save(Detail::How, picked.first().cloned().unwrap_or_default()));
    let sign_id = sign.id.clone();
    let anew = memo(move || session.case_of(case).is_some_and(|case| is_marked_anew(&case.state, &sign_id)));
    // The same answer once more: it then stands behind the mark as it is now.
    let still = move |_| {
        save(Detail::How, value(Detail::How));
        session.say("Noted: it is still so.");
        focus_soon("title");
    };
    let sources = session.guidance.with_untracked(|guidance| source_titles(&guidance.pack, [&sign.says]));
    let degree = noted.as_ref().map(|noted| word(noted.degree));
    let at = noted.map(|noted| noted.at.hh_mm());
    view! {
        <main id="main">
            <Back href="/signs/meaning">"What the signs point to"</Back>
            <div class="flow">
                <h1 id="title" tabindex="-1">{sign.says.text.clone()}</h1>
                <p><b>{degree}</b>", noted at "<time>{at}</time>"."</p>
                {doubt(&sign.says)}
                <SavedLine case settled/>
            </div>
            {live(move || anew.get().then(|| view! {
                <p>"You said this before the mark was changed. Is it still so?"</p>
                <button class="btn" type="button" on:click=still>"Yes, it is still so"</button>
            }))}
            <Chips id="how-known".to_owned() legend="How do you know?" options chosen pick/>
            <TypedField id="noticed-by".to_owned() label="Who noticed it" hint="Leave it empty if it was you." sort=Sort::Line draft=by/>
            <TypedField id="noticed-when".to_owned() label="When" hint="Leave it empty if it was just now." sort=Sort::Line draft=when/>
            <TypedField id="sign-note".to_owned() label="Note" hint="What you saw, heard or read." sort=Sort::Text draft=words/>
            <a class="btn main full" href="/signs/meaning">"Continue"</a>
            {sources_view(sources)}
        </main>
    }
}
