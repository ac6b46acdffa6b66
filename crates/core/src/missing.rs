//! The child has gone: the words to read to a call handler, in the order in which they ask, and what the record still lacks
//! for them, so that it can be written down before it is needed.
use crate::case::{CaseState, PhotoNoted};
use crate::photos::{SAID_NO, TAKEN, YES};
use crate::record::{self, CALL_BACK, PLACE_NOW, Profile};

/// Whether the child is already reported missing.
pub const MISSING: &str = "m15.already-missing";
/// Where the child was last seen, and which way they went.
pub const LAST_SEEN: &str = "m15.last-seen";

/// What is said where nothing is known, so that reading aloud never stops.
pub const NOT_KNOWN: &str = "Not known";

/// What a call handler asks, and the words to read.
pub type Lines = Vec<(&'static str, String)>;

/// What is known: of the case, where there is one, and from Settings.
#[derive(Debug, Clone, Copy)]
pub struct Known<'a> {
    /// The case.
    pub state: Option<&'a CaseState>,
    /// The person of Settings.
    pub profile: &'a Profile,
}

impl Known<'_> {
    fn value(&self, field: &str) -> Option<String> {
        let said = match self.state {
            Some(state) => record::value(state, self.profile, field),
            None => self.profile.says(field),
        };
        said.map(|said| said.trim().to_owned()).filter(|said| !said.is_empty())
    }

    /// The value with where it comes from.
    fn told(&self, field: &str) -> Option<String> {
        self.state.map_or_else(|| self.value(field), |state| record::told(state, self.profile, field))
    }

    /// The fields that are known, each with the words before it, as sentences.
    fn sentences(&self, fields: &[(&str, &str)]) -> String {
        let known = fields.iter().filter_map(|(field, before)| Some(format!("{before}{}", self.told(field)?)));
        let said: Vec<String> = known.map(|said| sentence(&said)).collect();
        if said.is_empty() { NOT_KNOWN.to_owned() } else { said.join(" ") }
    }

    /// Where the person is, as far as the place that is written can still say it.
    fn here(&self) -> String {
        let old = self.state.and_then(record::old_place);
        if old.is_some() { NOT_KNOWN.to_owned() } else { self.sentences(&[(PLACE_NOW, "")]) }
    }

    fn with(&self) -> String {
        self.sentences(&[("m07.adults", ""), ("m07.relation", "Says: "), ("m07.vehicle", "Vehicle: ")])
    }

    fn reach_me(&self) -> String {
        self.sentences(&[("m02.name", ""), ("m02.organisation", ""), (CALL_BACK, "Ring ")])
    }

    /// When and where the child was last seen, as sentences.
    pub(crate) fn last_seen(&self) -> String {
        let at = self.state.and_then(|state| state.gone).map(|(at, _)| at.hh_mm());
        // Where the child is now is where they were, until somebody writes where they were last seen, or has taken them along.
        // Nor is it where they were after they had gone before that, and were found; nor what was written since they went.
        let moved_since = self.state.is_some_and(|state| {
            let since = state.facts.get(PLACE_NOW).map(|fact| fact.at.ms);
            let found = state.absences.iter().filter_map(|absence| absence.found);
            let moved = found.chain(state.handed_over.last().map(|given| given.at)).map(|at| at.ms).max();
            let written_since =
                state.gone.is_some_and(|(_, gone)| state.written.get(PLACE_NOW).is_some_and(|at| *at > gone));
            let guessed = state.fact(PLACE_NOW).is_some_and(|place| place.starts_with(record::GUESS));
            written_since || guessed || moved.is_some_and(|moved| since.is_some_and(|since| moved > since))
        });
        let place = self.told(LAST_SEEN).filter(|_| !self.is_of_before());
        let written = self.value(PLACE_NOW).map(|place| sentence(&place));
        let was = || written.clone().filter(|_| !moved_since);
        let seen = self.state.and_then(|state| {
            let over = state.absences.iter().rev().find(|absence| absence.found.is_some())?;
            let place = sentence(over.place.as_ref()?);
            Some(format!(" Where they were last seen the time before, at {}: {place}", over.last_seen.hh_mm()))
        });
        let place = place.map(|place| sentence(&place)).or_else(was);
        match (at, place) {
            (Some(at), Some(place)) => format!("{at}. {place}"),
            (Some(at), None) => {
                let written = written.filter(|place| !place.starts_with(record::GUESS));
                let before = written.map(|place| format!(" Where they were, as written before: {place}"));
                let before = seen.or(before).unwrap_or_default();
                format!("{at}. Place not known.{before}")
            }
            (None, Some(place)) => place,
            (None, None) => NOT_KNOWN.to_owned(),
        }
    }

    /// Whether "last seen" was written before the child was found again.
    fn is_of_before(&self) -> bool {
        self.state.is_some_and(|state| {
            let found = state.absences.last().and_then(|absence| absence.found);
            let written = state.facts.get(LAST_SEEN).map(|fact| fact.at.ms);
            found.is_some_and(|found| written.is_some_and(|written| written <= found.ms))
        })
    }

    /// Whom the child was with when they went, where they had been handed over.
    fn given_to(&self) -> String {
        // Whoever had them before they went another time need not have had them now.
        let back_since = |state: &CaseState, at: i64| {
            state.absences.iter().filter_map(|absence| absence.found).any(|found| found.ms >= at)
        };
        let given = self.state.and_then(|state| state.handed_over.last().filter(|g| !back_since(state, g.at.ms)));
        given.map_or_else(String::new, |given| {
            format!(" The child had been handed over to {} at {}.", given.to.who(), given.at.hh_mm())
        })
    }

    /// What is written of it, and what this record itself has seen.
    fn before(&self) -> String {
        let over = self.state.iter().flat_map(|state| state.absences.iter());
        let over = over.filter_map(|absence| Some((absence.last_seen, absence.found?)));
        let times = over.map(|(gone, back)| format!("Gone from {} to {}.", gone.hh_mm(), back.hh_mm()));
        let all: Vec<String> = self.told("m15.before").map(|said| sentence(&said)).into_iter().chain(times).collect();
        if all.is_empty() { NOT_KNOWN.to_owned() } else { all.join(" ") }
    }

    /// Whether there is one to give: what is held, else what the record says of it.
    fn photo(&self) -> String {
        let of_the_child = |noted: &&PhotoNoted| noted.photo.shows.asks_the_child();
        let held = self.state.iter().flat_map(|state| state.photos.iter().filter(of_the_child));
        let held: Vec<String> =
            held.map(|noted| format!("{}, {}.", noted.photo.shows.word(), noted.at.hh_mm())).collect();
        if !held.is_empty() {
            // A picture that may not be given out is none that a call handler can wait for.
            let refused = self.value(TAKEN).as_deref() == Some(SAID_NO);
            let since = if refused { " The child said no since: it is not sent." } else { "" };
            return format!("Taken. {}{since}", held.join(" "));
        }
        let said = match self.value(TAKEN).as_deref() {
            Some(YES) => match self.told("m12.photo-why") {
                // Which of the two is right, only the person knows.
                Some(why) => return format!("It says taken, and why there is none: {}", sentence(&why)),
                None => "Taken.".to_owned(),
            },
            Some(SAID_NO) => "None. The child said no.".to_owned(),
            Some(_) => "None.".to_owned(),
            None => return self.sentences(&[("m12.photo-why", "")]),
        };
        let why = self.told("m12.photo-why").map(|why| format!(" {}", sentence(&why))).unwrap_or_default();
        format!("{said}{why}")
    }

    /// The pack about a child who has gone: the most urgent thing first.
    #[must_use]
    pub fn gone(&self) -> Lines {
        let danger = self.told("m03.danger").map(|danger| format!(" {}", sentence(&danger))).unwrap_or_default();
        let feared =
            self.told("m15.risk").map(|risk| format!(" Feared before: {}", sentence(&risk))).unwrap_or_default();
        let happened = "A child I think has been trafficked has gone missing. The child is at high risk.";
        vec![
            ("What has happened", format!("{happened}{}{danger}{feared}", self.given_to())),
            ("Last seen", self.last_seen()),
            (
                "Who the child is",
                self.sentences(&[
                    ("m04.name", ""),
                    ("m04.other", "Also called "),
                    ("m05.age", "Age: "),
                    ("m05.looks", "Looks "),
                    ("m12.gender", ""),
                    ("m12.looks", ""),
                ]),
            ),
            ("Wearing", self.sentences(&[("m12.clothes", "")])),
            ("May be with", self.with()),
            (
                "Phone and language",
                self.sentences(&[
                    ("m10.number", "The child’s phone: "),
                    ("m10.imei", "IMEI "),
                    ("m06.language", "Speaks "),
                ]),
            ),
            ("May go to", self.sentences(&[("m15.places", "")])),
            ("Gone missing before", self.before()),
            ("Health", self.sentences(&[("m08.hurt", ""), ("m08.medicine", "Medicine: ")])),
            ("Photo", self.photo()),
            ("How to reach me", self.reach_me()),
        ]
    }

    /// The words for any other call to 999: the place first. `facts` are those of the situation.
    #[must_use]
    pub fn emergency(&self, facts: Vec<String>) -> Lines {
        // Not of a concern, nor of a child whom somebody else has, or nobody.
        let with_me = |state: &CaseState| state.runs() && state.gone.is_none() && state.with_whom().is_none();
        let with_me = self.state.is_some_and(with_me);
        let mut happening = if with_me {
            "I am with a child I think has been trafficked.".to_owned()
        } else {
            "I think a child has been trafficked.".to_owned()
        };
        for said in self.told("m03.danger").into_iter().chain(facts) {
            happening.push(' ');
            happening.push_str(&sentence(&said));
        }
        vec![
            (if with_me || self.state.is_none() { "Where I am" } else { "Where the child is" }, self.here()),
            ("What is happening", happening),
            (
                "Who the child is",
                self.sentences(&[
                    ("m04.name", ""),
                    ("m05.age", "Age: "),
                    ("m12.gender", ""),
                    ("m12.looks", ""),
                    ("m12.clothes", ""),
                ]),
            ),
            ("Who else is there", self.with()),
            ("How to reach me", self.reach_me()),
        ]
    }
}

/// Lines of a person end as sentences do.
pub(crate) fn sentence(said: &str) -> String {
    let said = said.split('\n').map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" ");
    if said.is_empty() || said.ends_with(['.', '?', '!']) { said } else { format!("{said}.") }
}

/// One thing that the pack lacks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lack {
    /// In words: "clothes and shoes".
    pub what: &'static str,
    /// The section in which it is written down.
    pub section: &'static str,
}

/// What a call handler asks for, any of the fields that answer it, and where it is written down.
const WANTED: [(&str, &[&str], &str); 9] = [
    ("a name to call them by", &["m04.name", "m04.other"], "m04"),
    ("age", &["m05.age", "m05.looks"], "m05"),
    ("looks", &["m12.looks"], "m12"),
    ("clothes and shoes", &["m12.clothes"], "m12"),
    ("a photo", &["m12.photo"], "m12"),
    ("language", &["m06.language"], "m06"),
    ("who may be with them", &["m07.adults", "m07.vehicle"], "m07"),
    ("their phone", &["m10.number", "m10.imei"], "m10"),
    ("where they may go", &["m15.places"], "m15"),
];

/// What the record still lacks for the day when the child has gone. What a person has said is not known is not lacking.
#[must_use]
pub fn lacks(state: &CaseState, profile: &Profile) -> Vec<Lack> {
    let has = |fields: &[&str]| {
        fields.iter().any(|field| record::value(state, profile, field).is_some_and(|words| !words.trim().is_empty()))
    };
    let wanted = WANTED.iter().filter(|(_, fields, section)| !has(fields) && !state.not_known.contains_key(*section));
    wanted.map(|(what, _, section)| Lack { what, section }).collect()
}
