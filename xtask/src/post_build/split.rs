//! Takes the app's wasm apart into two files: what the first screen needs, and the rest, which is loaded after it.
//!
//! Trunk knows one wasm per app. So the linker's own output is read again here, split where `src/later.rs` says,
//! joined to the browser by wasm-bindgen once more, and put in the place of what Trunk made.
use anyhow::{Context as _, Result, anyhow, bail};
use std::fs;
use std::path::{Path, PathBuf};

use super::{bytes, has_ending, names, text, write};
use crate::precache;
use crate::tools::Tool;
use crate::workspace::Workspace;

/// The stem of every name here until the bytes, and so the hash in the name, are final.
const UNNAMED: &str = "golden-hour-unnamed";
/// The script that the splitter writes beside its files, as the first part asks for it.
const LINK: &str = "./golden-hour-unnamed-link.js";
/// What the splitter calls the second part, after the name in `src/later.rs`.
const LATER: &str = "split_later.wasm";

/// Puts the two parts and their script into `staging`, instead of Trunk's one wasm and script, and answers with
/// `index.html` as it then has to be.
///
/// # Errors
/// If the linker's output is not there, was linked without the feature `split`, or wasm-bindgen is missing or fails.
pub fn split(staging: &Path, release: bool, html: &str) -> Result<String> {
    let workspace = Workspace::find()?;
    let profile = if release { "wasm-release" } else { "debug" };
    let linked = workspace.target.join("wasm32-unknown-unknown").join(profile).join("golden-hour-app.wasm");
    let work = workspace.target.join("xtask").join("split");
    if work.exists() {
        fs::remove_dir_all(&work).with_context(|| format!("could not empty {}", work.display()))?;
    }
    let first = take_apart(&bytes(&linked)?, &work)?;
    let joined = join(&workspace, &first, &work, release)?;

    let mut script = one_script(&text(&joined.join(format!("{UNNAMED}.js")))?, &text(&work.join(LINK))?)?;
    let mut wasm = bytes(&joined.join(format!("{UNNAMED}_bg.wasm")))?;
    if release {
        (script, wasm) = names::shorten(&script, &wasm)?;
    }
    let later = code_alone(&bytes(&work.join(LATER))?)?;

    let hash = precache::hex(&[script.as_bytes(), &wasm, &later].concat());
    let stem = format!("golden-hour-{}", precache::short(&hash)?);
    let old = trunks_stem(staging)?;
    for ending in [".js", "_bg.wasm"] {
        let path = staging.join(format!("{old}{ending}"));
        fs::remove_file(&path).with_context(|| format!("could not remove {}", path.display()))?;
    }
    // The wasm names its imports after the script that it was joined with, so no other of these names may change.
    let script = script
        .replace(&format!("{UNNAMED}_bg.wasm"), &format!("{stem}_bg.wasm"))
        .replace(LATER, &format!("{stem}-later.wasm"));
    write(&staging.join(format!("{stem}.js")), script.as_bytes())?;
    write(&staging.join(format!("{stem}_bg.wasm")), &wasm)?;
    write(&staging.join(format!("{stem}-later.wasm")), &later)?;
    Ok(html.replace(&old, &stem))
}

/// Writes the parts and the script between them into `work`, and answers with the path of the first part.
fn take_apart(linked: &[u8], work: &Path) -> Result<PathBuf> {
    let first = work.join("first.wasm");
    let script = format!("./{UNNAMED}.js");
    let mut options = wasm_split_cli_support::Options::new(linked);
    options.output_dir = work;
    options.main_out_path = &first;
    options.link_name = LINK;
    options.main_module = &script;
    let made = wasm_split_cli_support::transform(options).map_err(|error| anyhow!("{error:#}"));
    let made = made.context("the wasm could not be taken apart")?;
    if made.split_modules != [work.join(LATER)] {
        bail!("the wasm should fall into two parts, and the second is {:?}", made.split_modules);
    }
    Ok(first)
}

/// Joins the first part to the browser. The second needs nothing of its own: it calls through the first.
fn join(workspace: &Workspace, first: &Path, work: &Path, release: bool) -> Result<PathBuf> {
    let folder = work.join("joined");
    let program = Tool::wasm_bindgen(workspace)?.found(workspace)?;
    let mut command = workspace.command(&program.to_string_lossy());
    command.arg(first).args(["--target", "web", "--no-typescript", "--keep-lld-exports", "--out-name", UNNAMED]);
    command.arg("--out-dir").arg(&folder);
    if release {
        command.args(["--remove-name-section", "--remove-producers-section"]);
    }
    let output = command.output().context("could not start wasm-bindgen")?;
    if !output.status.success() {
        bail!("wasm-bindgen failed:\n{}", String::from_utf8_lossy(&output.stderr));
    }
    Ok(folder)
}

/// The script of wasm-bindgen with the splitter's in it, so that no second one has to be fetched before anything runs.
fn one_script(joined: &str, link: &str) -> Result<String> {
    let asks = format!(" from \"{LINK}\"");
    let Some(import) = joined.lines().find(|line| line.starts_with("import * as ") && line.contains(&asks)) else {
        bail!("wasm-bindgen's script does not ask for the second part: was the app linked without `split`?");
    };
    let name = import.trim_start_matches("import * as ").split(' ').next().unwrap_or_default();
    let mut loaders = Vec::new();
    let mut script = joined.replacen(import, "", 1);
    for line in link.lines().filter(|line| !line.starts_with("import ")) {
        let line = line.strip_prefix("export ").inspect(|line| loaders.extend(line.split(' ').nth(1))).unwrap_or(line);
        script.push_str(line);
        script.push('\n');
    }
    script.push_str(&format!("const {name} = {{ {} }};\n", loaders.join(", ")));
    Ok(script)
}

/// A wasm file without its custom sections: names for debuggers, which nobody loads with it.
pub fn code_alone(wasm: &[u8]) -> Result<Vec<u8>> {
    let (header, mut rest) = wasm.split_at_checked(8).context("the second part is no wasm file")?;
    let mut code = header.to_vec();
    while let Some(kind) = rest.first() {
        let (length, prefix) = leb128(rest.get(1..).unwrap_or_default()).context("a section has no length")?;
        let whole = 1 + prefix + length;
        let (section, after) = rest.split_at_checked(whole).context("a section is cut off")?;
        if *kind != 0 {
            code.extend_from_slice(section);
        }
        rest = after;
    }
    Ok(code)
}

/// An unsigned number as wasm writes it, and how many bytes it took.
fn leb128(bytes: &[u8]) -> Option<(usize, usize)> {
    let mut number = 0;
    for (at, byte) in bytes.iter().take(5).enumerate() {
        number |= usize::from(byte & 0x7f) << (7 * at);
        if byte & 0x80 == 0 {
            return Some((number, at + 1));
        }
    }
    None
}

/// The stem of the names that Trunk gave, with its hash.
fn trunks_stem(staging: &Path) -> Result<String> {
    let files = super::files_under(staging)?;
    let app = files.iter().filter(|path| !super::codes::is_codes(path));
    let stems = app.filter(|path| has_ending(path, &["wasm"])).filter_map(|path| path.file_name()?.to_str());
    match stems.filter_map(|name| name.strip_suffix("_bg.wasm")).collect::<Vec<_>>()[..] {
        [only] => Ok(only.to_owned()),
        ref several => bail!("Trunk should have made one wasm, and made {several:?}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_two_scripts_become_one_that_asks_for_no_other() {
        let joined = "import * as import1 from \"./golden-hour-unnamed-link.js\"\nfunction imports() { return { \"x\": import1 }; }\n";
        let link = "import { initSync } from \"./golden-hour-unnamed.js\";\nconst a = 1;\nexport const __wasm_split_load_later = wrap(a);\n";
        let script = one_script(joined, link).expect("it asks for the second part");
        assert_eq!(
            script,
            "\nfunction imports() { return { \"x\": import1 }; }\nconst a = 1;\nconst __wasm_split_load_later = wrap(a);\n\
             const import1 = { __wasm_split_load_later };\n"
        );
    }

    #[test]
    fn a_script_that_asks_for_no_second_part_is_refused() {
        assert!(one_script("function imports() {}\n", "").is_err());
    }

    #[test]
    fn only_custom_sections_are_left_out() {
        let wasm = [b"\0asm\x01\0\0\0".as_slice(), &[0, 3, 1, b'x', 9], &[10, 2, 7, 7], &[0, 1, 0]].concat();
        assert_eq!(
            code_alone(&wasm).expect("it is well formed"),
            [b"\0asm\x01\0\0\0".as_slice(), &[10, 2, 7, 7]].concat()
        );
        assert!(code_alone(&wasm[..wasm.len() - 1]).is_err());
    }
}
