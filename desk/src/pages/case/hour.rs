//! What was done in the hour, in the order of the phone's clock.
use gh_wire::submission::{Absence, Answer, HandedOver, StepTaken, Submission};
use maud::{Markup, html};

use super::{Case, hour_with_a_line, inbox, phone_clock, versions};

/// One entry.
struct Entry<'a> {
    class: &'static str,
    what: &'a str,
    how: String,
    at_ms: i64,
}

/// The section: the steps, that the child had gone and was back, and who took over.
pub(super) fn section(case: &Case, submission: &Submission) -> Markup {
    let mut entries: Vec<Entry<'_>> = submission.steps.iter().map(step).collect();
    entries.extend(submission.was_away.iter().flat_map(away));
    entries.extend(submission.gone_ms.map(gone));
    entries.extend(submission.handed_over.iter().map(given));
    // What has the same time stays as it came: a step before what it led to.
    entries.sort_by_key(|entry| entry.at_ms);
    html! {
        section class="flow" aria-labelledby="hr" {
            h2 id="hr" class="head" { "The hour" }
            ol class="trail" {
                @if let Some(met) = submission.met_at_ms {
                    li class="done" { span { b { "Met the child" } span class="quiet" dir="auto" { (inbox::or_not_given(&submission.from.role)) } } time class="quiet" { (phone_clock(met, submission)) } }
                }
                @for entry in &entries {
                    li class=(entry.class) {
                        span { b dir="auto" { (entry.what) } span class="quiet" dir="auto" { (entry.how) } }
                        time class="quiet" { (phone_clock(entry.at_ms, submission)) }
                    }
                }
                @for at in case.line() { (versions::received(case, at)) }
            }
            @if hour_with_a_line(case, submission).is_some() {
                p class="quiet" { "On the line: dots are the person with the child, the square is this desk." }
            }
        }
    }
}

fn step(step: &StepTaken) -> Entry<'_> {
    let (class, how) = match step.answer {
        Answer::Done => ("done", "Done".to_owned()),
        Answer::Cant => ("cant", format!("Could not: {}", step.reason.as_deref().unwrap_or("no reason given"))),
        Answer::NotNeeded => ("", "Not needed".to_owned()),
    };
    Entry { class, what: &step.title, how, at_ms: step.at_ms }
}

fn gone<'a>(last_seen_ms: i64) -> Entry<'a> {
    Entry { class: "cant", what: "The child has gone", how: "Last seen".to_owned(), at_ms: last_seen_ms }
}

fn away<'a>(absence: &Absence) -> [Entry<'a>; 2] {
    let back = Entry { class: "done", what: "The child is back", how: String::new(), at_ms: absence.back_ms };
    [Entry { what: "The child had gone", ..gone(absence.last_seen_ms) }, back]
}

fn given(given: &HandedOver) -> Entry<'_> {
    Entry { class: "done", what: "Handed over", how: format!("To {}", given.who()), at_ms: given.at_ms }
}
