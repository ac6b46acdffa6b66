//! When offices are closed, by the phone's own time and the holidays of the nation.
use gh_core::guide::Nation;
use gh_core::hour::out_of_hours;
use gh_core::time::Wall;

use super::kit::PACK;

#[test]
fn evenings_nights_weekends_and_the_nations_own_holidays_are_out_of_hours() {
    use Nation::{England, NorthernIreland, Scotland, Wales};
    const TUESDAY: i64 = 1_799_712_000_000; // 12 January 2027, 00:00 UTC
    const JULY: i64 = 1_814_832_000_000; // Tuesday 6 July 2027, 00:00 UTC; clocks are an hour ahead
    const DAY: i64 = 24 * 60;
    let rows = [
        ("a Tuesday at ten", TUESDAY, 10 * 60, 0, Some(England), false),
        ("one minute before nine", TUESDAY, 9 * 60 - 1, 0, Some(England), true),
        ("nine", TUESDAY, 9 * 60, 0, Some(England), false),
        ("one minute before five", TUESDAY, 17 * 60 - 1, 0, Some(England), false),
        ("five", TUESDAY, 17 * 60, 0, Some(England), true),
        ("Saturday at eleven", TUESDAY + 4 * DAY * 60_000, 11 * 60, 0, None, true),
        ("Sunday at eleven", TUESDAY + 5 * DAY * 60_000, 11 * 60, 0, None, true),
        ("8:30 UTC in July is 9:30", JULY, 8 * 60 + 30, 60, Some(Wales), false),
        ("16:30 UTC in July is 17:30", JULY, 16 * 60 + 30, 60, Some(Wales), true),
        ("23:30 UTC on Sunday is Monday, still night", JULY - 2 * DAY * 60_000, 23 * 60 + 30, 60, None, true),
        ("Boxing Day’s Monday", 1_798_416_000_000, 11 * 60, 0, Some(Scotland), true),
        ("St Andrew’s Day in Scotland", 1_795_996_800_000, 11 * 60, 0, Some(Scotland), true),
        ("St Andrew’s Day in England", 1_795_996_800_000, 11 * 60, 0, Some(England), false),
        ("St Andrew’s Day, nation not known", 1_795_996_800_000, 11 * 60, 0, None, true),
        ("12 July in Northern Ireland", 1_815_350_400_000, 10 * 60, 60, Some(NorthernIreland), true),
        ("12 July in Wales", 1_815_350_400_000, 10 * 60, 60, Some(Wales), false),
    ];
    for (what, midnight, minute, offset_min, nation, wanted) in rows {
        let at = Wall { ms: midnight + minute * 60_000, offset_min };
        assert_eq!(out_of_hours(at, &PACK.bank_holidays, nation), wanted, "{what}: {}", at.hh_mm());
    }
}

#[test]
fn a_clock_that_no_calendar_holds_counts_as_closed() {
    for ms in [i64::MIN, i64::MAX] {
        for offset_min in [i16::MIN, 0, i16::MAX] {
            assert!(out_of_hours(Wall { ms, offset_min }, &PACK.bank_holidays, None));
        }
    }
}
