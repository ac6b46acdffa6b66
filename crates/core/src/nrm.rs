//! The sheet for the national referral: the record's answers to every question of the form's child path, in its order.
//!
//! Nothing is guessed. What the record does not say stays open until the person writes the answer, or why it is not known;
//! those words are theirs. Where the child is, is never in it.
mod fit;

use std::collections::BTreeMap;

use gh_wire::reference::Reference;
use serde::Serializer as _;

pub use fit::Problem;
use fit::fit;

use crate::asked::{me, my_role};
use crate::case::CaseState;
use crate::children::OTHERS;
use crate::guide::{Derived, FormInput, FormPage, FormQuestion, Nation, Pack};
use crate::record::{self, Profile};
use crate::referral::record_id;
use crate::signs::told;

/// Stands where the form insists on an answer that is not there.
pub const OPEN: &str = "Not given yet";

/// In a question's `from`: the child's words.
pub const SAID: &str = "said";
/// In a question's `from`: the signs that are noted.
pub const SIGNS: &str = "signs";

/// Said of the signs where the last one was taken out.
const NO_SIGN: &str = "No sign is noted now";
/// Stands beside an answer that is the form's and nobody's.
pub const SAME_FOR_ALL: &str = "The same for every child";
/// Stands before what the record says to a matter.
pub const SAYS: &str = "The record says";
/// The same, where that was written after the person had answered.
pub const SAYS_SINCE: &str = "Since this was answered, the record says";

/// What stands before the person's reason in a box that must not be empty.
const NOT_KNOWN: &str = "Not known at first contact: ";

/// The field of the case that holds an answer that was written for the sheet itself.
#[must_use]
pub fn answer_field(key: &str) -> String {
    format!("nrm.{key}")
}

/// The field of the case that holds why an answer is not known.
#[must_use]
pub fn why_field(key: &str) -> String {
    format!("nrm.{key}.why")
}

/// Where an answer comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// The record.
    Record,
    /// Written for the sheet.
    Sheet,
    /// The person's reason why it is not known.
    NotKnown,
    /// The form itself: the answer is the same for every child.
    Form,
}

/// One question with its answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answered<'a> {
    /// The question.
    pub question: &'a FormQuestion,
    /// The answer as the form is to have it, and where it comes from; nothing while there is none.
    pub answer: Option<(String, Origin)>,
    /// Who wrote it for the sheet and when, where that is somebody else than who reads it: their judgement is theirs.
    pub by: Option<String>,
    /// What the record says to the matter, where the form wants one of its own answers: the choice is the person's.
    pub hint: Option<String>,
    /// The record was written on after the person had answered, in a matter of this question: the answer may be out of date.
    pub is_older: bool,
    /// What is wrong with it.
    pub problem: Option<Problem>,
}

impl Answered<'_> {
    /// The form does not go on without it, and the person has neither answered nor said why not.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.question.required && self.answer.is_none()
    }
}

/// One page with the questions that it shows, as far as the answers say which.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetPage<'a> {
    /// The page.
    pub page: &'a FormPage,
    /// Its questions.
    pub answers: Vec<Answered<'a>>,
}

/// The whole sheet of this case, on the form of a pack ([`Pack::form`]).
#[must_use]
pub fn sheet<'a>(form: &'a [FormPage], pack: &Pack, state: &CaseState, profile: &Profile) -> Vec<SheetPage<'a>> {
    let facts = Facts { pack, state, profile };
    let mut given: BTreeMap<&str, String> = BTreeMap::new();
    let page = |page: &'a FormPage| {
        let mut answers = Vec::new();
        let fits = |shown_if: &String| {
            shown_if.split_once('=').is_none_or(|(key, answer)| given.get(key).is_none_or(|given| given == answer))
        };
        if !page.shown_if.is_empty() && !page.shown_if.iter().any(fits) {
            return SheetPage { page, answers };
        }
        for question in &page.question {
            let revealed = question.shown_if.split_once('=');
            if revealed.is_some_and(|(key, answer)| given.get(key).is_none_or(|given| given != answer)) {
                continue;
            }
            let answered = facts.answered(question);
            if let Some((answer, _)) = &answered.answer {
                given.insert(&question.key, answer.clone());
            }
            answers.push(answered);
        }
        SheetPage { page, answers }
    };
    form.iter().map(page).collect()
}

/// Whether a question is about the signs.
const fn is_of_signs(question: &FormQuestion) -> bool {
    matches!(question.derived, Some(Derived::Signs | Derived::SignsAny))
}

/// The answers under the form's own keys, as JSON: `{"birthplace":"…"}`, in the order of the form.
#[must_use]
pub fn to_json(sheet: &[SheetPage<'_>]) -> Vec<u8> {
    let all = sheet.iter().flat_map(|page| &page.answers);
    let given = all.filter_map(|answered| Some((&answered.question.key, &answered.answer.as_ref()?.0)));
    let mut bytes = Vec::new();
    // Strings under strings in memory always have a form as JSON.
    serde_json::Serializer::pretty(&mut bytes).collect_map(given).ok();
    bytes
}

/// The pages with their questions and what is answered, as text for whoever fills in the form. A question that the form
/// insists on and nobody has answered says so; any other without an answer is left out.
#[must_use]
pub fn text(sheet: &[SheetPage<'_>]) -> String {
    let mut out = String::new();
    for SheetPage { page, answers } in sheet {
        let lines: String = answers.iter().filter_map(text_line).collect();
        if !lines.is_empty() {
            out.push_str(&format!("{}. {}\n{lines}\n", page.number, page.title));
        }
    }
    out
}

fn text_line(answered: &Answered<'_>) -> Option<String> {
    let given = match &answered.answer {
        Some((answer, _)) => as_read(answered.question, answer),
        None if answered.question.required => OPEN.to_owned(),
        None => return None,
    };
    let same = answered.answer.as_ref().is_some_and(|(_, origin)| *origin == Origin::Form);
    let given = if same { format!("{given} ({})", SAME_FOR_ALL.to_lowercase()) } else { given };
    let says = if answered.is_older { SAYS_SINCE } else { SAYS };
    let given = answered.by.iter().fold(given, |given, by| format!("{given} (written by {by})"));
    let hint = answered.hint.iter().map(|words| format!("{says}: {words}\n"));
    Some(format!("{}: {given}\n{}", answered.question.asks, hint.collect::<String>()))
}

/// An answer as a person reads it: of what is chosen on the form, the form's own words.
#[must_use]
pub fn as_read(question: &FormQuestion, answer: &str) -> String {
    if matches!(question.r#type, FormInput::Radio | FormInput::Tick) { option_word(answer) } else { answer.to_owned() }
}

/// One of the form's own answers, such as `not-sure`, in words.
#[must_use]
pub fn option_word(option: &str) -> String {
    let words = if option == "true" { "Yes" } else { option }.replace('-', " ").replace("uk", "UK");
    let mut letters = words.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}

/// What the record says.
struct Facts<'a, 'b> {
    pack: &'a Pack,
    state: &'b CaseState,
    profile: &'b Profile,
}

impl Facts<'_, '_> {
    fn answered<'q>(&self, question: &'q FormQuestion) -> Answered<'q> {
        let typed = self.state.facts.get(&answer_field(&question.key));
        let by = typed.map(|fact| (fact.by.clone(), fact.at.hh_mm()));
        let named =
            question.derived == Some(Derived::Reference) && typed.is_some_and(|fact| self.names_the_child(&fact.value));
        // A name in the reference is in everybody's inbox: the record's own stands there.
        let typed = typed.filter(|_| !named).map(|fact| (fact.value.clone(), Origin::Sheet));
        // Only words answer words. Which box is ticked and which entry picked needs a judgement.
        let words = matches!(question.r#type, FormInput::Text | FormInput::LongText | FormInput::Email);
        let from =
            || self.from(question, false).filter(|_| words && !question.judged).map(|text| (text, Origin::Record));
        let derived = || self.derived(question).map(|text| (text, Origin::Record));
        let fixed = || (!question.fixed.is_empty()).then(|| (question.fixed.clone(), Origin::Form));
        let not_known = || {
            let why = self.state.fact(&why_field(&question.key)).filter(|_| words)?;
            Some((format!("{NOT_KNOWN}{}", why.trim()), Origin::NotKnown))
        };
        let answer = typed.or_else(from).or_else(derived).or_else(fixed).or_else(not_known);
        let answer = answer.map(|(text, origin)| (text.trim().to_owned(), origin));
        let (answer, problem) = match answer {
            None => (None, None),
            Some((text, origin)) => {
                let (text, problem) = fit(question, text);
                let problem = problem.or_else(|| named.then_some(Problem::Name));
                (Some((text, origin)), problem)
            }
        };
        let theirs = answer.as_ref().is_some_and(|(_, origin)| matches!(origin, Origin::Sheet | Origin::NotKnown));
        let is_older = theirs && self.is_older(question);
        let hint = if answer.is_some() && words && !question.judged && !is_older {
            None
        } else {
            let signs =
                || self.signs().or_else(|| Some(NO_SIGN.to_owned())).filter(|_| is_older && is_of_signs(question));
            self.from(question, true).or_else(|| self.whole_name(question)).or_else(signs)
        };
        let me = me(self.state, self.profile);
        let by = by.filter(|(by, _)| theirs && me.is_another_than(by)).map(|(by, at)| format!("{}, {at}", by.name));
        Answered { question, answer, by, hint, is_older, problem }
    }

    /// Whether a word of the child's name stands in it, as the record or the sheet has the name.
    fn names_the_child(&self, text: &str) -> bool {
        let words = |of: &str| -> Vec<String> {
            let words = of.split(|letter: char| !letter.is_alphanumeric()).map(str::to_lowercase);
            words.filter(|word| word.chars().count() > 2 && word.chars().all(char::is_alphabetic)).collect()
        };
        let sheet =
            self.state.facts.iter().filter(|(field, _)| field.starts_with("nrm.pv-name") && !field.ends_with(".why"));
        let record = ["m04.name", "m04.spelling", "m04.other"].into_iter().filter_map(|field| self.state.fact(field));
        let names = record.chain(sheet.map(|(_, fact)| fact.value.as_str())).flat_map(words);
        let text = words(text);
        names.into_iter().any(|name| text.contains(&name))
    }

    /// Whether the record says something to the matter that was written after the answer.
    fn is_older(&self, question: &FormQuestion) -> bool {
        let written = |field: &str| self.state.written.get(field).copied();
        let answered = written(&answer_field(&question.key)).max(written(&why_field(&question.key)));
        let last = |field: &str| match field {
            // Entries of the child's words are added, and stand in the answer as they are.
            SAID => None,
            SIGNS => self.state.last_sign,
            field => self.state.fact(field).and_then(|_| written(field)),
        };
        let fields = question.from.iter().map(String::as_str).chain(self.whole_name_field(question));
        let mut fields = fields.chain(is_of_signs(question).then_some(SIGNS));
        fields.any(|field| last(field) > answered) || self.is_anothers(question)
    }

    /// Whether an answer about the person who writes was given by somebody else.
    fn is_anothers(&self, question: &FormQuestion) -> bool {
        let of_them = matches!(question.derived, Some(Derived::OwnName | Derived::OwnRole))
            || question.from.iter().any(|field| field.starts_with("m02."));
        let by = self.state.facts.get(&answer_field(&question.key)).map(|fact| &fact.by);
        of_them && by.is_some_and(|by| me(self.state, self.profile).is_another_than(by))
    }

    fn value(&self, field: &str) -> Option<&str> {
        record::value(self.state, self.profile, field).map(str::trim).filter(|value| !value.is_empty())
    }

    /// The fields that answer it, each with its label where there is more than one. `beside` the answer, and where the form has
    /// room for words, with where they come from; an answer that is a name or a date stands alone.
    fn from(&self, question: &FormQuestion, beside: bool) -> Option<String> {
        let line = |id: &String| {
            match id.as_str() {
                SAID => return self.said(),
                SIGNS => return self.signs(),
                _ => {}
            }
            let field = record::field(id)?;
            let alone = question.from.len() == 1;
            let value = if beside || question.r#type == FormInput::LongText || id == OTHERS {
                record::told_as_written(self.state, self.profile, id)?
            } else {
                self.value(id)?.to_owned()
            };
            Some(if alone { value } else { format!("{}: {value}", field.label) })
        };
        let mut lines: Vec<String> = question.from.iter().filter_map(line).collect();
        if lines.is_empty() && beside {
            lines.extend(self.why_not(question));
        }
        (!lines.is_empty()).then(|| lines.join("\n"))
    }

    /// Why the record does not know it. Beside the answer only: whether it answers the form is for the person to say.
    fn why_not(&self, question: &FormQuestion) -> Option<String> {
        let sections = question.from.iter().filter_map(|id| record::section_of(record::field(id)?.id));
        let (words, because) = sections.filter_map(|section| record::not_known(self.state, section)).next()?;
        Some(format!("{words}: {because}"))
    }

    fn said(&self) -> Option<String> {
        let lines = crate::referral::quoted(self.state, self.profile);
        (!lines.is_empty()).then(|| lines.join("\n"))
    }

    fn derived(&self, question: &FormQuestion) -> Option<String> {
        let yes = |is: bool| is.then(|| "yes".to_owned());
        match question.derived? {
            Derived::Nation => self.nation(),
            Derived::Reference => Some(Reference::of(&record_id(self.state)).as_str().to_owned()),
            Derived::Interpreter => yes(self.value("m06.interpreter") == Some("Yes")),
            Derived::SignsAny => yes(!self.state.signs.is_empty()),
            Derived::Signs => self.signs(),
            Derived::Support => match self.value("m06.support")? {
                "Yes" => yes(true),
                "No" => Some("no".to_owned()),
                _ => None,
            },
            Derived::CareName | Derived::OwnName | Derived::ChildName => {
                let name = self.whole_name(question)?;
                // One word alone is a first name. Of more, which is which differs from place to place.
                let one = !name.contains(char::is_whitespace) && question.key.ends_with("-first-name");
                one.then_some(name)
            }
            Derived::OwnRole => my_role(self.state, self.profile).map(|role| role.word().to_owned()),
        }
    }

    /// The name of which a question asks for a part, as it was written.
    fn whole_name(&self, question: &FormQuestion) -> Option<String> {
        self.value(self.whole_name_field(question)?).map(str::to_owned)
    }

    /// The field that holds it.
    fn whole_name_field(&self, question: &FormQuestion) -> Option<&'static str> {
        match question.derived? {
            Derived::CareName => Some("m14.care-name"),
            Derived::OwnName => Some("m02.name"),
            Derived::ChildName => Some("m04.name"),
            _ => None,
        }
    }

    fn nation(&self) -> Option<String> {
        let area = self.state.area.as_deref().unwrap_or(&self.profile.area);
        let of_area = || self.pack.areas.iter().find(|known| known.id == area).map(|area| area.nation.name());
        let name = self.value("m01.nation").or_else(of_area)?;
        let nation = Nation::ALL.into_iter().find(|nation| nation.name() == name)?;
        Some(nation.name().to_lowercase().replace(' ', "-"))
    }

    fn signs(&self) -> Option<String> {
        let lines: Vec<String> =
            told(self.state).into_iter().map(|(told, says)| format!("{}: {says}", told.word())).collect();
        (!lines.is_empty()).then(|| lines.join("\n"))
    }
}
