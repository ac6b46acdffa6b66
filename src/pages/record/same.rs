//! "Same for each child": facts about the place, the adults and who was told, taken over into the other records.
use gh_core::case::Kind;
use gh_core::children::{SHARED, same};
use gh_core::record::Section;
use gh_wire::id::Id;
use leptos::prelude::*;

use crate::edge::page::focus_soon;
use crate::live::{live, memo};
use crate::session::{Job, session};

/// The id of its button.
const SAME: &str = "same";

/// Shown where several children are here and the section can be the same for each. Words that stand in another record are
/// never written over; it says which stay.
#[component]
pub(super) fn SameForEach(
    section: &'static Section,
    case: Id,
    /// Hands over what is being typed.
    flush: Callback<()>,
) -> impl IntoView {
    let session = session();
    let others = memo(move || {
        let children = session.children();
        let here = children.iter().any(|child| child.case.state.id == case);
        let others = children.into_iter().filter(|child| child.case.state.id != case);
        if here && SHARED.contains(&section.id) { others.collect() } else { Vec::new() }
    });
    let said = RwSignal::new(Vec::<String>::new());
    let written = RwSignal::new(Vec::<(Id, String, String)>::new());
    let take_over = move || {
        // The page may be over by then.
        let (Some(from), Some(others)) = (session.find(case), others.try_get_untracked()) else { return };
        let mut all = Vec::new();
        let told = others.into_iter().map(|child| {
            let same = same(section, &from.state, &child.case.state);
            let (to, name, many) = (child.case.state.id, child.name, same.write.len());
            for kind in same.write {
                if let Kind::Fact { field, value } = &kind {
                    all.push((to, field.clone(), value.clone()));
                }
                session.note_in(to, kind);
            }
            match (many, same.stays.is_empty()) {
                (0, true) => format!("{name}: nothing new to write."),
                (_, true) => format!("{name}: written."),
                (0, false) => format!("{name} has other words for: {}. They stay.", same.stays.join(", ")),
                (_, false) => format!("{name}: written. Other words stay for: {}.", same.stays.join(", ")),
            }
        });
        said.try_set(told.collect());
        written.try_set(all);
    };
    // In the worker's turn: what was typed until now stands in the record by then, and goes along.
    let tapped = move |_| {
        flush.run(());
        session.push(Job::Run(Box::pin(async move { take_over() })));
    };
    // Only what still stands as it was written: a word of somebody since is theirs.
    let take_back = move |_| {
        for (to, field, value) in written.get_untracked() {
            let stands = session.find(to).is_some_and(|child| child.state.fact(&field) == Some(value.as_str()));
            if stands {
                session.note_in(to, Kind::Fact { field, value: String::new() });
            }
        }
        written.set(Vec::new());
        said.set(vec!["Taken back in the other records.".to_owned()]);
        focus_soon(SAME);
    };
    live(move || {
        (!others.with(Vec::is_empty)).then(|| {
            view! {
                <div class="flow">
                    <button class="btn" id=SAME type="button" on:click=tapped>"Same for each child"</button>
                    <p class="quiet">"Writes what stands here into the records of the other children, where they are empty."</p>
                    <div role="status">
                        {live(move || said.get().into_iter().map(|line| view! { <p><bdi>{line}</bdi></p> }).collect_view())}
                    </div>
                    {live(move || written.with(|written| !written.is_empty()).then(|| view! {
                        <button class="linkish" type="button" on:click=take_back>"Take it back in the other records"</button>
                    }))}
                </div>
            }
        })
    })
}
