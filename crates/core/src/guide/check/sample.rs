//! A small pack without a problem, for tests that break one thing in it.
use crate::guide::{
    Area, Ask, Block, Condition, Contact, ContactStatus, Derived, Expr, FormInput, FormPage, FormQuestion, Lens, Line,
    LineUse, Mark, Matter, Nation, NationRow, Pack, Packed, Pointer, Question, QuestionOption, Role, SetBy, Sign,
    SignGroup, Source, Stage, Statement, Step, Topic, Track,
};

/// A statement of our own.
pub(super) fn ours(text: &str) -> Statement {
    Statement { text: text.into(), source: Vec::new(), mark: Mark::D, status: String::new(), nations: Vec::new() }
}

/// A statement that was read in `S1`.
pub(super) fn read(text: &str) -> Statement {
    Statement { source: vec!["S1".into()], mark: Mark::R, ..ours(text) }
}

fn step(id: &str, stage: Stage, minute: u16) -> Step {
    Step {
        id: id.into(),
        title: "Stay with the child".into(),
        why: read("A child can vanish in a gap."),
        say: Vec::new(),
        how: vec![ours("Stay in sight.")],
        do_not: vec![ours("Do not lock the child in.")],
        more: Vec::new(),
        call: None,
        law: Vec::new(),
        minute,
        when: Expr::always(),
        first_when: None,
        added: String::new(),
        star: false,
        stage,
        covers: Vec::new(),
        other_way: Vec::new(),
        retry_min: None,
        nations: Vec::new(),
    }
}

fn hour(prefix: &str) -> Vec<Step> {
    let stages = [Stage::Safety, Stage::Exit, Stage::Police, Stage::SocialCare, Stage::Handover];
    let minutes = [0, 2, 5, 8, 55];
    let numbered = stages.into_iter().zip(minutes).zip(1..);
    let mut steps: Vec<Step> =
        numbered.map(|((stage, minute), n)| step(&format!("{prefix}{n:02}"), stage, minute)).collect();
    steps.push(Step {
        when: Expr::parse("port").expect("a key"),
        added: "Added: you are at a port".into(),
        ..step(&format!("{prefix}06"), Stage::Other, 55)
    });
    steps
}

pub(super) fn line(number: &str, used: LineUse) -> Line {
    Line {
        number: number.into(),
        used,
        who: "Front door".into(),
        hours: String::new(),
        hours_mark: None,
        status: ContactStatus::Confirmed,
        read_in: "example.gov.uk".into(),
        read_date: "2026".into(),
        text_only: false,
        note: String::new(),
    }
}

fn option(id: &str, sets: &[&str]) -> QuestionOption {
    let sets = sets.iter().map(|key| (*key).to_owned()).collect();
    QuestionOption { id: id.into(), label: id.into(), sets, fact: String::new() }
}

fn question(key: &str, r#type: FormInput, options: &[&str], shown_if: &str, from: &[&str]) -> FormQuestion {
    let owned = |list: &[&str]| list.iter().map(|item| (*item).to_owned()).collect();
    FormQuestion {
        key: key.into(),
        asks: "Which?".into(),
        r#type,
        required: true,
        max: Some(15_000),
        rules: Vec::new(),
        options: owned(options),
        list: None,
        shown_if: shown_if.into(),
        from: owned(from),
        judged: false,
        derived: from.is_empty().then_some(Derived::Nation),
        fixed: String::new(),
        later: String::new(),
    }
}

/// A pack without a problem.
pub(in crate::guide) fn pack() -> Pack {
    let track = |(role, prefix): (Role, &str)| Track { role, who: "Staff".into(), row: hour(prefix), note: Vec::new() };
    Pack {
        edition: "1.0".into(),
        date: "2026-11-21".into(),
        numbers_checked: "2026-11-21".into(),
        standing: "Not official advice.".into(),
        actions: hour("A"),
        tracks: Role::ALL.into_iter().zip(["P", "B", "E", "H", "C"]).map(track).collect(),
        conditions: vec![Condition {
            key: "port".into(),
            name: "Airport or seaport".into(),
            fact: "At a port".into(),
            set_by: SetBy::Question("where".into()),
            signs: true,
        }],
        questions: vec![Question {
            id: "where".into(),
            text: "Where are you?".into(),
            options: vec![option("port", &["port"]), option("home", &[])],
            in_slot: true,
            quick: false,
            many: false,
        }],
        red_list: vec![ours("Do not wait for proof.")],
        nations: vec![NationRow {
            topic: "Duty to notify".into(),
            england: read("Modern Slavery Act 2015, section 52."),
            wales: read("Modern Slavery Act 2015, section 52."),
            scotland: read("There is no section 52 duty."),
            northern_ireland: read("There is no section 52 duty."),
        }],
        topics: vec![Topic {
            id: "staying".into(),
            title: "Staying".into(),
            summary: "Why one adult stays.".into(),
            rule: vec![read("Never leave the child alone.")],
            steps: vec!["A01".into()],
        }],
        sign_groups: vec![SignGroup { id: "adult".into(), name: "The adult with the child".into() }],
        pointers: vec![Pointer { id: "any".into(), name: "Exploitation".into(), so: ours("Act on it.") }],
        signs: vec![Sign {
            id: "ADU-01".into(),
            group: "adult".into(),
            block: Block::Adult,
            lens: Lens::Adult,
            points_to: vec!["any".into()],
            danger: true,
            weak: false,
            find: "speaks".into(),
            says: read("Answers for the child"),
        }],
        matters: vec![Matter {
            id: "name".into(),
            title: "Name".into(),
            fields: vec!["m04.name".into()],
            steps: vec!["A01".into()],
            ask: Ask::May,
            why: ours("Needed now."),
        }],
        form: Packed::of(&vec![FormPage {
            number: "3".into(),
            step: "fr-location".into(),
            title: "Nation".into(),
            when: String::new(),
            shown_if: Vec::new(),
            note: String::new(),
            question: vec![
                question("fr-location", FormInput::Radio, &["england", "wales"], "", &[]),
                question("birthplace", FormInput::Text, &[], "fr-location=wales", &["m04.name"]),
            ],
        }]),
        contacts: vec![Contact {
            id: "emergency".into(),
            name: "Emergency".into(),
            use_for: "Danger now.".into(),
            group: "emergency".into(),
            lines: vec![line("999", LineUse::Any)],
            note: String::new(),
            nations: Vec::new(),
        }],
        areas: vec![Area {
            id: "northmere".into(),
            name: "Northmere".into(),
            nation: Nation::England,
            lines: vec![line("01632 960114", LineUse::Day), line("01632 960187", LineUse::OutOfHours)],
            gap: String::new(),
            notes: Vec::new(),
            written_within_hours: None,
            guardian: "Not confirmed.".into(),
            gateway_for: Vec::new(),
        }],
        sources: vec![Source { key: "S1".into(), title: "Toolkit".into(), read: "Read in full.".into() }],
        bank_holidays: Vec::new(),
    }
}
