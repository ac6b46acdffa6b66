//! Every step and every statement of a pack, with the place where it stands.
use crate::guide::{LawKind, Nation, Pack, Statement, Step};

/// A statement with its place.
#[derive(Debug, Clone)]
pub struct Said<'a> {
    /// `police P4 why`, `topic age 3`, `nations Guardian Scotland`.
    pub place: String,
    /// The statement.
    pub statement: &'a Statement,
    /// What law it is, where it stands under powers and duties.
    pub kind: Option<LawKind>,
    /// Where it is shown: of the statement, of its step, or of its column. Never empty.
    pub shown_in: Vec<Nation>,
}

/// Every core action and every row, with `core A04` or `police P5` as its place.
pub(super) fn steps(pack: &Pack) -> impl Iterator<Item = (String, &Step)> {
    let core = pack.actions.iter().map(|step| (format!("core {}", step.id), step));
    let rows = pack.tracks.iter().flat_map(|track| {
        let rows = track.row.iter();
        rows.map(move |step| (format!("{} {}", track.role.id(), step.id), step))
    });
    core.chain(rows)
}

/// Every statement of the pack.
#[must_use]
pub fn statements(pack: &Pack) -> Vec<Said<'_>> {
    let mut all = Vec::new();
    for (place, step) in steps(pack) {
        of_step(&place, step, &mut all);
    }
    let mut add = |place: String, statement| all.push(said(place, statement, None, &Nation::ALL));
    for track in &pack.tracks {
        for (i, note) in track.note.iter().enumerate() {
            add(format!("{} note {}", track.role.id(), i + 1), note);
        }
    }
    for (i, line) in pack.red_list.iter().enumerate() {
        add(format!("red list {}", i + 1), line);
    }
    for topic in &pack.topics {
        for (i, rule) in topic.rule.iter().enumerate() {
            add(format!("topic {} rule {}", topic.id, i + 1), rule);
        }
    }
    for sign in &pack.signs {
        add(format!("sign {}", sign.id), &sign.says);
    }
    for pointer in &pack.pointers {
        add(format!("pointer {}", pointer.id), &pointer.so);
    }
    for matter in &pack.matters {
        add(format!("matter {}", matter.id), &matter.why);
    }
    for row in &pack.nations {
        let columns = [&row.england, &row.wales, &row.scotland, &row.northern_ireland];
        for (nation, statement) in Nation::ALL.into_iter().zip(columns) {
            let place = format!("nations, {}, {}", row.topic, nation.name());
            all.push(said(place, statement, None, &[nation]));
        }
    }
    all
}

fn of_step<'a>(place: &str, step: &'a Step, all: &mut Vec<Said<'a>>) {
    let nations: &[Nation] = if step.nations.is_empty() { &Nation::ALL } else { &step.nations };
    all.push(said(format!("{place} why"), &step.why, None, nations));
    let parts = [("say", &step.say), ("how", &step.how), ("do not", &step.do_not), ("more", &step.more)];
    for (part, list) in parts {
        for (i, statement) in list.iter().enumerate() {
            all.push(said(format!("{place} {part} {}", i + 1), statement, None, nations));
        }
    }
    for (i, law) in step.law.iter().enumerate() {
        all.push(said(format!("{place} law {}", i + 1), &law.statement, Some(law.kind), nations));
    }
    for way in &step.other_way {
        let place = format!("{place} other way {:?}", way.reason);
        all.push(said(format!("{place} why"), &way.why, None, nations));
        for (part, list) in [("say", &way.say), ("how", &way.how)] {
            for (i, statement) in list.iter().enumerate() {
                all.push(said(format!("{place} {part} {}", i + 1), statement, None, nations));
            }
        }
    }
}

fn said<'a>(place: String, statement: &'a Statement, kind: Option<LawKind>, around: &[Nation]) -> Said<'a> {
    let holds = |nation: &Nation| statement.nations.is_empty() || statement.nations.contains(nation);
    let shown_in = around.iter().copied().filter(holds).collect();
    Said { place, statement, kind, shown_in }
}
