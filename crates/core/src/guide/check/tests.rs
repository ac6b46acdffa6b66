use super::sample::{line, ours, pack, read};
use super::{Problem, Rule, check, sections, telephones};
use crate::guide::{
    BankHoliday, CallTarget, CantReason, ContactStatus, Expr, Law, LawKind, LineUse, Mark, Nation, OtherWay, Pack,
    SetBy, Stage, Statement,
};

/// Breaks the sample pack, and expects exactly these problems: rule and place.
#[track_caller]
fn finds(change: impl FnOnce(&mut Pack), expected: &[(Rule, &str)]) {
    let mut pack = pack();
    change(&mut pack);
    let problems = check(&pack);
    let found: Vec<(Rule, &str)> = problems.iter().map(|Problem { rule, place, .. }| (*rule, place.as_str())).collect();
    assert_eq!(found, expected, "{problems:#?}");
}

fn law(kind: LawKind, statement: Statement, nations: &[Nation]) -> Law {
    Law { kind, statement: Statement { nations: nations.to_vec(), ..statement } }
}

#[test]
fn a_pack_that_follows_the_rules_has_no_problem() {
    finds(|_| {}, &[]);
}

#[test]
fn an_id_that_stands_twice_is_found() {
    finds(|p| p.tracks[1].row[0].id = "P01".into(), &[(Rule::Ids, "step P01")]);
    finds(|p| p.contacts.push(p.contacts[0].clone()), &[(Rule::Ids, "contact emergency")]);
    finds(|p| p.areas.push(p.areas[0].clone()), &[(Rule::Ids, "area northmere")]);
    finds(|p| p.sources.push(p.sources[0].clone()), &[(Rule::Ids, "source S1")]);
    finds(|p| p.topics.push(p.topics[0].clone()), &[(Rule::Ids, "topic staying")]);
    finds(|p| p.conditions.push(p.conditions[0].clone()), &[(Rule::Ids, "condition port")]);
    finds(|p| p.questions[0].options[1].id = "port".into(), &[(Rule::Ids, "question where port")]);
}

#[test]
fn a_role_without_a_track_is_found() {
    finds(|p| drop(p.tracks.pop()), &[(Rule::Ids, "track social-care")]);
}

#[test]
fn a_reference_that_leads_nowhere_is_found() {
    finds(|p| p.red_list[0].source = vec!["S99".into()], &[(Rule::Reference, "red list 1")]);
    finds(|p| p.actions[0].call = Some(CallTarget::Contact("nobody".into())), &[(Rule::Reference, "core A01")]);
    finds(|p| p.tracks[0].row[0].covers = vec!["A99".into()], &[(Rule::Reference, "police P01")]);
    finds(|p| p.topics[0].steps = vec!["A99".into()], &[(Rule::Reference, "topic staying")]);
    finds(|p| p.actions[0].first_when = Expr::parse("fog").ok(), &[(Rule::Reference, "core A01")]);
    finds(|p| p.questions[0].options[1].sets = vec!["fog".into()], &[(Rule::Reference, "question where")]);
}

#[test]
fn a_question_to_the_child_that_has_no_place_or_no_step_is_found() {
    finds(|p| p.matters.push(p.matters[0].clone()), &[(Rule::Ids, "matter name")]);
    finds(|p| p.matters[0].steps = vec!["A99".into()], &[(Rule::Reference, "matter name")]);
    finds(|p| p.matters[0].steps.clear(), &[(Rule::Reference, "matter name")]);
    finds(|p| p.matters[0].fields.clear(), &[(Rule::Reference, "matter name")]);
    // Where the child is now is no answer to be shown.
    for field in ["m01.now", "m15.tonight", "m99.x", "EXP-14.how"] {
        finds(|p| p.matters[0].fields = vec![field.into()], &[(Rule::Reference, "matter name")]);
    }
    finds(|p| p.matters[0].title = "a".repeat(41), &[(Rule::Length, "matter name")]);
    finds(|p| p.matters[0].why.text = "Words. ".repeat(11), &[(Rule::Length, "matter name")]);
    finds(|p| p.matters[0].why.source = vec!["S9".into()], &[(Rule::Reference, "matter name")]);
}

#[test]
fn a_step_that_calls_a_contact_without_a_number_is_found() {
    let silent = |p: &mut Pack| {
        p.contacts[0].lines.clear();
        p.contacts[0].note = "The number is not confirmed.".into();
        p.actions[0].call = Some(CallTarget::Contact("emergency".into()));
    };
    finds(silent, &[(Rule::Reference, "core A01")]);
}

#[test]
fn a_key_without_a_setter_or_with_two_is_found() {
    finds(|p| p.questions[0].options[0].sets.clear(), &[(Rule::Setter, "condition port")]);
    let twice = |p: &mut Pack| {
        let mut second = p.questions[0].clone();
        second.id = "where-else".into();
        p.questions.push(second);
    };
    finds(twice, &[(Rule::Setter, "condition port")]);
    finds(|p| p.conditions[0].set_by = SetBy::Clock, &[(Rule::Setter, "condition port")]);
    finds(
        |p| p.conditions[0].set_by = SetBy::Question("weather".into()),
        &[(Rule::Reference, "condition port"), (Rule::Setter, "condition port")],
    );
}

#[test]
fn a_field_that_is_no_field_of_the_record_is_found() {
    for (field, found) in [
        ("m05.age-doubt=Yes", false),
        ("m17.x=Yes", true),
        ("m05.age-doubt=Maybe", true),
        ("m04.name=Yes", true),
        ("m05=", true),
    ] {
        let field = |p: &mut Pack| {
            p.conditions[0].set_by = SetBy::Field(field.into());
            p.questions[0].options[0].sets.clear();
        };
        let problem = [(Rule::Setter, "condition port")];
        finds(field, if found { &problem } else { &[] });
    }
}

#[test]
fn a_key_that_switches_nothing_on_is_found() {
    let unused = |p: &mut Pack| {
        let mut condition = p.conditions[0].clone();
        condition.key = "street".into();
        p.conditions.push(condition);
        p.questions[0].options[1].sets.push("street".into());
    };
    finds(unused, &[(Rule::Unused, "condition street")]);
}

#[test]
fn a_track_that_misses_a_stage_in_one_nation_is_found() {
    let wales =
        |p: &mut Pack| p.tracks[0].row[2].nations = vec![Nation::England, Nation::Scotland, Nation::NorthernIreland];
    finds(wales, &[(Rule::Stages, "track police")]);
    let sometimes = |p: &mut Pack| {
        p.actions[3].when = Expr::parse("port").expect("a key");
        p.actions[3].added = "Added: you are at a port".into();
    };
    // One problem for each nation.
    finds(sometimes, &[(Rule::Stages, "track core"); 4]);
    finds(|p| p.tracks[4].row[4].stage = Stage::Record, &[(Rule::Stages, "track social-care"); 4]);
}

#[test]
fn a_text_that_does_not_fit_its_place_is_found() {
    finds(|p| p.actions[0].title = "One two three four five six seven".into(), &[(Rule::Length, "core A01")]);
    finds(|p| p.actions[0].why.text = "One. Two. Three.".into(), &[(Rule::Length, "core A01 why")]);
    finds(|p| p.actions[0].how = vec![ours("Stay."); 4], &[(Rule::Length, "core A01 how")]);
    finds(|p| p.actions[0].do_not = vec![ours("Do not go."); 3], &[(Rule::Length, "core A01 do not")]);
    finds(|p| p.actions[0].do_not = vec![ours("Never go.")], &[(Rule::Length, "core A01 do not 1")]);
    finds(|p| p.red_list[0].text = "Wait for proof.".into(), &[(Rule::Length, "red list 1")]);
    finds(|p| p.questions[0].options.truncate(1), &[(Rule::Length, "question where")]);
    finds(|p| p.topics[0].rule[0].text = " ".into(), &[(Rule::Length, "topic staying rule 1")]);
}

#[test]
fn two_other_ways_for_one_reason_are_found() {
    let way = OtherWay {
        reason: CantReason::NoAnswer,
        then: "Then: call police, 101".into(),
        title: "Call police".into(),
        why: ours("Somebody must know."),
        call: None,
        say: Vec::new(),
        how: Vec::new(),
    };
    finds(|p| p.actions[0].other_way = vec![way.clone()], &[]);
    finds(|p| p.actions[0].other_way = vec![way.clone(); 2], &[(Rule::Length, "core A01")]);
    let silent = OtherWay { then: String::new(), ..way.clone() };
    finds(|p| p.actions[0].other_way = vec![silent.clone()], &[(Rule::Length, "core A01 other way NoAnswer")]);
}

#[test]
fn a_row_that_stands_after_a_later_one_is_found() {
    finds(|p| p.tracks[0].row[3].minute = 4, &[(Rule::Order, "police P04")]);
    finds(|p| p.actions.swap(0, 1), &[(Rule::Order, "core A01")]);
}

#[test]
fn a_step_that_an_answer_adds_without_saying_why_is_found() {
    finds(|p| p.tracks[0].row[5].added.clear(), &[(Rule::Added, "police P06")]);
}

#[test]
fn a_number_that_cannot_be_dialled_is_found() {
    for number in
        ["01632 9601", "01632  960114", "01632-960114", " 999", "99", "1234567", "+44 1632 960114", "18001", ""]
    {
        let place = format!("contact emergency, {number}");
        finds(|p| p.contacts[0].lines[0].number = number.into(), &[(Rule::Number, &place)]);
    }
    for number in
        ["999", "116 000", "61016", "18001 101", "0800 1111", "0800 555 111", "03000 41 11 11", "028 9050 7000"]
    {
        finds(|p| p.contacts[0].lines[0].number = number.into(), &[]);
    }
}

#[test]
fn a_bank_holiday_that_is_no_day_is_found() {
    let holiday = |date: &str| BankHoliday { date: date.into(), nations: Vec::new(), mark: Mark::K };
    finds(|p| p.bank_holidays.push(holiday("2026-12-25")), &[]);
    finds(|p| p.bank_holidays.push(holiday("2026-13-25")), &[(Rule::Number, "bank holiday 2026-13-25")]);
    finds(|p| p.date = "21 November".into(), &[(Rule::Number, "pack date 21 November")]);
}

#[test]
fn a_number_without_its_source_is_found() {
    finds(|p| p.areas[0].lines[0].read_date.clear(), &[(Rule::Source, "area northmere, 01632 960114")]);
}

#[test]
fn what_is_not_confirmed_and_does_not_say_so_is_found() {
    finds(|p| p.contacts[0].lines.clear(), &[(Rule::Unconfirmed, "contact emergency")]);
    finds(|p| drop(p.areas[0].lines.pop()), &[(Rule::Unconfirmed, "area northmere")]);
    let hours = |p: &mut Pack, mark| {
        p.contacts[0].lines[0].hours = "Day and night".into();
        p.contacts[0].lines[0].hours_mark = mark;
    };
    finds(|p| hours(p, Some(Mark::R)), &[]);
    finds(|p| hours(p, Some(Mark::K)), &[(Rule::Unconfirmed, "contact emergency, 999")]);
    finds(|p| hours(p, None), &[(Rule::Unconfirmed, "contact emergency, 999")]);
    finds(|p| p.areas[0].lines[1].status = ContactStatus::Conflict, &[(Rule::Unconfirmed, "area northmere")]);
}

#[test]
fn a_sign_that_leads_nowhere_or_asks_is_found() {
    let broken = |break_it: fn(&mut Pack)| {
        let mut pack = pack();
        break_it(&mut pack);
        check(&pack).into_iter().map(|problem| problem.rule).collect::<Vec<_>>()
    };
    assert_eq!(broken(|pack| pack.signs[0].group = "nowhere".into()), [Rule::Reference, Rule::Unused]);
    assert_eq!(broken(|pack| pack.signs[0].points_to = vec!["nothing".into()]), [Rule::Reference, Rule::Unused]);
    assert_eq!(broken(|pack| pack.signs[0].points_to.clear()), [Rule::Reference, Rule::Unused]);
    assert_eq!(broken(|pack| pack.signs[0].says.text = "Does the child owe money?".into()), [Rule::Typography]);
    assert_eq!(broken(|pack| pack.signs[0].says.text = "word ".repeat(20)), [Rule::Length]);
    assert_eq!(broken(|pack| pack.pointers[0].so.text = "word ".repeat(20)), [Rule::Length]);
    assert_eq!(broken(|pack| pack.conditions[0].signs = false), [Rule::Setter]);
}

#[test]
fn a_gap_that_says_so_is_no_problem_and_one_that_is_none_is() {
    let gap = |p: &mut Pack| p.areas[0].gap = "No out-of-hours number is confirmed. Call 999 or 101.".into();
    let open = |p: &mut Pack| {
        p.areas[0].lines.truncate(1);
        gap(p);
    };
    finds(open, &[]);
    finds(gap, &[(Rule::Unconfirmed, "area northmere")]);
}

#[test]
fn both_numbers_of_a_conflict_are_no_problem() {
    let both = |p: &mut Pack| {
        p.areas[0].lines.push(line("01632 960188", LineUse::OutOfHours));
        for line in &mut p.areas[0].lines[1..] {
            line.status = ContactStatus::Conflict;
        }
    };
    finds(both, &[]);
}

#[test]
fn every_status_but_confirmed_has_its_word() {
    use ContactStatus::{Confirmed, Conflict, Secondary, Unconfirmed};
    assert_eq!(Confirmed.word(), None);
    assert!([Secondary, Conflict, Unconfirmed].iter().all(|status| status.word().is_some_and(|word| !word.is_empty())));
}

#[test]
fn a_statement_that_rests_on_nothing_is_found() {
    let groundless = Statement { source: Vec::new(), ..read("It is so.") };
    finds(|p| p.actions[0].more = vec![groundless.clone()], &[(Rule::Source, "core A01 more 1")]);
}

#[test]
fn an_act_of_2026_without_its_doubt_is_found() {
    let act = |status: &str| Statement { source: vec!["S34".into()], status: status.into(), ..read("A new offence.") };
    let with = |p: &mut Pack, statement| {
        p.sources.push(crate::guide::Source { key: "S34".into(), ..p.sources[0].clone() });
        p.actions[0].more = vec![statement];
    };
    finds(|p| with(p, act("Not confirmed in force.")), &[]);
    finds(|p| with(p, act("")), &[(Rule::Unconfirmed, "core A01 more 1")]);
}

#[test]
fn a_rule_of_england_and_wales_shown_elsewhere_is_found() {
    for text in ["Modern Slavery Act 2015, section 52.", "MSA s.45(4)", "Children Act 1989, ss.44, 46."] {
        let duty = |nations: &[Nation]| vec![law(LawKind::Duty, read(text), nations)];
        finds(|p| p.actions[0].law = duty(&[Nation::England, Nation::Wales]), &[]);
        finds(|p| p.actions[0].law = duty(&[]), &[(Rule::Law, "core A01 law 1")]);
        finds(|p| p.actions[0].law = duty(&[Nation::NorthernIreland]), &[(Rule::Law, "core A01 law 1")]);
        finds(|p| p.actions[0].how = vec![read(text)], &[(Rule::Law, "core A01 how 1")]);
    }
    finds(
        |p| p.nations[0].scotland = read("Section 52 binds councils."),
        &[(Rule::Law, "nations, Duty to notify, Scotland")],
    );
    finds(|p| p.actions[0].how = vec![read("In England and Wales, section 46.")], &[]);
    let denied = || law(LawKind::Duty, read("Section 52 does not hold here."), &[Nation::Scotland]);
    finds(|p| p.actions[0].law = vec![denied()], &[]);
}

#[test]
fn a_scottish_power_over_16_and_17_shown_as_sure_is_found() {
    let power = |text: &str, status: &str| {
        vec![law(LawKind::Power, Statement { status: status.into(), ..read(text) }, &[Nation::Scotland])]
    };
    let place = [(Rule::Law, "core A01 law 1")];
    finds(|p| p.actions[0].law = power("2011 Act, section 56: 24 hours.", ""), &place);
    finds(|p| p.actions[0].law = power("It covers a child of 16 or 17.", ""), &place);
    finds(|p| p.actions[0].law = power("2011 Act, section 56: 24 hours.", "Not confirmed for 16 and 17."), &[]);
    finds(|p| p.nations[0].scotland = read("2011 Act, s.56."), &[(Rule::Law, "nations, Duty to notify, Scotland")]);
}

#[test]
fn a_law_that_was_not_read_as_in_force_shown_as_sure_is_found() {
    let place = [(Rule::Law, "core A01 law 1")];
    let shown = |p: &mut Pack, text: &str, nation| p.actions[0].law = vec![law(LawKind::Duty, read(text), &[nation])];
    finds(|p| shown(p, "2015 Act, section 38: councils notify.", Nation::Scotland), &place);
    finds(|p| shown(p, "2015 Act, section 38, is not in force.", Nation::Scotland), &[]);
    finds(|p| shown(p, "2015 Act, section 13: Trusts notify.", Nation::NorthernIreland), &place);
    finds(|p| shown(p, "2015 Act, s.22(6): a defence.", Nation::NorthernIreland), &place);
    finds(|p| shown(p, "PACE 1984, s.38(6).", Nation::England), &[]);
}

#[test]
fn a_step_that_holds_a_telephone_number_is_found() {
    finds(|p| p.actions[0].how = vec![ours("Ring 0800 043 4303.")], &[(Rule::NumberInStep, "core A01")]);
    finds(|p| p.actions[0].how = vec![ours("Ring 999, 101 or 111. Press 55 after 5 seconds. Act 2015.")], &[]);
}

#[test]
fn an_exclamation_mark_anywhere_is_found_and_not_in_a_condition() {
    finds(|p| p.standing = "Stop!".into(), &[(Rule::Typography, "pack.standing")]);
    finds(
        |p| p.questions[0].options[0].label = "Can't".into(),
        &[(Rule::Typography, "pack.questions where.options port.label")],
    );
    finds(|p| p.actions[5].when = Expr::parse("!port").expect("a key"), &[]);
}

#[test]
fn three_faults_are_reported_together() {
    let three = |p: &mut Pack| {
        p.contacts[0].lines[0].number = "99".into();
        p.actions[0].why = Statement { source: Vec::new(), ..read("It is so.") };
        p.tracks[2].row[5].added.clear();
    };
    finds(
        three,
        &[(Rule::Added, "education E06"), (Rule::Number, "contact emergency, 99"), (Rule::Source, "core A01 why")],
    );
}

#[test]
fn sections_are_read_in_every_way_they_are_written() {
    let read = |text: &str| sections(text).join(" ");
    assert_eq!(read("MSA ss.1-2, s.45(4), Schedule 4"), "s.1 s.2 s.45");
    assert_eq!(read("Children Act 1989, section 46, 72 hours"), "s.46");
    assert_eq!(read("sections 37, 39 and 40; article 65(1) of the 1995 Order"), "s.37 s.39 s.40 art.65");
    assert_eq!(read("s.46(1)(b) covers a hospital. Act 2015. 5 days."), "s.46");
    assert_eq!(read("Police’s 24 hours"), "");
}

#[test]
fn telephone_numbers_are_told_from_years_and_times() {
    assert_eq!(telephones("Call 999, then 0800 043 4303. In 2015, 72 hours."), ["999", "0800 043 4303"]);
    assert_eq!(telephones("S3, 9.30 to 16.30, MSA 2015 45"), Vec::<String>::new().as_slice());
}
