//! Undo is an event: nothing leaves the log, and what follows from it changes.
use gh_core::case::{Kind, StepAnswer};
use gh_core::time::MINUTE_MS;
use gh_wire::digest::Digest;
use gh_wire::submission::Occasion;

use super::kit::{Case, MET_MS, id};

fn done(case: &mut Case, step: &str) -> gh_wire::id::Id {
    let (step, title) = (step.to_owned(), "Stay with the child".to_owned());
    case.note(Kind::Step { step, title, covers: vec![], other_way: None, answer: StepAnswer::Done })
}

#[test]
fn an_answer_that_is_taken_back_stays_in_the_log() {
    let mut case = Case::hour();
    let event = done(&mut case, "A02");
    case.note(Kind::Undone { event });
    assert!(case.state().answers.is_empty());
    assert_eq!(case.log.events().len(), 3);
}

#[test]
fn taking_back_an_undo_restores_what_it_took() {
    let mut case = Case::hour();
    let answer = done(&mut case, "A02");
    let undo = case.note(Kind::Undone { event: answer });
    let redo = case.note(Kind::Undone { event: undo });
    assert_eq!(case.state().answers.len(), 1);
    case.note(Kind::Undone { event: redo });
    assert!(case.state().answers.is_empty());
}

#[test]
fn an_undo_of_nothing_known_changes_nothing() {
    let mut case = Case::hour();
    case.note(Kind::Undone { event: id(200) });
    assert_eq!(case.state().occasion, Occasion::Hour);
}

#[test]
fn how_a_case_began_and_what_was_sent_cannot_be_taken_back() {
    let mut case = Case::hour();
    let started = case.log.last_id().expect("begun");
    let sealed = case.note(Kind::Sealed { submission: id(4), digest: Digest::of(b""), desk: "Camden".into() });
    case.note(Kind::Undone { event: started });
    case.note(Kind::Undone { event: sealed });
    let state = case.state();
    assert_eq!((state.occasion, state.met_at.map(|met| met.ms), state.sent.len()), (Occasion::Hour, Some(MET_MS), 1));
}

#[test]
fn taking_back_a_word_shows_the_earlier_one() {
    let mut case = Case::hour();
    case.fact("m04.name", "Lin");
    let event = case.fact("m04.name", "Linh");
    case.note(Kind::Undone { event });
    assert_eq!(case.state().fact("m04.name"), Some("Lin"));
}

#[test]
fn a_word_taken_back_after_send_is_a_change_that_the_desk_does_not_have() {
    let mut case = Case::hour();
    let event = case.fact("m04.name", "Linh");
    case.note(Kind::Sealed { submission: id(4), digest: Digest::of(b""), desk: "Camden".into() });
    assert!(!case.state().has_unsent_words());
    case.note(Kind::Undone { event });
    assert!(case.state().has_unsent_words());
}

#[test]
fn a_correction_of_the_time_met_moves_earlier_answers_with_it() {
    let mut case = Case::hour();
    case.later(4 * MINUTE_MS);
    done(&mut case, "A02");
    case.later(MINUTE_MS);
    let met_at = gh_core::time::Wall { ms: MET_MS - 10 * MINUTE_MS, offset_min: 0 };
    case.note(Kind::MetCorrected { met_at });
    assert_eq!(case.state().answers[0].elapsed_ms, 14 * MINUTE_MS);
}
