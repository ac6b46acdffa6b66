//! A model of the desk: one row an id, a ledger, and a signed receipt after the commit.
use std::cell::RefCell;
use std::collections::BTreeMap;

use gh_wire::digest::Digest;
use gh_wire::id::Id;
use gh_wire::keys::SignKey;
use gh_wire::receipt::{Receipt, ReceiptError, Stored};

use crate::network::Reply;

/// What the desk thinks of a submission, known to the test beforehand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Nature {
    Good,
    /// The desk answers this status to it, always.
    Refused(u16),
    /// The desk has other bytes under this id.
    Taken,
}

pub struct Desk {
    pub rows: BTreeMap<Id, (Digest, Receipt)>,
    /// Ids in the order of their commits.
    pub ledger: Vec<Id>,
    natures: BTreeMap<Id, Nature>,
}

/// The true desk's key, and one that is not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Key {
    Pinned,
    Wrong,
}

impl Key {
    fn sign_key(self) -> SignKey {
        SignKey::from_bytes(&[if self == Self::Pinned { 9 } else { 8 }; 32])
    }
}

/// What was signed, with which key, as which entry.
type Facts = (Key, Id, [u8; 32], u64);
/// A body, and what it was checked against.
type Check = (Vec<u8>, Id, [u8; 32]);

thread_local! {
    /// Signing and verifying take long in a debug build, and the same facts always give the same result.
    static SIGNED: RefCell<BTreeMap<Facts, Receipt>> = const { RefCell::new(BTreeMap::new()) };
    static VERIFIED: RefCell<BTreeMap<Check, Result<(), ReceiptError>>> = const { RefCell::new(BTreeMap::new()) };
}

/// A receipt for these bytes as the `index`th entry.
pub fn sign(key: Key, id: Id, digest: Digest, index: u64) -> Receipt {
    let make = || {
        let received_at_ms = 1_795_269_600_000 + i64::try_from(index).unwrap_or(0);
        let head = Digest::of(&index.to_be_bytes());
        Stored { id, digest, received_at_ms, index, head }.sign(&key.sign_key())
    };
    SIGNED.with_borrow_mut(|made| made.entry((key, id, *digest.as_bytes(), index)).or_insert_with(make).clone())
}

/// The check that the app makes of every body.
pub fn verify(body: &[u8], id: &Id, digest: &Digest) -> Result<Receipt, ReceiptError> {
    let receipt = Receipt::parse(body)?;
    let check = || receipt.verify(&Key::Pinned.sign_key().verify_key(), id, digest);
    let known = (body.to_vec(), *id, *digest.as_bytes());
    VERIFIED.with_borrow_mut(|made| *made.entry(known).or_insert_with(check)).map(|()| receipt)
}

impl Desk {
    pub fn new(natures: BTreeMap<Id, Nature>) -> Self {
        let mut desk = Self { rows: BTreeMap::new(), ledger: vec![], natures };
        let taken: Vec<Id> = desk.natures.iter().filter(|(_, n)| **n == Nature::Taken).map(|(id, _)| *id).collect();
        for id in taken {
            desk.commit(id, Digest::of(b"other bytes"));
        }
        desk
    }

    pub fn nature(&self, id: &Id) -> Nature {
        self.natures.get(id).copied().unwrap_or(Nature::Good)
    }

    /// Insert if absent, read back, append to the ledger, commit, answer.
    pub fn put(&mut self, id: Id, digest: Digest) -> Reply {
        if let Nature::Refused(status) = self.nature(&id) {
            return Reply::status(status);
        }
        if !self.rows.contains_key(&id) {
            self.commit(id, digest);
        }
        match self.rows.get(&id) {
            Some((stored, receipt)) if *stored == digest => Reply::json(200, receipt.to_json()),
            _ => Reply::status(409),
        }
    }

    fn commit(&mut self, id: Id, digest: Digest) {
        self.ledger.push(id);
        let index = u64::try_from(self.ledger.len()).unwrap_or(u64::MAX);
        self.rows.insert(id, (digest, sign(Key::Pinned, id, digest, index)));
    }
}
