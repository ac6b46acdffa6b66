//! What a try brought back, and what it means: the table of answers.
use gh_wire::digest::Digest;
use gh_wire::id::Id;
use gh_wire::receipt::{Receipt, ReceiptError};

use super::item::{Attention, LastAnswer};
use crate::retry;

/// What came back from one try.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// A status and a body that was read to its end.
    Response {
        /// The HTTP status.
        status: u16,
        /// The `Content-Type` header, if any.
        content_type: Option<String>,
        /// The `Retry-After` header, if any.
        retry_after: Option<String>,
        /// The body, parsed as a receipt and verified against the pinned key for this id and digest. Only an answer
        /// of 2xx is looked at.
        receipt: Result<Receipt, ReceiptError>,
    },
    /// No answer: network error, redirect (it is refused), deadline.
    NoAnswer,
    /// A status came, and reading the body failed: half an answer.
    BodyCut,
    /// The row or its envelope cannot be read on this phone, so there was nothing to send.
    Unreadable,
}

/// What the outbox does about an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Verdict {
    Receipt(Receipt),
    /// Wait and try again, at least so many ms if the desk has asked for it.
    Wait(LastAnswer, Option<i64>),
    HeldAuth,
    HeldConfig,
    Conflict,
    NeedsAttention(Attention),
}

impl Answer {
    /// The table of nothing-lost, "Delivery". What it does not name is waited for: nothing is ever given up because of
    /// a number that nobody thought of.
    pub(super) fn verdict(self, id: &Id, digest: &Digest, now_ms: i64) -> Verdict {
        let (status, content_type, retry_after, receipt) = match self {
            Self::Response { status, content_type, retry_after, receipt } => {
                (status, content_type, retry_after, receipt)
            }
            Self::NoAnswer => return Verdict::Wait(LastAnswer::NoNetwork, None),
            Self::BodyCut => return Verdict::Wait(LastAnswer::NoReceipt, None),
            Self::Unreadable => return Verdict::NeedsAttention(Attention::Unreadable),
        };
        // The desk never answers with a web page: whatever its number, it is a portal, a filter or a proxy.
        let page = content_type.as_deref().is_some_and(is_web_page);
        match status {
            200..=299 if !page => match receipt {
                // The machine's own look, beside the signature that the caller has checked.
                Ok(receipt) if receipt.id == *id && receipt.digest == *digest => Verdict::Receipt(receipt),
                Ok(_) => Verdict::Wait(LastAnswer::WrongReceipt, None),
                Err(ReceiptError::Unreadable) => Verdict::Wait(LastAnswer::NoReceipt, None),
                Err(_) => Verdict::Wait(LastAnswer::WrongReceipt, None),
            },
            200..=299 => Verdict::Wait(LastAnswer::NoReceipt, None),
            401 | 403 if !page => Verdict::HeldAuth,
            404 | 405 | 410 | 426 if !page => Verdict::HeldConfig,
            409 if !page => Verdict::Conflict,
            400 if !page => Verdict::NeedsAttention(Attention::Malformed),
            413 if !page => Verdict::NeedsAttention(Attention::TooLarge),
            415 if !page => Verdict::NeedsAttention(Attention::WrongKind),
            422 if !page => Verdict::NeedsAttention(Attention::NotAccepted),
            _ => {
                let asked = retry_after.and_then(|header| retry::retry_after(&header, now_ms));
                Verdict::Wait(LastAnswer::NoReceipt, asked)
            }
        }
    }
}

fn is_web_page(content_type: &str) -> bool {
    let kind = content_type.split(';').next().unwrap_or_default().trim();
    kind.eq_ignore_ascii_case("text/html") || kind.eq_ignore_ascii_case("application/xhtml+xml")
}
