//! How things stand on this phone: what of the guidance is here, what of the vault.
use gh_core::guide::Pack;

/// The guidance that is in use, with the name that cases keep of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Guidance {
    /// The pack.
    pub pack: Pack,
    /// Edition and hash of the whole, as [`gh_core::case::CaseState::guidance`] keeps it.
    pub name: String,
    /// How much of it is here.
    pub part: Part,
}

/// How much of the guidance is here, and from where.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The beginning, with which an hour can be led; the rest is on its way.
    Beginning,
    /// All of it, fetched and not yet in the guidance store.
    Fetched,
    /// All of it, as the guidance store keeps it.
    Kept,
}

/// What stands between the phone and its storage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Storage {
    /// The vault is being opened; what happens meanwhile waits for it.
    Opening,
    /// The vault is open.
    Open,
    /// The vault cannot be opened: the hour runs in memory, and nothing is called saved.
    Closed,
}

/// How much of what the vault holds has been read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stored {
    /// All of it, or there is nothing, or nothing that could be read.
    Read,
    /// It is on its way.
    Coming,
    /// The code that reads it did not come; a later try may bring it.
    Missing,
}
