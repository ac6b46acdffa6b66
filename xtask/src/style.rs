//! Joins the files of `style/` into two style sheets for the app, what its first frame needs and the rest, and one for
//! the desk.
//!
//! Trunk copies a style sheet as it is and does not follow `@import`, so the order files `first.css`, `rest.css` and
//! `desk.css` are joined before it starts. What is joined goes to `target/style/`, never to the tree.
use anyhow::{Context as _, Result, bail};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Where the joined files go, under the project's folder.
pub const JOINED: &str = "target/style";

/// What Start needs, as `index.html` has it in it.
const FIRST: &str = "first.css";

/// What only the other screens need.
pub const REST: &str = "rest.css";

/// The style sheets of the app.
pub const APP: [&str; 2] = [FIRST, REST];

/// Joins the style sheets.
///
/// # Errors
/// A file that is named by an `@import` and is not there, or cannot be written.
pub fn run() -> Result<()> {
    let root = super::post_build::root();
    let (from, to) = (root.join("style"), root.join(JOINED));
    fs::create_dir_all(&to).with_context(|| format!("could not make {}", to.display()))?;
    for name in APP.into_iter().chain(["desk.css"]) {
        let joined = minify(&join(&from.join(name), &mut BTreeSet::new())?);
        write_if_changed(&to.join(name), joined.as_bytes())?;
    }
    Ok(())
}

/// Writes only what differs, so that nobody who watches the file builds again for nothing.
fn write_if_changed(path: &Path, bytes: &[u8]) -> Result<()> {
    if fs::read(path).is_ok_and(|old| old == bytes) {
        return Ok(());
    }
    fs::write(path, bytes).with_context(|| format!("could not write {}", path.display()))
}

/// The text of a style sheet with every `@import "…";` line replaced by that file. A file comes once only.
fn join(path: &Path, seen: &mut BTreeSet<PathBuf>) -> Result<String> {
    if !seen.insert(path.to_path_buf()) {
        bail!("{} is imported twice", path.display());
    }
    let text = fs::read_to_string(path).with_context(|| format!("could not read {}", path.display()))?;
    let folder = path.parent().context("a style sheet lies in a folder")?;
    let mut joined = String::new();
    for line in text.lines() {
        match line.trim().strip_prefix("@import \"").and_then(|rest| rest.strip_suffix("\";")) {
            Some(name) => joined.push_str(&join(&folder.join(name), seen)?),
            None => joined.push_str(line),
        }
        joined.push('\n');
    }
    Ok(joined)
}

/// Takes out comments and the white space that means nothing. Strings stay as they are, and so does a space around an
/// operator of `calc()` or between two parts of a selector.
fn minify(css: &str) -> String {
    let mut out = String::with_capacity(css.len());
    let mut rest = css;
    let mut space = false;
    while let Some(c) = rest.chars().next() {
        if let Some(comment) = rest.strip_prefix("/*") {
            rest = comment.split_once("*/").map_or("", |(_, after)| after);
            continue;
        }
        if c.is_whitespace() {
            space = true;
            rest = &rest[c.len_utf8()..];
            continue;
        }
        let tight = |c: char| matches!(c, '{' | '}' | ';' | ',');
        let after_open = out.ends_with(|last| tight(last) || last == ':' || last == '(');
        if space && !out.is_empty() && !after_open && !tight(c) && c != ')' {
            out.push(' ');
        }
        space = false;
        if c == '}' && out.ends_with(';') {
            out.pop();
        }
        let length = if c == '"' { string_length(rest) } else { c.len_utf8() };
        out.push_str(&rest[..length]);
        rest = &rest[length..];
    }
    out
}

/// Length in bytes of the string literal that `text` begins with, both quotation marks included.
fn string_length(text: &str) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return at + 1,
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_means_nothing_goes_and_what_means_something_stays() {
        let css =
            "/* why */\n@media (min-width: 56rem) {\n  .a > .b :is(h2, h3) { margin: calc(var(--s1) * -1) 0; }\n}\n";
        assert_eq!(minify(css), "@media (min-width:56rem){.a > .b :is(h2,h3){margin:calc(var(--s1) * -1) 0}}");
    }

    #[test]
    fn a_string_keeps_its_spaces_and_its_marks() {
        assert_eq!(minify(r#".x::before { content: "\2715" / ""; }"#), r#".x::before{content:"\2715" / ""}"#);
        assert_eq!(minify(r#"a { content: "a  { /* \" ; }"; }"#), r#"a{content:"a  { /* \" ; }"}"#);
    }

    #[test]
    fn a_declaration_keeps_the_space_between_two_values() {
        assert_eq!(minify("a { font: 400 1rem / 1.4 var(--v) ; }"), "a{font:400 1rem / 1.4 var(--v)}");
    }

    #[test]
    fn every_file_of_the_styles_is_in_an_order_file() {
        let from = super::super::post_build::root().join("style");
        let mut seen = BTreeSet::new();
        join(&from.join("desk.css"), &mut seen).expect("the styles join");
        let mut on_disk = BTreeSet::new();
        for folder in ["", "components", "desk"] {
            for entry in fs::read_dir(from.join(folder)).expect("the folder is there").flatten() {
                if entry.path().extension().is_some_and(|ending| ending == "css") {
                    on_disk.insert(entry.path());
                }
            }
        }
        let name = |paths: &BTreeSet<PathBuf>| -> BTreeSet<String> {
            paths.iter().filter_map(|path| Some(path.file_name()?.to_str()?.to_owned())).collect()
        };
        assert_eq!(name(&seen), name(&on_disk));
    }
}
