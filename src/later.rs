//! The second part of the wasm: what the first screen and the hour do without.
//!
//! The first load holds Start, Now and what they need. The rest of the screens and the sender stand behind one table of
//! functions, [`Later`], which the build puts into a file of its own (`xtask/src/split.rs`; why:
//! `docs/decisions/0004-two-parts.md`). It is loaded as soon as the first screen stands, and the worker keeps both
//! files together, so that they come from one build.
mod beside;
mod kept;

pub(crate) use beside::take_update;

use std::pin::Pin;

use gh_core::case::Log;
use gh_core::guide::Step;
use gh_core::outbox::Item;
use gh_wire::id::Id;
use leptos::prelude::*;
use leptos::wasm_split::SplitLoaderError;

use crate::pages;
use crate::session::{ForAll, Guidance, Session};

/// A page of the app, ready to be drawn.
pub type Draw = fn() -> AnyView;

/// What comes later.
pub type Soon<T> = Pin<Box<dyn Future<Output = T>>>;

/// The way into the second part: plain functions, so that nothing of it is named by the first.
pub struct Later {
    /// Every address whose page lies here. A part that begins with a colon stands for any name.
    pub pages: &'static [(&'static str, Draw)],
    /// The page of an address that is in no table.
    pub not_found: Draw,
    /// Begins to send, and whatever else goes on beside the screens.
    pub start: fn(Session),
    /// The quiet notes of Start.
    pub start_notes: Draw,
    /// The note of Now about a record that has not been sent for too long.
    pub not_sent: fn(Item) -> AnyView,
    /// The strip of the header while several children are here.
    pub kids: Draw,
    /// The step that was just done for one child and may have been for all.
    pub maybe_for_all: fn(Session) -> Option<ForAll>,
    /// The question about it, in the slot of Now.
    pub for_all: fn(ForAll) -> AnyView,
    /// What stands behind "More about this step", by the step's id.
    pub step_detail: fn(String) -> AnyView,
    /// What of a step the record answers already, and where the rest is written down.
    pub step_answered: fn(Step) -> AnyView,
    /// Where a child who has gone was last seen, to be written down.
    pub last_seen_where: fn(Id) -> AnyView,
    /// The guidance that the phone keeps.
    pub kept_guidance: fn() -> Soon<Option<Guidance>>,
    /// The edition of the guidance with this hash, if the phone still has it.
    pub kept_edition: fn(String) -> Soon<Option<Guidance>>,
    /// Reads everything that the vault holds.
    pub read_all: fn(Session) -> Soon<()>,
    /// Tries once more to open a vault that is shut.
    pub open_again: fn(Session) -> Soon<()>,
    /// Reads one case as the vault has it now.
    pub read_case: fn(Session, Id) -> Soon<Option<Log>>,
    /// Goes on with the hour that another tab has begun from the tap of this case.
    pub give_way: fn(Session, Id) -> Soon<()>,
}

/// How far the second part has come.
#[derive(Clone, Copy, Default)]
pub enum Arrival {
    /// On its way.
    #[default]
    Coming,
    /// Here.
    Here(&'static Later),
    /// It did not come; it is asked for again when there is a network or when a person asks.
    Failed,
}

/// The second part could not be loaded. Nothing is lost, and the hour needs none of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the second part of the app could not be loaded")]
pub struct NotHere;

impl From<SplitLoaderError> for NotHere {
    fn from(_: SplitLoaderError) -> Self {
        Self
    }
}

static LATER: Later = Later {
    pages: &[
        ("/role", || pages::RolePage().into_any()),
        ("/concern", || pages::Concern().into_any()),
        ("/record", || pages::Record().into_any()),
        ("/record/:section", || pages::RecordSection().into_any()),
        ("/asked", || pages::Asked().into_any()),
        ("/care", || pages::Care().into_any()),
        ("/nrm", || pages::Nrm().into_any()),
        ("/children", || pages::Children().into_any()),
        ("/handover", || pages::Handover().into_any()),
        ("/handover/give", || pages::Give().into_any()),
        ("/handover/take", || pages::Take().into_any()),
        ("/photos", || pages::Photos().into_any()),
        ("/check", || pages::Check().into_any()),
        ("/sent/:id", || pages::Sent().into_any()),
        ("/records", || pages::Records().into_any()),
        ("/signs", || pages::Signs().into_any()),
        ("/signs/meaning", || pages::SignsMeaning().into_any()),
        ("/signs/:id", || pages::SignPage().into_any()),
        ("/guidance", || pages::Guidance().into_any()),
        ("/guidance/:topic", || pages::GuidanceTopic().into_any()),
        ("/step/:id", || pages::StepPage().into_any()),
        ("/contacts", || pages::Contacts().into_any()),
        ("/menu", || pages::Menu().into_any()),
        ("/finish", || pages::Finish().into_any()),
        ("/settings", || pages::Settings().into_any()),
        ("/install", || pages::Install().into_any()),
    ],
    not_found: || pages::NotFound().into_any(),
    start: beside::start,
    start_notes: pages::late_notes,
    not_sent: pages::not_sent,
    kids: || crate::components::kids().into_any(),
    maybe_for_all: Session::maybe_for_all,
    for_all: |step| pages::for_all(step).into_any(),
    step_detail: |id| pages::step_detail(&id),
    step_answered: |step| pages::step_answered(step).into_any(),
    last_seen_where: |case| pages::last_seen_where(case).into_any(),
    kept_guidance: || Box::pin(kept::current()),
    kept_edition: |sha256| Box::pin(kept::edition(sha256)),
    read_all: |session| Box::pin(session.read_all()),
    open_again: |session| Box::pin(session.open_again()),
    read_case: |session, id| Box::pin(session.read_case(id)),
    give_way: |session, case| Box::pin(session.give_way(case)),
};

/// The table, once its file is here. All that only it names lies in the second file.
#[cfg(feature = "split")]
#[leptos::wasm_split::wasm_split(later, wasm_split_path = ::leptos::wasm_split, fallible)]
pub(crate) fn table() -> Result<&'static Later, NotHere> {
    Ok(&LATER)
}

/// The table. Unsplit, as in tests, it is always here.
#[cfg(not(feature = "split"))]
pub(crate) async fn table() -> Result<&'static Later, NotHere> {
    Ok(&LATER)
}
