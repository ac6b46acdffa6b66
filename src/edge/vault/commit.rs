//! Storing a batch: sealed before, decided inside, told after.
//!
//! What is written whatever is read, unless everything is aborted, is placed together with the reading: that saves a way
//! to the browser's storage and back on each tap.
use gh_wire::digest::Digest;
use gh_wire::id::Id;
use js_sys::Uint8Array;
use wasm_bindgen::JsValue;
use web_sys::{CryptoKey, IdbRequest};

use super::batch::{Append, Batch, Committed, Head};
use super::connection::stores;
use super::seal::{self, Sealing};
use super::transaction::Running;
use super::{VaultError, heads};
use crate::edge::{clock, js};

/// The name of the counter of outbox rows.
const OUTBOX_COUNTER: &str = "outbox";

/// Whether a batch is tried for the first time. The first attempt may have been stored although its `complete` never
/// arrived; the second must then find its own rows and not store them again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Attempt {
    /// Nothing of it can be there.
    First,
    /// The connection was lost during the first.
    AfterHealing,
}

/// A batch with all its rows encrypted.
pub(super) struct Prepared {
    attempt: Attempt,
    appends: Vec<(Append, Vec<Uint8Array>)>,
    outbox_put: Vec<(Id, Uint8Array, Uint8Array)>,
    outbox_state: Vec<(Id, Uint8Array)>,
    outbox_remove: Vec<Id>,
    receipts: Vec<(Id, Uint8Array)>,
    settings: Vec<(String, Option<Uint8Array>)>,
    settings_once: Vec<(String, Uint8Array)>,
    photos_put: Vec<(JsValue, Uint8Array)>,
    photos_remove: Vec<(Id, Digest)>,
    purge_cases: Vec<(Id, Head)>,
    now_ms: i64,
}

/// Encrypts the rows of a batch: all begun before the first is awaited.
pub(super) async fn prepare(key: &CryptoKey, batch: &Batch, attempt: Attempt) -> Result<Prepared, VaultError> {
    let at = |store: &str, id: &Id, plain: &[u8]| Sealing::begin(key, &seal::place(store, &id.to_string()), plain);
    let setting = |name: &str, plain: &[u8]| Sealing::begin(key, &seal::place(stores::SETTINGS, name), plain);

    let appends = batch.appends.iter().map(|append| begin_events(key, append)).collect::<Result<Vec<_>, _>>()?;
    let mut outbox_put = Vec::new();
    for put in &batch.outbox_put {
        let row = at(stores::OUTBOX, &put.id, &put.row)?;
        outbox_put.push((put.id, row, at(stores::OUTBOX_STATE, &put.id, &put.state)?));
    }
    let mut outbox_state = Vec::new();
    for (id, state) in &batch.outbox_state {
        outbox_state.push((*id, at(stores::OUTBOX_STATE, id, state)?));
    }
    let mut receipts = Vec::new();
    for (id, receipt) in &batch.receipts {
        receipts.push((*id, at(stores::RECEIPTS, id, receipt)?));
    }
    let mut settings = Vec::new();
    for (name, value) in &batch.settings {
        settings.push((name.clone(), value.as_ref().map(|value| setting(name, value)).transpose()?));
    }
    let mut settings_once = Vec::new();
    for (name, value) in &batch.settings_once {
        settings_once.push((name.clone(), setting(name, value)?));
    }
    let mut photos = Vec::new();
    for put in &batch.photos_put {
        let sealing = Sealing::begin(key, &seal::photo_place(put.case, put.digest), &put.jpeg)?;
        photos.push((photo_key(put.case, put.digest), sealing));
    }

    let mut prepared = Prepared {
        attempt,
        appends: Vec::new(),
        outbox_put: Vec::new(),
        outbox_state: Vec::new(),
        outbox_remove: batch.outbox_remove.clone(),
        receipts: Vec::new(),
        settings: Vec::new(),
        settings_once: Vec::new(),
        photos_put: Vec::new(),
        photos_remove: batch.photos_remove.clone(),
        purge_cases: batch.purge_cases.clone(),
        now_ms: clock::now().wall.ms,
    };
    for (append, begun) in batch.appends.iter().zip(appends) {
        let mut rows = Vec::new();
        for event in begun {
            rows.push(event.finish().await?);
        }
        prepared.appends.push((append.clone(), rows));
    }
    for (id, row, state) in outbox_put {
        prepared.outbox_put.push((id, row.finish().await?, state.finish().await?));
    }
    for (id, state) in outbox_state {
        prepared.outbox_state.push((id, state.finish().await?));
    }
    for (id, receipt) in receipts {
        prepared.receipts.push((id, receipt.finish().await?));
    }
    for (name, value) in settings {
        let value = match value {
            Some(value) => Some(value.finish().await?),
            None => None,
        };
        prepared.settings.push((name, value));
    }
    for (name, value) in settings_once {
        prepared.settings_once.push((name, value.finish().await?));
    }
    for (key, sealing) in photos {
        prepared.photos_put.push((key, sealing.finish().await?));
    }
    Ok(prepared)
}

fn begin_events(key: &CryptoKey, append: &Append) -> Result<Vec<Sealing>, VaultError> {
    let case = append.case.to_string();
    let places = append.events.iter().zip(first_sequence(append)..);
    places.map(|(event, sequence)| Sealing::begin(key, &seal::event_place(&case, sequence), &event.bytes)).collect()
}

/// The place of the first new event; places count from 0.
fn first_sequence(append: &Append) -> u32 {
    append.built_on.map_or(0, |head| head.count)
}

/// The key of an event.
pub(super) fn event_key(case: Id, sequence: u32) -> JsValue {
    js_sys::Array::of2(&case.to_string().into(), &sequence.into()).into()
}

/// The key of a photograph.
pub(super) fn photo_key(case: Id, photo: Digest) -> JsValue {
    js_sys::Array::of2(&case.to_string().into(), &photo.to_string().into()).into()
}

fn key_of(id: Id) -> JsValue {
    id.to_string().into()
}

impl Prepared {
    /// Places the reading requests, in the order in which [`Prepared::write`] takes their results, and behind them what
    /// does not hang on them: an error of [`Prepared::write`] takes it all back.
    pub(super) fn ask(&self, running: &Running) -> Result<Vec<IdbRequest>, VaultError> {
        let mut asked = Vec::new();
        if !self.outbox_put.is_empty() {
            asked.push(running.store(stores::COUNTERS)?.get(&OUTBOX_COUNTER.into())?);
        }
        let appended = self.appends.iter().map(|(append, _)| append.case);
        for case in appended.chain(self.purge_cases.iter().map(|(case, _)| *case)) {
            asked.push(running.store(stores::HEADS)?.get(&key_of(case))?);
        }
        for (id, ..) in &self.outbox_put {
            asked.push(running.store(stores::OUTBOX)?.get(&key_of(*id))?);
        }
        for (id, _) in &self.outbox_state {
            // Whether the row is there; the row itself is long.
            asked.push(running.store(stores::OUTBOX)?.get_key(&key_of(*id))?);
        }
        for (name, _) in &self.settings_once {
            asked.push(running.store(stores::SETTINGS)?.get_key(&name.as_str().into())?);
        }
        if self.attempt == Attempt::First {
            self.write_at_once(running)?;
        }
        Ok(asked)
    }

    /// Decides on what was read, and places the other writes. Any error aborts the transaction.
    pub(super) fn write(&self, running: &Running, read: &[JsValue]) -> Result<Committed, VaultError> {
        let mut read = read.iter();
        let mut next = || read.next().cloned().unwrap_or_default();
        let mut counter = if self.outbox_put.is_empty() { 0 } else { to_u64(&next()).unwrap_or(0) };

        let mut committed = Committed::default();
        let mut stored_before = false;
        let mut moved = None;
        for (append, _) in &self.appends {
            let (found, after) = (heads::from_js(&next()), append.head_after());
            committed.heads.extend(after.map(|head| (append.case, head)));
            if found != append.built_on {
                stored_before |= self.attempt == Attempt::AfterHealing && found == after;
                moved = moved.or(Some(append.case));
            }
        }
        // Where one of them was stored before, all were: it was one transaction.
        if let Some(case) = moved.filter(|_| !stored_before) {
            return Err(VaultError::HeadMoved { case });
        }
        for (case, decided_on) in &self.purge_cases {
            let found = heads::from_js(&next());
            let gone = found.is_none() && self.attempt == Attempt::AfterHealing;
            if found != Some(*decided_on) && !gone {
                return Err(VaultError::HeadMoved { case: *case });
            }
        }
        let mut to_queue = Vec::new();
        for (id, row, state) in &self.outbox_put {
            match to_u64(&js::get(&next(), "sequence")) {
                Some(_) if self.attempt == Attempt::First => return Err(VaultError::AlreadyQueued { id: *id }),
                Some(sequence) => committed.sequences.push((*id, sequence)),
                None => {
                    counter += 1;
                    committed.sequences.push((*id, counter));
                    to_queue.push((*id, counter, row, state));
                }
            }
        }
        let still_queued: Vec<_> = self.outbox_state.iter().filter(|_| !next().is_undefined()).collect();
        if stored_before {
            // All of it, since it was one transaction.
            return Ok(committed);
        }
        for (name, _) in &self.settings_once {
            if !next().is_undefined() {
                return Err(VaultError::AlreadySet { key: name.clone() });
            }
        }

        if self.attempt == Attempt::AfterHealing {
            self.write_at_once(running)?;
        }
        let (outbox, states) = (running.store(stores::OUTBOX)?, running.store(stores::OUTBOX_STATE)?);
        for (id, sequence, row, state) in &to_queue {
            outbox.put_with_key(&outbox_row(*sequence, self.now_ms, row), &key_of(*id))?;
            states.put_with_key(state, &key_of(*id))?;
        }
        if !to_queue.is_empty() {
            running.store(stores::COUNTERS)?.put_with_key(&to_js(counter), &OUTBOX_COUNTER.into())?;
        }
        for (id, state) in still_queued {
            states.put_with_key(state, &key_of(*id))?;
        }
        Ok(committed)
    }

    fn write_at_once(&self, running: &Running) -> Result<(), VaultError> {
        self.write_events(running)?;
        for (id, receipt) in &self.receipts {
            running.store(stores::RECEIPTS)?.put_with_key(receipt, &key_of(*id))?;
        }
        for id in &self.outbox_remove {
            running.store(stores::OUTBOX)?.delete(&key_of(*id))?;
            running.store(stores::OUTBOX_STATE)?.delete(&key_of(*id))?;
        }
        self.write_settings(running)?;
        for (key, row) in &self.photos_put {
            running.store(stores::PHOTOS)?.put_with_key(row, key)?;
        }
        for (case, photo) in &self.photos_remove {
            running.store(stores::PHOTOS)?.delete(&photo_key(*case, *photo))?;
        }
        self.purge(running)
    }

    fn write_events(&self, running: &Running) -> Result<(), VaultError> {
        for (append, sealed) in self.appends.iter().filter(|(_, sealed)| !sealed.is_empty()) {
            let head = append.head_after().ok_or_else(|| VaultError::Refused { name: "too many events".to_owned() })?;
            let events = running.store(stores::EVENTS)?;
            for (row, sequence) in sealed.iter().zip(first_sequence(append)..) {
                // `add`, so that nothing can ever be written over a stored event.
                events.add_with_key(row, &event_key(append.case, sequence))?;
            }
            running.store(stores::HEADS)?.put_with_key(&heads::to_js(head), &key_of(append.case))?;
        }
        Ok(())
    }

    fn write_settings(&self, running: &Running) -> Result<(), VaultError> {
        let settings = running.store(stores::SETTINGS)?;
        for (name, value) in &self.settings {
            let name = name.as_str().into();
            match value {
                Some(value) => settings.put_with_key(value, &name)?,
                None => settings.delete(&name)?,
            };
        }
        for (name, value) in &self.settings_once {
            settings.add_with_key(value, &name.as_str().into())?;
        }
        Ok(())
    }

    fn purge(&self, running: &Running) -> Result<(), VaultError> {
        for (case, _) in &self.purge_cases {
            running.store(stores::EVENTS)?.delete(&heads::events_of(*case)?.into())?;
            running.store(stores::PHOTOS)?.delete(&heads::photos_of(*case)?.into())?;
            running.store(stores::HEADS)?.delete(&key_of(*case))?;
        }
        Ok(())
    }
}

/// The plain columns beside a sealed row: its number and its time, nothing else.
fn outbox_row(sequence: u64, now_ms: i64, row: &Uint8Array) -> JsValue {
    #[expect(clippy::cast_precision_loss, reason = "milliseconds of this age fit a double exactly")]
    let time = JsValue::from_f64(now_ms as f64);
    js::object(&[("sequence", to_js(sequence)), ("time", time), ("row", row.into())]).into()
}

#[expect(clippy::cast_precision_loss, reason = "a phone does not queue 2^53 rows")]
fn to_js(number: u64) -> JsValue {
    JsValue::from_f64(number as f64)
}

/// A whole number that was stored as a double.
pub(super) fn to_u64(value: &JsValue) -> Option<u64> {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    let number = value.as_f64().filter(|number| number.fract() == 0.0 && (0.0..EXACT).contains(number))?;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked just above")]
    let whole = number as u64;
    Some(whole)
}
