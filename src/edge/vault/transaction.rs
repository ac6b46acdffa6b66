//! One transaction: what it asks, what it then does, and whether it completed.
//!
//! Nothing is awaited inside: WebKit ends a transaction that waits for any other promise. So everything is prepared
//! before, the requests are placed at once, and the rest runs in the last request's success callback. Requests of one
//! transaction succeed in the order in which they were placed, so the last one's success means that all are answered.
use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Array, Object};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{IdbDatabase, IdbObjectStore, IdbRequest, IdbTransaction};

use super::VaultError;
use crate::edge::js;
use crate::edge::listen::Listener;
use crate::edge::once::Once;
use crate::edge::timer::Timer;

// web-sys has the options only behind its unstable flag. Without them Chromium's commits are relaxed: `complete` would
// come before the bytes are on the disk.
#[wasm_bindgen]
extern "C" {
    type DatabaseWithOptions;
    #[wasm_bindgen(method, catch)]
    fn transaction(
        this: &DatabaseWithOptions,
        stores: &Array,
        mode: &str,
        options: &Object,
    ) -> Result<IdbTransaction, JsValue>;

    // web-sys calls its own deprecated, for its return type; the method itself is not.
    type TransactionThatCommits;
    #[wasm_bindgen(method, catch)]
    fn commit(this: &TransactionThatCommits) -> Result<(), JsValue>;
}

/// Whether a transaction writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    /// Reads only.
    Read,
    /// Writes; complete only when the bytes are on the disk.
    Write,
}

/// A transaction that is running.
pub(super) struct Running(IdbTransaction);

impl Running {
    /// One of its stores.
    pub(super) fn store(&self, name: &str) -> Result<IdbObjectStore, VaultError> {
        Ok(self.0.object_store(name)?)
    }

    /// It may be over already; then there is nothing to abort.
    fn abort(&self) {
        self.0.abort().ok();
    }
}

/// Places the reading requests of a transaction.
type Ask<'a> = dyn FnOnce(&Running) -> Result<Vec<IdbRequest>, VaultError> + 'a;
/// Gets their results and may write.
type Act = Box<dyn FnOnce(&Running, &[JsValue]) -> Result<(), VaultError>>;

/// Runs one transaction. `ask` places the reading requests; `act` gets their results in the same order and may write.
/// An error from either aborts everything. The answer is `act`'s, and comes only after the `complete` event.
pub(super) async fn run<T: 'static>(
    database: &IdbDatabase,
    stores: &[&str],
    mode: Mode,
    limit_ms: u32,
    ask: impl FnOnce(&Running) -> Result<Vec<IdbRequest>, VaultError>,
    act: impl FnOnce(&Running, &[JsValue]) -> Result<T, VaultError> + 'static,
) -> Result<T, VaultError> {
    let made: Rc<RefCell<Option<T>>> = Rc::default();
    let keep = Rc::clone(&made);
    let act: Act = Box::new(move |running, values| {
        *keep.borrow_mut() = Some(act(running, values)?);
        Ok(())
    });
    run_boxed(database, stores, mode, limit_ms, Box::new(ask), act).await?;
    made.take().ok_or_else(no_answer)
}

/// The one transaction that all others are: of one type, so that its code is there once.
async fn run_boxed(
    database: &IdbDatabase,
    stores: &[&str],
    mode: Mode,
    limit_ms: u32,
    ask: Box<Ask<'_>>,
    act: Act,
) -> Result<(), VaultError> {
    let running = Rc::new(Running(begin(database, stores, mode)?));
    let ended = Once::<Result<(), VaultError>>::new();
    let made: Rc<RefCell<Option<Result<(), VaultError>>>> = Rc::default();

    let complete = ended.clone();
    let _on_complete = Listener::new(&running.0, "complete", move |_| complete.settle(Ok(())));
    let (aborted, transaction) = (ended.clone(), running.0.clone());
    // Over quota only this event comes, never the request's own error (nothing-lost, fact 5).
    let _on_abort = Listener::new(&running.0, "abort", move |_| {
        aborted.settle(Err(VaultError::from_browser(&js::get(&transaction, "error"))));
    });
    let (late, stuck) = (ended.clone(), Rc::clone(&running));
    let _watchdog = Timer::after(limit_ms, move || {
        stuck.abort();
        late.settle(Err(VaultError::TimedOut));
    });

    let requests = ask(&running).inspect_err(|_| running.abort())?;
    let mut act = Some(act);
    let (answers, result, inside) = (requests.clone(), Rc::clone(&made), Rc::clone(&running));
    let mut then = move || {
        let Some(act) = act.take() else { return };
        let values: Vec<JsValue> =
            answers.iter().map(|request| request.result().unwrap_or(JsValue::UNDEFINED)).collect();
        let outcome = act(&inside, &values);
        match (&outcome, mode) {
            (Err(_), _) => inside.abort(),
            // Everything is placed: the browser need not come back with each answer before it commits. Refused, or not
            // there, it commits by itself a little later.
            (Ok(()), Mode::Write) => {
                inside.0.unchecked_ref::<TransactionThatCommits>().commit().ok();
            }
            (Ok(()), Mode::Read) => {}
        }
        *result.borrow_mut() = Some(outcome);
    };
    let _on_success = match requests.last() {
        Some(last) => Some(Listener::new(last, "success", move |_| then())),
        None => {
            then();
            None
        }
    };

    let end = ended.await;
    match (end, made.take()) {
        (_, Some(Err(refused))) => Err(refused),
        (Ok(()), Some(Ok(()))) => Ok(()),
        (Err(error), _) => Err(error),
        (Ok(()), None) => Err(no_answer()),
    }
}

fn no_answer() -> VaultError {
    VaultError::Refused { name: "no answer".to_owned() }
}

fn begin(database: &IdbDatabase, stores: &[&str], mode: Mode) -> Result<IdbTransaction, VaultError> {
    let names: Array = stores.iter().map(|name| JsValue::from_str(name)).collect();
    let (mode, options) = match mode {
        Mode::Read => ("readonly", Object::new()),
        Mode::Write => ("readwrite", js::object(&[("durability", "strict".into())])),
    };
    Ok(database.unchecked_ref::<DatabaseWithOptions>().transaction(&names, mode, &options)?)
}
