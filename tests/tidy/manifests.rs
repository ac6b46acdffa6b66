//! Who depends on whom (invariants 1 and 10), the lints, and a reason on paper for every dependency.

use crate::files::{self, File};
use std::collections::BTreeSet;
use toml::Table;

/// All that the pure crates may use: no clock, no randomness, no IO, no browser. rand_core has only the traits that hpke
/// asks for; wire and qr hand it bytes that were given.
const CORE: [&str; 8] = ["gh-wire", "chrono", "postcard", "serde", "serde_json", "sha2", "strsim", "thiserror"];
const WIRE: [&str; 10] = [
    "base16ct",
    "base64ct",
    "chacha20poly1305",
    "ed25519-dalek",
    "hpke",
    "rand_core",
    "serde",
    "serde_json",
    "sha2",
    "thiserror",
];
const QR: [&str; 10] =
    ["gh-wire", "hmac", "hpke", "miniz_oxide", "qrcodegen", "quircs", "raptorq", "sha2", "thiserror", "zeroize"];
const PURE_TESTS: [&str; 3] = ["proptest", "insta", "serde_json"];

/// Features that would bring a clock or a source of randomness in by the back door.
const IMPURE_FEATURES: [&str; 8] =
    ["clock", "now", "wasmbind", "os_rng", "getrandom", "rand_core-getrandom", "sys_rng", "thread_rng"];

/// What the desk must not know: the guide, and the app's framework.
const NOT_FOR_THE_DESK: [&str; 4] = ["gh-core", "gh-guidance", "leptos", "leptos_router"];

/// They do not compile for the browser, and Trunk builds all default members for it.
const NATIVE_MEMBERS: [&str; 4] = ["desk", "xtask", "tests/e2e", "tests/round-trip"];

/// A line of a manifest: the kind of table, the name, and what is asked for.
struct Dependency {
    kind: Kind,
    name: String,
    features: Vec<String>,
}

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Normal,
    Dev,
    Build,
}

fn dependencies(manifest: &Table) -> Vec<Dependency> {
    let targets = manifest.get("target").and_then(|value| value.as_table()).into_iter().flatten();
    let tables = targets.filter_map(|(_, value)| value.as_table()).chain([manifest]);
    tables.flat_map(dependencies_of_table).collect()
}

fn dependencies_of_table(table: &Table) -> Vec<Dependency> {
    let kinds = [("dependencies", Kind::Normal), ("dev-dependencies", Kind::Dev), ("build-dependencies", Kind::Build)];
    let listed = kinds.into_iter().filter_map(|(name, kind)| Some((kind, table.get(name)?.as_table()?)));
    listed.flat_map(|(kind, entries)| entries.iter().map(move |(name, value)| dependency(kind, name, value))).collect()
}

fn dependency(kind: Kind, name: &str, value: &toml::Value) -> Dependency {
    let features = value.get("features").and_then(|value| value.as_array()).into_iter().flatten();
    let features = features.filter_map(|feature| feature.as_str().map(str::to_owned)).collect();
    Dependency { kind, name: name.to_owned(), features }
}

fn not_pure(path: &str, text: &str, allowed: &[&str]) -> Vec<String> {
    let mut problems = Vec::new();
    for dependency in dependencies(&parse(text)) {
        let listed = match dependency.kind {
            Kind::Normal => allowed.contains(&dependency.name.as_str()),
            Kind::Dev => PURE_TESTS.contains(&dependency.name.as_str()) || allowed.contains(&dependency.name.as_str()),
            Kind::Build => false,
        };
        if !listed {
            problems.push(format!(
                "{path}: {} is not on the list of a pure crate (tests/tidy/manifests.rs)",
                dependency.name
            ));
        }
        let impure = dependency.features.iter().filter(|feature| IMPURE_FEATURES.contains(&feature.as_str()));
        if dependency.kind == Kind::Normal {
            problems.extend(impure.map(|feature| format!("{path}: {} with the feature {feature}", dependency.name)));
        }
    }
    problems
}

fn too_much_for_the_desk(text: &str) -> Vec<String> {
    let names = dependencies(&parse(text)).into_iter().map(|dependency| dependency.name);
    names
        .filter(|name| NOT_FOR_THE_DESK.contains(&name.as_str()))
        .map(|name| format!("desk/Cargo.toml: {name}"))
        .collect()
}

fn native_by_default(text: &str) -> Vec<String> {
    let manifest = parse(text);
    let members = manifest.get("workspace").and_then(|table| table.get("default-members")?.as_array());
    let Some(members) = members else { return vec!["Cargo.toml: no default-members: then all members are".to_owned()] };
    let native = members.iter().filter_map(|member| member.as_str()).filter(|member| NATIVE_MEMBERS.contains(member));
    native.map(|member| format!("Cargo.toml: {member} is a default member, and does not compile for wasm")).collect()
}

fn own_lints(path: &str, text: &str) -> Vec<String> {
    let shared = parse(text).get("lints").and_then(|lints| lints.get("workspace")?.as_bool()) == Some(true);
    if shared { Vec::new() } else { vec![format!("{path}: [lints] workspace = true is missing")] }
}

/// Every outside package that a manifest asks for is named in backticks in a decision.
fn without_reason(manifests: &[File], decisions: &str) -> BTreeSet<String> {
    let names = manifests.iter().flat_map(|file| dependencies(&parse(&file.text))).map(|dependency| dependency.name);
    let outside = names.filter(|name| !name.starts_with("gh-"));
    outside.filter(|name| !decisions.contains(&format!("`{name}`"))).collect()
}

fn parse(text: &str) -> Table {
    text.parse().expect("a manifest is TOML: cargo has read it")
}

fn manifest(path: &str) -> String {
    files::read(path).expect("every member has a manifest")
}

fn manifests() -> Vec<File> {
    files::all().into_iter().filter(|file| file.path == "Cargo.toml" || file.path.ends_with("/Cargo.toml")).collect()
}

#[test]
fn the_pure_crates_depend_on_nothing_impure() {
    let mut problems = not_pure("crates/core/Cargo.toml", &manifest("crates/core/Cargo.toml"), &CORE);
    problems.extend(not_pure("crates/wire/Cargo.toml", &manifest("crates/wire/Cargo.toml"), &WIRE));
    problems.extend(not_pure("crates/qr/Cargo.toml", &manifest("crates/qr/Cargo.toml"), &QR));
    assert!(problems.is_empty(), "\n{}\n", problems.join("\n"));
}

#[test]
fn the_desk_knows_neither_the_guide_nor_the_framework() {
    let problems = too_much_for_the_desk(&manifest("desk/Cargo.toml"));
    assert!(problems.is_empty(), "{problems:?}");
}

#[test]
fn what_does_not_compile_for_the_browser_is_no_default_member() {
    let problems = native_by_default(&manifest("Cargo.toml"));
    assert!(problems.is_empty(), "{problems:?}");
}

#[test]
fn every_member_takes_the_shared_lints() {
    files::hold(&manifests(), own_lints);
}

#[test]
fn every_dependency_has_its_reason_on_paper() {
    let decisions: Vec<File> = files::all().into_iter().filter(|file| file.is_under("docs/decisions")).collect();
    let decisions: String = decisions.into_iter().map(|file| file.text).collect();
    let missing = without_reason(&manifests(), &decisions);
    assert!(missing.is_empty(), "docs/decisions/0002-dependencies.md has no line for {missing:?}");
}

#[test]
fn an_impure_dependency_or_feature_is_noticed() {
    assert_eq!(not_pure("Cargo.toml", "[dependencies]\ntokio = \"1\"", &CORE).len(), 1);
    assert_eq!(
        not_pure("Cargo.toml", "[dependencies]\nchrono = { version = \"0.4\", features = [\"clock\"] }", &CORE).len(),
        1
    );
    assert_eq!(not_pure("Cargo.toml", "[target.'cfg(unix)'.dependencies]\nweb-sys = \"0.3\"", &CORE).len(), 1);
    assert_eq!(not_pure("Cargo.toml", "[build-dependencies]\nserde = \"1\"", &CORE).len(), 1);
    assert!(
        not_pure("Cargo.toml", "[dependencies]\nserde.workspace = true\n[dev-dependencies]\nproptest = \"1\"", &CORE)
            .is_empty()
    );
}

#[test]
fn a_desk_that_knows_the_guide_is_noticed() {
    assert_eq!(too_much_for_the_desk("[dependencies]\ngh-core.workspace = true").len(), 1);
}

#[test]
fn a_native_default_member_is_noticed() {
    assert_eq!(native_by_default("[workspace]\ndefault-members = [\".\", \"desk\"]").len(), 1);
    assert_eq!(native_by_default("[workspace]\nmembers = [\".\"]").len(), 1);
}

#[test]
fn a_member_with_lints_of_its_own_is_noticed() {
    assert_eq!(own_lints("desk/Cargo.toml", "[package]\nname = \"a\"").len(), 1);
    assert!(own_lints("desk/Cargo.toml", "[lints]\nworkspace = true").is_empty());
}

#[test]
fn a_dependency_without_a_reason_is_noticed() {
    let file = File { path: "Cargo.toml".to_owned(), text: "[dependencies]\nserde = \"1\"\naxum = \"0.8\"".to_owned() };
    assert_eq!(without_reason(&[file], "`serde`: because"), BTreeSet::from(["axum".to_owned()]));
}
