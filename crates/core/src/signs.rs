//! Signs as a person uses them: found by a word, noted, and what those that were noted can point to.
use crate::case::{CaseState, Degree, SignNoted};
use crate::guide::{Pack, Pointer, Sign};
use crate::record::HOW_KNOWN;

/// Words that say nothing about which sign is meant.
const PASSED_OVER: [&str; 24] = [
    "a", "an", "and", "at", "boy", "by", "child", "for", "from", "girl", "has", "have", "he", "her", "his", "in", "is",
    "of", "on", "or", "she", "the", "they", "with",
];

/// The signs that a search finds, in the order of the guidance. A search without a word finds all.
///
/// Each word is looked for as the beginning of a word of the sign, of its heading, or of what it points to. Only where
/// that finds nothing is a slip or two of the finger forgiven, and only where that finds nothing either is one of
/// several words enough: whoever typed a word right is not shown what merely looks like it.
#[must_use]
pub fn search<'a>(pack: &'a Pack, text: &str) -> Vec<&'a Sign> {
    let asked: Vec<String> = words(text).filter(|word| !PASSED_OVER.contains(&word.as_str())).collect();
    if asked.is_empty() {
        return pack.signs.iter().collect();
    }
    let own: Vec<Vec<String>> = pack.signs.iter().map(|sign| own_words(pack, sign)).collect();
    let finds = |(is, least): (fn(&str, &str) -> bool, usize)| {
        let fits =
            |own: &[String]| asked.iter().filter(|word| own.iter().any(|other| is(word, other))).count() >= least;
        let found: Vec<&Sign> =
            pack.signs.iter().zip(&own).filter(|(_, own)| fits(own)).map(|(sign, _)| sign).collect();
        (!found.is_empty()).then_some(found)
    };
    let all = asked.len();
    [(begins as fn(&str, &str) -> bool, all), (is_meant, all), (begins, 1), (is_meant, 1)]
        .into_iter()
        .find_map(finds)
        .unwrap_or_default()
}

/// Every word by which a sign can be found. That it points to exploitation of any kind says nothing.
fn own_words(pack: &Pack, sign: &Sign) -> Vec<String> {
    let group = pack.sign_groups.iter().filter(|group| group.id == sign.group).map(|group| group.name.as_str());
    let pointers = pack.pointers.iter().filter(|pointer| pointer.id != "any" && sign.points_to.contains(&pointer.id));
    let texts = [sign.says.text.as_str(), sign.find.as_str()].into_iter();
    texts.chain(group).chain(pointers.map(|pointer| pointer.name.as_str())).flat_map(words).collect()
}

fn words(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| !(c.is_alphanumeric() || c == '’' || c == '\''))
        .map(|word| word.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>())
        .filter(|word| !word.is_empty())
}

/// Slips that a word of this many letters is forgiven.
const fn slips(letters: usize) -> usize {
    match letters {
        0..=2 => 0,
        3..=5 => 1,
        _ => 2,
    }
}

/// Whether `asked`, perhaps not typed to its end, is `word`. "Phones" is "phone" too.
fn begins(asked: &str, word: &str) -> bool {
    word.starts_with(asked) || (word.chars().count() > 3 && asked.starts_with(word))
}

/// Whether `asked` means `word`, with slips. Hardly anybody slips on the first letter, and too much looks alike from
/// the second on; of a word of three letters the whole has to be alike.
fn is_meant(asked: &str, word: &str) -> bool {
    if begins(asked, word) {
        return true;
    }
    let letters = asked.chars().count();
    let allowed = slips(letters);
    if allowed == 0 || asked.chars().next() != word.chars().next() {
        return false;
    }
    if letters <= 3 {
        return strsim::osa_distance(asked, word) <= allowed;
    }
    // A letter more or less moves the place where the beginning ends.
    let near = |length: usize| {
        let beginning: String = word.chars().take(length).collect();
        beginning.chars().count() + allowed >= letters && strsim::osa_distance(asked, &beginning) <= allowed
    };
    (letters.saturating_sub(allowed)..=letters + allowed).any(near)
}

/// Something that noted signs can point to, and which of them do. No count, no order by number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pointed<'a> {
    /// What.
    pub pointer: &'a Pointer,
    /// The signs' words.
    pub because: Vec<&'a str>,
}

/// What the noted signs can point to, in the order of the guidance.
#[must_use]
pub fn pointed<'a>(pack: &'a Pack, state: &CaseState) -> Vec<Pointed<'a>> {
    let noted: Vec<&Sign> = pack.signs.iter().filter(|sign| state.signs.contains_key(&sign.id)).collect();
    let pointed = pack.pointers.iter().map(|pointer| {
        let because = noted.iter().filter(|sign| sign.points_to.contains(&pointer.id));
        Pointed { pointer, because: because.map(|sign| sign.says.text.as_str()).collect() }
    });
    pointed.filter(|pointed| !pointed.because.is_empty()).collect()
}

/// Whether what is noted is weak on its own, each of it, and so no reason by itself. Not of a sign that the guidance no longer
/// has: nobody here knows how weak it was.
#[must_use]
pub fn is_weak_alone(pack: &Pack, state: &CaseState) -> bool {
    let is_weak = |id: &String| pack.signs.iter().any(|sign| sign.id == *id && sign.weak);
    !state.signs.is_empty() && state.signs.keys().all(is_weak)
}

/// How many were seen and how many suspected: what the bar under the list says, never a grade.
#[must_use]
pub fn noted(state: &CaseState) -> (usize, usize) {
    let seen = state.signs.values().filter(|sign| sign.degree == Degree::Seen).count();
    (seen, state.signs.len() - seen)
}

/// What is known about a noted sign besides its degree. Each is a field of its own in the log, so that two that are
/// written at once do not write each other over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Detail {
    /// Who noticed it; nothing means the person who noted it.
    By,
    /// When, as typed; nothing means when it was noted.
    When,
    /// One of [`crate::record::HOW_KNOWN`].
    How,
    /// The person's own words.
    Note,
}

impl Detail {
    /// The field that holds it, such as `EXP-01.by`.
    #[must_use]
    pub fn field(self, sign: &str) -> String {
        let part = match self {
            Self::By => "by",
            Self::When => "when",
            Self::How => "how",
            Self::Note => "note",
        };
        format!("{sign}.{part}")
    }
}

/// How it is known where somebody else noticed it.
const TOLD: &str = HOW_KNOWN[2];

/// How a sheet calls a sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Told {
    /// Somebody who wrote in the record saw it, or did not say how it is known.
    Seen,
    /// Somebody else told it: nobody who reads the sheet is to take it for seen.
    Reported,
    /// Only suspected.
    Suspected,
}

impl Told {
    /// Of a sign as it is sent.
    #[must_use]
    pub fn of(seen: bool, known: &str) -> Self {
        match (seen, known.starts_with(TOLD)) {
            (true, true) => Self::Reported,
            (true, false) => Self::Seen,
            (false, _) => Self::Suspected,
        }
    }

    /// As it is read.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Seen => Degree::Seen.word(),
            Self::Reported => "Reported",
            Self::Suspected => Degree::Suspected.word(),
        }
    }
}

/// Said of how a sign is known where its mark was set or changed after that.
const MARK_CHANGED: &str = "said before the mark was changed";

/// Whether a sign was marked anew after somebody said how it is known: what was told then need not be what was seen now.
#[must_use]
pub fn is_marked_anew(state: &CaseState, sign: &str) -> bool {
    let how = Detail::How.field(sign);
    let said = state.facts.get(&how).and_then(|_| state.written.get(&how));
    said.is_some_and(|said| state.signs.get(sign).is_some_and(|noted| noted.seq > *said))
}

/// How a sign is known, as it is sent: also that its mark was changed since.
#[must_use]
pub fn known(state: &CaseState, sign: &str) -> String {
    let how = state.fact(&Detail::How.field(sign)).map(str::trim).unwrap_or_default();
    if is_marked_anew(state, sign) { format!("{how}, {MARK_CHANGED}") } else { how.to_owned() }
}

/// The signs as a sheet tells them: how it calls each; then what it says, how it is known, who noticed it and when, and the note,
/// as far as these were written.
#[must_use]
pub fn told(state: &CaseState) -> Vec<(Told, String)> {
    let one = |(id, noted): (&String, &SignNoted)| {
        let detail = |detail: Detail| state.fact(&detail.field(id)).map(str::trim).filter(|words| !words.is_empty());
        let known = known(state, id);
        let how = Some(known.as_str()).filter(|words| !words.is_empty());
        let told = Told::of(noted.degree == Degree::Seen, detail(Detail::How).unwrap_or_default());
        let by = detail(Detail::By).map(|who| format!("noticed by {who}"));
        let more = [how, by.as_deref(), detail(Detail::When), detail(Detail::Note)];
        let more: Vec<&str> = more.into_iter().flatten().collect();
        let more = if more.is_empty() { String::new() } else { format!(" ({})", more.join("; ")) };
        (told, format!("{}{more}", noted.says))
    };
    state.signs.iter().map(one).collect()
}
