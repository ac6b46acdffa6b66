//! `PUT /api/v1/submissions/{id}`: a sealed record comes in. It may come twice; it is never answered with 408, since
//! browsers then send again by themselves.
//!
//! What gets a receipt: bytes that are committed and that this desk can read. What is committed and cannot be read here
//! (a later version, another agency's key, damage inside) is kept and flagged, and the answer is 422 with `kept: true`:
//! the phone then tells the person to ring and quote the reference. A receipt would let the phone forget a record that
//! nobody has read.
use axum::Extension;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use gh_wire::digest::Digest;
use gh_wire::envelope::Envelope;
use gh_wire::id::Id;
use gh_wire::limits::MAX_BODY;
use gh_wire::reference::Reference;
use http_body_util::BodyExt as _;

use crate::Shared;
use crate::http::{Problem, json};
use crate::keys::Inside;
use crate::notify::Alert;
use crate::server::Peer;
use crate::store::{Belongs, Incoming, Kept};

/// How much of a body that is too large is read and thrown away: a sender that is still writing sees the answer then.
const DRAIN: usize = 2 * 1024 * 1024;
/// Seconds after which to come again when the desk itself is at fault.
const LATER_S: u64 = 5;

pub(super) async fn put(
    State(desk): State<Shared>,
    Extension(Peer(peer)): Extension<Peer>,
    Path(id): Path<String>,
    headers: HeaderMap,
    body: Body,
) -> Response {
    if let Err(seconds) = desk.limiter.take(peer, desk.now_ms()) {
        return Problem::new(StatusCode::TOO_MANY_REQUESTS, "too-many", "Too many at once. Wait a little.")
            .retry_after(seconds)
            .into_response();
    }
    match receive(&desk, &id, &headers, body).await {
        Ok(receipt) => json(StatusCode::OK, receipt),
        Err(problem) => {
            tracing::info!(code = problem.code(), "a submission got no receipt");
            problem.into_response()
        }
    }
}

async fn receive(desk: &Shared, id: &str, headers: &HeaderMap, body: Body) -> Result<Vec<u8>, Problem> {
    let bad = |code, message: &str| Problem::new(StatusCode::BAD_REQUEST, code, message);
    let id =
        Id::parse(id).map_err(|_| bad("id-malformed", "The number in the address is not 32 hexadecimal digits."))?;
    check_type(headers)?;
    let header =
        text(headers, "content-digest").ok_or_else(|| bad("digest-missing", "There is no Content-Digest header."))?;
    let said = Digest::from_header(header).map_err(|error| bad("digest-malformed", &format!("{error}.")))?;
    let body = tokio::time::timeout(desk.config.limits.body, read(headers, body)).await.map_err(|_| {
        Problem::new(StatusCode::SERVICE_UNAVAILABLE, "too-slow", "The record came too slowly.").retry_after(LATER_S)
    })??;
    let digest = Digest::of(&body);
    if digest != said {
        return Err(bad("digest-wrong", "What came is not what the Content-Digest header says was sent."));
    }
    check_form(&id, &body)?;
    keep(desk, id, digest, headers, &body).await
}

fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

fn check_type(headers: &HeaderMap) -> Result<(), Problem> {
    let unsupported = |message: &str| Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "content-type", message);
    if text(headers, "content-type").map(str::trim) != Some("application/octet-stream") {
        return Err(unsupported("The Content-Type has to be application/octet-stream."));
    }
    if headers.contains_key(header::CONTENT_ENCODING) {
        return Err(unsupported("A sealed record is not compressed."));
    }
    Ok(())
}

/// Reads the body, and not much more than may be kept.
async fn read(headers: &HeaderMap, mut body: Body) -> Result<Vec<u8>, Problem> {
    let too_large = || {
        let message = format!("The record is larger than {MAX_BODY} bytes.");
        Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "too-large", message)
    };
    let announced = text(headers, "content-length").and_then(|length| length.parse::<u64>().ok());
    if announced.is_some_and(|length| length > DRAIN as u64) {
        return Err(too_large());
    }
    let mut bytes = Vec::new();
    let mut seen = 0;
    while let Some(frame) = body.frame().await {
        let frame = frame
            .map_err(|_| Problem::new(StatusCode::BAD_REQUEST, "incomplete", "The record did not come as a whole."))?;
        let Ok(data) = frame.into_data() else { continue };
        seen += data.len();
        if seen > DRAIN {
            break;
        }
        if seen <= MAX_BODY {
            bytes.extend_from_slice(&data);
        }
    }
    if seen > MAX_BODY { Err(too_large()) } else { Ok(bytes) }
}

/// Refuses what no version of the desk could ever read. What a later one might read passes.
fn check_form(id: &Id, body: &[u8]) -> Result<(), Problem> {
    let refused = |code, message: String| Problem::new(StatusCode::UNPROCESSABLE_ENTITY, code, message);
    match Envelope::parse(body) {
        Ok(envelope) if envelope.id != *id => {
            Err(refused("other-id", "The record inside has another number than the address.".into()))
        }
        Ok(_) => Ok(()),
        Err(error) if error.a_later_desk_may_read_it() => Ok(()),
        Err(error) => Err(refused("not-an-envelope", format!("{error}."))),
    }
}

/// Commits first; only then is there anything to sign.
async fn keep(desk: &Shared, id: Id, digest: Digest, headers: &HeaderMap, body: &[u8]) -> Result<Vec<u8>, Problem> {
    // Read before it is kept, so that what it belongs to is committed with it.
    let opened = desk.keys.inside(&id, body);
    let incoming = Incoming {
        id,
        digest,
        body,
        device: text(headers, "gh-device").and_then(|device| Id::parse(device).ok()),
        sequence: text(headers, "gh-sequence").and_then(|sequence| sequence.parse().ok()),
        now_ms: desk.now_ms(),
        belongs: opened.as_ref().ok().map(Belongs::of),
    };
    let kept = desk.store.keep(&incoming).await.map_err(|error| {
        tracing::error!(%error, "a submission could not be stored");
        Problem::new(StatusCode::SERVICE_UNAVAILABLE, "store", "The desk could not store it. Send it again.")
            .retry_after(LATER_S)
    })?;
    let reference = Reference::of(&id);
    if matches!(kept, Kept::First(_) | Kept::Conflict { new: true }) {
        tracing::info!(%reference, bytes = body.len(), "a submission was stored");
        // A photograph follows a record, of which somebody was told.
        if !matches!(opened, Ok(Inside::Part(_))) {
            alert(desk, incoming.now_ms).await;
        }
    }
    let stored = match kept {
        Kept::First(stored) | Kept::Again(stored) => stored,
        Kept::Conflict { .. } => {
            let message = "Another record has this number. Both are kept.";
            return Err(Problem::new(StatusCode::CONFLICT, "conflict", message).but_kept());
        }
    };
    if let Err(error) = opened {
        tracing::warn!(%reference, %error, "a stored submission cannot be read here");
        let message = format!("The desk has it and cannot read it: {error}. Ring the desk, and quote {reference}.");
        return Err(Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "cannot-be-read", message).but_kept());
    }
    Ok(stored.sign(desk.keys.receipt_key()).to_json())
}

async fn alert(desk: &Shared, at_ms: i64) {
    if !desk.notifier.is_on() {
        return;
    }
    let waiting = desk.store.counts().await.map_or(1, |(_, waiting)| waiting);
    desk.notifier.tell(Alert { kind: "new-record", at_ms, waiting, desk: desk.origins.first().to_owned() });
}
