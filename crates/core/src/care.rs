//! Children's services: what to say in the one call, and the written follow-up, both from the record.
//!
//! The twelve facts and the groups are those of the referral fields, part (b): common to the forms of several councils, since
//! there is no national one. Where the child is stands in the call, which a named service answers, and in the follow-up only
//! if the person puts it there.
use crate::asked::my_role;
use crate::case::{CallNoted, CaseState, StepAnswer};
use crate::guide::Area;
use crate::handover::had_the_child;
use crate::missing::Known;
use crate::record::{self, CallPart, PLACE_NOW, Profile};
use crate::signs::told;
use crate::time::Wall;

/// Whether a parent or carer knows, and if not, why: typed for the follow-up.
pub const CARER_KNOWS: &str = "care.carer-knows";
/// Who must not be told: typed for the follow-up.
pub const NOT_TOLD: &str = "care.not-told";

/// Stands in the place of where the child is, once they have gone.
const GONE: &str = "The child has gone";

/// What the person asks for in the call.
pub const ASKS: [&str; 6] = [
    "A named worker, and when they arrive",
    "Where the child goes tonight",
    "When the strategy discussion is",
    "Who sends the national referral",
    "Who rings the guardian service",
    "A reference for this call",
];

/// One of the twelve facts, or one group of the follow-up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Its heading.
    pub title: &'static str,
    /// What is known: a label where one is needed, and the words.
    pub lines: Vec<(&'static str, String)>,
}

impl Part {
    /// Nothing is known of it.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.lines.is_empty()
    }
}

/// The heading of each fact of the call, and the fields that hold it.
const CALL: [(&str, &[&str]); 11] = [
    ("Who you are, and your number", &["m02.name", "m02.organisation", "m02.call-back"]),
    ("Where the child is, and where you met", &[PLACE_NOW, "m01.met", "m01.when"]),
    ("Name, age and language, as said", &["m04.name", "m05.age", "m05.age-doubt", "m12.gender", "m06.language"]),
    ("Why you think of trafficking", &["m09.why"]),
    ("Danger now", &["m03.safe", "m03.danger", "m10.threats"]),
    ("Who is with the child", &["m02.lead", "m07.adults", "m07.relation", "m07.vehicle", "m07.children"]),
    ("Injury, medicine, pregnancy", &["m08.hurt", "m08.medicine", "m08.needs", "m08.pregnant", "m08.drugs"]),
    ("Papers and phone", &["m11.papers", "m11.holder", "m10.number", "m10.calls"]),
    ("What the police know", &["m14.police-reference", "m14.police-officer", "m14.police-time"]),
    ("Interpreter", &["m06.interpreter", "m06.interpreter-id", "m06.support-what"]),
    ("Risk of going missing tonight", &["m15.already-missing", "m15.before", "m15.risk", "m15.places", "m15.plan"]),
];

/// The fact under which the signs stand.
const WHY: usize = 3;
/// The fact under which it stands who has the child.
const WITH: usize = 5;
/// The fact under which it stands that the child had gone.
const GOING: usize = 10;

/// The twelve facts of the call, in the order in which they are said. The last is what to ask for.
#[must_use]
pub fn call(state: &CaseState, profile: &Profile) -> Vec<Part> {
    let mut parts: Vec<Part> = CALL.iter().map(|(title, fields)| part(title, fields, state, profile)).collect();
    parts[WHY].lines.extend(signs(state));
    parts[WHY].lines.extend(said(state, profile));
    parts[0].lines.splice(0..0, role(state, profile));
    parts[GOING].lines.extend(was_away(state));
    parts[WITH].lines.extend(has_them(state));
    parts.push(Part { title: "Ask for", lines: ASKS.iter().map(|ask| ("", (*ask).to_owned())).collect() });
    parts
}

/// The heading of each group of the follow-up, and the fields that hold it.
const FOLLOW_UP: [(&str, &[&str]); 9] = [
    ("Who refers", &["m02.name", "m02.organisation", "m02.staff-number", "m02.call-back", "m02.lead"]),
    ("How urgent it is", &["m03.safe", "m03.danger", "m14.police-reference", "m15.already-missing"]),
    (
        "The child",
        &[
            "m04.name",
            "m04.spelling",
            "m04.other",
            "m05.age",
            "m12.gender",
            "m05.looks",
            "m05.age-doubt",
            "m05.uk-child",
            "m05.in-care",
            "m06.language",
            "m06.interpreter",
            "m06.interpreter-id",
            "m06.support",
            "m06.support-what",
            "m08.hurt",
            "m08.medicine",
            "m08.needs",
            "m08.pregnant",
            "m12.looks",
            "m12.clothes",
        ],
    ),
    ("Household and others", &["m07.adults", "m07.relation", "m07.vehicle", "m07.children"]),
    (
        "The concern",
        &["m09.why", "m01.met", "m01.when", "m08.sexual", "m08.drugs", "m13.suspected", "m11.papers", "m11.holder"],
    ),
    ("Who knows, and who must not", &[CARER_KNOWS, NOT_TOLD]),
    (
        "Other services",
        &[
            "m14.told",
            "m14.police-officer",
            "m14.police-time",
            "m14.care-name",
            "m14.care-reference",
            "m16.name",
            "m16.role",
        ],
    ),
    ("Risks", &["m15.before", "m15.risk", "m15.places", "m15.plan", "m10.threats", "m10.number", "m10.calls"]),
    ("Done so far", &[]),
];

/// In [`FOLLOW_UP`]: where the place, the child's words, and what was done belong.
const URGENCY: usize = 1;
const CONCERN: usize = 4;
const RISKS: usize = 7;
const DONE: usize = 8;

/// The written follow-up, group by group. The child's place is in it only where the person says so.
#[must_use]
pub fn follow_up(state: &CaseState, profile: &Profile, with_place: bool) -> Vec<Part> {
    let mut parts: Vec<Part> = FOLLOW_UP.iter().map(|(title, fields)| part(title, fields, state, profile)).collect();
    parts[0].lines.splice(0..0, role(state, profile));
    parts[0].lines.extend(has_them(state));
    parts[0].lines.extend(had_the_child(state, profile).into_iter().map(|who| ("Had the child before", who)));
    let place = if with_place { line(PLACE_NOW, state, profile) } else { gone(state) };
    parts[URGENCY].lines.extend(place);
    parts[CONCERN].lines.extend(said(state, profile));
    parts[CONCERN].lines.extend(signs(state));
    parts[RISKS].lines.extend(was_away(state));
    let done = state.answers.iter().filter(|answered| answered.answer == StepAnswer::Done);
    parts[DONE].lines.extend(done.map(|answered| ("", format!("{} {}", answered.at.hh_mm(), answered.title))));
    parts[DONE].lines.extend(state.calls.iter().map(|call| ("Rang", called(call, state))));
    parts
}

fn part(title: &'static str, fields: &[&'static str], state: &CaseState, profile: &Profile) -> Part {
    let lines = fields.iter().filter_map(|field| line(field, state, profile));
    // Why a section is not known stands where its main facts would.
    let main = fields.iter().filter_map(|field| record::field(field)).filter(|field| field.main);
    let reasons = main.filter_map(|field| {
        let section = record::section_of(field.id)?;
        let (words, because) = record::not_known(state, section)?;
        Some((section.title, format!("{words}: {because}")))
    });
    Part { title, lines: lines.chain(reasons).collect() }
}

/// Who has the child since they were handed over.
fn has_them(state: &CaseState) -> Option<(&'static str, String)> {
    let given = state.with_whom()?;
    Some(("The child is with", format!("{}, since {}", given.to.who(), given.at.hh_mm())))
}

/// The times in which the child was gone, of which nothing need be written in the record.
fn was_away(state: &CaseState) -> impl Iterator<Item = (&'static str, String)> {
    let over = state.absences.iter().filter_map(|absence| Some((absence.last_seen, absence.found?)));
    over.map(|(gone, back)| ("Had gone", format!("Last seen {}, back {}", gone.hh_mm(), back.hh_mm())))
}

fn line(field: &'static str, state: &CaseState, profile: &Profile) -> Option<(&'static str, String)> {
    if field == PLACE_NOW && state.gone.is_some() {
        // Where a child was is no longer where they are.
        return Some((GONE, format!("Last seen {}", Known { state: Some(state), profile }.last_seen())));
    }
    let label = match field {
        PLACE_NOW => {
            let label = record::old_place(state).unwrap_or(record::field(field)?.label);
            return Some((label, record::place_words(state)?.trim().to_owned()));
        }
        CARER_KNOWS => "Does a parent or carer know?",
        NOT_TOLD => "Must not be told",
        other => record::field(other)?.label,
    };
    Some((label, record::told(state, profile, field)?))
}

/// The signs, each with how it is known.
fn signs(state: &CaseState) -> impl Iterator<Item = (&'static str, String)> {
    told(state).into_iter().map(|(told, says)| (told.word(), says))
}

/// The child's words, each as it was said and how it came.
fn said(state: &CaseState, profile: &Profile) -> impl Iterator<Item = (&'static str, String)> {
    crate::referral::quoted(state, profile).into_iter().map(|words| ("Said", words))
}

/// When a child who has gone was last seen.
fn gone(state: &CaseState) -> Option<(&'static str, String)> {
    let (last_seen, _) = state.gone?;
    Some((GONE, format!("Last seen {}.", last_seen.hh_mm())))
}

fn role(state: &CaseState, profile: &Profile) -> Option<(&'static str, String)> {
    Some(("Your work", my_role(state, profile)?.word().to_owned()))
}

fn called(call: &CallNoted, state: &CaseState) -> String {
    let answered = match call.answered {
        Some(true) => "somebody answered",
        Some(false) => "no answer",
        None => "not said whether anybody answered",
    };
    let part =
        |part: CallPart| state.fact(&part.field(call.event)).map(|words| format!(", {words}")).unwrap_or_default();
    let came: String = CallPart::ALL.into_iter().map(part).collect();
    format!("{} {}, {}: {answered}{came}", call.at.hh_mm(), call.to, call.number)
}

/// Until when the follow-up has to be written: so many hours, as the area has it, after the last call to its front door that
/// somebody answered. `None` without such a call, or where the area's limit is not known.
#[must_use]
pub fn due(state: &CaseState, area: &Area, profile: &Profile) -> Option<Wall> {
    let hours = area.written_within_hours?;
    let digits = |number: &str| number.chars().filter(char::is_ascii_digit).collect::<String>();
    let of_area = area.lines.iter().map(|line| digits(&line.number)).chain([digits(&profile.front_door)]);
    let numbers: Vec<String> = of_area.filter(|number| !number.is_empty()).collect();
    let reached = |call: &&CallNoted| call.answered == Some(true) && numbers.contains(&digits(&call.number));
    let call = state.calls.iter().rev().find(reached)?;
    Some(call.at.plus_minutes(i64::from(hours) * 60))
}
