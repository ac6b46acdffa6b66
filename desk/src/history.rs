//! A case and its updates: which continues which, and how the record stands at each. Nothing is merged that does not follow
//! from one line of submissions.
use gh_wire::chain::{head, put_on};
use gh_wire::submission::{Fact, Submission};
use gh_wire::update::{Change, apply, changes};

use crate::keys::Unreadable;
use crate::store::Row;

/// One body of the case.
#[derive(Debug)]
pub(crate) struct Version {
    /// As it is stored.
    pub(crate) row: Row,
    /// As it reads: of an update, only what is new.
    pub(crate) submission: Result<Submission, Unreadable>,
    /// The version that it continues; none for the one with which the case begins.
    parent: Option<usize>,
}

/// What stood in a field before.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Before {
    /// The section of the field.
    pub(crate) section: String,
    /// The version that changed it: "Update 1".
    pub(crate) version: String,
    /// As it was.
    pub(crate) fact: Fact,
    /// Nothing stands there now.
    pub(crate) emptied: bool,
}

/// All bodies of one case, in the order in which they came.
#[derive(Debug)]
pub(crate) struct History {
    versions: Vec<Version>,
    root: usize,
}

impl History {
    /// Puts them in line. `None` if there is none.
    pub(crate) fn new(read: Vec<(Row, Result<Submission, Unreadable>)>) -> Option<Self> {
        let root = read.iter().position(|(row, _)| row.entry == row.root).or((!read.is_empty()).then_some(0))?;
        let mut parents: Vec<Option<usize>> =
            (0..read.len()).map(|at| parent(&read, at).filter(|_| at != root)).collect();
        // Two that name each other lead nowhere: such a one stands beside the others, on what the case began with.
        for at in (0..read.len()).filter(|at| *at != root) {
            let mut line = at;
            for _ in 0..read.len() {
                line = parents[line].unwrap_or(line);
            }
            if line != root {
                parents[at] = Some(root);
            }
        }
        let versions =
            read.into_iter().zip(parents).map(|((row, submission), parent)| Version { row, submission, parent });
        Some(Self { versions: versions.collect(), root })
    }

    /// The bodies, in the order in which they came.
    pub(crate) fn versions(&self) -> &[Version] {
        &self.versions
    }

    /// The one with which the case begins here.
    pub(crate) fn root(&self) -> &Version {
        &self.versions[self.root]
    }

    /// The place of the body with this entry.
    pub(crate) fn place_of(&self, entry: u64) -> Option<usize> {
        self.versions.iter().position(|version| version.row.entry == entry)
    }

    /// The line that leads to this version, the beginning first.
    pub(crate) fn line(&self, to: usize) -> Vec<usize> {
        let mut line = vec![to];
        while let Some(parent) = self.versions[line[line.len() - 1]].parent {
            line.push(parent);
        }
        line.reverse();
        line
    }

    /// The last version up to which there is one line only.
    pub(crate) fn trunk(&self) -> usize {
        let mut at = self.root;
        while let [only] = self.after(at)[..] {
            at = only;
        }
        at
    }

    /// The versions in which each line ends; several mean that nobody has said which holds.
    pub(crate) fn ends(&self) -> Vec<usize> {
        (0..self.versions.len()).filter(|at| self.after(*at).is_empty()).collect()
    }

    /// The child has gone and is not back, as one of the lines ends: where two do not agree, nobody is to overlook it.
    pub(crate) fn is_gone(&self) -> bool {
        let gone = |at| self.as_of(at).is_some_and(|now| now.gone_ms.is_some());
        self.ends().into_iter().any(gone)
    }

    fn after(&self, at: usize) -> Vec<usize> {
        (0..self.versions.len()).filter(|next| self.versions[*next].parent == Some(at)).collect()
    }

    /// The record as it stands at this version, if anything of it can be read.
    pub(crate) fn as_of(&self, at: usize) -> Option<Submission> {
        self.line(at).into_iter().fold(None, |before, at| match (before, &self.versions[at].submission) {
            (Some(before), Ok(next)) => Some(apply(&before, next)),
            (None, Ok(next)) => Some(next.clone()),
            (before, Err(_)) => before,
        })
    }

    /// What stood in each field before the version that last changed or emptied it, in the order of the fields.
    pub(crate) fn before(&self, to: usize) -> Vec<Before> {
        let mut found: Vec<Before> = Vec::new();
        let mut stood: Option<Submission> = None;
        for at in self.line(to) {
            let Ok(next) = &self.versions[at].submission else { continue };
            let Some(was) = stood else {
                stood = Some(next.clone());
                continue;
            };
            let now = apply(&was, next);
            for section in &was.sections {
                for old in &section.facts {
                    let new = facts(&now).find(|new| new.id == old.id);
                    let same = |new: &Fact| {
                        (&new.value, &new.known, &new.known_from) == (&old.value, &old.known, &old.known_from)
                    };
                    if !new.is_some_and(same) {
                        found.retain(|before| before.fact.id != old.id);
                        let (section, version) = (section.id.clone(), self.name(at));
                        found.push(Before { section, version, fact: old.clone(), emptied: new.is_none() });
                    }
                }
            }
            // What was emptied and is there again was not taken out.
            for before in &mut found {
                before.emptied &= !facts(&now).any(|new| new.id == before.fact.id);
            }
            stood = Some(now);
        }
        found
    }

    /// What this version is different in from an earlier one of its line.
    pub(crate) fn changes(&self, from: usize, to: usize) -> Vec<Change> {
        match (self.as_of(from), self.as_of(to)) {
            (Some(from), Some(to)) => changes(&from, &to),
            _ => Vec::new(),
        }
    }

    /// What this version added to the one before it; nothing of the one with which the case begins.
    pub(crate) fn added(&self, at: usize) -> Vec<Change> {
        self.versions[at].parent.map(|parent| self.changes(parent, at)).unwrap_or_default()
    }

    /// How many entries of the log are there where the next version says that there are more or fewer.
    pub(crate) fn gap(&self, to: usize) -> Option<usize> {
        let mut entries: Option<usize> = None;
        for version in self.line(to).into_iter().map(|at| &self.versions[at]) {
            let Ok(submission) = &version.submission else { continue };
            let from = submission.update.as_ref().map_or(0, |update| update.log_from as usize);
            if let Some(before) = entries.filter(|before| *before != from) {
                let begins = self.root().submission.as_ref().ok().and_then(|root| root.update.as_ref());
                return Some(before.saturating_sub(begins.map_or(0, |update| update.log_from as usize)));
            }
            entries = Some(from.saturating_add(submission.log.len()));
        }
        None
    }

    /// The name of a version, by its place in its line, as the phone counts. Where the beginning is missing, nobody here
    /// knows how many came before.
    pub(crate) fn name(&self, at: usize) -> String {
        match self.line(at).len() {
            _ if self.begins_late() => "An update".to_owned(),
            1 => "First record".to_owned(),
            length => format!("Update {}", length - 1),
        }
    }

    /// The case begins with an update: the record before it has not come.
    pub(crate) fn begins_late(&self) -> bool {
        self.root().submission.as_ref().is_ok_and(|root| root.update.is_some())
    }
}

/// The facts of all sections.
fn facts(of: &Submission) -> impl Iterator<Item = &Fact> {
    of.sections.iter().flat_map(|section| &section.facts)
}

/// The version that this one continues: of several with the parent's id, the one on whose log it was put.
fn parent(read: &[(Row, Result<Submission, Unreadable>)], at: usize) -> Option<usize> {
    let of = read[at].1.as_ref().ok()?;
    let update = of.update.as_ref()?;
    let named: Vec<usize> =
        (0..read.len()).filter(|other| *other != at && read[*other].0.id == update.parent).collect();
    let fits = |other: &&usize| match &read[**other].1 {
        Ok(parent) => head(&parent.log) == put_on(&of.log),
        Err(_) => false,
    };
    named.iter().find(fits).or_else(|| named.first()).copied()
}

#[cfg(test)]
mod tests {
    use gh_wire::digest::Digest;
    use gh_wire::id::Id;
    use gh_wire::update::update_of;

    use super::*;
    use crate::pages::case::tests::submission;

    fn id(n: u8) -> Id {
        Id::from_bytes([n; 16])
    }

    fn row(entry: u64, of: &Submission) -> Row {
        Row {
            entry,
            id: of.id,
            digest: Digest::of(&[u8::try_from(entry).unwrap_or(0)]),
            body: vec![],
            received_at_ms: 0,
            device: None,
            conflict: false,
            opened: None,
            root: 1,
        }
    }

    fn named(n: u8, child: &str) -> Submission {
        Submission { id: id(n), child_as_said: child.into(), ..submission() }
    }

    fn update(n: u8, parent: u8, child: &str) -> Submission {
        update_of(id(1), &named(parent, "before"), &named(n, child))
    }

    fn history(bodies: &[Submission]) -> History {
        let read = bodies.iter().zip(1..).map(|(body, entry)| (row(entry, body), Ok(body.clone())));
        History::new(read.collect()).expect("there are some")
    }

    #[test]
    fn one_line_ends_where_the_record_stands_now() {
        // The third came before the second.
        let history = history(&[named(1, "one"), update(3, 2, "three"), update(2, 1, "two")]);
        let names: Vec<String> = (0..3).map(|at| history.name(at)).collect();
        assert_eq!((history.trunk(), history.ends(), history.line(1)), (1, vec![1], vec![0, 2, 1]));
        assert_eq!(history.as_of(1).map(|now| now.child_as_said).as_deref(), Some("three"));
        assert_eq!(names, ["First record", "Update 2", "Update 1"], "as the phone counts them");
    }

    #[test]
    fn beside_words_that_were_changed_stands_what_stood_there_before() {
        let fact = |value: &str| Fact {
            id: "m05.age".into(),
            label: "Age".into(),
            value: value.into(),
            childs_words: false,
            at_ms: 0,
            known: String::new(),
            known_from: String::new(),
            noted_by: String::new(),
        };
        let says = |id: u8, before: &Submission, value: &str| {
            let mut now = Submission { id: named(id, "").id, ..before.clone() };
            now.sections[0].facts = vec![fact(value)];
            (update_of(before.id, before, &now), now)
        };
        let mut first = named(1, "one");
        first.sections = vec![gh_wire::submission::Section {
            id: "m05".into(),
            title: "Age".into(),
            facts: vec![fact("15")],
            not_known_because: None,
        }];
        let (two, second) = says(2, &first, "16 or 17");
        let (three, third) = says(3, &second, "16 or 17");
        let (four, _) = {
            let mut now = Submission { id: named(4, "").id, ..third.clone() };
            now.sections[0].facts.clear();
            (update_of(third.id, &third, &now), now)
        };
        let history = history(&[first, two, three, four]);
        let before = |to: usize| {
            let before = history.before(to).into_iter();
            before.map(|was| (was.version, was.fact.value, was.emptied)).collect::<Vec<_>>()
        };
        assert_eq!(before(2), [("Update 1".to_owned(), "15".to_owned(), false)]);
        assert_eq!(before(3), [("Update 3".to_owned(), "16 or 17".to_owned(), true)]);
    }

    #[test]
    fn where_two_continue_one_the_trunk_ends_and_both_are_ends() {
        let history = history(&[named(1, "one"), update(2, 1, "two"), update(3, 2, "three"), update(4, 2, "four")]);
        assert_eq!((history.trunk(), history.ends()), (1, vec![2, 3]));
        assert_eq!(history.as_of(1).map(|now| now.child_as_said).as_deref(), Some("two"));
    }

    #[test]
    fn a_child_has_gone_by_the_end_of_a_line_whichever_body_came_last_and_by_one_line_of_two() {
        let gone = |of: Submission| Submission { gone_ms: Some(1), ..of };
        let back_again = [named(1, "one"), update(3, 2, "back"), gone(update(2, 1, "gone"))];
        assert!(!history(&back_again).is_gone(), "the update that tells of the going came late");
        assert!(history(&[named(1, "one"), gone(update(2, 1, "gone"))]).is_gone());
        assert!(history(&[named(1, "one"), gone(update(2, 1, "gone")), update(3, 1, "there")]).is_gone());
    }

    #[test]
    fn versions_that_name_each_other_or_themselves_make_no_circle() {
        let all = [
            update(1, 3, "one"),
            update(2, 2, "two"),
            update(3, 1, "three"),
            update(4, 5, "four"),
            update(5, 4, "five"),
        ];
        let history = history(&all);
        assert!(history.begins_late());
        assert!((0..5).all(|at| history.line(at)[0] == 0), "all stand on the first");
    }

    #[test]
    fn a_log_that_is_shorter_than_the_update_says_is_a_gap() {
        let mut first = named(1, "one");
        first.log = vec!["a".into(), "b".into()];
        let second = Submission { id: id(2), log: vec!["a".into(), "b".into(), "c".into()], ..first.clone() };
        let whole = update_of(id(1), &first, &second);
        assert_eq!(history(&[first.clone(), whole.clone()]).gap(1), None);
        first.log.pop();
        assert_eq!(history(&[first, whole]).gap(1), Some(1));
    }
}
