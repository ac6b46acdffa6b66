//! The people of a case: who sent it, other children, a child who has gone, who took over.
use gh_wire::reference::Reference;
use gh_wire::submission::{HandedOver, Sender, Submission};
use maud::{Markup, html};

use super::{Case, Seen, Sibling, icons, inbox, phone_clock};

/// The child has gone: first of all that stands on the page, also where an earlier version is read, which does not know it.
pub(super) fn gone(case: &Case, submission: &Submission) -> Markup {
    let earlier = case.seen != Seen::Whole && case.history.ends() != [case.at()];
    let gone_now = case.history.is_gone();
    let whole = case.history.as_of(case.history.trunk());
    let by_mistake = whole.is_some_and(|whole| whole.was_away.len() <= submission.was_away.len());
    html! {
        @match (submission.gone_ms, earlier) {
            (Some(seen), false) => div class="oops" {
                p { b { "The child has gone" } }
                p { "Last seen at " time { (phone_clock(seen, submission)) } ". Ring the person who sent this, and the police." }
            },
            (Some(_), true) if !gone_now => div class="note time" {
                (icons::warning())
                @if by_mistake { b { "It was noted that the child had gone, and since that this was a mistake" } }
                @else { b { "The child had gone, and is back since" } }
                p { "This is an earlier version. Read the whole case." }
            },
            (_, true) if gone_now => div class="oops" {
                p { b { "The child has gone" } }
                p { "This is an earlier version. Read in the whole case where and when they were last seen." }
            },
            _ => {}
        }
    }
}

/// The child was handed over; other children were found with this one.
pub(super) fn notes(case: &Case, submission: &Submission) -> Markup {
    // Where two versions do not agree, the page shows the case as before they part: one of them may say that the child left.
    let left = case.seen == Seen::Whole && case.history.is_gone();
    html! {
        @if let Some(given) = has_the_child(submission).filter(|_| !left) {
            div class="note" {
                (icons::person())
                b { "Handed over to " bdi { (given.who()) } " at " time { (phone_clock(given.at_ms, submission)) } }
            }
        }
        @if !case.together.is_empty() || case.not_here > 0 {
            div class="note" {
                (icons::tray())
                b { "Other children were found with this one" }
                p { "Each has a record of their own." }
                @if !case.together.is_empty() { ul class="how" { @for other in &case.together { (sibling(other)) } } }
                @match case.not_here {
                    0 => {}
                    1 => p { "1 has not come here." }
                    more => p { (more) " have not come here." }
                }
            }
        }
    }
}

fn sibling(other: &Sibling) -> Markup {
    html! {
        li {
            a href={ "/case/" (other.id) "?entry=" (other.entry) } { "Read " (Reference::of(&other.id)) }
            @if !other.child.trim().is_empty() { ", " bdi { (other.child) } }
            @if other.gone { ". " b { "This child has gone." } }
        }
    }
}

/// The newest handing over, unless the child was gone since: then nobody knows by it who has them.
fn has_the_child(submission: &Submission) -> Option<&HandedOver> {
    let newest = submission.handed_over.iter().max_by_key(|given| given.at_ms)?;
    let since = submission.was_away.iter().any(|away| away.back_ms >= newest.at_ms);
    (submission.gone_ms.is_none() && !since).then_some(newest)
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

/// The number on which the person with the child can be rung.
pub(super) fn ring(from: &Sender) -> Markup {
    let number: String = from.call_back.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
    let name = inbox::or_not_given(&from.name);
    html! {
        @if number.is_empty() {
            p { b { "No number to ring back was given." } }
        } @else {
            a class="call" href={ "tel:" (number) } {
                (icons::phone()) b class="n" dir="auto" { (from.call_back) } span dir="auto" { (name) ", who sent this" }
            }
        }
    }
}

/// Who wrote the record.
pub(super) fn sender(from: &Sender) -> Markup {
    let rows = [
        ("Name", &from.name),
        ("Role", &from.role),
        ("Works for", &from.organisation),
        ("Staff number", &from.staff_number),
        ("Area", &from.area),
    ];
    html! {
        section class="flow" {
            h2 class="head" { "Who sent it" }
            dl class="kv" { @for (label, words) in rows { div { dt { (label) } dd dir="auto" { (inbox::or_not_given(words)) } } } }
        }
    }
}
