//! The phone's own log, in words, and whether its chain holds.
//!
//! The desk reads the stored text of each event without knowing the app's types: a later app may note more, and then
//! the kind is shown as it is.
use gh_wire::chain::{first_break, first_break_later};
use gh_wire::submission::{LEFT_OUT, Submission};
use maud::{Markup, html};
use serde_json::Value;

use super::{icons, time};

/// The whole section: of a case with updates, the log through all of them. `earlier` are the bodies of which it is made: they
/// name what was taken out since. `gap` is where a part of it is missing.
pub(super) fn section(submission: &Submission, earlier: &[&Submission], gap: Option<usize>) -> Markup {
    let named = Named { now: submission, earlier };
    let before = submission.update.as_ref().map_or(0, |update| update.log_from as usize);
    let broken = if submission.update.is_some() { first_break_later } else { first_break };
    let broken = broken(&submission.log).into_iter().chain(gap).min();
    html! {
        section class="flow" aria-labelledby="log" {
            h2 id="log" class="head" { "The phone’s log" }
            p class="proof" {
                (icons::chain())
                @match broken {
                    None if before > 0 => { span { "Log unbroken, entries " (before + 1) " to " (before + submission.log.len()) "." } }
                    None => { span { "Log unbroken, " (submission.log.len()) " entries." } }
                    Some(place) => { b role="alert" { "Log broken at entry " (before + place + 1) ". Ask the person what they noted." } }
                }
            }
            @if before > 0 { p class="quiet" { "Entries 1 to " (before) " came, or will come, with the record before." } }
            @if submission.clock_changed {
                p { "The clock of the phone was changed. Times are as first noted." }
            }
            ol class="trail tight" {
                @for (text, drafts) in lines(&submission.log) { (event(text, drafts, &named)) }
            }
        }
    }
}

/// Where the words of a label are found: in the record as it stands, else in what came before it.
struct Named<'a> {
    now: &'a Submission,
    earlier: &'a [&'a Submission],
}

impl<'a> Named<'a> {
    fn find<T: ?Sized>(&self, look: impl Fn(&'a Submission) -> Option<&'a T>) -> Option<&'a T> {
        look(self.now).or_else(|| self.earlier.iter().rev().find_map(|before| look(before)))
    }

    fn fact(&self, id: &str) -> Option<&'a str> {
        let facts = |of: &'a Submission| of.sections.iter().flat_map(|section| &section.facts);
        self.find(|of| facts(of).find(|fact| fact.id == id).map(|fact| fact.label.as_str()))
    }

    fn sign(&self, id: &str) -> Option<&'a str> {
        self.find(|of| of.signs.iter().find(|sign| sign.id == id).map(|sign| sign.says.as_str()))
    }

    fn call(&self, field: &str) -> Option<&'a str> {
        let is = |call: &&gh_wire::submission::Call| field == format!("call.{}", call.id);
        self.find(|of| of.calls.iter().find(is).map(|call| call.to.as_str()))
    }

    fn section(&self, id: &str) -> Option<&'a str> {
        self.find(|of| of.sections.iter().find(|section| section.id == id).map(|section| section.title.as_str()))
    }
}

/// The entries as they are shown: of words that were typed bit by bit only the last, and how many drafts there were. A word that
/// is not the beginning of the next one was meant, and stays.
fn lines(log: &[String]) -> Vec<(&str, usize)> {
    let mut lines: Vec<(&str, Option<Draft>, usize)> = Vec::new();
    for text in log {
        let draft = Draft::of(text);
        let goes_on = |before: &Draft| draft.as_ref().is_some_and(|draft| draft.goes_on_from(before));
        match lines.last_mut().filter(|(_, before, _)| before.as_ref().is_some_and(goes_on)) {
            Some((last, before, drafts)) => (*last, *before, *drafts) = (text, draft, *drafts + 1),
            None => lines.push((text, draft, 1)),
        }
    }
    lines.into_iter().map(|(text, _, drafts)| (text, drafts)).collect()
}

/// What can be a draft of what follows it.
enum Draft {
    /// Its words are left out.
    LeftOut,
    /// Words of the child, while they are typed: they become an entry.
    Said,
    /// The words of a field.
    Field(String, String),
}

impl Draft {
    fn of(text: &str) -> Option<Self> {
        if text.starts_with(LEFT_OUT) {
            return Some(Self::LeftOut);
        }
        let event: Value = serde_json::from_str(text).ok()?;
        let fact = &event["kind"]["fact"];
        let field = fact["field"].as_str()?;
        Some(if field.starts_with("said.") {
            Self::Said
        } else {
            Self::Field(field.to_owned(), fact["value"].as_str().unwrap_or_default().to_owned())
        })
    }

    fn goes_on_from(&self, before: &Self) -> bool {
        match (self, before) {
            (Self::LeftOut, Self::LeftOut) | (Self::Said, Self::Said) => true,
            (Self::Field(field, words), Self::Field(of, beginning)) => {
                field == of && !beginning.is_empty() && words.starts_with(beginning.as_str())
            }
            _ => false,
        }
    }
}

fn event(text: &str, drafts: usize, named: &Named<'_>) -> Markup {
    if text.starts_with(LEFT_OUT) {
        return html! { li class="done" { span { b {
            @if drafts > 1 { (drafts) " earlier drafts, written over" } @else { "An earlier draft, written over" }
        } } } };
    }
    let event: Value = serde_json::from_str(text).unwrap_or(Value::Null);
    let wall = &event["at"]["wall"];
    let at = wall["ms"].as_i64().map(|ms| {
        let offset = wall["offset_min"].as_i64().and_then(|min| i16::try_from(min).ok());
        time::clock(ms, offset.unwrap_or(named.now.offset_min))
    });
    html! {
        li class="done" {
            span { b dir="auto" { (words(&event, named)) } @if let Some(by) = event["by"]["name"].as_str() { span class="quiet" dir="auto" { (by) } } @if drafts > 1 { span class="quiet" { "The last of " (drafts) " drafts" } } }
            @if let Some(at) = at { time class="quiet" { (at) } }
        }
    }
}

/// What the event says. The words of a field are shown only when the field is in the record's sections, so that the
/// place, which is not, stays behind its own question here too.
fn words(entry: &Value, names: &Named<'_>) -> String {
    let (kind, event) = what_happened(entry);
    let text = |name: &str| event[name].as_str().unwrap_or_default();
    match kind {
        "hour-started" => "The hour started".into(),
        "concern-started" => "A concern was begun".into(),
        "role-chosen" => format!("Role: {}", event["role"].as_str().unwrap_or("something else")),
        "role-skipped" => "The question about the role was skipped".into(),
        "person-confirmed" => "The person confirmed who they are".into(),
        "area-chosen" => "An area was chosen".into(),
        "situation" => format!("Situation, {}: {}", text("question"), list(&event["options"])),
        "step" => step(event),
        "undone" => "An earlier entry was taken back".into(),
        "fact" => fact(text("field"), text("value"), names),
        "said" if event["of"].is_string() => format!("The child’s words, changed: {}", text("words")),
        "said" if event["typed"].is_object() => {
            format!("The child’s words, typed by {}: {}", named(&event["typed"]["by"]), text("words"))
        }
        "said" => format!("The child’s words: {}", text("words")),
        "asked-read" => "What had been asked was read".into(),
        "asked-again" => format!("Has to ask the child again: {}", text("reason")),
        "sign" => sign(event, names),
        "not-known" => not_known(event, names),
        "photo" => format!("Photograph taken: {}", text("shows")),
        "photo-sealed" => "A photograph was sealed, to be sent".into(),
        "rang" => format!("Rang {}, {}", text("to"), text("number")),
        "got-through" if event["answered"].as_bool() == Some(true) => "Somebody answered".into(),
        "got-through" => "Nobody answered".into(),
        "clock-changed" => "The phone’s clock was changed".into(),
        "clock-note-seen" => "The note about the clock was read".into(),
        "met-corrected" => "The time of meeting the child was corrected".into(),
        "child-gone" => "The child has gone".into(),
        "child-found" => "The child is found".into(),
        "handed-over" => handed_over(&event["to"]),
        "taken-over" => format!("Taken over from the phone of {}", named(&event["from"])),
        "together" => "Another child was found with this one".into(),
        "rang-for-all" => format!("Rang {}, {}, for all the children", text("to"), text("number")),
        "sealed" => "The record was sealed, to be sent".into(),
        "received" => "The desk’s receipt came".into(),
        "told-by-phone" => "The desk was told by telephone".into(),
        "finished" => "The hour was finished".into(),
        "" => "An entry that cannot be read here".into(),
        later => later.replace('-', " "),
    }
}

/// The name of what happened, and what more it says: `"kind":{"fact":{…}}`, or the bare name.
fn what_happened(entry: &Value) -> (&str, &Value) {
    match &entry["kind"] {
        Value::String(name) => (name, &Value::Null),
        Value::Object(one) => one.iter().next().map_or(("", &Value::Null), |(name, more)| (name.as_str(), more)),
        _ => ("", &Value::Null),
    }
}

fn list(options: &Value) -> String {
    let options: Vec<&str> = options.as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    if options.is_empty() { "taken back".into() } else { options.join(", ") }
}

fn named(person: &Value) -> &str {
    person["name"].as_str().filter(|name| !name.is_empty()).unwrap_or("somebody with no name there")
}

fn handed_over(to: &Value) -> String {
    let place = if to["place_given"].as_bool() == Some(true) { ", with the place" } else { "" };
    let who = [&to["name"], &to["role"]].into_iter().find_map(|words| words.as_str().filter(|words| !words.is_empty()));
    format!("Handed over to {}{place}", who.unwrap_or("somebody"))
}

fn step(event: &Value) -> String {
    let title = event["title"].as_str().or_else(|| event["step"].as_str()).unwrap_or("A step");
    match (event["answer"].as_str(), event["answer"]["cant"].as_str()) {
        (_, Some(reason)) => format!("Could not, {}: {title}", reason.replace('-', " ")),
        (Some("not-needed"), _) => format!("Not needed: {title}"),
        _ => title.to_owned(),
    }
}

fn fact(field: &str, value: &str, names: &Named<'_>) -> String {
    let said = if value.is_empty() { "taken out" } else { value };
    if let Some(label) = names.fact(field) {
        return format!("{label}: {said}");
    }
    // What came of these is an entry of its own, or stands among the child's words.
    if field.starts_with("said.") {
        return "The child’s words were being written".into();
    }
    if field == "asked.again" {
        return "A reason to ask again was being written".into();
    }
    // What was written about another field, or about a sign that is noted: `m05.age.how`, `EXP-14.by`.
    let about = field.rsplit_once('.').and_then(|(of, part)| {
        let label = match part {
            "by" => "who noticed it",
            "when" => "when",
            "how" => "how it is known",
            "from" => "from whom",
            "note" => "note",
            "person" => "who answered",
            "reference" => "reference",
            "agreed" => "what was agreed",
            _ => return None,
        };
        let about = names.fact(of).or_else(|| names.sign(of)).or_else(|| names.call(of))?;
        Some(format!("{about}, {label}: {said}"))
    });
    about.unwrap_or_else(|| "A field was written".into())
}

fn sign(event: &Value, names: &Named<'_>) -> String {
    let id = event["sign"].as_str();
    let says = event["says"].as_str().filter(|says| !says.is_empty());
    let says = says.or_else(|| names.sign(id?)).or(id).unwrap_or("A sign");
    match event["degree"].as_str() {
        Some("seen") => format!("Seen: {says}"),
        Some("suspected") => format!("Suspected: {says}"),
        Some(later) => format!("{later}: {says}"),
        None => format!("No longer noted: {says}"),
    }
}

fn not_known(event: &Value, names: &Named<'_>) -> String {
    let id = event["section"].as_str().unwrap_or_default();
    let title = names.section(id).unwrap_or(id);
    match event["because"].as_str() {
        Some(because) => format!("{title}: not known, because {because}"),
        None => format!("{title}: “not known” was taken back"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_typed_bit_by_bit_is_one_line_with_the_last_words_and_how_many_there_were() {
        let fact = |field: &str, value: &str| {
            serde_json::json!({"kind": {"fact": {"field": field, "value": value}}}).to_string()
        };
        let log = [
            format!("{LEFT_OUT}1"),
            format!("{LEFT_OUT}2"),
            fact("m04.name", "Mi"),
            fact("m04.name", "Minh"),
            fact("m05.age", "15"),
            fact("m05.age", "17"),
            fact("said.words", "He"),
            fact("said.asked", "Why?"),
            fact("m04.name", "Minh N."),
            serde_json::json!({"kind": "child-found"}).to_string(),
            serde_json::json!({"kind": "child-found"}).to_string(),
        ];
        let drafts: Vec<usize> = lines(&log).into_iter().map(|(_, drafts)| drafts).collect();
        assert_eq!(drafts, [2, 2, 1, 1, 2, 1, 1, 1], "another word was meant, and stays");
        assert_eq!(lines(&log)[1].0, log[3], "the last words");
    }

    #[test]
    fn the_words_of_a_field_outside_the_sections_are_not_shown() {
        let mut submission = crate::pages::case::tests::submission();
        submission.signs.push(gh_wire::submission::Sign {
            id: "EXP-14".into(),
            says: "Owes money".into(),
            seen: true,
            noticed_by: String::new(),
            noticed_when: String::new(),
            known: String::new(),
            note: String::new(),
            at_ms: 0,
        });
        let earlier = {
            let mut earlier = submission.clone();
            earlier.signs[0].id = "EXP-16".into();
            earlier.sections[0].facts = vec![gh_wire::submission::Fact {
                id: "m10.imei".into(),
                label: "IMEI".into(),
                value: "490154203237518".into(),
                childs_words: false,
                at_ms: 0,
                known: String::new(),
                known_from: String::new(),
                noted_by: String::new(),
            }];
            earlier
        };
        let names = Named { now: &submission, earlier: &[&earlier] };
        let words = |entry: &Value| words(entry, &names);
        let place: Value = serde_json::json!({"kind": {"fact": {"field": "m05.place-now", "value": "CANARY"}}});
        assert_eq!(words(&place), "A field was written");
        let known = |field: &str| serde_json::json!({"kind": {"fact": {"field": field, "value": "PC 1"}}});
        assert_eq!(words(&known("EXP-14.by")), "Owes money, who noticed it: PC 1");
        assert_eq!(words(&known("EXP-15.by")), "A field was written", "of a sign that is not noted");
        assert_eq!(words(&known("said.words")), "The child’s words were being written");
        assert_eq!(words(&known("EXP-16.by")), "Owes money, who noticed it: PC 1", "noted once, and taken out since");
        let emptied = serde_json::json!({"kind": {"fact": {"field": "m10.imei", "value": ""}}});
        assert_eq!(words(&emptied), "IMEI: taken out", "its label came with an earlier version");
        let typed =
            serde_json::json!({"kind": {"said": {"words": "No", "typed": {"by": {"name": "PC Able"}, "at": {}}}}});
        assert_eq!(words(&typed), "The child’s words, typed by PC Able: No");
        let name = serde_json::json!({"kind": {"fact": {"field": "m04.name", "value": "Minh"}}});
        assert_eq!(words(&name), "Name: Minh");
    }
}
