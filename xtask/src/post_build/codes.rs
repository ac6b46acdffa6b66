//! The second wasm: the worker of a handover by codes.
//!
//! Its names carry no hash. So that a page never gets the worker of another version, the script asks for its parts with the
//! version in the address, and the page says which hashes each part must have.
use anyhow::{Context as _, Result, ensure};
use std::path::Path;

use super::split::code_alone;
use super::{bytes, text, write};
use crate::precache;

/// What the page starts.
const LOADER: &str = "codes_loader.js";
/// What that asks for.
const SCRIPT: &str = "codes.js";
const WASM: &str = "codes_bg.wasm";

/// Whether a built file belongs to it.
pub fn is_codes(path: &Path) -> bool {
    path.file_name().is_some_and(|name| [LOADER, SCRIPT, WASM].iter().any(|known| name == *known))
}

/// Gives the worker its version, and answers with what the page is to know: the version, then the address and the SHA-256
/// of each part.
///
/// # Errors
/// If Trunk has not made all three parts.
pub fn finish(staging: &Path, release: bool) -> Result<String> {
    if release {
        let wasm = code_alone(&bytes(&staging.join(WASM))?)?;
        write(&staging.join(WASM), &wasm)?;
    }
    let parts = [bytes(&staging.join(SCRIPT))?, bytes(&staging.join(WASM))?];
    let version = precache::hex(&parts.concat());
    let version = precache::short(&version)?;
    let loader = of_version(&text(&staging.join(LOADER))?, version)?;
    write(&staging.join(LOADER), loader.as_bytes())?;
    let named = [(LOADER, loader.as_bytes()), (SCRIPT, &parts[0]), (WASM, &parts[1])];
    let named = named.map(|(name, bytes)| format!(" /{name} {}", precache::hex(bytes)));
    Ok(format!("{version}{}", named.concat()))
}

/// Trunk's script with the version in both addresses.
fn of_version(loader: &str, version: &str) -> Result<String> {
    let mut with = loader.to_owned();
    for name in [SCRIPT, WASM] {
        let asks = format!("\"./{name}\"");
        ensure!(with.matches(&asks).count() == 1, "{LOADER} should ask for {name} once: {loader}");
        with = with.replace(&asks, &format!("\"/{name}?v={version}\""));
    }
    with.split_once("importScripts").context("Trunk made a worker of another kind")?;
    Ok(with)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_worker_asks_for_the_parts_of_its_own_version() {
        let trunks = r#"importScripts("./codes.js");wasm_bindgen("./codes_bg.wasm");"#;
        let own = of_version(trunks, "ab12").expect("it asks for both");
        assert_eq!(own, r#"importScripts("/codes.js?v=ab12");wasm_bindgen("/codes_bg.wasm?v=ab12");"#);
        assert!(of_version("import init from './codes.js';", "ab12").is_err());
    }

    #[test]
    fn its_parts_are_told_from_the_apps() {
        for name in ["dist/codes.js", "dist/codes_bg.wasm", "dist/codes_loader.js"] {
            assert!(is_codes(Path::new(name)), "{name}");
        }
        for name in ["dist/golden-hour-ab_bg.wasm", "dist/sw.js", "dist/codes.json"] {
            assert!(!is_codes(Path::new(name)), "{name}");
        }
    }
}
