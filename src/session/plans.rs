//! What an hour depends on, and its plan: role, area, nation.
use gh_core::case::CaseState;
use gh_core::guide::{Area, Nation, Role};
use gh_core::hour::{Plan, plan};
use gh_core::record::Profile;
use gh_wire::id::Id;
use leptos::prelude::*;

use super::{Case, Session};

impl Session {
    /// The role: the case's, else the one in Settings.
    #[must_use]
    pub fn role(self) -> Option<Role> {
        let of_case = self.case().and_then(|case| case.state.role);
        of_case.or_else(|| self.profile.with(Profile::own_role))
    }

    /// The id of the area that was chosen: the case's, else the one in Settings.
    #[must_use]
    pub fn area_chosen(self) -> Option<String> {
        let of_case = self.case().and_then(|case| case.state.area.clone());
        of_case.or_else(|| Some(self.profile.with(|profile| profile.area.clone()))).filter(|id| !id.is_empty())
    }

    /// The area that was chosen, as the guidance has it. `None` too while that part of it is not here yet.
    #[must_use]
    pub fn area(self) -> Option<Area> {
        let id = self.area_chosen()?;
        self.guidance.with(|guidance| guidance.pack.areas.iter().find(|area| area.id == id).cloned())
    }

    /// The nation: as written in the record, else the area's.
    #[must_use]
    pub fn nation(self) -> Option<Nation> {
        let written = self.case().and_then(|case| written_nation(&case.state));
        written.or_else(|| self.area().map(|area| area.nation))
    }

    /// The nation of another case, tracked.
    fn nation_of(self, state: &CaseState) -> Option<Nation> {
        let area = |id: &String| {
            self.guidance
                .with(|guidance| guidance.pack.areas.iter().find(|area| area.id == *id).map(|area| area.nation))
        };
        written_nation(state)
            .or_else(|| state.area.as_ref().and_then(area))
            .or_else(|| self.area().map(|area| area.nation))
    }

    /// Runs a function over the plan of the open case's hour, tracked.
    pub fn with_plan<T>(self, f: impl FnOnce(&Plan<'_>, &Case) -> T) -> Option<T> {
        let case = self.case()?;
        let nation = self.nation();
        let now = self.now.get();
        // Untracked: it only follows from the plan before, and would have each plan worked out twice.
        let open = self.open_step.get_untracked();
        Some(self.guidance.with(|guidance| f(&plan(&guidance.pack, &case.state, nation, now, open.as_deref()), &case)))
    }

    /// Runs a function over the plan of another hour that runs, as it is with no step on the screen. Tracked.
    pub fn plan_of<T>(self, case: Id, f: impl FnOnce(&Plan<'_>) -> T) -> Option<T> {
        let case = self.case_of(case)?;
        let nation = self.nation_of(&case.state);
        let now = self.now.get();
        Some(self.guidance.with(|guidance| f(&plan(&guidance.pack, &case.state, nation, now, None))))
    }
}

fn written_nation(state: &CaseState) -> Option<Nation> {
    let name = state.fact("m01.nation")?;
    Nation::ALL.into_iter().find(|nation| nation.name() == name)
}
