//! The chain of a case's log, as whoever has its text can check it: each entry names the SHA-256 of the bytes before it.
use serde::{Deserialize, Serialize};

use crate::digest::Digest;
use crate::id::Id;
use crate::submission::LEFT_OUT;

/// A case with its log, as it is saved to a file. A submission that was opened and is no update reads
/// as one too.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseFile {
    /// The case.
    pub case_id: Id,
    /// The stored text of each event, oldest first. One may stand as [`LEFT_OUT`] and the digest of its bytes.
    pub log: Vec<String>,
}

/// Only what every entry has.
#[derive(Deserialize)]
struct Entry {
    prev: Digest,
}

impl CaseFile {
    /// The bytes of the file.
    #[must_use]
    pub fn to_json(&self) -> Vec<u8> {
        serde_json::to_vec_pretty(self).unwrap_or_default()
    }

    /// Reads a file. Fields that are not known here are passed over.
    ///
    /// # Errors
    /// If it is no case with its log.
    pub fn parse(bytes: &[u8]) -> Result<Self, NoCase> {
        serde_json::from_slice(bytes).map_err(|_| NoCase)
    }
}

/// The bytes are not those of a case with its log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this is no case with its log")]
pub struct NoCase;

/// The place of the first entry that does not follow from the one before; nothing if all do.
///
/// What it cannot see: a log that was cut off at its end, or made anew as a whole, and a change of the entry right before
/// one that is left out, whose bytes alone name it. Receipts and the desk's ledger stand against these.
#[must_use]
pub fn first_break(log: &[String]) -> Option<usize> {
    breaks(log, Some(Digest::from_bytes([0; 32])))
}

/// The same for a log whose beginning is somewhere else: whatever its first entry names is taken to be right.
#[must_use]
pub fn first_break_later(log: &[String]) -> Option<usize> {
    breaks(log, None)
}

/// What stands for the last entry of a log in the entry that comes next.
#[must_use]
pub fn head(log: &[String]) -> Option<Digest> {
    let last = log.last()?;
    last.strip_prefix(LEFT_OUT).map_or_else(|| Some(Digest::of(last.as_bytes())), Digest::parse)
}

/// The head that the first entry of this log was put on.
#[must_use]
pub fn put_on(log: &[String]) -> Option<Digest> {
    Some(serde_json::from_str::<Entry>(log.first()?).ok()?.prev)
}

fn breaks(log: &[String], mut prev: Option<Digest>) -> Option<usize> {
    for (place, text) in log.iter().enumerate() {
        // Left out, so that the record fits or the place of the child stays apart: its digest stands for it.
        if let Some(left_out) = text.strip_prefix(LEFT_OUT) {
            let Some(digest) = Digest::parse(left_out) else { return Some(place) };
            prev = Some(digest);
            continue;
        }
        let Ok(entry) = serde_json::from_str::<Entry>(text) else { return Some(place) };
        if prev.is_some_and(|prev| prev != entry.prev) {
            return Some(place);
        }
        prev = Some(Digest::of(text.as_bytes()));
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chained(parts: &[&str]) -> Vec<String> {
        let mut prev = Digest::from_bytes([0; 32]);
        let chain = parts.iter().map(|part| {
            let text = format!(r#"{{"kind":"{part}","prev":"{prev}"}}"#);
            prev = Digest::of(text.as_bytes());
            text
        });
        chain.collect()
    }

    #[test]
    fn a_changed_log_is_named_at_the_entry_after_the_change() {
        let mut log = chained(&["hour-started", "step", "step", "finished"]);
        assert_eq!(first_break(&log), None);
        log[1] = log[1].replace("step", "fact");
        assert_eq!(first_break(&log), Some(2));
        log[1] = format!("{LEFT_OUT}{}", Digest::of(log[1].replace("fact", "step").as_bytes()));
        assert_eq!(first_break(&log), None, "what is left out keeps its place in the chain");
        log[1] = format!("{LEFT_OUT}{}", Digest::of(b"something else"));
        assert_eq!(first_break(&log), Some(2));
        assert_eq!(first_break(&["not json".to_owned()]), Some(0));
        assert_eq!(first_break(&[]), None);
    }

    #[test]
    fn an_entry_that_is_taken_out_put_in_or_moved_is_noticed() {
        let whole = chained(&["hour-started", "step", "fact", "finished"]);
        let mut taken = whole.clone();
        taken.remove(1);
        let mut twice = whole.clone();
        twice.insert(2, whole[1].clone());
        let mut moved = whole.clone();
        moved.swap(1, 2);
        assert_eq!([taken, twice, moved].map(|log| first_break(&log)), [Some(1), Some(2), Some(1)]);
    }

    #[test]
    fn a_log_that_begins_elsewhere_is_checked_from_its_second_entry_and_names_what_it_was_put_on() {
        let whole = chained(&["hour-started", "step", "fact", "finished"]);
        let (before, after) = whole.split_at(2);
        assert_eq!((first_break(after), first_break_later(after)), (Some(0), None));
        assert_eq!((head(before), put_on(before)), (put_on(after), Some(Digest::from_bytes([0; 32]))));
        let left_out = vec![before[0].clone(), format!("{LEFT_OUT}{}", Digest::of(before[1].as_bytes()))];
        assert_eq!(head(&left_out), head(before), "its digest stands for what is left out");
        assert_eq!((head(&[]), put_on(&["no event".to_owned()])), (None, None));
        let mut moved = after.to_vec();
        moved.swap(0, 1);
        assert_eq!(first_break_later(&moved), Some(1));
    }

    #[test]
    fn a_file_is_read_as_it_was_written_and_anything_else_is_refused() {
        let file = CaseFile { case_id: Id::from_bytes([7; 16]), log: chained(&["hour-started"]) };
        assert_eq!(CaseFile::parse(&file.to_json()), Ok(file));
        for other in ["", "{}", "[]", r#"{"case_id":"x","log":[]}"#] {
            assert_eq!(CaseFile::parse(other.as_bytes()), Err(NoCase), "{other}");
        }
    }
}
