//! The events of a case, as they are stored.
use gh_wire::digest::Digest;
use gh_wire::id::Id;
use serde::{Deserialize, Serialize};

use super::carried::{Photo, Receiver};
use crate::guide::{CantReason, Role};
use crate::time::{Reading, Wall};

/// One thing that happened, when, and who noted it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// Sixteen random bytes.
    pub id: Id,
    /// Place in the log, from 0.
    pub seq: u32,
    /// Both clocks when it was noted.
    pub at: Reading,
    /// Who noted it.
    pub by: Actor,
    /// SHA-256 over the stored bytes of the event before; 32 zero bytes for the first.
    pub prev: Digest,
    /// It came with a handover, onto a log that had gone on meanwhile: it says what was so at its own time, and the hour's
    /// clock does not follow it (decision 0014).
    #[serde(default, skip_serializing_if = "core::ops::Not::not")]
    pub merged: bool,
    /// What happened: `{"fact":{…}}`, or the bare name where there is nothing more to say. Neither flattened nor tagged
    /// inside: both make the reader several times as large on the phone.
    pub kind: Kind,
}

/// Whose hand words are in that another one added.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Typed {
    /// Who typed them.
    pub by: Actor,
    /// When.
    pub at: Wall,
}

/// The person who holds the phone, as far as the app knows.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Actor {
    /// Name as typed in Settings; empty until then.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// Staff, collar or warrant number as typed.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub staff_number: String,
}

impl Actor {
    /// Whether this is surely another person than that one: a name or a number differs, however the letters A to Z are
    /// written. Who has no name may be anyone.
    #[must_use]
    pub fn is_another_than(&self, other: &Self) -> bool {
        let differ = |one: &str, other: &str| {
            let (one, other) = (one.trim(), other.trim());
            !one.is_empty() && !other.is_empty() && !one.eq_ignore_ascii_case(other)
        };
        differ(&self.name, &other.name) || differ(&self.staff_number, &other.staff_number)
    }
}

/// What became of a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum StepAnswer {
    /// Done.
    Done,
    /// It could not be done, and why: the other way takes over.
    Cant(CantReason),
    /// Not needed; no reason asked.
    NotNeeded,
}

/// How sure a person is of a sign. There is no third word: a blank says nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Degree {
    /// Seen, heard, or said by the child.
    Seen,
    /// Suspected.
    Suspected,
}

impl Degree {
    /// As shown.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Seen => "Seen",
            Self::Suspected => "Suspected",
        }
    }
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// The hour started: one tap.
    HourStarted {
        /// When the child was met, by the phone's clock at the tap.
        met_at: Wall,
        /// The tap came before the code had loaded.
        early_tap: bool,
        /// The guidance edition that this case keeps.
        guidance: String,
    },
    /// A concern was begun, with no hour.
    ConcernStarted {
        /// The guidance edition that this case keeps.
        guidance: String,
    },
    /// A role was chosen or changed; nothing that was done is lost by it.
    RoleChosen {
        /// The role, or none for "Something else".
        role: Option<Role>,
    },
    /// The question after the role was skipped; it is not asked again.
    RoleSkipped,
    /// The person said that they are the one whose name is in Settings: tablets are shared.
    PersonConfirmed,
    /// An area was chosen or changed.
    AreaChosen {
        /// The area's id in the guidance.
        area: Option<String>,
    },
    /// A situation question was answered, or its answer was taken back (no option).
    Situation {
        /// The question's id.
        question: String,
        /// The chosen options' ids.
        options: Vec<String>,
    },
    /// A step got an answer.
    Step {
        /// The step's id in the guidance.
        step: String,
        /// Its title in the edition of the case, so that the log reads by itself.
        title: String,
        /// Core actions that it covers.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        covers: Vec<String>,
        /// The answer was given to the step's other way, offered for this reason.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        other_way: Option<CantReason>,
        /// The answer.
        answer: StepAnswer,
    },
    /// An earlier event is taken back.
    Undone {
        /// The event's id.
        event: Id,
    },
    /// A field of the record was written. An empty value clears it; earlier values stay in the log.
    Fact {
        /// The field's id, such as `m04.name`.
        field: String,
        /// The words, as typed.
        value: String,
    },
    /// Words of the child were written down, or written down in another way. Each entry stands for itself; none is
    /// ever merged with another, and the first version of each stays.
    Said {
        /// The event that first wrote this entry down; nothing for a new one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        of: Option<Id>,
        /// The words, exactly as typed.
        words: String,
        /// How they were said: one of [`crate::record::WAYS`], or empty.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        way: String,
        /// Through which interpreter: number and agency as typed, or empty.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        interpreter: String,
        /// What had just been asked; empty where the child spoke first.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        asked: String,
        /// Who typed the words, and when, where somebody else added them: they stay that one's.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        typed: Option<Typed>,
    },
    /// Somebody who came later has read what had been asked and answered.
    AskedRead,
    /// Somebody has to ask the child again what had been asked.
    AskedAgain {
        /// Why, in the person's own words.
        reason: String,
    },
    /// A sign was noted, noted in another way, or cleared.
    Sign {
        /// The sign's id in the guidance.
        sign: String,
        /// Its words in the edition of the case, so that the log reads by itself.
        says: String,
        /// It means danger now.
        #[serde(default, skip_serializing_if = "core::ops::Not::not")]
        danger: bool,
        /// How sure; nothing clears it.
        degree: Option<Degree>,
    },
    /// A section was marked "not known, because", or the mark was taken off (no reason).
    NotKnown {
        /// `m01` to `m16`.
        section: String,
        /// The person's own words.
        because: Option<String>,
    },
    /// A photograph was taken and is in the vault.
    Photo(Photo),
    /// A photograph was sealed to the desk in parts and put into the queue, after the record had its receipt.
    PhotoSealed {
        /// The event of the photograph.
        photo: Id,
        /// The parts, in order; each has a receipt of its own.
        parts: Vec<Id>,
    },
    /// A call block was tapped. Noted at once: the dialler may end the app.
    Rang {
        /// Who was rung, as the block said.
        to: String,
        /// The number as shown.
        number: String,
        /// The step whose block it was.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        step: Option<String>,
    },
    /// A call about several children, that was made from another child's hour.
    RangForAll {
        /// Who was rung, as the block said.
        to: String,
        /// The number as shown.
        number: String,
        /// The step whose block it was.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        step: Option<String>,
        /// When it was made.
        at: Wall,
        /// Whether somebody answered, where it was said.
        answered: Option<bool>,
    },
    /// Another child was found together with this one.
    Together {
        /// The other child's case.
        with: Id,
    },
    /// "Did you get through?"
    GotThrough {
        /// The event of the call.
        call: Id,
        /// Somebody answered.
        answered: bool,
    },
    /// The phone's clock was changed. The hour keeps the longer time.
    ClockChanged {
        /// Milliseconds since the child was met, as the hour counts them.
        elapsed_ms: i64,
    },
    /// The note about the clock was read.
    ClockNoteSeen,
    /// The person corrected the time at which they met the child.
    MetCorrected {
        /// The corrected time.
        met_at: Wall,
    },
    /// The child has gone.
    ChildGone {
        /// When they were last seen.
        last_seen: Wall,
    },
    /// The child is found.
    ChildFound,
    /// The child was handed over to somebody who takes over.
    HandedOver {
        /// To whom.
        to: Receiver,
    },
    /// The case came from another phone: everything that this phone did not have of it stands before this event.
    TakenOver {
        /// Who gave it, as their phone says.
        from: Actor,
        /// SHA-256 of the last event of the giver's log: this log can be held against that one.
        head: Digest,
        /// How many of the giver's events stayed there, because they say where the child is.
        #[serde(default, skip_serializing_if = "is_none_left")]
        left_out: u32,
        /// Milliseconds since the child was met. The two phones' wall clocks need not agree.
        elapsed_ms: i64,
        /// This phone had nothing of the case before.
        begins: bool,
    },
    /// The record was sealed to a desk and put into the queue.
    Sealed {
        /// The submission's id.
        submission: Id,
        /// SHA-256 of the sealed bytes.
        digest: Digest,
        /// The desk's agency, as shown before Send.
        desk: String,
    },
    /// The desk's signed receipt was verified and stored.
    Received {
        /// The submission's id.
        submission: Id,
        /// When the desk's system took it in: its own clock, milliseconds since the Unix epoch.
        desk_ms: i64,
        /// Its place in the desk's ledger.
        ledger_index: u64,
    },
    /// The person told the desk by telephone.
    ToldByPhone {
        /// The submission's id.
        submission: Id,
    },
    /// The person finished the hour.
    Finished {
        /// Why steps that must be done or explained were not done; the person's own words.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        left_open_because: String,
    },
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
const fn is_none_left(left_out: &u32) -> bool {
    *left_out == 0
}

impl Kind {
    /// Whether Undo may take it back. How the case began, what the clock did, and what was sent and received cannot be.
    #[must_use]
    pub const fn can_be_undone(&self) -> bool {
        !matches!(
            self,
            Self::HourStarted { .. }
                | Self::ConcernStarted { .. }
                | Self::ClockChanged { .. }
                | Self::TakenOver { .. }
                | Self::Sealed { .. }
                | Self::Received { .. }
                | Self::PhotoSealed { .. }
                | Self::ToldByPhone { .. }
        )
    }
}
