//! The condition vocabulary: the keys that switch steps on, and what sets each.
use core::fmt;
use std::collections::BTreeSet;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// A key of the condition vocabulary, such as `no-language`.
pub type ConditionKey = String;

/// One row of the vocabulary.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Condition {
    /// The key, in kebab case.
    pub key: ConditionKey,
    /// What it means, for the outline and for reviewers.
    pub name: String,
    /// As a fact in the line above the step: "No shared language".
    pub fact: String,
    /// The one thing that sets it.
    pub set_by: SetBy,
    /// A noted sign that means danger sets it too.
    #[serde(default)]
    pub signs: bool,
}

/// What sets a condition key. Each key has exactly one setter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum SetBy {
    /// A situation question, by id.
    Question(String),
    /// A role, by id: the key is set whenever that role is chosen.
    Role(String),
    /// The clock: evening, night, weekend or bank holiday.
    Clock,
    /// A field of the record, by id, when its answer is the one given after `=`: `m13.suspected=Yes`.
    Field(String),
    /// "Child gone" in the header.
    ChildGone,
    /// "The child is back", after somebody was told that they had gone.
    ChildBack,
}

/// One situation question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// Short id, such as `who`.
    pub id: String,
    /// The words of the question.
    pub text: String,
    /// Two to six options.
    pub options: Vec<QuestionOption>,
    /// Asked in the slot above the step, in the file's order. Others stand on the situation page only.
    #[serde(default)]
    pub in_slot: bool,
    /// Settable from Now at any time in at most two taps ("Something has changed").
    #[serde(default)]
    pub quick: bool,
    /// Several options may hold at once (a second tap on a chosen option clears it).
    #[serde(default)]
    pub many: bool,
}

/// One answer to a situation question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct QuestionOption {
    /// Short id, unique in the question.
    pub id: String,
    /// The words on the chip.
    pub label: String,
    /// Keys that the answer sets; every other key of the question is unset by it (unless `many`).
    #[serde(default)]
    pub sets: Vec<ConditionKey>,
    /// The fact in the line above the step when it sets no key ("Nothing hurts"). Empty: not mentioned.
    #[serde(default)]
    pub fact: String,
}

/// When a step applies. Written `always`, or keys with `!`, `&`, `|` in that order of binding, no brackets:
/// `raid | offence & !uk-child`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expr {
    /// Any of these holds; in each, all of these hold. Empty means always.
    any: Vec<Vec<(bool, ConditionKey)>>,
}

/// The text is not an expression.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not a condition: write `always`, or keys joined by `&`, `|` and `!`")]
pub struct ExprError(String);

impl Expr {
    /// Always true.
    #[must_use]
    pub const fn always() -> Self {
        Self { any: Vec::new() }
    }

    /// True whatever the situation.
    #[must_use]
    pub fn is_always(&self) -> bool {
        self.any.is_empty()
    }

    /// Reads an expression.
    ///
    /// # Errors
    /// [`ExprError`] if a key is empty or holds anything but lower-case letters, digits and hyphens.
    pub fn parse(text: &str) -> Result<Self, ExprError> {
        if text.trim() == "always" {
            return Ok(Self::always());
        }
        let term = |term: &str| {
            let term = term.trim();
            let (wanted, key) = term.strip_prefix('!').map_or((true, term), |key| (false, key.trim()));
            let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
            if key.is_empty() || !key.chars().all(plain) {
                return Err(ExprError(text.to_owned()));
            }
            Ok((wanted, key.to_owned()))
        };
        let any = text.split('|').map(|all| all.split('&').map(term).collect()).collect::<Result<_, _>>()?;
        Ok(Self { any })
    }

    /// Whether the expression holds under this set of keys.
    #[must_use]
    pub fn holds(&self, keys: &BTreeSet<ConditionKey>) -> bool {
        self.any.is_empty() || self.any.iter().any(|all| all.iter().all(|(wanted, key)| keys.contains(key) == *wanted))
    }

    /// Every key that is named.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.any.iter().flatten().map(|(_, key)| key.as_str())
    }
}

impl fmt::Display for Expr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.any.is_empty() {
            return f.write_str("always");
        }
        for (i, all) in self.any.iter().enumerate() {
            if i > 0 {
                f.write_str(" | ")?;
            }
            for (j, (wanted, key)) in all.iter().enumerate() {
                if j > 0 {
                    f.write_str(" & ")?;
                }
                write!(f, "{}{key}", if *wanted { "" } else { "!" })?;
            }
        }
        Ok(())
    }
}

impl Serialize for Expr {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Expr {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(list: &[&str]) -> BTreeSet<ConditionKey> {
        list.iter().map(|k| (*k).to_owned()).collect()
    }

    #[test]
    fn and_binds_before_or_and_not_before_both() {
        let expr = Expr::parse("raid | offence & !uk-child").expect("valid");
        assert!(expr.holds(&keys(&["raid", "uk-child"])));
        assert!(expr.holds(&keys(&["offence"])));
        assert!(!expr.holds(&keys(&["offence", "uk-child"])));
        assert_eq!(expr.to_string(), "raid | offence & !uk-child");
    }

    #[test]
    fn always_holds_under_no_key() {
        assert!(Expr::parse("always").expect("valid").holds(&keys(&[])));
    }

    #[test]
    fn a_text_with_anything_else_is_refused() {
        for text in ["", "a &", "A", "a b", "(a)", "a | | b", "!"] {
            assert!(Expr::parse(text).is_err(), "{text:?}");
        }
    }
}
