//! The role: it changes the steps and the powers, and nothing that was done is lost by it.
use gh_core::case::Kind;
use gh_core::guide::{Role, Track};
use leptos::prelude::*;

use crate::components::{Back, Icon, icon, page};
use crate::live::live;
use crate::session::{Session, session};

/// Five roles and "Something else", each a link that chooses and goes on. Never before the hour: nothing waits for it.
#[component]
pub fn RolePage() -> impl IntoView {
    page("Your role");
    let session = session();
    let runs = untrack(|| session.running().is_some());
    let (to, back) = if runs { ("/now", "Back to the next step") } else { ("/", "Start") };
    let rows = Role::ALL.into_iter().map(|role| {
        // The tracks may come after the page.
        let who = move || {
            let of = |track: &&Track| track.role == role;
            session.guidance.with(|guidance| guidance.pack.tracks.iter().find(of).map(|track| track.who.clone()))
        };
        row(session, to, Some(role), role.word(), live(who).into_any())
    });
    let rows = rows.collect_view();
    view! {
        <main id="main">
            <Back href=to>{back}</Back>
            <div class="flow">
                <h1 id="title" tabindex="-1">"What is your work?"</h1>
                <p>"The steps and the powers differ. You can change it at any time."</p>
            </div>
            <ul class="rows">
                {rows}
                {row(session, to, None, "Something else", "The steps that fit everyone".into_any())}
            </ul>
            <p class="quiet">
                "You do not need this to start the hour. If you have not chosen, it asks once, above the first step."
            </p>
        </main>
    }
}

fn row(session: Session, to: &'static str, role: Option<Role>, word: &'static str, who: AnyView) -> impl IntoView {
    let current = move || (role.is_some() && session.role() == role).then_some("true");
    view! {
        <li>
            <a href=to aria-current=current on:click=move |_| choose(session, role)>
                <span><b>{word}</b><span class="quiet">{who}</span></span>
                {icon(Icon::Next)}
            </a>
        </li>
    }
}

/// Keeps the role for the next time, and notes it in the hour that runs and in the record that is open.
fn choose(session: Session, role: Option<Role>) {
    let mut profile = session.profile.get_untracked();
    profile.works_as(role);
    session.save_profile(profile);
    let running = untrack(|| session.running()).map(|case| case.state.id);
    let open = untrack(|| session.case()).filter(|case| case.state.sent.is_empty()).map(|case| case.state.id);
    for case in running.into_iter().chain(open.filter(|open| Some(*open) != running)) {
        session.note_in(case, Kind::RoleChosen { role });
    }
}
