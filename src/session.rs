//! Signals around the core: what the screens read, and the one way in which they change a case.
//!
//! Nothing here decides. A screen says what happened ([`Session::note`]); the worker makes the event, commits it, and
//! only then changes the signals that the screens follow.
mod again;
mod begin;
mod calls;
mod children;
mod guidance;
mod later;
mod logs;
mod plans;
mod read;
mod standing;
mod taken;
mod work;

use std::cell::{Cell, RefCell};
use std::collections::{BTreeSet, VecDeque};
use std::rc::Rc;
use std::sync::Arc;

use gh_core::case::{CaseState, Kind, Log};
use gh_core::outbox::Item;
use gh_core::record::Profile;
use gh_core::time::{Reading, Wall};
use gh_wire::id::Id;
use leptos::prelude::*;

pub use begin::{NoGuidance, begin, bring_the_rest, go_on, take_last_tap};
pub use calls::{CallBlock, Calls, block, contact, of_contact};
pub use children::{Child, ForAll};
pub(crate) use guidance::whole;
pub use standing::{Guidance, Part, Storage, Stored};
pub use taken::NotKept;
pub(crate) use work::Job;

use crate::edge::once::Once;
use crate::edge::storage::Kept;
use crate::edge::vault::{Vault, VaultError};
use crate::edge::worker::Offline;
use crate::edge::{clock, prefs};
use crate::later::Arrival;
use crate::trust::Trust;

/// A case as the app holds it: its log, and how much of the log the vault has.
#[derive(Debug, Clone, PartialEq)]
pub struct Case {
    /// Every event, those in memory only included.
    pub log: Log,
    /// What follows from it.
    pub state: CaseState,
    /// How many events the vault has committed. The rest is "Not saved on this phone".
    pub saved: usize,
}

impl Case {
    /// Whether anything is in memory only.
    #[must_use]
    pub fn unsaved(&self) -> bool {
        self.saved < self.log.events().len()
    }
}

/// What every screen may read. `Copy`: pass it, do not clone what is in it.
#[derive(Clone, Copy)]
pub struct Session {
    /// Both clocks, read every few seconds and on return to the app.
    pub now: RwSignal<Reading>,
    /// The browser's hint; it decides words, never what is sent.
    pub online: RwSignal<bool>,
    /// The guidance of the open case, or the newest.
    pub guidance: RwSignal<Arc<Guidance>>,
    /// The person, from Settings.
    pub profile: RwSignal<Profile>,
    /// Every case on this phone.
    pub cases: RwSignal<Vec<Arc<Case>>>,
    /// The case that Now and Record show.
    pub current: RwSignal<Option<Id>>,
    /// The step on the screen, which never changes under the user.
    pub open_step: RwSignal<Option<String>>,
    /// What waits to be sent, and where each stands.
    pub queue: RwSignal<Vec<Item>>,
    /// The desk that this phone is joined to.
    pub trust: RwSignal<Trust>,
    /// Whether the vault is open.
    pub storage: RwSignal<Storage>,
    /// Whether the browser promises to keep what is stored.
    pub kept: RwSignal<Kept>,
    /// Whether the app opens without a network.
    pub offline: RwSignal<Offline>,
    /// Something is on its way into the vault: nothing that was tapped just now may be called saved yet.
    pub busy: RwSignal<bool>,
    /// The vault refused what it was given last. It is asked again by itself, and until it takes it, the screens go on
    /// saying that it has not.
    pub refused: RwSignal<bool>,
    /// The last thing a screen reader should say, politely.
    pub said: RwSignal<String>,
    /// An early tap of more than two hours ago, which the person is asked about.
    pub old_tap: RwSignal<Option<i64>>,
    /// Steps that were done with a call, for which a person has said whether they were for all the children.
    pub set_aside: RwSignal<BTreeSet<Id>>,
    /// The case for which Send was pressed while something was missing: its fields say what, until they are filled.
    pub asked_to_send: RwSignal<Option<Id>>,
    /// Why the last Send sealed nothing, in the words of the screen.
    pub not_sealed: RwSignal<Option<String>>,
    /// The second part of the wasm.
    pub later: RwSignal<Arrival>,
    /// The rest of the guidance was asked for and did not come.
    pub rest_missing: RwSignal<bool>,
    /// How much of what the vault holds this page has read.
    pub stored: RwSignal<Stored>,
    /// What is stored has been looked through: the hour that runs is open, and an early tap has been used.
    pub settled: RwSignal<bool>,
    /// Rows of the vault that cannot be read, by count. Said on Records.
    pub unreadable: RwSignal<usize>,
    shared: StoredValue<Rc<Shared>, LocalStorage>,
}

/// What is not `Send`: the vault, the work to do, the queue's machine.
pub struct Shared {
    /// The vault, once it is open.
    pub(crate) vault: RefCell<Option<Vault>>,
    jobs: RefCell<VecDeque<Job>>,
    /// The vault has kept something waiting for too long, and still does.
    overdue: Cell<bool>,
    /// What was last noted for the next start: whether an hour runs.
    hour_noted: Cell<Option<bool>>,
    /// What goes on beside the screens has begun.
    started: Cell<bool>,
    /// The rest of the guidance is on its way.
    completing: Cell<bool>,
    /// Nothing can have been stored before this page.
    first_visit: Cell<bool>,
    /// An hour has begun from a tap that came before the app.
    tapped: Cell<bool>,
    /// The vault is shut for a cause that may pass.
    may_open: Cell<bool>,
    /// A vault that would not open is being tried again.
    opening_again: Cell<bool>,
    /// While what is stored is being read: who waits for it.
    reading: RefCell<Option<Vec<Once<()>>>>,
    /// What was read and is taken over when the first screen stands.
    of_sending: RefCell<Option<read::OfSending>>,
}

/// The session of this page.
///
/// # Panics
/// Outside [`crate::app::App`], which provides it.
#[must_use]
pub fn session() -> Session {
    expect_context::<Session>()
}

impl Session {
    /// A session that knows the guidance and nothing else yet.
    #[must_use]
    pub fn new(guidance: Guidance) -> Self {
        Self {
            now: RwSignal::new(clock::now()),
            online: RwSignal::new(crate::edge::net::is_online()),
            guidance: RwSignal::new(Arc::new(guidance)),
            profile: RwSignal::new(Profile::default()),
            cases: RwSignal::new(Vec::new()),
            current: RwSignal::new(None),
            open_step: RwSignal::new(None),
            queue: RwSignal::new(Vec::new()),
            trust: RwSignal::new(Trust::default()),
            storage: RwSignal::new(Storage::Opening),
            kept: RwSignal::new(Kept::Unknown),
            offline: RwSignal::new(Offline::Unknown),
            busy: RwSignal::new(false),
            refused: RwSignal::new(false),
            said: RwSignal::new(String::new()),
            old_tap: RwSignal::new(None),
            set_aside: RwSignal::new(BTreeSet::new()),
            asked_to_send: RwSignal::new(None),
            not_sealed: RwSignal::new(None),
            later: RwSignal::new(Arrival::Coming),
            rest_missing: RwSignal::new(false),
            stored: RwSignal::new(Stored::Coming),
            settled: RwSignal::new(false),
            unreadable: RwSignal::new(0),
            shared: StoredValue::new_local(Rc::new(Shared {
                vault: RefCell::new(None),
                jobs: RefCell::new(VecDeque::new()),
                overdue: Cell::new(false),
                hour_noted: Cell::new(None),
                started: Cell::new(false),
                completing: Cell::new(false),
                may_open: Cell::new(false),
                opening_again: Cell::new(false),
                first_visit: Cell::new(false),
                tapped: Cell::new(false),
                reading: RefCell::new(None),
                of_sending: RefCell::new(None),
            })),
        }
    }

    /// The open case, tracked.
    #[must_use]
    pub fn case(self) -> Option<Arc<Case>> {
        let id = self.current.get()?;
        self.cases.with(|cases| cases.iter().find(|case| case.state.id == id).cloned())
    }

    /// A case by its id, tracked.
    #[must_use]
    pub fn case_of(self, id: Id) -> Option<Arc<Case>> {
        self.cases.with(|cases| cases.iter().find(|case| case.state.id == id).cloned())
    }

    /// The hour that runs, if one does, tracked. If several do, that of the child whose record is open, else the one that
    /// was begun last: the same after each start.
    #[must_use]
    pub fn running(self) -> Option<Arc<Case>> {
        let open = self.current.get();
        let rank = |case: &&Arc<Case>| (Some(case.state.id) == open, case.state.began.ms);
        self.cases.with(|cases| cases.iter().filter(|case| case.state.runs()).max_by_key(rank).cloned())
    }

    /// The case that a page which has just been loaded goes on with: the one that this tab had open, else the hour that was
    /// open last, else the one that began last. Never another child than the one who was on the screen.
    fn case_to_open(self) -> Option<Arc<Case>> {
        let find = |id: Option<String>| self.case_of(Id::parse(&id?).ok()?);
        find(prefs::open_case_of_tab())
            .or_else(|| find(prefs::open_case()).filter(|case| case.state.runs()))
            .or_else(|| self.running())
    }

    /// The open case, if it is an hour that runs, tracked.
    #[must_use]
    pub fn running_here(self) -> Option<Arc<Case>> {
        self.case().filter(|case| case.state.runs())
    }

    /// What happened, in the open case. Returns at once; the screens change when it is committed.
    pub fn note(self, kind: Kind) {
        if let Some(case) = self.current.get_untracked() {
            self.note_in(case, kind);
        }
    }

    /// What happened, in this case.
    pub fn note_in(self, case: Id, kind: Kind) {
        self.push(Job::Note { case, kind, at: clock::now() });
    }

    /// Starts an hour with the time of this very tap. The new case is open at once.
    pub fn start_hour(self) {
        let at = clock::now();
        self.start(at, at.wall, false);
    }

    /// Starts the hour of a tap that came before the code had loaded.
    pub fn start_hour_from(self, tap_ms: i64) {
        let at = clock::now();
        self.start(at, Wall { ms: tap_ms.min(at.wall.ms), offset_min: at.wall.offset_min }, true);
    }

    fn start(self, at: Reading, met_at: Wall, early_tap: bool) {
        // Kept like an early tap until the hour is in the vault: a kill in between must not lose it.
        prefs::set_tap(met_at.ms);
        let guidance = self.guidance.with_untracked(|guidance| guidance.name.clone());
        self.open(at, Kind::HourStarted { met_at, early_tap, guidance });
        self.take_settings_over();
    }

    /// A tap on Start while what is stored is still on its way: kept as an early tap, so that it starts the hour, or asks
    /// when one runs already, as soon as that is known. `None`: it is known, and the hour can be started.
    #[must_use]
    pub fn tap_held(self) -> Option<i64> {
        if self.stored.get_untracked() != Stored::Coming {
            return None;
        }
        let tap = clock::now().wall.ms;
        prefs::set_tap(tap);
        Some(tap)
    }

    /// Begins a concern, with no hour.
    pub fn start_concern(self) {
        let guidance = self.guidance.with_untracked(|guidance| guidance.name.clone());
        self.open(clock::now(), Kind::ConcernStarted { guidance });
        self.take_settings_over();
    }

    fn open(self, at: Reading, kind: Kind) {
        let case = logs::new_id();
        self.open_step.set(None);
        self.begin_in_memory(case, at, kind);
        self.current.set(Some(case));
        self.push(Job::SaveRest { case, told: false });
    }

    /// A new case starts with the role and the area of Settings, as events, so that the log says what was known.
    fn take_settings_over(self) {
        let (role, area) = self.profile.with_untracked(|p| (p.own_role(), p.area.clone()));
        if role.is_some() {
            self.note(Kind::RoleChosen { role });
        }
        if !area.is_empty() {
            self.note(Kind::AreaChosen { area: Some(area) });
        }
    }

    /// Stores the person's Settings.
    pub fn save_profile(self, profile: Profile) {
        self.profile.set(profile.clone());
        self.push(Job::Profile(profile));
    }

    /// Says something politely to a screen reader.
    pub fn say(self, words: impl Into<String>) {
        self.said.set(words.into());
    }

    /// Reads the clocks again, and notes a changed clock in the hour that runs.
    pub fn tick(self) {
        let now = clock::now();
        self.now.set(now);
        self.online.set(crate::edge::net::is_online());
        let running = self.cases.with_untracked(|cases| {
            let running = cases.iter().filter(|case| case.state.runs());
            running.map(|case| (case.state.id, case.state.clock.at(now))).collect::<Vec<_>>()
        });
        for (case, reading) in running.into_iter().filter(|(_, reading)| reading.changed) {
            self.note_in(case, Kind::ClockChanged { elapsed_ms: reading.elapsed_ms });
        }
        self.save_what_was_refused();
    }

    pub(crate) fn shared(self) -> Rc<Shared> {
        self.shared.get_value()
    }

    /// Whether the vault was opened, or could not be: until then everything that is to be saved waits.
    pub(crate) fn vault_is_settled(self) -> bool {
        self.storage.get_untracked() != Storage::Opening
    }

    /// What happens from now on is saved in it.
    fn use_vault(self, vault: Vault) {
        if let Some(listener) = vault.on_changed(move || self.push(Job::Reload)) {
            listener.forever();
        }
        self.shared().vault.replace(Some(vault));
        self.storage.set(Storage::Open);
    }

    /// The vault's door is open, or stays shut: from now on, what happened is saved, or is said not to be.
    pub(crate) fn settle_vault(self, vault: Result<Vault, VaultError>) {
        let is_new = vault.as_ref().map_or(true, Vault::is_new);
        match vault {
            Ok(vault) => self.use_vault(vault),
            Err(why) => self.close_vault(&why),
        }
        self.stored.set(if is_new { Stored::Read } else { Stored::Coming });
        self.shared().overdue.set(false);
        self.work_on();
    }

    /// An early tap is used at most once.
    pub(crate) fn forget_tap(self) {
        prefs::clear_tap();
        self.old_tap.set(None);
    }
}
