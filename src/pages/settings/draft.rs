//! What is being typed, and when it is saved: after a pause, on leaving a field, and on leaving the page.
use gh_core::case::Kind;
use gh_core::guide::Role;
use gh_core::record::Profile;
use leptos::prelude::*;

use crate::components::{Icon, icon};
use crate::edge::page;
use crate::edge::timer::Timer;
use crate::live::memo;
use crate::session::{Session, session};

/// The pause in typing after which it is saved, in milliseconds: within a second of the last letter.
const PAUSE_MS: u32 = 700;

/// The words of the session's own status after a commit.
const SAVED: &str = "Saved on this phone";

/// How far the last change is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Progress {
    Untouched,
    Typing,
    Asked,
}

/// The profile as it stands in the fields.
#[derive(Clone, Copy)]
pub struct Draft {
    session: Session,
    profile: RwSignal<Profile>,
    /// As they stood when they were last saved, or when the page was opened.
    before: StoredValue<Profile>,
    progress: RwSignal<Progress>,
    timer: StoredValue<Option<Timer>, LocalStorage>,
    /// The role was chosen on this page: it is of whoever's name stands there, also when that is typed after it.
    chose_role: StoredValue<bool>,
}

impl Draft {
    /// Takes over what is stored, and sees that nothing typed is lost when the page goes.
    #[must_use]
    pub fn begin() -> Self {
        let session = session();
        let draft = Self {
            session,
            profile: RwSignal::new(session.profile.get_untracked()),
            before: StoredValue::new(session.profile.get_untracked()),
            progress: RwSignal::new(Progress::Untouched),
            timer: StoredValue::new_local(None),
            chose_role: StoredValue::new(false),
        };
        on_cleanup(move || draft.save());
        // Listens as long as the page's owner keeps it.
        StoredValue::new_local(page::on_hidden(move || draft.save()));
        draft
    }

    /// The profile as typed, tracked.
    #[must_use]
    pub fn profile(self) -> Profile {
        self.profile.get()
    }

    /// The profile as typed.
    #[must_use]
    pub fn profile_untracked(self) -> Profile {
        self.profile.get_untracked()
    }

    /// The same; `None` once the page is over.
    #[must_use]
    pub fn profile_if_there(self) -> Option<Profile> {
        self.profile.try_get_untracked()
    }

    /// Something was typed: saved after a pause.
    pub fn type_in(self, change: impl FnOnce(&mut Profile)) {
        self.profile.update(|profile| {
            change(profile);
            if self.chose_role.get_value() {
                profile.role_by.clone_from(&profile.name);
            }
        });
        self.progress.set(Progress::Typing);
        self.timer.set_value(Some(Timer::after(PAUSE_MS, move || self.save())));
    }

    /// Something was chosen: saved at once.
    pub fn choose(self, change: impl FnOnce(&mut Profile)) {
        self.profile.update(change);
        self.progress.set(Progress::Typing);
        self.save();
    }

    /// The work of whoever's name stands on this page.
    pub fn choose_role(self, role: Role) {
        self.chose_role.set_value(true);
        self.choose(|profile| profile.works_as(Some(role)));
    }

    /// Saves what is not saved yet.
    pub fn save(self) {
        if self.progress.try_get_untracked() != Some(Progress::Typing) {
            return;
        }
        let Some(profile) = self.profile.try_get_untracked() else { return };
        self.progress.set(Progress::Asked);
        // What was said before is not about this change.
        self.session.say("");
        // Only what was changed here: what is stored may have come after the page was opened.
        let before = self.before.try_get_value().unwrap_or_default();
        let now = self.session.profile.get_untracked().with_changes(&before, &profile);
        self.before.try_set_value(profile);
        self.session.save_profile(now);
    }

    /// The case on the screen follows a choice made in its middle; one that is finished and sent does not.
    pub fn tell_case(self, kind: Kind) {
        let open = untrack(|| self.session.case()).filter(|case| case.state.runs() || case.state.sent.is_empty());
        if let Some(case) = open {
            self.session.note_in(case.state.id, kind);
        }
    }
}

/// "Saved on this phone", once it is. The frame's status speaks it, so it is hidden from screen readers here.
#[component]
pub fn SavedLine() -> impl IntoView {
    let draft = expect_context::<Draft>();
    let line = memo(move || {
        (draft.progress.get() == Progress::Asked)
            .then(|| draft.session.said.get())
            .filter(|said| said.starts_with(SAVED) || said.starts_with("Not saved"))
    });
    move || {
        line.get().map(|said| {
            let sort = if said == SAVED { Icon::Tick } else { Icon::Warn };
            view! { <p class="saved" aria-hidden="true">{icon(sort)}{said}</p> }
        })
    }
}
