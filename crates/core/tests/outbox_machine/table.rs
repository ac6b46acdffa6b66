//! The table of answers, row by row: what the outbox does about each thing that can come back from a try.
use gh_core::outbox::{Answer, Attention, Effect, Event, LastAnswer, Now, Outbox, State, Wake};
use gh_wire::receipt::ReceiptError;

use crate::kit::*;

/// A queue whose only item is being sent.
fn sending() -> (Outbox, u64) {
    let mut outbox = Outbox::new();
    let effects = outbox.handle(Event::Enqueued(item(1)), at(0));
    (outbox, put(&effects).expect("a new item is sent at once").1)
}

fn state_after(answer: Answer) -> (Outbox, Vec<Effect>, State) {
    let (mut outbox, attempt) = sending();
    let effects = outbox.handle(Event::Answer { id: id(1), attempt, answer }, at(1_000));
    let state = outbox.item(&id(1)).expect("nothing leaves by an answer").state;
    (outbox, effects, state)
}

#[test]
fn each_row_of_the_table_does_what_it_says() {
    use Attention::{Malformed, NotAccepted, TooLarge, WrongKind};
    use State::{Conflict, HeldAuth, HeldConfig, NeedsAttention, Sealed};
    let rows: [(u16, State, u32); 25] = [
        (200, Sealed, 1),
        (201, Sealed, 1),
        (204, Sealed, 1),
        (301, Sealed, 1),
        (302, Sealed, 1),
        (400, NeedsAttention(Malformed), 0),
        (401, HeldAuth, 0),
        (403, HeldAuth, 0),
        (404, HeldConfig, 1),
        (405, HeldConfig, 1),
        (408, Sealed, 1),
        (409, Conflict, 0),
        (410, HeldConfig, 1),
        (413, NeedsAttention(TooLarge), 0),
        (415, NeedsAttention(WrongKind), 0),
        (418, Sealed, 1),
        (422, NeedsAttention(NotAccepted), 0),
        (425, Sealed, 1),
        (426, HeldConfig, 1),
        (429, Sealed, 1),
        (500, Sealed, 1),
        (502, Sealed, 1),
        (503, Sealed, 1),
        (504, Sealed, 1),
        (0, Sealed, 1),
    ];
    for (status, expected, attempts) in rows {
        let (outbox, effects, state) = state_after(response(status));
        assert_eq!(state, expected, "{status}");
        assert_eq!(outbox.item(&id(1)).map(|item| item.attempts), Some(attempts), "attempts after {status}");
        assert!(effects.contains(&Effect::SaveState { id: id(1) }), "{status} is not kept");
        assert_eq!(effects.contains(&Effect::FetchConfig), expected == HeldConfig, "{status}");
        assert_eq!(effects.contains(&Effect::TellConflict { id: id(1) }), expected == Conflict, "{status}");
        assert_eq!(put(&effects), None, "{status} is tried again without a wait");
    }
}

#[test]
fn no_status_at_all_lets_an_item_leave_without_a_receipt() {
    for status in 0..=999 {
        let (outbox, effects, _) = state_after(response(status));
        assert!(outbox.item(&id(1)).is_some_and(gh_core::outbox::Item::unsent), "{status}");
        assert!(!effects.iter().any(|effect| matches!(effect, Effect::StoreReceipt { .. })), "{status}");
    }
}

#[test]
fn only_a_success_can_carry_a_receipt() {
    for status in 0..=999 {
        let (_, effects, _) = state_after(with_receipt(status, receipt(1)));
        let stores = effects.contains(&Effect::StoreReceipt { id: id(1), receipt: receipt(1) });
        assert_eq!(stores, (200..300).contains(&status), "{status}");
    }
}

#[test]
fn a_valid_receipt_is_stored_before_anything_is_called_delivered() {
    let (mut outbox, effects, state) = state_after(with_receipt(200, receipt(1)));
    assert!(effects.contains(&Effect::StoreReceipt { id: id(1), receipt: receipt(1) }));
    assert!(matches!(state, State::Sending { .. }));
    let at_desk = receipt(1).received_at_ms;
    outbox.handle(Event::ReceiptStored { id: id(1), at: at_desk }, at(1_100));
    assert_eq!(outbox.item(&id(1)).map(|item| item.state), Some(State::Delivered { at: at_desk }));
    assert_eq!(outbox.next_wake(), None);
}

#[test]
fn what_is_not_a_receipt_for_these_bytes_is_waited_for() {
    let other_bytes = receipt_for(1, b"other bytes");
    let rows = [
        (Answer::NoAnswer, LastAnswer::NoNetwork),
        (Answer::BodyCut, LastAnswer::NoReceipt),
        (refused(200, ReceiptError::Unreadable), LastAnswer::NoReceipt),
        (refused(200, ReceiptError::BadSignature), LastAnswer::WrongReceipt),
        (refused(200, ReceiptError::OtherSubmission), LastAnswer::WrongReceipt),
        (refused(200, ReceiptError::OtherBytes), LastAnswer::WrongReceipt),
        // A caller that forgot to compare: the machine looks for itself.
        (with_receipt(200, receipt(2)), LastAnswer::WrongReceipt),
        (with_receipt(200, other_bytes), LastAnswer::WrongReceipt),
        // Even a receipt that verifies does not come in a web page.
        (page(with_receipt(200, receipt(1))), LastAnswer::NoReceipt),
    ];
    for (answer, last) in rows {
        let (outbox, effects, state) = state_after(answer.clone());
        assert_eq!(state, State::Sealed, "{answer:?}");
        assert_eq!(outbox.item(&id(1)).and_then(|item| item.last_answer), Some(last), "{answer:?}");
        assert!(!effects.iter().any(|effect| matches!(effect, Effect::StoreReceipt { .. })), "{answer:?}");
    }
}

#[test]
fn a_web_page_never_holds_or_condemns_an_item_whatever_its_number() {
    for status in [200, 400, 401, 403, 404, 405, 409, 410, 413, 415, 422, 426, 500] {
        let (_, _, state) = state_after(page(response(status)));
        assert_eq!(state, State::Sealed, "{status}");
    }
}

#[test]
fn a_row_that_the_phone_cannot_read_needs_a_person() {
    let (_, _, state) = state_after(Answer::Unreadable);
    assert_eq!(state, State::NeedsAttention(Attention::Unreadable));
}

#[test]
fn retry_after_is_honoured_for_an_hour_at_most() {
    let rows = [
        ("120", 120_000),
        ("1000000000", 3_600_000),
        ("-1", 1),
        ("0", 1),
        ("Sun, 06 Nov 1994 08:49:37 GMT", 1),
        ("Fri, 31 Dec 9999 23:59:59 GMT", 3_600_000),
        ("nonsense", 1),
    ];
    for status in [425, 429, 503] {
        for (header, at_least) in rows {
            let (mut outbox, _, _) = state_after(retry_after(status, header));
            let next_at = outbox.item(&id(1)).expect("kept").next_at;
            assert!(next_at >= T0 + 1_000 + at_least, "{status} {header}: {}", next_at - T0);
            assert!(next_at <= T0 + 1_000 + at_least.max(2_000), "{status} {header}: {}", next_at - T0);
            // No hint of the browser overrides what the desk has asked for.
            if at_least > 1 {
                let effects = outbox.handle(Event::Wake(Wake::Online), Now { ms: next_at - 1, random: 7 });
                assert_eq!(put(&effects), None, "{status} {header}");
            }
            let effects = outbox.handle(Event::Wake(Wake::Timer), Now { ms: next_at, random: 7 });
            assert!(put(&effects).is_some(), "{status} {header}");
        }
    }
}

#[test]
fn held_items_are_tried_again_quietly_and_keep_their_count() {
    for (status, held) in [(401, State::HeldAuth), (403, State::HeldAuth), (404, State::HeldConfig)] {
        let (mut outbox, _, _) = state_after(response(status));
        let next_at = outbox.item(&id(1)).expect("kept").next_at;
        assert!((150_000..=300_000).contains(&(next_at - T0 - 1_000)), "{status}");
        assert_eq!(outbox.item(&id(1)).map(|item| item.state), Some(held));
        let effects = outbox.handle(Event::Wake(Wake::Timer), Now { ms: next_at, random: 3 });
        let (_, attempt) = put(&effects).expect("a filter or a wrong setting may have gone");
        let answer = with_receipt(200, receipt(1));
        let effects = outbox.handle(Event::Answer { id: id(1), attempt, answer }, Now { ms: next_at + 1, random: 3 });
        assert!(effects.contains(&Effect::StoreReceipt { id: id(1), receipt: receipt(1) }));
    }
}

#[test]
fn a_new_configuration_frees_what_waited_for_it_without_becoming_a_loop() {
    let (mut outbox, _, _) = state_after(response(404));
    let mut fetched = 0;
    let mut now = T0 + 1_000;
    let mut puts = 0;
    while now < T0 + 3_600_000 {
        let effects = outbox.handle(Event::ConfigFetched, Now { ms: now, random: 1 << 40 });
        let mut next = effects;
        if let Some((_, attempt)) = put(&next) {
            puts += 1;
            next =
                outbox.handle(Event::Answer { id: id(1), attempt, answer: response(404) }, Now { ms: now, random: 9 });
            fetched += usize::from(next.contains(&Effect::FetchConfig));
        }
        now = outbox.next_wake().expect("it is tried for ever").max(now + 1);
    }
    assert_eq!(fetched, puts);
    assert!((5..120).contains(&puts), "{puts} tries in an hour");
}
