//! What was done in the hour and what came here meanwhile, in the order of the clocks.
use gh_wire::submission::{Absence, Answer, HandedOver, StepTaken, Submission};
use maud::{Markup, html};

use super::{Case, desk_clock, hour_with_a_line, inbox, phone_clock};

/// One entry.
struct Entry {
    class: &'static str,
    what: String,
    how: String,
    at_ms: i64,
    /// Read on the desk's clock, and not on the phone's.
    here: bool,
}

/// The section: the steps, that the child had gone and was back, who took over, and what this desk received.
pub(super) fn section(case: &Case, submission: &Submission) -> Markup {
    let mut entries: Vec<Entry> = submission.met_at_ms.map(|met| met_them(met, case, submission)).into_iter().collect();
    entries.extend(submission.steps.iter().map(step));
    entries.extend(submission.was_away.iter().flat_map(away));
    entries.extend(submission.gone_ms.map(gone));
    entries.extend(submission.handed_over.iter().map(given));
    entries.extend(case.line().into_iter().map(|at| received(case, at)));
    // What has the same time stays as it came: a step before what it led to.
    entries.sort_by_key(|entry| entry.at_ms);
    html! {
        section class="flow" aria-labelledby="hr" {
            h2 id="hr" class="head" { "The hour" }
            ol class="trail" {
                @for entry in &entries {
                    li class=(entry.class) {
                        span { b dir="auto" { (entry.what) } span class="quiet" dir="auto" { (entry.how) } }
                        time class="quiet" {
                            @if entry.here { (desk_clock(entry.at_ms)) } @else { (phone_clock(entry.at_ms, submission)) }
                        }
                    }
                }
            }
            @if hour_with_a_line(case, submission).is_some() {
                p class="quiet" { "On the line: dots are the person with the child, the square is this desk." }
            }
        }
    }
}

fn done(what: &str, how: String, at_ms: i64) -> Entry {
    Entry { class: "done", what: what.to_owned(), how, at_ms, here: false }
}

/// Who met the child is who first sent a record with an hour: an update can be somebody else's, and so can the concern before.
fn met_them(met: i64, case: &Case, submission: &Submission) -> Entry {
    let sent = case.line().into_iter().filter_map(|at| case.history.versions()[at].submission.as_ref().ok());
    let first = sent.filter(|_| !case.history.begins_late()).find(|sent| sent.met_at_ms.is_some());
    done("Met the child", inbox::or_not_given(&first.unwrap_or(submission).from.role).to_owned(), met)
}

fn step(step: &StepTaken) -> Entry {
    let (class, how) = match step.answer {
        Answer::Done => ("done", "Done".to_owned()),
        Answer::Cant => ("cant", format!("Could not: {}", step.reason.as_deref().unwrap_or("no reason given"))),
        Answer::NotNeeded => ("", "Not needed".to_owned()),
    };
    Entry { class, ..done(&step.title, how, step.at_ms) }
}

fn gone(last_seen_ms: i64) -> Entry {
    Entry { class: "cant", ..done("The child has gone", "Last seen".to_owned(), last_seen_ms) }
}

fn away(absence: &Absence) -> [Entry; 2] {
    let went = Entry { what: "The child had gone".to_owned(), ..gone(absence.last_seen_ms) };
    [went, done("The child is back", String::new(), absence.back_ms)]
}

fn given(given: &HandedOver) -> Entry {
    done("Handed over", format!("To {}", given.who()), given.at_ms)
}

/// The arrival of a version.
fn received(case: &Case, at: usize) -> Entry {
    let what = match case.history.name(at) {
        first if first == "First record" => "Record received".to_owned(),
        name => format!("{name} received"),
    };
    let at_ms = case.history.versions()[at].row.received_at_ms;
    Entry { here: true, ..done(&what, "This desk".to_owned(), at_ms) }
}
