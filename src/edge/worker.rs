//! The service worker from the page's side: whether the app opens without network, and whether a new version waits.
//!
//! A new version never takes over by itself; the person is asked, and not while an hour runs.
use std::cell::RefCell;
use std::rc::Rc;

use js_sys::Array;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{MessageChannel, MessageEvent, ServiceWorker, ServiceWorkerContainer, ServiceWorkerRegistration};

use super::listen::{Listener, shared};
use super::once::Once;
use super::timer::{self, Timer};
use super::{js, page};

const SCRIPT: &str = "/sw.js";
/// A stopped worker is started by the question; a slow phone needs a moment for it.
const STATUS_MS: u32 = 3_000;
/// How long a waiting version may take to take over.
const TAKE_OVER_MS: u32 = 10_000;

/// Whether the app opens without network.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Offline {
    /// Nobody has asked the worker yet.
    Unknown,
    /// No worker: it needs the network to open.
    None,
    /// Still loading, or its copy is not whole.
    Installing,
    /// Every file of this version is on the phone.
    Ready {
        /// The version.
        version: String,
    },
    /// It opens without network, and a newer version waits to be taken.
    UpdateWaiting {
        /// The newer version, if its worker answered.
        version: Option<String>,
    },
}

/// The worker could not be registered. The app works, but opens with network only.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum WorkerError {
    /// This browser has none, or not at this address (plain http).
    #[error("this browser has no service worker here")]
    Unsupported,
    /// The script did not come, or was refused; trying again can help.
    #[error("the service worker was not registered")]
    NotRegistered,
}

impl WorkerError {
    /// Whether the same call may succeed later.
    #[must_use]
    pub const fn can_try_again(self) -> bool {
        matches!(self, Self::NotRegistered)
    }
}

/// Registers the worker; it looks for a new version at the same time. Call it when the app has opened.
///
/// It first tells the worker that brought this page that the start was good, so that the version before may go. It waits
/// one turn for that: whatever else opening does has then happened, and a panic in it would have ended this too.
///
/// # Errors
/// [`WorkerError`].
pub async fn register() -> Result<(), WorkerError> {
    let container = container().ok_or(WorkerError::Unsupported)?;
    timer::sleep(0).await;
    if let Some(worker) = container.controller() {
        // Unheard, the version before is only kept for longer. Said before the look for a new version, whose files
        // must not be taken for old ones.
        worker.post_message(&js::object(&[("type", "good-start".into())])).ok();
    }
    JsFuture::from(container.register(SCRIPT)).await.map_err(|_| WorkerError::NotRegistered)?;
    Ok(())
}

/// Whether this page came from the worker, so that every file of the app lies on the phone.
#[must_use]
pub fn brought_this_page() -> bool {
    container().is_some_and(|container| container.controller().is_some())
}

/// How things stand now.
pub async fn state() -> Offline {
    let Some(registration) = registration().await else { return Offline::None };
    let Some(active) = registration.active() else { return Offline::Installing };
    match (registration.waiting(), status(&active).await) {
        (_, Some(status)) if !status.ready => Offline::Installing,
        (Some(waiting), Some(_)) => {
            Offline::UpdateWaiting { version: self::status(&waiting).await.map(|status| status.version) }
        }
        (None, Some(status)) => Offline::Ready { version: status.version },
        // It does not answer, so nothing is promised.
        (_, None) => Offline::Installing,
    }
}

/// Tells when [`state`] may have changed, until it is dropped.
pub struct Watch {
    _listeners: Vec<Listener>,
    /// Replaced whenever another worker begins to install.
    _installing: Rc<RefCell<Option<Listener>>>,
}

/// Calls back when the worker or a new version of it changes state. At the first visit, before [`register`] is through,
/// it waits until there is a worker, and calls back then.
pub async fn on_change(callback: impl FnMut() + 'static) -> Option<Watch> {
    let container = container()?;
    let callback = shared(callback);
    let registration = match registration().await {
        Some(registration) => registration,
        None => {
            let ready = JsFuture::from(container.ready().ok()?).await;
            callback();
            ready.ok()?.dyn_into().ok()?
        }
    };
    let installing = Rc::new(RefCell::new(None));
    let watch = {
        let (callback, installing) = (Rc::clone(&callback), Rc::clone(&installing));
        move |worker: Option<ServiceWorker>| {
            let callback = Rc::clone(&callback);
            let listener = worker.map(|worker| Listener::new(&worker, "statechange", move |_| callback()));
            installing.replace(listener);
        }
    };
    watch(registration.installing());
    let (found, tell) = (registration.clone(), Rc::clone(&callback));
    let on_found = Listener::new(&registration, "updatefound", move |_| {
        watch(found.installing());
        tell();
    });
    let on_controller = Listener::new(&container, "controllerchange", move |_| callback());
    Some(Watch { _listeners: vec![on_found, on_controller], _installing: installing })
}

/// Tells the worker whether an hour runs: the version that runs with it then stays until it is over, also when the app is
/// closed and opened again. Without a worker there is no version to keep.
pub fn tell_whether_an_hour_runs(runs: bool) {
    if let Some(worker) = container().and_then(|container| container.controller()) {
        let said = js::object(&[("type", "hour".into()), ("runs", runs.into())]);
        // Unheard, a newer version may come in the middle of the hour, which goes on with it.
        worker.post_message(&said).ok();
    }
}

/// Lets the waiting version take over and loads the page anew with it. `false` if none waits or it does not come; the
/// version that runs goes on. For a person's tap only, never while an hour runs.
pub async fn apply_update() -> bool {
    let (Some(container), Some(registration)) = (container(), registration().await) else { return false };
    let Some(waiting) = registration.waiting() else { return false };
    let answer = Once::new();
    let (came, late) = (answer.clone(), answer.clone());
    let _on_controller = Listener::new(&container, "controllerchange", move |_| came.settle(true));
    let _patience = Timer::after(TAKE_OVER_MS, move || late.settle(false));
    if waiting.post_message(&js::object(&[("type", "skip-waiting".into())])).is_err() {
        return false;
    }
    let taken = answer.await;
    if taken {
        // This page's code belongs to the version that has just gone.
        page::reload();
    }
    taken
}

/// A worker's answer about itself.
struct Status {
    version: String,
    /// Every file of its version is in its cache.
    ready: bool,
}

async fn status(worker: &ServiceWorker) -> Option<Status> {
    let channel = MessageChannel::new().ok()?;
    let answer = Once::new();
    let (answered, late) = (answer.clone(), answer.clone());
    let port = channel.port1();
    let _on_answer = Listener::new(&port, "message", move |event| {
        answered.settle(event.dyn_ref::<MessageEvent>().map(MessageEvent::data));
    });
    port.start();
    let _patience = Timer::after(STATUS_MS, move || late.settle(None));
    let question = js::object(&[("type", "status".into())]);
    worker.post_message_with_transferable(&question, &Array::of1(&channel.port2())).ok()?;
    let data = answer.await;
    port.close();
    let data = data?;
    Some(Status { version: js::get(&data, "version").as_string()?, ready: js::get(&data, "ready").as_bool()? })
}

/// Absent on plain http, in Lockdown Mode and in some private windows.
fn container() -> Option<ServiceWorkerContainer> {
    let navigator = js::window()?.navigator();
    js::get(&navigator, "serviceWorker").dyn_into().ok()
}

async fn registration() -> Option<ServiceWorkerRegistration> {
    JsFuture::from(container()?.get_registration()).await.ok()?.dyn_into().ok()
}
