//! What is known: the child's words first, then every section with its labels.
use gh_wire::submission::{Fact, PLACE_SECTION, Section, Sign, Submission};
use maud::{Markup, html};

use super::{Case, Place, phone_clock};

/// The child's own words, in the voice type.
pub(super) fn said(submission: &Submission) -> Markup {
    let quotes: Vec<&Fact> =
        submission.sections.iter().flat_map(|section| &section.facts).filter(|fact| fact.childs_words).collect();
    html! {
        section class="flow" {
            h2 { "What the child said" }
            @if quotes.is_empty() {
                p class="quiet" { "No words of the child are noted. Do not ask again: ring the person who sent this." }
            } @else {
                ul class="flow" {
                    @for fact in quotes {
                        li class="quote" {
                            p class="voice" dir="auto" { (lines(&fact.value)) }
                            span class="quiet" { time { (phone_clock(fact.at_ms, submission)) } ", " bdi { (fact.label) } }
                        }
                    }
                }
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

/// All sections as the person saw them, gaps included. The place has its own question.
pub(super) fn sections(case: &Case, submission: &Submission) -> Markup {
    html! {
        div class="pair" {
            (place(case, submission))
            @for section in &submission.sections { (one(section, submission.place_now.is_some())) }
        }
    }
}

fn one(section: &Section, place_kept_apart: bool) -> Markup {
    let facts: Vec<&Fact> = section.facts.iter().filter(|fact| !fact.childs_words).collect();
    html! {
        section class="flow" {
            h2 class="head" dir="auto" { (section.title) }
            @if section.id == PLACE_SECTION && place_kept_apart {
                p { "The place is kept apart. " a href="#place" { "Where now" } }
            }
            @if !facts.is_empty() {
                dl class="kv" {
                    @for fact in facts { div { dt dir="auto" { (fact.label) } dd dir="auto" { (lines(&fact.value)) } } }
                }
            } @else if section.facts.is_empty() && section.not_known_because.is_none() && !(section.id == PLACE_SECTION && place_kept_apart) {
                p class="quiet" { "Not given" }
            } @else if !section.facts.is_empty() {
                p class="quiet" { "In the child’s words, above" }
            }
            @if let Some(because) = &section.not_known_because {
                p dir="auto" { b { "Not known, because: " } (lines(because)) }
            }
        }
    }
}

/// Lines as they were typed.
fn lines(words: &str) -> Markup {
    html! { @for (place, line) in words.lines().enumerate() { @if place > 0 { br; } (line) } }
}

fn place(case: &Case, submission: &Submission) -> Markup {
    let Some(now) = &submission.place_now else {
        return html! { section class="flow" { h2 class="head" { "Where now" } p class="quiet" { "Not given" } } };
    };
    html! {
        section class="box place flow" id="place" {
            h2 { "Where now" }
            @match case.place {
                Place::Shown => {
                    p dir="auto" { b { (lines(now)) } }
                    p class="quiet" { "Shown on this page only. It is in the log, with your reason." }
                }
                Place::Hidden { problem } => {
                    form class="flow" method="post" action={ "/case/" (case.row.id) "/place#place" } {
                        input type="hidden" name="form" value=(case.frame.form);
                        input type="hidden" name="entry" value=(case.row.entry);
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
