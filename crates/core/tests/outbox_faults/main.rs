//! Whatever happens between Send and the receipt, nothing is lost: the outbox, a model of the vault and a model of the
//! desk, driven through random faults on a virtual clock.
//!
//! A world is made from its seed alone, so a failure repeats: `run(seed, Mutant::None)`. Each mutant is a mistake that
//! a driver could make, and shows that the property would notice it.
mod desk;
mod network;
mod rng;
mod tab;
mod vault;
mod world;

use std::collections::BTreeMap;

use world::{Mutant, World};

const SEEDS: u64 = 200;

/// Drives one world to its end. The error names what was broken, and when.
fn run(seed: u64, mutant: Mutant) -> Result<BTreeMap<&'static str, u32>, String> {
    let mut world = World::new(seed, mutant);
    world.run().map_err(|broken| format!("seed {seed}, {} ms after the start: {broken}", world.since_start()))?;
    Ok(world.happened)
}

#[test]
fn nothing_is_lost_and_everything_is_delivered_or_needs_a_person() {
    let broken: Vec<String> = (0..SEEDS).filter_map(|seed| run(seed, Mutant::None).err()).collect();
    assert!(broken.is_empty(), "{} of {SEEDS} worlds broke:\n{}", broken.len(), broken.join("\n"));
}

#[test]
fn the_faults_really_happen() {
    let mut happened: BTreeMap<&str, u32> = BTreeMap::new();
    for seed in 0..SEEDS / 4 {
        for (what, times) in run(seed, Mutant::None).unwrap_or_default() {
            *happened.entry(what).or_default() += times;
        }
    }
    for what in world::FAULTS {
        assert!(happened.get(what).is_some_and(|times| *times >= 5), "{what}: {happened:?}");
    }
}

/// Gives the first seed whose world breaks under the mistake.
fn bites(mutant: Mutant) -> Option<String> {
    (0..SEEDS).find_map(|seed| run(seed, mutant).err())
}

#[test]
fn a_driver_that_does_not_verify_receipts_is_noticed() {
    let broken = bites(Mutant::ReceiptUnchecked).expect("no seed noticed it");
    assert!(broken.contains("the desk has no such row"), "{broken}");
}

#[test]
fn a_driver_that_deletes_before_it_commits_the_receipt_is_noticed() {
    let broken = bites(Mutant::DeleteBeforeCommit).expect("no seed noticed it");
    assert!(broken.contains("lost"), "{broken}");
}

#[test]
fn a_start_that_leaves_out_what_was_being_sent_is_noticed() {
    let broken = bites(Mutant::SendingNotRestored).expect("no seed noticed it");
    assert!(broken.contains("neither delivered nor in need of a person"), "{broken}");
}

#[test]
fn a_driver_that_reuses_the_lease_of_an_earlier_try_is_noticed() {
    let broken = bites(Mutant::LeaseReused).expect("no seed noticed it");
    assert!(broken.contains("two tries at once") || broken.contains("needs a person for no reason"), "{broken}");
}

#[test]
fn a_driver_that_enqueues_before_the_commit_is_noticed() {
    let broken = bites(Mutant::EnqueuedBeforeCommit).expect("no seed noticed it");
    assert!(broken.contains("lost") || broken.contains("does not have"), "{broken}");
}
