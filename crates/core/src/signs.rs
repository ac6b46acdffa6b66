//! Signs as a person uses them: found by a word, noted, and what those that were noted can point to.
use crate::case::{CaseState, Degree};
use crate::guide::{Pack, Pointer, Sign};

/// Words that say nothing about which sign is meant.
const PASSED_OVER: [&str; 24] = [
    "a", "an", "and", "at", "boy", "by", "child", "for", "from", "girl", "has", "have", "he", "her", "his", "in", "is",
    "of", "on", "or", "she", "the", "they", "with",
];

/// The signs that a search finds, in the order of the guidance. Each word of the search has to be found, as the
/// beginning of a word of the sign, with a slip or two of the finger forgiven in longer ones. A search without a word
/// finds all.
#[must_use]
pub fn search<'a>(pack: &'a Pack, text: &str) -> Vec<&'a Sign> {
    let asked: Vec<String> = words(text).filter(|word| !PASSED_OVER.contains(&word.as_str())).collect();
    let group = |sign: &Sign| pack.sign_groups.iter().find(|group| group.id == sign.group);
    let fits = |sign: &&Sign| {
        let own = words(&sign.says.text).chain(words(&sign.find));
        let own: Vec<String> = own.chain(group(sign).into_iter().flat_map(|group| words(&group.name))).collect();
        asked.iter().all(|word| own.iter().any(|other| is_meant(word, other)))
    };
    pack.signs.iter().filter(fits).collect()
}

fn words(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| !(c.is_alphanumeric() || c == '’' || c == '\''))
        .map(|word| word.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>())
        .filter(|word| !word.is_empty())
}

/// Slips that a word of this many letters is forgiven.
const fn slips(letters: usize) -> usize {
    match letters {
        0..=3 => 0,
        4..=6 => 1,
        _ => 2,
    }
}

/// Whether `asked`, perhaps not typed to its end, means `word`.
fn is_meant(asked: &str, word: &str) -> bool {
    let letters = asked.chars().count();
    // "Phones" means "phone" too.
    if word.starts_with(asked) || (slips(word.chars().count()) > 0 && asked.starts_with(word)) {
        return true;
    }
    let allowed = slips(letters);
    // A letter more or less moves the place where the beginning ends.
    let near = |length: usize| {
        let beginning: String = word.chars().take(length).collect();
        beginning.chars().count() + allowed >= letters && strsim::osa_distance(asked, &beginning) <= allowed
    };
    allowed > 0 && (letters.saturating_sub(allowed)..=letters + allowed).any(near)
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

/// How many were seen and how many suspected: what the bar under the list says, never a grade.
#[must_use]
pub fn noted(state: &CaseState) -> (usize, usize) {
    let seen = state.signs.values().filter(|sign| sign.degree == Degree::Seen).count();
    (seen, state.signs.len() - seen)
}

/// How a person can know of a sign.
pub const HOW_KNOWN: [&str; 4] = ["I saw it", "The child said it", "Somebody told me", "It is in a paper"];

/// What is known about a noted sign besides its degree. Each is a field of its own in the log, so that two that are
/// written at once do not write each other over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Detail {
    /// Who noticed it; nothing means the person who noted it.
    By,
    /// When, as typed; nothing means when it was noted.
    When,
    /// One of [`HOW_KNOWN`].
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
