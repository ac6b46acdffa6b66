//! What may be asked of the child is short, has a place in the record and a step in which it comes up.
use std::collections::BTreeSet;

use super::{Found, Rule};
use crate::guide::Pack;
use crate::record;

/// The most letters of a title: one line beside its tag on a phone.
const LONGEST_TITLE: usize = 40;
/// The most letters of the reason.
const LONGEST_WHY: usize = 70;

pub(super) fn check(pack: &Pack, found: &mut Found) {
    let actions: BTreeSet<&str> = pack.actions.iter().map(|action| action.id.as_str()).collect();
    for matter in &pack.matters {
        let place = format!("matter {}", matter.id);
        if matter.fields.is_empty() || matter.steps.is_empty() {
            found.add(Rule::Reference, place.as_str(), "has no field, or no step");
        }
        for field in &matter.fields {
            // Where the child is, is shown to nobody who does not ask for it.
            if record::field(field).is_none_or(|field| field.place) {
                found.add(Rule::Reference, place.as_str(), format!("is answered by {field}, which cannot be shown"));
            }
        }
        for step in matter.steps.iter().filter(|step| !actions.contains(step.as_str())) {
            found.add(Rule::Reference, place.as_str(), format!("comes up in {step}, which is not a core action"));
        }
        let title = matter.title.chars().count();
        if title == 0 || title > LONGEST_TITLE || matter.why.text.chars().count() > LONGEST_WHY {
            let what =
                format!("needs a title of at most {LONGEST_TITLE} letters and a reason of at most {LONGEST_WHY}");
            found.add(Rule::Length, place, what);
        }
    }
}
