//! The quiet notes under the steps of Start. They may come later than the rest.
use leptos::prelude::*;

use crate::components::{Icon, icon};
use crate::edge::worker::Offline;
use crate::later::take_update;
use crate::live::memo;
use crate::pages::install::{InstallNote, StorageNote};
use crate::session::session;

/// All of them.
pub fn late_notes() -> AnyView {
    view! {
        <UpdateReady/>
        <InstallNote/>
        <StorageNote/>
    }
    .into_any()
}

/// A new version waits. On Start only, never in the hour; it asks, and never loads by itself.
#[component]
fn UpdateReady() -> impl IntoView {
    let session = session();
    let waits =
        memo(move || matches!(session.offline.get(), Offline::UpdateWaiting { .. }) && session.running().is_none());
    move || {
        waits.get().then(|| {
            view! {
                <div class="note">
                    {icon(Icon::Update)}
                    <p><b>"An update is ready."</b>" It takes a moment. Your records stay."</p>
                    <button class="linkish" type="button" on:click=|_| take_update()>"Update now"</button>
                </div>
            }
        })
    }
}
