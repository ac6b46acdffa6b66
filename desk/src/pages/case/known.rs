//! What is known: the child's words first, then every section with its labels.
use gh_wire::submission::{Fact, PLACE_SECTION, SAID_SECTION, Said, Section, Sign, Submission, TAKES_OVER_SECTION};
use maud::{Markup, html};

use super::{Case, Place, phone_clock};
use crate::history::Before;

/// The child's own words, in the voice type: each entry with when, how, and what had been asked. A record of an earlier
/// form has them among its facts.
pub(super) fn said(submission: &Submission) -> Markup {
    let facts: Vec<&Fact> =
        submission.sections.iter().flat_map(|section| &section.facts).filter(|fact| fact.childs_words).collect();
    html! {
        section class="flow" {
            h2 { "What the child said" }
            @if facts.is_empty() && submission.said.is_empty() {
                p class="quiet" { "No words of the child are noted. Do not ask again: ring the person who sent this." }
            } @else {
                ul class="flow" {
                    @for said in &submission.said { (quote(said, submission)) }
                    @for fact in facts {
                        li class="quote" {
                            p class="voice" dir="auto" { (lines(&fact.value)) }
                            span class="quiet" { time { (phone_clock(fact.at_ms, submission)) } ", " bdi { (fact.label) } }
                        }
                    }
                }
            }
            (again(submission))
        }
    }
}

/// Why the child was asked again.
fn again(submission: &Submission) -> Markup {
    html! {
        @if !submission.asked_again.is_empty() {
            h3 { "Asked again" }
            ul class="how" {
                @for again in &submission.asked_again {
                    li {
                        time { (phone_clock(again.at_ms, submission)) }
                        @if !again.noted_by.is_empty() { ", " bdi { (again.noted_by) } }
                        ": " bdi { (lines(&again.reason)) }
                    }
                }
            }
        }
    }
}

fn quote(said: &Said, submission: &Submission) -> Markup {
    html! {
        li class="quote" {
            p class="voice" dir="auto" { (lines(&said.words)) }
            span class="quiet" {
                time { (phone_clock(said.at_ms, submission)) }
                @if !said.way.is_empty() { ", " bdi { (said.way) } }
                @if !said.interpreter.is_empty() { ", " bdi { (said.interpreter) } }
                @if !said.noted_by.is_empty() { ", written down by " bdi { (said.noted_by) } }
                "."
            }
            @if said.asked.is_empty() {
                span class="quiet" { "No question before it is noted." }
            } @else {
                span class="quiet" dir="auto" { "Asked before it: " bdi { (said.asked) } }
            }
            @if said.id.is_none() { span class="quiet" { "Typed, and not added yet." } }
            @if said.no_reason { span class="quiet" { "Asked again, with no reason written." } }
            @if let Some(first) = &said.first_words {
                span class="quiet" dir="auto" { "First written as: " bdi { (lines(first)) } }
            }
            @if let Some(changed) = said.changed_ms {
                span class="quiet" { "Changed " time { (phone_clock(changed, submission)) } "." }
            }
        }
    }
}

/// The signs that were noted, seen before suspected, with no sum. What is not noted says nothing.
pub(super) fn signs(submission: &Submission) -> Markup {
    let of = |seen| submission.signs.iter().filter(move |sign| sign.seen == seen);
    html! {
        section class="flow" {
            h2 class="head" { "Signs" }
            @if submission.signs.is_empty() {
                p class="quiet" { "None noted. That says nothing: the list can rule nothing out." }
            } @else {
                ul class="how" {
                    @for (word, sign) in of(true).map(|sign| ("Seen:", sign)).chain(of(false).map(|sign| ("Suspected:", sign))) {
                        li {
                            b { (word) } " " bdi { (sign.says) }
                            br;
                            span class="quiet" { (noticed(sign, submission)) }
                            @if !sign.note.is_empty() { p dir="auto" { (lines(&sign.note)) } }
                        }
                    }
                }
            }
        }
    }
}

/// Who noticed it, when, and how it is known, as far as it was said.
fn noticed(sign: &Sign, submission: &Submission) -> Markup {
    html! {
        @if sign.noticed_when.is_empty() {
            "Noted " time { (phone_clock(sign.at_ms, submission)) }
        } @else {
            "Noticed " bdi { (sign.noticed_when) }
        }
        @if !sign.noticed_by.is_empty() { ", by " bdi { (sign.noticed_by) } }
        @if !sign.known.is_empty() { ". " bdi { (sign.known) } }
        "."
    }
}

/// The calls that were made from the phone.
pub(super) fn calls(submission: &Submission) -> Markup {
    html! {
        @if !submission.calls.is_empty() {
            section class="flow" {
                h2 class="head" { "Calls" }
                ul class="how" {
                    @for call in &submission.calls {
                        li {
                            time { (phone_clock(call.at_ms, submission)) } " " b { bdi { (call.to) } } ", " bdi { (call.number) } ". "
                            @match call.answered { Some(true) => "Somebody answered.", Some(false) => "No answer.", None => "Not said whether anybody answered." }
                            @for (label, words) in [("Who answered: ", &call.person), ("Reference: ", &call.reference), ("Agreed: ", &call.agreed)] {
                                @if !words.is_empty() { br; span class="quiet" { (label) } bdi { (lines(words)) } }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// All sections as the person saw them, gaps included. The place has its own question.
pub(super) fn sections(case: &Case, submission: &Submission) -> Markup {
    let part = case.is_part(submission);
    let before = if part { Vec::new() } else { case.history.before(case.at()) };
    let cleared = submission.update.as_ref().is_some_and(|update| update.place_cleared);
    html! {
        div class="pair" {
            @if part && cleared { section class="flow" { h2 class="head" { "Where now" } p { "The place was taken out." } } }
            @if !part || submission.place_now.is_some() { (place(case, submission)) }
            @for section in submission.sections.iter().filter(|section| tells(section, submission, part)) {
                (one(section, submission, &before))
            }
        }
    }
}

/// A section that has nothing but what stands in the child's words above is not shown again; nor is one of an update that
/// only says what was taken out of it.
fn tells(section: &Section, submission: &Submission, part: bool) -> bool {
    if part && section.facts.is_empty() && section.not_known_because.is_none() {
        return false;
    }
    // Who took over stands in the hour, above; here stands only who is to be the next.
    if section.id == TAKES_OVER_SECTION && section.facts.is_empty() && !submission.handed_over.is_empty() {
        return false;
    }
    section.id != SAID_SECTION || submission.said.is_empty() || section.not_known_because.is_some()
}

fn one(section: &Section, submission: &Submission, before: &[Before]) -> Markup {
    let place_kept_apart = submission.place_now.is_some();
    let facts: Vec<&Fact> = section.facts.iter().filter(|fact| !fact.childs_words).collect();
    // What was written of who takes over goes into the handing over, and is not taken out by anybody.
    let emptied =
        before.iter().filter(|was| was.emptied && was.section == section.id && section.id != TAKES_OVER_SECTION);
    let emptied: Vec<&Before> = emptied.collect();
    html! {
        section class="flow" {
            h2 class="head" dir="auto" { (section.title) }
            @if section.id == PLACE_SECTION && place_kept_apart {
                p { "The place is kept apart. " a href="#place" { (place_heading(submission)) } }
            }
            @if !facts.is_empty() || !emptied.is_empty() {
                dl class="kv" {
                    @for before in emptied {
                        div { dt dir="auto" { (before.fact.label) } dd dir="auto" { "Taken out with " (before.version) (was(Some(before))) } }
                    }
                    @for fact in facts {
                        div { dt dir="auto" { (fact.label) } dd dir="auto" { (lines(&fact.value)) (known(fact, submission)) (was(before.iter().find(|was| was.fact.id == fact.id))) } }
                    }
                }
            } @else if section.facts.is_empty() && section.not_known_because.is_none() && !(section.id == PLACE_SECTION && place_kept_apart) {
                p class="quiet" { "Not given" }
            } @else if !section.facts.is_empty() {
                p class="quiet" { "In the child’s words, above" }
            }
            @if let Some(because) = &section.not_known_because {
                p dir="auto" { b { @if section.facts.is_empty() { "Not known, because: " } @else { "The rest is not known, because: " } } (lines(because)) }
            }
        }
    }
}

/// How a fact is known, who wrote it where that is not who sent it, and when.
fn known(fact: &Fact, submission: &Submission) -> Markup {
    html! {
        span class="quiet" {
            br;
            @if !fact.known.is_empty() { bdi { (fact.known) } ". " }
            @if !fact.known_from.is_empty() { bdi { (fact.known_from) } ". " }
            // What Settings says was not written at a time of this case.
            @if fact.at_ms > 0 { "Written " time { (phone_clock(fact.at_ms, submission)) } } @else { "From Settings" }
            @if !fact.noted_by.is_empty() && fact.noted_by != submission.from.name { ", " bdi { (fact.noted_by) } }
        }
    }
}

/// What stood there until a version changed it, with how that was known.
fn was(before: Option<&Before>) -> Markup {
    html! {
        @if let Some(Before { version, fact, .. }) = before {
            span class="quiet" {
                br; "Before " (version) ": " bdi { (lines(&fact.value)) }
                @if !fact.known.is_empty() { ". " bdi { (fact.known) } }
                @if !fact.known_from.is_empty() { ". " bdi { (fact.known_from) } }
            }
        }
    }
}

/// Lines as they were typed.
pub(super) fn lines(words: &str) -> Markup {
    html! { @for (place, line) in words.lines().enumerate() { @if place > 0 { br; } (line) } }
}

/// Where a child was is no longer where they are.
const fn place_heading(submission: &Submission) -> &'static str {
    if submission.gone_ms.is_some() { "Where the child was" } else { "Where now" }
}

fn place(case: &Case, submission: &Submission) -> Markup {
    let Some(now) = &submission.place_now else {
        return html! { section class="flow" { h2 class="head" { (place_heading(submission)) } p class="quiet" { "Not given" } } };
    };
    html! {
        section class="box place flow" id="place" {
            h2 { (place_heading(submission)) }
            @if submission.gone_ms.is_some() { p { b { "The child has gone. They are not where they were." } } }
            @match case.place {
                Place::Shown => {
                    p dir="auto" { b { (lines(now)) } }
                    p class="quiet" { "Shown on this page only. It is in the log, with your reason." }
                }
                Place::Hidden { problem } => {
                    form class="flow" method="post" action={ "/case/" (case.row().id) "/place#place" } {
                        input type="hidden" name="form" value=(case.frame.form);
                        input type="hidden" name="entry" value=(case.row().entry);
                        input type="hidden" name="view" value=(case.seen.view());
                        div class=(if problem { "field bad" } else { "field" }) {
                            label for="reason" { "Why do you need it?" }
                            @if problem { p class="msg" id="reason-msg" role="alert" { "Add a reason, in one line." } }
                            input id="reason" name="reason" maxlength="200" required autocomplete="off" aria-describedby=[problem.then_some("reason-msg")];
                        }
                        button class="btn" type="submit" { "Show the place" }
                        p class="quiet" { "Your name and reason go into the log." }
                    }
                }
            }
        }
    }
}
