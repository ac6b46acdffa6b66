//! What a case is made of: the record and its updates, what each added, and where two continue the same one.
use gh_wire::reference::Reference;
use gh_wire::update::{Change, How, What};
use maud::{Markup, html};

use super::known::lines;
use super::{Case, Seen, desk_clock};
use crate::pages::{icons, inbox};
use crate::store::Event;

/// How many lines of an update stand in the history.
const SHORT: usize = 12;

impl Seen {
    /// Its word in an address and in a form.
    pub(super) const fn view(self) -> &'static str {
        match self {
            Self::Whole => "whole",
            Self::Version(_) => "version",
            Self::Alone(_) => "alone",
        }
    }
}

fn address(case: &Case, at: usize, view: &str) -> String {
    let row = &case.history.versions()[at].row;
    format!("/case/{}?entry={}&view={view}", row.id, row.entry)
}

/// What the reader has to know before the record: what is missing, what is twice, what is not shown.
pub(super) fn notes(case: &Case) -> Markup {
    let root = &case.history.root().row;
    html! {
        @if case.history.begins_late() {
            div class="note time" {
                (icons::warning())
                b { "The record before this one has not come" }
                p { "This is an update. It holds only what is new. Ring the person who sent it, and ask whether the rest is sent." }
                p { "When the rest comes, it is put together here." }
            }
        }
        @if !case.elsewhere.is_empty() {
            div class="note" {
                (icons::tray())
                b { "More of this case is here" }
                p {
                    "It is not put together with this by itself. "
                    @for (id, entry) in &case.elsewhere {
                        a href={ "/case/" (id) "?entry=" (entry) } { "Read " (Reference::of(id)) ", entry " (entry) } " "
                    }
                }
            }
        }
        @match case.seen {
            Seen::Whole => {
                @if case.history.ends().len() > 1 {
                    div class="note time" {
                        (icons::warning())
                        b { (several(case.history.ends().len())) }
                        p { "They continue the same record, and nothing was put together by itself. Ring the person who sent them." }
                        p { a href="#versions" { "See what each adds" } }
                    }
                }
            }
            Seen::Version(at) => div class="note" {
                (icons::tray())
                b { "The case as it stands with one version: " (case.history.name(at)) }
                p { a href={ "/case/" (root.id) "?entry=" (root.entry) } { "Go to the whole case" } }
            },
            Seen::Alone(at) => div class="note" {
                (icons::tray())
                b { "Only this: " (case.history.name(at)) ", as it came" }
                p { a href={ "/case/" (root.id) "?entry=" (root.entry) } { "Go to the whole case" } }
            },
        }
    }
}

fn several(count: usize) -> String {
    if count == 2 { "Two versions, please read both".to_owned() } else { format!("{count} versions, please read all") }
}

/// Each version from where they part, with all that it adds.
pub(super) fn split(case: &Case) -> Markup {
    let ends = case.history.ends();
    let trunk = case.history.trunk();
    html! {
        @if case.seen == Seen::Whole && ends.len() > 1 {
            section class="flow" id="versions" {
                h2 { (several(ends.len())) }
                @for at in &ends {
                    div class="box flow" {
                        h3 { (case.history.name(*at)) ", " (reference(case, *at)) ", received " time { (desk_clock(case.history.versions()[*at].row.received_at_ms)) } }
                        @match &case.history.versions()[*at].submission {
                            Ok(sent) => {
                                p class="quiet" { "From " bdi { (inbox::or_not_given(&sent.from.name)) } }
                                (listed(&case.history.changes(trunk, *at), |_| true))
                            }
                            Err(why) => p { "This desk cannot open it: " (why) "." },
                        }
                        p { a href=(address(case, *at, "version")) { "Read the case as this version has it" span class="vh" { ", entry " (case.history.versions()[*at].row.entry) } } }
                    }
                }
                p class="quiet" { "Below is the case as it stood before they part." }
            }
        }
    }
}

/// What the one update of this page added, line by line. The words stand below; what was taken out stands only here.
pub(super) fn alone(case: &Case) -> Markup {
    html! {
        section class="flow" {
            h2 { "What it added" }
            (listed(&case.history.added(case.at()), |how| how == How::Cleared))
        }
    }
}

fn listed(changes: &[Change], with_words: impl Fn(How) -> bool) -> Markup {
    html! {
        @if changes.is_empty() { p class="quiet" { "No line of the record. The log has what was done." } }
        ul class="how" {
            @for change in changes {
                li {
                    b dir="auto" { (change.heading()) }
                    @if change.what == What::Place { ". It has its own question in this version." }
                    @if with_words(change.how) && !change.words.trim().is_empty() {
                        ": "
                        span class=[(change.what == What::Said).then_some("voice")] { bdi { (lines(&change.words)) } }
                    }
                }
            }
        }
    }
}

/// Every version, the last one first: when it came, and what it added, in the words of the labels.
pub(super) fn history(case: &Case) -> Markup {
    let versions = case.history.versions();
    // As the phone counts them: one that was sent later can have come first.
    let mut order: Vec<usize> = (0..versions.len()).collect();
    order.sort_by_key(|at| core::cmp::Reverse((case.history.line(*at).len(), *at)));
    html! {
        @if versions.len() > 1 || case.history.begins_late() {
            section class="flow" aria-labelledby="history" {
                h2 class="head" id="history" { "History" }
                dl class="kv" {
                    @for at in order {
                        div {
                            dt { (case.history.name(at)) ", " time { (desk_clock(versions[at].row.received_at_ms)) } }
                            dd {
                                (short(case, at)) " "
                                span class="quiet n" { (reference(case, at)) } ". "
                                a href=(address(case, at, "alone")) {
                                    "See this one alone" span class="vh" { ", " (case.history.name(at)) ", entry " (versions[at].row.entry) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn short(case: &Case, at: usize) -> Markup {
    let mut headings: Vec<String> = Vec::new();
    for heading in case.history.added(at).iter().map(Change::heading) {
        if !headings.contains(&heading) {
            headings.push(heading);
        }
    }
    let more = headings.len().saturating_sub(SHORT);
    html! {
        @if case.history.versions()[at].submission.is_err() {
            "Cannot be read here."
        } @else if case.history.line(at).len() == 1 {
            @if case.history.begins_late() { "Came without the record before it." } @else { "The record as it first came." }
        } @else if headings.is_empty() {
            "Adds to the log only."
        } @else {
            "Adds: "
            @for (place, heading) in headings.iter().take(SHORT).enumerate() {
                @if place > 0 { "; " }
                bdi { (heading) }
            }
            @if more > 0 { "; and " (more) " more" }
            "."
        }
    }
}

fn reference(case: &Case, at: usize) -> Reference {
    Reference::of(&case.history.versions()[at].row.id)
}

/// Of which version an event tells, where there are several.
pub(super) fn which(case: &Case, event: &Event) -> String {
    let versions = case.history.versions();
    let of = |digest| versions.iter().position(|version| version.row.digest == digest);
    let at = event.entry.digest.and_then(of).filter(|_| versions.len() > 1);
    at.map(|at| format!(". {}", case.history.name(at))).unwrap_or_default()
}
