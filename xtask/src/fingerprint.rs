//! Whether anything that goes into the app has changed since it was last built, so that a second start takes seconds.

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Everything that the app is made from. xtask is among them: its hooks write files into the app.
const INPUTS: [&str; 15] = [
    ".cargo",
    "Cargo.lock",
    "Cargo.toml",
    "Trunk.toml",
    "build.rs",
    "codes",
    "crates",
    "guidance",
    "index.html",
    "public",
    "rust-toolchain.toml",
    "src",
    "style",
    "xtask/Cargo.toml",
    "xtask/src",
];

/// The record of one build: what went in, and what came out.
pub struct Fingerprint {
    root: PathBuf,
    dist: PathBuf,
    record: PathBuf,
}

impl Fingerprint {
    /// The record stands in the target folder: dist holds nothing but the app.
    pub fn new(root: &Path, dist: &Path, target: &Path) -> Self {
        Self { root: root.into(), dist: dist.into(), record: target.join("xtask").join("app.fingerprint") }
    }

    /// Whether `dist` is what the present sources give. Files that cannot be read count as changed.
    pub fn is_current(&self) -> bool {
        let Ok(recorded) = fs::read_to_string(&self.record) else { return false };
        let now = self.inputs().and_then(|inputs| Ok(record(&inputs, &self.outputs()?)));
        self.dist.join("index.html").is_file() && now.is_ok_and(|now| now == recorded)
    }

    /// The present sources. Taken before the build: what is saved while it runs was not built.
    ///
    /// # Errors
    /// If a file cannot be read.
    pub fn inputs(&self) -> io::Result<String> {
        hash_of(&self.root, &INPUTS.map(|input| self.root.join(input)))
    }

    /// Takes note of a build of these inputs that has just succeeded.
    ///
    /// # Errors
    /// If a file cannot be read, or the record cannot be written.
    pub fn note(&self, inputs: &str) -> Result<()> {
        let folder = self.record.parent().context("the record stands in a folder")?;
        fs::create_dir_all(folder)?;
        fs::write(&self.record, record(inputs, &self.outputs()?)).context("cannot write the record of the build")
    }

    fn outputs(&self) -> io::Result<String> {
        hash_of(&self.dist, std::slice::from_ref(&self.dist))
    }
}

fn record(inputs: &str, outputs: &str) -> String {
    format!("inputs {inputs}\noutputs {outputs}\n")
}

/// One hash over the paths and the bytes of all files below the given places. A place that is missing is no file.
fn hash_of(base: &Path, places: &[PathBuf]) -> io::Result<String> {
    let mut files = BTreeMap::new();
    for place in places {
        collect(place, &mut files)?;
    }
    let mut hash = Sha256::new();
    for (path, digest) in &files {
        hash.update(path.strip_prefix(base).unwrap_or(path).to_string_lossy().as_bytes());
        hash.update([0]);
        hash.update(digest);
    }
    Ok(data_encoding::HEXLOWER.encode(&hash.finalize()))
}

fn collect(place: &Path, files: &mut BTreeMap<PathBuf, Vec<u8>>) -> io::Result<()> {
    if place.is_dir() {
        for entry in fs::read_dir(place)? {
            collect(&entry?.path(), files)?;
        }
    } else if place.is_file() {
        files.insert(place.to_path_buf(), Sha256::digest(fs::read(place)?).to_vec());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Project(PathBuf);

    impl Project {
        fn new(name: &str) -> Self {
            let root = std::env::temp_dir().join(format!("gh-fingerprint-{name}-{}", std::process::id()));
            for folder in ["src", "dist"] {
                fs::create_dir_all(root.join(folder)).expect("the temporary folder can be written");
            }
            let project = Self(root);
            project.write("src/main.rs", "fn main() {}");
            project.write("dist/index.html", "<!doctype html>");
            project
        }

        fn write(&self, path: &str, text: &str) {
            fs::write(self.0.join(path), text).expect("the temporary folder can be written");
        }

        fn build(&self) {
            let fingerprint = self.fingerprint();
            let inputs = fingerprint.inputs().expect("the sources can be read");
            fingerprint.note(&inputs).expect("the build is noted");
        }

        fn fingerprint(&self) -> Fingerprint {
            Fingerprint::new(&self.0, &self.0.join("dist"), &self.0.join("target"))
        }
    }

    impl Drop for Project {
        fn drop(&mut self) {
            fs::remove_dir_all(&self.0).ok();
        }
    }

    #[test]
    fn the_first_build_is_never_current() {
        assert!(!Project::new("first").fingerprint().is_current());
    }

    #[test]
    fn nothing_changed_means_nothing_to_build() {
        let project = Project::new("same");
        project.build();
        assert!(project.fingerprint().is_current());
    }

    #[test]
    fn a_changed_or_new_source_file_is_noticed() {
        let project = Project::new("source");
        project.build();
        project.write("src/main.rs", "fn main() { }");
        assert!(!project.fingerprint().is_current());
        project.write("src/main.rs", "fn main() {}");
        assert!(project.fingerprint().is_current());
        project.write("src/lib.rs", "");
        assert!(!project.fingerprint().is_current());
    }

    #[test]
    fn what_is_saved_while_the_build_runs_is_built_next_time() {
        let project = Project::new("during");
        let fingerprint = project.fingerprint();
        let inputs = fingerprint.inputs().expect("the sources can be read");
        project.write("src/main.rs", "fn main() { saved(); }");
        fingerprint.note(&inputs).expect("the build is noted");
        assert!(!fingerprint.is_current());
    }

    #[test]
    fn an_app_that_another_build_has_replaced_is_noticed() {
        let project = Project::new("dist");
        project.build();
        project.write("dist/index.html", "<!doctype html><!-- trunk serve -->");
        assert!(!project.fingerprint().is_current());
    }
}
