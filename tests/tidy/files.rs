//! The files of the checkout, without what is generated.

use std::fs;
use std::path::{Path, PathBuf};

/// One text file; `path` is relative to the root, with `/` between its parts.
pub struct File {
    pub path: String,
    pub text: String,
}

impl File {
    pub fn is_under(&self, folder: &str) -> bool {
        self.path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
    }

    pub fn has_ending(&self, ending: &str) -> bool {
        self.path.rsplit_once('.').is_some_and(|(_, found)| found == ending)
    }
}

pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every text file that is, or could be, committed.
pub fn all() -> Vec<File> {
    let ignored = ignored_folders();
    let mut files = Vec::new();
    collect(root(), &ignored, &mut files);
    assert!(files.len() > 20, "the walk found almost nothing: it looks in the wrong place");
    files
}

/// All Rust files below one of the folders.
pub fn rust_under(folders: &[&str]) -> Vec<File> {
    let wanted = |file: &File| file.has_ending("rs") && folders.iter().any(|folder| file.is_under(folder));
    all().into_iter().filter(wanted).collect()
}

/// The text of one file; none if it is not there.
pub fn read(path: &str) -> Option<String> {
    fs::read_to_string(root().join(path)).ok()
}

/// What .gitignore names at the top: generated, or a person's own.
pub fn ignored_folders() -> Vec<PathBuf> {
    let listed = read(".gitignore").unwrap_or_default();
    let folders = listed.lines().filter_map(|line| line.trim().strip_prefix('/'));
    folders.map(|folder| root().join(folder.trim_end_matches('/'))).chain([root().join(".git")]).collect()
}

fn collect(folder: &Path, ignored: &[PathBuf], files: &mut Vec<File>) {
    let entries = fs::read_dir(folder).expect("a folder of the checkout can be read");
    for entry in entries {
        let path = entry.expect("a folder of the checkout can be read").path();
        if ignored.contains(&path) || path.file_name().is_some_and(|name| name == "target") {
            continue;
        }
        if path.is_dir() {
            collect(&path, ignored, files);
        } else if let Ok(text) = fs::read_to_string(&path) {
            let path = path.strip_prefix(root()).expect("the walk stays below the root");
            files.push(File { path: path.to_string_lossy().replace('\\', "/"), text });
        }
    }
}

/// Fails with all problems of all files together.
pub fn hold(files: &[File], rule: impl Fn(&str, &str) -> Vec<String>) {
    let problems: Vec<String> = files.iter().flat_map(|file| rule(&file.path, &file.text)).collect();
    assert!(problems.is_empty(), "\n{}\n", problems.join("\n"));
}
