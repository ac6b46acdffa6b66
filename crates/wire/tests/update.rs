//! An update and its parent make the record as it stands, whatever was written, changed or taken out between.
use std::collections::BTreeSet;

use gh_wire::id::Id;
use gh_wire::submission::{
    Absence, Answer, AskedAgain, Call, Fact, HandedOver, Occasion, SCHEMA, Said, Section, Sender, Sign, StepTaken,
    Submission,
};
use gh_wire::update::{How, What, apply, changes, update_of};
use proptest::prelude::*;

const FIRST: Id = Id::from_bytes([9; 16]);

fn id(n: u8) -> Id {
    Id::from_bytes([n; 16])
}

fn empty(n: u8) -> Submission {
    Submission {
        schema: SCHEMA,
        id: id(n),
        case_id: id(200),
        occasion: Occasion::Hour,
        trial: true,
        sealed_at_ms: i64::from(n),
        offset_min: 0,
        met_at_ms: None,
        clock_changed: false,
        from: Sender::default(),
        child_as_said: String::new(),
        place_now: None,
        sections: vec![],
        said: vec![],
        asked_again: vec![],
        signs: vec![],
        calls: vec![],
        handed_over: vec![],
        gone_ms: None,
        was_away: vec![],
        together: vec![],
        steps: vec![],
        guidance: String::new(),
        log: vec![],
        update: None,
    }
}

/// Few names, so that many lists share some; names may come twice.
fn fact() -> impl Strategy<Value = Fact> {
    (0..4u8, any::<String>(), 0..3i64).prop_map(|(n, value, at_ms)| Fact {
        id: format!("m04.{n}"),
        label: format!("Label {n}"),
        value,
        childs_words: n == 0,
        at_ms,
        known: String::new(),
        known_from: String::new(),
        noted_by: String::new(),
    })
}

fn section(n: u8) -> impl Strategy<Value = Section> {
    let facts = prop::collection::vec(fact(), 0..4);
    (facts, prop::option::of(any::<String>())).prop_map(move |(facts, not_known_because)| Section {
        id: format!("m{n:02}"),
        title: format!("Section {n}"),
        facts,
        not_known_because,
    })
}

fn sections() -> impl Strategy<Value = Vec<Section>> {
    let some = prop::sample::subsequence(vec![1u8, 2, 3, 4], 0..=4).prop_shuffle();
    some.prop_flat_map(|ids| ids.into_iter().map(section).collect::<Vec<_>>())
}

fn said() -> impl Strategy<Value = Said> {
    (prop::option::of(0..4u8), any::<String>(), 0..3i64).prop_map(|(n, words, at_ms)| Said {
        id: n.map(id),
        first_words: None,
        way: String::new(),
        interpreter: String::new(),
        asked: words.clone(),
        words,
        noted_by: String::new(),
        at_ms,
        changed_ms: None,
        no_reason: false,
    })
}

fn sign() -> impl Strategy<Value = Sign> {
    (0..4u8, any::<String>(), any::<bool>()).prop_map(|(n, note, seen)| Sign {
        id: format!("EXP-{n}"),
        says: "words".into(),
        seen,
        noticed_by: String::new(),
        noticed_when: String::new(),
        known: String::new(),
        note,
        at_ms: 0,
    })
}

fn call() -> impl Strategy<Value = Call> {
    (0..4u8, any::<String>(), prop::option::of(any::<bool>())).prop_map(|(n, agreed, answered)| Call {
        id: id(n),
        to: "Police".into(),
        number: "01632 960 101".into(),
        answered,
        person: String::new(),
        reference: String::new(),
        agreed,
        at_ms: 0,
    })
}

fn step() -> impl Strategy<Value = StepTaken> {
    (0..3u8, 0..2i64, any::<bool>()).prop_map(|(n, at_ms, done)| StepTaken {
        key: format!("P{n}"),
        title: format!("Step {n}"),
        answer: if done { Answer::Done } else { Answer::Cant },
        reason: None,
        at_ms,
    })
}

fn given() -> impl Strategy<Value = HandedOver> {
    (0..3u8, any::<String>(), 0..3i64).prop_map(|(n, name, at_ms)| HandedOver {
        id: id(n),
        role: name.clone(),
        name,
        number: String::new(),
        identity: String::new(),
        rang_back: String::new(),
        told_child: String::new(),
        noted_by: String::new(),
        at_ms,
    })
}

fn again() -> impl Strategy<Value = AskedAgain> {
    (any::<String>(), 0..3i64).prop_map(|(reason, at_ms)| AskedAgain { reason, noted_by: String::new(), at_ms })
}

fn record(n: u8) -> impl Strategy<Value = Submission> {
    let lists = (
        prop::collection::vec(said(), 0..5),
        prop::collection::vec(again(), 0..4),
        prop::collection::vec(sign(), 0..4),
        prop::collection::vec(call(), 0..4),
        prop::collection::vec(step(), 0..5),
        prop::collection::vec(given(), 0..3),
    );
    let moment = || prop::option::of(any::<i64>());
    let head = (any::<String>(), prop::option::of(any::<String>()), moment(), any::<String>(), moment());
    (lists, sections(), head).prop_map(
        move |(lists, sections, (child_as_said, place_now, met_at_ms, name, gone_ms))| {
            let (said, asked_again, signs, calls, steps, handed_over) = lists;
            Submission {
                sections,
                said,
                asked_again,
                signs,
                calls,
                handed_over,
                gone_ms,
                steps,
                child_as_said,
                place_now,
                met_at_ms,
                from: Sender { name, ..Sender::default() },
                ..empty(n)
            }
        },
    )
}

fn over_the_wire(update: &Submission) -> Submission {
    Submission::parse(&update.to_json()).expect("it is read as it was written")
}

proptest! {
    #[test]
    fn a_record_and_its_updates_are_the_record_as_it_stands(
        mut one in record(1), mut two in record(2), mut three in record(3), log in prop::collection::vec(any::<String>(), 0..9)
    ) {
        let third = log.len() / 3;
        one.log = log[..third].to_vec();
        two.log = log[..third * 2].to_vec();
        three.log.clone_from(&log);
        let first = over_the_wire(&update_of(one.id, &one, &two));
        let second = over_the_wire(&update_of(one.id, &two, &three));
        let then = apply(&one, &first);
        prop_assert_eq!(&then, &two);
        prop_assert_eq!(&apply(&then, &second), &three);
        prop_assert_eq!(apply(&one, &over_the_wire(&update_of(one.id, &one, &three))), three);
    }

    #[test]
    fn what_has_not_changed_is_not_sent_again(one in record(1)) {
        let same = Submission { id: id(2), ..one.clone() };
        let update = update_of(one.id, &one, &same);
        let lists = (update.sections.len(), update.said.len(), update.asked_again.len(), update.signs.len(), update.calls.len());
        prop_assert_eq!(lists, (0, 0, 0, 0, 0));
        prop_assert_eq!((update.steps.len(), update.log.len(), update.place_now), (0, 0, None));
        prop_assert_eq!(changes(&one, &same), vec![]);
    }

    #[test]
    fn whatever_differs_below_the_head_is_named(one in record(1), two in record(2)) {
        // As sets: an order alone, or the same thing twice, is no news.
        let below = |of: &Submission| {
            let mut all = vec![format!("{:?}", of.place_now), format!("{:?}", of.met_at_ms), format!("{:?} gone", of.gone_ms)];
            all.extend(of.handed_over.iter().map(|item| format!("{item:?}")));
            all.extend(of.said.iter().map(|item| format!("{item:?}")));
            all.extend(of.asked_again.iter().map(|item| format!("{item:?}")));
            all.extend(of.signs.iter().map(|item| format!("{item:?}")));
            all.extend(of.calls.iter().map(|item| format!("{item:?}")));
            all.extend(of.steps.iter().map(|item| format!("{item:?}")));
            let facts = of.sections.iter().flat_map(|s| s.facts.iter().map(move |fact| format!("{} {fact:?}", s.id)));
            all.extend(facts);
            let marked = of.sections.iter().filter(|s| s.not_known_because.is_some());
            all.extend(marked.map(|s| format!("{} {:?}", s.id, s.not_known_because)));
            all.into_iter().collect::<BTreeSet<String>>()
        };
        let named = changes(&one, &two);
        prop_assert!(named.iter().all(|change| change.what != What::Place || change.words.is_empty()));
        prop_assert_eq!(below(&one) != below(&two), !named.is_empty(), "{:?}", named);
    }

    #[test]
    fn an_update_on_a_record_that_it_was_not_made_for_loses_nothing_that_it_holds(
        one in record(1), two in record(2), other in record(3)
    ) {
        let update = update_of(one.id, &one, &two);
        let both = apply(&other, &update);
        for said in &update.said {
            prop_assert!(both.said.contains(said));
        }
        for sign in &update.signs {
            prop_assert!(both.signs.contains(sign));
        }
        for section in &update.sections {
            let kept = both.sections.iter().find(|kept| kept.id == section.id).expect("the section");
            prop_assert!(section.facts.iter().all(|fact| kept.facts.contains(fact)));
        }
    }
}

#[test]
fn one_word_more_is_one_fact_and_no_other_line() {
    let fact = |id: &str, value: &str| Fact {
        id: id.into(),
        label: "Name".into(),
        value: value.into(),
        childs_words: false,
        at_ms: 0,
        known: String::new(),
        known_from: String::new(),
        noted_by: String::new(),
    };
    let section =
        |id: &str, facts: Vec<Fact>| Section { id: id.into(), title: id.into(), facts, not_known_because: None };
    let first = section("m04", vec![fact("m04.name", "Minh"), fact("m04.spelling", "Minh")]);
    let one =
        Submission { sections: vec![first, section("m05", vec![])], place_now: Some("Bus bay 4".into()), ..empty(1) };
    let mut two = Submission { id: id(2), ..one.clone() };
    two.sections[0].facts[0].value = "Minh Anh".into();
    two.sections[0].facts.remove(1);
    let update = update_of(FIRST, &one, &two);
    let facts: Vec<&str> = update.sections.iter().flat_map(|s| &s.facts).map(|fact| fact.value.as_str()).collect();
    assert_eq!((update.sections.len(), facts), (1, vec!["Minh Anh"]));
    let about = update.update.as_ref().expect("an update");
    assert_eq!((about.parent, about.first, about.place_cleared), (id(1), FIRST, false));
    assert_eq!(about.facts["m04"].gone, ["m04.spelling"], "what was cleared is said");
    let told: Vec<_> = changes(&one, &two).into_iter().map(|change| (change.how, change.words)).collect();
    assert_eq!(told, [(How::Changed, "Minh Anh".to_owned()), (How::Cleared, "Minh".to_owned())]);
}

#[test]
fn a_fact_that_is_only_known_another_way_is_not_said_to_have_other_words() {
    let age = |value: &str, known: &str| {
        let fact = Fact {
            id: "m05.age".into(),
            label: "Age".into(),
            value: value.into(),
            childs_words: false,
            at_ms: 0,
            known: known.into(),
            known_from: String::new(),
            noted_by: String::new(),
        };
        let facts = vec![fact];
        let sections = vec![Section { id: "m05".into(), title: "Age".into(), facts, not_known_because: None }];
        Submission { sections, ..empty(1) }
    };
    let told = |before: &Submission, now: &Submission| {
        changes(before, now).iter().map(gh_wire::update::Change::heading).collect::<Vec<_>>()
    };
    let said = age("15", "The child said it");
    assert_eq!(told(&said, &age("15", "A paper says it")), ["Age, how it is known, changed"]);
    assert_eq!(told(&said, &age("16", "A paper says it")), ["Age, changed"]);
    let mut again = said.clone();
    again.sections[0].facts[0].at_ms = 9;
    assert_eq!(told(&said, &again), ["Age, the same words, written again"]);
}

#[test]
fn a_place_that_is_taken_out_is_taken_out_and_one_that_is_not_named_stays() {
    let one = Submission { place_now: Some("Bus bay 4".into()), ..empty(1) };
    let cleared = update_of(FIRST, &one, &empty(2));
    assert!(cleared.update.as_ref().is_some_and(|update| update.place_cleared));
    assert_eq!(apply(&one, &cleared).place_now, None);
    let same = Submission { id: id(2), ..one.clone() };
    let stays = update_of(FIRST, &one, &same);
    assert_eq!((stays.place_now.as_deref(), apply(&one, &stays).place_now.as_deref()), (None, Some("Bus bay 4")));
}

#[test]
fn an_order_that_names_too_much_or_too_little_loses_nothing() {
    let mut one = empty(1);
    one.asked_again =
        (0..4).map(|at_ms| AskedAgain { reason: String::new(), noted_by: String::new(), at_ms }).collect();
    let mut update = update_of(FIRST, &one, &Submission { id: id(2), ..one.clone() });
    update.update.as_mut().expect("an update").asked_again.order = vec!["2".into(), "2".into(), "77".into()];
    let times: Vec<i64> = apply(&one, &update).asked_again.iter().map(|again| again.at_ms).collect();
    assert_eq!(times, [2, 0, 1, 3]);
}

#[test]
fn a_child_who_was_gone_and_is_back_between_two_records_is_news_and_one_whose_loss_was_known_is_back() {
    let told = |base: &Submission, now: &Submission| -> Vec<String> {
        let update = update_of(FIRST, base, now);
        assert_eq!(apply(base, &update), *now, "the times reach the desk");
        changes(base, now).iter().map(gh_wire::update::Change::heading).collect()
    };
    let there = empty(1);
    let gone = Submission { id: id(2), gone_ms: Some(5), ..empty(2) };
    let back = Submission { id: id(3), was_away: vec![Absence { last_seen_ms: 5, back_ms: 9 }], ..empty(3) };
    assert_eq!(told(&there, &gone), ["The child has gone"]);
    assert_eq!(told(&gone, &back), ["The child is back"]);
    assert_eq!(told(&there, &back), ["The child was gone for a time"]);
    assert_eq!(told(&back, &Submission { id: id(4), ..back.clone() }), [""; 0]);
    let again = Submission { id: id(6), gone_ms: Some(12), ..back.clone() };
    assert_eq!(told(&gone, &again), ["The child has gone, changed", "The child was gone for a time"]);
    let not_gone = Submission { id: id(5), gone_ms: None, ..gone.clone() };
    assert_eq!(told(&gone, &not_gone), ["The child had not gone: it was noted by mistake"]);
}

#[test]
fn who_was_to_take_over_is_not_taken_out_when_they_do_and_is_when_somebody_clears_it() {
    let next = |words: &str| Fact {
        id: "m16.name".into(),
        label: "Name of the person who takes over".into(),
        value: words.into(),
        childs_words: false,
        at_ms: 0,
        known: String::new(),
        known_from: String::new(),
        noted_by: String::new(),
    };
    let section = |facts| Section { id: "m16".into(), title: String::new(), facts, not_known_because: None };
    let base = Submission { sections: vec![section(vec![next("A. Worker")])], ..empty(1) };
    let cleared = Submission { sections: vec![section(vec![])], ..empty(2) };
    let given = HandedOver {
        id: id(40),
        name: "A. Worker".into(),
        role: String::new(),
        number: String::new(),
        identity: String::new(),
        rang_back: String::new(),
        told_child: String::new(),
        noted_by: String::new(),
        at_ms: 1,
    };
    let handed = Submission { handed_over: vec![given], ..cleared.clone() };
    let told = |now: &Submission| changes(&base, now).iter().map(gh_wire::update::Change::heading).collect::<Vec<_>>();
    assert_eq!(told(&handed), ["Handed over"]);
    assert_eq!(told(&cleared), ["Name of the person who takes over, taken out"]);
}
