//! What a case keeps of each thing that was noted.
use gh_wire::digest::Digest;
use gh_wire::id::Id;

use super::carried::{Photo, Receiver};
use super::event::{Actor, Degree, Event, StepAnswer};
use crate::guide::CantReason;
use crate::record::isolated;
use crate::time::Wall;

/// A sign that is noted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignNoted {
    /// Place in the log of the last change.
    pub seq: u32,
    /// Its words when it was noted.
    pub says: String,
    /// It means danger now.
    pub danger: bool,
    /// How sure.
    pub degree: Degree,
    /// When it was noted.
    pub at: Wall,
    /// Who noted it.
    pub by: Actor,
}

/// Words of the child: one entry with all its versions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChildSaid {
    /// The versions, oldest first; never none.
    pub versions: Vec<SaidVersion>,
}

impl ChildSaid {
    /// As first written down; its event names the entry.
    #[must_use]
    pub fn first(&self) -> &SaidVersion {
        &self.versions[0]
    }

    /// In one line of a text: the words in quotation marks, when, in which way and through whom, and what had been asked.
    #[must_use]
    pub fn quoted(&self) -> String {
        let (now, at) = (self.now(), self.first().at.hh_mm());
        let came: Vec<&str> =
            [at.as_str(), &now.way, &now.interpreter].into_iter().filter(|part| !part.is_empty()).collect();
        let asked = if now.asked.is_empty() { String::new() } else { format!(". Asked: {}", isolated(&now.asked)) };
        format!("“{}” ({}{asked})", isolated(&now.words), came.join(", "))
    }

    /// As it stands now.
    #[must_use]
    pub fn now(&self) -> &SaidVersion {
        self.versions.last().unwrap_or(&self.versions[0])
    }
}

/// One version of an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SaidVersion {
    /// The event.
    pub event: Id,
    /// The words.
    pub words: String,
    /// How they were said.
    pub way: String,
    /// Through which interpreter.
    pub interpreter: String,
    /// What had just been asked.
    pub asked: String,
    /// When it was written down.
    pub at: Wall,
    /// Who wrote it down.
    pub by: Actor,
    /// It answers a question of somebody who came later and had given no reason to ask again.
    pub no_reason: bool,
}

/// Somebody who wrote of the child, or read what others wrote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hand {
    /// Who.
    pub by: Actor,
    /// When last.
    pub at: Wall,
    /// The place in the log.
    pub seq: u32,
}

/// A reason to ask the child again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AskedAgain {
    /// In the person's own words.
    pub reason: String,
    /// Who asks.
    pub by: Actor,
    /// When the reason was written.
    pub at: Wall,
}

/// An answer to a step that has not been taken back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepAnswered {
    /// The event, for Undo.
    pub event: Id,
    /// The event's place in the log: later answers have a higher one.
    pub seq: u32,
    /// The step's id in the guidance.
    pub step: String,
    /// Its title when it was answered.
    pub title: String,
    /// Core actions it covers.
    pub covers: Vec<String>,
    /// Set when the other way was answered.
    pub other_way: Option<CantReason>,
    /// The answer.
    pub answer: StepAnswer,
    /// When.
    pub at: Wall,
    /// Minutes of the hour when it was given.
    pub elapsed_ms: i64,
}

/// The present value of a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FactWritten {
    /// As typed.
    pub value: String,
    /// When it was last written.
    pub at: Wall,
    /// Who wrote it.
    pub by: Actor,
}

/// A call that was noted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CallNoted {
    /// The event, for Undo.
    pub event: Id,
    /// Its place in the log.
    pub seq: u32,
    /// Who was rung.
    pub to: String,
    /// The number as shown.
    pub number: String,
    /// The step whose block it was.
    pub step: Option<String>,
    /// Whether somebody answered, once it has been said.
    pub answered: Option<bool>,
    /// When.
    pub at: Wall,
}

/// A photograph that has not been taken out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PhotoNoted {
    /// The event, for Undo.
    pub event: Id,
    /// Its place in the log.
    pub seq: u32,
    /// The photograph.
    pub photo: Photo,
    /// When it was taken.
    pub at: Wall,
    /// Who took it.
    pub by: Actor,
    /// It was taken on another phone, which keeps the picture and sends it: a handover brings what the log says of it.
    pub elsewhere: bool,
    /// Its parts once they are sealed, in order, each with whether its receipt is stored.
    pub parts: Vec<(Id, bool)>,
}

impl PhotoNoted {
    pub(super) fn new(photo: &Photo, event: &Event) -> Self {
        Self {
            event: event.id,
            seq: event.seq,
            photo: photo.clone(),
            at: event.at.wall,
            by: event.by.clone(),
            elsewhere: event.merged,
            parts: Vec::new(),
        }
    }

    /// Whether it is in the queue or at the desk.
    #[must_use]
    pub fn is_sealed(&self) -> bool {
        !self.parts.is_empty()
    }

    /// Whether the desk has all of it.
    #[must_use]
    pub fn is_delivered(&self) -> bool {
        self.is_sealed() && self.parts.iter().all(|(_, received)| *received)
    }
}

/// A time in which the child had gone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Absence {
    /// When they were last seen.
    pub last_seen: Wall,
    /// The place in the log where it was first noted.
    pub since: u32,
    /// When it was noted that they are back.
    pub found: Option<Wall>,
    /// The event that says so, for Undo.
    pub found_by: Option<Id>,
    /// The events that say that the child has gone, or was last seen at another time.
    pub noted: Vec<Id>,
    /// What stood as the place where they were last seen when they went.
    pub place_before: Option<String>,
    /// Where they were last seen, as it stood when they came back.
    pub place: Option<String>,
}

/// A handing over of the child.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HandedOver {
    /// The event, for Undo.
    pub event: Id,
    /// To whom.
    pub to: Receiver,
    /// When it was noted.
    pub at: Wall,
    /// Who handed over, as the log names them.
    pub by: Actor,
    /// The name of whoever had the child: as written in the record, else as the log names them. Empty if nobody gave one.
    pub name: String,
    /// Their organisation and number behind it, as far as known.
    pub from: String,
    /// The place in the log.
    pub seq: u32,
}

/// The case came from another phone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TakenOver {
    /// The event.
    pub event: Id,
    /// Who gave it.
    pub from: Actor,
    /// Places that stayed with the giver.
    pub left_out: u32,
    /// When.
    pub at: Wall,
    /// The place in the log.
    pub seq: u32,
}

/// A submission of this case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sent {
    /// The submission's id.
    pub submission: Id,
    /// SHA-256 of the sealed bytes.
    pub digest: Digest,
    /// The agency's name.
    pub desk: String,
    /// When it was sealed.
    pub sealed_at: Wall,
    /// The receipt: the desk's time in milliseconds, the phone's clock when it was stored, the ledger's index.
    pub received: Option<(i64, Wall, u64)>,
    /// The person told the desk by telephone.
    pub told_by_phone: bool,
    /// Place of the sealing in the log: what was written later is not in it.
    pub seq: u32,
}
