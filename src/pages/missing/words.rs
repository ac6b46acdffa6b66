//! Words to read to a call handler, made from what is known. A line with nothing says "Not known", so that reading
//! aloud never stops.
use gh_core::hour::facts;
use gh_core::record::{CALL_BACK, PLACE_NOW, Profile, value};
use gh_core::time::{MINUTE_MS, Reading};
use leptos::prelude::*;

use crate::live::live;
use crate::session::{Case, Session};

/// What is said where nothing is known.
const NOT_KNOWN: &str = "Not known";

/// What a call handler asks, and the words to read.
pub type Lines = Vec<(&'static str, String)>;

struct Known<'a> {
    case: Option<&'a Case>,
    profile: &'a Profile,
}

impl Known<'_> {
    fn value(&self, field: &str) -> Option<String> {
        let said = match self.case {
            Some(case) => value(&case.state, self.profile, field),
            None => self.profile.says(field),
        };
        said.map(|said| said.trim().to_owned()).filter(|said| !said.is_empty())
    }

    /// The fields that are known, each with the words before it, as sentences.
    fn sentences(&self, fields: &[(&str, &str)]) -> String {
        let known = fields.iter().filter_map(|(field, before)| Some(format!("{before}{}", self.value(field)?)));
        let said: Vec<String> = known.map(|said| sentence(&said)).collect();
        if said.is_empty() { NOT_KNOWN.to_owned() } else { said.join(" ") }
    }

    fn child(&self) -> String {
        self.sentences(&[("m04.name", ""), ("m05.age", "Age: "), ("m05.looks", "Looks "), ("m12.looks", "")])
    }

    fn with(&self) -> String {
        self.sentences(&[("m07.adults", ""), ("m07.relation", "Says: "), ("m07.vehicle", "Vehicle: ")])
    }

    fn reach_me(&self) -> String {
        self.sentences(&[("m02.name", ""), ("m02.organisation", ""), (CALL_BACK, "Ring ")])
    }
}

/// Lines of a person end as sentences do.
fn sentence(said: &str) -> String {
    let said = said.split('\n').map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" ");
    if said.ends_with(['.', '?', '!']) { said } else { format!("{said}.") }
}

/// The words about a child who has gone. Tracked.
#[must_use]
pub fn gone_words(session: Session) -> Lines {
    let case = session.case();
    session.profile.with(|profile| {
        let known = Known { case: case.as_deref(), profile };
        let last_seen = case.as_ref().and_then(|case| case.state.gone).map(|(at, _)| at.hh_mm());
        let place = known.value(PLACE_NOW).map(|place| sentence(&place));
        let seen = match (last_seen, place) {
            (Some(at), Some(place)) => format!("{at}. {place}"),
            (Some(at), None) => format!("{at}. Place not known."),
            (None, Some(place)) => place,
            (None, None) => NOT_KNOWN.to_owned(),
        };
        let danger = known.value("m03.danger").map(|danger| format!(" {}", sentence(&danger))).unwrap_or_default();
        vec![
            (
                "What has happened",
                format!("A child I think has been trafficked has gone missing. The child is at high risk.{danger}"),
            ),
            ("Last seen", seen),
            ("Who the child is", known.child()),
            ("Wearing", known.sentences(&[("m12.clothes", "")])),
            ("May be with", known.with()),
            (
                "Phone and language",
                known.sentences(&[("m10.number", "The child’s phone: "), ("m06.language", "Speaks ")]),
            ),
            ("Health", known.sentences(&[("m08.hurt", ""), ("m08.medicine", "Medicine: ")])),
            ("How to reach me", known.reach_me()),
        ]
    })
}

/// The words for any other call to 999: the place first. Tracked.
#[must_use]
pub fn emergency_words(session: Session) -> Lines {
    let case = session.case();
    let now_facts = case.as_ref().map(|case| session.guidance.with(|guidance| facts(&guidance.pack, &case.state)));
    session.profile.with(|profile| {
        let known = Known { case: case.as_deref(), profile };
        let mut happening = "I think a child has been trafficked.".to_owned();
        if case.as_ref().is_some_and(|case| case.state.runs()) {
            "I am with a child I think has been trafficked.".clone_into(&mut happening);
        }
        let danger = known.value("m03.danger").into_iter().chain(now_facts.unwrap_or_default());
        for said in danger {
            happening.push(' ');
            happening.push_str(&sentence(&said));
        }
        vec![
            ("Where I am", known.sentences(&[(PLACE_NOW, "")])),
            ("What is happening", happening),
            (
                "Who the child is",
                known.sentences(&[("m04.name", ""), ("m05.age", "Age: "), ("m12.looks", ""), ("m12.clothes", "")]),
            ),
            ("Who else is there", known.with()),
            ("How to reach me", known.reach_me()),
        ]
    })
}

/// "4 minutes ago", for a child who has gone. Tracked.
#[must_use]
pub fn last_seen_words(session: Session) -> Option<String> {
    let (at, _) = session.case()?.state.gone?;
    let now: Reading = session.now.get();
    Some(match now.wall.ms.saturating_sub(at.ms).max(0) / MINUTE_MS {
        0 => "Last seen just now".to_owned(),
        1 => "Last seen 1 minute ago".to_owned(),
        minutes => format!("Last seen {minutes} minutes ago"),
    })
}

/// The words as text, to paste elsewhere.
#[must_use]
pub fn as_text(lines: &Lines) -> String {
    lines.iter().map(|(asked, words)| format!("{asked}: {words}")).collect::<Vec<_>>().join("\n")
}

/// The words to read aloud, as a list of what is asked.
#[must_use]
pub fn read_out(lines: Lines) -> impl IntoView {
    let lines = lines.into_iter().map(|(asked, words)| view! { <div><dt>{asked}</dt><dd>{words}</dd></div> });
    view! { <dl class="read">{lines.collect_view()}</dl> }
}

/// "Copy these words".
#[component]
pub fn CopyWords(
    /// The words.
    words: Memo<Lines>,
) -> impl IntoView {
    let said = RwSignal::new("");
    let copy = move |_| {
        let text = words.with_untracked(as_text);
        leptos::task::spawn_local(async move {
            let copied = crate::edge::page::copy_text(&text).await;
            said.set(if copied { "Copied" } else { "Could not copy. Read them from the screen." });
        });
    };
    view! {
        <button class="btn plain" type="button" on:click=copy>
            {crate::components::icon(crate::components::Icon::Share)}
            "Copy these words"
        </button>
        <p class="quiet" role="status">{live(move || said.get())}</p>
    }
}
