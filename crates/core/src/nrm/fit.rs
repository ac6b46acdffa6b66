//! An answer as the form takes it.
use crate::guide::{FormInput, FormQuestion, FormRule};
use crate::record;

/// What stands in the place of a web address where the form refuses one.
const LEFT_OUT: &str = "[web address left out]";

/// What is wrong with an answer, as far as can be seen from here.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// The box does not take so much.
    #[error("{length} letters, and the form takes {max}. Shorten it there.")]
    TooLong {
        /// How many it has.
        length: usize,
        /// How many the form takes.
        max: u32,
    },
    /// The form takes no web address here.
    #[error("The form takes no web address here, so it was left out.")]
    Link,
    /// No email address.
    #[error("The form wants an email address here.")]
    NoEmail,
    /// No number.
    #[error("The form wants a number here.")]
    NoNumber,
    /// The child's name, where others read it.
    #[error("Yours names the child, so the record’s own reference stands here.")]
    Name,
}

/// The answer as the form takes it, and what is wrong with it.
pub(super) fn fit(question: &FormQuestion, text: String) -> (String, Option<Problem>) {
    let insists = |rule| question.rules.contains(&rule);
    let (text, linked) = if insists(FormRule::NotUrl) { without_links(&text) } else { (text, false) };
    let length = text.chars().count();
    let email = insists(FormRule::Email) || question.r#type == FormInput::Email;
    let problem = match question.max {
        Some(max) if length > usize::try_from(max).unwrap_or(usize::MAX) => Some(Problem::TooLong { length, max }),
        _ if linked => Some(Problem::Link),
        _ if email && !record::is_email(&text) => Some(Problem::NoEmail),
        _ if insists(FormRule::Numeric) && text.parse::<u32>().is_err() => Some(Problem::NoNumber),
        _ => None,
    };
    (text, problem)
}

fn without_links(text: &str) -> (String, bool) {
    let is_link = |word: &str| {
        let word = word.trim_start_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        word.contains("://") || word.starts_with("www.")
    };
    let mut linked = false;
    // Spaces and line breaks stay as they are.
    let kept = text.split_inclusive(char::is_whitespace).map(|piece| {
        let word = piece.trim_end();
        if !is_link(word) {
            return piece.to_owned();
        }
        linked = true;
        format!("{LEFT_OUT}{}", &piece[word.len()..])
    });
    (kept.collect(), linked)
}
