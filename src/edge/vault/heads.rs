//! The end of each case, in plain columns: a count and a random id, so that it can be compared inside a transaction.
use gh_wire::digest::Digest;
use gh_wire::id::Id;
use wasm_bindgen::JsValue;
use web_sys::IdbKeyRange;

use super::VaultError;
use super::batch::Head;
use super::commit::{event_key, photo_key, to_u64};
use crate::edge::js;

/// A head as stored.
pub(super) fn to_js(head: Head) -> JsValue {
    js::object(&[("count", head.count.into()), ("last", head.last_event.to_string().into())]).into()
}

/// A stored head; `None` for a missing or damaged one.
pub(super) fn from_js(stored: &JsValue) -> Option<Head> {
    let count = u32::try_from(to_u64(&js::get(stored, "count"))?).ok()?;
    let last_event = Id::parse(&js::get(stored, "last").as_string()?).ok()?;
    Some(Head { count, last_event })
}

/// The keys of all events of a case.
pub(super) fn events_of(case: Id) -> Result<IdbKeyRange, VaultError> {
    Ok(IdbKeyRange::bound(&event_key(case, 0), &event_key(case, u32::MAX))?)
}

/// The keys of all photographs of a case.
pub(super) fn photos_of(case: Id) -> Result<IdbKeyRange, VaultError> {
    let (first, last) = (Digest::from_bytes([0; 32]), Digest::from_bytes([0xff; 32]));
    Ok(IdbKeyRange::bound(&photo_key(case, first), &photo_key(case, last))?)
}
