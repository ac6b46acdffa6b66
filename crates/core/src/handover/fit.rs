//! How much of a side of A4 the parts of the first side take, so that what does not fit goes over the page.
//!
//! Lengths are tenths of a millimetre, as `style/print.css` sets them. The letters in a line are few: those of a wide
//! typeface. With a narrower one the side has room to spare; it never runs over.
use super::{Body, PRIVATE, Part, Side};

/// What is left of 297 mm between the margins.
const SIDE: usize = 2_730;
/// One line of text.
const LINE: usize = 52;
/// One line of the child's words, in the type of a voice.
const VOICE: usize = 60;
/// Between two rows of the sheet.
const GAP: usize = 30;
/// The heading of a part with its rule.
const HEADING: usize = 105;
/// "More over the page."
const MORE: usize = 50;
/// The reference, below the title.
const REFERENCE: usize = 60 + GAP;
/// What is read first, in its frame, where the child has said something.
const FRAME: usize = 165 + GAP;
/// Room to write by hand.
const BLANK: usize = 83;

/// Letters that stand in a line of each kind.
const TITLE: usize = 40;
const HALF: usize = 36;
const WHOLE: usize = 76;
pub(super) const FACT: usize = 23;
const MARK: usize = 30;
const SAID: usize = 66;
const SMALL: usize = 84;

/// Whether title and parts stand on one side.
pub(super) fn fits(title: &str, parts: &[Part]) -> bool {
    let title = lines(title, TITLE) * 85;
    let foot = lines(PRIVATE, SMALL) * 47;
    let frame = if parts.iter().any(|part| matches!(part.body, Body::Said(_))) { FRAME } else { 0 };
    title + REFERENCE + frame + rows(parts) + foot <= SIDE
}

/// A left part and the right one after it stand beside each other.
fn rows(parts: &[Part]) -> usize {
    let mut all = 0;
    let mut left = 0;
    for part in parts {
        let height = height(part);
        match part.side {
            Side::Left => {
                all += left;
                left = height + GAP;
            }
            Side::Right => all += std::mem::take(&mut left).max(height + GAP),
            Side::Wide => all += std::mem::take(&mut left) + height + GAP,
        }
    }
    all + left
}

/// How high a part stands, with its heading.
pub(super) fn height(part: &Part) -> usize {
    let wide = part.side == Side::Wide;
    let body = match &part.body {
        Body::Facts(facts) => {
            let fact = |words: &str| if words.is_empty() { BLANK } else { lines(words, FACT) * LINE + 21 };
            let each = facts.iter().map(|(_, words)| fact(words));
            // Across both columns they stand in two.
            if wide { each.clone().sum::<usize>() / 2 + each.max().unwrap_or_default() } else { each.sum() }
        }
        Body::Points(points) => {
            let letters = if wide { WHOLE } else { HALF };
            points.iter().map(|(word, words)| lines(&format!("{word}{words}"), letters) * LINE + 23).sum()
        }
        Body::Said(said) => {
            said.iter().map(|(words, came)| lines(&format!("“{words}” {came}"), SAID) * VOICE + 26).sum()
        }
        Body::Line(marks) => marks.iter().map(|mark| lines(&mark.words, MARK) * LINE + 18).sum(),
    };
    HEADING + body + if part.more { MORE } else { 0 }
}

/// How many lines the words take. Letters of East Asia are twice as wide; a break of the writer's is one.
fn lines(words: &str, letters: usize) -> usize {
    let wide = |letter: char| if letter >= '\u{1100}' { 2 } else { 1 };
    words.lines().map(|line| line.chars().map(wide).sum::<usize>().div_ceil(letters).max(1)).sum::<usize>().max(1)
}
