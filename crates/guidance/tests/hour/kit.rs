//! An hour on the real guidance, driven as the app drives it: the step on the screen stays the open one.
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::LazyLock;

use gh_core::case::{Actor, CaseState, Kind, Log, StepAnswer};
use gh_core::guide::{CantReason, ConditionKey, Nation, Pack, Role, SetBy, Step};
use gh_core::hour::{Card, Due, Plan, plan, track};
use gh_core::time::{MINUTE_MS, Reading, Wall};
use gh_wire::id::Id;

pub static PACK: LazyLock<Pack> = LazyLock::new(|| {
    let dir = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../guidance"));
    gh_guidance::load(dir).unwrap_or_else(|errors| panic!("{errors}"))
});

/// Tuesday 12 January 2027, 10:00 in Great Britain.
pub const MET_MS: i64 = 1_799_748_000_000;

/// No role, then each.
pub fn roles() -> impl Iterator<Item = Option<Role>> {
    [None].into_iter().chain(Role::ALL.map(Some))
}

/// No nation, then each.
pub fn nations() -> impl Iterator<Item = Option<Nation>> {
    [None].into_iter().chain(Nation::ALL.map(Some))
}

/// The steps of a role that apply under these keys in a nation, by the guidance alone. While the child is gone, only what
/// is about that; what the role has no row for, it takes from the core actions.
pub fn applying(role: Option<Role>, nation: Option<Nation>, keys: &BTreeSet<ConditionKey>) -> Vec<&'static Step> {
    let here = |step: &&Step| nation.is_none_or(|n| step.nations.is_empty() || step.nations.contains(&n));
    let holds = |step: &&Step| step.when.holds(keys) || step.first_when.as_ref().is_some_and(|expr| expr.holds(keys));
    let of_role = track(&PACK, role);
    let mut steps: Vec<&Step> = of_role.iter().collect();
    for key in ["missing", "back"].into_iter().filter(|key| keys.contains(*key)) {
        let about = |step: &&Step| step.when.keys().any(|named| named == key);
        if key == "missing" {
            steps.retain(about);
        }
        let in_track = |action: &Step| of_role.iter().any(|row| row.id == action.id || row.covers.contains(&action.id));
        steps.extend(PACK.actions.iter().filter(about).filter(|action| !in_track(action)));
    }
    steps.into_iter().filter(here).filter(holds).collect()
}

pub struct Hour {
    pub log: Log,
    pub now: Reading,
    pub nation: Option<Nation>,
    pub open: Option<String>,
}

impl Hour {
    pub fn new(role: Option<Role>, nation: Option<Nation>) -> Self {
        let wall = Wall { ms: MET_MS, offset_min: 0 };
        let now = Reading { wall, mono_ms: 0, run: Id::from_bytes([1; 16]) };
        let mut hour = Self { log: Log::new(Id::from_bytes([7; 16])), now, nation, open: None };
        hour.note(Kind::HourStarted { met_at: wall, early_tap: false, guidance: PACK.edition.clone() });
        if role.is_some() {
            hour.role(role);
        }
        hour
    }

    pub fn note(&mut self, kind: Kind) -> Id {
        let event = Id::from_bytes(u128::from(self.log.next_seq() + 1).to_be_bytes());
        let stored = self.log.next(event, self.now, Actor::default(), kind).expect("an event has a JSON form");
        self.log.push(stored).expect("it was made on this head");
        self.look();
        event
    }

    /// The screen shows the next step; from now on it is the open one.
    fn look(&mut self) {
        let state = self.state();
        self.open = self.plan(&state).next.map(|next| next.step.id.clone());
    }

    pub fn state(&self) -> CaseState {
        CaseState::of(&self.log).expect("the hour has begun")
    }

    pub fn plan(&self, state: &CaseState) -> Plan<'static> {
        plan(&PACK, state, self.nation, self.now, self.open.as_deref())
    }

    pub fn minutes(&mut self, minutes: i64) -> &mut Self {
        self.now.mono_ms += minutes * MINUTE_MS;
        self.now.wall = self.now.wall.plus_minutes(minutes);
        self.look();
        self
    }

    pub fn role(&mut self, role: Option<Role>) -> Id {
        self.note(Kind::RoleChosen { role })
    }

    pub fn say(&mut self, question: &str, option: &str) -> Id {
        let known = PACK.questions.iter().find(|q| q.id == question).expect("a question of the guidance");
        assert!(known.options.iter().any(|o| o.id == option), "{question} has no answer {option}");
        self.note(Kind::Situation { question: question.into(), options: vec![option.into()] })
    }

    pub fn fact(&mut self, field: &str, value: &str) -> Id {
        assert!(gh_core::record::field(field).is_some(), "{field} is not in the record");
        self.note(Kind::Fact { field: field.into(), value: value.into() })
    }

    pub fn gone(&mut self) -> Id {
        self.note(Kind::ChildGone { last_seen: self.now.wall })
    }

    /// Sets a key as the app sets it: by its one setter. `None` where the clock sets it.
    pub fn set(&mut self, key: &str) -> Option<Id> {
        let condition = PACK.conditions.iter().find(|condition| condition.key == key).expect("in the vocabulary");
        match &condition.set_by {
            SetBy::Question(id) => {
                let question = PACK.questions.iter().find(|question| question.id == *id).expect("a question");
                let sets = |option: &&gh_core::guide::QuestionOption| option.sets.iter().any(|set| set == key);
                let option = question.options.iter().find(sets).expect("an answer that sets it").id.clone();
                Some(self.say(id, &option))
            }
            SetBy::Field(rule) => {
                let (field, value) = rule.split_once('=').expect("field=value");
                Some(self.fact(field, value))
            }
            SetBy::ChildGone => Some(self.gone()),
            SetBy::ChildBack => {
                self.gone();
                self.note(Kind::Rang { to: "Emergency".into(), number: "999".into(), step: None });
                Some(self.note(Kind::ChildFound))
            }
            SetBy::Role(role) => Some(self.role(Role::ALL.into_iter().find(|known| known.id() == role))),
            SetBy::Clock => None,
        }
    }

    /// Answers the step on the screen.
    pub fn answer(&mut self, answer: StepAnswer) -> Id {
        let state = self.state();
        let next = self.plan(&state).next.expect("a step is open");
        let (title, other_way) = match next.card {
            Card::Step => (next.step.title.clone(), None),
            Card::OtherWay { reason, way, .. } => {
                (way.map_or_else(|| "Ask someone else to do it".into(), |way| way.title.clone()), Some(reason))
            }
        };
        let (step, covers) = (next.step.id.clone(), next.step.covers.clone());
        self.note(Kind::Step { step, title, covers, other_way, answer })
    }

    pub fn done(&mut self) -> Id {
        self.answer(StepAnswer::Done)
    }

    pub fn cant(&mut self, reason: CantReason) -> Id {
        self.answer(StepAnswer::Cant(reason))
    }

    pub fn undo(&mut self, event: Id) -> Id {
        self.note(Kind::Undone { event })
    }

    /// Done, until this step is on the screen.
    pub fn done_until(&mut self, step: &str) -> &mut Self {
        for _ in 0..60 {
            if self.next() == step {
                return self;
            }
            self.done();
        }
        panic!("{step} never came");
    }

    /// Done, until every step has an answer: the steps in the order in which they came.
    pub fn done_all(&mut self) -> Vec<String> {
        let mut came = Vec::new();
        while let Some(open) = self.open.clone() {
            assert!(came.len() < 80, "no end: {came:?}");
            came.push(open);
            self.done();
        }
        came
    }

    /// The step on the screen.
    pub fn next(&self) -> String {
        self.open.clone().unwrap_or_default()
    }

    /// Every step that is still to do, in order.
    pub fn to_do(&self) -> Vec<String> {
        let state = self.state();
        let plan = self.plan(&state);
        plan.next.iter().chain(&plan.coming).map(|planned| planned.step.id.clone()).collect()
    }

    pub fn due(&self, step: &str) -> Due {
        let state = self.state();
        let plan = self.plan(&state);
        plan.next.iter().chain(&plan.coming).find(|planned| planned.step.id == step).expect("still to do").due
    }

    /// Titles and answers of the Done list.
    pub fn finished(&self) -> Vec<(String, StepAnswer)> {
        let state = self.state();
        self.plan(&state).finished.into_iter().map(|finished| (finished.title, finished.answer)).collect()
    }

    pub fn at(&self, minute: i64) -> Wall {
        Wall { ms: MET_MS, offset_min: 0 }.plus_minutes(minute)
    }
}
