//! Photographs: how one is made small enough, what the record says of them, and when each may be sent.
use gh_wire::digest::Digest;
use gh_wire::id::Id;
use gh_wire::limits::MAX_PHOTO;
use gh_wire::part::{self, About, Part};
use gh_wire::submission::Fact;

use crate::case::{CaseState, Consent, PhotoNoted, Shows};

/// The section of the record in which they are listed.
pub const SECTION: &str = "m12";

/// The field that says whether one was taken.
pub const TAKEN: &str = "m12.photo";

/// Its value once one is taken.
pub const YES: &str = "Yes";

/// Its value when the child does not want one. Then none is taken, and nobody asks again.
pub const SAID_NO: &str = "The child said no";

/// What stays free in the browser's space for the words of the record, in bytes.
pub const RESERVE: f64 = 5.0 * 1024.0 * 1024.0;

/// The longest side, in pixels, and the quality of each try; the first that gives no more than [`MAX_PHOTO`] is kept. A paper
/// is still read at the quality of the last one at full size; a smaller picture comes only where even that is too long.
pub const TRIES: [(u32, f64); 6] = [(1600, 0.85), (1600, 0.7), (1600, 0.5), (1280, 0.5), (1024, 0.5), (800, 0.4)];

/// The size of a picture whose longest side is at most that. It is never made larger.
#[must_use]
pub fn fit(width: u32, height: u32, side: u32) -> (u32, u32) {
    let longest = width.max(height);
    if longest <= side {
        return (width, height);
    }
    let scaled = |of: u32| {
        let exact = (u64::from(of) * u64::from(side) + u64::from(longest) / 2) / u64::from(longest);
        u32::try_from(exact).unwrap_or(side).max(1)
    };
    (scaled(width), scaled(height))
}

/// Whether a JPEG of so many bytes can be kept and sent.
#[must_use]
pub const fn is_short_enough(bytes: usize) -> bool {
    bytes <= MAX_PHOTO
}

impl Shows {
    /// Everything that may be photographed, in the order in which it is offered.
    pub const ALL: [Self; 4] = [Self::Face, Self::Clothes, Self::Papers, Self::Scene];

    /// As shown.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Face => "Face",
            Self::Clothes => "Clothes",
            Self::Papers => "Papers",
            Self::Scene => "Place",
        }
    }

    /// Whether the child is in it, and so is asked before.
    #[must_use]
    pub const fn asks_the_child(self) -> bool {
        matches!(self, Self::Face | Self::Clothes)
    }
}

impl Consent {
    /// As shown.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Yes => "The child said yes",
            Self::NotAsked => "The child is not in it",
        }
    }
}

/// Whether the child has said no to photographs.
#[must_use]
pub fn said_no(state: &CaseState) -> bool {
    state.fact(TAKEN) == Some(SAID_NO)
}

/// Whether a picture of the child waits here of whom a later No is known. The No was said to another picture: until the child
/// has agreed to this one again it is not sent, and nothing is thrown away unasked.
#[must_use]
pub fn is_in_doubt(state: &CaseState, noted: &PhotoNoted) -> bool {
    said_no(state) && noted.photo.shows.asks_the_child() && !noted.is_sealed()
}

/// Whether the same photograph is there already.
#[must_use]
pub fn is_there(state: &CaseState, digest: Digest) -> bool {
    state.photos.iter().any(|noted| noted.photo.digest == digest)
}

/// What the record says of the photographs: they follow it, so the desk knows what to wait for.
#[must_use]
pub fn fact(state: &CaseState) -> Option<Fact> {
    let photos: Vec<&PhotoNoted> = state.photos.iter().filter(|noted| !is_in_doubt(state, noted)).collect();
    let last = photos.last()?;
    let one = |noted: &PhotoNoted| format!("{}, {}.", noted.photo.shows.word(), noted.at.hh_mm());
    Some(Fact {
        id: "m12.photos".to_owned(),
        label: "Photographs".to_owned(),
        value: photos.iter().copied().map(one).collect::<Vec<_>>().join(" "),
        childs_words: false,
        at_ms: last.at.ms,
        known: String::new(),
        known_from: String::new(),
        noted_by: last.by.name.clone(),
    })
}

/// The photographs that are to be sealed now, each with the submission that it follows: the first one that says that it was
/// taken. Nothing before the receipt of that: the words go first.
#[must_use]
pub fn to_seal(state: &CaseState) -> Vec<(&PhotoNoted, Id)> {
    let open = state.photos.iter().filter(|noted| !noted.elsewhere && !noted.is_sealed());
    let open = open.filter(|noted| !is_in_doubt(state, noted));
    let follows = |noted: &PhotoNoted| {
        state.sent.iter().find(|sent| sent.seq > noted.seq && sent.received.is_some()).map(|sent| sent.submission)
    };
    open.filter_map(|noted| Some((noted, follows(noted)?))).collect()
}

/// How many photographs the desk has been told of and does not have yet, and how many it was told of: those that this phone
/// sends. None while nothing waits.
#[must_use]
pub fn waiting(state: &CaseState) -> Option<(usize, usize)> {
    let told = |noted: &&PhotoNoted| state.sent.iter().any(|sent| sent.seq > noted.seq);
    let goes = |noted: &&PhotoNoted| !noted.elsewhere && !is_in_doubt(state, noted);
    let all: Vec<&PhotoNoted> = state.photos.iter().filter(told).filter(goes).collect();
    let open = all.iter().filter(|noted| !noted.is_delivered()).count();
    (open > 0).then_some((open, all.len()))
}

/// The parts of a photograph, to be sealed each for itself. None if the bytes are not those that were taken.
#[must_use]
pub fn parts(state: &CaseState, noted: &PhotoNoted, submission: Id, jpeg: &[u8]) -> Vec<Part> {
    if Digest::of(jpeg) != noted.photo.digest {
        return Vec::new();
    }
    let about = About {
        case_id: state.id,
        submission,
        photo: noted.photo.digest,
        bytes: noted.photo.bytes,
        of: noted.photo.shows.word().to_owned(),
        consent: noted.photo.consent.word().to_owned(),
        taken_at_ms: noted.at.ms,
        taken_by: noted.by.name.clone(),
    };
    part::parts(&about, jpeg)
}
