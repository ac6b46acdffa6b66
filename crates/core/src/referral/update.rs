//! After the first Send: what is new since the last one, as a submission that names it.
use gh_wire::id::Id;
use gh_wire::submission::Submission;
use gh_wire::update::{Change, changes, update_of};

use super::{submission, submission_id};
use crate::case::{CaseState, Log, Sent};
use crate::guide::Pack;
use crate::outbox::{Item, State};
use crate::record::Profile;
use crate::time::Wall;

/// Whether the desk can read what was sent, now or later: it has answered with its receipt, or the item is still in the
/// queue and was not refused. Of what it refused, the next submission must leave nothing out.
#[must_use]
pub fn may_arrive(sent: &Sent, queue: &[Item]) -> bool {
    let refused = |item: &&Item| matches!(item.state, State::NeedsAttention(_));
    sent.received.is_some() || queue.iter().find(|item| item.id == sent.submission).is_some_and(|item| !refused(&item))
}

/// What of a case the desk has or will have, oldest first: what the next submission can build on.
fn standing<'a>(state: &'a CaseState, queue: &[Item]) -> Vec<&'a Sent> {
    state.sent.iter().filter(|sent| may_arrive(sent, queue)).collect()
}

/// The submission that people quote on the telephone: the first of the case that the desk has or will have. Where it has
/// none, they quote the one that they have before them.
#[must_use]
pub fn to_quote(state: &CaseState, submission: Id, queue: &[Item]) -> Id {
    standing(state, queue).first().map_or(submission, |first| first.submission)
}

/// The submission that Send makes now: the whole record while the desk has none, and then only what is new.
#[must_use]
pub fn to_send(log: &Log, state: &CaseState, profile: &Profile, pack: &Pack, queue: &[Item], now: Wall) -> Submission {
    let whole = submission(submission_id(state), log, state, profile, pack, now);
    let standing = standing(state, queue);
    let (Some(first), Some(last)) = (standing.first(), standing.last()) else { return whole };
    let Some(parent) = as_sent(log, last, &other_settings(), pack) else { return whole };
    let mut update = update_of(first.submission, &parent, &whole);
    let sections = update.sections.iter().map(|section| section.id.clone()).collect::<Vec<_>>();
    if let Some(about) = &mut update.update {
        for now in whole.sections.iter().filter(|now| sections.contains(&now.id)) {
            let from_settings = |id: &str| other_settings().says(id).is_some();
            if parent.sections.iter().any(|s| s.id == now.id && s.facts.iter().any(|fact| from_settings(&fact.id))) {
                // Which of these the desk has is not known here, so neither is where the new ones would stand.
                let order = now.facts.iter().map(|fact| fact.id.clone());
                about.facts.entry(now.id.clone()).or_default().order = order.collect();
            }
        }
    }
    update
}

/// What the update that Send would make holds, line by line. `None`: Send would make a whole record. A change in Settings
/// alone is not news of the child, and goes along with the next update.
#[must_use]
pub fn unsent(log: &Log, state: &CaseState, profile: &Profile, pack: &Pack, queue: &[Item]) -> Option<Vec<Change>> {
    let before = standing(state, queue).last().and_then(|last| as_sent(log, last, profile, pack))?;
    let now = submission(submission_id(state), log, state, profile, pack, state.began);
    Some(changes(&before, &now))
}

/// What each submission of the case added to the one before it, oldest first; the first one has nothing before it.
#[must_use]
pub fn added(log: &Log, state: &CaseState, profile: &Profile, pack: &Pack) -> Vec<Vec<Change>> {
    let whole: Vec<_> = state.sent.iter().map(|sent| as_sent(log, sent, profile, pack)).collect();
    let pairs = whole.windows(2).map(|pair| match pair {
        [Some(before), Some(now)] => changes(before, now),
        _ => Vec::new(),
    });
    std::iter::once(Vec::new()).chain(pairs).take(whole.len()).collect()
}

/// The record as it stood when this was sealed: of the log up to the entry that says so, which came after it.
fn as_sent(log: &Log, sent: &Sent, profile: &Profile, pack: &Pack) -> Option<Submission> {
    let log = log.before(sent.seq);
    let state = CaseState::of(&log)?;
    Some(submission(sent.submission, &log, &state, profile, pack, sent.sealed_at))
}

/// What Settings said when the parent was sealed is not in the log. It is taken to have been something else in each field,
/// so that all they say now is said again, and what they say no more is said to be gone.
fn other_settings() -> Profile {
    let other = || "\0".to_owned();
    Profile { name: other(), organisation: other(), staff_number: other(), call_back: other(), ..Profile::default() }
}
