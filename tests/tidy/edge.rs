//! Only src/edge names the browser (invariant 2).

use crate::files;
use crate::source::{Source, has_word};

const BROWSER: [&str; 5] = ["web_sys", "js_sys", "rexie", "gloo_", "idb"];

/// The names count wherever they come from: `leptos::web_sys` is the same door.
fn browser_named(path: &str, text: &str) -> Vec<String> {
    // The worker of a handover has a wasm, and so an edge, of its own: the few lines that take a message and post another.
    if path == "src/edge.rs" || path.starts_with("src/edge/") || path == "codes/src/main.rs" {
        return Vec::new();
    }
    let source = Source::read(text);
    let found = |line: &str| BROWSER.into_iter().find(|word| has_word(line, word));
    source
        .lines()
        .filter_map(|(number, line)| Some((number, found(line)?)))
        .map(|(number, word)| format!("{path}:{number}: {word} belongs in src/edge/"))
        .collect()
}

#[test]
fn only_the_edge_names_the_browser() {
    files::hold(&files::rust_under(&["src", "crates", "codes"]), browser_named);
}

#[test]
fn the_rule_bites_also_through_a_framework_s_door() {
    assert_eq!(browser_named("src/app.rs", "use leptos::web_sys::Window;").len(), 1);
    assert_eq!(browser_named("src/pages/now.rs", "let now = js_sys::Date::now();").len(), 1);
    assert_eq!(browser_named("src/session.rs", "use gloo_storage::LocalStorage;").len(), 1);
    assert_eq!(browser_named("codes/src/hand.rs", "use js_sys::Object;").len(), 1);
    assert!(browser_named("src/edge/page.rs", "use web_sys::Window;").is_empty());
    assert!(browser_named("src/app.rs", "// web_sys stays in the edge").is_empty());
}
