//! How much of a side of A4 the parts of the first side take, so that what does not fit goes over the page.
//!
//! Lengths are tenths of a millimetre, as `style/print.css` sets them and as they stand in a browser. The letters in a line are
//! few: those of a wide typeface (DejaVu Sans), less what the end of a line loses. With a narrower one the side has room to
//! spare; it never runs over.
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
const HEADING: usize = 90;
/// "More over the page."
const MORE: usize = 50;
/// A line of the title, beside which the reference stands.
const NAME: usize = 71;
/// The reference, where it stands below a longer title.
const REFERENCE: usize = 55;
/// What is read first, in its frame, where the child has said something.
const FRAME: usize = 165 + GAP;
/// Room to write by hand.
const BLANK: usize = 83;

/// Letters that stand in a line of each kind.
const TITLE: usize = 40;
const BESIDE: usize = 22;
const HALF: usize = 38;
const WHOLE: usize = 82;
pub(super) const FACT: usize = 25;
const MARK: usize = 33;
const SAID: usize = 74;
const SMALL: usize = 84;

/// Whether title and parts stand on one side.
pub(super) fn fits(title: &str, parts: &[Part]) -> bool {
    let below = if lines(title, BESIDE) > 1 { REFERENCE } else { 0 };
    let title = lines(title, TITLE) * NAME + below + GAP;
    let foot = lines(PRIVATE, SMALL) * 47;
    let frame = if parts.iter().any(|part| matches!(part.body, Body::Said(_))) { FRAME } else { 0 };
    title + frame + rows(parts) + foot <= SIDE
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
            points.iter().map(|(word, words)| lines(&format!("{word}{words}"), letters) * LINE + 21).sum()
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
    let wide = |letter: char| if is_wide(letter) { 2 } else { 1 };
    words.lines().map(|line| line.chars().map(wide).sum::<usize>().div_ceil(letters).max(1)).sum::<usize>().max(1)
}

/// Whether a letter takes the room of two: those of China, Japan and Korea, and pictures. Vietnamese ones and a dash do not.
const fn is_wide(letter: char) -> bool {
    matches!(letter, '\u{1100}'..='\u{115f}' | '\u{2e80}'..='\u{a4cf}' | '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}'
        | '\u{fe30}'..='\u{fe6f}' | '\u{ff00}'..='\u{ff60}' | '\u{1f300}'..='\u{1faff}' | '\u{20000}'..='\u{3fffd}')
}
