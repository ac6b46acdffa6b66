//! A track as plain text, for those who review the words and for the snapshot tests.
use std::fmt::Write as _;

use gh_core::guide::{CallTarget, Law, LawKind, Line, Mark, Nation, Pack, Role, Statement, Step};

/// The steps of a role in a nation, in order, with every word, source and doubt that the screen shows there. Without a
/// role: the core actions, which fit everyone.
#[must_use]
pub fn outline(pack: &Pack, role: Option<Role>, nation: Nation) -> String {
    let track = role.and_then(|role| pack.tracks.iter().find(|track| track.role == role));
    let mut out = Outline { pack, nation, text: String::new() };
    match (role, track) {
        (Some(role), Some(track)) => {
            out.line(0, &format!("{}, {}: {}", role.word(), nation.name(), track.who));
            for note in &track.note {
                out.statement(1, "Note", note);
            }
        }
        (Some(role), None) => out.line(0, &format!("{}, {}: no track", role.word(), nation.name())),
        (None, _) => out.line(0, &format!("Any role, {}", nation.name())),
    }
    let steps = if role.is_none() { &pack.actions } else { track.map_or(&[][..], |track| &track.row) };
    for step in steps {
        if step.nations.is_empty() || step.nations.contains(&nation) {
            out.step(step);
        }
    }
    out.text
}

struct Outline<'a> {
    pack: &'a Pack,
    nation: Nation,
    text: String,
}

impl Outline<'_> {
    fn line(&mut self, depth: usize, text: &str) {
        let indent = "  ".repeat(depth);
        self.text.push_str(&format!("{indent}{text}\n"));
    }

    fn step(&mut self, step: &Step) {
        let star = if step.star { " ★" } else { "" };
        self.text.push('\n');
        self.line(0, &format!("{:>2} min  {}{star}  {}", step.minute, step.id, step.title));
        let mut facts = format!("{:?}", step.stage);
        if !step.when.is_always() {
            write(&mut facts, format_args!("; when {} ({})", step.when, step.added));
        }
        if let Some(first) = &step.first_when {
            write(&mut facts, format_args!("; first when {first}"));
        }
        if let Some(minutes) = step.retry_min {
            write(&mut facts, format_args!("; asked again after {minutes} min"));
        }
        if !step.covers.is_empty() {
            write(&mut facts, format_args!("; answers {}", step.covers.join(", ")));
        }
        self.line(1, &facts);
        self.statement(1, "Why", &step.why);
        self.call(1, step.call.as_ref());
        let parts = [("Say", &step.say), ("How", &step.how), ("", &step.do_not), ("More", &step.more)];
        for (part, list) in parts {
            for statement in list {
                self.statement(1, part, statement);
            }
        }
        for Law { kind, statement } in &step.law {
            let kind = match kind {
                LawKind::Power => "Power",
                LawKind::Duty => "Duty",
                LawKind::Protection => "Protection",
                LawKind::Policy => "Policy",
            };
            self.statement(1, kind, statement);
        }
        for way in &step.other_way {
            self.line(1, &format!("Can’t, {:?}. {}. Other way: {}", way.reason, way.then, way.title));
            self.statement(2, "Why", &way.why);
            self.call(2, way.call.as_ref());
            for (part, list) in [("Say", &way.say), ("How", &way.how)] {
                for statement in list {
                    self.statement(2, part, statement);
                }
            }
        }
    }

    fn statement(&mut self, depth: usize, part: &str, statement: &Statement) {
        if !statement.nations.is_empty() && !statement.nations.contains(&self.nation) {
            return;
        }
        let part = if part.is_empty() { String::new() } else { format!("{part}: ") };
        let mark = match statement.mark {
            Mark::R => "R",
            Mark::K => "K",
            Mark::D => "D",
        };
        let rests = [mark].into_iter().chain(statement.source.iter().map(String::as_str)).collect::<Vec<_>>().join(" ");
        let status = if statement.status.is_empty() { String::new() } else { format!(" ({})", statement.status) };
        self.line(depth, &format!("{part}{}{status} [{rests}]", statement.text));
    }

    fn call(&mut self, depth: usize, call: Option<&CallTarget>) {
        let words = match call {
            None => return,
            Some(CallTarget::FrontDoor) => "children’s social care of the area".to_owned(),
            Some(CallTarget::OwnLead(who)) => format!("{who}, as typed in Settings"),
            Some(CallTarget::Contact(id)) => match self.pack.contacts.iter().find(|contact| contact.id == *id) {
                Some(contact) => {
                    let lines = contact.lines.iter().map(number).collect::<Vec<_>>().join(", ");
                    format!("{}, {lines}", contact.name)
                }
                None => format!("{id}, which is not in the contacts"),
            },
        };
        self.line(depth, &format!("Call: {words}"));
    }
}

fn number(line: &Line) -> String {
    line.status.word().map_or_else(|| line.number.clone(), |word| format!("{} ({word})", line.number))
}

/// Writing into a string cannot fail.
fn write(text: &mut String, words: std::fmt::Arguments<'_>) {
    text.write_fmt(words).expect("a string takes any words");
}
