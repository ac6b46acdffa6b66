//! A case as a sheet tells it, with the children who were found together.
use gh_core::case::CaseState;
use gh_core::children::with_the_others;
use leptos::prelude::With as _;

use crate::session::{Case, Session};

/// The case with the other children named, as far as their records are on this phone. Tracked.
#[must_use]
pub fn state_for_sheets(session: Session, case: &Case) -> CaseState {
    session.cases.with(|cases| {
        let all: Vec<&CaseState> = cases.iter().map(|case| &case.state).collect();
        with_the_others(&case.state, &all)
    })
}
