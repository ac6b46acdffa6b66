//! Steps fit the screen, stand in order, and lead every role through the hour.
use super::{Found, Rule, text, walk};
use crate::guide::{Nation, Pack, Stage, Statement, Step};

/// What every role must reach in every nation, whatever the situation.
const REACHED: [(Stage, &str); 5] = [
    (Stage::Safety, "safety"),
    (Stage::Exit, "stopping the exit"),
    (Stage::Police, "police"),
    (Stage::SocialCare, "social care"),
    (Stage::Handover, "handover"),
];

pub(super) fn check(pack: &Pack, found: &mut Found) {
    for (place, step) in walk::steps(pack) {
        shape(&place, step, found);
        numbers(&place, step, found);
    }
    for said in walk::statements(pack) {
        let statement = said.statement;
        if statement.text.trim().is_empty() {
            found.add(Rule::Length, said.place.as_str(), "has no words");
        }
        if statement.source.is_empty() && statement.mark != crate::guide::Mark::D {
            found.add(Rule::Source, said.place.as_str(), "rests on no source, and is not marked as our own design (D)");
        }
    }
    for (i, line) in pack.red_list.iter().enumerate() {
        do_not(&format!("red list {}", i + 1), line, found);
    }
    reaches("core", &pack.actions, found);
    for pair in pack.actions.windows(2) {
        if let [before, after] = pair
            && before.id > after.id
        {
            found.add(Rule::Order, format!("core {}", after.id), format!("stands after {}", before.id));
        }
    }
    for track in &pack.tracks {
        let role = track.role.id();
        reaches(role, &track.row, found);
        for pair in track.row.windows(2) {
            if let [before, after] = pair
                && before.minute > after.minute
            {
                let what =
                    format!("is due at minute {}, and stands after {} at {}", after.minute, before.id, before.minute);
                found.add(Rule::Order, format!("{role} {}", after.id), what);
            }
        }
    }
}

fn reaches(name: &str, steps: &[Step], found: &mut Found) {
    for (stage, word) in REACHED {
        for nation in Nation::ALL {
            let shown = |step: &&Step| step.nations.is_empty() || step.nations.contains(&nation);
            if !steps.iter().filter(shown).any(|step| step.stage == stage && step.when.is_always()) {
                found.add(
                    Rule::Stages,
                    format!("track {name}"),
                    format!("has no step for {word} that always applies in {}", nation.name()),
                );
            }
        }
    }
}

fn shape(place: &str, step: &Step, found: &mut Found) {
    title(place, &step.title, found);
    why(place, &step.why, found);
    at_most(place, "how", step.how.len(), 3, found);
    at_most(place, "do not", step.do_not.len(), 2, found);
    for (i, line) in step.do_not.iter().enumerate() {
        do_not(&format!("{place} do not {}", i + 1), line, found);
    }
    if !step.when.is_always() && step.added.trim().is_empty() {
        found.add(Rule::Added, place, format!("applies under {}, and `added` does not say why", step.when));
    }
    let mut reasons: Vec<_> = step.other_way.iter().map(|way| way.reason).collect();
    reasons.sort_unstable();
    reasons.dedup();
    if reasons.len() < step.other_way.len() {
        found.add(Rule::Length, place, "has two other ways for one reason");
    }
    for way in &step.other_way {
        let place = format!("{place} other way {:?}", way.reason);
        title(&place, &way.title, found);
        why(&place, &way.why, found);
        at_most(&place, "how", way.how.len(), 3, found);
        if way.then.trim().is_empty() {
            found.add(Rule::Length, place, "does not say what comes then");
        }
    }
}

fn title(place: &str, title: &str, found: &mut Found) {
    if !(1..=6).contains(&text::words(title)) {
        found.add(Rule::Length, place, format!("has a title of {} words; give 1 to 6: {title:?}", text::words(title)));
    }
}

fn why(place: &str, why: &Statement, found: &mut Found) {
    if text::sentences(&why.text) > 2 {
        found.add(
            Rule::Length,
            format!("{place} why"),
            format!("has {} sentences; give 1 or 2", text::sentences(&why.text)),
        );
    }
}

fn at_most(place: &str, part: &str, count: usize, most: usize, found: &mut Found) {
    if count > most {
        found.add(Rule::Length, format!("{place} {part}"), format!("has {count} lines; give at most {most}"));
    }
}

fn do_not(place: &str, line: &Statement, found: &mut Found) {
    if !line.text.starts_with("Do not ") {
        found.add(Rule::Length, place, format!("does not begin with \"Do not\": {:?}", line.text));
    }
}

/// A number in a step would not change with the area, the time of day or a correction of the contacts.
fn numbers(place: &str, step: &Step, found: &mut Found) {
    let Ok(value) = serde_json::to_string(step) else { return };
    for number in text::telephones(&value) {
        if !text::KNOWN.contains(&number.as_str()) {
            found.add(Rule::NumberInStep, place, format!("holds {number}; name a contact in `call` in its place"));
        }
    }
}
