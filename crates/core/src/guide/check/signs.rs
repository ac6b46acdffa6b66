//! Signs fit their row, lead somewhere, and are never questions.
use std::collections::BTreeSet;

use super::{Found, Rule};
use crate::guide::Pack;

/// The most letters of a sign: three lines beside its two buttons on a phone.
const LONGEST_SIGN: usize = 75;
/// The most letters of what follows from a pointer.
const LONGEST_SO: usize = 90;

pub(super) fn check(pack: &Pack, found: &mut Found) {
    let groups: BTreeSet<&str> = pack.sign_groups.iter().map(|group| group.id.as_str()).collect();
    let pointers: BTreeSet<&str> = pack.pointers.iter().map(|pointer| pointer.id.as_str()).collect();
    for sign in &pack.signs {
        let place = format!("sign {}", sign.id);
        if !groups.contains(sign.group.as_str()) {
            found.add(Rule::Reference, place.as_str(), format!("stands under {}, which is no group", sign.group));
        }
        if sign.points_to.is_empty() {
            found.add(Rule::Reference, place.as_str(), "points to nothing");
        }
        for pointer in sign.points_to.iter().filter(|pointer| !pointers.contains(pointer.as_str())) {
            found.add(Rule::Reference, place.as_str(), format!("points to {pointer}, which is no pointer"));
        }
        let text = sign.says.text.as_str();
        if text.trim().is_empty() || text.chars().count() > LONGEST_SIGN {
            found.add(Rule::Length, place.as_str(), format!("needs words, at most {LONGEST_SIGN} letters"));
        }
        if text.contains('?') || text.ends_with('.') {
            found.add(Rule::Typography, place, "is a thing to notice: no question, no full stop");
        }
    }
    let used = |is: &dyn Fn(&crate::guide::Sign) -> bool| pack.signs.iter().any(is);
    for group in pack.sign_groups.iter().filter(|group| !used(&|sign| sign.group == group.id)) {
        found.add(Rule::Unused, format!("sign group {}", group.id), "has no sign");
    }
    for pointer in &pack.pointers {
        let place = format!("pointer {}", pointer.id);
        if !used(&|sign| sign.points_to.contains(&pointer.id)) {
            found.add(Rule::Unused, place.as_str(), "no sign points to it");
        }
        if pointer.so.text.chars().count() > LONGEST_SO {
            found.add(Rule::Length, place, format!("has more than {LONGEST_SO} letters of advice"));
        }
    }
    if used(&|sign| sign.danger) && !pack.conditions.iter().any(|condition| condition.signs) {
        found.add(Rule::Setter, "signs", "mean danger, and no condition is set by them");
    }
}
