//! Which step is next, which come after it, and which have an answer.
use std::collections::{BTreeMap, BTreeSet};

use gh_wire::id::Id;

use super::clock::HOUR_MS;
use super::hours::out_of_hours;
use super::keys::keys;
use crate::case::{CHILD_BACK, CHILD_GONE, CaseState, DANGER_SIGN, StepAnswer, StepAnswered};
use crate::guide::{CantReason, ConditionKey, Expr, Nation, OtherWay, Pack, QuestionOption, Role, SetBy, Stage, Step};
use crate::time::{MINUTE_MS, Reading, Wall};

/// The hour as it stands: one next step, what comes after it, what has an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan<'a> {
    /// The one thing to do.
    pub next: Option<Planned<'a>>,
    /// What comes after it, in order.
    pub coming: Vec<Planned<'a>>,
    /// What has an answer, oldest first; last, steps that no longer fit.
    pub finished: Vec<Finished<'a>>,
}

/// A step that has no final answer yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Planned<'a> {
    /// The step.
    pub step: &'a Step,
    /// The step itself, or its other way.
    pub card: Card<'a>,
    /// When it is due.
    pub due: Due,
}

/// What the card shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Card<'a> {
    /// The step.
    Step,
    /// The other way, after "Can’t".
    OtherWay {
        /// The reason that was tapped.
        reason: CantReason,
        /// From the guidance; none means "Ask someone else to do it".
        way: Option<&'a OtherWay>,
        /// When it was tapped.
        noted: Wall,
        /// When the step will be asked again.
        again: Option<Wall>,
    },
}

/// When a step is due. Late is a word, never a count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Due {
    /// Now.
    Now,
    /// By this time, in so many minutes.
    By(Wall, i64),
    /// Still to do, was due then.
    Was(Wall),
    /// Still to do, after the hour.
    Still,
}

/// A step with an answer, or one that no longer fits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finished<'a> {
    /// The step, where the track of the present role has it.
    pub step: Option<&'a Step>,
    /// The title at the time.
    pub title: String,
    /// The answer.
    pub answer: StepAnswer,
    /// When, and the event to undo. `None`: it no longer fits, so nobody answered.
    pub noted: Option<(Wall, Id)>,
}

/// The steps of a role, or the core actions while the role is not known, in order.
#[must_use]
pub fn track(pack: &Pack, role: Option<Role>) -> &[Step] {
    role.and_then(|role| pack.tracks.iter().find(|track| track.role == role)).map_or(&pack.actions, |track| &track.row)
}

/// The steps that stand in the plan now. While the child is gone, what is done about that replaces the hour's steps; for
/// every role it is its own row and the core actions about it. Danger still comes before it.
fn steps_now<'a>(pack: &'a Pack, state: &CaseState, holds: &BTreeSet<ConditionKey>) -> Vec<&'a Step> {
    let key_of = |set_by: SetBy| pack.conditions.iter().find(|condition| condition.set_by == set_by);
    let names = |step: &Step, set_by: SetBy| {
        key_of(set_by).is_some_and(|condition| step.when.keys().any(|key| *key == condition.key))
    };
    let track = track(pack, state.role);
    let beside = |step: &&Step| !track.iter().any(|row| row.id == step.id || row.covers.contains(&step.id));
    let others = pack.actions.iter().filter(beside);
    if state.gone.is_none() {
        return track.iter().chain(others.filter(|step| names(step, SetBy::ChildBack))).collect();
    }
    let first = |step: &Step| step.stage == Stage::Safety && step.first_when.as_ref().is_some_and(|e| e.holds(holds));
    let of_track = track.iter().filter(|step| names(step, SetBy::ChildGone) || first(step));
    of_track.chain(others.filter(|step| names(step, SetBy::ChildGone))).collect()
}

/// Works out the hour.
///
/// `open` is the step on the screen: it stays there while it is still to do, whatever else the situation adds, unless
/// a step that must come first (danger, the child has gone) is to do.
#[must_use]
pub fn plan<'a>(
    pack: &'a Pack,
    state: &CaseState,
    nation: Option<Nation>,
    now: Reading,
    open: Option<&str>,
) -> Plan<'a> {
    let since = keys(pack, state, nation, now.wall);
    let mut holds = BTreeSet::new();
    holds.extend(since.keys().cloned());
    let view =
        View { pack, state, now, elapsed: state.clock.at(now).elapsed_ms, holds, held: held(pack, state, nation) };
    let steps = steps_now(pack, state, &view.holds);
    let here: Vec<&str> = steps.iter().map(|step| step.id.as_str()).collect();

    let mut pending: Vec<Pending<'a>> = Vec::new();
    let mut fell_away = Vec::new();
    for step in steps.iter().copied() {
        let in_nation = nation.is_none_or(|nation| step.nations.is_empty() || step.nations.contains(&nation));
        if !in_nation {
            continue;
        }
        let first = step.first_when.as_ref().filter(|expr| expr.holds(&view.holds)).map(|expr| latest(expr, &since));
        let place = view.place(step, &here, first);
        match place {
            _ if !step.when.holds(&view.holds) && first.is_none() => {
                if matches!(place, Place::ToDo { .. }) && view.once_fitted(step) {
                    fell_away.push(step);
                }
            }
            Place::Finished => {}
            Place::ToDo { card, not_before } => {
                pending.push(Pending { step, card, not_before, first: first.is_some() });
            }
        }
    }
    order(&mut pending, view.elapsed, open);
    // What must come first is due now, whatever its minute: it makes nothing else late.
    let next = pending.iter().find(|pending| !pending.must_come_first());
    let late_by = next.map_or(0, |next| view.elapsed / MINUTE_MS - next.minute() - next.grace()).max(0);
    let mut planned = pending.iter().enumerate().map(|(place, pending)| Planned {
        step: pending.step,
        card: pending.card,
        due: view.due(pending, if place == 0 { 0 } else { late_by }),
    });
    Plan { next: planned.next(), coming: planned.collect(), finished: finished(pack, state, &fell_away) }
}

/// The latest place in the log at which a key of the expression was set.
fn latest(expr: &Expr, since: &BTreeMap<ConditionKey, u32>) -> u32 {
    expr.keys().filter_map(|key| since.get(key)).copied().max().unwrap_or(0)
}

/// The keys that held together, after each change of the situation: answers, choices of the record, "Child gone", and
/// the hours of offices when the case began.
fn held(pack: &Pack, state: &CaseState, nation: Option<Nation>) -> Vec<BTreeSet<ConditionKey>> {
    let closed = out_of_hours(state.began, &pack.bank_holidays, nation);
    let of = |situation: &BTreeSet<String>| {
        let options = pack.questions.iter().flat_map(|question| {
            let chosen = |option: &&QuestionOption| situation.contains(&format!("{}/{}", question.id, option.id));
            question.options.iter().filter(chosen).flat_map(|option| option.sets.iter().cloned())
        });
        let others = pack.conditions.iter().filter(|condition| match &condition.set_by {
            SetBy::Question(_) | SetBy::Role(_) => false,
            SetBy::Clock => closed,
            SetBy::ChildGone => situation.contains(CHILD_GONE),
            SetBy::ChildBack => situation.contains(CHILD_BACK),
            SetBy::Field(rule) => situation.contains(rule),
        });
        let by_sign = pack.conditions.iter().filter(|c| c.signs && situation.contains(DANGER_SIGN));
        let mut keys = BTreeSet::new();
        keys.extend(options.chain(others.chain(by_sign).map(|condition| condition.key.clone())));
        keys
    };
    state.situations.iter().map(of).collect()
}

struct View<'s> {
    pack: &'s Pack,
    state: &'s CaseState,
    now: Reading,
    elapsed: i64,
    holds: BTreeSet<ConditionKey>,
    /// The keys that held together, after each change of the situation.
    held: Vec<BTreeSet<ConditionKey>>,
}

/// Minutes for which the first steps still say "Now" after their minute has passed: they take longer than a minute, and
/// nobody should read "Still to do" while doing them. Ours.
const EARLY_GRACE_MIN: i64 = 3;

struct Pending<'a> {
    step: &'a Step,
    card: Card<'a>,
    /// Milliseconds of the hour before which it is not asked again.
    not_before: Option<i64>,
    first: bool,
}

impl Pending<'_> {
    /// One of the first steps, asked for the first time: it says "Now", not a time two minutes off.
    fn is_early(&self) -> bool {
        self.step.minute <= 2 && self.not_before.is_none()
    }

    /// Minutes past its own before it counts as late.
    fn grace(&self) -> i64 {
        if self.is_early() { EARLY_GRACE_MIN } else { 0 }
    }

    fn minute(&self) -> i64 {
        self.not_before.map_or(i64::from(self.step.minute), |ms| ms / MINUTE_MS)
    }

    /// Its key holds and it has no answer since. Once the other way was taken it waits, and then does not push away
    /// what is on the screen.
    const fn must_come_first(&self) -> bool {
        self.first && self.not_before.is_none()
    }

    /// Danger before a child who has gone, that before one who wants to leave, and that before urgent health.
    fn rank(&self, open: Option<&str>) -> (u8, u8, u16) {
        let stage = match self.step.stage {
            Stage::Safety => 0,
            Stage::Health => 2,
            _ => 1,
        };
        let urgency = (stage, self.step.minute);
        if self.must_come_first() {
            (0, urgency.0, urgency.1)
        } else if open == Some(self.step.id.as_str()) {
            (1, 0, 0)
        } else if self.first {
            (2, urgency.0, urgency.1)
        } else {
            (3, 0, 0)
        }
    }
}

enum Place<'a> {
    ToDo { card: Card<'a>, not_before: Option<i64> },
    Finished,
}

impl View<'_> {
    fn place<'a>(&self, step: &'a Step, here: &[&str], first: Option<u32>) -> Place<'a> {
        let to_do = Place::ToDo { card: Card::Step, not_before: None };
        let last = self.state.answers.iter().rfind(|answer| answer.step == step.id);
        // What was done under another role counts, unless the danger, or the "Can’t" here, came after it.
        if self.done_elsewhere(step, here, first.max(last.map(|last| last.seq))) {
            return Place::Finished;
        }
        let Some(last) = last else { return to_do };
        if first.is_some_and(|since| since > last.seq) {
            return to_do;
        }
        let retry = step.retry_min.map(|minutes| i64::from(minutes) * MINUTE_MS);
        match (last.other_way, last.answer) {
            (None, StepAnswer::Cant(reason)) => {
                let again = retry.map(|ms| last.at.plus_minutes(ms / MINUTE_MS));
                let way = step.other_way.iter().find(|way| way.reason == reason);
                Place::ToDo { card: Card::OtherWay { reason, way, noted: last.at, again }, not_before: None }
            }
            (Some(_), _) => match (retry, self.cant_before(last)) {
                (Some(retry), Some(cant)) => {
                    Place::ToDo { card: Card::Step, not_before: Some(cant.elapsed_ms.saturating_add(retry)) }
                }
                _ => Place::Finished,
            },
            (None, StepAnswer::Done | StepAnswer::NotNeeded) => Place::Finished,
        }
    }

    /// The "Can’t" that led to this answer of the other way.
    fn cant_before(&self, other: &StepAnswered) -> Option<&StepAnswered> {
        self.state.answers.iter().rfind(|a| a.seq < other.seq && a.step == other.step && a.other_way.is_none())
    }

    /// Answered under another role: every core action that the step stands for has an answer from there.
    fn done_elsewhere(&self, step: &Step, here: &[&str], since: Option<u32>) -> bool {
        let settled = |action: &str| {
            self.state.answers.iter().any(|answer| {
                !here.contains(&answer.step.as_str())
                    && since.is_none_or(|since| answer.seq > since)
                    && self.settles(answer)
                    && (answer.step == action || answer.covers.iter().any(|covered| covered == action))
            })
        };
        if step.covers.is_empty() { settled(&step.id) } else { step.covers.iter().all(|action| settled(action)) }
    }

    /// The answer ends its step: done or not needed, by the step itself or by an other way after which it is not
    /// asked again.
    fn settles(&self, answer: &StepAnswered) -> bool {
        let asked_again = || {
            let tracks = self.pack.tracks.iter().flat_map(|track| &track.row);
            self.pack.actions.iter().chain(tracks).any(|step| step.id == answer.step && step.retry_min.is_some())
        };
        !matches!(answer.answer, StepAnswer::Cant(_)) && (answer.other_way.is_none() || !asked_again())
    }

    /// The step applied earlier.
    fn once_fitted(&self, step: &Step) -> bool {
        self.held.iter().any(|keys| step.when.holds(keys))
    }

    fn due(&self, pending: &Pending<'_>, late_by: i64) -> Due {
        let own = pending.minute();
        let moved = own + late_by;
        let minute = if late_by == 0 || own >= 55 { own } else { moved.min(own.max(55)) };
        let left = minute * MINUTE_MS - self.elapsed;
        let at = Wall { ms: self.now.wall.ms.saturating_add(left), ..self.now.wall };
        let in_minutes = left.div_euclid(MINUTE_MS) + i64::from(left.rem_euclid(MINUTE_MS) > 0);
        if pending.must_come_first() {
            return Due::Now;
        }
        let early = pending.is_early();
        if in_minutes < 0 && !(early && in_minutes >= -EARLY_GRACE_MIN) {
            // Where the clock was set back, the time of a late step can lie before the meeting: then none is said.
            let before_the_hour = self.state.met_at.is_some_and(|met| at.ms < met.ms);
            return if self.elapsed >= HOUR_MS || before_the_hour { Due::Still } else { Due::Was(at) };
        }
        if early || in_minutes == 0 || matches!(pending.card, Card::OtherWay { .. }) {
            return Due::Now;
        }
        Due::By(at, in_minutes)
    }
}

/// First what must come first, then the open step, then the order of the track; a step that is asked again waits
/// until its time.
fn order(pending: &mut Vec<Pending<'_>>, elapsed: i64, open: Option<&str>) {
    let waiting = |p: &Pending<'_>| p.not_before.is_some_and(|ms| ms > elapsed);
    let key = |p: &Pending<'_>| if waiting(p) { (p.not_before, (0, 0, 0)) } else { (None, p.rank(open)) };
    // A few dozen: each is put in its place. The library's sort would be 6 KB that every phone loads first.
    let mut sorted = Vec::with_capacity(pending.len());
    for step in std::mem::take(pending) {
        let place = sorted.partition_point(|other| key(other) <= key(&step));
        sorted.insert(place, step);
    }
    let (later, mut ready): (Vec<_>, Vec<_>) = sorted.into_iter().partition(waiting);
    let mut after = usize::from(!ready.is_empty());
    for wait in later {
        let place = ready.iter().position(|p| p.minute() > wait.minute()).unwrap_or(ready.len());
        let place = place.max(after);
        ready.insert(place, wait);
        after = place + 1;
    }
    *pending = ready;
}

fn finished<'a>(pack: &'a Pack, state: &CaseState, fell_away: &[&'a Step]) -> Vec<Finished<'a>> {
    let steps = || track(pack, state.role).iter().chain(&pack.actions);
    let mut list: Vec<Finished<'a>> = Vec::new();
    for (index, answer) in state.answers.iter().enumerate() {
        let answered_again = state.answers.iter().skip(index + 1).any(|later| later.step == answer.step);
        let cant_open = answer.other_way.is_none() && matches!(answer.answer, StepAnswer::Cant(_));
        if answered_again && !cant_open {
            continue;
        }
        list.push(Finished {
            step: steps().find(|step| step.id == answer.step),
            title: answer.title.clone(),
            answer: answer.answer,
            noted: Some((answer.at, answer.event)),
        });
    }
    list.extend(fell_away.iter().map(|step| Finished {
        step: Some(step),
        title: step.title.clone(),
        answer: StepAnswer::NotNeeded,
        noted: None,
    }));
    list
}
