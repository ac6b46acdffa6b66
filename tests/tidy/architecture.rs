//! ARCHITECTURE.md names every top folder, and only paths that exist (invariant 13).

use crate::files;
use std::collections::BTreeSet;

/// Endings by which a word in backticks is known as a file.
const ENDINGS: [&str; 9] = ["rs", "toml", "md", "js", "css", "html", "json", "webmanifest", "lock"];

/// Folders that exist only after a build or a start.
const GENERATED: [&str; 3] = ["dist", "data", "target"];

fn unnamed(document: &str, folders: &BTreeSet<String>) -> Vec<String> {
    let named =
        |folder: &&String| document.contains(&format!("`{folder}`")) || document.contains(&format!("{folder}/"));
    let left_out = folders.iter().filter(|folder| !named(folder));
    left_out.map(|folder| format!("ARCHITECTURE.md does not name the folder {folder}/")).collect()
}

/// Every word in backticks that has the form of a path, from the root, must be there.
fn imaginary(document: &str, exists: impl Fn(&str) -> bool) -> Vec<String> {
    let words = document.split('`').skip(1).step_by(2);
    words
        .filter(|word| is_path(word) && !exists(word.trim_end_matches('/')))
        .map(|word| format!("ARCHITECTURE.md names {word}, which is not there"))
        .collect()
}

fn is_path(word: &str) -> bool {
    let plain = |letter: char| letter.is_ascii_alphanumeric() || "._-/".contains(letter);
    let generated = GENERATED.iter().any(|folder| word.split('/').next() == Some(folder));
    let path = word.trim_end_matches('/').contains('/') || word.ends_with('/');
    let file = word.rsplit_once('.').is_some_and(|(name, ending)| !name.is_empty() && ENDINGS.contains(&ending));
    word.chars().all(plain) && !word.starts_with('/') && !generated && (path || file)
}

#[test]
fn architecture_names_every_top_folder_and_only_paths_that_exist() {
    let document = files::read("ARCHITECTURE.md").expect("ARCHITECTURE.md stands at the top of the checkout");
    let folders = files::all().iter().filter_map(|file| Some(file.path.split_once('/')?.0.to_owned())).collect();
    let mut problems = unnamed(&document, &folders);
    problems.extend(imaginary(&document, |path| files::root().join(path).exists()));
    assert!(problems.is_empty(), "\n{}\n", problems.join("\n"));
}

#[test]
fn a_folder_left_out_is_noticed() {
    let folders = BTreeSet::from(["desk".to_owned(), "src".to_owned()]);
    assert_eq!(unnamed("`src/` is the app.", &folders), ["ARCHITECTURE.md does not name the folder desk/"]);
}

#[test]
fn a_path_that_is_not_there_is_noticed() {
    let document =
        "`src/edge/` and `src/gone.rs`, `old.toml`; not `gh.hidden`, `/healthz`, `a::b`, `A/B testing`, `dist/sw.js`";
    let problems = imaginary(document, |path| path == "src/edge");
    assert_eq!(problems.len(), 2, "{problems:?}");
}
