//! What is asked most often of a case.
use super::noted::CallNoted;
use super::state::CaseState;
use gh_wire::submission::Occasion;

impl CaseState {
    /// The place in the log of the last noted sign that means danger.
    #[must_use]
    pub fn danger_sign(&self) -> Option<u32> {
        self.signs.values().filter(|sign| sign.danger).map(|sign| sign.seq).max()
    }

    /// The last call, while nobody has said whether somebody answered.
    #[must_use]
    pub fn open_call(&self) -> Option<&CallNoted> {
        self.calls.last().filter(|call| call.answered.is_none())
    }

    /// An hour that has not been finished.
    #[must_use]
    pub fn runs(&self) -> bool {
        self.occasion == Occasion::Hour && self.finished.is_none()
    }

    /// Whether the record holds words that no submission carries yet.
    #[must_use]
    pub fn has_unsent_words(&self) -> bool {
        match (self.last_word, self.sent.last()) {
            (Some(word), Some(sent)) => word > sent.seq,
            (Some(_), None) => true,
            (None, _) => false,
        }
    }
}
