//! A network that loses, doubles, delays and forges.
use gh_wire::digest::Digest;
use gh_wire::id::Id;

use crate::desk::{Desk, Key, sign};
use crate::rng::Rng;

/// What reaches the phone.
#[derive(Debug, Clone)]
pub enum Reply {
    /// Status, content type, Retry-After, body.
    Whole {
        status: u16,
        html: bool,
        retry_after: Option<&'static str>,
        body: Vec<u8>,
    },
    Cut,
    Nothing,
}

impl Reply {
    pub fn status(status: u16) -> Self {
        Self::json(status, b"{}".to_vec())
    }

    pub fn json(status: u16, body: Vec<u8>) -> Self {
        Self::Whole { status, html: false, retry_after: None, body }
    }
}

/// What becomes of one request.
#[derive(Debug, Clone)]
pub struct Fate {
    /// For the count of what happened.
    pub name: &'static str,
    /// When the desk gets it, in ms from now; twice, once, or never.
    pub at_desk: Vec<i64>,
    /// When the phone hears of it, in ms from now.
    pub answer_at: i64,
    /// Instead of the desk's own answer.
    pub instead: Option<Reply>,
}

const WAITS: [Option<&str>; 6] =
    [None, Some("1"), Some("120"), Some("1000000000"), Some("-7"), Some("Sun, 06 Nov 1994 08:49:37 GMT")];

/// Draws the fate of a request. Without faults it is the good one.
pub fn fate(rng: &mut Rng, faults: bool, desk: &Desk, id: Id, digest: Digest) -> Fate {
    let there = rng.between(5, 400);
    let back = there + rng.between(5, 400);
    let fate = |name, at_desk: Vec<i64>, instead| Fate { name, at_desk, answer_at: back, instead };
    if !faults {
        return fate("good", vec![there], None);
    }
    match rng.between(0, 15) {
        0 => fate("dropped", vec![], Some(Reply::Nothing)),
        // The phone waits until its own deadline.
        1 => Fate { name: "hangs", at_desk: vec![], answer_at: i64::MAX, instead: Some(Reply::Nothing) },
        2 => fate("answer lost", vec![there], Some(Reply::Nothing)),
        3 => fate("doubled", vec![there, there + rng.between(0, 60_000)], None),
        4 => {
            let there = rng.between(1_000, 120_000);
            Fate { name: "delayed", at_desk: vec![there], answer_at: there + 50, instead: None }
        }
        5 => {
            let status = rng.one_of(&[200, 200, 403, 404, 511]);
            let page = b"<!doctype html><title>Sign in to WiFi</title>".to_vec();
            fate("portal", vec![], Some(Reply::Whole { status, html: true, retry_after: None, body: page }))
        }
        6 => fate("cut", vec![there], Some(Reply::Cut)),
        7 | 8 => {
            let status = rng.one_of(&[425, 429, 429, 500, 502, 503]);
            let retry_after = rng.one_of(&WAITS);
            fate("busy", vec![], Some(Reply::Whole { status, html: false, retry_after, body: vec![] }))
        }
        9 => fate("desk dies after commit", vec![there], Some(Reply::status(502))),
        10 => {
            let forged = sign(Key::Wrong, id, digest, 1);
            fate("wrong key", vec![], Some(Reply::json(200, forged.to_json())))
        }
        11 => {
            let old = desk.rows.values().map(|(_, receipt)| receipt).find(|receipt| receipt.id != id);
            let body = old.map_or_else(|| b"{}".to_vec(), gh_wire::receipt::Receipt::to_json);
            fate("replayed", vec![], Some(Reply::json(200, body)))
        }
        12 => fate("held", vec![], Some(Reply::status(rng.one_of(&[401, 403, 404, 405, 410, 426])))),
        _ => fate("good", vec![there], None),
    }
}
