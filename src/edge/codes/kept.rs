//! The worker's files on the phone: in a cache of their own, each verified, kept until those of the next version are there.
//!
//! The first load does without them. The service worker answers from this cache and never deletes it.
use gh_wire::digest::Digest;
use js_sys::{Array, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};

use crate::edge::{js, page};

/// How the names of these caches begin.
const CACHE: &str = "codes-";

/// What the page says of the worker: its version, and the address and SHA-256 of each file.
pub(super) struct Named {
    version: String,
    files: Vec<(String, Digest)>,
}

impl Named {
    pub(super) fn of_page() -> Option<Self> {
        let said = page::meta("codes")?;
        let mut words = said.split(' ');
        let version = words.next()?.to_owned();
        let mut files = Vec::new();
        while let (Some(path), Some(hash)) = (words.next(), words.next()) {
            files.push((path.to_owned(), Digest::parse(hash)?));
        }
        (!files.is_empty()).then_some(Self { version, files })
    }

    /// The address of the script that a worker is started with.
    pub(super) fn worker(&self) -> String {
        self.address(self.files.first().map_or("", |(path, _)| path))
    }

    fn address(&self, path: &str) -> String {
        format!("{path}?v={}", self.version)
    }

    fn cache(&self) -> String {
        format!("{CACHE}{}", self.version)
    }
}

/// Whether every file of this page's worker lies on the phone, so that a handover needs no network.
pub async fn is_kept() -> bool {
    let Some(named) = Named::of_page() else { return false };
    match open(&named).await {
        Some(cache) => missing(&named, &cache).await.is_empty(),
        None => false,
    }
}

/// Fetches what is missing, verifies it, and then lets the files of earlier versions go. `true` if all is there.
pub async fn keep() -> bool {
    let Some(named) = Named::of_page() else { return false };
    let Some(cache) = open(&named).await else { return false };
    for (path, hash) in missing(&named, &cache).await {
        if fetch(&named, &cache, path, hash).await.is_none() {
            return false;
        }
    }
    forget_earlier(&named).await;
    true
}

/// The browser's caches; none on plain http.
fn caches() -> Option<JsValue> {
    let caches = js::get(&js::window()?.into(), "caches");
    caches.is_object().then_some(caches)
}

async fn open(named: &Named) -> Option<JsValue> {
    js::ask(&caches()?, "open", &[named.cache().into()]).await.ok()
}

async fn missing<'a>(named: &'a Named, cache: &JsValue) -> Vec<&'a (String, Digest)> {
    let mut missing = Vec::new();
    for file in &named.files {
        if js::ask(cache, "match", &[file.0.as_str().into()]).await.is_ok_and(|found| found.is_undefined()) {
            missing.push(file);
        }
    }
    missing
}

async fn fetch(named: &Named, cache: &JsValue, path: &str, hash: &Digest) -> Option<()> {
    let window = JsValue::from(js::window()?);
    let options = js::object(&[("cache", "no-cache".into())]);
    let answer = js::ask(&window, "fetch", &[named.address(path).into(), options.into()]).await.ok()?;
    if js::get(&answer, "status").as_f64() != Some(200.0) {
        return None;
    }
    // With its headers: a worker obeys the policy that its script came with.
    let copy = js::call(&answer, "clone", &[]).ok()?;
    let bytes = Uint8Array::new(&js::ask(&answer, "arrayBuffer", &[]).await.ok()?).to_vec();
    if Digest::of(&bytes) != *hash {
        return None;
    }
    js::ask(cache, "put", &[path.into(), copy]).await.ok()?;
    Some(())
}

/// Takes the caches of other versions away. If it fails they only stay for longer.
async fn forget_earlier(named: &Named) {
    let Some(caches) = caches() else { return };
    let Ok(Ok(names)) = js::ask(&caches, "keys", &[]).await.map(JsCast::dyn_into::<Array>) else { return };
    for name in names.iter().filter_map(|name| name.as_string()) {
        if name.starts_with(CACHE) && name != named.cache() {
            js::ask(&caches, "delete", &[name.into()]).await.ok();
        }
    }
}
