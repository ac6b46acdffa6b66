//! One record: head with the line, what is known, the hour, and what happened here.
mod hour;
mod known;
mod people;
mod photos;
mod versions;

use gh_wire::id::Id;
use gh_wire::reference::Reference;
use gh_wire::submission::{Occasion, Submission};
use maud::{Markup, html};

use super::layout::{Frame, notices, signed_in};
use super::{icons, inbox, line, log, time};
use crate::history::History;
use crate::ledger::Kind;
use crate::photos::Photo;
use crate::store::{Event, Row};

/// What the page shows.
#[derive(Debug)]
pub(crate) struct Case {
    /// Every body of the case.
    pub(crate) history: History,
    /// How much of it.
    pub(crate) seen: Seen,
    /// Entries of other bodies under the same id, which are cases of their own.
    pub(crate) others: Vec<u64>,
    /// Where else the same case begins: submission and entry.
    pub(crate) elsewhere: Vec<(Id, u64)>,
    /// The records of the children who were found with this one, as far as they are here.
    pub(crate) together: Vec<Sibling>,
    /// How many children were found with this one whose records have not come.
    pub(crate) not_here: usize,
    /// Its photographs, as far as they have come.
    pub(crate) photos: Vec<Photo>,
    /// What happened to it here.
    pub(crate) events: Vec<Event>,
    /// Whether the place is shown.
    pub(crate) place: Place,
    /// The page's frame.
    pub(crate) frame: Frame,
}

/// The record of a child who was found with this one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Sibling {
    /// The submission with which it begins.
    pub(crate) id: Id,
    /// The entry of that submission.
    pub(crate) entry: u64,
    /// The child as said.
    pub(crate) child: String,
    /// That child has gone and is not back.
    pub(crate) gone: bool,
}

/// How much of the case is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Seen {
    /// All, as it stands now.
    Whole,
    /// As it stood with this version.
    Version(usize),
    /// This version and nothing else.
    Alone(usize),
}

impl Case {
    /// The version with which this page ends.
    fn at(&self) -> usize {
        match self.seen {
            Seen::Whole => self.history.trunk(),
            Seen::Version(at) | Seen::Alone(at) => at,
        }
    }

    /// The versions of which this page is made.
    fn line(&self) -> Vec<usize> {
        match self.seen {
            Seen::Whole | Seen::Version(_) => self.history.line(self.at()),
            Seen::Alone(only) => vec![only],
        }
    }

    /// The bodies that lead to the version with which this page ends, as they came.
    fn bodies(&self) -> Vec<&Submission> {
        let line = self.history.line(self.at()).into_iter();
        line.filter_map(|at| self.history.versions()[at].submission.as_ref().ok()).collect()
    }

    /// Only what one update added is shown.
    fn is_part(&self, submission: &Submission) -> bool {
        matches!(self.seen, Seen::Alone(_)) && submission.update.is_some()
    }

    /// The body to which this page's address leads.
    fn row(&self) -> &Row {
        match self.seen {
            Seen::Whole => &self.history.root().row,
            Seen::Version(at) | Seen::Alone(at) => &self.history.versions()[at].row,
        }
    }

    /// What people quote on the telephone.
    fn reference(&self) -> Reference {
        let root = self.history.root();
        let update = root.submission.as_ref().ok().and_then(|root| root.update.as_ref());
        Reference::of(&update.map_or(root.row.id, |update| update.first))
    }
}

/// Whether the child's place is on this page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    /// It was asked for with a reason, and that was logged.
    Shown,
    /// Behind its question.
    Hidden {
        /// The reason was empty or too long.
        problem: bool,
    },
}

/// The whole page. The title is the reference: a name is never in a title.
pub(crate) fn page(case: &Case) -> Markup {
    let submission = match case.seen {
        Seen::Alone(at) => case.history.versions()[at].submission.as_ref().ok().cloned(),
        Seen::Whole | Seen::Version(_) => case.history.as_of(case.at()),
    };
    let main = match submission {
        Some(submission) => readable(case, &submission),
        None => unreadable(case),
    };
    signed_in(&case.frame, case.reference().as_str(), &main)
}

fn readable(case: &Case, submission: &Submission) -> Markup {
    let part = case.is_part(submission);
    html! {
        div class="band" {
            (top(case))
            (head(case, submission))
        }
        (notices(&case.frame))
        (people::gone(case, submission))
        (others(case))
        (versions::notes(case))
        (people::notes(case, submission))
        div class="colset case" {
            div class="doing-col" {
                (people::ring(&submission.from))
                (people::sender(&submission.from))
                (versions::history(case))
                (here(case))
            }
            div class="said-col" {
                (versions::split(case))
                @if part && case.history.line(case.at()).len() > 1 { (versions::alone(case)) }
                @if !part || !submission.said.is_empty() || !submission.asked_again.is_empty() { (known::said(submission)) }
                @if !part || !submission.signs.is_empty() { (known::signs(submission)) }
                (known::calls(submission))
                (people::handed_over(submission))
                @if !part { (photos::section(case, submission)) }
                (known::sections(case, submission))
            }
            div class="hourcol" {
                (hour::section(case, submission))
                (log::section(submission, &case.bodies(), case.history.gap(case.at()).filter(|_| !part)))
            }
        }
    }
}

/// Back, reference, marks.
fn top(case: &Case) -> Markup {
    let opened = case.events.iter().rfind(|event| event.entry.kind == Kind::Opened);
    html! {
        div class="split" {
            a class="linkish" href="/" { (icons::back()) "Inbox" }
            span class="quiet n" { (case.reference()) }
            span class="end" {}
            @if case.row().conflict { span class="tag need" { "Same number twice" } }
            (inbox::not_verified())
            @if let Some(opened) = opened {
                span class="tag" {
                    (icons::eye())
                    span {
                        "Opened " time { (desk_clock(opened.entry.at_ms)) } " by "
                        @if opened.entry.actor == case.frame.person { "you" } @else { bdi { (opened.entry.actor) } }
                    }
                }
            }
        }
    }
}

/// When the hour began, if the record has one.
fn hour_of(submission: &Submission) -> Option<i64> {
    submission.met_at_ms.filter(|_| submission.occasion == Occasion::Hour)
}

/// The same while the hour still runs: then its line is drawn.
fn hour_with_a_line(case: &Case, submission: &Submission) -> Option<i64> {
    hour_of(submission).filter(|met| time::inside_the_hour(*met, case.frame.now_ms).is_some())
}

fn head(case: &Case, submission: &Submission) -> Markup {
    let now_ms = case.frame.now_ms;
    let met = hour_of(submission);
    html! {
        div class="split" {
            h1 tabindex="-1" dir="auto" { (inbox::child(submission)) }
            @if let Some(met) = met {
                div class="clock" {
                    @if let Some(minutes) = time::inside_the_hour(met, now_ms) {
                        span class="left" { (60 - minutes) " " small { "min left" } }
                    }
                    span class="since" { (time::since(met, now_ms)) " since " time { (phone_clock(met, submission)) } }
                }
            } @else {
                span class="quiet" { "A concern. No hour runs." }
            }
        }
        @if let Some(met) = hour_with_a_line(case, submission) {
            (line::large(met, now_ms, &received(case), &submission.steps, submission.offset_min))
        }
    }
}

/// When each version on this page came.
fn received(case: &Case) -> Vec<i64> {
    case.line().into_iter().map(|at| case.history.versions()[at].row.received_at_ms).collect()
}

fn phone_clock(at_ms: i64, submission: &Submission) -> String {
    time::clock(at_ms, submission.offset_min)
}

fn desk_clock(at_ms: i64) -> String {
    time::clock(at_ms, time::desk_offset(at_ms))
}

fn unreadable(case: &Case) -> Markup {
    let why = case.history.versions()[case.at()].submission.as_ref().err();
    html! {
        div class="band" {
            (top(case))
            div class="split" { h1 tabindex="-1" { "Cannot be read here" } }
        }
        (notices(&case.frame))
        (others(case))
        div class="colset case" {
            div class="doing-col" { (here(case)) }
            div class="said-col" {
                section class="flow" {
                    h2 { "The record is kept as it came" }
                    @if let Some(why) = why { p { "This desk cannot open it: " (why) "." } }
                    p { "The phone tells its person to ring you and quote " b class="n" { (case.reference()) } ". Nobody’s number came with it. Ask for everything by voice." }
                    p class="quiet" { "A later version of the desk, or the recovery key, may open it. Delete nothing." }
                }
            }
        }
    }
}

/// Other bodies with the same number: both are kept, and a person judges.
fn others(case: &Case) -> Markup {
    html! {
        @if !case.others.is_empty() {
            div class="note time" {
                (icons::warning())
                b { "Two records came with the same number" }
                p { "Both are kept. Read both, and ring the person." }
                p {
                    @for entry in &case.others {
                        a href={ "/case/" (case.row().id) "?entry=" (entry) } { "Open the other one, entry " (entry) } " "
                    }
                }
            }
        }
    }
}

/// What happened to the record at this desk, and whether the desk's ledger holds.
fn here(case: &Case) -> Markup {
    html! {
        section class="flow" {
            h2 class="head" { "At this desk" }
            dl class="kv" {
                @for event in &case.events {
                    div {
                        dt { time { (desk_clock(event.entry.at_ms)) } }
                        dd dir="auto" {
                            @match event.entry.kind {
                                Kind::Received => { "Received" (versions::which(case, event)) }
                                Kind::Conflict => { "Received again, with other words" (versions::which(case, event)) }
                                Kind::Opened => { "Opened by " (event.entry.actor) (versions::which(case, event)) }
                                Kind::PhotoShown => { "Photograph opened by " (event.entry.actor) }
                                Kind::PlaceShown => { "Place shown to " (event.entry.actor) ": " (event.entry.note) }
                                _ => { (event.entry.kind.as_str()) }
                            }
                        }
                    }
                }
            }
            @if let Ok(count) = case.frame.ledger {
                p class="proof" { (icons::chain()) span { "Log unbroken, entry " (count) "." } }
            }
        }
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use gh_wire::submission::{Fact, SCHEMA, Section};

    use super::*;

    pub(crate) fn submission() -> Submission {
        let fact = |id: &str, label: &str, value: &str, childs_words| Fact {
            id: id.into(),
            label: label.into(),
            value: value.into(),
            childs_words,
            at_ms: 0,
            known: String::new(),
            known_from: String::new(),
            noted_by: String::new(),
        };
        Submission {
            schema: SCHEMA,
            id: Id::from_bytes([1; 16]),
            case_id: Id::from_bytes([2; 16]),
            occasion: Occasion::Hour,
            trial: true,
            sealed_at_ms: 0,
            offset_min: 0,
            met_at_ms: Some(0),
            clock_changed: false,
            from: gh_wire::submission::Sender::default(),
            child_as_said: "Says Minh".into(),
            place_now: Some("CANARY house".into()),
            sections: vec![Section {
                id: "m04".into(),
                title: "The child".into(),
                facts: vec![fact("m04.name", "Name", "Minh", false), fact("m04.words", "Words", "He has it.", true)],
                not_known_because: None,
            }],
            said: vec![],
            asked_again: vec![],
            signs: vec![],
            calls: vec![],
            handed_over: vec![],
            gone_ms: None,
            was_away: vec![],
            together: vec![],
            steps: vec![],
            guidance: String::new(),
            log: vec![],
            update: None,
        }
    }
}
