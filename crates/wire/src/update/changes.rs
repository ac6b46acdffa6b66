//! What is different between two whole records, line by line, for a person to read.
use super::{Named, by_name, names};
use crate::submission::{Fact, Section, Submission, TAKES_OVER_SECTION};

/// One line of what is different.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Of what sort.
    pub what: What,
    /// What became of it.
    pub how: How,
    /// The label that the person saw: of the field, the section, the sign, the call, the step. Empty where the sort says it.
    pub label: String,
    /// The words as they are now; of what was taken out, as they were. Always empty for the place.
    pub words: String,
}

/// Of what sort a change is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// Where the child is or will be.
    Place,
    /// A fact.
    Fact,
    /// "Not known, because".
    NotKnown,
    /// Words of the child.
    Said,
    /// A reason to ask again.
    AskedAgain,
    /// A sign.
    Sign,
    /// A call.
    Call,
    /// A step of the hour.
    Step,
    /// When the person met the child.
    Met,
    /// The child has gone, or is back.
    Gone,
    /// The child had not gone: what had come here was a slip of the finger.
    NotGone,
    /// The child was gone for a time, of which nothing had come here.
    WasAway,
    /// Another child was found together with this one.
    Together,
    /// Who took over.
    HandedOver,
}

/// What became of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum How {
    /// It is new.
    Added,
    /// It was there and is different.
    Changed,
    /// The words are the same, and how they are known is not.
    KnownAnew,
    /// The words and how they are known are the same, and who wrote them, or when, is not.
    WrittenAnew,
    /// It was there and is not any more.
    Cleared,
}

impl Change {
    /// What it is, as a person reads it before the words.
    #[must_use]
    pub fn heading(&self) -> String {
        let label = &self.label;
        let what = match self.what {
            What::Place => "Where the child is".to_owned(),
            What::Met => "When the child was met".to_owned(),
            // Of all others it is the record that loses something; here it is the best news.
            What::Gone if self.how == How::Cleared => return "The child is back".to_owned(),
            What::Gone => "The child has gone".to_owned(),
            What::NotGone => return "The child had not gone: it was noted by mistake".to_owned(),
            What::WasAway => "The child was gone for a time".to_owned(),
            What::Together => "Another child was found with this one".to_owned(),
            What::HandedOver => "Handed over".to_owned(),
            What::Said => "What the child said".to_owned(),
            What::AskedAgain => "Why the child was asked again".to_owned(),
            What::Sign => format!("Sign: {label}"),
            What::Call => format!("Call: {label}"),
            What::Step => format!("Step: {label}"),
            What::NotKnown => format!("{label}, not known, because"),
            What::Fact => label.clone(),
        };
        match self.how {
            How::Added => what,
            How::Changed => format!("{what}, changed"),
            How::KnownAnew => format!("{what}, how it is known, changed"),
            How::WrittenAnew => format!("{what}, the same words, written again"),
            How::Cleared => format!("{what}, taken out"),
        }
    }
}

impl How {
    fn of<T: PartialEq>(before: Option<&T>, now: Option<&T>) -> Option<Self> {
        match (before, now) {
            (None, Some(_)) => Some(Self::Added),
            (Some(_), None) => Some(Self::Cleared),
            (Some(before), Some(now)) if before != now => Some(Self::Changed),
            _ => None,
        }
    }
}

/// What is different in `now`, in the order of the desk's page. The head is not compared: it is about who writes.
#[must_use]
pub fn changes(base: &Submission, now: &Submission) -> Vec<Change> {
    let mut found = Vec::new();
    let mut add = |what, how: Option<How>, label: &str, words: &str| {
        found.extend(how.map(|how| Change { what, how, label: label.to_owned(), words: words.to_owned() }));
    };
    add(What::Place, How::of(base.place_now.as_ref(), now.place_now.as_ref()), "", "");
    add(What::Met, How::of(base.met_at_ms.as_ref(), now.met_at_ms.as_ref()), "", "");
    let known = base.was_away.len() + usize::from(base.gone_ms.is_some());
    // Who comes back was away until then.
    let gone = How::of(base.gone_ms.as_ref(), now.gone_ms.as_ref());
    let by_mistake = gone == Some(How::Cleared) && now.was_away.len() < known;
    add(if by_mistake { What::NotGone } else { What::Gone }, gone, "", "");
    // Back and gone again between two records: both are said.
    let again = base.gone_ms.is_some() && now.gone_ms.is_some() && now.was_away.len() > base.was_away.len();
    if again || now.was_away.len() > known {
        add(What::WasAway, Some(How::Added), "", "");
    }
    if now.together.iter().any(|other| !base.together.contains(other)) {
        add(What::Together, Some(How::Added), "", "");
    }
    let typed = |of: &Submission| of.said.iter().find(|said| said.id.is_none()).cloned();
    // What was typed when it was sent, and has been added since as it was, is one change.
    let added = typed(base).filter(|_| typed(now).is_none()).map(|said| said.words);
    let added = added.filter(|words| now.said.iter().any(|said| said.words == *words && !base.said.contains(said)));
    list(&base.said, &now.said, |how, said| match (how, added.as_ref() == Some(&said.words), said.id) {
        (How::Cleared, true, None) => {}
        (How::Added, true, _) => add(What::Said, Some(How::Changed), "", &said.words),
        _ => add(What::Said, Some(how), "", &said.words),
    });
    list(&base.asked_again, &now.asked_again, |how, again| add(What::AskedAgain, Some(how), "", &again.reason));
    list(&base.signs, &now.signs, |how, sign| add(What::Sign, Some(how), &sign.says, &sign.note));
    list(&base.handed_over, &now.handed_over, |how, given| add(What::HandedOver, Some(how), "", given.who()));
    list(&base.calls, &now.calls, |how, call| add(What::Call, Some(how), &call.to, &call.agreed));
    let nothing = |of: &Section| Section { facts: Vec::new(), not_known_because: None, ..of.clone() };
    let find = |of: &Submission, id: &str| of.sections.iter().find(|section| section.id == id).cloned();
    let dropped = base.sections.iter().filter(|section| find(now, &section.id).is_none()).map(nothing);
    for section in now.sections.iter().cloned().chain(dropped) {
        let before = find(base, &section.id).unwrap_or_else(|| nothing(&section));
        // What was written of who takes over is not lost when they do: it is in the handing over, which is named above.
        let moved = section.id == TAKES_OVER_SECTION && now.handed_over.len() > base.handed_over.len();
        list(&before.facts, &section.facts, |how, fact| {
            let stood = before.facts.iter().find(|was| (&was.id, &was.value) == (&fact.id, &fact.value));
            let source = |of: &Fact| (of.known.clone(), of.known_from.clone());
            let how = match (how, stood) {
                (How::Cleared, _) if moved => None,
                (How::Changed, Some(was)) if source(was) != source(fact) => Some(How::KnownAnew),
                (How::Changed, Some(_)) => Some(How::WrittenAnew),
                (how, _) => Some(how),
            };
            add(What::Fact, how, &fact.label, &fact.value);
        });
        let (was, is) = (&before.not_known_because, &section.not_known_because);
        let words = is.as_ref().or(was.as_ref()).map_or("", String::as_str);
        add(What::NotKnown, How::of(was.as_ref(), is.as_ref()), &section.title, words);
    }
    list(&base.steps, &now.steps, |how, step| add(What::Step, Some(how), &step.title, ""));
    found
}

/// What is different in a list: what is new or changed in the order of now, then what was taken out.
fn list<T: Named>(base: &[T], now: &[T], mut add: impl FnMut(How, &T)) {
    for (how, place) in lines(&names(base), &names(now), &|before, after| base[before] == now[after]) {
        add(how, if how == How::Cleared { &base[place] } else { &now[place] });
    }
}

/// By the names alone, as `difference`: what became of it, and its place in `now`, or in `base` where it was taken out.
fn lines(base: &[String], now: &[String], same: &dyn Fn(usize, usize) -> bool) -> Vec<(How, usize)> {
    let (before, after) = (by_name(base), by_name(now));
    let mut found = Vec::new();
    for (place, name) in now.iter().enumerate() {
        match before.get(name.as_str()) {
            None => found.push((How::Added, place)),
            Some(was) if was.iter().any(|was| same(*was, place)) => {}
            Some(_) => found.push((How::Changed, place)),
        }
    }
    for (place, name) in base.iter().enumerate() {
        match after.get(name.as_str()) {
            None => found.push((How::Cleared, place)),
            Some(is) if is.len() < before[name.as_str()].len() && !is.iter().any(|is| same(place, *is)) => {
                found.push((How::Cleared, place));
            }
            Some(_) => {}
        }
    }
    found
}
