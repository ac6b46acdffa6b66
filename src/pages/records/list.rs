//! What the page shows of each record, worked out from the cases and the queue.
use gh_core::case::leaves_on;
use gh_core::outbox::{Item, Reason, Word, word};
use gh_core::record::child_as_said;
use gh_core::referral::to_quote;
use gh_core::time::Wall;
use gh_wire::id::Id;
use gh_wire::reference::Reference;
use leptos::prelude::*;

use crate::edge::page;
use crate::session::{Case, Session};

/// Under which heading a record stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Group {
    /// A person has to do something.
    NeedsYou,
    /// It goes by itself while the app is open.
    OnTheWay,
    /// The desk has it.
    Delivered,
}

/// Where a record stands, with its times in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stand {
    /// No network.
    WaitingForSignal,
    /// The desk has not answered; the time of the next try.
    NotAnswered(String),
    /// It is being sent.
    Sending,
    /// The desk has it.
    Delivered {
        /// When, by the desk's clock.
        at: String,
        /// Its place in the desk's ledger.
        entry: Option<u64>,
        /// When it leaves this phone, or why it stays.
        leaves: String,
    },
    /// It waits for a person.
    NeedsYou(Reason),
    /// The log says that it was sealed, and the queue does not have it.
    Lost,
}

/// One sealed record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Its case.
    pub case: Id,
    /// The submission.
    pub submission: Id,
    /// The child as said.
    pub child: String,
    /// Its own reference.
    pub reference: String,
    /// What two people say to each other by telephone: the reference of the first record of the case.
    pub quote: String,
    /// 0 is the record itself; what comes later are its updates.
    pub number: usize,
    /// When it was sealed: `14:47`.
    pub saved: String,
    /// Tries in a row that failed.
    pub tries: u32,
    /// Where it stands.
    pub stand: Stand,
    /// Undelivered five minutes after Send, and nobody has told the desk.
    pub overdue: bool,
    /// The person told the desk by telephone.
    pub told: bool,
    /// The receipts of the same case before this one, where the card stands for them too.
    pub earlier: Vec<String>,
}

/// A case with words that no submission carries, or that was never sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// The case.
    pub case: Id,
    /// The child as said.
    pub child: String,
    /// "An hour, begun 21 November at 14:06".
    pub begun: String,
    /// The hour runs.
    pub runs: bool,
    /// A submission has gone, and something was written after it.
    pub since_sent: bool,
    /// Something is in memory only.
    pub unsaved: bool,
}

/// The whole page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lists {
    rows: Vec<Row>,
    /// What is not sent.
    pub drafts: Vec<Draft>,
}

impl Row {
    /// Under which heading it stands.
    #[must_use]
    pub fn group(&self) -> Group {
        match self.stand {
            Stand::NeedsYou(_) | Stand::Lost => Group::NeedsYou,
            Stand::Delivered { .. } => Group::Delivered,
            _ if self.overdue => Group::NeedsYou,
            _ => Group::OnTheWay,
        }
    }
}

impl Row {
    /// "GH 7K4 29Q, entry 4".
    fn receipt(&self) -> String {
        let entry = match &self.stand {
            Stand::Delivered { entry: Some(entry), .. } => format!(", entry {entry}"),
            _ => String::new(),
        };
        format!("{}{entry}", self.reference)
    }
}

impl Lists {
    /// The records under a heading: what waits longest first, what was delivered last first. Of a case of which several
    /// are delivered, the last stands there and names those before it.
    #[must_use]
    pub fn group(&self, group: Group) -> Vec<Row> {
        let mut rows: Vec<Row> = self.rows.iter().filter(|row| row.group() == group).cloned().collect();
        if group == Group::Delivered {
            for place in (1..rows.len()).rev() {
                if rows[place].case == rows[place - 1].case {
                    let before = rows.remove(place - 1);
                    // Now the later one stands in its place.
                    rows[place - 1].earlier.insert(0, before.receipt());
                }
            }
            rows.reverse();
        }
        rows
    }

    /// Whether there is nothing to show.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty() && self.drafts.is_empty()
    }

    /// "1 needs you. 2 on the way. 1 delivered." for the polite status.
    #[must_use]
    pub fn counts(&self) -> String {
        let count = |group| self.rows.iter().filter(|row| row.group() == group).count();
        let needs = match count(Group::NeedsYou) {
            1 => "1 needs you".to_owned(),
            n => format!("{n} need you"),
        };
        let words = [
            (count(Group::NeedsYou), needs),
            (count(Group::OnTheWay), format!("{} on the way", count(Group::OnTheWay))),
            (count(Group::Delivered), format!("{} delivered", count(Group::Delivered))),
            (self.drafts.len(), format!("{} not sent", self.drafts.len())),
        ];
        let said: Vec<String> =
            words.into_iter().filter(|(n, _)| *n > 0).map(|(_, words)| format!("{words}.")).collect();
        said.join(" ")
    }
}

/// How many records wait for a person, for the tag in Menu. Tracked.
#[must_use]
pub fn need_you(session: Session) -> usize {
    lists(session).group(Group::NeedsYou).len()
}

/// Works out the page. Tracked.
#[must_use]
pub fn lists(session: Session) -> Lists {
    let now = session.now.get().wall;
    let online = session.online.get();
    session.cases.with(|cases| {
        session.queue.with(|queue| {
            let mut lists = Lists::default();
            for case in cases {
                rows_of(case, queue, now, online, &mut lists.rows);
                lists.drafts.extend(draft_of(case));
            }
            lists
        })
    })
}

fn rows_of(case: &Case, queue: &[Item], now: Wall, online: bool, rows: &mut Vec<Row>) {
    let at = |ms: i64| Wall { ms, offset_min: now.offset_min }.hh_mm();
    for (number, sent) in case.state.sent.iter().enumerate() {
        let item = queue.iter().find(|item| item.id == sent.submission);
        let delivered = |desk_ms: i64, entry| Stand::Delivered { at: at(desk_ms), entry, leaves: leaves(case) };
        let stand = match (sent.received, item) {
            (Some((desk_ms, _, entry)), _) => delivered(desk_ms, Some(entry)),
            (None, None) => Stand::Lost,
            (None, Some(item)) => match word(item, now.ms, online) {
                Word::WaitingForSignal => Stand::WaitingForSignal,
                Word::NotAnswered { next_try } => Stand::NotAnswered(at(next_try)),
                Word::Sending => Stand::Sending,
                Word::Delivered { at } => delivered(at, None),
                Word::NeedsYou(reason) => Stand::NeedsYou(reason),
            },
        };
        rows.push(Row {
            case: case.state.id,
            submission: sent.submission,
            child: child_as_said(&case.state),
            reference: Reference::of(&sent.submission).to_string(),
            quote: Reference::of(&to_quote(&case.state, sent.submission, queue)).to_string(),
            number,
            saved: sent.sealed_at.hh_mm(),
            tries: item.map_or(0, |item| item.attempts),
            overdue: sent.received.is_none() && !sent.told_by_phone && item.is_some_and(|item| item.overdue(now.ms)),
            told: sent.told_by_phone,
            earlier: Vec::new(),
            stand,
        });
    }
}

/// "Leaves this phone on Saturday 28 November", or why it stays.
fn leaves(case: &Case) -> String {
    let state = &case.state;
    if let Some(day) = leaves_on(state) {
        return format!("Leaves this phone on {}.", page::long_date(day.ms));
    }
    let why = if state.runs() {
        "while the hour runs"
    } else if state.has_unsent_words() {
        "until what you wrote since is sent"
    } else if state.clock_changed.is_some() {
        "because this phone’s clock was changed"
    } else {
        "until all of it is delivered"
    };
    format!("Stays on this phone {why}.")
}

fn draft_of(case: &Case) -> Option<Draft> {
    let state = &case.state;
    let never_sent = state.sent.is_empty();
    (never_sent || state.has_unsent_words()).then(|| {
        let (what, ms) = match state.met_at {
            Some(met) => ("An hour", met.ms),
            None => ("A concern", state.began.ms),
        };
        Draft {
            case: state.id,
            child: child_as_said(state),
            begun: format!("{what}, begun {}", page::day_and_time(ms)),
            runs: state.runs(),
            since_sent: !never_sent,
            unsaved: case.unsaved(),
        }
    })
}
