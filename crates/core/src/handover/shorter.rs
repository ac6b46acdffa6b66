//! What of the first side is long, and what of it stays there.
use std::collections::BTreeMap;

use super::fit::FACT;
use super::{Body, Mark, Part, Side, place_labels};

/// How much of a part stays on the first side. What is more stands over the page.
#[derive(Clone, Copy)]
pub(super) struct Limits {
    /// Letters of one line; of the child's words, of all together.
    letters: usize,
    /// Lines of a list.
    lines: usize,
}

/// More than that nobody reads at a door, even where there is room.
const MOST: Limits = Limits { letters: 220, lines: 7 };
/// As [`MOST`], for the child's words. They are limited by their letters alone.
const MOST_SAID: Limits = Limits { letters: 600, ..MOST };
/// A line of so many letters is short: a list rather has fewer of them.
const SHORT: usize = 45;
/// So many lines of a list stay always.
const FEWEST: usize = 2;

/// So many letters of the child's words stay as long as anything else can go.
const PLENTY_SAID: usize = 300;
/// So many stay always.
const LEAST_SAID: usize = 90;

/// The limits of each part that has given way, by its heading.
pub(super) type Given = BTreeMap<&'static str, Limits>;

/// Where the words are longer, so many of the last entries stay at most.
const LAST_WORDS: usize = 3;

/// The heading of the child's words.
pub(super) const WORDS: &str = "What the child said, in their own words";

/// Stands where a long line would.
const OVER: &str = "Over the page.";

/// The next narrower limits of a part, and how long the line is that goes then; `None` where it can give no more.
pub(super) fn gives_way(part: &Part, given: &Given) -> Option<(usize, Limits)> {
    let limits = limits(part.title, given);
    let length = |words: &String| words.chars().count();
    let lengths: Vec<usize> = match &part.body {
        Body::Facts(facts) => {
            // What takes one line takes one line over the page too.
            let long = facts.iter().filter(|(label, words)| !is_place(label) && length(words) > FACT);
            long.map(|(_, words)| length(words)).collect()
        }
        Body::Points(points) => points.iter().map(|(_, words)| length(words)).collect(),
        Body::Line(marks) => marks.iter().map(|mark| length(&mark.words)).collect(),
        Body::Said(said) => {
            // Their own words are what nobody should have to ask for again: they go after every long line and list, and of
            // the last of them the beginning stays whatever comes.
            let letters = said.iter().map(|(words, came)| length(words) + length(came)).sum::<usize>();
            let narrower = limits.letters.min(letters) * 3 / 4;
            let key = if narrower >= PLENTY_SAID { SHORT - 1 } else { 1 };
            return (narrower >= LEAST_SAID).then_some((key, Limits { letters: narrower, ..limits }));
        }
    };
    let longest = lengths.into_iter().filter(|length| *length > OVER.len()).max();
    let is_list = !matches!(part.body, Body::Facts(_));
    match longest {
        // A word or two, and no more than is needed.
        Some(longest) if !is_list => Some((longest, Limits { letters: longest - 1, ..limits })),
        Some(longest) if longest > SHORT => Some((longest, Limits { letters: (longest - 1) / 6 * 6, ..limits })),
        _ if is_list && part.body.len() > FEWEST => Some((SHORT, Limits { lines: part.body.len() - 1, ..limits })),
        _ => None,
    }
}

/// What a part that has given way can have again, as far as it still fits: longer lines and more of them, else one of the two.
/// `None` where it cannot have more.
pub(super) fn wider(heading: &str, narrow: Limits, fits: impl Fn(&Limits) -> bool) -> Option<Limits> {
    let most = limits(heading, &Given::new());
    let more_lines = (narrow.lines..=most.lines).rev().map(|lines| Limits { lines, ..narrow }).find(&fits)?;
    // What fits with so many letters fits with fewer.
    let (mut letters, mut too_many) = (narrow.letters, most.letters + 1);
    while too_many - letters > 1 {
        let middle = usize::midpoint(letters, too_many);
        if fits(&Limits { letters: middle, ..more_lines }) { letters = middle } else { too_many = middle }
    }
    Some(Limits { letters, ..more_lines })
}

fn is_place(label: &str) -> bool {
    place_labels().any(|of_place| of_place == label)
}

pub(super) fn limits(heading: &str, given: &Given) -> Limits {
    given.get(heading).copied().unwrap_or(if heading == WORDS { MOST_SAID } else { MOST })
}

/// The child's words take the whole width. Where they are long, the last ones stay, and all of them stand over the page.
pub(super) fn words(said: Vec<(String, String)>, limits: Limits, over: &mut Vec<Part>) -> Part {
    let letters: usize = said.iter().map(|(words, came)| words.chars().count() + came.chars().count()).sum();
    if letters <= limits.letters {
        return Part { title: WORDS, side: Side::Wide, body: Body::Said(said), more: false };
    }
    // Rather their words than how these came: that stands over the page, and here only the time.
    let timed = said.iter().map(|(words, came)| {
        let time = came.split([',', '.']).next().unwrap_or_default();
        (words.clone(), time.to_owned())
    });
    let timed: Vec<(String, String)> = timed.collect();
    let mut room = limits.letters;
    // One that is too long leaves its room to a shorter one.
    let last = timed.iter().rev().take(LAST_WORDS).filter(|(words, time)| {
        let left = room.checked_sub(words.chars().count() + time.chars().count());
        room = left.unwrap_or(room);
        left.is_some()
    });
    let mut last: Vec<_> = last.cloned().collect();
    last.reverse();
    if last.is_empty() {
        // Of the last words the beginning stands here.
        let first = |(words, time): &(String, String)| Some((as_many(words, limits.letters)?, time.clone()));
        last.extend(timed.last().and_then(first));
    }
    let first = Part { title: WORDS, side: Side::Wide, body: Body::Said(last), more: true };
    over.push(Part { title: "All that the child said", side: Side::Wide, body: Body::Said(said), more: false });
    first
}

/// A part with its short lines; what is long, and what is more than fits, stands over the page.
pub(super) fn short(title: &'static str, body: Body, limits: Limits, over: &mut Vec<Part>) -> Part {
    let is_long = |words: &str| words.chars().count() > limits.letters;
    let stays = |words: &str| beginning(words, limits.letters).unwrap_or_else(|| OVER.to_owned());
    let cut = |words: &str| if is_long(words) { stays(words) } else { words.to_owned() };
    let (kept, rest) = match body {
        // All labels about the child stay: who reads down the side must not miss one.
        Body::Facts(facts) => {
            // So does where the child is, once somebody has put it in.
            let goes =
                |label: &str, words: &str| is_long(words) && (!is_place(label) || words.chars().count() > MOST.letters);
            let fact = |(label, words): &(String, String)| {
                (label.clone(), if goes(label, words) { stays(words) } else { words.clone() })
            };
            let kept = facts.iter().map(fact).collect();
            (Body::Facts(kept), Body::Facts(facts.into_iter().filter(|(label, words)| goes(label, words)).collect()))
        }
        Body::Points(points) => {
            let kept = points.iter().take(limits.lines).map(|(word, words)| (*word, cut(words))).collect();
            let rest =
                points.into_iter().enumerate().filter(|(place, (_, words))| *place >= limits.lines || is_long(words));
            (Body::Points(kept), Body::Points(rest.map(|(_, point)| point).collect()))
        }
        // The last things done are what the next person goes on from.
        Body::Line(marks) => {
            let early = marks.len().saturating_sub(limits.lines);
            let kept = marks.iter().skip(early).map(|mark| Mark { words: cut(&mark.words), ..mark.clone() }).collect();
            let rest = marks.into_iter().enumerate().filter(|(place, mark)| *place < early || is_long(&mark.words));
            (Body::Line(kept), Body::Line(rest.map(|(_, mark)| mark).collect()))
        }
        said @ Body::Said(_) => (said, Body::Said(Vec::new())),
    };
    let more = !rest.is_empty();
    if more {
        over.push(Part { title, side: Side::Wide, body: rest, more: false });
    }
    Part { title, side: Side::Left, body: kept, more }
}

/// The beginning of a long line, with a mark that more follows, which stands over the page: of a line about the child, such as
/// the name with all its spellings, the first is what is called out. The first sentence if it is short enough, else as many
/// words as there is room for. `None` where that is not even one.
fn beginning(words: &str, letters: usize) -> Option<String> {
    if let Some((first, _)) = words.split_once(". ")
        && first.chars().count() + 3 <= letters
    {
        return Some(format!("{first}. …"));
    }
    as_many(words, letters)
}

/// As many words of a line as there is room for, with a mark that more follows; `None` where that is not even one.
fn as_many(words: &str, letters: usize) -> Option<String> {
    let room = words.char_indices().nth(letters.saturating_sub(2)).map_or(words.len(), |(end, _)| end);
    let (first, _) = words.get(..room)?.rsplit_once(char::is_whitespace)?;
    let first = first.trim_end_matches(|letter: char| !letter.is_alphanumeric() && !matches!(letter, ')' | '”'));
    (!first.is_empty()).then(|| format!("{first} …"))
}
