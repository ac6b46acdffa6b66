//! Licences and origins of all packages, by the lists in deny.toml.
//!
//! Installing cargo-deny takes minutes, and everything but its advisory database can be had from `cargo metadata`: so the
//! lists are checked here, and by cargo-deny too where it is on PATH (docs/decisions/0003-supply-checks.md).

mod licence;

use crate::console;
use crate::test::Count;
use crate::workspace::Workspace;
use anyhow::{Context, Result, bail};
use serde::Deserialize;
use std::collections::BTreeSet;
use std::process::Command;

/// Runs the checks. `run` runs a program that passes or fails as a whole.
///
/// # Errors
/// If deny.toml or what cargo says cannot be read.
pub fn check(workspace: &Workspace, run: impl Fn(&mut Command) -> Result<Count>) -> Result<Count> {
    let rules = Rules::read(workspace)?;
    let packages = packages(workspace)?;
    let mut count = Count::default();
    for (check, problems) in [
        ("licences", rules.licence_problems(&packages)),
        ("banned packages", rules.banned(&packages)),
        ("origins", origin_problems(&packages)),
        ("one version each on the phone", doubles_on_the_phone(workspace)?),
    ] {
        println!("supply  | {check}: {}", if problems.is_empty() { "ok" } else { "FAILED" });
        problems.iter().for_each(|problem| println!("supply  |   {problem}"));
        count = count.and(if problems.is_empty() { Count::success() } else { Count::failure() });
    }
    if workspace.locate("cargo-deny").is_some() {
        return Ok(count.and(run(&mut workspace.cargo("deny --offline check licenses bans sources"))?));
    }
    console::ready("cargo-deny", "not installed: its lists were checked without it");
    Ok(count)
}

#[derive(Deserialize)]
struct Rules {
    licenses: Licences,
    bans: Bans,
}

#[derive(Deserialize)]
struct Licences {
    allow: BTreeSet<String>,
}

#[derive(Deserialize)]
struct Bans {
    deny: Vec<Ban>,
}

#[derive(Deserialize)]
struct Ban {
    #[serde(rename = "crate")]
    name: String,
    reason: String,
}

#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
}

#[derive(Deserialize)]
struct Package {
    name: String,
    version: String,
    license: Option<String>,
    source: Option<String>,
}

impl Rules {
    fn read(workspace: &Workspace) -> Result<Self> {
        let text = std::fs::read_to_string(workspace.root.join("deny.toml")).context("cannot read deny.toml")?;
        toml::from_str(&text).context("deny.toml is not as expected")
    }

    fn licence_problems(&self, packages: &[Package]) -> Vec<String> {
        let outside = packages.iter().filter(|package| package.source.is_some());
        outside
            .filter_map(|package| {
                let licence = package.license.as_deref().unwrap_or_default();
                let fine = licence::allows(licence, &|name| self.licenses.allow.contains(name));
                (!fine).then(|| format!("{} {}: licence “{licence}”", package.name, package.version))
            })
            .collect()
    }

    fn banned(&self, packages: &[Package]) -> Vec<String> {
        let banned = |package: &Package| self.bans.deny.iter().find(|ban| ban.name == package.name);
        packages.iter().filter_map(banned).map(|ban| format!("{}: {}", ban.name, ban.reason)).collect()
    }
}

/// Everything comes from this checkout or from the one public registry of Rust, never from a repository or a mirror.
fn origin_problems(packages: &[Package]) -> Vec<String> {
    let public = |source: &str| source.starts_with("registry+") && source.ends_with("/rust-lang/crates.io-index");
    packages
        .iter()
        .filter_map(|package| {
            let source = package.source.as_deref().filter(|source| !public(source))?;
            Some(format!("{} {}: from {source}", package.name, package.version))
        })
        .collect()
}

fn packages(workspace: &Workspace) -> Result<Vec<Package>> {
    let output = workspace.cargo("metadata --locked --offline --format-version 1").output()?;
    if !output.status.success() {
        bail!("cargo metadata failed:\n{}", String::from_utf8_lossy(&output.stderr));
    }
    let metadata: Metadata = serde_json::from_slice(&output.stdout).context("cargo metadata is not as expected")?;
    Ok(metadata.packages)
}

/// What the app and its framework must share: a second version of one of these is another copy in every first load, or
/// two halves that do not understand each other's types.
const ONCE_ON_THE_PHONE: [&str; 9] =
    ["chrono", "getrandom", "js-sys", "leptos", "serde", "serde_json", "sha2", "wasm-bindgen", "web-sys"];

fn doubles_on_the_phone(workspace: &Workspace) -> Result<Vec<String>> {
    let tree = "tree --locked --offline --target wasm32-unknown-unknown --package golden-hour \
                --edges normal,no-proc-macro --duplicates --depth 0 --prefix none";
    let output = workspace.cargo(tree).output()?;
    if !output.status.success() {
        bail!("cargo tree failed:\n{}", String::from_utf8_lossy(&output.stderr));
    }
    Ok(refused_doubles(&String::from_utf8_lossy(&output.stdout)))
}

fn refused_doubles(tree: &str) -> Vec<String> {
    let refused = |line: &&str| line.split(' ').next().is_some_and(|name| ONCE_ON_THE_PHONE.contains(&name));
    tree.lines().filter(refused).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn package(licence: &str, source: Option<&str>) -> Package {
        Package {
            name: "openssl-sys".to_owned(),
            version: "1.0.0".to_owned(),
            license: Some(licence.to_owned()),
            source: source.map(str::to_owned),
        }
    }

    fn rules() -> Rules {
        let text =
            "[licenses]\nallow = [\"MIT\"]\n[bans]\ndeny = [{ crate = \"openssl-sys\", reason = \"one TLS stack\" }]";
        toml::from_str(text).expect("the sample has the form of deny.toml")
    }

    #[test]
    fn a_licence_that_is_not_on_the_list_is_refused() {
        assert_eq!(rules().licence_problems(&[package("GPL-3.0", Some("registry"))]).len(), 1);
        assert!(rules().licence_problems(&[package("MIT OR GPL-3.0", Some("registry"))]).is_empty());
    }

    #[test]
    fn a_banned_package_is_refused_with_its_reason() {
        assert_eq!(rules().banned(&[package("MIT", None)]), ["openssl-sys: one TLS stack"]);
    }

    #[test]
    fn a_package_from_a_repository_or_a_mirror_is_refused() {
        let git = package("MIT", Some("git+https://example.invalid/some/package"));
        let mirror = package("MIT", Some("registry+https://example.invalid/index"));
        assert_eq!(origin_problems(&[git, mirror, package("MIT", None)]).len(), 2);
    }

    #[test]
    fn a_second_version_of_what_must_be_shared_is_refused() {
        let tree = "getrandom v0.3.4\n\ngetrandom v0.4.3\n\nthiserror v1.0.69\n\nthiserror v2.0.21\n";
        assert_eq!(refused_doubles(tree), ["getrandom v0.3.4", "getrandom v0.4.3"]);
    }
}
