//! The words of a record as they stand: for the summary before Send, for reading aloud, for Copy.
use gh_core::case::CaseState;
use gh_core::record::{self, CALL_BACK, Field, Profile, SAID, SECTIONS, Section, TOLD};
use gh_core::signs::Told;
use gh_core::time::Wall;
use gh_core::{photos, referral};
use gh_wire::submission::{self as wire, Sign};
use leptos::prelude::*;

/// One section with what is written in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The section.
    pub section: &'static Section,
    /// What is written, in the order of the fields.
    pub said: Vec<Said>,
    /// The child's words, where they are the section.
    pub quotes: Vec<Quote>,
    /// Why the child was asked again, beside those words.
    pub again: Vec<Parts>,
    /// The calls, or the photographs, where they belong to the section.
    pub lines: Vec<Parts>,
    /// "Not known, because".
    pub not_known: Option<(&'static str, String)>,
    /// Fields without which the record cannot be sent.
    pub missing: Vec<&'static Field>,
}

/// One field with its words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// The field.
    pub field: &'static Field,
    /// As written.
    pub value: String,
    /// How it is known, and from whom; empty where it was not said.
    pub known: Vec<String>,
    /// Why it does not look right, if it does not.
    pub doubt: Option<String>,
}

impl Row {
    /// Whether anything stands in the section.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        let lines = self.again.len() + self.lines.len();
        self.said.is_empty() && self.quotes.is_empty() && lines == 0 && self.not_known.is_none()
    }
}

/// What a person typed or chose, each part with the app's own words before it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parts(Vec<(&'static str, String)>);

impl Parts {
    /// Without the parts that are empty.
    pub(super) fn of<const N: usize>(parts: [(&'static str, String); N]) -> Self {
        Self(parts.into_iter().filter(|(_, words)| !words.is_empty()).collect())
    }

    /// These, and then those.
    fn and(mut self, more: Self) -> Self {
        self.0.extend(more.0);
        self
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// In one line. What was typed is set apart: a mark in it that turns the direction of writing turns nothing else.
    pub fn shown(self) -> impl IntoView {
        let parts = self.0.into_iter().map(|(before, words)| view! { {before}<bdi>{words}</bdi> });
        parts.collect_view()
    }
}

impl std::fmt::Display for Parts {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.iter().try_for_each(|(before, words)| write!(formatter, "{before}{words}"))
    }
}

/// Words of the child, with how they came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quote {
    /// The words.
    pub words: String,
    /// When, how, through whom, after which question.
    pub came: Parts,
    /// Who wrote them down.
    pub by: String,
}

/// How words came, after their time: in which way, through whom, after which question.
#[must_use]
pub fn came(way: String, interpreter: String, asked: String) -> Parts {
    Parts::of([(", ", way), (", ", interpreter), (". Asked: ", asked)])
}

/// Said beside words that answer a question of somebody who came later and wrote no reason.
pub const NO_REASON: &str = ". Asked again, with no reason written";

impl Quote {
    fn of(said: wire::Said, began: Wall) -> Self {
        let came = Parts::of([("", Wall { ms: said.at_ms, ..began }.hh_mm())])
            .and(came(said.way, said.interpreter, said.asked))
            .and(Parts::of([(". First written as: ", said.first_words.unwrap_or_default())]))
            .and(if said.id.is_none() { Parts(vec![(". Not added yet", String::new())]) } else { Parts(Vec::new()) })
            .and(if said.no_reason { Parts(vec![(NO_REASON, String::new())]) } else { Parts(Vec::new()) });
        Self { words: said.words, came, by: said.noted_by }
    }

    /// As two paragraphs.
    pub fn shown(self) -> impl IntoView {
        view! {
            <p class="voice">"“"<bdi>{self.words}</bdi>"”"</p>
            <p class="quiet">{self.came.shown()}</p>
        }
    }
}

impl std::fmt::Display for Quote {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "“{}” ({})", self.words, self.came)
    }
}

/// The child's words as they stand, what is typed and not added yet among them.
#[must_use]
pub fn quotes(state: &CaseState, profile: &Profile) -> Vec<Quote> {
    referral::said(state, profile).into_iter().map(|said| Quote::of(said, state.began)).collect()
}

/// Why the child was asked again: when, by whom, the reason.
#[must_use]
pub fn again(state: &CaseState) -> Vec<Parts> {
    let line = |again: wire::AskedAgain| {
        let at = Wall { ms: again.at_ms, ..state.began }.hh_mm();
        Parts::of([("Asked again, ", at), (", ", again.noted_by), (": ", again.reason)])
    };
    referral::asked_again(state).into_iter().map(line).collect()
}

/// A call: when, to whom, and what came of it.
#[must_use]
pub fn call(call: wire::Call, began: Wall) -> Parts {
    let came = match call.answered {
        Some(true) => "Somebody answered",
        Some(false) => "No answer",
        None => "",
    };
    Parts::of([
        ("", Wall { ms: call.at_ms, ..began }.hh_mm()),
        (", ", call.to),
        (", ", call.number),
        (". ", came.to_owned()),
        (". Who answered: ", call.person),
        (". Reference: ", call.reference),
        (". Agreed: ", call.agreed),
    ])
}

/// All sections.
#[must_use]
pub fn rows(state: &CaseState, profile: &Profile) -> Vec<Row> {
    let missing = record::missing_to_send(state, profile);
    let row = |section: &'static Section| {
        let said = |field: &'static Field| {
            let written = state.facts.get(field.id).map_or(state.began, |fact| fact.at);
            let doubt = |value| record::shape(field, value, written).err().map(|wrong| wrong.to_string());
            let clash = record::clash(state, field.id).map(str::to_owned);
            let known = [record::how_field(field.id), record::from_field(field.id)];
            let known = known.iter().filter_map(|field| state.fact(field).map(str::to_owned));
            let changed =
                record::is_changed_since_its_source(state, field.id).then(|| "the words were changed since".to_owned());
            record::value(state, profile, field.id).map(|value| Said {
                field,
                value: value.to_owned(),
                known: known.chain(record::who_says_so(state, field.id)).chain(changed).collect(),
                doubt: doubt(value).or(clash),
            })
        };
        let words = section.id == SAID;
        let calls = if section.id == TOLD { referral::calls(state) } else { Vec::new() };
        // They follow the words, and are looked at before Send like these.
        let photos = if section.id == photos::SECTION { photos::fact(state) } else { None };
        let photos = photos.map(|fact| Parts::of([("Photographs that follow the record: ", fact.value)]));
        Row {
            section,
            said: if words { Vec::new() } else { section.fields.iter().filter_map(said).collect() },
            quotes: if words { quotes(state, profile) } else { Vec::new() },
            again: if words { again(state) } else { Vec::new() },
            lines: photos.into_iter().chain(calls.into_iter().map(|made| call(made, state.began))).collect(),
            not_known: record::not_known(state, section).map(|(words, because)| (words, because.to_owned())),
            missing: missing.iter().filter(|field| section.fields.contains(field)).copied().collect(),
        }
    };
    SECTIONS.iter().map(row).collect()
}

/// A noted sign with all that is sent of it, in parts: what a person typed stands apart from the app's own words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignLine {
    /// The sign's id.
    pub id: String,
    /// "Seen", "Reported" or "Suspected".
    pub degree: &'static str,
    /// The sign's words.
    pub says: String,
    /// When, by whom, how it is known, the note.
    pub more: Parts,
}

impl SignLine {
    /// As a paragraph.
    pub fn shown(self) -> impl IntoView {
        view! { <p>{self.degree}": "{self.says}{self.more.shown()}</p> }
    }
}

impl std::fmt::Display for SignLine {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{}: {}{}", self.degree, self.says, self.more)
    }
}

/// The signs that are noted.
#[must_use]
pub fn signs(state: &CaseState) -> Vec<SignLine> {
    let line = |sign: Sign| SignLine {
        id: sign.id,
        degree: Told::of(sign.seen, &sign.known).word(),
        says: sign.says,
        more: Parts::of([
            (". Noticed ", sign.noticed_when),
            (". By ", sign.noticed_by),
            (". ", sign.known),
            (". ", sign.note),
        ]),
    };
    referral::signs(state).into_iter().map(line).collect()
}

/// The record as plain text.
#[must_use]
pub fn as_text(state: &CaseState, profile: &Profile) -> String {
    let mut text = String::new();
    for row in rows(state, profile).into_iter().filter(|row| !row.is_empty()) {
        text.push_str(row.section.title);
        text.push('\n');
        for said in &row.said {
            let known: String = said.known.iter().map(|known| format!(" ({known})")).collect();
            text.push_str(&format!("{}: {}{known}\n", said.field.label, said.value));
        }
        for quote in &row.quotes {
            text.push_str(&format!("{quote}\n"));
        }
        for line in row.again.iter().chain(&row.lines) {
            text.push_str(&format!("{line}\n"));
        }
        if let Some((words, because)) = &row.not_known {
            text.push_str(&format!("{words}, because: {because}\n"));
        }
        text.push('\n');
    }
    let signs = signs(state);
    if !signs.is_empty() {
        let lines: Vec<String> = signs.iter().map(SignLine::to_string).collect();
        text.push_str(&format!("Signs\n{}\n", lines.join("\n")));
    }
    text
}

/// The words for a missing field, as an instruction.
#[must_use]
pub fn needed(field: &Field) -> &'static str {
    if field.id == CALL_BACK { "A number to ring you back" } else { "Where the child is now" }
}
