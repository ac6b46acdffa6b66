//! What must see the final bytes of a build: Trunk calls this on its staging folder before it becomes `dist/`.
//!
//! The tree itself is never written to, or `trunk serve` would build for ever.
use anyhow::{Context as _, Result, bail};
use serde::Serialize;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use super::precache::{self, Kept};
use super::{sizes, style};

pub mod codes;
mod names;
mod page;
mod split;

/// Endings of files that are worth compressing.
const COMPRESSIBLE: [&str; 8] = ["html", "js", "wasm", "json", "bin", "css", "svg", "webmanifest"];

/// Files that the worker does not keep. `csp.json` is for the desk; the worker cannot keep itself; the desk's styles are
/// another origin's; the PNG icons are read by the system when the app is installed. The codes of a handover have a cache of
/// their own, which the page fills when it has nothing else to do.
const NOT_KEPT: [&str; 3] = ["csp.json", "sw.js", "desk.css"];

/// What `guidance/current.json` says, and the page of itself.
#[derive(Serialize)]
struct Current {
    edition: String,
    date: String,
    sha256: String,
    path: String,
}

impl Current {
    /// For the page's head: three words, so that nothing has to read JSON before the first screen.
    fn in_page(&self) -> String {
        format!("{} {} {}", self.sha256, self.path, self.edition)
    }
}

/// Finishes the build in `TRUNK_STAGING_DIR`.
///
/// # Errors
/// If it is not called by Trunk, if the guidance fails its checks (all problems together), if a file cannot be read or
/// written, or if a release build is over a size budget.
pub fn run() -> Result<()> {
    let staging = env::var_os("TRUNK_STAGING_DIR").map(PathBuf::from).context("Trunk calls this: use `trunk build`")?;
    let release = env::var("TRUNK_PROFILE").is_ok_and(|profile| profile == "release");
    let root = root();

    let built = gh_guidance::build(&root.join("guidance"))?;
    let whole = write_guidance(&staging, &built, "pack", &built.whole)?;
    let beginning = write_guidance(&staging, &built, "first", &built.beginning)?;
    write(&staging.join("guidance/current.json"), serde_json::to_string(&whole)?.as_bytes())?;
    copy_folder(&root.join("public"), &staging)?;
    copy(&root.join(style::JOINED).join("desk.css"), &staging.join("desk.css"))?;

    let index = staging.join("index.html");
    let html = split::split(&staging, release, &text(&index)?)?;
    let styles = bytes(&root.join(style::JOINED).join(style::REST))?;
    let address = format!("/golden-hour-{}.css", precache::short(&precache::hex(&styles))?);
    write(&staging.join(&address[1..]), &styles)?;
    let html = page::behind_the_first_frame(&html, &address)?;

    if release {
        for path in glue(&staging)? {
            write(&path, page::code_alone(&text(&path)?).as_bytes())?;
        }
    }

    let names = [
        ("guidance", whole.in_page()),
        ("guidance-beginning", beginning.in_page()),
        ("codes", codes::finish(&staging, release)?),
    ];
    let html = page::names_files(&html, &names)?;
    let html = page::fill(&html, &gh_guidance::shell::start_shell(&built.pack))?;
    write(&index, html.as_bytes())?;
    write(&staging.join("csp.json"), serde_json::to_string(&page::policy(&html)?)?.as_bytes())?;

    let worker = precache::worker(&text(&root.join("public/sw.js"))?, &kept(&staging)?);
    write(&staging.join("sw.js"), worker.as_bytes())?;

    if release {
        compress(&staging)?;
        sizes::enforce(&staging)?;
    }
    Ok(())
}

/// The project's folder, from wherever cargo was called.
pub fn root() -> PathBuf {
    let own = env::var_os("CARGO_MANIFEST_DIR").unwrap_or_else(|| env!("CARGO_MANIFEST_DIR").into());
    PathBuf::from(own).parent().map_or_else(|| PathBuf::from("."), Path::to_path_buf)
}

/// Every file under a folder, in the order of its path. Trunk's own `.stage` in `dist/` and the like are left out.
///
/// # Errors
/// If a folder cannot be read.
pub fn files_under(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| format!("could not read {}", folder.display()))? {
        let path = entry.with_context(|| format!("could not read {}", folder.display()))?.path();
        let own = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
        if own {
            continue;
        }
        if path.is_dir() {
            files.extend(files_under(&path)?);
        } else {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

/// Writes a pack under a name with its hash, and answers with what names it.
fn write_guidance(staging: &Path, built: &gh_guidance::Built, name: &str, file: &gh_guidance::File) -> Result<Current> {
    let folder = staging.join("guidance");
    fs::create_dir_all(&folder).with_context(|| format!("could not make {}", folder.display()))?;
    let name = format!("{name}-{}.bin", precache::short(&file.sha256)?);
    write(&folder.join(&name), &file.bytes)?;
    Ok(Current {
        edition: built.pack.edition.clone(),
        date: built.pack.date.clone(),
        sha256: file.sha256.clone(),
        path: format!("/guidance/{name}"),
    })
}

/// Everything of `public/` but the worker, which is made with its list.
fn copy_folder(from: &Path, to: &Path) -> Result<()> {
    for path in files_under(from)?.into_iter().filter(|path| !path.ends_with("sw.js")) {
        let target = to.join(path.strip_prefix(from).context("the file lies in the folder")?);
        if let Some(folder) = target.parent() {
            fs::create_dir_all(folder).with_context(|| format!("could not make {}", folder.display()))?;
        }
        copy(&path, &target)?;
    }
    Ok(())
}

/// The JavaScript that wasm-bindgen wrote.
fn glue(staging: &Path) -> Result<Vec<PathBuf>> {
    let files = files_under(staging)?.into_iter();
    Ok(files.filter(|path| has_ending(path, &["js"]) && !path.ends_with("sw.js")).collect())
}

/// The files that the worker keeps, by address.
fn kept(staging: &Path) -> Result<Vec<Kept>> {
    let mut list = Vec::new();
    for path in files_under(staging)? {
        let address = path
            .strip_prefix(staging)?
            .to_str()
            .with_context(|| format!("{} is not a name for an address", path.display()))?
            .replace('\\', "/");
        if NOT_KEPT.contains(&address.as_str()) || codes::is_codes(&path) || has_ending(&path, &["png", "br", "gz"]) {
            continue;
        }
        let address = if address == "index.html" { "/".to_owned() } else { format!("/{address}") };
        list.push(Kept::new(address, &bytes(&path)?));
    }
    if !list.iter().any(|file| has_ending(Path::new(&file.path), &["wasm"])) {
        bail!("the build has no wasm: the worker would keep an app that cannot open");
    }
    Ok(list)
}

/// Brotli and gzip beside each file, made once here and not at each request.
fn compress(staging: &Path) -> Result<()> {
    let served = files_under(staging)?.into_iter().filter(|path| has_ending(path, &COMPRESSIBLE));
    for path in &served.filter(|path| !path.ends_with("csp.json")).collect::<Vec<_>>() {
        let raw = bytes(path)?;
        for (ending, packed) in [("br", sizes::brotli(&raw)?), ("gz", sizes::gzip(&raw)?)] {
            let mut name = path.as_os_str().to_owned();
            name.push(".");
            name.push(ending);
            write(Path::new(&name), &packed)?;
        }
    }
    Ok(())
}

fn has_ending(path: &Path, endings: &[&str]) -> bool {
    path.extension().and_then(|ending| ending.to_str()).is_some_and(|ending| endings.contains(&ending))
}

fn bytes(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).with_context(|| format!("could not read {}", path.display()))
}

fn text(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| format!("could not read {}", path.display()))
}

fn write(path: &Path, what: &[u8]) -> Result<()> {
    fs::write(path, what).with_context(|| format!("could not write {}", path.display()))
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::copy(from, to).with_context(|| format!("could not copy {} to {}", from.display(), to.display()))?;
    Ok(())
}
