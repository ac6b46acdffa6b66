//! The child's words: exact, each entry for itself, the first version kept.
use gh_core::asked::typed_by_another;
use gh_core::case::Kind;
use gh_core::record::{Profile, SAID, SAID_ASKED, SAID_INTERPRETER, SAID_WAY, SAID_WORDS, SectionState, WAYS};
use gh_core::record::{section, section_state};
use gh_core::referral::{self, entry};
use gh_wire::id::Id;
use gh_wire::submission::{Said, Submission};

use super::kit::Case;
use super::referral::pack;

const OWES: &str = "He  said I owe him\n for the lorry. Tôi sợ.";

fn says(case: &mut Case, of: Option<Id>, words: &str) -> Id {
    let (way, asked) = ("In English".to_owned(), String::new());
    case.note(Kind::Said { of, words: words.into(), way, interpreter: String::new(), asked, typed: None })
}

fn sent(case: &Case) -> Submission {
    let state = case.state();
    let id = referral::submission_id(&state);
    referral::submission(id, &case.log, &state, &Profile::default(), &pack(), state.began)
}

fn words(said: &[Said]) -> Vec<&str> {
    said.iter().map(|said| said.words.as_str()).collect()
}

fn progress(case: &Case) -> SectionState {
    section_state(&case.state(), &Profile::default(), section(SAID).expect("a section"))
}

/// The entry that stands in the fields, if one does.
fn typed(case: &Case) -> Option<Kind> {
    let state = case.state();
    let value = |field: &str| state.fact(field).unwrap_or_default().to_owned();
    entry(&state, &case.by, value(SAID_WORDS), value(SAID_WAY), value(SAID_INTERPRETER), value(SAID_ASKED))
}

/// Adds what stands in the fields, as the button does.
fn add(case: &mut Case) -> Id {
    let id = case.note(typed(case).expect("words stand there"));
    for field in [SAID_WORDS, SAID_WAY, SAID_INTERPRETER, SAID_ASKED] {
        case.fact(field, "");
    }
    id
}

#[test]
fn two_entries_with_the_same_words_stay_two_and_each_letter_stays() {
    let mut case = Case::hour();
    says(&mut case, None, OWES);
    case.later(60_000);
    says(&mut case, None, OWES);
    let sent = sent(&case).said;
    assert_eq!(words(&sent), [OWES, OWES]);
    assert_eq!(sent[1].at_ms - sent[0].at_ms, 60_000);
    assert_ne!(sent[0].id, sent[1].id);
}

#[test]
fn a_change_keeps_the_first_version_and_its_time_and_place() {
    let mut case = Case::hour();
    let first = says(&mut case, None, OWES);
    says(&mut case, None, "Second");
    case.later(60_000);
    says(&mut case, Some(first), "He said I owe her");
    says(&mut case, Some(first), "He said I owe them");
    let sent = sent(&case).said;
    assert_eq!(words(&sent), ["He said I owe them", "Second"]);
    assert_eq!(sent[0].first_words.as_deref(), Some(OWES));
    assert_eq!((sent[0].at_ms, sent[0].changed_ms), (sent[1].at_ms, Some(sent[1].at_ms + 60_000)));
    assert_eq!((sent[1].first_words.as_deref(), sent[1].changed_ms), (None, None));
}

#[test]
fn an_entry_that_is_taken_back_goes_with_its_changes_and_comes_back_whole() {
    let mut case = Case::hour();
    let first = says(&mut case, None, "one");
    let change = says(&mut case, Some(first), "one, changed");
    let taken = case.note(Kind::Undone { event: first });
    assert!(case.state().said.is_empty());
    case.note(Kind::Undone { event: taken });
    assert_eq!(words(&sent(&case).said), ["one, changed"]);
    case.note(Kind::Undone { event: change });
    assert_eq!(words(&sent(&case).said), ["one"]);
    says(&mut case, Some(Id::from_bytes([9; 16])), "a change of nothing");
    assert_eq!(words(&sent(&case).said), ["one"]);
}

#[test]
fn what_is_typed_and_not_added_is_sent_all_the_same_and_once() {
    let mut case = Case::hour();
    assert_eq!((progress(&case), typed(&case)), (SectionState::NotStarted, None));
    case.fact(SAID_WORDS, OWES);
    case.fact(SAID_ASKED, "Where did you sleep?");
    assert_eq!(progress(&case), SectionState::Started);
    let unasked = sent(&case);
    let said = &unasked.said;
    assert_eq!((words(said), said[0].id, said[0].asked.as_str()), (vec![OWES], None, "Where did you sleep?"));
    assert!(unasked.sections.iter().all(|section| section.facts.is_empty()));
    let id = add(&mut case);
    let added = sent(&case);
    assert_eq!((words(&added.said), added.said[0].id), (vec![OWES], Some(id)));
    assert_eq!(progress(&case), SectionState::Complete);
    assert_eq!(typed(&case), None, "the fields are empty again");
}

#[test]
fn the_interpreter_is_written_once_and_stands_with_each_entry_that_was_interpreted() {
    let mut case = Case::hour();
    case.fact("m06.interpreter-id", "No. 12, Northmere Languages");
    for way in [WAYS[0], WAYS[1], "", WAYS[0]] {
        case.fact(SAID_WORDS, "words");
        case.fact(SAID_WAY, way);
        add(&mut case);
    }
    case.fact(SAID_WORDS, "words");
    case.fact(SAID_WAY, WAYS[0]);
    case.fact(SAID_INTERPRETER, "No. 30");
    add(&mut case);
    case.fact(SAID_WORDS, "words");
    case.fact(SAID_WAY, WAYS[0]);
    let through: Vec<String> = sent(&case).said.into_iter().map(|said| said.interpreter).collect();
    let first = "No. 12, Northmere Languages";
    assert_eq!(through, [first, "", "", first, "No. 30", "No. 30"], "never guessed where no interpreter is noted");
}

#[test]
fn words_of_a_record_from_before_are_still_there_to_be_added() {
    let mut case = Case::hour();
    case.fact("m09.words", OWES);
    case.fact("m09.asked", "What happened?");
    let sent = sent(&case).said;
    assert_eq!((words(&sent), sent[0].asked.as_str()), (vec![OWES], "What happened?"));
}

#[test]
fn words_that_one_person_typed_stay_theirs_with_their_time_when_another_one_adds_them() {
    let person = |name: &str| gh_core::case::Actor { name: name.into(), staff_number: String::new() };
    let mut case = Case::hour();
    case.by = person("PC Able");
    case.fact(SAID_WORDS, OWES);
    case.by = person("DC Bell");
    let theirs = typed_by_another(&case.state(), &person("DC Bell")).map(|typed| typed.by.name.clone());
    assert_eq!(theirs.as_deref(), Some("PC Able"));
    assert_eq!(typed_by_another(&case.state(), &person("PC Able")), None, "their own words");
    case.later(9 * 60_000);
    let kind = typed(&case).expect("it is typed");
    case.note(kind);
    case.fact(SAID_WORDS, "");
    let said = sent(&case).said;
    let came: Vec<_> = said.iter().map(|said| (said.noted_by.as_str(), said.at_ms)).collect();
    assert_eq!(came, [("PC Able", super::kit::MET_MS)]);
    // The event says so itself: on another phone the draft may have been written over.
    let (of, words, way) = (None, "No".to_owned(), String::new());
    let (interpreter, asked) = (String::new(), String::new());
    let by_able = gh_core::case::Typed { by: person("PC Able"), at: case.state().began };
    case.note(Kind::Said { of, words, way, interpreter, asked, typed: Some(by_able) });
    assert_eq!(sent(&case).said[1].noted_by, "PC Able");
    // What they write themselves is their own.
    case.fact(SAID_WORDS, "More");
    let kind = typed(&case).expect("it is typed");
    case.note(kind);
    assert_eq!(sent(&case).said[2].noted_by, "DC Bell");
}
