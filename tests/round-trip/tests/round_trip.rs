//! Whatever is typed on the phone reaches the desk's page, the sheet for the national referral, and its JSON, as it was typed.
use std::path::Path;

use gh_core::case::{Actor, CaseState, Kind, Log};
use gh_core::nrm::{Origin, sheet, to_json};
use gh_core::record::{Field, FieldKind, Profile, SECTIONS};
use gh_core::referral::submission;
use gh_core::time::{Reading, Wall};
use gh_wire::id::Id;
use proptest::collection::vec;
use proptest::strategy::{Strategy, ValueTree as _};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use serde_json::Value;

use crate::browser::Browser;
use crate::world::{World, id, minh};

#[path = "../../../desk/tests/desk/browser.rs"]
#[expect(dead_code, reason = "the desk's own tests use the rest")]
mod browser;
#[path = "../../../desk/tests/desk/world.rs"]
#[expect(dead_code, reason = "the desk's own tests use the rest")]
mod world;

const RECORDS: u8 = 24;

/// Fields into which words are typed.
fn typed() -> Vec<&'static Field> {
    let all = SECTIONS.iter().flat_map(|section| section.fields);
    all.filter(|field| !matches!(field.kind, FieldKind::Choice(_))).collect()
}

/// Letters of any script, signs and pictures; no control characters, and something that can be seen at both ends.
fn words() -> impl Strategy<Value = String> {
    vec(proptest::char::any().prop_filter("control", |letter| !letter.is_control()), 1..40)
        .prop_map(|letters| letters.into_iter().collect::<String>().trim().to_owned())
        .prop_filter("empty", |words| !words.is_empty())
}

struct Written {
    log: Log,
    at: Reading,
}

impl Written {
    fn note(&mut self, kind: Kind) {
        let event = Id::from_bytes(u128::from(self.log.next_seq() + 1).to_be_bytes());
        let by = Actor { name: "PC 4471".into(), staff_number: String::new() };
        let stored = self.log.next(event, self.at, by, kind).expect("an event has a JSON form");
        self.log.push(stored).expect("it was made on this head");
    }
}

/// The text of a page as its source has it.
fn escaped(words: &str) -> String {
    words.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_typed_reaches_the_desk_the_national_sheet_and_its_json_as_it_was_typed() {
    let built =
        gh_guidance::build(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../guidance")).expect("the guidance");
    let form = built.pack.form.read().expect("the form");
    let profile = Profile::default();
    let world = World::new().await;
    let mut browser = Browser::new(&world);
    browser.sign_in().await;
    // The same letters each time, and others for each record.
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[7; 32]);
    let mut runner = TestRunner::new_with_rng(Config::default(), rng);
    let fields = typed();
    let strategy = (vec(words(), fields.len()), words(), words());
    for number in 1..=RECORDS {
        let (facts, asked, said) = strategy.new_tree(&mut runner).expect("words").current();
        let now = Wall { ms: minh(1).sealed_at_ms, offset_min: 0 };
        let mut case = Written { log: Log::new(id(100 + number)), at: Reading { wall: now, mono_ms: 900, run: id(1) } };
        case.note(Kind::HourStarted { met_at: now, early_tap: false, guidance: "2026-11".into() });
        for (field, value) in fields.iter().zip(&facts) {
            case.note(Kind::Fact { field: field.id.into(), value: value.clone() });
        }
        let (way, interpreter) = (String::new(), String::new());
        case.note(Kind::Said { of: None, words: said.clone(), way, interpreter, asked: asked.clone(), typed: None });
        let state = CaseState::of(&case.log).expect("a case");

        let record = submission(id(number), &case.log, &state, &profile, &built.pack, now);
        world.deliver(&record).await;
        let page = browser.page(&format!("/case/{}", record.id)).await;
        // The log stands at the end of the page and names what was written too: what people read is above it.
        let (above, _) = page.split_once("id=\"log\"").expect("the log");
        for (field, value) in fields.iter().zip(&facts) {
            let there = above.contains(&escaped(value));
            assert_eq!(there, !field.place, "{} of record {number}: {value:?}", field.id);
        }
        for words in [&said, &asked] {
            assert!(above.contains(&escaped(words)), "the child's words of record {number}: {words:?}");
        }

        let pages = sheet(&form, &built.pack, &state, &profile);
        let json: Value = serde_json::from_slice(&to_json(&pages)).expect("JSON");
        let answered = pages.iter().flat_map(|page| &page.answers);
        let mut from_record = 0;
        for answer in answered {
            let Some((text, origin)) = &answer.answer else { continue };
            assert_eq!(json[&answer.question.key].as_str(), Some(text.as_str()), "under the form's own key");
            // What the form refuses is said there, and is no loss: it stands in the record.
            if *origin != Origin::Record || answer.problem.is_some() || answer.question.derived.is_some() {
                continue;
            }
            for from in &answer.question.from {
                let place = fields.iter().position(|field| field.id == from);
                let Some(value) = place.map(|place| &facts[place]) else { continue };
                assert!(text.contains(value.as_str()), "{from} in {} of record {number}", answer.question.key);
                from_record += 1;
            }
        }
        assert!(from_record >= 5, "the sheet takes {from_record} answers from a full record");
    }
}
