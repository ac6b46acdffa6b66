//! What a phone sends once it is opened at the desk: the record with its words, its labels and its log.
//!
//! Labels travel with the values, so that a desk of another version shows everything as the person wrote it.
mod hour;

use serde::{Deserialize, Serialize};

pub use self::hour::{Absence, Answer, Call, HandedOver, StepTaken};
use crate::id::Id;
use crate::update::Update;

/// The version of [`Submission`] that this build writes.
pub const SCHEMA: u16 = 4;

/// The section that is about the place where the child is, which is kept apart in [`Submission::place_now`].
pub const PLACE_SECTION: &str = "m01";

/// The section of who is to take over. Once they have, it is empty, and the handing over is in [`Submission::handed_over`].
pub const TAKES_OVER_SECTION: &str = "m16";

/// The section of the child's words, whose entries are in [`Submission::said`].
pub const SAID_SECTION: &str = "said";

/// Stands before the digest of an event that was left out of a log.
pub const LEFT_OUT: &str = "sha256:";

/// One record of one child, as it stood when the person pressed Send, or what is new in it since an earlier one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Submission {
    /// [`SCHEMA`] of the build that wrote it.
    pub schema: u16,
    /// Names this submission; also the id in the path of the request and in the envelope's header.
    pub id: Id,
    /// Names the case on the phone; its updates carry the same one.
    pub case_id: Id,
    /// An hour with a child, or a concern with no hour.
    pub occasion: Occasion,
    /// Trial version: no real child's details. Shown at the desk while it is true.
    pub trial: bool,
    /// The phone's clock when Send was pressed: milliseconds since the Unix epoch, UTC.
    pub sealed_at_ms: i64,
    /// The phone's offset from UTC at that moment, in minutes east.
    pub offset_min: i16,
    /// When the person met the child, by the phone's clock, where an hour runs.
    pub met_at_ms: Option<i64>,
    /// The phone's clock was changed during the case, so times are as first noted.
    pub clock_changed: bool,
    /// Who wrote it.
    pub from: Sender,
    /// The child as said: a name, an age or a look, for the head of the page. Never in a link, a title or a notice.
    pub child_as_said: String,
    /// Where the child is now. Apart from the sections, so that no list, log or export shows it by accident.
    pub place_now: Option<String>,
    /// The sections of the record, in the order of the record.
    pub sections: Vec<Section>,
    /// The child's words, oldest first, each entry for itself. Before form 3 they were facts of a section.
    #[serde(default)]
    pub said: Vec<Said>,
    /// Why the child had to be asked again, oldest first. The first builds of form 3 had none.
    #[serde(default)]
    pub asked_again: Vec<AskedAgain>,
    /// The signs that were noted, in the order of their ids. Form 1 had none.
    #[serde(default)]
    pub signs: Vec<Sign>,
    /// The calls that were made from the app, oldest first.
    #[serde(default)]
    pub calls: Vec<Call>,
    /// Who took over the child, oldest first. Before form 4 only the last stood in a section.
    #[serde(default)]
    pub handed_over: Vec<HandedOver>,
    /// When a child who is gone was last seen: milliseconds since the Unix epoch by the phone's clock. Nothing while they
    /// are there, or back.
    #[serde(default)]
    pub gone_ms: Option<i64>,
    /// The times in which they were gone before, oldest first. Always sent whole.
    #[serde(default)]
    pub was_away: Vec<Absence>,
    /// The cases of children who were found together with this one, each in a submission of its own.
    #[serde(default)]
    pub together: Vec<Id>,
    /// The steps of the hour that have an answer, oldest first.
    pub steps: Vec<StepTaken>,
    /// The guidance edition that the hour ran on.
    pub guidance: String,
    /// The stored bytes of each event of the case, as text, oldest first: the log that can be checked. A draft that was
    /// written over may stand as [`LEFT_OUT`] and the digest of its bytes, so that the whole fits.
    pub log: Vec<String>,
    /// This submission continues another, and holds only what is new since. Before form 4 each one was whole.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub update: Option<Update>,
}

/// An opened envelope does not hold a submission that this build reads. Keep the bytes: a later desk may read them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SubmissionError {
    /// Not the JSON of a submission, or a part is missing or of another kind.
    #[error("what was sealed is not a record that can be read here")]
    Unreadable,
    /// Written by a later build.
    #[error("the record has form {0}, and this desk reads {SCHEMA}")]
    LaterForm(u16),
}

/// Only the version, which every form carries.
#[derive(Deserialize)]
struct FormOnly {
    schema: u16,
}

impl Submission {
    /// The bytes to seal. Their length is to be compared with [`crate::limits::MAX_PLAINTEXT`]; `seal` does so.
    #[must_use]
    pub fn to_json(&self) -> Vec<u8> {
        serde_json::to_vec(self).unwrap_or_default()
    }

    /// Reads what was sealed. Fields that this build does not know are passed over.
    ///
    /// # Errors
    /// [`SubmissionError`]; the message names no content.
    pub fn parse(bytes: &[u8]) -> Result<Self, SubmissionError> {
        let form: FormOnly = serde_json::from_slice(bytes).map_err(|_| SubmissionError::Unreadable)?;
        if form.schema > SCHEMA {
            return Err(SubmissionError::LaterForm(form.schema));
        }
        serde_json::from_slice(bytes).map_err(|_| SubmissionError::Unreadable)
    }
}

/// Why the record exists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Occasion {
    /// The person is with the child and an hour runs.
    Hour,
    /// The child is not with the person; no hour runs.
    Concern,
}

/// The professional who wrote the record, in the words they typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sender {
    /// Name as typed in Settings or the record.
    pub name: String,
    /// Role as shown: Police, Border, School, Health, Social care, or what was typed.
    pub role: String,
    /// Organisation as typed.
    pub organisation: String,
    /// Staff, collar or warrant number as typed.
    pub staff_number: String,
    /// The number on which the desk can ring this person back.
    pub call_back: String,
    /// The area chosen on the phone, if any.
    pub area: String,
}

/// One section of the record, such as "Language and interpreter".
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    /// `m01` to `m16`, from the merged record for first contact.
    pub id: String,
    /// The heading the person saw.
    pub title: String,
    /// What was written, in the order of the section.
    pub facts: Vec<Fact>,
    /// "Not known, because": the person's own words, when they said that the section cannot be filled.
    pub not_known_because: Option<String>,
}

/// One answer, exactly as it was typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fact {
    /// The field's id, such as `m04.name`.
    pub id: String,
    /// The label the person saw.
    pub label: String,
    /// The words, unchanged.
    pub value: String,
    /// The words are the child's own: shown in the voice type.
    pub childs_words: bool,
    /// When it was last written: milliseconds since the Unix epoch by the phone's clock; 0 of what Settings says, which was
    /// not written in this case.
    pub at_ms: i64,
    /// How it is known, as shown on the phone; empty means not said.
    #[serde(default)]
    pub known: String,
    /// Who told it, or in which paper it stands, in the words typed.
    #[serde(default)]
    pub known_from: String,
    /// Who wrote it; empty if no name is known, or it is from Settings.
    #[serde(default)]
    pub noted_by: String,
}

/// Words of the child, exactly as they were written down.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    /// Names the entry in every submission of the case; nothing while it was typed and not added yet.
    pub id: Option<Id>,
    /// The words, unchanged.
    pub words: String,
    /// As they were first written down, where they were changed since.
    pub first_words: Option<String>,
    /// How they were said, as shown on the phone; empty means not noted.
    pub way: String,
    /// Through which interpreter; empty if there was none, or it was not noted.
    pub interpreter: String,
    /// What had just been asked; empty where the child spoke first.
    pub asked: String,
    /// Who wrote them down; empty if no name is known.
    pub noted_by: String,
    /// When they were first written down: milliseconds since the Unix epoch by the phone's clock.
    pub at_ms: i64,
    /// When they were last changed, if they were.
    pub changed_ms: Option<i64>,
    /// Somebody asked who was not the first to ask, and wrote no reason.
    #[serde(default)]
    pub no_reason: bool,
}

/// Why somebody who was not the first to ask had to ask the child again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AskedAgain {
    /// In their own words, unchanged.
    pub reason: String,
    /// Who asks; empty if no name is known.
    pub noted_by: String,
    /// When it was written: milliseconds since the Unix epoch by the phone's clock.
    pub at_ms: i64,
}

/// A sign that was noted. What is not noted is not sent, and says nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sign {
    /// The sign's id in the guidance, such as `EXP-14`.
    pub id: String,
    /// Its words in the edition of the case.
    pub says: String,
    /// Seen, or else suspected.
    pub seen: bool,
    /// Who noticed it, in the words typed, else the name of the person who noted it; empty if there is none.
    pub noticed_by: String,
    /// When it was noticed, in the words typed; empty means when it was noted.
    pub noticed_when: String,
    /// How it is known, as shown on the phone; empty means not said.
    pub known: String,
    /// The person's note, unchanged.
    pub note: String,
    /// When it was noted: milliseconds since the Unix epoch by the phone's clock.
    pub at_ms: i64,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn submission(words: &str) -> Submission {
        Submission {
            schema: SCHEMA,
            id: Id::from_bytes([1; 16]),
            case_id: Id::from_bytes([2; 16]),
            occasion: Occasion::Concern,
            trial: true,
            sealed_at_ms: 1_795_000_000_000,
            offset_min: -720,
            met_at_ms: None,
            clock_changed: false,
            from: Sender::default(),
            child_as_said: words.into(),
            place_now: Some(words.into()),
            sections: vec![],
            said: vec![],
            asked_again: vec![],
            signs: vec![],
            calls: vec![],
            handed_over: vec![],
            gone_ms: None,
            was_away: vec![],
            together: vec![],
            steps: vec![],
            guidance: String::new(),
            log: vec![words.into()],
            update: None,
        }
    }

    #[test]
    fn words_of_every_script_survive() {
        for words in ["", " ", "\0", "Nguyễn", "العربية", "አማርኛ", "Llŷr", "\u{2028}<script>", "e\u{301}é"]
        {
            assert_eq!(Submission::parse(&submission(words).to_json()), Ok(submission(words)));
        }
    }

    #[test]
    fn a_later_form_is_named_as_such() {
        let later = br#"{"schema": 5, "anything": []}"#;
        assert_eq!(Submission::parse(later), Err(SubmissionError::LaterForm(5)));
    }

    #[test]
    fn earlier_forms_are_still_read() {
        let now = String::from_utf8(submission("words").to_json()).expect("JSON is text");
        let third = now.replace("\"schema\":4", "\"schema\":3");
        let second = third
            .replace("\"schema\":3", "\"schema\":2")
            .replace("\"said\":[],", "")
            .replace("\"asked_again\":[],", "")
            .replace("\"calls\":[],", "");
        let first = second.replace("\"schema\":2", "\"schema\":1").replace("\"signs\":[],", "");
        for (form, text) in [(3, third), (2, second), (1, first)] {
            let read = Submission::parse(text.as_bytes()).expect("a record of an earlier form");
            let lists = (read.said.len(), read.signs.len());
            assert_eq!((read.schema, read.child_as_said.as_str(), lists), (form, "words", (0, 0)));
        }
    }

    #[test]
    fn what_is_not_a_submission_is_refused_without_a_panic() {
        let deep = "[".repeat(10_000);
        let twice = r#"{"schema":1,"schema":1}"#;
        for text in ["", "null", "{}", "{\"schema\":1e400}", "{\"schema\":-1}", "\u{feff}{}", twice, &deep] {
            assert_eq!(Submission::parse(text.as_bytes()), Err(SubmissionError::Unreadable), "{text:.20}");
        }
        assert_eq!(Submission::parse(&[0xff, 0xfe]), Err(SubmissionError::Unreadable));
    }
}
