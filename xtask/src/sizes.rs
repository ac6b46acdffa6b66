//! How large what the phone must load is, and how large it may be.
use anyhow::{Context as _, Result, bail};
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use super::post_build::codes::is_codes;

/// One thousand bytes, as in the budgets.
const KB: usize = 1_000;

/// One kind of file, and what it may weigh.
struct Budget {
    /// As it is named to a person.
    name: &'static str,
    /// Which files of `dist` it is; their sizes are added.
    is: fn(&Path) -> bool,
    /// How the weight is counted.
    packing: Packing,
    /// What it must not weigh more than, in bytes. Absent: it is only shown.
    must: Option<usize>,
    /// Above this the build says so, in bytes.
    aim: Option<usize>,
}

/// How a file is compressed on its way.
#[derive(Clone, Copy)]
enum Packing {
    Brotli,
    Gzip,
}

const BUDGETS: [Budget; 9] = [
    Budget {
        name: "index.html",
        is: |path| path.ends_with("index.html"),
        packing: Packing::Brotli,
        must: Some(14 * KB),
        aim: Some(10 * KB),
    },
    Budget {
        name: "wasm, first load",
        is: |path| has_ending(path, "wasm") && !is_later(path) && !is_codes(path),
        packing: Packing::Brotli,
        must: Some(280 * KB),
        aim: Some(230 * KB),
    },
    Budget {
        name: "wasm, later part",
        is: |path| has_ending(path, "wasm") && is_later(path),
        packing: Packing::Brotli,
        must: None,
        aim: None,
    },
    Budget {
        name: "JS glue",
        is: |path| has_ending(path, "js") && !path.ends_with("sw.js") && !is_codes(path),
        packing: Packing::Brotli,
        must: Some(10 * KB),
        aim: Some(8 * KB),
    },
    Budget {
        name: "CSS",
        is: |path| super::style::APP.iter().any(|name| path.ends_with(name)),
        packing: Packing::Gzip,
        must: Some(12 * KB),
        aim: Some(9 * KB),
    },
    Budget {
        name: "codes, wasm",
        is: |path| has_ending(path, "wasm") && is_codes(path),
        packing: Packing::Brotli,
        must: Some(200 * KB),
        aim: Some(170 * KB),
    },
    Budget {
        name: "codes, script",
        is: |path| has_ending(path, "js") && is_codes(path),
        packing: Packing::Brotli,
        must: Some(5 * KB),
        aim: None,
    },
    Budget {
        name: "guidance, first",
        is: |path| is_guidance(path, "first-"),
        packing: Packing::Brotli,
        must: None,
        aim: None,
    },
    Budget {
        name: "guidance, whole",
        is: |path| is_guidance(path, "pack-"),
        packing: Packing::Brotli,
        must: None,
        aim: None,
    },
];

fn has_ending(path: &Path, ending: &str) -> bool {
    path.extension().is_some_and(|found| found == ending)
}

fn is_guidance(path: &Path, name: &str) -> bool {
    has_ending(path, "bin") && path.file_stem().is_some_and(|stem| stem.to_string_lossy().starts_with(name))
}

/// The part of the wasm that is fetched when the first screen stands.
fn is_later(path: &Path) -> bool {
    path.file_stem().is_some_and(|name| name.to_string_lossy().ends_with("-later"))
}

/// One line of the report.
struct Weight {
    name: &'static str,
    raw: usize,
    gzip: usize,
    brotli: usize,
}

/// Prints raw and compressed sizes of the built app.
///
/// # Errors
/// If `dist/` is not there or cannot be read.
pub fn run() -> Result<()> {
    let root = super::post_build::root();
    let dist = root.join("dist");
    println!("{:<20} {:>9} {:>9} {:>9}   budget", "bytes", "raw", "gzip", "brotli");
    for (budget, weight) in BUDGETS.iter().zip(weigh(&dist)?) {
        let limit = match (budget.must, budget.packing) {
            (Some(must), Packing::Brotli) => format!("{must} brotli"),
            (Some(must), Packing::Gzip) => format!("{must} gzip"),
            (None, _) => "none".to_owned(),
        };
        println!("{:<20} {:>9} {:>9} {:>9}   {limit}", weight.name, weight.raw, weight.gzip, weight.brotli);
    }
    Ok(())
}

/// Holds the built files in `folder` against the budgets. Over the aim: a line on standard error.
///
/// # Errors
/// Every kind of file that is over what it may weigh, by name and by how much, in one error.
pub fn enforce(folder: &Path) -> Result<()> {
    let mut over = Vec::new();
    for (budget, weight) in BUDGETS.iter().zip(weigh(folder)?) {
        let (bytes, packed) = match budget.packing {
            Packing::Brotli => (weight.brotli, "brotli"),
            Packing::Gzip => (weight.gzip, "gzip"),
        };
        if let Some(line) = budget.must.and_then(|must| excess(weight.name, bytes, must, packed)) {
            over.push(line);
        } else if let Some(line) = budget.aim.and_then(|aim| excess(weight.name, bytes, aim, packed)) {
            eprintln!("warning: over the aim: {line}");
        }
    }
    if over.is_empty() {
        return Ok(());
    }
    bail!("over the size budget:\n  {}", over.join("\n  "))
}

fn excess(name: &str, bytes: usize, limit: usize, packed: &str) -> Option<String> {
    let more = bytes.checked_sub(limit).filter(|more| *more > 0)?;
    Some(format!("{name} is {bytes} bytes {packed}, {more} more than {limit}"))
}

fn weigh(folder: &Path) -> Result<Vec<Weight>> {
    let mut files = super::post_build::files_under(folder)?;
    let styles = super::post_build::root().join(super::style::JOINED);
    files.extend(super::style::APP.map(|name| styles.join(name)));
    BUDGETS
        .iter()
        .map(|budget| {
            let mut weight = Weight { name: budget.name, raw: 0, gzip: 0, brotli: 0 };
            for path in files.iter().filter(|path| (budget.is)(path)) {
                let bytes = fs::read(path).with_context(|| format!("could not read {}", path.display()))?;
                weight.raw += bytes.len();
                weight.gzip += gzip(&bytes)?.len();
                weight.brotli += already(path, &bytes)?;
            }
            Ok(weight)
        })
        .collect()
}

/// The brotli size, from the file beside it if there is one: the wasm takes seconds.
fn already(path: &Path, bytes: &[u8]) -> Result<usize> {
    let mut beside = path.as_os_str().to_owned();
    beside.push(".br");
    match fs::metadata(PathBuf::from(beside)) {
        Ok(found) => Ok(usize::try_from(found.len()).context("a file fits in memory")?),
        Err(_) => Ok(brotli(bytes)?.len()),
    }
}

/// Brotli at its strongest.
///
/// # Errors
/// None in practice: it writes to memory.
pub fn brotli(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut packed = Vec::new();
    let settings =
        brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 22, size_hint: bytes.len(), ..Default::default() };
    brotli::BrotliCompress(&mut &*bytes, &mut packed, &settings).context("brotli")?;
    Ok(packed)
}

/// Gzip at its strongest, without a time, so that the same bytes give the same bytes.
///
/// # Errors
/// None in practice: it writes to memory.
pub fn gzip(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    packer.write_all(bytes).context("gzip")?;
    packer.finish().context("gzip")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_over_its_budget_is_named_with_how_much() {
        assert_eq!(excess("wasm", 300, 280, "brotli").as_deref(), Some("wasm is 300 bytes brotli, 20 more than 280"));
        assert_eq!(excess("wasm", 280, 280, "brotli"), None);
    }

    #[test]
    fn what_is_packed_can_be_read_again() {
        let text = "with a child now ".repeat(200);
        let mut back = Vec::new();
        brotli::BrotliDecompress(&mut brotli(text.as_bytes()).expect("packs").as_slice(), &mut back).expect("reads");
        assert_eq!(back, text.as_bytes());
    }
}
