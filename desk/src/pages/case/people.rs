//! Where the child is with people: gone, with other children, handed over.
use gh_wire::reference::Reference;
use gh_wire::submission::{HandedOver, Submission};
use maud::{Markup, html};

use super::{Case, icons, phone_clock};

/// The child has gone; other children were found with this one.
pub(super) fn notes(case: &Case, submission: &Submission) -> Markup {
    let more = submission.together.len().saturating_sub(case.together.len());
    html! {
        @if let Some(seen) = submission.gone_ms {
            div class="note time" {
                (icons::warning())
                b { "The child has gone" }
                p { "Last seen at " time { (phone_clock(seen, submission)) } ". Ring the person who sent this, and the police." }
            }
        }
        @if !submission.together.is_empty() {
            div class="note" {
                (icons::tray())
                b { "Other children were found with this one" }
                p {
                    "Each has a record of their own. "
                    @for (id, entry) in &case.together {
                        a href={ "/case/" (id) "?entry=" (entry) } { "Read " (Reference::of(id)) } " "
                    }
                    @match more { 0 => {}, 1 => "1 has not come here.", more => { (more) " have not come here." } }
                }
            }
        }
    }
}

/// Who took over, as it was written down at that moment.
pub(super) fn handed_over(submission: &Submission) -> Markup {
    html! {
        @if !submission.handed_over.is_empty() {
            section class="flow" {
                h2 class="head" { "Handed over" }
                ul class="how" { @for given in &submission.handed_over { (one(given, submission)) } }
            }
        }
    }
}

fn one(given: &HandedOver, submission: &Submission) -> Markup {
    let checked = [("Identity card seen: ", &given.identity), ("Office rung back: ", &given.rang_back)];
    let rest = [
        ("Role and team: ", &given.role),
        ("Number: ", &given.number),
        ("The child was told: ", &given.told_child),
        ("Handed over by ", &given.noted_by),
    ];
    html! {
        li {
            time { (phone_clock(given.at_ms, submission)) } " " b { bdi { (given.who()) } }
            @for (label, answer) in checked {
                br;
                span class="quiet" { (label) }
                @if answer.is_empty() { "not noted" } @else { bdi { (answer) } }
            }
            @for (label, words) in rest {
                @if !words.is_empty() { br; span class="quiet" { (label) } bdi { (words) } }
            }
        }
    }
}
