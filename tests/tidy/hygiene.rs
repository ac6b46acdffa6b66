//! Rules that are the same for every file.

use crate::files::{self, File};
use crate::source::{Source, has_word};

/// A file that is longer does more than one thing.
const MOST_LINES: usize = 400;

fn too_long(path: &str, text: &str) -> Vec<String> {
    let lines = text.lines().count();
    if lines <= MOST_LINES { Vec::new() } else { vec![format!("{path}: {lines} lines; at most {MOST_LINES}")] }
}

/// Ignored tests are forgotten, unfinished ones pass, and a test that sleeps is slow when it works and wrong when it does not.
fn weak_tests(path: &str, text: &str) -> Vec<String> {
    let source = Source::read(text);
    let tests = if path.contains("tests/") { 1 } else { source.first_line_of_tests() };
    // The one place where the end-to-end tests wait: it asks the page again until a time is over.
    let may_wait = path == "tests/e2e/src/until.rs";
    let banned: [(&str, bool); 4] =
        [("#[ignore", true), ("todo!", true), ("unimplemented!", true), ("sleep(", !may_wait)];
    let found = |line: &str| banned.iter().find(|(word, holds)| *holds && has_word(line, word)).map(|(word, _)| *word);
    source
        .lines()
        .filter(|(number, _)| *number >= tests)
        .filter_map(|(number, line)| Some((number, found(line)?)))
        .map(|(number, word)| format!("{path}:{number}: {word} has no place in a test"))
        .collect()
}

/// Where packages come from and where this checkout stands is the business of the machine.
fn of_one_machine(path: &str, text: &str) -> Vec<String> {
    // Put together here, so that this file does not break its own rule.
    let folders = [["/wo", "rk/"].concat(), ["/ro", "ot/"].concat()];
    let by_itself = |line: &str, at: usize| {
        !line[..at].ends_with(|before: char| before.is_ascii_alphanumeric() || ".-_*".contains(before))
    };
    let folder =
        |line: &str| folders.iter().any(|folder| line.match_indices(folder).any(|(at, _)| by_itself(line, at)));
    text.lines()
        .enumerate()
        .filter(|(_, line)| folder(line) || names_registry(line))
        .map(|(index, line)| format!("{path}:{}: a path or host of one machine: {}", index + 1, line.trim()))
        .collect()
}

/// Whether the line has an address whose host is a package registry or a copy of one.
fn names_registry(line: &str) -> bool {
    const KINDS: [&str; 9] = ["registry", "mirror", "proxy", "artifactory", "nexus", "pypi", "deb", "npmjs", "crates"];
    const NAMES: [&str; 4] = ["index", "static", "files", "security"];
    let hosts =
        line.split("://").skip(1).map(|rest| rest.split(['/', ':', '"', '\'', ' ', ')']).next().unwrap_or_default());
    hosts.into_iter().any(|host| {
        let labels: Vec<&str> = host.split('.').collect();
        let kind = labels.iter().any(|label| KINDS.contains(label));
        let name = labels.first().is_some_and(|first| NAMES.contains(first));
        kind && (name || labels.len() > 2 || KINDS.contains(&labels[0]))
    })
}

/// Old modules: `foo.rs` and `foo/` instead.
fn module_file(file: &File) -> bool {
    file.path.ends_with("/mod.rs")
}

#[test]
fn no_file_is_longer_than_it_should_be() {
    let sources: Vec<File> = files::all()
        .into_iter()
        .filter(|file| ["rs", "js", "mjs", "css"].iter().any(|ending| file.has_ending(ending)))
        .collect();
    files::hold(&sources, too_long);
}

#[test]
fn no_test_is_ignored_unfinished_or_asleep() {
    files::hold(&files::rust_under(&["src", "crates", "desk", "tests", "xtask"]), weak_tests);
}

#[test]
fn no_file_names_a_registry_host_or_a_path_of_one_machine() {
    let written: Vec<File> = files::all().into_iter().filter(|file| file.path != "Cargo.lock").collect();
    files::hold(&written, of_one_machine);
}

#[test]
fn modules_are_files_with_their_own_names() {
    let old: Vec<String> = files::all().into_iter().filter(module_file).map(|file| file.path).collect();
    assert!(old.is_empty(), "{old:?}");
}

#[test]
fn a_long_file_is_noticed() {
    assert_eq!(too_long("src/a.rs", &"\n".repeat(401)).len(), 1);
    assert!(too_long("src/a.rs", &"\n".repeat(400)).is_empty());
}

#[test]
fn a_weak_test_is_noticed() {
    assert_eq!(weak_tests("tests/browser_a.rs", "#[ignore]\nfn a() { todo!() }").len(), 2);
    assert_eq!(weak_tests("src/a.rs", "#[cfg(test)]\nmod tests { fn a() { sleep(x) } }").len(), 1);
    assert!(weak_tests("desk/src/a.rs", "fn a() { sleep(x) }\n#[cfg(test)]\nmod tests {}").is_empty());
    assert!(weak_tests("tests/e2e/src/until.rs", "sleep(x)").is_empty());
}

#[test]
fn a_path_or_host_of_one_machine_is_noticed() {
    let address = |host: &[&str]| format!("https{}{}/x", "://", host.join("."));
    let (project, own) = (["", "work", "main"].join("/"), ["", "root", "x"].join("/"));
    for named in [
        format!("see {project}"),
        format!("cd {own}"),
        address(&["index", "crates", "io"]),
        address(&["deb", "debian", "org"]),
    ] {
        assert_eq!(of_one_machine("a.md", &named).len(), 1, "{named}");
    }
    for fine in [
        ["social", "work", "now"].join("/"),
        address(&["rustup", "rs"]),
        format!("{}/crates", address(&["www", "gov", "uk"])),
        address(&["static", "gov", "uk"]),
        "http://127.0.0.1:8080".to_owned(),
    ] {
        assert!(of_one_machine("a.md", &fine).is_empty(), "{fine}");
    }
}

#[test]
fn an_old_module_file_is_noticed() {
    assert!(module_file(&File { path: "src/edge/mod.rs".to_owned(), text: String::new() }));
}
