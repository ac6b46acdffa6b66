//! Faults of the files are reported together, each with its file and line.
use std::fs;
use std::path::{Path, PathBuf};

use gh_guidance::load;

/// A fresh copy of the guidance in the tests' own folder.
fn copy(name: &str) -> PathBuf {
    let to = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    if to.exists() {
        fs::remove_dir_all(&to).expect("the old copy goes");
    }
    copy_dir(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../guidance")), &to);
    to
}

fn copy_dir(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder can be made");
    for entry in fs::read_dir(from).expect("the folder is there") {
        let entry = entry.expect("its entries can be read");
        let (path, to) = (entry.path(), to.join(entry.file_name()));
        if path.is_dir() {
            copy_dir(&path, &to);
        } else {
            fs::copy(&path, &to).expect("the file can be copied");
        }
    }
}

fn faults(dir: &Path) -> Vec<String> {
    load(dir).err().map_or_else(Vec::new, |errors| errors.0.iter().map(ToString::to_string).collect())
}

#[test]
fn every_fault_of_every_file_is_reported_with_its_line() {
    let dir = copy("three-faults");
    fs::write(dir.join("questions.toml"), "[[question]]\nid = \"who\"\ntext = \n").expect("written");
    fs::write(dir.join("areas/camden.toml"), "id = \"camden\"\nname = \"Camden\"\ncolour = \"red\"\n")
        .expect("written");
    fs::remove_file(dir.join("holidays.toml")).expect("removed");
    let found = faults(&dir);
    assert_eq!(found.len(), 3, "{found:#?}");
    assert!(found[0].starts_with("questions.toml:3: "), "{found:#?}");
    assert!(found[1].starts_with("holidays.toml: "), "{found:#?}");
    assert!(found[2].starts_with("areas/camden.toml:3: ") && found[2].contains("colour"), "{found:#?}");
}

#[test]
fn a_condition_that_cannot_be_read_names_its_line() {
    let dir = copy("bad-condition");
    let path = dir.join("steps/A03.toml");
    let text = fs::read_to_string(&path).expect("the step is there");
    fs::write(&path, text.replace("when = \"accompanied\"", "when = \"Accompanied by\"")).expect("written");
    let found = faults(&dir);
    assert!(found.len() == 1 && found[0].starts_with("steps/A03.toml:"), "{found:#?}");
}

#[test]
fn an_id_that_is_not_the_name_of_its_file_is_reported() {
    let dir = copy("other-name");
    fs::rename(dir.join("areas/kent.toml"), dir.join("areas/essex.toml")).expect("renamed");
    assert_eq!(faults(&dir), ["areas/essex.toml: holds kent; the file name and the id must be the same"]);
}

#[test]
fn a_file_that_nothing_reads_is_reported() {
    let dir = copy("stray");
    fs::write(dir.join("contact.toml"), "").expect("written");
    assert_eq!(faults(&dir), ["contact.toml: is not a file of the guidance"]);
}
