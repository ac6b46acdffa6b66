//! Signs: what was noticed, noted by one tap each. The list is never put to the child, nothing adds it up, and what is
//! not noted says nothing.
mod list;
mod meaning;
mod one;

use gh_core::case::{Degree, Kind};
use gh_core::guide::Sign;
use gh_wire::id::Id;
use leptos::prelude::*;

pub use meaning::SignsMeaning;
pub use one::SignPage;

use crate::components::page;
use crate::pages::record::open_case;
use crate::session::{Session, session};
use list::List;

/// Signs. With no case open the list can be read, and nothing noted.
#[component]
pub fn Signs() -> impl IntoView {
    page("Signs");
    let case = open_case(session());
    move || view! { <List case=case.get()/> }
}

/// Notes a sign for the case; no degree clears it.
fn note(session: Session, case: Id, sign: &Sign, degree: Option<Degree>) {
    let (id, says) = (sign.id.clone(), sign.says.text.clone());
    session.note_in(case, Kind::Sign { sign: id, says, danger: sign.danger, degree });
}

/// "2 seen, 1 suspected". What was noted, never a grade.
pub(super) fn counted((seen, suspected): (usize, usize)) -> String {
    match (seen, suspected) {
        (0, 0) => "Nothing noted".to_owned(),
        (seen, 0) => format!("{seen} seen"),
        (0, suspected) => format!("{suspected} suspected"),
        (seen, suspected) => format!("{seen} seen, {suspected} suspected"),
    }
}

/// The word of a degree, as on its button.
const fn word(degree: Degree) -> &'static str {
    match degree {
        Degree::Seen => "Seen",
        Degree::Suspected => "Suspected",
    }
}
