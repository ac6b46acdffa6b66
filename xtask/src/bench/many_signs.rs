//! The built app with two hundred signs in its guidance, for the search: the list of indicators may grow to that.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use sha2::{Digest as _, Sha256};

use crate::post_build::root;
use crate::sizes;

/// How many signs there are then.
const SIGNS: usize = 200;
/// By this word only the last one is found: by it the bench sees that all of them are there.
const LAST: &str = "zzyzx";

/// Puts the longer guidance in the place of the other one in a copy of the built app: the page and its worker name it.
///
/// # Errors
/// If the copy is not as the build makes it.
pub fn put(app: &Path) -> Result<()> {
    let mut built = gh_guidance::build(&root().join("guidance"))?;
    grow(&mut built);
    let file = gh_guidance::File::of(&built.pack);
    let page = text(app, "index.html")?;
    let (_, named) = page.split_once("name=\"guidance\" content=\"").context("the page names no guidance")?;
    let mut words = named.split(' ');
    let (sha, path) = (words.next().context("no hash")?, words.next().context("no path")?);
    let new_path = format!("/guidance/pack-{}.bin", &file.sha256[..16]);
    let renamed = |text: &str| text.replace(sha, &file.sha256).replace(path, &new_path);
    let mut worker = renamed(&text(app, "sw.js")?);
    for name in ["index.html", "guidance/current.json"] {
        let (before, now) = (text(app, name)?, renamed(&text(app, name)?));
        // The worker keeps only what has the hash that it knows.
        worker = worker.replace(&sha256(before.as_bytes()), &sha256(now.as_bytes()));
        write(app, name, now.as_bytes())?;
    }
    write(app, new_path.trim_start_matches('/'), &file.bytes)?;
    write(app, "sw.js", worker.as_bytes())
}

/// Each further sign has the words of one that is there, and the words of another to be found by.
fn grow(built: &mut gh_guidance::Built) {
    let pack = &mut built.pack;
    let there = pack.signs.clone();
    for number in there.len()..SIGNS {
        let mut sign = there[number % there.len()].clone();
        sign.id = format!("BEN-{number}");
        sign.find = format!("{} {}", sign.find, there[(number * 7 + 3) % there.len()].says.text);
        pack.signs.push(sign);
    }
    if let Some(last) = pack.signs.last_mut() {
        last.find.push(' ');
        last.find.push_str(LAST);
    }
}

fn sha256(bytes: &[u8]) -> String {
    data_encoding::HEXLOWER.encode(&Sha256::digest(bytes))
}

fn text(app: &Path, name: &str) -> Result<String> {
    fs::read_to_string(app.join(name)).with_context(|| format!("cannot read {name}: build the app first"))
}

/// With its compressed forms, as the build leaves each file.
fn write(app: &Path, name: &str, bytes: &[u8]) -> Result<()> {
    for (ending, bytes) in [("", bytes.to_vec()), (".br", sizes::brotli(bytes)?), (".gz", sizes::gzip(bytes)?)] {
        let path = app.join(format!("{name}{ending}"));
        fs::write(&path, bytes).with_context(|| format!("cannot write {}", path.display()))?;
    }
    Ok(())
}
