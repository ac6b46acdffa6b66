//! National contacts, by group; only those of the nation, once it is known.
use gh_core::guide::{Contact, Line, Nation};
use leptos::prelude::*;

use super::row::{Row, read_in, row};
use crate::live::memo;
use crate::session::session;

/// Groups in the order of the page. 999 and 101 stand at its top already.
const GROUPS: [(&str, &str); 6] = [
    ("emergency", "Emergency, other ways"),
    ("trafficking", "Trafficking"),
    ("children", "Children"),
    ("deaf-or-silent", "Deaf, or you cannot speak"),
    ("adults", "Adults found with the child"),
    ("other", "Other"),
];

/// Contacts that stand at the top of the page.
const ABOVE: [&str; 1] = ["police-101"];

/// The national contacts.
#[component]
pub fn National() -> impl IntoView {
    let session = session();
    let nation = memo(move || session.nation());
    move || {
        let nation = nation.get();
        let contacts: Vec<Contact> = session.guidance.with_untracked(|guidance| {
            let here = |contact: &&Contact| holds_in(contact, nation) && !ABOVE.contains(&contact.id.as_str());
            guidance.pack.contacts.iter().filter(here).cloned().collect()
        });
        let lines: Vec<Line> = contacts.iter().flat_map(|contact| contact.lines.clone()).collect();
        let known: Vec<&str> = GROUPS.iter().map(|(id, _)| *id).collect();
        let groups = GROUPS.map(|(id, title)| {
            // A group that this version does not know stands under the last heading.
            let mine =
                |contact: &&Contact| contact.group == id || (id == "other" && !known.contains(&contact.group.as_str()));
            let rows: Vec<Contact> = contacts.iter().filter(mine).cloned().collect();
            group(title, rows, nation)
        });
        view! {
            <h2 class="head">"National"</h2>
            {nation.map(|nation| view! { <p class="quiet">"For "{nation.name()}"."</p> })}
            {groups.into_iter().collect_view()}
            {read_in(&lines)}
        }
    }
}

fn holds_in(contact: &Contact, nation: Option<Nation>) -> bool {
    contact.nations.is_empty() || nation.is_none_or(|nation| contact.nations.contains(&nation))
}

fn group(title: &'static str, contacts: Vec<Contact>, nation: Option<Nation>) -> impl IntoView {
    (!contacts.is_empty()).then(|| {
        view! {
            <section class="flow">
                <h3>{title}</h3>
                <ul class="rows">{contacts.into_iter().map(|contact| rows(&contact, nation)).collect_view()}</ul>
            </section>
        }
    })
}

/// A contact: when to use it with its first number, then its other numbers. One with no number says why.
fn rows(contact: &Contact, nation: Option<Nation>) -> impl IntoView + use<> {
    let where_it_holds = (nation.is_none() && !contact.nations.is_empty()).then(|| {
        let names: Vec<&str> = contact.nations.iter().map(|nation| nation.name()).collect();
        format!("{} only.", names.join(", "))
    });
    let note = Some(contact.note.clone()).filter(|note| !note.is_empty());
    let mut shown: Vec<Row> = contact
        .lines
        .iter()
        .filter(|line| !(contact.id == "emergency" && line.number == "999"))
        .map(|line| Row::of(line, Some(&contact.name)))
        .collect();
    let about: Vec<String> = [Some(contact.use_for.clone()), where_it_holds, note].into_iter().flatten().collect();
    let about = about.join(" ");
    if let Some(first) = shown.first_mut() {
        first.about = format!("{about} {}", first.about).trim().to_owned();
        return shown.into_iter().map(row).collect_view().into_any();
    }
    let name = contact.name.clone();
    view! { <li><div class="item"><span><b>{name}</b><span class="quiet">{about}</span></span></div></li> }.into_any()
}
