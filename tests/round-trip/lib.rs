//! Nothing is built of this package: its test is in `tests/round_trip.rs`.
