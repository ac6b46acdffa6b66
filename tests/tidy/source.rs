//! Tells code from comments and from the texts in it, so that a rule about code is not set off by a sentence.

/// A source file of Rust, taken apart.
pub struct Source {
    /// The code; comments and the insides of texts are blank. Lines stay where they are.
    pub code: String,
    /// The insides of the texts (string literals), each with the number of the line on which it begins.
    pub texts: Vec<(usize, String)>,
}

impl Source {
    pub fn read(text: &str) -> Self {
        let mut reader = Reader { rest: text, line: 1, code: String::new(), texts: Vec::new() };
        while reader.step() {}
        Self { code: reader.code, texts: reader.texts }
    }

    /// The lines of code with their numbers.
    pub fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        self.code.lines().enumerate().map(|(index, line)| (index + 1, line))
    }

    /// The line from which on there are only tests, by our habit of putting them last.
    pub fn first_line_of_tests(&self) -> usize {
        self.lines().find(|(_, line)| line.trim() == "#[cfg(test)]").map_or(usize::MAX, |(number, _)| number)
    }
}

struct Reader<'a> {
    rest: &'a str,
    line: usize,
    code: String,
    texts: Vec<(usize, String)>,
}

impl Reader<'_> {
    /// Takes one piece from the front; false at the end.
    fn step(&mut self) -> bool {
        if self.rest.starts_with("//") {
            let end = self.rest.find('\n').unwrap_or(self.rest.len());
            self.blank(end);
        } else if self.rest.starts_with("/*") {
            let end = end_of_block_comment(self.rest);
            self.blank(end);
        } else if let Some((open, close)) = self.raw_text() {
            self.text(open, &close, false);
        } else if self.rest.starts_with('"') {
            self.text(1, "\"", true);
        } else if let Some(end) = end_of_character(self.rest) {
            self.blank(end);
        } else if let Some(letter) = self.rest.chars().next() {
            self.keep(letter.len_utf8());
        } else {
            return false;
        }
        true
    }

    /// How long the opening of a raw text is, and what closes it.
    fn raw_text(&self) -> Option<(usize, String)> {
        if self.code.chars().next_back().is_some_and(is_word) {
            return None;
        }
        let after = self.rest.strip_prefix('b').unwrap_or(self.rest).strip_prefix('r')?;
        let hashes = after.len() - after.trim_start_matches('#').len();
        if !after[hashes..].starts_with('"') {
            return None;
        }
        Some((self.rest.len() - after.len() + hashes + 1, format!("\"{}", "#".repeat(hashes))))
    }

    fn text(&mut self, open: usize, close: &str, escapes: bool) {
        self.keep(open);
        let end = end_of_text(self.rest, close, escapes);
        self.texts.push((self.line, self.rest[..end].to_owned()));
        self.blank(end);
        self.keep(close.len().min(self.rest.len()));
    }

    fn keep(&mut self, count: usize) {
        let (taken, rest) = self.rest.split_at(count);
        self.line += taken.matches('\n').count();
        self.code.push_str(taken);
        self.rest = rest;
    }

    fn blank(&mut self, count: usize) {
        let (taken, rest) = self.rest.split_at(count);
        self.line += taken.matches('\n').count();
        self.code.extend(taken.chars().map(|letter| if letter == '\n' { '\n' } else { ' ' }));
        self.rest = rest;
    }
}

fn end_of_text(rest: &str, close: &str, escapes: bool) -> usize {
    let mut at = 0;
    while at < rest.len() {
        if rest[at..].starts_with(close) {
            return at;
        }
        let mut letters = rest[at..].chars();
        let letter = letters.next().map_or(1, char::len_utf8);
        let escaped =
            if escapes && rest[at..].starts_with('\\') { letters.next().map_or(0, char::len_utf8) } else { 0 };
        at += letter + escaped;
    }
    rest.len()
}

fn end_of_block_comment(rest: &str) -> usize {
    let mut depth = 0_usize;
    let mut at = 0;
    while at < rest.len() {
        if rest[at..].starts_with("/*") {
            depth += 1;
            at += 2;
        } else if rest[at..].starts_with("*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            at += rest[at..].chars().next().map_or(1, char::len_utf8);
        }
    }
    rest.len()
}

/// Where a character such as 'a' or '\n' ends; none for a lifetime.
fn end_of_character(rest: &str) -> Option<usize> {
    let inside = rest.strip_prefix('\'')?;
    if let Some(escape) = inside.strip_prefix('\\') {
        let first = escape.chars().next()?.len_utf8();
        return escape[first..].find('\'').map(|close| 2 + first + close + 1);
    }
    let length = inside.chars().next()?.len_utf8();
    inside[length..].starts_with('\'').then_some(1 + length + 1)
}

pub fn is_word(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_'
}

/// Whether the word stands in the line by itself: not as a part of a longer name.
pub fn has_word(line: &str, word: &str) -> bool {
    line.match_indices(word).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        let after = line[at + word.len()..].chars().next();
        // A word such as `gloo_` is the beginning of the names that are meant.
        let goes_on = word.ends_with(char::is_alphanumeric) && after.is_some_and(is_word);
        !goes_on && !before.is_some_and(is_word)
    })
}

#[test]
fn comments_and_texts_are_not_code() {
    let source = Source::read("let a = \"web_sys\"; // js_sys\n/* rexie /* deep */ */ let b = r#\"gloo_\"x\"#;");
    for word in ["web_sys", "js_sys", "rexie", "deep", "gloo_"] {
        assert!(!source.code.contains(word), "{word} in {}", source.code);
    }
    assert_eq!(source.texts, [(1, "web_sys".to_owned()), (2, "gloo_\"x".to_owned())]);
    assert!(source.code.contains("let b ="));
}

#[test]
fn quotes_in_characters_and_escapes_do_not_begin_a_text() {
    let source = Source::read("let q = '\"'; let e = '\\''; fn f<'a>(s: &'a str) {} let t = \"a\\\"b\"; web_sys");
    assert!(source.code.ends_with("web_sys"));
    assert_eq!(source.texts, [(1, "a\\\"b".to_owned())]);
}

#[test]
fn a_word_is_not_found_inside_a_longer_one() {
    assert!(has_word("use web_sys::Window;", "web_sys"));
    assert!(!has_word("my_web_sys", "web_sys"));
    assert!(has_word("gloo_storage::LocalStorage", "gloo_"));
}
