//! The guidance of this repository.
use std::path::Path;

use gh_core::guide::{Nation, Pack, Step, read};
use gh_guidance::{File, build, check, load, outline};

fn dir() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../guidance"))
}

fn pack() -> Pack {
    load(dir()).unwrap_or_else(|errors| panic!("{errors}"))
}

#[test]
fn the_guidance_has_no_problem() {
    let problems: Vec<String> = check(&pack()).iter().map(ToString::to_string).collect();
    assert!(problems.is_empty(), "{} problems:\n{}", problems.len(), problems.join("\n"));
}

#[test]
fn the_phone_reads_back_what_the_build_wrote() {
    let pack = pack();
    assert_eq!(read(&File::of(&pack).bytes), Ok(pack));
}

#[test]
fn the_same_guidance_always_gives_the_same_bytes_and_a_changed_digit_another_hash() {
    let pack = pack();
    let file = File::of(&pack);
    assert_eq!(File::of(&self::pack()), file);
    assert_eq!(file.sha256.len(), 64);
    let mut changed = pack;
    changed.contacts[0].lines[0].number = "998".into();
    assert_ne!(File::of(&changed).sha256, file.sha256);
}

#[test]
fn a_build_carries_the_pack_and_the_beginning_of_it() {
    let built = build(dir()).unwrap_or_else(|errors| panic!("{errors}"));
    assert_eq!(built.whole, File::of(&built.pack));
    assert_eq!(built.beginning, File::of(&built.pack.beginning()));
    assert!(built.beginning.bytes.len() * 2 < built.whole.bytes.len(), "it would not be worth a file of its own");
}

/// What Now shows before the rest has come must be what it shows afterwards. What is only read comes with the rest.
#[test]
fn an_hour_without_a_role_is_the_same_with_the_beginning_alone() {
    let pack = pack();
    let beginning = pack.beginning();
    let done = Pack { actions: pack.actions.iter().map(Step::as_done).collect(), ..pack.clone() };
    for nation in Nation::ALL {
        assert_eq!(outline(&beginning, None, nation), outline(&done, None, nation));
    }
    assert_eq!(
        (beginning.questions, beginning.conditions, beginning.bank_holidays, beginning.contacts),
        (pack.questions, pack.conditions, pack.bank_holidays, pack.contacts)
    );
}

/// What is done is all there without what is only read: words to say, how, what not to do, whom to ring, other ways.
#[test]
fn a_step_as_it_is_done_lacks_only_what_is_behind_more() {
    for step in pack().actions {
        let done = step.as_done();
        assert!(done.more.is_empty() && done.law.is_empty(), "{}", step.id);
        assert_eq!(Step { more: step.more.clone(), law: step.law.clone(), ..done }, step);
    }
}
