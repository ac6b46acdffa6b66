//! Opening the database, and noticing when it is closed under the page.
use std::cell::{Cell, RefCell};
use std::rc::Rc;

use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CryptoKey, IdbDatabase, IdbFactory, IdbOpenDbRequest};

use super::transaction::{Mode, run};
use super::{Limits, VERSION, VaultError, seal};
use crate::edge::js;
use crate::edge::listen::Listener;
use crate::edge::once::Once;
use crate::edge::timer::Timer;

/// The name of the one key in its store.
const KEY: &str = "rows";

/// The stores by name.
pub(super) mod stores {
    pub(in crate::edge::vault) const KEYS: &str = "keys";
    pub(in crate::edge::vault) const SETTINGS: &str = "settings";
    pub(in crate::edge::vault) const HEADS: &str = "heads";
    pub(in crate::edge::vault) const EVENTS: &str = "events";
    pub(in crate::edge::vault) const OUTBOX: &str = "outbox";
    pub(in crate::edge::vault) const OUTBOX_STATE: &str = "outbox_state";
    pub(in crate::edge::vault) const RECEIPTS: &str = "receipts";
    pub(in crate::edge::vault) const COUNTERS: &str = "counters";
    pub(in crate::edge::vault) const PHOTOS: &str = "photos";

    /// All that are read at the start.
    pub(in crate::edge::vault) const ROWS: [&str; 7] =
        [SETTINGS, HEADS, EVENTS, OUTBOX, OUTBOX_STATE, RECEIPTS, COUNTERS];

    /// All that a batch writes to. Photographs are long: each is read when it is shown or sent, and not before.
    pub(in crate::edge::vault) const WRITTEN: [&str; 8] =
        [SETTINGS, HEADS, EVENTS, OUTBOX, OUTBOX_STATE, RECEIPTS, COUNTERS, PHOTOS];
}

/// An open database and the key of its rows. The key belongs to the connection: if the browser wiped the database
/// meanwhile, the next connection has another one.
pub(super) struct Connection {
    pub(super) database: IdbDatabase,
    pub(super) key: CryptoKey,
    /// The key was made by this opening, so no row can have been written before.
    pub(super) is_new: bool,
    alive: Rc<Cell<bool>>,
    _listeners: [Listener; 2],
}

impl Connection {
    /// Opens the database, makes its stores and its key if they are missing.
    pub(super) async fn open(name: &str, limits: Limits) -> Result<Self, VaultError> {
        seal::subtle()?;
        let database = open_database(name, limits).await?;
        let alive = Rc::new(Cell::new(true));
        let closed = Rc::clone(&alive);
        let on_close = Listener::new(&database, "close", move |_| closed.set(false));
        let (outdated, closing) = (Rc::clone(&alive), database.clone());
        // Another tab wants a newer version, or to delete it: whoever does not close keeps that tab waiting for ever.
        let on_version_change = Listener::new(&database, "versionchange", move |_| {
            outdated.set(false);
            closing.close();
        });
        // Dropped unfinished, the handle would block later versions until the browser collects it.
        let (key, is_new) = key_of(&database, limits).await.inspect_err(|_| database.close())?;
        Ok(Self { database, key, is_new, alive, _listeners: [on_close, on_version_change] })
    }

    /// Whether the browser still holds it open, as far as it has said.
    pub(super) fn is_alive(&self) -> bool {
        self.alive.get()
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        self.database.close();
    }
}

fn factory() -> Result<IdbFactory, VaultError> {
    js::window().and_then(|window| window.indexed_db().ok()).flatten().ok_or(VaultError::Unavailable)
}

async fn open_database(name: &str, limits: Limits) -> Result<IdbDatabase, VaultError> {
    let request = factory()?.open_with_u32(name, VERSION).map_err(|_| VaultError::Unavailable)?;
    let answer = Once::<Result<(), VaultError>>::new();

    let upgrading = request.clone();
    let _on_upgrade = Listener::new(&request, "upgradeneeded", move |_| make_stores(&upgrading));
    let opened = answer.clone();
    let _on_success = Listener::new(&request, "success", move |_| opened.settle(Ok(())));
    let (failed, failing) = (answer.clone(), request.clone());
    let _on_error = Listener::new(&request, "error", move |event| {
        event.prevent_default();
        failed.settle(Err(why_not_opened(&js::get(&failing, "error"))));
    });
    let waiting = answer.clone();
    let patience = RefCell::new(None);
    let _on_blocked = Listener::new(&request, "blocked", move |_| {
        let blocked = waiting.clone();
        // Kept by the listener, so that it stops with it.
        patience.replace(Some(Timer::after(limits.blocked_ms, move || blocked.settle(Err(VaultError::Blocked)))));
    });
    let late = answer.clone();
    // A deletion that another tab blocks keeps this waiting without any event.
    let _watchdog = Timer::after(limits.open_ms, move || late.settle(Err(VaultError::Blocked)));

    match answer.await {
        Ok(()) => request.result()?.dyn_into().map_err(|_| VaultError::Unavailable),
        Err(error) => {
            finish_when_it_comes(&request);
            Err(error)
        }
    }
}

/// A request that was given up may still succeed. Its database must not be left without its stores, which no later opening
/// of this version would add; and its connection would block every later version.
fn finish_when_it_comes(request: &IdbOpenDbRequest) {
    let upgrading = request.clone();
    let make = Closure::once_into_js(move || make_stores(&upgrading));
    request.set_onupgradeneeded(Some(make.unchecked_ref()));
    let coming = request.clone();
    let close = Closure::once_into_js(move || {
        if let Some(database) = coming.result().ok().and_then(|result| result.dyn_into::<IdbDatabase>().ok()) {
            database.close();
        }
    });
    request.set_onsuccess(Some(close.unchecked_ref()));
}

fn why_not_opened(error: &JsValue) -> VaultError {
    match VaultError::from_browser(error) {
        // Firefox answers so in a private window.
        VaultError::Lost { name } if name == "InvalidStateError" => VaultError::Unavailable,
        VaultError::Refused { .. } => VaultError::Unavailable,
        other => other,
    }
}

/// Adds what is missing and drops nothing, whatever version it comes from.
fn make_stores(request: &IdbOpenDbRequest) {
    let Some(database) = request.result().ok().and_then(|result| result.dyn_into::<IdbDatabase>().ok()) else {
        return;
    };
    let there = database.object_store_names();
    for store in stores::WRITTEN.iter().chain([&stores::KEYS]) {
        if !there.contains(store) && database.create_object_store(store).is_err() {
            // Half a layout must not be kept.
            if let Some(transaction) = request.transaction() {
                transaction.abort().ok();
            }
            return;
        }
    }
}

/// The key of the rows, made at the first open, and whether this was that. If two tabs open first at once, the key that
/// was stored first holds.
async fn key_of(database: &IdbDatabase, limits: Limits) -> Result<(CryptoKey, bool), VaultError> {
    let read = |running: &super::transaction::Running| Ok(vec![running.store(stores::KEYS)?.get(&KEY.into())?]);
    let stored = run(database, &[stores::KEYS], Mode::Read, limits.transaction_ms, read, |_, values| {
        Ok(values.first().cloned().unwrap_or_default())
    })
    .await?;
    if let Ok(key) = stored.dyn_into::<CryptoKey>() {
        return Ok((key, false));
    }
    let fresh = seal::new_key().await?;
    run(database, &[stores::KEYS], Mode::Write, limits.transaction_ms, read, move |running, values| {
        if let Some(key) = values.first().and_then(|value| value.dyn_ref::<CryptoKey>()) {
            return Ok((key.clone(), false));
        }
        running.store(stores::KEYS)?.put_with_key(&fresh, &KEY.into())?;
        Ok((fresh, true))
    })
    .await
}
