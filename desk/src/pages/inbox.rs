//! The inbox.
use gh_wire::reference::Reference;
use gh_wire::submission::{Occasion, Submission};
use maud::{Markup, html};

use super::layout::{Frame, notices, signed_in};
use super::{icons, line, time};
use crate::brief::Brief;
use crate::store;

/// What the inbox shows.
#[derive(Debug)]
pub(crate) struct Inbox {
    /// Children who have gone first, then what nobody has opened.
    pub(crate) rows: Vec<Listed>,
    /// Which page this is, from 0.
    pub(crate) page: u32,
    /// There is another page.
    pub(crate) more: bool,
    /// When the last record came.
    pub(crate) last_received_ms: Option<i64>,
    /// Somebody is alerted when a record comes.
    pub(crate) alerts_on: bool,
    /// The last alert did not get out.
    pub(crate) alerts_failing: bool,
    /// The page's frame.
    pub(crate) frame: Frame,
}

/// One case, and what came last of it if that can be read here.
#[derive(Debug)]
pub(crate) struct Listed {
    /// As it is stored.
    pub(crate) case: store::Listed,
    /// The last body, as it reads.
    pub(crate) submission: Option<Submission>,
    /// Whether the child has gone, or is back.
    pub(crate) brief: Brief,
    /// How many other children were found with this one.
    pub(crate) together: usize,
}

/// The whole page.
pub(crate) fn page(inbox: &Inbox) -> Markup {
    let title = match inbox.frame.waiting {
        0 => "Inbox".to_owned(),
        waiting => format!("Inbox, {waiting} not opened"),
    };
    let (gone, there): (Vec<_>, Vec<_>) = inbox.rows.iter().partition(|listed| listed.brief.gone);
    let (waiting, opened): (Vec<_>, Vec<_>) = there.into_iter().partition(|listed| listed.case.waits);
    signed_in(
        &inbox.frame,
        &title,
        &html! {
            (head(inbox))
            (notices(&inbox.frame))
            @if inbox.rows.is_empty() { (empty(inbox)) } @else {
                @if inbox.frame.waiting == 0 { p { b { "Nothing is waiting." } } }
                table class="tbl fold inbox" role="table" {
                    caption class="vh" { "Records: children who have gone first, then the ones that wait" }
                    thead role="rowgroup" {
                        tr role="row" {
                            th role="columnheader" scope="col" { "State" } th role="columnheader" scope="col" { "Reference" }
                            th role="columnheader" scope="col" { "Child, as said" } th role="columnheader" scope="col" { "Since first contact" }
                            th role="columnheader" scope="col" { "Area" } th role="columnheader" scope="col" { "From" }
                            th role="columnheader" scope="col" { "Opened by" }
                        }
                    }
                    (group("Gone, and not back", &gone, inbox.frame.now_ms))
                    (group("Waiting for a person", &waiting, inbox.frame.now_ms))
                    (group("Opened", &opened, inbox.frame.now_ms))
                }
                @if inbox.more { p { a href={ "/?page=" (inbox.page + 1) } { "Older records" } } }
            }
        },
    )
}

fn head(inbox: &Inbox) -> Markup {
    let now_ms = inbox.frame.now_ms;
    let now = time::clock(now_ms, time::desk_offset(now_ms));
    html! {
        div class="kit" {
            h1 tabindex="-1" { "Inbox" }
            a class="fresh" href="/" { (icons::chain()) span { "Drawn at " time { (now) } ". " u { "Look for new ones" } } }
        }
        @if !inbox.alerts_on {
            div class="note time" {
                (icons::warning())
                b { "Nobody is alerted when a record comes" }
                p { "Look here yourself, every few minutes. Press “Look for new ones”." }
            }
        } @else if inbox.alerts_failing {
            div class="note time" role="alert" {
                (icons::warning())
                b { "The last alert did not get out" }
                p { "Look here yourself, every few minutes, until it is put right." }
            }
        }
    }
}

fn empty(inbox: &Inbox) -> Markup {
    html! {
        div class="empty" {
            (icons::tray())
            h2 { "Nothing is waiting" }
            p { "A record comes here when a phone has sent it. Press “Look for new ones” to see it." }
            @if let Some(last) = inbox.last_received_ms {
                p class="quiet" { "Last record: " (time::day_and_clock(last, time::desk_offset(last))) "." }
            } @else {
                p class="quiet" { "No record has come yet." }
            }
        }
    }
}

fn group(name: &str, rows: &[&Listed], now_ms: i64) -> Markup {
    html! {
        @if !rows.is_empty() {
            tbody role="rowgroup" {
                tr class="grp" role="row" { th role="rowheader" colspan="7" scope="rowgroup" { (name) " " small { (rows.len()) } } }
                @for listed in rows { (table_row(listed, now_ms)) }
            }
        }
    }
}

fn table_row(listed: &Listed, now_ms: i64) -> Markup {
    let case = &listed.case;
    html! {
        tr role="row" class=[case.waits.then_some("new")] {
            td role="cell" {
                @if case.waits {
                    span class="tag gold" { span class="dot on" {} "New" }
                } @else {
                    span class="tag" { span class="dot" {} "Opened" }
                }
            }
            td role="cell" { a class="go" href={ "/case/" (case.root) "?entry=" (case.root_entry) } { (reference(listed)) } }
            td role="cell" class="wide" {
                @if let Some(submission) = &listed.submission {
                    bdi { (child(submission)) } " "
                } @else {
                    b { "Cannot be read here" } " "
                }
                // In red and on a line of its own: between the tags it would look like one of them.
                @if listed.brief.gone { div class="field bad" { b class="msg" { "The child has gone" } } }
                @if listed.brief.back { span class="tag" { "Had gone, is back" } " " }
                @match listed.together {
                    0 => {}
                    1 => { span class="tag" { "Found with 1 other child" } " " }
                    others => { span class="tag" { "Found with " (others) " other children" } " " }
                }
                @if case.updates > 0 {
                    span class="tag need" { (case.updates) @if case.updates == 1 { " update" } @else { " updates" } } " "
                }
                @if case.split { span class="tag need" { "Two versions" } " " }
                @if case.begins_late { span class="tag need" { "The record before has not come" } " " }
                @if case.last.conflict && !case.split { span class="tag need" { "Same number twice" } " " }
                (not_verified())
            }
            (from(listed, now_ms))
            td role="cell" class="sub" {
                (opened_by(case, now_ms))
            }
        }
    }
}

/// Who opened it; of a case that waits again, also who opened what came before.
fn opened_by(case: &store::Listed, now_ms: i64) -> Markup {
    let newest = &case.last.opened;
    html! {
        @match (newest, &case.opened_before) {
            (Some((_, by)), _) if !case.waits => bdi { (by) },
            (_, Some((at_ms, by))) => {
                span class="tag gold" { @if newest.is_none() { "Update not opened." } @else { "Not all opened." } }
                br;
                @if newest.is_none() { "Before: " } @else { "Last: " }
                bdi { (by) } " " time { (time::clock_or_day(*at_ms, now_ms)) }
            }
            _ => span class="tag gold" { "Nobody yet" },
        }
    }
}

/// What people quote on the telephone: the first record of the case. An update that came without it names it.
fn reference(listed: &Listed) -> Reference {
    let update = listed.submission.as_ref().and_then(|submission| submission.update.as_ref());
    let first = update.filter(|_| listed.case.begins_late).map_or(listed.case.root, |update| update.first);
    Reference::of(&first)
}

/// Devices are not enrolled yet, so no sender is known to be who they say.
pub(super) fn not_verified() -> Markup {
    html! { span class="tag out" { (icons::shield()) span class="vh" { "Device " } "Not verified" } }
}

/// The words for the child, or that there are none.
pub(super) fn child(submission: &Submission) -> &str {
    let said = submission.child_as_said.trim();
    if said.is_empty() { "Nothing said of the child yet" } else { said }
}

fn from(listed: &Listed, now_ms: i64) -> Markup {
    let Some(submission) = &listed.submission else {
        return html! {
            td role="cell" class="wide" { div class="sofar" { span class="quiet" { "Came " (time::since(listed.case.last.received_at_ms, now_ms)) " ago" } } }
            td role="cell" class="sub" {} td role="cell" class="sub roomy" {}
        };
    };
    let met = submission.met_at_ms.filter(|_| submission.occasion == Occasion::Hour);
    html! {
        td role="cell" class="wide" {
            div class="sofar" {
                @if let Some(met) = met {
                    span { (time::since(met, now_ms)) }
                    @if let Some(minutes) = time::inside_the_hour(met, now_ms) { (line::small(minutes)) }
                } @else {
                    span class="quiet" { "No hour" }
                }
            }
        }
        td role="cell" class="sub" { bdi { (or_not_given(&submission.from.area)) } }
        td role="cell" class="sub roomy" { bdi { (or_not_given(&submission.from.role)) } }
    }
}

/// A gap is said, never left blank.
pub(super) fn or_not_given(words: &str) -> &str {
    if words.trim().is_empty() { "Not given" } else { words }
}
