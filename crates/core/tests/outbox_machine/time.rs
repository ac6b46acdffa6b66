//! Waits, leases and wakes, on clocks that jump.
use gh_core::outbox::{Answer, Effect, Event, Item, Now, Outbox, State, Wake};
use gh_core::retry;

use crate::kit::*;

const HINTS: [Wake; 4] = [Wake::Start, Wake::Visible, Wake::PageShow, Wake::Online];

/// A queue whose only item has failed so often that it waits for minutes.
fn waiting_long() -> Outbox {
    let waiting = Item { attempts: 20, next_at: T0 + 250_000, ..item(1) };
    let mut outbox = Outbox::new();
    assert_eq!(put(&outbox.handle(Event::Restored(vec![waiting]), at(0))), None);
    outbox
}

#[test]
fn a_new_item_is_sent_at_once() {
    let mut outbox = Outbox::new();
    let effects = outbox.handle(Event::Enqueued(item(1)), at(0));
    let saves = effects.iter().position(|effect| *effect == Effect::SaveState { id: id(1) });
    let puts = effects.iter().position(|effect| matches!(effect, Effect::Put { deadline_ms: 31_000, .. }));
    assert!(saves < puts && saves.is_some(), "a crash while sending must be seen at the next start: {effects:?}");
}

#[test]
fn failures_wait_longer_and_longer_and_never_give_up() {
    let (mut outbox, mut effects) = queue([1]);
    let mut now = T0;
    for failures in 1..200_u32 {
        effects = answer(&mut outbox, &effects, Answer::NoAnswer, Now { ms: now, random: u64::from(failures) * 977 });
        assert_eq!(put(&effects), None);
        let next_at = outbox.item(&id(1)).expect("kept for ever").next_at;
        assert!((1..=retry::longest_wait(failures)).contains(&(next_at - now)), "after {failures}");
        effects = outbox.handle(Event::Wake(Wake::Timer), Now { ms: next_at, random: 5 });
        assert!(put(&effects).is_some(), "after {failures}");
        now = next_at;
    }
}

#[test]
fn the_timer_alone_brings_every_try() {
    let (mut outbox, effects) = queue([1]);
    let effects = answer(&mut outbox, &effects, Answer::NoAnswer, at(0));
    let wake = outbox.next_wake().expect("there is something to try");
    assert!(effects.contains(&Effect::Wake(wake)));
    assert!(put(&outbox.handle(Event::Wake(Wake::Timer), Now { ms: wake, random: 1 })).is_some());
}

#[test]
fn each_hint_of_a_network_cuts_a_wait_short() {
    for kind in HINTS {
        let mut outbox = waiting_long();
        assert!(put(&outbox.handle(Event::Wake(kind), at(1_000))).is_some(), "{kind:?}");
    }
}

#[test]
fn a_network_that_comes_and_goes_each_second_is_tried_every_ten_seconds_at_most() {
    let mut outbox = waiting_long();
    let mut puts = 0;
    for second in 1..=600 {
        let mut effects = outbox.handle(Event::Wake(Wake::Online), at(second * 1_000));
        while put(&effects).is_some() {
            puts += 1;
            effects = answer(&mut outbox, &effects, Answer::NoAnswer, at(second * 1_000 + 1));
        }
    }
    assert!((30..=66).contains(&puts), "{puts} tries in ten minutes");
}

#[test]
fn a_hint_that_comes_too_soon_after_another_is_not_lost() {
    let mut outbox = waiting_long();
    let effects = outbox.handle(Event::Wake(Wake::Start), at(0));
    answer(&mut outbox, &effects, Answer::NoAnswer, at(1_000));
    assert!(outbox.next_wake().is_some_and(|wake| wake > T0 + 10_000));
    outbox.handle(Event::Wake(Wake::Online), at(6_000));
    assert!(outbox.next_wake().is_some_and(|wake| wake <= T0 + 10_000));
}

#[test]
fn send_now_counts_once_in_ten_seconds_even_when_the_desk_has_asked_to_wait() {
    let (mut outbox, effects) = queue([1]);
    answer(&mut outbox, &effects, retry_after(429, "3000"), at(0));
    for (ms, counts) in [(1_000, true), (2_000, false), (10_999, false), (11_000, true), (12_000, false)] {
        assert_eq!(outbox.may_send_now(T0 + ms), counts, "{ms}");
        let effects = outbox.handle(Event::Wake(Wake::SendNow), at(ms));
        assert_eq!(put(&effects).is_some(), counts, "{ms}");
        if counts {
            answer(&mut outbox, &effects, retry_after(429, "3000"), at(ms));
        }
    }
}

#[test]
fn a_lease_that_nobody_ends_expires() {
    let (mut outbox, effects) = queue([1]);
    assert!(put(&effects).is_some());
    let until = outbox.next_wake().expect("the lease ends");
    assert!((31_000..60_000).contains(&(until - T0)));
    outbox.handle(Event::Wake(Wake::Timer), Now { ms: until, random: 0 });
    let due = outbox.next_wake().expect("it is tried again");
    assert!(due > until && due <= until + 2_000);
    assert!(put(&outbox.handle(Event::Wake(Wake::Timer), Now { ms: due, random: 0 })).is_some());
}

#[test]
fn a_crash_while_sending_is_sealed_again_and_sent_within_five_seconds() {
    let crashed = Item { state: State::Sending { lease_until: T0 + 40_000 }, ..item(1) };
    let mut outbox = Outbox::new();
    outbox.handle(Event::Restored(vec![crashed]), at(0));
    assert_eq!(outbox.item(&id(1)).map(|item| item.state), Some(State::Sealed));
    let due = outbox.next_wake().expect("it is tried again");
    assert!(due <= T0 + 5_000);
    assert!(put(&outbox.handle(Event::Wake(Wake::Timer), Now { ms: due, random: 0 })).is_some());
}

#[test]
fn an_item_that_ends_the_app_each_time_lets_the_others_go_first() {
    let mut crashing = item(1);
    for _ in 0..5 {
        crashing.state = State::Sending { lease_until: T0 };
        let mut outbox = Outbox::new();
        outbox.handle(Event::Restored(vec![crashing.clone(), item(2)]), at(0));
        assert!(matches!(outbox.item(&id(2)).map(|item| item.state), Some(State::Sending { .. })));
        crashing = outbox.item(&id(1)).expect("kept").clone();
    }
    assert_eq!(crashing.crashes, 5);
}

#[test]
fn a_row_that_is_still_there_was_not_delivered_whatever_it_says() {
    let odd = Item { state: State::Delivered { at: T0 }, ..item(1) };
    let mut outbox = Outbox::new();
    assert!(put(&outbox.handle(Event::Restored(vec![odd]), at(0))).is_some());
}

#[test]
fn a_clock_that_is_set_back_delays_nothing_beyond_the_rules() {
    let day = 86_400_000;
    for (answered, longest) in [(Answer::NoAnswer, 300_000), (retry_after(503, "7200"), 3_600_000)] {
        let (mut outbox, effects) = queue([1]);
        answer(&mut outbox, &effects, answered, at(0));
        outbox.handle(Event::Wake(Wake::Timer), at(-day));
        assert!(outbox.next_wake().is_some_and(|wake| wake <= T0 - day + longest));
    }
    // The same while it is being sent.
    let (mut outbox, _) = queue([1]);
    outbox.handle(Event::Wake(Wake::Timer), at(-day));
    assert!(outbox.next_wake().is_some_and(|wake| wake <= T0 - day + 60_000));
}

#[test]
fn absurd_numbers_from_the_vault_neither_panic_nor_wait_for_ever() {
    for extreme in [i64::MIN, -1, 0, i64::MAX] {
        let odd = Item {
            sealed_at: extreme,
            next_at: extreme,
            not_before: extreme,
            attempts: u32::MAX,
            crashes: u32::MAX,
            body_bytes: u32::MAX,
            sequence: u64::MAX,
            state: State::Sending { lease_until: extreme },
            ..item(1)
        };
        for clock in [i64::MIN, 0, T0, i64::MAX] {
            let mut outbox = Outbox::new();
            outbox.handle(Event::Restored(vec![odd.clone()]), Now { ms: clock, random: u64::MAX });
            outbox.handle(Event::Wake(Wake::SendNow), Now { ms: clock, random: 0 });
            assert!(outbox.item(&id(1)).is_some());
            assert!(outbox.next_wake().is_none_or(|wake| wake <= clock.saturating_add(3_600_000)), "{extreme} {clock}");
        }
    }
}

#[test]
fn an_item_survives_being_written_and_read() {
    let waiting = Item { state: State::Sending { lease_until: T0 }, attempts: 3, told_by_phone: true, ..item(1) };
    let text = serde_json::to_string(&waiting).expect("plain data");
    assert_eq!(serde_json::from_str::<Item>(&text).expect("just written"), waiting);
}
