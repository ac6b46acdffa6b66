//! A case goes from one phone to another: what arrives, what stays, and what comes together again.
use gh_core::asked::unread;
use gh_core::case::{Actor, CaseState, Consent, Event, Kind, Log, Photo, Shows, leaves_on};
use gh_core::guide::Role;
use gh_core::handover::{Given, MOST_EVENTS, NotTaken, TO_NAME, TOLD_CHILD, Taken, give, receiver};
use gh_core::photos::to_seal;
use gh_core::record::{PLACE_NOW, Profile, value};
use gh_core::referral::submission_id;
use gh_core::time::{MINUTE_MS, Reading};
use gh_wire::digest::Digest;
use gh_wire::id::Id;

use super::kit::{Case, MET_MS, id, wall};

/// Another phone, whose clock is three minutes behind, with another person.
pub struct Other {
    pub by: Actor,
    pub now: Reading,
    drawn: u8,
}

impl Other {
    pub fn new(name: &str) -> Self {
        let now = Reading { wall: wall(MET_MS + 17 * MINUTE_MS), mono_ms: 70_000, run: id(90) };
        Self { by: Actor { name: name.into(), staff_number: String::new() }, now, drawn: 100 }
    }

    pub fn draw(&mut self) -> Id {
        self.drawn += 1;
        id(self.drawn)
    }

    pub fn takes(&mut self, bytes: &[u8], mine: Option<&Log>) -> Result<Taken, NotTaken> {
        let marker = self.draw();
        Given::read(bytes)?.take(mine, self.by.clone(), self.now, 30_000, marker)
    }

    pub fn notes(&mut self, log: &mut Log, kind: Kind) -> Id {
        let event = self.draw();
        self.now.mono_ms += MINUTE_MS;
        self.now.wall.ms += MINUTE_MS;
        let stored = log.next(event, self.now, self.by.clone(), kind).expect("an event has a JSON form");
        log.push(stored).expect("it was made on this head");
        event
    }
}

pub fn fact(field: &str, value: &str) -> Kind {
    Kind::Fact { field: field.into(), value: value.into() }
}

pub fn said(words: &str) -> Kind {
    let (way, interpreter, asked) = Default::default();
    Kind::Said { of: None, words: words.into(), way, interpreter, asked, typed: None }
}

/// Twenty minutes into an hour, with the place and some words.
pub fn given_case() -> Case {
    let mut case = Case::hour();
    case.note(Kind::RoleChosen { role: Some(Role::Border) });
    case.later(5 * MINUTE_MS).fact("m04.name", "Says Minh");
    case.fact(PLACE_NOW, "Room 3");
    case.note(said("He has my passport"));
    case.later(15 * MINUTE_MS);
    case
}

pub fn bytes_of(case: &Case, with_place: bool) -> Vec<u8> {
    give(&case.log, &case.state(), case.by.clone(), "Sgt Example", case.now, with_place)
}

pub fn state(log: &Log) -> CaseState {
    CaseState::of(log).expect("it has begun")
}

pub fn is_one_chain(log: &Log) {
    let stored = log.events().iter().map(|stored| stored.bytes.clone());
    assert_eq!(Log::read(log.case(), stored).as_ref(), Ok(log), "it reads as it was made");
}

/// What a case says, without who holds it and where it stands in the log.
pub fn says(state: &CaseState) -> String {
    let facts: Vec<_> = state.facts.iter().map(|(field, fact)| (field, &fact.value, fact.at, &fact.by)).collect();
    let signs: Vec<_> = state.signs.iter().map(|(sign, noted)| (sign, noted.degree, &noted.says)).collect();
    let steps: Vec<_> = state.answers.iter().map(|answer| (&answer.step, answer.answer, answer.at)).collect();
    let said: Vec<_> = state.said.iter().map(|entry| &entry.versions).collect();
    let sent: Vec<_> = state.sent.iter().map(|sent| (sent.submission, sent.received)).collect();
    let gone = (state.gone.map(|gone| gone.0), state.absences.len());
    format!("{:?} {facts:?} {signs:?} {steps:?} {said:?} {sent:?} {gone:?} {:?}", state.occasion, state.not_known)
}

#[test]
fn who_takes_over_has_the_same_case_and_has_not_read_it_yet() {
    let case = given_case();
    let mut other = Other::new("Sgt Example");
    let taken = other.takes(&bytes_of(&case, true), None).expect("it is whole");
    is_one_chain(&taken.log);
    assert!(taken.begins);
    let mine = state(&taken.log);
    assert_eq!(says(&mine), says(&case.state()));
    assert_eq!(taken.log.events()[..taken.brought], case.log.events()[..], "the giver’s own bytes");
    let hand = unread(&mine, &other.by).expect("somebody else has written of the child");
    assert_eq!(hand.by, case.by);
    assert_eq!((mine.role, mine.role_settled), (None, false), "their work is another");
    assert_eq!(mine.taken_over[0].from, case.by);
    let Kind::TakenOver { head, left_out, .. } = &taken.log.events()[taken.brought].event.kind else {
        panic!("the last event says that it was taken over")
    };
    assert_eq!((*head, *left_out), (case.log.head(), 0), "it can be held against the giver’s log");
}

#[test]
fn who_took_over_is_not_written_down_as_the_next_one_who_does() {
    let mut case = given_case();
    case.fact(TO_NAME, "Sgt Example");
    case.fact(TOLD_CHILD, "Who comes next");
    let mut other = Other::new("Sgt Example");
    let taken = other.takes(&bytes_of(&case, false), None).expect("it is whole");
    let theirs = state(&taken.log);
    assert_eq!((theirs.fact(TO_NAME), theirs.fact(TOLD_CHILD)), (None, Some("Who comes next")));
    case.note(Kind::HandedOver { to: receiver(&case.state(), false) });
    let given: Vec<_> = case.state().handed_over.iter().map(|given| given.to.who().to_owned()).collect();
    let known = value(&case.state(), &Profile::default(), TO_NAME).map(str::to_owned);
    assert_eq!(
        (known.as_deref(), given),
        (Some("Sgt Example"), vec!["Sgt Example".to_owned()]),
        "here it is known who has them"
    );
}

#[test]
fn the_hour_goes_on_where_the_giver_s_clock_stood_whatever_the_other_clock_says() {
    let case = given_case();
    let mut other = Other::new("Sgt Example");
    let mut taken = other.takes(&bytes_of(&case, false), None).expect("it is whole");
    let met = state(&taken.log);
    assert_eq!(met.clock.at(other.now).elapsed_ms, 20 * MINUTE_MS + 30_000, "and the handover itself counts");
    assert_eq!(met.clock_changed, None, "two phones differ, and nobody has changed a clock");
    other.notes(&mut taken.log, Kind::AskedRead);
    let later = state(&taken.log);
    assert_eq!(later.clock.at(other.now).elapsed_ms, 21 * MINUTE_MS + 30_000);
    assert_eq!(later.clock_changed, None);
    assert_eq!(unread(&later, &other.by), None, "what was read is read");
}

#[test]
fn where_the_child_is_goes_along_only_if_it_was_ticked_and_somebody_is_named() {
    let mut case = given_case();
    case.fact("m01.now.how", "I saw it");
    case.fact("m04.name", "Minh");
    for (bytes, why) in [
        (bytes_of(&case, false), "not ticked"),
        (give(&case.log, &case.state(), case.by.clone(), " ", case.now, true), "nobody named"),
    ] {
        assert!(!String::from_utf8_lossy(&bytes).contains("Room 3"), "{why}");
        let taken = Other::new("Sgt Example").takes(&bytes, None).expect("it is whole");
        is_one_chain(&taken.log);
        let mine = state(&taken.log);
        assert_eq!(mine.fact(PLACE_NOW), None);
        assert_eq!(mine.fact("m01.now.how"), None, "nor how it is known");
        assert_eq!(mine.fact("m04.name"), Some("Minh"), "what was written after it came along");
        assert_eq!(mine.taken_over[0].left_out, 2);
    }
}

/// The picture itself is on the phone that took it: a handover by codes brings no pictures.
#[test]
fn a_photograph_is_sent_by_the_phone_that_has_it_and_holds_the_case_on_no_other() {
    let mut case = given_case();
    let (digest, bytes) = (Digest::of(b"a picture"), 9);
    let photo = Photo { digest, shows: Shows::Face, consent: Consent::Yes, width: 16, height: 9, bytes };
    case.note(Kind::Photo(photo));
    let mut other = Other::new("Officer 22");
    let taken = other.takes(&bytes_of(&case, false), None).expect("a whole case");
    for (state, here) in [(case.state(), true), (state(&taken.log), false)] {
        assert_eq!(state.photos.len(), 1, "both records say that it was taken");
        assert_eq!(state.photos[0].elsewhere, !here);
    }
    let mut theirs = taken.log;
    let (submission, desk) = (id(230), "Northmere".into());
    other.notes(&mut theirs, Kind::Sealed { submission, digest: Digest::of(b"sealed"), desk });
    other.notes(&mut theirs, Kind::Received { submission, desk_ms: MET_MS, ledger_index: 1 });
    other.notes(&mut theirs, Kind::Finished { left_open_because: String::new() });
    assert!(to_seal(&state(&theirs)).is_empty(), "it has nothing to seal");
    assert!(leaves_on(&state(&theirs)).is_some(), "and the case may leave the phone in its time");
}

#[test]
fn what_is_taken_twice_is_there_once() {
    let mut case = given_case();
    let mut other = Other::new("Sgt Example");
    let first = other.takes(&bytes_of(&case, false), None).expect("it is whole");
    let again = other.takes(&bytes_of(&case, false), Some(&first.log)).expect("it is whole");
    assert_eq!((again.brought, &again.log), (0, &first.log), "nothing new, so nothing is noted");
    case.fact("m05.age", "15");
    let more = other.takes(&bytes_of(&case, true), Some(&first.log)).expect("it is whole");
    is_one_chain(&more.log);
    assert_eq!(more.brought, 2, "the age, and the place that had stayed there");
    assert_eq!(says(&state(&more.log)), says(&case.state()));
    assert_eq!(state(&more.log).said.len(), 1);
}

#[test]
fn the_later_word_stands_when_two_phones_have_gone_on() {
    let mut case = given_case();
    let mut other = Other::new("Sgt Example");
    let mut mine = other.takes(&bytes_of(&case, true), None).expect("it is whole").log;
    // Here first, there later; and the other way round.
    other.notes(&mut mine, fact("m04.name", "Minh Nguyen"));
    case.later(MINUTE_MS).fact("m05.age", "15, looks 13");
    case.note(said("I want to ring my sister"));
    case.note(Kind::Finished { left_open_because: String::new() });
    other.now.wall.ms += 10 * MINUTE_MS;
    other.now.mono_ms += 10 * MINUTE_MS;
    other.notes(&mut mine, fact("m05.age", "15"));
    other.notes(&mut mine, Kind::AskedRead);
    let before = state(&mine);

    let taken = other.takes(&bytes_of(&case, true), Some(&mine)).expect("it is whole");
    is_one_chain(&taken.log);
    let both = state(&taken.log);
    assert_eq!(both.fact("m04.name"), Some("Minh Nguyen"));
    assert_eq!(both.fact("m05.age"), Some("15"), "the other was written before it, and stands in the log");
    assert_eq!(both.said.len(), 2);
    assert!(both.runs(), "who has finished on their own phone does not end the hour here");
    assert_eq!(unread(&both, &other.by).map(|hand| &hand.by), Some(&case.by), "what came is to be read");
    assert_eq!(both.clock.at(other.now).elapsed_ms, before.clock.at(other.now).elapsed_ms);
    assert_eq!(both.clock_changed, None);

    // Given back, and both say the same.
    let back = give(&taken.log, &both, other.by.clone(), "PC 4471", other.now, true);
    let home = Given::read(&back).expect("it is whole");
    let home = home.take(Some(&case.log), case.by.clone(), case.now, 0, id(77)).expect("it is whole");
    is_one_chain(&home.log);
    assert_eq!(state(&home.log).facts.keys().collect::<Vec<_>>(), both.facts.keys().collect::<Vec<_>>());
    assert_eq!(state(&home.log).fact("m04.name"), Some("Minh Nguyen"));
    assert_eq!(state(&home.log).fact("m05.age"), Some("15"));
    assert_eq!(state(&home.log).role, Some(Role::Border), "it is still the same person here");
    assert!(state(&home.log).finished.is_some());
}

#[test]
fn two_phones_never_send_two_records_under_one_name() {
    let mut case = given_case();
    let mut other = Other::new("Sgt Example");
    let mut mine = other.takes(&bytes_of(&case, true), None).expect("it is whole").log;
    let mut ids = vec![submission_id(&case.state()), submission_id(&state(&mine))];
    let sealed = |submission| Kind::Sealed { submission, digest: Digest::of(b"sealed"), desk: "Example desk".into() };
    case.note(sealed(ids[0]));
    other.notes(&mut mine, sealed(ids[1]));
    other.notes(&mut mine, fact("m05.age", "15"));
    ids.extend([submission_id(&case.state()), submission_id(&state(&mine))]);
    let back = give(&mine, &state(&mine), other.by.clone(), "PC 4471", other.now, true);
    let home = Given::read(&back).expect("it is whole");
    let home = home.take(Some(&case.log), case.by.clone(), case.now, 0, id(77)).expect("it is whole").log;
    ids.push(submission_id(&state(&home)));
    let mut different = ids.clone();
    different.sort_unstable();
    different.dedup();
    assert_eq!(different.len(), ids.len(), "{ids:?}");
    assert_eq!(state(&home).sent.len(), 2);
    assert!(state(&home).has_unsent_words(), "neither record holds what the other phone wrote");
}

#[test]
fn an_hour_that_began_from_a_concern_on_the_other_phone_runs_here_too() {
    let mut case = Case::concern();
    let mut other = Other::new("Sgt Example");
    let mut mine = other.takes(&bytes_of(&case, false), None).expect("it is whole").log;
    other.notes(&mut mine, fact("m05.age", "15"));
    case.later(4 * MINUTE_MS);
    case.note(Kind::HourStarted { met_at: case.now.wall, early_tap: false, guidance: "2026-11".into() });
    case.later(MINUTE_MS);
    let taken = other.takes(&bytes_of(&case, false), Some(&mine)).expect("it is whole");
    assert!(state(&taken.log).runs());
}

#[test]
fn what_is_no_whole_case_is_refused() {
    let case = given_case();
    let whole = String::from_utf8(bytes_of(&case, false)).expect("JSON is text");
    let mut twice = Case::hour();
    let stored = twice.log.events()[0].event.clone();
    let again = twice.log.following(stored).expect("an event has a JSON form");
    twice.log.push(again).expect("it was made on this head");
    let mut no_beginning = Case::empty();
    no_beginning.fact("m04.name", "Minh");
    let mut odd = Case::hour();
    odd.now.wall.ms = i64::MIN;
    odd.fact("m04.name", "Minh");
    for (bytes, why) in [
        (String::new(), NotTaken::Damaged),
        ("[]".into(), NotTaken::Damaged),
        ("[".repeat(100_000), NotTaken::Damaged),
        (whole.replace("\"form\":1", "\"form\":2"), NotTaken::Version),
        (whole.replace("border", "police"), NotTaken::Damaged),
        (whole.replace("Sgt Example", &"x".repeat(2_000)), NotTaken::TooMuch),
        (String::from_utf8(bytes_of(&twice, false)).expect("JSON is text"), NotTaken::Damaged),
        (String::from_utf8(bytes_of(&no_beginning, false)).expect("JSON is text"), NotTaken::Damaged),
        (String::from_utf8(bytes_of(&odd, false)).expect("JSON is text"), NotTaken::Damaged),
    ] {
        assert_eq!(Given::read(bytes.as_bytes()), Err(why));
    }
    let many = vec!["\"x\""; MOST_EVENTS + 1].join(",");
    let many = whole.split_once("\"log\":[").map(|(start, _)| format!("{start}\"log\":[{many}]}}")).expect("a log");
    assert_eq!(Given::read(many.as_bytes()), Err(NotTaken::TooMuch));
}

#[test]
fn a_stranger_s_case_of_the_same_name_changes_nothing() {
    let case = given_case();
    let mut stranger = Case::empty();
    stranger.now.wall.ms += 1;
    let begun = Kind::HourStarted { met_at: stranger.now.wall, early_tap: false, guidance: String::new() };
    let first = stranger.log.next(id(66), stranger.now, stranger.by.clone(), begun).expect("an event has a JSON form");
    stranger.log.push(first).expect("it was made on this head");
    let refused = Other::new("x").takes(&bytes_of(&stranger, true), Some(&case.log));
    assert_eq!(refused, Err(NotTaken::AnotherCase));

    // The same beginning, and other words under the name of an event that is here.
    let mut forged = Log::new(case.log.case());
    for stored in case.log.events() {
        let kind = match &stored.event.kind {
            Kind::Said { .. } => said("Nothing happened"),
            kind => kind.clone(),
        };
        let next = forged.following(Event { kind, ..stored.event.clone() }).expect("an event has a JSON form");
        forged.push(next).expect("it was made on this head");
    }
    let bytes = give(&forged, &state(&forged), Actor::default(), "x", case.now, true);
    let taken = Other::new("x").takes(&bytes, Some(&case.log)).expect("it is whole");
    assert_eq!((taken.brought, &taken.log), (0, &case.log), "what was written here stands");
}
