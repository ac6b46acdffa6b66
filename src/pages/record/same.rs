//! "Same for each child": facts about the place, the adults and who was told, taken over into the other records.
use gh_core::children::{SHARED, same};
use gh_core::record::Section;
use gh_wire::id::Id;
use leptos::prelude::*;

use crate::live::{live, memo};
use crate::session::session;

/// Shown where several children are here and the section can be the same for each. Words that stand in another record are
/// never written over; it says which stay.
#[component]
pub(super) fn SameForEach(section: &'static Section, case: Id) -> impl IntoView {
    let session = session();
    let others = memo(move || {
        let children = session.children();
        let here = children.iter().any(|child| child.case.state.id == case);
        let others = children.into_iter().filter(|child| child.case.state.id != case);
        if here && SHARED.contains(&section.id) { others.collect() } else { Vec::new() }
    });
    let said = RwSignal::new(Vec::<String>::new());
    let take_over = move |_| {
        let Some(from) = session.find(case) else { return };
        let told = others.get_untracked().into_iter().map(|child| {
            let same = same(section, &from.state, &child.case.state);
            let written = same.write.len();
            same.write.into_iter().for_each(|kind| session.note_in(child.case.state.id, kind));
            let name = child.name;
            match (written, same.stays.is_empty()) {
                (0, true) => format!("{name}: nothing new to write."),
                (_, true) => format!("{name}: written."),
                (_, false) => format!("{name} has other words for: {}. They stay.", same.stays.join(", ")),
            }
        });
        said.set(told.collect());
    };
    live(move || {
        (!others.with(Vec::is_empty)).then(|| {
            view! {
                <div class="flow">
                    <button class="btn" type="button" on:click=take_over>"Same for each child"</button>
                    <p class="quiet">"Writes what stands here into the records of the other children, where they are empty."</p>
                    <div role="status">
                        {live(move || said.get().into_iter().map(|line| view! { <p><bdi>{line}</bdi></p> }).collect_view())}
                    </div>
                </div>
            }
        })
    })
}
