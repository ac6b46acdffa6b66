//! One at a time, oldest first, and nothing that cannot be sent delays what can.
use gh_core::outbox::{Answer, Effect, Event, Item, Now, Outbox, State, Wake};
use gh_wire::id::Id;

use crate::kit::*;

#[test]
fn the_oldest_goes_first_and_one_at_a_time() {
    let (mut outbox, mut effects) = queue([3, 1, 2]);
    for expected in [1, 2, 3] {
        assert_eq!(put(&effects).map(|(id, _)| id), Some(id(expected)));
        assert_eq!(put(&outbox.handle(Event::Wake(Wake::SendNow), at(10))), None, "two at once");
        effects = answer(&mut outbox, &effects, with_receipt(200, receipt(expected)), at(20));
        let stores =
            matches!(effects.first(), Some(Effect::StoreReceipt { id: stored, .. }) if *stored == id(expected));
        assert!(stores, "the receipt comes first, and the next goes out while it is being stored: {effects:?}");
        assert!(outbox.item(&id(expected)).is_some_and(Item::unsent), "not delivered before it is stored");
        assert_eq!(put(&outbox.handle(Event::ReceiptStored { id: id(expected), at: T0 }, at(30))), None, "two at once");
    }
    assert_eq!(put(&effects), None);
    assert_eq!(outbox.next_wake(), None);
}

#[test]
fn a_poisoned_item_at_any_place_delays_no_other() {
    for status in [400, 401, 403, 404, 405, 409, 410, 413, 415, 422, 426, 429, 500] {
        for poisoned in 1..=20 {
            let (mut outbox, mut effects) = queue(1..=20);
            let mut delivered = vec![];
            while let Some((sent, _)) = put(&effects) {
                if sent == id(poisoned) {
                    effects = answer(&mut outbox, &effects, response(status), at(0));
                } else {
                    let number = sent.as_bytes()[0];
                    effects = deliver(&mut outbox, &effects, at(0));
                    delivered.push(number);
                }
            }
            let others: Vec<u8> = (1..=20).filter(|number| *number != poisoned).collect();
            assert_eq!(delivered, others, "{status} at {poisoned}");
            assert!(outbox.item(&id(poisoned)).is_some_and(Item::unsent));
        }
    }
}

#[test]
fn items_that_always_hang_cannot_keep_a_later_one_waiting_for_ever() {
    let (mut outbox, mut effects) = queue(1..=30);
    let mut now = 0;
    // Each hangs until its deadline, and the network comes and goes all the time.
    for _ in 0..30 {
        let (sent, _) = put(&effects).expect("something is always due");
        if sent == id(30) {
            return;
        }
        now += 31_000;
        outbox.handle(Event::Wake(Wake::Online), at(now - 1));
        effects = answer(&mut outbox, &effects, Answer::NoAnswer, at(now));
    }
    panic!("the last item never had its turn");
}

#[test]
fn an_item_enqueued_twice_is_one_item() {
    let (mut outbox, _) = queue([1]);
    assert_eq!(put(&outbox.handle(Event::Enqueued(item(1)), at(1))), None);
    assert_eq!(outbox.items().count(), 1);
}

#[test]
fn a_late_failure_of_an_earlier_try_does_not_end_a_later_one() {
    for status in [403, 404, 409, 413, 500] {
        // The page was frozen beyond the lease; on waking another item is sent, or the same one again.
        for numbers in [1..=2, 1..=1] {
            let (mut outbox, first) = queue(numbers);
            let (_, old) = put(&first).expect("sent at once");
            outbox.handle(Event::Wake(Wake::Timer), at(90_000));
            outbox.handle(Event::Wake(Wake::Timer), at(95_000));
            let before = outbox.item(&id(1)).cloned();
            let lease = outbox.next_wake();
            let late = Event::Answer { id: id(1), attempt: old, answer: response(status) };
            assert_eq!(put(&outbox.handle(late, at(95_001))), None, "two at once");
            assert_eq!(outbox.item(&id(1)).cloned(), before, "{status}");
            assert_eq!(outbox.next_wake(), lease, "{status}");
        }
    }
}

#[test]
fn a_late_receipt_of_an_earlier_try_counts() {
    let (mut outbox, first) = queue([1]);
    let (_, old) = put(&first).expect("sent at once");
    outbox.handle(Event::Wake(Wake::Timer), at(90_000));
    let late = Event::Answer { id: id(1), attempt: old, answer: with_receipt(200, receipt(1)) };
    let effects = outbox.handle(late, at(90_001));
    assert!(effects.contains(&Effect::StoreReceipt { id: id(1), receipt: receipt(1) }));
}

#[test]
fn a_receipt_that_could_not_be_stored_is_asked_for_again() {
    let (mut outbox, effects) = queue([1]);
    answer(&mut outbox, &effects, with_receipt(200, receipt(1)), at(100));
    let effects = outbox.handle(Event::StoreFailed { id: id(1) }, at(200));
    assert_eq!(put(&effects), None, "no tight loop");
    assert_eq!(outbox.item(&id(1)).map(|item| item.state), Some(State::Sealed));
    let due = outbox.next_wake().expect("it is tried again");
    let effects = outbox.handle(Event::Wake(Wake::Timer), Now { ms: due, random: 1 });
    assert!(put(&effects).is_some());
}

fn saved(effects: &[Effect]) -> Vec<Id> {
    let saves = effects.iter().filter_map(|e| if let Effect::SaveState { id } = e { Some(*id) } else { None });
    saves.collect()
}

/// Whether the vault is to say that it is being sent.
fn is_sending(outbox: &Outbox, number: u8) -> bool {
    outbox.to_store(&id(number)).is_some_and(|item| matches!(item.state, State::Sending { .. }))
}

#[test]
fn the_next_few_are_marked_as_being_sent_before_their_turn_so_that_their_tries_wait_for_nothing() {
    let (mut outbox, effects) = queue(1..=12);
    let in_the_vault = |outbox: &Outbox| (1..=12).filter(|number| is_sending(outbox, *number)).collect::<Vec<u8>>();
    let few = in_the_vault(&outbox);
    assert_eq!(few, (1..=9).collect::<Vec<u8>>(), "the one that is sent, and eight");
    assert_eq!(saved(&effects), few.into_iter().map(id).collect::<Vec<_>>());
    assert_eq!(outbox.item(&id(2)).map(|item| item.state), Some(State::Sealed), "and not on the screen");

    let effects = answer(&mut outbox, &effects, with_receipt(200, receipt(1)), at(100));
    assert_eq!((put(&effects).map(|(id, _)| id), saved(&effects)), (Some(id(2)), vec![id(10)]));
}

#[test]
fn what_may_be_ending_the_app_goes_alone_so_that_no_other_is_taken_for_it() {
    let mut outbox = Outbox::new();
    let was_being_sent = Item { state: State::Sending { lease_until: T0 }, ..item(1) };
    let effects = outbox.handle(Event::Restored(vec![was_being_sent, item(2), item(3), item(4)]), at(0));
    assert_eq!(put(&effects).map(|(id, _)| id), Some(id(2)), "the others go before it");
    assert!(is_sending(&outbox, 3) && is_sending(&outbox, 4));

    outbox.handle(Event::Wake(Wake::SendNow), at(10));
    let effects = deliver(&mut outbox, &effects, at(20));
    assert_eq!(put(&effects).map(|(id, _)| id), Some(id(1)));
    assert!(!is_sending(&outbox, 3) && !is_sending(&outbox, 4), "a crash now is none of theirs");
    assert_eq!(saved(&effects), [1, 3, 4].map(id));
}

#[test]
fn what_this_tab_has_marked_is_no_crash_when_it_reads_the_vault_again() {
    let (mut outbox, effects) = queue(1..=3);
    let rows: Vec<Item> = (1..=3).filter_map(|number| outbox.to_store(&id(number))).collect();
    outbox.handle(Event::Restored(rows), at(50));
    assert_eq!(outbox.items().map(|item| item.crashes).collect::<Vec<_>>(), [0, 0, 0]);
    let effects = answer(&mut outbox, &effects, with_receipt(200, receipt(1)), at(100));
    assert_eq!(put(&effects).map(|(id, _)| id), Some(id(2)), "and it waits for nothing");
}

#[test]
fn one_that_was_marked_and_is_not_sent_next_is_marked_no_longer() {
    let (mut outbox, effects) = queue([1, 2]);
    // Another tab has delivered it.
    outbox.handle(Event::ReceiptStored { id: id(2), at: T0 }, at(50));
    let effects = answer(&mut outbox, &effects, Answer::NoAnswer, at(100));
    assert!(effects.contains(&Effect::SaveState { id: id(2) }) && !outbox.is_marked(&id(2)), "{effects:?}");
}

#[test]
fn a_receipt_that_could_not_be_stored_does_not_disturb_the_next_one() {
    let (mut outbox, effects) = queue([1, 2]);
    let effects = answer(&mut outbox, &effects, with_receipt(200, receipt(1)), at(100));
    assert_eq!(put(&effects).map(|(id, _)| id), Some(id(2)));
    assert_eq!(put(&outbox.handle(Event::StoreFailed { id: id(1) }, at(200))), None, "two at once");
    assert!(outbox.is_sending());
    let effects = answer(&mut outbox, &effects, with_receipt(200, receipt(2)), at(300));
    assert!(effects.contains(&Effect::StoreReceipt { id: id(2), receipt: receipt(2) }));
}

#[test]
fn a_receipt_of_whose_storing_nothing_is_heard_is_asked_for_again() {
    let (mut outbox, effects) = queue([1]);
    answer(&mut outbox, &effects, with_receipt(200, receipt(1)), at(100));
    // Another tab reads the vault meanwhile: that is no crash.
    let as_stored = Item { state: State::Sending { lease_until: T0 + 40_000 }, ..item(1) };
    outbox.handle(Event::Restored(vec![as_stored]), at(200));
    let mut now = at(200);
    for _ in 0..3 {
        now = Now { ms: outbox.next_wake().expect("something is to come"), random: 1 };
        if put(&outbox.handle(Event::Wake(Wake::Timer), now)).is_some() {
            break;
        }
    }
    assert!(outbox.is_sending() && now.ms > T0 + 30_000, "{}", now.ms - T0);
    assert_eq!(outbox.item(&id(1)).map(|item| item.crashes), Some(0));
}

#[test]
fn an_item_delivered_by_another_tab_is_delivered_here() {
    let (mut outbox, _) = queue([1, 2]);
    let effects = outbox.handle(Event::ReceiptStored { id: id(1), at: T0 }, at(5));
    assert_eq!(put(&effects).map(|(id, _)| id), Some(id(2)));
    // A reading of the vault from before that does not bring it back.
    outbox.handle(Event::Restored(vec![item(1)]), at(6));
    assert!(outbox.item(&id(1)).is_some_and(|item| !item.unsent()));
}

#[test]
fn one_delivery_ends_the_waits_of_all_that_nobody_had_answered() {
    let (mut outbox, mut effects) = queue(1..=5);
    for nth in 1.. {
        if put(&effects).is_none() {
            break;
        }
        // Waits of all lengths.
        effects = answer(&mut outbox, &effects, Answer::NoAnswer, Now { ms: T0, random: u64::MAX / 6 * nth });
    }
    let now = Now { ms: outbox.next_wake().expect("they are tried again"), random: 1 };
    let mut effects = outbox.handle(Event::Wake(Wake::Timer), now);
    let mut delivered = 0;
    while put(&effects).is_some() {
        effects = deliver(&mut outbox, &effects, now);
        delivered += 1;
    }
    assert_eq!(delivered, 5, "the others waited although the desk answers");
}

#[test]
fn reading_the_vault_again_never_takes_an_item_away() {
    let (mut outbox, _) = queue([1, 2, 3]);
    outbox.handle(Event::Restored(vec![]), at(5));
    assert_eq!(outbox.items().count(), 3);
}

#[test]
fn what_waits_for_a_person_is_tried_again_when_a_person_says_so() {
    for status in [400, 401, 404, 409, 413, 415, 422] {
        let (mut outbox, effects) = queue([1]);
        answer(&mut outbox, &effects, response(status), at(1));
        let effects = outbox.handle(Event::Resolved { id: id(1) }, at(2));
        assert!(put(&effects).is_some(), "{status}");
    }
}

#[test]
fn what_needs_a_person_is_not_sent_again_by_itself() {
    for status in [400, 409, 413, 415, 422] {
        let (mut outbox, effects) = queue([1]);
        answer(&mut outbox, &effects, response(status), at(1));
        for kind in [Wake::Start, Wake::Visible, Wake::PageShow, Wake::Online, Wake::Timer, Wake::SendNow] {
            assert_eq!(put(&outbox.handle(Event::Wake(kind), at(86_400_000))), None, "{status} {kind:?}");
        }
    }
}

#[test]
fn events_for_an_unknown_item_change_nothing() {
    let mut outbox = Outbox::new();
    let answered = Event::Answer { id: id(1), attempt: 1, answer: with_receipt(200, receipt(1)) };
    let events = [
        answered,
        Event::ReceiptStored { id: id(1), at: T0 },
        Event::StoreFailed { id: id(1) },
        Event::ToldByPhone { id: id(1) },
        Event::Resolved { id: id(1) },
        Event::ConfigFetched,
    ];
    for event in events {
        assert_eq!(outbox.handle(event, at(0)), vec![]);
    }
    assert_eq!(outbox.items().count(), 0);
}

#[test]
fn a_record_goes_before_every_part_of_a_photograph_that_waits() {
    let part = |number: u8| {
        let record = item(number);
        Item::sealed_part(record.id, record.digest, record.body_bytes, record.sealed_at, record.sequence)
    };
    let mut outbox = Outbox::new();
    let mut effects = outbox.handle(Event::Enqueued(part(1)), at(0));
    outbox.handle(Event::Enqueued(part(2)), at(0));
    outbox.handle(Event::Enqueued(part(3)), at(0));
    assert_eq!(put(&effects).map(|(id, _)| id), Some(id(1)), "nothing else waits");
    outbox.handle(Event::Enqueued(item(9)), at(10));
    for expected in [9, 2, 3] {
        effects = deliver(&mut outbox, &effects, at(20));
        assert_eq!(put(&effects).map(|(id, _)| id), Some(id(expected)), "the record of another child is not kept back");
    }
}

#[test]
fn a_photograph_that_waits_is_no_reason_to_ring() {
    let record = item(1);
    let part = Item::sealed_part(record.id, record.digest, 4_000, T0, 1);
    let mut outbox = Outbox::new();
    let effects = outbox.handle(Event::Enqueued(part.clone()), at(0));
    answer(&mut outbox, &effects, Answer::NoAnswer, at(30_000));
    let day = 24 * 60 * 60_000;
    outbox.handle(Event::Wake(Wake::Timer), at(day));
    assert!(outbox.items().all(|item| !item.overdue(T0 + day)));
    assert!(Item { part: false, ..part }.overdue(T0 + day));
}

#[test]
fn a_state_that_was_stored_before_there_were_photographs_is_read() {
    let mut stored = serde_json::to_value(item(1)).expect("an item has a JSON form");
    stored.as_object_mut().expect("an object").remove("part");
    assert_eq!(serde_json::from_value::<Item>(stored).ok(), Some(item(1)));
}
