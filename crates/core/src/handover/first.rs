//! The first side.
use super::fit::{fits, height};
use super::shorter::{Given, Limits, WORDS, gives_way, limits, short, wider, words};
use super::{
    Body, IDENTITY, Mark, Part, RANG_BACK, Side, TIME, TO_NAME, TO_NUMBER, TO_ROLE, TOLD_CHILD, TONIGHT, ToDo, giver,
    had_the_child, has_the_child, places,
};
use crate::care::NOT_TOLD;
use crate::case::{CaseState, StepAnswer};
use crate::missing::{MISSING, sentence};
use crate::record::{self, CallPart, NAME, PLACE_NOW, Profile, WHY_CONCERNED, place_words, value};
use crate::referral::{self, reason_word};
use crate::signs::{Told, told};
use crate::time::Wall;
use gh_wire::submission::Said;

/// The heading that never stands beside the child: what was done or has to be is more urgent.
const SEEN: &str = "What was seen";

/// The other headings, in the order in which their words go over the page last.
const CHILD_HEADING: &str = "The child";
const SAFE_HEADING: &str = "Keep the child safe";
const DONE: &str = "What was done";
const TO_DO: &str = "Still to do";
const FROM_AND_TO: &str = "From and to";

/// Stands before what nobody has written down.
const NOT_KNOWN: &str = "Not known";

/// A line about the child: its label, and the fields whose words stand in it, each with what is said before it.
type Line = (&'static str, &'static [(&'static str, &'static str)]);

const CHILD: [Line; 8] = [
    ("Name", &[("m04.name", ""), ("m04.spelling", "Spelt: "), ("m04.other", "Also: ")]),
    ("Age", &[("m05.age", ""), ("m05.looks", "Looks "), ("m05.age-doubt", "Doubt about the age: ")]),
    ("Language", &[("m06.language", ""), ("m06.interpreter-id", "Interpreter: "), ("m06.support-what", "Help: ")]),
    ("Health", &[("m08.hurt", ""), ("m08.medicine", "Medicine: "), ("m08.pregnant", "Pregnant, or has a baby: ")]),
    ("Needs", &[("m08.needs", "")]),
    ("Phone", &[("m10.number", ""), ("m10.imei", "IMEI "), ("m10.calls", "")]),
    ("Papers", &[("m11.papers", ""), ("m11.holder", "Held by ")]),
    ("Looks", &[("m12.gender", ""), ("m12.looks", ""), ("m12.clothes", "Wears: ")]),
];

const SAFE: [(&str, &str); 10] = [
    ("m15.risk", "May leave, or be taken: "),
    ("m03.danger", "Danger: "),
    (NOT_TOLD, "Must not be told: "),
    ("m07.adults", "Adults: "),
    ("m07.relation", "They say: "),
    ("m07.vehicle", "Vehicle: "),
    ("m10.threats", "Threats: "),
    ("m15.plan", "Agreed: "),
    ("m09.left", "Left in place: "),
    ("m13.flag", "May be a victim first. Told: "),
];

/// Fields that stand on the first side; the rest of the record stands over the page.
pub(super) fn has(field: &str) -> bool {
    let of_child = CHILD.iter().flat_map(|(_, fields)| fields.iter()).map(|(id, _)| *id);
    let mut all = of_child.chain(SAFE.iter().map(|(id, _)| *id)).chain([WHY_CONCERNED, "m02.lead"]);
    all.any(|id| id == field)
}

/// The first side, and onto `over` what of it is too long. It is as much as fits on one side of A4.
pub(super) fn side(
    title: &str,
    state: &CaseState,
    profile: &Profile,
    to_do: &[ToDo],
    with_place: bool,
    over: &mut Vec<Part>,
) -> Vec<Part> {
    let whole = Whole {
        said: referral::said(state, profile).into_iter().map(|said| quote(said, state.began)).collect(),
        bodies: [
            (CHILD_HEADING, Body::Facts(child(state, profile, with_place))),
            (SAFE_HEADING, Body::Points(safe(state, profile))),
            (SEEN, Body::Points(seen(state, profile))),
            (DONE, Body::Line(done(state))),
            (TO_DO, Body::Points(to_do.iter().map(to_do_line).collect())),
            (FROM_AND_TO, Body::Facts(from_and_to(state, profile))),
        ],
    };
    let mut given = Given::new();
    loop {
        let parts = parts(&whole, &given, &mut Vec::new());
        // The longest line of all gives way first, and no more than is needed. Of two parts beside each other only the
        // higher one counts: the other has room already.
        let counts = |place: usize| {
            let beside = match parts[place].side {
                Side::Left => parts.get(place + 1).filter(|next| next.side == Side::Right),
                Side::Right => place.checked_sub(1).map(|before| &parts[before]),
                Side::Wide => None,
            };
            beside.is_none_or(|beside| height(beside) <= height(&parts[place]))
        };
        let all = parts.iter().enumerate().filter(|(place, _)| counts(*place));
        let next = all.filter_map(|(_, part)| gives_way(part, &given).map(|(long, limits)| (long, part.title, limits)));
        match next.max_by_key(|(long, ..)| *long) {
            Some((_, heading, limits)) if !fits(title, &parts) => {
                given.insert(heading, limits);
            }
            _ => break,
        }
    }
    // A step can free more room than was needed: it goes back to what gave way, the child's own words first.
    for heading in [WORDS, CHILD_HEADING, SAFE_HEADING, SEEN, DONE, TO_DO, FROM_AND_TO] {
        let Some(narrow) = given.get(heading).copied() else { continue };
        let with = |limits| {
            let mut given = given.clone();
            given.insert(heading, limits);
            given
        };
        let fits = |limits: &Limits| fits(title, &parts(&whole, &with(*limits), &mut Vec::new()));
        if let Some(wider) = wider(heading, narrow, fits) {
            given.insert(heading, wider);
        }
    }
    parts(&whole, &given, over)
}

/// All that belongs on the first side, with every word.
struct Whole {
    said: Vec<(String, String)>,
    bodies: [(&'static str, Body); 6],
}

fn parts(whole: &Whole, given: &Given, over: &mut Vec<Part>) -> Vec<Part> {
    let mut short = |(title, body): (&'static str, Body)| short(title, body, limits(title, given), over);
    let [child, rest @ ..] = whole.bodies.clone();
    let (child, rest) = (short(child), rest.map(short));
    let said = words(whole.said.clone(), limits(WORDS, given), over);
    // The last one stands always: there is room to write in it.
    let mut rest: Vec<Part> = rest.into_iter().filter(|part| !part.body.is_empty()).collect();
    // Beside the child: how to keep them safe, else what was done.
    let beside = rest.iter().position(|part| part.title != SEEN).unwrap_or_default();
    let mut parts = vec![child, Part { side: Side::Right, ..rest.remove(beside) }];
    parts.extend((!said.body.is_empty() || said.more).then_some(said));
    // Then two by two; the last one alone has the whole width.
    let count = rest.len();
    parts.extend(rest.into_iter().enumerate().map(|(place, part)| {
        let side = match place % 2 {
            0 if place + 1 == count => Side::Wide,
            0 => Side::Left,
            _ => Side::Right,
        };
        Part { side, ..part }
    }));
    parts
}

fn child(state: &CaseState, profile: &Profile, with_place: bool) -> Vec<(String, String)> {
    let known = |fields: &[(&str, &str)]| {
        let said = fields.iter().filter_map(|(field, before)| {
            let words = record::told(state, profile, field)?;
            // "No" to a doubt is no fact that somebody needs at the door; it stands over the page with the rest.
            let no_news = words.is_empty() || (record::is_choice(field) && words == "No");
            (!no_news).then(|| sentence(&format!("{before}{words}")))
        });
        said.collect::<Vec<_>>().join(" ")
    };
    let mut facts: Vec<(String, String)> = Vec::new();
    if with_place {
        // Where they sleep is no business of whoever takes them along.
        let there = places(state).filter(|(field, _)| *field != TONIGHT).filter_map(|(field, label)| {
            let words = if field == PLACE_NOW { place_words(state) } else { state.fact(field) };
            Some((label.to_owned(), sentence(words?)))
        });
        facts.extend(there);
    }
    let (there, lacking): (Vec<_>, Vec<_>) =
        CHILD.into_iter().map(|(label, fields)| (label, known(fields))).partition(|(_, words)| !words.is_empty());
    facts.extend(there.into_iter().map(|(label, words)| (label.to_owned(), words)));
    if !lacking.is_empty() {
        let labels = lacking.into_iter().map(|(label, _)| label).collect::<Vec<_>>().join(", ");
        facts.push((NOT_KNOWN.to_owned(), labels));
    }
    facts
}

fn safe(state: &CaseState, profile: &Profile) -> Vec<(&'static str, String)> {
    let says = |field: &str, answer: &str| state.fact(field) == Some(answer);
    let mut points = Vec::new();
    if state.gone.is_some() {
        points.push(("The child has gone.", String::new()));
    }
    if says(MISSING, "Yes") && record::reported_of_before(state).is_none() {
        points.push(("Already reported missing.", String::new()));
    }
    if says("m03.safe", "No") {
        points.push(("Not safe now.", String::new()));
    }
    points.extend(
        SAFE.iter().filter_map(|(field, before)| Some((*before, sentence(&record::told(state, profile, field)?)))),
    );
    points
}

fn seen(state: &CaseState, profile: &Profile) -> Vec<(&'static str, String)> {
    let heading = |told| match told {
        Told::Seen => "Seen: ",
        Told::Reported => "Reported: ",
        Told::Suspected => "Suspected: ",
    };
    let mut signs = told(state);
    // What was seen stands before what is only suspected.
    signs.sort_by_key(|(told, _)| *told);
    let signs = signs.into_iter().map(|(told, says)| (heading(told), sentence(&says)));
    // Under this heading what somebody told must not read as if it had been seen.
    let why = record::told(state, profile, WHY_CONCERNED).map(|words| ("Noticed: ", sentence(&words)));
    signs.chain(why).collect()
}

/// An entry of the child's words, and how it came.
fn quote(said: Said, began: Wall) -> (String, String) {
    let mut came = Wall { ms: said.at_ms, ..began }.hh_mm();
    if said.id.is_none() {
        came.push_str(", not added yet");
    }
    for part in [said.way, said.interpreter].into_iter().filter(|part| !part.is_empty()) {
        came.push_str(", ");
        came.push_str(&part);
    }
    if !said.asked.is_empty() {
        came.push_str(". Asked: ");
        came.push_str(&said.asked);
    }
    if let Some(first) = said.first_words {
        came.push_str(". First written as: ");
        came.push_str(&first);
    }
    (said.words, came)
}

/// What was done and what could not be, by the time at which it was noted: steps, calls, and who took over.
pub(super) fn done(state: &CaseState) -> Vec<Mark> {
    let mark = |words: String, at: Wall, cant: bool| (at.ms, Mark { words, at: at.hh_mm(), cant });
    let met = state.met_at.map(|at| mark("Met the child".to_owned(), at, false));
    let steps = state.answers.iter().filter_map(|answered| match answered.answer {
        StepAnswer::Done => Some(mark(answered.title.clone(), answered.at, false)),
        StepAnswer::Cant(reason) => {
            let words = format!("{}: {}", answered.title, reason_word(reason).to_lowercase());
            Some(mark(words, answered.at, true))
        }
        StepAnswer::NotNeeded => None,
    });
    let calls = state.calls.iter().map(|call| {
        let said = CallPart::ALL.into_iter().filter_map(|part| state.fact(&part.field(call.event)));
        let said: Vec<&str> = said.collect();
        let came = match (call.answered, said.is_empty()) {
            (_, false) => said.join(", "),
            (Some(true), true) => "answered".to_owned(),
            (Some(false), true) => "no answer".to_owned(),
            (None, true) => call.number.clone(),
        };
        mark(format!("Rang {}: {came}", call.to), call.at, call.answered == Some(false))
    });
    let gone = state.absences.iter().flat_map(|absence| {
        let went = mark("The child had gone: last seen".to_owned(), absence.last_seen, false);
        [Some(went), absence.found.map(|at| mark("The child was back".to_owned(), at, false))].into_iter().flatten()
    });
    let given =
        state.handed_over.iter().map(|given| mark(format!("Handed over to {}", given.to.who()), given.at, false));
    let mut all: Vec<(i64, Mark)> = met.into_iter().chain(steps).chain(calls).chain(gone).chain(given).collect();
    all.sort_by_key(|(at, _)| *at);
    all.into_iter().map(|(_, mark)| mark).collect()
}

fn to_do_line(to_do: &ToDo) -> (&'static str, String) {
    let numbers = to_do.numbers.join(", ");
    ("", if numbers.is_empty() { to_do.title.clone() } else { format!("{}: {numbers}", to_do.title) })
}

/// Who had the child before the one who hands over now.
const BEFORE: &str = "Before them";
/// Who writes since the child was handed over.
const WRITES: &str = "Writes since";

fn from_and_to(state: &CaseState, profile: &Profile) -> Vec<(String, String)> {
    let said = |field: &str| value(state, profile, field).unwrap_or_default().trim().to_owned();
    let joined = |fields: &[&str]| {
        let known = fields.iter().map(|field| said(field)).filter(|words| !words.is_empty());
        known.collect::<Vec<_>>().join(", ")
    };
    let checked =
        [(IDENTITY, "Card seen: "), (RANG_BACK, "Office rung back: ")].into_iter().filter_map(|(field, word)| {
            let answer = said(field);
            (!answer.is_empty()).then(|| sentence(&format!("{word}{answer}")))
        });
    // As written, else when it was noted; an Undo takes that away.
    let given = has_the_child(state);
    let noted = given.map(|given| given.at.hh_mm());
    let mut before = had_the_child(state, profile);
    let now = giver(state, profile);
    // Whoever writes now has not handed the child over: somebody else did.
    let theirs = given.filter(|given| !given.name.is_empty() && !given.name.eq_ignore_ascii_case(&said(NAME)));
    let (from, writes) = match theirs {
        Some(given) => {
            before.pop();
            (given.from.clone(), now)
        }
        None => {
            // They had the child, and have them no more.
            let last = state.handed_over.last().filter(|_| state.with_whom().is_none());
            before.extend(last.map(|last| format!("{}, from {}", last.to.who(), last.at.hh_mm())));
            (now, String::new())
        }
    };
    let time = Some(said(TIME)).filter(|time| !time.is_empty()).or(noted).unwrap_or_default();
    [
        ("From", from),
        (BEFORE, before.join(". ")),
        (WRITES, writes),
        ("Stays there", record::told(state, profile, record::STAYS).unwrap_or_default()),
        ("To, and team", joined(&[TO_NAME, TO_ROLE])),
        ("Their number", said(TO_NUMBER)),
        ("Checked", checked.collect::<Vec<_>>().join(" ")),
        ("Time", time),
        ("Child was told", said(TOLD_CHILD)),
    ]
    .into_iter()
    // Room to write by hand is there for what every handing over has.
    .filter(|(label, words)| ![BEFORE, WRITES].contains(label) || !words.is_empty())
    .map(|(label, words)| (label.to_owned(), words))
    .collect()
}
