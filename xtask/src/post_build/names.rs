//! Short names between the wasm and its script.
//!
//! wasm-bindgen names what the wasm asks of the browser by what it is and a long number, `__wbg_fetch_858ffa201963e190`.
//! Numbers hardly compress, each stands in both files, and there are almost three hundred. Nobody else reads them.
use std::collections::HashMap;
use std::ops::Range;

use anyhow::{Context as _, Result, bail};
use wasm_encoder::reencode::{Reencode as _, RoundtripReencoder};
use wasm_encoder::{ImportSection, Module, RawSection};
use wasmparser::{Parser, Payload};

/// How a name begins that wasm-bindgen gave.
const LONG: &str = "__wb";

/// The script and the wasm, with a short name in place of each long one.
///
/// # Errors
/// If the wasm cannot be read, or the script already uses one of the short names.
pub fn shorten(script: &str, wasm: &[u8]) -> Result<(String, Vec<u8>)> {
    let mut short = HashMap::new();
    let wasm = renamed(wasm, &mut short).context("the names between wasm and script could not be made short")?;
    for name in words(script) {
        if short.values().any(|new| *new == script[name.clone()]) {
            bail!("the script has a name `{}` of its own", &script[name]);
        }
    }
    let mut renamed = String::with_capacity(script.len());
    let mut at = 0;
    for name in words(script) {
        if let Some(new) = short.get(&script[name.clone()]) {
            renamed.push_str(&script[at..name.start]);
            renamed.push_str(new);
            at = name.end;
        }
    }
    renamed.push_str(&script[at..]);
    Ok((renamed, wasm))
}

/// The wasm with short names for what it imports. Everything else stays byte for byte.
fn renamed(wasm: &[u8], short: &mut HashMap<String, String>) -> Result<Vec<u8>> {
    let mut module = Module::new();
    for payload in Parser::new(0).parse_all(wasm) {
        let payload = payload?;
        if let Payload::ImportSection(imports) = payload {
            let mut section = ImportSection::new();
            for import in imports.into_imports() {
                let import = import?;
                let name = if import.name.starts_with(LONG) {
                    let next = format!("w{}", short.len());
                    short.entry(import.name.to_owned()).or_insert(next).as_str()
                } else {
                    import.name
                };
                section.import(import.module, name, RoundtripReencoder.entity_type(import.ty)?);
            }
            module.section(&section);
        } else if let Some((id, range)) = payload.as_section() {
            let range = usize::try_from(range.start)?..usize::try_from(range.end)?;
            let data = wasm.get(range).context("a section lies outside the file")?;
            module.section(&RawSection { id, data });
        }
    }
    Ok(module.finish())
}

/// Where the script's words are: names, as far as letters, digits, `_` and `$` go.
fn words(script: &str) -> impl Iterator<Item = Range<usize>> {
    let is_of_a_word = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '_' | '$');
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + script[at..].find(is_of_a_word)?;
        let length = script[start..].find(|letter| !is_of_a_word(letter)).unwrap_or(script.len() - start);
        at = start + length;
        Some(start..at)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_encoder::{EntityType, TypeSection};

    fn wasm(imports: &[(&str, &str)]) -> Vec<u8> {
        let (mut types, mut section) = (TypeSection::new(), ImportSection::new());
        types.ty().function([], []);
        for (module, name) in imports {
            section.import(module, name, EntityType::Function(0));
        }
        let mut module = Module::new();
        module.section(&types).section(&section);
        module.finish()
    }

    #[test]
    fn what_the_wasm_asks_for_has_one_short_name_in_both_files() {
        let long = ["__wbg_fetch_858ffa201963e190", "__wbg_fetch_858ffa201963e1901", "__wbindgen_init"];
        let before = wasm(&[("./a.js", long[0]), ("./a.js", long[1]), ("./link.js", "load"), ("./a.js", long[2])]);
        let script =
            "f({ __wbg_fetch_858ffa201963e190: 1, __wbg_fetch_858ffa201963e1901: 2, load, é__wbindgen_init: 3 });";
        let (script, after) = shorten(script, &before).expect("it is well formed");
        assert_eq!(script, "f({ w0: 1, w1: 2, load, éw2: 3 });");
        assert_eq!(after, wasm(&[("./a.js", "w0"), ("./a.js", "w1"), ("./link.js", "load"), ("./a.js", "w2")]));
    }

    #[test]
    fn a_short_name_that_the_script_has_already_is_refused() {
        let taken = shorten("let w0 = { __wbg_x: 1 };", &wasm(&[("./a.js", "__wbg_x")]));
        assert!(taken.expect_err("it is taken").to_string().contains("`w0`"));
    }

    #[test]
    fn a_file_that_is_no_wasm_is_refused() {
        assert!(shorten("", b"no wasm").is_err());
    }
}
