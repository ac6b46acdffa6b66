//! What sort of thing an event says.
use super::event::{Event, Kind};
use super::noted::Hand;
use crate::record;

/// Words of the record, which a submission carries.
pub(super) fn is_word(kind: &Kind) -> bool {
    matches!(
        kind,
        Kind::Fact { .. }
            | Kind::NotKnown { .. }
            | Kind::Sign { .. }
            | Kind::Said { .. }
            | Kind::AskedAgain { .. }
            | Kind::HandedOver { .. }
            | Kind::ChildGone { .. }
            | Kind::ChildFound
            | Kind::Together { .. }
            | Kind::Photo(_)
    )
}

/// What can change the situation on which the steps depend. All else is followed without looking at that anew.
pub(super) fn changes_situation(kind: &Kind) -> bool {
    match kind {
        Kind::Situation { .. } | Kind::Sign { .. } | Kind::ChildGone { .. } | Kind::ChildFound => true,
        Kind::Fact { field, .. } => record::is_choice(record::now_called(field)),
        _ => false,
    }
}

/// What says something of the child, and not only of the person who writes.
pub(super) fn is_of_the_child(kind: &Kind) -> bool {
    match kind {
        Kind::Said { .. } | Kind::Sign { .. } | Kind::Photo(_) => true,
        Kind::Fact { field, .. } => record::is_about_the_child(field),
        _ => false,
    }
}

/// Notes that a person was there last. Whoever has no name yet cannot be told from others.
pub(super) fn note_hand(hands: &mut Vec<Hand>, event: &Event) {
    if event.by.name.trim().is_empty() {
        return;
    }
    let hand = Hand { by: event.by.clone(), at: event.at.wall, seq: event.seq };
    match hands.iter_mut().find(|known| !known.by.is_another_than(&event.by)) {
        Some(known) => *known = hand,
        None => hands.push(hand),
    }
}
