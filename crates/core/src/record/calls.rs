//! What is written about a call, once: who answered a call to the police or to social care, and what they gave as reference,
//! stands in the record's own fields as well.
use gh_wire::id::Id;

use crate::case::{CallNoted, CaseState};
use crate::guide::{Line, Pack, Step};
use crate::record::Profile;

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
/// The national contacts where the police answer.
const EMERGENCY: [&str; 2] = ["emergency", "police-101"];
/// The number of whoever answered there: the national referral asks for it.
const CARE_PHONE: &str = "m14.care-phone";

/// The fields of the record that take over what is written of a call, with their words: as long as nothing else stands there
/// than what came from this call before.
#[must_use]
pub fn also_written(
    pack: &Pack,
    profile: &Profile,
    state: &CaseState,
    call: &CallNoted,
    part: CallPart,
    words: &str,
) -> Vec<(&'static str, String)> {
    let is_step = |step: &&Step| call.step.as_deref() == Some(step.id.as_str());
    let of_roles = pack.tracks.iter().flat_map(|track| &track.row);
    let step = pack.actions.iter().chain(of_roles).find(is_step);
    let is = |action: &str| step.is_some_and(|step| step.does(action));
    // A call from another page than a step's is known by its number.
    let by_number = call.step.is_none();
    let calls = |lines: &[Line]| lines.iter().any(|line| line.number == call.number);
    let of_police =
        pack.contacts.iter().any(|contact| EMERGENCY.contains(&contact.id.as_str()) && calls(&contact.lines));
    let of_council = pack.areas.iter().any(|area| calls(&area.lines)) || call.number == profile.front_door;
    // Where no number of the council is known, the block of its step rings a national one: who answers there is not theirs.
    let is_national = pack.contacts.iter().any(|contact| calls(&contact.lines));
    let care = is(CARE) && !is_national || by_number && of_council;
    let (person, reference, time) = if is(POLICE) || by_number && of_police {
        ("m14.police-officer", "m14.police-reference", "m14.police-time")
    } else if care {
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
    let number =
        (care && told.is_some() && state.fact(CARE_PHONE).is_none()).then(|| (CARE_PHONE, call.number.clone()));
    [(field, words.to_owned())].into_iter().chain(told).chain(number).collect()
}
