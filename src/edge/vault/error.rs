//! What can go wrong with the vault, and whether the same call may succeed later. The words come from the screens.
use gh_wire::id::Id;
use wasm_bindgen::JsValue;

use crate::edge::entropy::NoEntropy;
use crate::edge::js;

/// Nothing of a failed call was stored.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum VaultError {
    /// The browser has no IndexedDB, or denies it (Lockdown Mode, a policy, a private window).
    #[error("this browser gives no database")]
    Unavailable,
    /// The browser has no WebCrypto here: the address is neither https nor this machine.
    #[error("this browser gives no encryption at this address")]
    NoCrypto,
    /// The browser gives no secure random bytes, or cannot encrypt.
    #[error("the rows cannot be sealed")]
    NoEntropy,
    /// Another tab keeps an older version of the database open.
    #[error("another tab holds the database")]
    Blocked,
    /// A newer version of the app has changed the database: reload.
    #[error("the database belongs to a newer version of the app")]
    NewerApp,
    /// The phone's or the site's space is used up.
    #[error("no space left for the database")]
    Full,
    /// Another tab has added to this case: read it again, decide again.
    #[error("case {case} has moved on in another tab")]
    HeadMoved {
        /// The case.
        case: Id,
    },
    /// A setting that is written once is there already.
    #[error("setting {key} is already there")]
    AlreadySet {
        /// The setting.
        key: String,
    },
    /// This submission is queued already, and what is queued is frozen.
    #[error("submission {id} is already queued")]
    AlreadyQueued {
        /// The submission.
        id: Id,
    },
    /// An item may leave the outbox only together with its receipt.
    #[error("submission {id} cannot leave the outbox without its receipt")]
    RemovalWithoutReceipt {
        /// The submission.
        id: Id,
    },
    /// The browser did not answer in time.
    #[error("the database did not answer")]
    TimedOut,
    /// The connection was closed under the page, as iOS does.
    #[error("the connection to the database was lost ({name})")]
    Lost {
        /// The browser's name for it.
        name: String,
    },
    /// The browser refused for another reason.
    #[error("the database refused ({name})")]
    Refused {
        /// The browser's name for it.
        name: String,
    },
}

impl VaultError {
    /// Whether the same call, unchanged, may succeed later. After [`VaultError::HeadMoved`] it cannot: the case must be
    /// read and the change decided again.
    #[must_use]
    pub const fn can_try_again(&self) -> bool {
        match self {
            Self::Blocked | Self::Full | Self::TimedOut | Self::Lost { .. } | Self::Refused { .. } => true,
            Self::Unavailable
            | Self::NoCrypto
            | Self::NoEntropy
            | Self::NewerApp
            | Self::HeadMoved { .. }
            | Self::AlreadySet { .. }
            | Self::AlreadyQueued { .. }
            | Self::RemovalWithoutReceipt { .. } => false,
        }
    }

    /// Whether opening the database anew may help at once.
    pub(super) const fn heals_by_reopening(&self) -> bool {
        matches!(self, Self::Lost { .. } | Self::TimedOut)
    }

    /// What the browser threw, or gave as the error of a request or transaction (null when it gave none, as when it
    /// closes the connection by force).
    pub(super) fn from_browser(thrown: &JsValue) -> Self {
        if thrown.is_null() || thrown.is_undefined() {
            return Self::Lost { name: "AbortError".to_owned() };
        }
        let name = js::error_name(thrown);
        match name.as_str() {
            "QuotaExceededError" => Self::Full,
            "VersionError" => Self::NewerApp,
            "InvalidStateError" | "UnknownError" | "AbortError" => Self::Lost { name },
            _ => Self::Refused { name },
        }
    }
}

impl From<JsValue> for VaultError {
    fn from(thrown: JsValue) -> Self {
        Self::from_browser(&thrown)
    }
}

impl From<NoEntropy> for VaultError {
    fn from(_: NoEntropy) -> Self {
        Self::NoEntropy
    }
}
