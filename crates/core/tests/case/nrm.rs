//! The sheet for the national referral: the record's words under the form's keys, and nothing guessed.
use gh_core::case::{Actor, Degree, Kind};
use gh_core::guide::FormPage;
use gh_core::nrm::{self, Answered, Origin, Problem, answer_field, sheet, to_json, why_field};
use gh_core::record::{FieldKind, Profile, SECTIONS};
use gh_core::referral::submission_id;
use gh_wire::reference::Reference;
use serde_json::{Value, json};

use super::kit::Case;
use super::referral;

type Form = Vec<FormPage>;

/// A form of these questions, one a page.
fn form(questions: &[Value]) -> Form {
    let page = |question: &Value| json!({ "number": "1", "step": "page", "title": "Page", "question": [question] });
    let pages: Vec<Value> = questions.iter().map(page).collect();
    serde_json::from_value(json!(pages)).expect("pages")
}

fn text(key: &str, from: &[&str]) -> Value {
    json!({ "key": key, "asks": "What?", "type": "long-text", "required": true, "max": 30, "from": from })
}

fn derived(key: &str, of: &str) -> Value {
    json!({ "key": key, "asks": "What?", "type": "text", "required": true, "derived": of })
}

/// The answer of one question.
#[track_caller]
fn answer(case: &Case, question: &Value) -> Option<(String, Origin)> {
    let form = form(std::slice::from_ref(question));
    one(&form, case, |answered| answered.answer.clone())
}

fn one<T>(form: &Form, case: &Case, of: impl FnOnce(&Answered<'_>) -> T) -> T {
    let sheet = sheet(form, &referral::pack(), &case.state(), &Profile::default());
    of(sheet[0].answers.first().expect("it is asked"))
}

fn is_open(form: &Form, case: &Case) -> bool {
    one(form, case, |answered| answered.is_open())
}

fn record(text: &str) -> Option<(String, Origin)> {
    Some((text.to_owned(), Origin::Record))
}

#[test]
fn the_record_answers_the_sheet_goes_before_it_and_a_reason_stands_only_where_nothing_else_does() {
    let question = text("how-they-were-treated", &["m10.threats", "m11.holder"]);
    let mut case = Case::hour();
    assert_eq!(answer(&case, &question), None);
    case.fact(&why_field("how-they-were-treated"), " not asked ");
    let why = "Not known at first contact: not asked".to_owned();
    assert_eq!(answer(&case, &question), Some((why, Origin::NotKnown)));
    case.fact("m11.holder", "His uncle");
    assert_eq!(answer(&case, &question), record("Who holds the papers: His uncle"));
    case.fact("m10.threats", "Two");
    assert_eq!(answer(&case, &question), record("Threats: Two\nWho holds the papers: His uncle"));
    case.fact(&answer_field("how-they-were-treated"), "Locked in");
    assert_eq!(answer(&case, &question), Some(("Locked in".to_owned(), Origin::Sheet)));
    case.fact(&answer_field("how-they-were-treated"), "");
    assert_eq!(answer(&case, &question), record("Threats: Two\nWho holds the papers: His uncle"));
}

#[test]
fn a_question_stays_open_until_it_is_answered_or_said_why_not() {
    let form = form(&[text("family", &[])]);
    let mut case = Case::hour();
    assert!(is_open(&form, &case));
    case.fact(&why_field("family"), "  ");
    assert!(is_open(&form, &case), "blanks are no reason");
    case.fact(&why_field("family"), "not asked in the first hour");
    assert!(!is_open(&form, &case));
}

#[test]
fn which_answer_of_the_form_is_chosen_is_left_to_the_person_with_the_record_beside_it() {
    let question = json!({ "key": "still-in-exploitative-situation", "asks": "Still?", "type": "radio", "required": true,
        "options": ["yes", "no"], "from": ["m03.safe"] });
    let form = form(std::slice::from_ref(&question));
    let mut case = Case::hour();
    case.fact("m03.safe", "No");
    case.fact(&why_field("still-in-exploitative-situation"), "not sure");
    assert_eq!(answer(&case, &question), None, "a radio takes no words");
    assert_eq!(one(&form, &case, |answered| answered.hint.clone()).as_deref(), Some("No"));
    case.fact(&answer_field("still-in-exploitative-situation"), "yes");
    assert_eq!(answer(&case, &question), Some(("yes".to_owned(), Origin::Sheet)));
}

#[test]
fn of_a_name_of_several_words_nobody_guesses_which_is_the_first() {
    let form = form(&[derived("pv-name-first-name", "child-name")]);
    let mut case = Case::hour();
    case.fact("m04.name", "Nguyen Van Minh");
    assert_eq!(one(&form, &case, |answered| answered.answer.clone()), None);
    assert_eq!(one(&form, &case, |answered| answered.hint.clone()).as_deref(), Some("Nguyen Van Minh"));
}

#[test]
fn what_needs_a_judgement_has_the_record_beside_it_and_no_answer_until_somebody_writes_one() {
    let mut question = text("professional-insight", &["m09.why"]);
    question["judged"] = json!(true);
    let form = form(std::slice::from_ref(&question));
    let mut case = Case::hour();
    case.fact("m09.why", "Locked in");
    assert!(is_open(&form, &case));
    assert_eq!(one(&form, &case, |answered| answered.hint.clone()).as_deref(), Some("Locked in"));
    case.fact(&answer_field("professional-insight"), "I think he is held");
    assert_eq!(answer(&case, &question), Some(("I think he is held".to_owned(), Origin::Sheet)));
}

#[test]
fn a_page_that_an_answer_rules_out_is_not_in_the_sheet_and_comes_back_with_another_answer() {
    let radio =
        json!({ "key": "still", "asks": "Still?", "type": "radio", "options": ["yes", "no"], "later": "Later." });
    let mut form = form(&[radio, text("what-keeps-them", &["m10.threats"])]);
    form[1].shown_if = vec!["still=yes".to_owned()];
    let mut case = Case::hour();
    case.fact("m10.threats", "He knows my village");
    for (still, asked) in [("", 1), ("no", 0), ("yes", 1)] {
        case.fact(&answer_field("still"), still);
        let sheet = sheet(&form, &referral::pack(), &case.state(), &Profile::default());
        assert_eq!(sheet[1].answers.len(), asked, "{still}");
        assert_eq!(to_json(&sheet).windows(7).any(|part| part == b"village"), asked == 1, "{still}");
    }
}

#[test]
fn what_is_worked_out_is_only_what_cannot_be_otherwise() {
    type Row<'a> = (&'a str, &'a str, &'a [(&'a str, &'a str)], Option<&'a str>);
    let cases: [Row<'_>; 9] = [
        ("fr-location", "nation", &[("m01.nation", "Northern Ireland")], Some("northern-ireland")),
        ("fr-location", "nation", &[], None),
        ("pv-interpreter-requirements", "interpreter", &[("m06.interpreter", "Yes")], Some("yes")),
        ("pv-interpreter-requirements", "interpreter", &[("m06.interpreter", "No")], None),
        ("pv-name-first-name", "child-name", &[("m04.name", "Minh")], Some("Minh")),
        ("pv-name-last-name", "child-name", &[("m04.name", "Minh")], None),
        ("pv-name-first-name", "child-name", &[("m04.name", "Nguyen Van  Minh")], None),
        ("pv-name-last-name", "child-name", &[("m04.name", "Nguyen Van  Minh")], None),
        ("pv-other-help-with-communication", "support", &[("m06.support", "No")], Some("no")),
    ];
    for (key, of, facts, wanted) in cases {
        let mut case = Case::hour();
        for (field, value) in facts {
            case.fact(field, value);
        }
        let found = answer(&case, &derived(key, of)).map(|(answer, _)| answer);
        assert_eq!(found.as_deref(), wanted, "{key} of {facts:?}");
    }
}

#[test]
fn what_was_written_of_other_children_stands_beside_the_question_and_ticks_no_box() {
    let radio = json!({
        "key": "any-other-pvs", "asks": "Are there other victims?", "type": "radio", "required": true,
        "options": ["yes", "no", "not-sure"], "from": ["m07.children"],
    });
    let mut case = Case::hour();
    case.fact("m07.children", "None seen");
    let form = form(&[radio]);
    assert_eq!(one(&form, &case, |answered| answered.answer.clone()), None, "no child was seen");
    assert_eq!(one(&form, &case, |answered| answered.hint.clone()).as_deref(), Some("None seen"));
}

#[test]
fn signs_that_nobody_noted_are_no_no() {
    let mut case = Case::hour();
    let (any, which) = (derived("modern-slavery-indicators", "signs-any"), derived("details", "signs"));
    assert_eq!((answer(&case, &any), answer(&case, &which)), (None, None));
    let (sign, says) = ("EXP-14".into(), "Owes money".into());
    case.note(Kind::Sign { sign, says, danger: false, degree: Some(Degree::Suspected) });
    assert_eq!((answer(&case, &any), answer(&case, &which)), (record("yes"), record("Suspected: Owes money")));
}

#[test]
fn the_reference_is_the_records_own_and_holds_no_name() {
    let mut case = Case::hour();
    case.fact("m04.name", "Minh");
    let reference = Reference::of(&submission_id(&case.state())).as_str().to_owned();
    assert_eq!(answer(&case, &derived("reference", "reference")), record(&reference));
    assert!(!reference.contains("Minh"));
}

#[test]
fn a_question_that_an_answer_reveals_is_asked_only_then() {
    let radio =
        json!({ "key": "moved", "asks": "Moved?", "type": "radio", "options": ["yes", "no"], "later": "Later." });
    let mut details = text("journey", &["journey.route"]);
    details["shown_if"] = json!("moved=yes");
    let form = form(&[radio, details]);
    let mut case = Case::hour();
    case.fact("journey.route", "By lorry");
    for (moved, asked) in [("", 0), ("no", 0), ("yes", 1)] {
        case.fact(&answer_field("moved"), moved);
        assert_eq!(
            sheet(&form, &referral::pack(), &case.state(), &Profile::default())[1].answers.len(),
            asked,
            "{moved}"
        );
    }
}

#[test]
fn what_the_form_would_refuse_is_pointed_at_and_a_web_address_left_out_where_it_may_not_be() {
    let problem = |rules: Value, words: &str| {
        let mut question = text("details-last-contact", &["m10.calls"]);
        question["rules"] = rules;
        let form = form(&[question]);
        let mut case = Case::hour();
        case.fact("m10.calls", words);
        one(&form, &case, |answered| (answered.answer.clone().map(|(text, _)| text), answered.problem.clone()))
    };
    let kept = |words: &str| Some(words.to_owned());
    let links = json!(["not-url"]);
    assert_eq!(problem(links.clone(), "Rang at 9"), (kept("Rang at 9"), None));
    for (words, left) in [
        ("see https://a.example/x now", "see [web address left out] now"),
        ("(www.a.example)", "[web address left out]"),
    ] {
        assert_eq!(problem(links.clone(), words).1, Some(Problem::Link).filter(|_| left.len() <= 30), "{words}");
        assert_eq!(problem(links.clone(), words).0, kept(left));
    }
    let long = "é".repeat(31);
    assert_eq!(problem(json!([]), &long), (kept(&long), Some(Problem::TooLong { length: 31, max: 30 })));
    assert_eq!(problem(json!([]), &"é".repeat(30)).1, None);
    assert_eq!(problem(json!(["email"]), "ring him").1, Some(Problem::NoEmail));
    assert_eq!(problem(json!(["email"]), "desk@north.example").1, None);
    assert_eq!(problem(json!(["numeric"]), "two").1, Some(Problem::NoNumber));
    assert_eq!(problem(json!(["numeric"]), "2").1, None);
}

/// Every field of the record is asked for by some question here; the place comes out of none.
#[test]
fn the_file_has_the_forms_keys_in_its_order_and_every_letter_as_it_was_written() {
    let fields: Vec<&str> = SECTIONS.iter().flat_map(|s| s.fields).filter(|f| !f.place).map(|f| f.id).collect();
    let questions: Vec<Value> = fields
        .iter()
        .map(|field| {
            let mut question = text(&format!("key-{field}"), &[field]);
            question["max"] = json!(15_000);
            question
        })
        .collect();
    let form = form(&questions);
    let mut case = Case::hour();
    case.by = Actor::default();
    for field in SECTIONS.iter().flat_map(|section| section.fields) {
        let words = if field.place { "CANARY".to_owned() } else { format!("“{}”\n<b>é\u{202e} \"\\", field.id) };
        case.fact(field.id, &words);
    }
    let bytes = to_json(&sheet(&form, &referral::pack(), &case.state(), &Profile::default()));
    let read: Value = serde_json::from_slice(&bytes).expect("it is JSON");
    for field in &fields {
        let kind = gh_core::record::field(field).expect("a field").kind;
        let wrong = matches!(kind, FieldKind::Phone | FieldKind::Imei);
        let doubt = if wrong { " (cannot be right)" } else { "" };
        assert_eq!(read[format!("key-{field}")], json!(format!("“{field}”\n<b>é\u{202e} \"\\{doubt}")));
    }
    assert_eq!(read.as_object().map(serde_json::Map::len), Some(fields.len()));
    let written = String::from_utf8(bytes).expect("it is text");
    let places: Vec<Option<usize>> = fields.iter().map(|field| written.find(&format!("\"key-{field}\""))).collect();
    assert!(places.is_sorted(), "not in the order of the form");
    assert!(!written.contains("CANARY"));
}

#[test]
fn the_text_to_share_has_each_answer_the_gaps_that_the_form_insists_on_and_no_place() {
    let mut named = text("name", &["m04.name"]);
    named["asks"] = json!("Name");
    let mut chosen =
        json!({ "key": "hope", "asks": "Sure?", "type": "radio", "required": true, "options": ["not-sure"] });
    chosen["from"] = json!(["m05.age"]);
    let open = json!({ "key": "town", "asks": "Town", "type": "text", "required": true });
    let optional = json!({ "key": "street", "asks": "Street", "type": "text", "required": false });
    let form = form(&[named, chosen, open, optional]);
    let mut case = Case::hour();
    case.fact("m04.name", "Nguyễn <Minh>");
    case.fact("m05.age", "15, he thinks");
    case.fact(&answer_field("hope"), "not-sure");
    case.fact("m01.place-now", "CANARY");
    let written = nrm::text(&sheet(&form, &referral::pack(), &case.state(), &Profile::default()));
    let lines = ["Name: Nguyễn <Minh>", "Sure?: Not sure\nThe record says: 15, he thinks", "Town: Not given yet"];
    assert!(lines.iter().all(|line| written.contains(line)), "{written}");
    assert!(!written.contains("Street") && !written.contains("CANARY"), "{written}");
}

#[test]
fn an_answer_of_the_sheet_says_that_the_record_was_written_on_since_until_the_person_gives_it_again() {
    let question = derived("name-first-name", "child-name");
    let mut case = Case::hour();
    case.fact("m04.name", "Mai");
    case.fact(&answer_field("name-first-name"), "Mai");
    let form = form(&[question]);
    let says = |case: &Case| one(&form, case, |answered| (answered.is_older, answered.hint.clone()));
    assert_eq!(says(&case), (false, None));
    case.fact("m04.name", "Linh Trần");
    assert_eq!(says(&case), (true, Some("Linh Trần".to_owned())));
    let profile = Profile::default();
    let out = nrm::text(&sheet(&form, &referral::pack(), &case.state(), &profile));
    assert!(out.contains("Mai\nSince this was answered, the record says: Linh Trần"), "{out}");
    case.fact(&answer_field("name-first-name"), "Mai");
    assert_eq!(says(&case), (false, None), "they gave it again");
}

#[test]
fn an_answer_about_who_writes_or_about_signs_is_out_of_date_with_another_writer_and_another_sign() {
    let mut case = Case::hour();
    let (own, signs) = (derived("reporter-first-name", "own-name"), derived("which-signs", "signs"));
    for key in ["reporter-first-name", "which-signs"] {
        case.fact(&answer_field(key), "Carl");
    }
    let older = |case: &Case, question: &Value, name: &str| {
        let (form, profile) =
            (form(std::slice::from_ref(question)), Profile { name: name.into(), ..Profile::default() });
        sheet(&form, &referral::pack(), &case.state(), &profile)[0].answers[0].is_older
    };
    assert!(!older(&case, &own, "PC 4471") && older(&case, &own, "Dora") && !older(&case, &signs, "Dora"));
    let sign = |degree| Kind::Sign { sign: "EXP-14".into(), says: "Owes".into(), danger: false, degree };
    case.note(sign(Some(Degree::Seen)));
    assert!(older(&case, &signs, "PC 4471"), "a sign came");
    case.fact(&answer_field("which-signs"), "Owes");
    case.fact("EXP-14.how", "Somebody told me");
    assert!(older(&case, &signs, "PC 4471"), "it is known another way");
    case.fact(&answer_field("which-signs"), "Owes, told");
    case.note(sign(None));
    assert!(older(&case, &signs, "PC 4471"), "it went");
}

#[test]
fn a_name_of_the_child_in_the_reference_is_pointed_at() {
    let mut case = Case::hour();
    case.fact("m04.name", "Linh Tran");
    let form = form(&[derived("reference", "reference")]);
    let problem = |case: &Case| one(&form, case, |answered| answered.problem.clone());
    assert_eq!(problem(&case), None);
    case.fact(&answer_field("reference"), "LINH school case");
    assert_eq!(problem(&case), Some(Problem::Name));
    let stands = one(&form, &case, |answered| answered.answer.clone()).expect("the record's own");
    assert_eq!(stands.1, Origin::Record, "{stands:?}");
    case.fact(&answer_field("reference"), "School case 12");
    assert_eq!(problem(&case), None);
}

#[test]
fn why_the_record_does_not_know_stands_beside_a_question_and_answers_nothing() {
    let mut case = Case::hour();
    case.note(Kind::NotKnown { section: "m05".into(), because: Some("she would not say".into()) });
    let form = form(&[text("age", &["m05.age"])]);
    let shown = one(&form, &case, |answered| (answered.answer.clone(), answered.hint.clone()));
    assert_eq!(shown, (None, Some("Not known: she would not say".to_owned())));
    assert!(is_open(&form, &case));
}
