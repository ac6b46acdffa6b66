//! The built app, held in memory: one build, whole, however long the desk runs.
use std::collections::HashMap;
use std::fs;
use std::io;
use std::path::Path;

use axum::body::Bytes;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use gh_wire::digest::Digest;
use serde::Deserialize;

/// The hashes of the inline blocks of index.html, as the build wrote them.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct InlineHashes {
    /// Of scripts, such as `sha256-…`.
    pub script: Vec<String>,
    /// Of styles.
    pub style: Vec<String>,
}

/// One file and its compressed twins.
#[derive(Debug)]
struct File {
    plain: Bytes,
    brotli: Option<Bytes>,
    gzip: Option<Bytes>,
    kind: &'static str,
    cache: &'static str,
    tag: String,
}

/// All files by their path, such as `/index.html`.
#[derive(Debug, Default)]
pub struct Assets {
    files: HashMap<String, File>,
    /// The hashes for the content policy.
    pub inline: InlineHashes,
}

/// Files of the build that are for the desk and not for browsers.
const NOT_SERVED: [&str; 1] = ["/csp.json"];

impl Assets {
    /// Reads a folder and all below it. An absent folder gives no files.
    ///
    /// # Errors
    /// What the file system said, or that csp.json is not what the build writes.
    pub fn load(folder: &Path) -> io::Result<Self> {
        let mut found = HashMap::new();
        if folder.is_dir() {
            read_below(folder, "", &mut found)?;
        }
        let inline = match found.get("/csp.json") {
            Some(bytes) => serde_json::from_slice(bytes)?,
            None => InlineHashes::default(),
        };
        let served = |path: &&String| !NOT_SERVED.contains(&path.as_str()) && twin_of(path, &found).is_none();
        let files = found.keys().filter(served).map(|path| (path.clone(), file(path, &found))).collect();
        Ok(Self { files, inline })
    }

    /// True if there is no app to serve.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// The answer for a path, in the best form that the browser takes; nothing if there is no such file.
    #[must_use]
    pub fn answer(&self, path: &str, request: &HeaderMap) -> Option<Response> {
        let file = self.files.get(path)?;
        let mut headers = HeaderMap::new();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(file.kind));
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(file.cache));
        headers.insert(header::VARY, HeaderValue::from_static("Accept-Encoding"));
        if let Ok(tag) = HeaderValue::from_str(&file.tag) {
            headers.insert(header::ETAG, tag);
        }
        let known = request.get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok());
        if known.is_some_and(|tags| tags.split(',').any(|tag| tag.trim().trim_start_matches("W/") == file.tag)) {
            return Some((StatusCode::NOT_MODIFIED, headers).into_response());
        }
        let (body, encoding) = match (&file.brotli, &file.gzip) {
            (Some(brotli), _) if accepts(request, "br") => (brotli, Some("br")),
            (_, Some(gzip)) if accepts(request, "gzip") => (gzip, Some("gzip")),
            _ => (&file.plain, None),
        };
        if let Some(encoding) = encoding {
            headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
        }
        Some((headers, body.clone()).into_response())
    }
}

fn read_below(folder: &Path, prefix: &str, found: &mut HashMap<String, Bytes>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let Ok(name) = entry.file_name().into_string() else { continue };
        let path = format!("{prefix}/{name}");
        if entry.path().is_dir() {
            read_below(&entry.path(), &path, found)?;
        } else {
            found.insert(path, fs::read(entry.path())?.into());
        }
    }
    Ok(())
}

/// The path without `.br` or `.gz`, if that file is there too.
fn twin_of<'a>(path: &'a str, found: &HashMap<String, Bytes>) -> Option<&'a str> {
    path.strip_suffix(".br").or_else(|| path.strip_suffix(".gz")).filter(|plain| found.contains_key(*plain))
}

fn file(path: &str, found: &HashMap<String, Bytes>) -> File {
    let twin = |ending: &str| found.get(&format!("{path}{ending}")).cloned();
    let plain = found.get(path).cloned().unwrap_or_default();
    File {
        tag: format!("\"{}\"", &Digest::of(&plain).to_string()[..32]),
        brotli: twin(".br"),
        gzip: twin(".gz"),
        kind: kind(path),
        cache: if has_hash(path) { "public, max-age=31536000, immutable" } else { "no-cache" },
        plain,
    }
}

/// True if a part of the path is a hash, so that other bytes would have another name.
fn has_hash(path: &str) -> bool {
    let is_hash = |part: &str| {
        part.len() >= 8
            && part.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b))
            && part.bytes().any(|b| b.is_ascii_digit())
    };
    path.split(['/', '-', '_', '.']).any(is_hash)
}

fn kind(path: &str) -> &'static str {
    match path.rsplit_once('.').map_or("", |(_, ending)| ending) {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "wasm" => "application/wasm",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

/// True if the browser takes this encoding: named, and not with a weight of zero.
fn accepts(request: &HeaderMap, encoding: &str) -> bool {
    let offered = request.get_all(header::ACCEPT_ENCODING).into_iter().filter_map(|value| value.to_str().ok());
    offered.flat_map(|value| value.split(',')).any(|offer| {
        let (name, weight) = offer.split_once(';').map_or((offer, ""), |(name, weight)| (name, weight.trim()));
        let refused = weight.strip_prefix("q=").is_some_and(|q| q.parse::<f32>().is_ok_and(|q| q <= 0.0));
        name.trim().eq_ignore_ascii_case(encoding) && !refused
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_with_a_hash_are_kept_for_ever() {
        for path in ["/app-0123456789abcdef_bg.wasm", "/guidance/pack-89ab01cd45ef2367.bin", "/main-1a2b3c4d.css"] {
            assert!(has_hash(path), "{path}");
        }
        for path in ["/index.html", "/sw.js", "/guidance/current.json", "/icons/icon-512.png", "/manifest.webmanifest"]
        {
            assert!(!has_hash(path), "{path}");
        }
    }

    #[test]
    fn an_encoding_with_weight_zero_is_not_taken() {
        let with = |value: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT_ENCODING, HeaderValue::from_static(value));
            headers
        };
        assert!(accepts(&with("gzip, deflate, br"), "br") && accepts(&with("br;q=0.5"), "br"));
        assert!(!accepts(&with("gzip, br;q=0"), "br") && !accepts(&with("brotli"), "br"));
        assert!(!accepts(&HeaderMap::new(), "br"));
    }
}
