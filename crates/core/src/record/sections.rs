//! The sections with their fields.
use super::{Field, FieldKind, SAID, SAID_ASKED, SAID_INTERPRETER, SAID_WAY, SAID_WORDS, Section, WAYS};

const YES_NO: &[&str] = &["Yes", "No", "Not sure"];
const YOU: &str = "The child now, and you";
const CHILD: &str = "The child";
/// The section of the journey: it can wait, and is never asked for in the first hour (referral fields, c.2).
const JOURNEY: &str = "journey";
const EVENTS: &str = "What happened";
const NEXT: &str = "Who knows, and what comes next";

/// The groups whose facts say how they are known.
pub const ABOUT_THE_CHILD: &[&str] = &[CHILD, EVENTS];

const fn line(id: &'static str, label: &'static str) -> Field {
    Field { id, label, hint: "", kind: FieldKind::Line, main: false, place: false }
}

const fn text(id: &'static str, label: &'static str) -> Field {
    Field { id, label, hint: "", kind: FieldKind::Text, main: false, place: false }
}

const fn choice(id: &'static str, label: &'static str, options: &'static [&'static str]) -> Field {
    Field { id, label, hint: "", kind: FieldKind::Choice(options), main: false, place: false }
}

const fn of(field: Field, kind: FieldKind) -> Field {
    Field { kind, ..field }
}

const fn main(field: Field) -> Field {
    Field { main: true, ..field }
}

const fn hint(field: Field, hint: &'static str) -> Field {
    Field { hint, ..field }
}

const fn place(field: Field) -> Field {
    Field { place: true, ..field }
}

/// The sections, in the order of the task list.
pub const SECTIONS: &[Section] = &[
    Section {
        id: "m01",
        title: "Where the child is now",
        hint: "And where you met",
        group: YOU,
        fields: &[
            place(main(hint(
                text("m01.now", "Where the child is now"),
                "The exact place. It is kept apart and shown to the desk only.",
            ))),
            text("m01.met", "Where you met, or where it happened"),
            line("m01.when", "When, if no hour runs"),
            choice("m01.nation", "Nation", &["England", "Wales", "Scotland", "Northern Ireland"]),
        ],
    },
    Section {
        id: "m02",
        title: "You, and who covers for you",
        hint: "Number to ring back",
        group: YOU,
        fields: &[
            main(line("m02.name", "Your name")),
            line("m02.organisation", "Your organisation"),
            line("m02.staff-number", "Staff, collar or warrant number"),
            main(of(
                hint(line("m02.call-back", "A number to ring you back"), "The desk rings this number."),
                FieldKind::Phone,
            )),
            line("m02.lead", "The adult who stays with the child"),
        ],
    },
    Section {
        id: "m03",
        title: "Is the child safe now?",
        hint: "Danger, and what kind",
        group: YOU,
        fields: &[main(choice("m03.safe", "Is the child safe now?", YES_NO)), text("m03.danger", "What the danger is")],
    },
    Section {
        id: "m04",
        title: "The child’s name",
        hint: "As said, and how it is spelt",
        group: CHILD,
        fields: &[
            main(hint(line("m04.name", "Name or names, as said"), "A first name or a nickname is enough.")),
            line("m04.spelling", "Spelling, in the child’s own letters too"),
            line("m04.other", "Other names used"),
        ],
    },
    Section {
        id: "m05",
        title: "Age",
        hint: "As said, with any doubt",
        group: CHILD,
        fields: &[
            main(of(
                hint(line("m05.age", "Age or date of birth, as said"), "Do not round it or work it out."),
                FieldKind::Age,
            )),
            line("m05.looks", "How old the child looks"),
            choice("m05.age-doubt", "Is there doubt about the age?", YES_NO),
            choice("m05.uk-child", "British, or settled in the UK?", YES_NO),
            choice("m05.in-care", "Already looked after by a council?", YES_NO),
        ],
    },
    Section {
        id: "m06",
        title: "Language",
        hint: "Interpreter, and other help",
        group: CHILD,
        fields: &[
            main(line("m06.language", "Language or languages")),
            choice("m06.interpreter", "Was an interpreter used?", &["Yes", "No"]),
            line("m06.interpreter-id", "Interpreter’s number and agency"),
            choice("m06.support", "Does the child need help to understand or be understood?", YES_NO),
            text("m06.support-what", "What help"),
        ],
    },
    Section {
        id: "m12",
        title: "Looks and clothing",
        hint: "So that the child can be found",
        group: CHILD,
        fields: &[
            choice("m12.gender", "Girl or boy", &["Girl", "Boy", "Neither girl nor boy"]),
            main(hint(text("m12.looks", "Looks"), "Height, build, hair, eyes, and marks on face or hands.")),
            text("m12.clothes", "Clothing, shoes and bag"),
            choice("m12.photo", "Was a photo taken?", &["Yes", "No", "The child said no"]),
            text("m12.photo-why", "If not, why not"),
        ],
    },
    Section {
        id: "m08",
        title: "Health and needs",
        hint: "Injury, medicine, food, sleep",
        group: CHILD,
        fields: &[
            main(text("m08.hurt", "Injury, pain or illness")),
            text("m08.medicine", "Medicine and allergies"),
            text("m08.needs", "Food, sleep, warmth and other needs"),
            choice("m08.pregnant", "Is the child pregnant, or has a baby?", YES_NO),
            text("m08.drugs", "Drugs or alcohol, taken or carried"),
            choice("m08.sexual", "Is sexual harm suspected?", YES_NO),
        ],
    },
    Section {
        id: "m09",
        title: "Why you are concerned",
        hint: "What you saw, and the signs",
        group: EVENTS,
        fields: &[
            main(hint(
                text("m09.why", "What you saw or heard, and when"),
                "Keep what you saw apart from what you think.",
            )),
            hint(text("m09.left", "Things left in place as evidence"), "What it is, and where it lies."),
        ],
    },
    Section {
        id: SAID,
        title: "What the child said",
        hint: "In their own words",
        group: EVENTS,
        fields: &[
            main(of(text(SAID_WORDS, "Add their words"), FieldKind::Words)),
            choice(SAID_WAY, "How did they say it?", WAYS),
            hint(line(SAID_INTERPRETER, "Which interpreter"), "If there was one: number and agency."),
            hint(line(SAID_ASKED, "What had you just asked?"), "Leave it empty if they spoke first."),
        ],
    },
    Section {
        id: "m07",
        title: "Who was with the child",
        hint: "Names, links, vehicle",
        group: EVENTS,
        fields: &[
            main(hint(text("m07.adults", "Adults with or near the child"), "Names as given, looks, and papers seen.")),
            text("m07.relation", "How they say they know the child"),
            line("m07.vehicle", "Vehicle: make, colour, number plate"),
            text("m07.children", "Other children there"),
        ],
    },
    Section {
        id: JOURNEY,
        title: "The journey",
        hint: "Only what is known already",
        group: EVENTS,
        fields: &[
            main(hint(
                text("journey.route", "Route, places and times"),
                "From what the child says and papers show. Do not ask for it in the first hour.",
            )),
            line("journey.from", "Where the child came from tonight"),
            text("journey.by", "Who planned it, paid for it or came along"),
        ],
    },
    Section {
        id: "m10",
        title: "Phone",
        hint: "Number, last calls, threats",
        group: EVENTS,
        fields: &[
            main(of(hint(line("m10.number", "The child’s number"), "A part of a number can help."), FieldKind::Phone)),
            of(hint(line("m10.imei", "IMEI"), "Dial *#06# to show it."), FieldKind::Imei),
            text("m10.calls", "Last calls and messages, as the child shows you"),
            text("m10.threats", "Threats"),
        ],
    },
    Section {
        id: "m11",
        title: "Papers",
        hint: "What was seen, and who holds it",
        group: EVENTS,
        fields: &[
            main(text("m11.papers", "Passport, tickets and other papers seen")),
            line("m11.holder", "Who holds the papers"),
        ],
    },
    Section {
        id: "m13",
        title: "Suspected of an offence?",
        hint: "A child may be a victim first",
        group: EVENTS,
        fields: &[
            main(choice("m13.suspected", "Is the child suspected of an offence?", YES_NO)),
            text("m13.flag", "Whom you told that the child may be a victim"),
        ],
    },
    Section {
        id: "m14",
        title: "Who you told",
        hint: "Police and children’s social care",
        group: NEXT,
        fields: &[
            choice("m14.told", "Does anyone else know?", &["Nobody yet", "I have called", "Not sure"]),
            of(line("m14.police-time", "Police: time told"), FieldKind::Time),
            main(line("m14.police-reference", "Police: reference or log number")),
            line("m14.police-officer", "Police: officer’s name"),
            of(line("m14.care-time", "Social care: time told"), FieldKind::Time),
            main(line("m14.care-name", "Social care: who answered")),
            of(line("m14.care-phone", "Social care: their number"), FieldKind::Phone),
            of(line("m14.care-email", "Social care: their email"), FieldKind::Email),
            line("m14.care-reference", "Social care: reference"),
        ],
    },
    Section {
        id: "m15",
        title: "Risk of going missing",
        hint: "The plan, and where tonight",
        group: NEXT,
        fields: &[
            choice("m15.already-missing", "Is the child already reported missing?", YES_NO),
            text("m15.before", "Has the child gone missing before?"),
            main(text("m15.risk", "What might make the child leave, or be taken")),
            text("m15.places", "Where they may go, and who waits there"),
            text("m15.plan", "What was agreed"),
            place(hint(
                text("m15.last-seen", "If the child has gone: where last seen, and which way"),
                "It is kept apart and shown to the desk only.",
            )),
            place(hint(
                text("m15.tonight", "Where the child sleeps tonight"),
                "It is kept apart and shown to the desk only.",
            )),
        ],
    },
    Section {
        id: "m16",
        title: "Who takes over",
        hint: "Name, role, and what the child was told",
        group: NEXT,
        fields: &[
            main(line("m16.name", "Name of the person who takes over")),
            line("m16.role", "Their role and team"),
            of(line("m16.number", "Their number"), FieldKind::Phone),
            choice("m16.identity", "Did you see their identity card?", &["Yes", "No"]),
            hint(
                choice("m16.rang-back", "Did you ring their office back?", &["Yes", "No"]),
                "Through a switchboard number that you know.",
            ),
            of(line("m16.time", "Time"), FieldKind::Time),
            text("m16.told-child", "What the child was told"),
        ],
    },
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn all_sixteen_sections_the_journey_and_the_childs_words_are_there_once_and_each_field_belongs_to_its_section() {
        let ids: BTreeSet<_> = SECTIONS.iter().map(|section| section.id).collect();
        let wanted: Vec<String> = (1..=16).map(|n| format!("m{n:02}")).collect();
        let wanted: Vec<String> = [JOURNEY.to_owned()].into_iter().chain(wanted).chain([SAID.to_owned()]).collect();
        assert_eq!(ids.into_iter().collect::<Vec<_>>(), wanted);
        let mut seen = BTreeSet::new();
        for section in SECTIONS {
            assert!(section.fields.iter().any(|field| field.main), "{} can never be complete", section.id);
            for field in section.fields {
                assert!(field.id.starts_with(&format!("{}.", section.id)), "{}", field.id);
                assert!(seen.insert(field.id), "{} twice", field.id);
            }
        }
    }
}
