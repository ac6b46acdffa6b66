//! The national referral form, child path: its pages and questions in its own order and with its own keys, and where the
//! record holds the answer to each.
use serde::{Deserialize, Serialize};

/// One page of the form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FormPage {
    /// Its number in the list of referral fields: `6`, `8a`.
    pub number: String,
    /// The form's own name for it.
    pub step: String,
    /// Our title.
    pub title: String,
    /// When the form shows it at all, in words; empty if always.
    #[serde(default)]
    pub when: String,
    /// `key=answer` of earlier pages: once that question has an answer, one of these must be it. Empty: always shown.
    #[serde(default)]
    pub shown_if: Vec<String>,
    /// What to mind with a child; empty for nothing.
    #[serde(default)]
    pub note: String,
    /// The questions, in order.
    pub question: Vec<FormQuestion>,
}

/// One question of the form. Exactly one of `from`, `derived`, `fixed` and `later` says where its answer comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FormQuestion {
    /// The form's own key, exact, so that data can be mapped.
    pub key: String,
    /// What it asks, in our words.
    pub asks: String,
    /// What it takes.
    pub r#type: FormInput,
    /// The form does not go on without it, where it is shown.
    #[serde(default)]
    pub required: bool,
    /// The most characters.
    #[serde(default)]
    pub max: Option<u32>,
    /// What else it insists on.
    #[serde(default)]
    pub rules: Vec<FormRule>,
    /// The answers of a radio, exact.
    #[serde(default)]
    pub options: Vec<String>,
    /// How many entries the form's own list has, where one of them is picked.
    #[serde(default)]
    pub list: Option<u16>,
    /// `key=answer`: the answer that reveals it; empty where it is shown with its page.
    #[serde(default)]
    pub shown_if: String,
    /// Fields of the record that answer it, best first.
    #[serde(default)]
    pub from: Vec<String>,
    /// What goes into it is a judgement: the record is shown beside it.
    #[serde(default)]
    pub judged: bool,
    /// What it is worked out from.
    #[serde(default)]
    pub derived: Option<Derived>,
    /// The form's own fixed answer for a child.
    #[serde(default)]
    pub fixed: String,
    /// Why it is not for first contact.
    #[serde(default)]
    pub later: String,
}

/// What a question takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FormInput {
    /// One line.
    Text,
    /// Several lines.
    LongText,
    /// One of the options.
    Radio,
    /// An entry of the form's own list.
    Pick,
    /// A box.
    Tick,
    /// A date.
    Date,
    /// An email address.
    Email,
    /// A file.
    File,
}

/// What a question insists on besides its type.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FormRule {
    /// An email address.
    Email,
    /// No web address anywhere in it.
    NotUrl,
    /// A number.
    Numeric,
    /// A day between 1900 and today.
    PastDate,
    /// At least one box of its page.
    OneOfGroup,
}

/// What an answer is worked out from. Nothing that needs judgement is ever worked out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Derived {
    /// The nation of the record, else of the area.
    Nation,
    /// The record's own reference.
    Reference,
    /// Whether an interpreter was used.
    Interpreter,
    /// Whether signs are noted.
    SignsAny,
    /// The signs that are noted.
    Signs,
    /// Whether the child needs help to be understood.
    Support,
    /// Who answered at children's social care: the first part of the name, or the last.
    CareName,
    /// The person's own name, in the same way.
    OwnName,
    /// The person's own role.
    OwnRole,
    /// The child's name as said, in the same way.
    ChildName,
}
