//! "The time you met": people often start late, and a changed clock cannot always be seen.
use gh_core::case::Kind;
use leptos::prelude::*;

use super::time::TimeForm;
use crate::components::{Icon, icon};
use crate::edge::page::day_and_time;
use crate::live::{live, memo};
use crate::session::session;

/// The time you met, and its change behind one tap. The hour and every due time follow it.
#[component]
pub fn TimeYouMet() -> impl IntoView {
    let session = session();
    let met = memo(move || session.running().and_then(|case| case.state.met_at));
    // The form stays while the time changes, so that focus is not lost.
    let case = memo(move || session.running().map(|case| case.state.id));
    move || {
        let first = met.get_untracked()?;
        case.get().map(|case| {
            let change = move |met_at| {
                session.note_in(case, Kind::MetCorrected { met_at });
                // With the day: a slip of a few minutes ahead is taken as yesterday.
                session.say(format!("You met on {}. The hour counts from then.", day_and_time(met_at.ms)));
            };
            view! {
                <section class="flow" aria-labelledby="met">
                    <h2 id="met">"The time you met"</h2>
                    <p>{live(move || met.get().map(|met| day_and_time(met.ms)))}". The hour counts from then."</p>
                    <details class="more">
                        <summary>"Change the time"{icon(Icon::Next)}</summary>
                        <TimeForm id="met-at" label="When did you meet the child?" button="Save this time" first=first then=change/>
                    </details>
                </section>
            }
        })
    }
}
