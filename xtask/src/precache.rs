//! The generated first lines of the service worker: version, files, routes.
use anyhow::{Context as _, Result};
use sha2::{Digest as _, Sha256};

/// The app's own addresses, all answered with `index.html`. `:x` stands for one part of any name.
///
/// The desk serves the same list; an address that is in neither is 404.
pub const ROUTES: [&str; 31] = [
    "/",
    "/now",
    "/situation",
    "/role",
    "/concern",
    "/record",
    "/record/:section",
    "/asked",
    "/care",
    "/nrm",
    "/handover",
    "/children",
    "/handover/give",
    "/handover/take",
    "/photos",
    "/check",
    "/sent/:id",
    "/records",
    "/signs",
    "/signs/meaning",
    "/signs/:id",
    "/guidance",
    "/guidance/:topic",
    "/step/:id",
    "/contacts",
    "/menu",
    "/settings",
    "/finish",
    "/missing",
    "/call-999",
    "/install",
];

/// A file of the app as the worker keeps it.
pub struct Kept {
    /// Address on the app's origin; `/` for the page itself.
    pub path: String,
    /// SHA-256 of the final bytes, in hex.
    pub sha256: String,
}

impl Kept {
    /// A file by its address and bytes.
    pub fn new(path: String, bytes: &[u8]) -> Self {
        Self { path, sha256: hex(bytes) }
    }
}

/// SHA-256 in lower-case hex.
pub fn hex(bytes: &[u8]) -> String {
    data_encoding::HEXLOWER.encode(&Sha256::digest(bytes))
}

/// The beginning of a SHA-256 in hex, as names of files have it.
///
/// # Errors
/// If it is shorter.
pub fn short(sha256: &str) -> Result<&str> {
    sha256.get(..16).context("a SHA-256 in hex has 64 characters")
}

/// The worker: its list, then what was written by hand. The version is the hash of both, so that any other byte in any
/// file is another version.
pub fn worker(hand_written: &str, files: &[Kept]) -> String {
    let list: Vec<[&str; 2]> = files.iter().map(|file| [file.path.as_str(), file.sha256.as_str()]).collect();
    let rest = format!(
        "const FILES={};\nconst ROUTES={};\n{hand_written}",
        serde_json::json!(list),
        serde_json::json!(ROUTES)
    );
    let version = &hex(rest.as_bytes())[..16];
    format!("const VERSION=\"{version}\";\n{rest}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_routes_are_those_of_the_app() {
        let app = concat!(include_str!("../../src/app.rs"), include_str!("../../src/later.rs"));
        let mut of_app: Vec<&str> =
            app.split("    (\"/").skip(1).filter_map(|rest| rest.split_once("\", ||")).map(|(path, _)| path).collect();
        let mut kept: Vec<&str> = ROUTES.iter().filter_map(|path| path.strip_prefix('/')).collect();
        of_app.sort_unstable();
        kept.sort_unstable();
        assert_eq!(kept, of_app);
    }

    #[test]
    fn another_byte_in_any_file_is_another_version() {
        let of = |bytes: &[u8]| worker("// by hand\n", &[Kept::new("/a.js".to_owned(), bytes)]);
        assert_ne!(of(b"one").lines().next(), of(b"two").lines().next());
        assert_eq!(of(b"one"), of(b"one"));
    }

    #[test]
    fn the_list_is_what_a_browser_reads() {
        let text = worker("", &[Kept::new("/".to_owned(), b"x")]);
        let list = text.lines().find(|line| line.starts_with("const FILES=")).expect("the list is there");
        assert!(list.contains(r#"["/","2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881"]"#), "{list}");
    }
}
