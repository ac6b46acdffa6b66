//! The first side of the handover sheet: what stays on it, and what goes on over the page.
use gh_core::case::{Actor, Degree, Kind};
use gh_core::handover::{Body, ToDo, sheet};
use gh_core::record::{FieldKind, Profile, SECTIONS};

use super::handover::{full, of, says, words};
use super::kit::Case;
use super::referral::pack;

#[test]
fn long_words_of_the_child_leave_the_last_on_the_first_side_and_all_over_the_page() {
    let mut case = Case::hour();
    for n in 0..12 {
        says(&mut case, &format!("Sentence {n} of the child. {}", "x".repeat(90)), "");
    }
    let sheet = of(&case.state(), false);
    let (first, over) = (words(&sheet.first), words(&sheet.over));
    for n in 0..12 {
        let said = format!("Sentence {n} of");
        assert_eq!(first.contains(&said), n >= 9, "{n}");
        assert!(over.contains(&said), "{n}");
    }
    assert!(
        sheet.first.iter().any(|part| part.more && matches!(part.body, Body::Said(_))),
        "it says that there is more"
    );
}

#[test]
fn short_answers_stay_on_the_first_side_while_anything_longer_can_go() {
    let mut case = Case::hour();
    let short = [("m04.name", "Nguyễn Văn Minh"), ("m05.age", "15, maybe 14"), ("m06.language", "Vietnamese")];
    for (field, words) in short {
        case.fact(field, words);
    }
    for field in SECTIONS.iter().flat_map(|section| section.fields).filter(|field| !field.place) {
        // Of long words of the child, a short entry stays.
        let is_short = short.iter().any(|(short, _)| *short == field.id);
        if !is_short && !matches!(field.kind, FieldKind::Choice(_)) {
            case.fact(field.id, &format!("Words of {} that are an ordinary answer. ", field.id).repeat(2));
        }
    }
    case.note(Kind::Said {
        of: None,
        words: "He has my passport. He said I owe him for the lorry.".into(),
        way: String::new(),
        interpreter: String::new(),
        asked: String::new(),
        typed: None,
    });
    let first = words(&of(&case.state(), false).first);
    assert!(short.iter().all(|(_, words)| first.contains(words)), "{first}");
    assert!(first.contains("He has my passport"), "their own words stay too: {first}");
}

#[test]
fn of_every_line_about_the_child_the_first_side_has_at_least_the_beginning() {
    let case = full(&|field| format!("Words of {field}, which go on and on until nobody would read them at a door"));
    let sheet = of(&case.state(), false);
    let child = sheet.first.iter().find(|part| part.title == "The child").expect("it is there");
    let Body::Facts(facts) = &child.body else { panic!("it holds facts") };
    for (label, words) in facts {
        assert!(
            words.starts_with("Words of") || label == "Not known" || !words.contains("Over the page"),
            "{label}: {words}"
        );
    }
    assert!(!words(&sheet.first).contains("Over the page."), "{}", words(&sheet.first));
}

#[test]
fn an_ordinary_record_stands_on_the_first_side_and_no_more_than_the_longest_line_goes_on_over_the_page() {
    let mut case = Case::hour();
    case.by = Actor::default();
    for (field, words) in [
        ("m02.name", "A. Officer"),
        ("m02.organisation", "Port office"),
        ("m02.call-back", "01632 960 150"),
        ("m02.lead", "B. Officer, same office"),
        ("m04.name", "Says Minh. No papers."),
        ("m05.age", "Says fifteen, or born in the year of the Pig"),
        ("m06.language", "Vietnamese, a little English"),
        ("m07.adults", "Man, about 40, tall, beard, black coat, holds the tickets and does not let go"),
        ("m07.vehicle", "Grey van, part plate KX, dent in the left door"),
        ("m08.hurt", "Bruise on the left wrist, tired, has not eaten since yesterday"),
        ("m09.why", "A man answered for him all the time. Afraid, silent, looked at the man before each answer."),
        ("m10.imei", "490154203237519"),
        ("m12.looks", "Short black hair, scar on the right hand, thin, about one metre fifty"),
        ("m12.clothes", "Grey hooded top, black jeans, white trainers, no bag, red cap"),
        ("m15.risk", "The man waits outside, and he is afraid of him and of us"),
    ] {
        case.fact(field, words);
    }
    let first = words(&of(&case.state(), false).first);
    for whole in [
        "Age: Says fifteen, or born in the year of the Pig.",
        "Health: Bruise on the left wrist, tired, has not eaten since yesterday.",
        "Phone: IMEI 490154203237519 (cannot be right).",
        "Looks: Short black hair, scar on the right hand",
        "Adults: Man, about 40, tall, beard, black coat, holds the tickets and does not let go.",
        "looked at the man before each answer.",
        "May leave, or be taken: The man waits outside, and he is afraid of him and of us.",
    ] {
        assert!(first.contains(whole), "{whole} in {first}");
    }
}

#[test]
fn of_a_full_record_the_first_side_keeps_the_childs_words_and_as_much_of_each_line_as_there_is_room_for() {
    let mut case = Case::hour();
    for (field, words) in [
        ("m02.name", "PC A. Example"),
        ("m02.organisation", "Kent Police"),
        ("m02.call-back", "01632 960 777"),
        ("m04.name", "Linh Trần"),
        ("m04.spelling", "NGUYỄN Thị Mai"),
        ("m05.age", "says 16, maybe 15, year of the dragon"),
        ("m06.language", "Vietnamese, central accent"),
        ("m08.hurt", "Burn on left wrist, now says her stomach hurts"),
        ("m08.needs", "Hungry, not slept"),
        ("m10.number", "01632 960 150"),
        ("m11.papers", "None seen. Man showed a photo of a passport"),
        ("m12.looks", "About 150 cm, thin, black hair to shoulder, scar on left hand"),
        ("m12.clothes", "Pink hoodie, blue jeans, white trainers, no bag"),
        ("m03.safe", "No"),
        ("m03.danger", "Two men wait in a black car outside"),
        ("m15.risk", "Phone calls from the man"),
        ("m07.adults", "Man, 40s, leather jacket, no papers seen"),
        ("m07.vehicle", "Grey van, part plate KX19"),
        ("m09.why", "Girl behind the counter, would not look up"),
    ] {
        case.fact(field, words);
    }
    for sign in ["Holds the child’s papers, phone or money", "Punished, hurt to keep control, or branded"] {
        let noted = Kind::Sign { sign: sign.into(), says: sign.into(), danger: false, degree: Some(Degree::Seen) };
        case.note(noted);
    }
    says(&mut case, "I came in a lorry. Uncle said I must work.", "Are you hurt?");
    says(&mut case, "They have my mother’s phone number.", "");
    let to_do: Vec<ToDo> = (0..13)
        .map(|n| ToDo { title: format!("Do the thing number {n}"), numbers: vec!["01632 960 430".into()] })
        .collect();
    let first = words(&sheet(&case.state(), &Profile::default(), &pack(), &to_do, false).first);
    for whole in
        ["I came in a lorry. Uncle said I must work.", "They have my mother’s phone number.", "Name: Linh Trần."]
    {
        assert!(first.contains(whole), "{whole} in {first}");
    }
    let said = "A sentence that goes on. ".repeat(40);
    says(&mut case, &said, "");
    let first = words(&sheet(&case.state(), &Profile::default(), &pack(), &to_do, false).first);
    assert!(first.contains("I came in a lorry.") && first.contains("my mother’s phone"), "{first}");
    let mut case = Case::hour();
    says(&mut case, &said, "");
    let first = words(&of(&case.state(), false).first);
    assert!(first.contains("A sentence that goes on. A sentence"), "at least the beginning: {first}");
}
