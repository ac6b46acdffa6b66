//! Reading everything, or one case: first all rows in one transaction, then their decryption beside each other.
use std::collections::{BTreeMap, BTreeSet};

use gh_wire::digest::Digest;
use gh_wire::id::Id;
use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CryptoKey, SubtleCrypto};

use super::batch::{Contents, Head, OutboxRow, StoredCase};
use super::commit::{photo_key, to_u64};
use super::connection::{Connection, stores};
use super::seal::{self, Opening};
use super::transaction::{Mode, Running, run};
use super::{Limits, VaultError, heads};
use crate::edge::js;

/// Keys and values of one store.
type Rows = Vec<(JsValue, JsValue)>;

fn rows(values: &[JsValue], nth: usize) -> Rows {
    let list =
        |at: usize| values.get(at).and_then(|value| value.dyn_ref::<Array>().map(Array::to_vec)).unwrap_or_default();
    list(2 * nth).into_iter().zip(list(2 * nth + 1)).collect()
}

/// Everything in the vault.
pub(super) async fn everything(connection: &Connection, limits: Limits) -> Result<Contents, VaultError> {
    let ask = |running: &Running| {
        let mut asked = Vec::new();
        for name in stores::ROWS {
            let store = running.store(name)?;
            asked.push(store.get_all_keys()?);
            asked.push(store.get_all()?);
        }
        Ok(asked)
    };
    let take = |_: &Running, values: &[JsValue]| -> Result<Vec<Rows>, VaultError> {
        Ok((0..stores::ROWS.len()).map(|nth| rows(values, nth)).collect())
    };
    let all = run(&connection.database, &stores::ROWS, Mode::Read, limits.transaction_ms, ask, take).await?;
    let mut by_store: Vec<(&str, Rows)> = stores::ROWS.into_iter().zip(all).collect();
    let mut of = |store: &str| {
        by_store
            .iter_mut()
            .find(|(name, _)| *name == store)
            .map_or_else(Rows::default, |(_, rows)| std::mem::take(rows))
    };

    let reader = Reader { subtle: seal::subtle()?, key: &connection.key };
    let mut unreadable = Vec::new();
    let settings = reader.named(stores::SETTINGS, of(stores::SETTINGS), &mut unreadable).await;
    let receipts = reader.by_id(stores::RECEIPTS, of(stores::RECEIPTS), &mut unreadable).await;
    let outbox = reader.outbox(of(stores::OUTBOX), of(stores::OUTBOX_STATE), &mut unreadable).await;
    let cases = reader.cases(of(stores::HEADS), of(stores::EVENTS), &mut unreadable).await;
    Ok(Contents { settings, cases, outbox, receipts, unreadable })
}

/// One case; `None` if the vault does not have it.
pub(super) async fn case(connection: &Connection, case: Id, limits: Limits) -> Result<Option<StoredCase>, VaultError> {
    let ask = move |running: &Running| {
        let (events, range) = (running.store(stores::EVENTS)?, heads::events_of(case)?);
        Ok(vec![
            running.store(stores::HEADS)?.get(&case.to_string().into())?,
            events.get_all_keys_with_key(&range)?,
            events.get_all_with_key(&range)?,
        ])
    };
    let take = move |_: &Running, values: &[JsValue]| {
        let head: Rows = values
            .first()
            .filter(|head| !head.is_undefined())
            .cloned()
            .map(|head| (JsValue::from(case.to_string()), head))
            .into_iter()
            .collect();
        Ok((head, rows(values.get(1..).unwrap_or_default(), 0)))
    };
    let names = [stores::HEADS, stores::EVENTS];
    let (head, events) = run(&connection.database, &names, Mode::Read, limits.transaction_ms, ask, take).await?;
    let reader = Reader { subtle: seal::subtle()?, key: &connection.key };
    Ok(reader.cases(head, events, &mut Vec::new()).await.pop())
}

/// One photograph; `None` if it is not there or damaged.
pub(super) async fn photo(
    connection: &Connection,
    case: Id,
    photo: Digest,
    limits: Limits,
) -> Result<Option<Vec<u8>>, VaultError> {
    let ask = move |running: &Running| Ok(vec![running.store(stores::PHOTOS)?.get(&photo_key(case, photo))?]);
    let take = |_: &Running, values: &[JsValue]| Ok(values.first().cloned().unwrap_or_default());
    let stored = run(&connection.database, &[stores::PHOTOS], Mode::Read, limits.transaction_ms, ask, take).await?;
    let opening = Opening::begin(&seal::subtle()?, &connection.key, seal::photo_place(case, photo), &stored);
    Ok(opening.finish().await.ok())
}

struct Reader<'a> {
    subtle: SubtleCrypto,
    key: &'a CryptoKey,
}

impl Reader<'_> {
    fn begin(&self, place: String, stored: &JsValue) -> Opening {
        Opening::begin(&self.subtle, self.key, place, stored)
    }

    async fn named(&self, store: &str, rows: Rows, unreadable: &mut Vec<String>) -> BTreeMap<String, Vec<u8>> {
        let begun: Vec<_> = rows
            .into_iter()
            .map(|(key, stored)| {
                let name = key.as_string().unwrap_or_default();
                let opening = self.begin(seal::place(store, &name), &stored);
                (name, opening)
            })
            .collect();
        let mut read = BTreeMap::new();
        for (name, opening) in begun {
            match opening.finish().await {
                Ok(plain) => drop(read.insert(name, plain)),
                Err(place) => unreadable.push(place),
            }
        }
        read
    }

    async fn by_id(&self, store: &str, rows: Rows, unreadable: &mut Vec<String>) -> Vec<(Id, Vec<u8>)> {
        let mut read = Vec::new();
        for (name, plain) in self.named(store, rows, unreadable).await {
            match Id::parse(&name) {
                Ok(id) => read.push((id, plain)),
                Err(_) => unreadable.push(seal::place(store, &name)),
            }
        }
        read
    }

    async fn outbox(&self, queued: Rows, states: Rows, unreadable: &mut Vec<String>) -> Vec<OutboxRow> {
        // Extended and not collected: collecting sorts first, and brings a sort of its own into the first load.
        let mut states_by_id = BTreeMap::new();
        states_by_id.extend(self.by_id(stores::OUTBOX_STATE, states, unreadable).await);
        let mut columns = BTreeMap::new();
        columns.extend(queued.iter().filter_map(|(key, row)| {
            let number = |name| to_u64(&js::get(row, name));
            Some((key.as_string()?, (number("sequence")?, i64::try_from(number("time")?).ok()?)))
        }));
        let sealed: Rows = queued.into_iter().map(|(key, row)| (key, js::get(&row, "row"))).collect();
        let mut outbox = Vec::new();
        for (id, sealed) in self.by_id(stores::OUTBOX, sealed, unreadable).await {
            match columns.get(&id.to_string()) {
                Some(&(sequence, queued_at_ms)) => {
                    let state = states_by_id.remove(&id).unwrap_or_default();
                    outbox.push(OutboxRow { id, sequence, queued_at_ms, sealed, state });
                }
                None => unreadable.push(seal::place(stores::OUTBOX, &id.to_string())),
            }
        }
        outbox.sort_unstable_by_key(|row| row.sequence);
        outbox
    }

    async fn cases(&self, heads: Rows, events: Rows, unreadable: &mut Vec<String>) -> Vec<StoredCase> {
        let mut known: BTreeMap<Id, Option<Head>> = BTreeMap::new();
        for (key, stored) in heads {
            let name = key.as_string().unwrap_or_default();
            let head = heads::from_js(&stored);
            if head.is_none() {
                unreadable.push(seal::place(stores::HEADS, &name));
            }
            if let Ok(id) = Id::parse(&name) {
                known.insert(id, head);
            }
        }
        let mut begun: BTreeMap<Id, BTreeMap<u32, Opening>> = BTreeMap::new();
        for (key, stored) in events {
            match event_place(&key) {
                Some((case, sequence)) => {
                    let place = seal::event_place(&case.to_string(), sequence);
                    begun.entry(case).or_default().insert(sequence, self.begin(place, &stored));
                }
                None => unreadable.push(seal::place(stores::EVENTS, "unnamed")),
            }
        }
        let mut cases = Vec::new();
        let mut all = BTreeSet::new();
        all.extend(known.keys().chain(begun.keys()).copied());
        for id in all {
            let openings = begun.remove(&id).unwrap_or_default();
            let head = known.remove(&id).flatten();
            cases.push(one_case(id, head, openings, unreadable).await);
        }
        cases
    }
}

/// Reads a case's events, and notices by the head's count which are gone without a trace.
async fn one_case(
    id: Id,
    head: Option<Head>,
    mut openings: BTreeMap<u32, Opening>,
    unreadable: &mut Vec<String>,
) -> StoredCase {
    let stored = openings.last_key_value().map_or(0, |(last, _)| last.saturating_add(1));
    // Without its head a case can be read but not added to: no head that is stored can equal this one.
    let head = head.unwrap_or(Head { count: stored, last_event: Id::from_bytes([0; 16]) });
    let mut case = StoredCase { id, head, events: Vec::new(), unreadable: Vec::new() };
    for sequence in 0..head.count.max(stored) {
        let place = seal::event_place(&id.to_string(), sequence);
        let read = match openings.remove(&sequence) {
            Some(opening) => opening.finish().await,
            None => Err(place),
        };
        match read {
            Ok(event) => case.events.push(event),
            Err(place) => {
                case.unreadable.push(sequence);
                unreadable.push(place);
            }
        }
    }
    case
}

/// Whose event it is and its place.
fn event_place(key: &JsValue) -> Option<(Id, u32)> {
    let key = key.dyn_ref::<Array>()?;
    let case = Id::parse(&key.get(0).as_string()?).ok()?;
    Some((case, u32::try_from(to_u64(&key.get(1))?).ok()?))
}
