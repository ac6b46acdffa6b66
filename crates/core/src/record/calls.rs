//! What is written about a call, once: who answered a call to the police or to social care, and what they gave as reference,
//! stands in the record's own fields as well.
use gh_wire::id::Id;

use crate::case::{CallNoted, CaseState};
use crate::guide::{Pack, Step};

/// What is written about a call, besides what the block noted by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CallPart {
    /// Who answered.
    Person,
    /// The reference or log number that they gave.
    Reference,
    /// What was agreed.
    Agreed,
}

impl CallPart {
    /// All, in the order of the screen.
    pub const ALL: [Self; 3] = [Self::Person, Self::Reference, Self::Agreed];

    /// The label of its field.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Person => "Who answered",
            Self::Reference => "Reference or log number",
            Self::Agreed => "What was agreed",
        }
    }

    /// The field that holds it for the call of this event.
    #[must_use]
    pub fn field(self, call: Id) -> String {
        let part = match self {
            Self::Person => "person",
            Self::Reference => "reference",
            Self::Agreed => "agreed",
        };
        format!("call.{call}.{part}")
    }
}

/// The core action of ringing the police, and that of ringing social care.
const POLICE: &str = "A04";
const CARE: &str = "A06";

/// The fields of the record that take over what is written of a call, with their words: as long as nothing else stands there
/// than what came from this call before.
#[must_use]
pub fn also_written(
    pack: &Pack,
    state: &CaseState,
    call: &CallNoted,
    part: CallPart,
    words: &str,
) -> Vec<(&'static str, String)> {
    let is_step = |step: &&Step| call.step.as_deref() == Some(step.id.as_str());
    let of_roles = pack.tracks.iter().flat_map(|track| &track.row);
    let Some(step) = pack.actions.iter().chain(of_roles).find(is_step) else { return Vec::new() };
    let is = |action: &str| step.id == action || step.covers.iter().any(|covered| covered == action);
    // Where no number of the council is known, the block of that step rings a national one: who answers there is not theirs.
    let is_national = pack.contacts.iter().any(|contact| contact.lines.iter().any(|line| line.number == call.number));
    let (person, reference, time) = if is(POLICE) {
        ("m14.police-officer", "m14.police-reference", "m14.police-time")
    } else if is(CARE) && !is_national {
        ("m14.care-name", "m14.care-reference", "m14.care-time")
    } else {
        return Vec::new();
    };
    let field = match part {
        CallPart::Person => person,
        CallPart::Reference => reference,
        CallPart::Agreed => return Vec::new(),
    };
    let (stands, before) = (state.fact(field), state.fact(&part.field(call.event)));
    if stands.is_some() && stands != before {
        return Vec::new();
    }
    let told = (!words.trim().is_empty() && state.fact(time).is_none()).then(|| (time, call.at.hh_mm()));
    [(field, words.to_owned())].into_iter().chain(told).collect()
}
