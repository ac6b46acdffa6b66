//! The desk that this phone is joined to: fetched once, pinned in the vault, never replaced by itself.
use std::collections::BTreeMap;

use gh_wire::id::Id;
use gh_wire::limits::MAX_MANIFEST;
use gh_wire::manifest::{Manifest, ManifestError, Pinned, Standing};
use leptos::prelude::*;

use crate::edge::vault::Batch;
use crate::edge::{entropy, net};
use crate::session::{Job, Session};

/// Where the desk's signed key manifest is.
const KEYS: &str = "/api/v1/keys";

/// How long the desk may take to answer with its keys, in milliseconds.
const DEADLINE_MS: u32 = 20_000;

/// Names of settings in the vault. The root is written once; the manifest follows it.
const ROOT: &str = "pin-root";
const MANIFEST: &str = "manifest";
const CONFIRMED: &str = "desk-confirmed";
const DEVICE: &str = "device";

/// What this phone knows of its desk.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Trust {
    /// The pinned desk. `None`: not joined.
    pub desk: Option<Manifest>,
    /// The person has confirmed agency, area and fingerprint.
    pub confirmed: bool,
    /// The fingerprint of another root that was offered and refused.
    pub refused: Option<String>,
    /// This phone's id for the desk: random, made at the first start.
    pub device: Option<Id>,
}

impl Trust {
    /// The desk, if a record can be sealed to it now (`now_ms`, milliseconds since the Unix epoch).
    #[must_use]
    pub fn usable(&self, now_ms: i64) -> Option<&Manifest> {
        self.desk.as_ref().filter(|desk| desk.standing(now_ms) != Standing::Over)
    }
}

/// Takes what the vault holds. The manifest is verified again, against the pinned root.
pub(crate) fn take_settings(session: Session, settings: &BTreeMap<String, Vec<u8>>) {
    let pinned = settings.get(ROOT).and_then(|bytes| serde_json::from_slice::<Pinned>(bytes).ok());
    let root_only = pinned.map(|pinned| Pinned { version: 0, ..pinned });
    let desk = root_only.and_then(|root| {
        let manifest = settings.get(MANIFEST)?;
        Manifest::parse_and_verify(manifest, Some(&root)).ok()
    });
    let device = settings.get(DEVICE).and_then(|bytes| <[u8; 16]>::try_from(bytes.as_slice()).ok()).map(Id::from_bytes);
    session.trust.update(|trust| {
        let mark = desk.as_ref().map(|desk| desk.root.fingerprint().into_bytes());
        trust.confirmed = mark.is_some() && settings.get(CONFIRMED) == mark.as_ref();
        trust.desk = desk;
        trust.device = device;
    });
}

/// Fetches the desk's keys, verifies them against what is pinned, and keeps them. Answers whether a manifest is in use.
pub(crate) async fn fetch(session: Session) -> bool {
    let Ok(answer) = net::get(KEYS, DEADLINE_MS).await else { return false };
    if answer.status != 200 || answer.body.len() > MAX_MANIFEST {
        return false;
    }
    let pinned = session.trust.with_untracked(|trust| trust.desk.as_ref().map(Manifest::pinned));
    match Manifest::parse_and_verify(&answer.body, pinned.as_ref()) {
        Ok(manifest) => keep(session, manifest, answer.body, pinned).await,
        Err(ManifestError::OtherRoot { found }) => {
            session.trust.update(|trust| trust.refused = Some(found));
            false
        }
        Err(_) => false,
    }
}

/// Pins the root at the first fetch and stores the manifest. Nothing is in use before it is stored: a root that only
/// this page knows could be another one after the next start.
async fn keep(session: Session, manifest: Manifest, bytes: Vec<u8>, pinned: Option<Pinned>) -> bool {
    let mut batch = Batch { settings: vec![(MANIFEST.to_owned(), Some(bytes))], ..Batch::default() };
    if pinned.is_none() {
        let root = serde_json::to_vec(&manifest.pinned()).unwrap_or_default();
        batch.settings_once.push((ROOT.to_owned(), root));
    }
    match session.commit(&batch).await {
        Ok(_) => {
            session.trust.update(|trust| {
                trust.desk = Some(manifest);
                trust.refused = None;
            });
            true
        }
        Err(_) => {
            // Another tab was first, or the vault is shut: what is stored wins.
            session.push(Job::Reload);
            false
        }
    }
}

/// Gives this phone its random id, once.
pub(crate) async fn make_device(session: Session) {
    if session.trust.with_untracked(|trust| trust.device.is_some()) {
        return;
    }
    let Ok(id) = entropy::id() else { return };
    let batch = Batch { settings_once: vec![(DEVICE.to_owned(), id.as_bytes().to_vec())], ..Batch::default() };
    match session.commit(&batch).await {
        Ok(_) => session.trust.update(|trust| trust.device = Some(id)),
        Err(_) => session.push(Job::Reload),
    }
}

/// Whether the vault has the desk's keys and this phone's id.
pub(crate) fn is_joined(session: Session) -> bool {
    session.trust.with_untracked(|trust| trust.desk.is_some() && trust.device.is_some())
}

/// The person has looked at agency, area and fingerprint.
pub fn confirm(session: Session) {
    let mark = session.trust.with_untracked(|trust| trust.desk.as_ref().map(|desk| desk.root.fingerprint()));
    let Some(mark) = mark else { return };
    session.trust.update(|trust| trust.confirmed = true);
    session.push(Job::Setting(CONFIRMED, mark.into_bytes()));
}
