//! What the screen may say, and when it says "Not sent. Call …".
use gh_core::outbox::{
    Answer, Attention, Effect, Event, Item, LastAnswer, OVERDUE_MS, Reason, State, Wake, Word, word,
};

use crate::kit::*;

#[test]
fn each_state_has_its_word_with_and_without_a_network() {
    let next_try = T0 + 60_000;
    let needs = |reason| (Word::NeedsYou(reason), Word::NeedsYou(reason));
    let taken = |why| needs(Reason::NotTaken(why));
    let rows = [
        (State::Sealed, None, (Word::Sending, Word::WaitingForSignal)),
        (State::Sealed, Some(LastAnswer::NoNetwork), (Word::NotAnswered { next_try }, Word::WaitingForSignal)),
        (State::Sealed, Some(LastAnswer::NoReceipt), (Word::NotAnswered { next_try }, Word::WaitingForSignal)),
        (State::Sending { lease_until: T0 }, None, (Word::Sending, Word::WaitingForSignal)),
        (State::Delivered { at: T0 }, None, (Word::Delivered { at: T0 }, Word::Delivered { at: T0 })),
        (State::HeldAuth, None, needs(Reason::NotAllowed)),
        (State::HeldConfig, None, needs(Reason::WrongAddress)),
        (State::NeedsAttention(Attention::TooLarge), None, taken(Attention::TooLarge)),
        (State::Conflict, None, needs(Reason::Conflict)),
    ];
    for (state, last_answer, (online, offline)) in rows {
        let item = Item { state, last_answer, next_at: next_try, ..item(1) };
        assert_eq!(word(&item, T0, true), online, "{state:?} with a network");
        assert_eq!(word(&item, T0, false), offline, "{state:?} without one");
    }
}

#[test]
fn the_next_try_is_never_in_the_past() {
    let waiting = Item { last_answer: Some(LastAnswer::NoReceipt), next_at: T0 - 5, ..item(1) };
    assert_eq!(word(&waiting, T0, true), Word::NotAnswered { next_try: T0 });
}

#[test]
fn five_minutes_after_send_an_unsent_item_is_overdue_whatever_its_state() {
    let states = [
        (State::Sealed, true),
        (State::Sending { lease_until: T0 }, true),
        (State::HeldAuth, true),
        (State::NeedsAttention(Attention::Malformed), true),
        (State::Conflict, true),
        (State::Delivered { at: T0 }, false),
    ];
    for (state, expected) in states {
        let item = Item { state, sealed_at: T0, ..item(1) };
        assert!(!item.overdue(T0 + OVERDUE_MS - 1), "{state:?} too early");
        assert_eq!(item.overdue(T0 + OVERDUE_MS), expected, "{state:?}");
        let told = Item { told_by_phone: true, ..item };
        assert!(!told.overdue(T0 + OVERDUE_MS), "{state:?} when the desk was told");
    }
}

#[test]
fn a_clock_set_back_before_send_is_overdue_at_once_because_a_call_is_safe() {
    let sent = Item { sealed_at: T0, ..item(1) };
    assert!(!sent.overdue(T0 - 5_000));
    assert!(sent.overdue(T0 - 5_001));
}

#[test]
fn overdue_stays_when_the_clock_is_set_back_afterwards() {
    for kind in [Wake::Visible, Wake::PageShow, Wake::Timer] {
        let (mut outbox, effects) = queue([1]);
        answer(&mut outbox, &effects, Answer::NoAnswer, at(0));
        let effects = outbox.handle(Event::Wake(kind), at(OVERDUE_MS + 10));
        assert!(effects.contains(&Effect::SaveState { id: id(1) }));
        assert!(outbox.item(&id(1)).is_some_and(|item| item.overdue(T0 + 60_000)), "{kind:?}");
    }
}

#[test]
fn the_timer_comes_when_an_item_becomes_overdue_even_if_nothing_is_tried() {
    let (mut outbox, effects) = queue([1]);
    answer(&mut outbox, &effects, response(413), at(0));
    assert_eq!(outbox.next_wake(), Some(item(1).sealed_at + OVERDUE_MS));
    outbox.handle(Event::Wake(Wake::Timer), at(OVERDUE_MS));
    assert_eq!(outbox.next_wake(), None);
}

#[test]
fn telling_the_desk_by_telephone_is_kept_and_sending_goes_on() {
    let (mut outbox, effects) = queue([1]);
    answer(&mut outbox, &effects, Answer::NoAnswer, at(0));
    let effects = outbox.handle(Event::ToldByPhone { id: id(1) }, at(1));
    assert!(effects.contains(&Effect::SaveState { id: id(1) }));
    assert!(outbox.next_wake().is_some());
    // Also when the vault is read again and the row does not have it yet.
    outbox.handle(Event::Restored(vec![item(1)]), at(2));
    assert!(outbox.item(&id(1)).is_some_and(|item| item.told_by_phone));
}
