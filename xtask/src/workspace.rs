//! Where this checkout keeps its things, and how programs are started in it.

use anyhow::{Context, Result, bail};
use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

/// One checkout of the project.
pub struct Workspace {
    /// The folder with the root Cargo.toml.
    pub root: PathBuf,
    /// Cargo's target folder, wherever the person has put it.
    pub target: PathBuf,
    /// Folders with programs, in the order in which they are searched, by us and by every child.
    pub search: Vec<PathBuf>,
}

impl Workspace {
    /// Finds the checkout that this command belongs to.
    ///
    /// # Errors
    /// If cargo cannot say where the target folder is.
    pub fn find() -> Result<Self> {
        let manifest = env::var_os("CARGO_MANIFEST_DIR").unwrap_or_else(|| env!("CARGO_MANIFEST_DIR").into());
        let root = Path::new(&manifest).parent().context("xtask stands in a folder of the checkout")?.to_path_buf();
        let target = target_folder(&root)?;
        let search = search_order(&target);
        Ok(Self { root, target, search })
    }

    /// A program that runs in the root of the checkout and finds the project's tools first.
    pub fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        command.current_dir(&self.root).env("PATH", self.path());
        command
    }

    /// `cargo` with the given arguments, separated by spaces.
    pub fn cargo(&self, arguments: &str) -> Command {
        let mut command = self.command("cargo");
        command.args(arguments.split_whitespace());
        command
    }

    /// The folder for tools of a version that the person's own folder has otherwise.
    pub fn own_tools(&self) -> PathBuf {
        self.target.join("tools")
    }

    /// The desk as `cargo build --release` writes it.
    pub fn desk_program(&self) -> PathBuf {
        self.target.join("release").join(format!("desk{}", env::consts::EXE_SUFFIX))
    }

    /// The desk as `cargo build` and `cargo test` write it.
    pub fn desk_of_tests(&self) -> PathBuf {
        self.target.join("debug").join(format!("desk{}", env::consts::EXE_SUFFIX))
    }

    /// The folder into which Trunk writes the app.
    pub fn dist(&self) -> PathBuf {
        self.root.join("dist")
    }

    /// The first place where the program stands, in the order in which a child would find it.
    pub fn locate(&self, program: &str) -> Option<PathBuf> {
        let file = format!("{program}{}", env::consts::EXE_SUFFIX);
        self.search.iter().map(|folder| folder.join(&file)).find(|path| path.is_file())
    }

    /// The version of a package in Cargo.lock, for tools that must match it to the digit.
    ///
    /// # Errors
    /// If Cargo.lock cannot be read, or does not have the package exactly once.
    pub fn locked_version(&self, package: &str) -> Result<String> {
        let text = std::fs::read_to_string(self.root.join("Cargo.lock")).context("cannot read Cargo.lock")?;
        version_in_lock(&text, package)
    }

    fn path(&self) -> OsString {
        env::join_paths(&self.search).unwrap_or_else(|_| env::var_os("PATH").unwrap_or_default())
    }
}

fn version_in_lock(text: &str, package: &str) -> Result<String> {
    let lock: toml::Table = text.parse().context("Cargo.lock is not as cargo writes it")?;
    let versions: Vec<&str> = lock
        .get("package")
        .and_then(toml::Value::as_array)
        .into_iter()
        .flatten()
        .filter(|entry| entry.get("name").and_then(toml::Value::as_str) == Some(package))
        .filter_map(|entry| entry.get("version")?.as_str())
        .collect();
    match versions[..] {
        [only] => Ok(only.to_owned()),
        _ => bail!("Cargo.lock must have {package} exactly once; it has {versions:?}"),
    }
}

fn target_folder(root: &Path) -> Result<PathBuf> {
    let output = Command::new("cargo")
        .args(["metadata", "--no-deps", "--offline", "--format-version", "1"])
        .current_dir(root)
        .output()
        .context("cannot start cargo")?;
    if !output.status.success() {
        bail!("cargo metadata failed:\n{}", String::from_utf8_lossy(&output.stderr));
    }
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout).context("cargo metadata is not JSON")?;
    let folder = metadata["target_directory"].as_str().context("cargo metadata names no target folder")?;
    Ok(PathBuf::from(folder))
}

/// Our own tools first; then where `cargo install` puts programs, on PATH or not; then PATH.
fn search_order(target: &Path) -> Vec<PathBuf> {
    let mut order = vec![target.join("tools").join("bin")];
    order.extend(install_root().map(|root| root.join("bin")));
    order.extend(cargo_home().map(|home| home.join("bin")));
    order.extend(env::var_os("PATH").iter().flat_map(env::split_paths));
    let mut seen = std::collections::HashSet::new();
    order.retain(|folder| seen.insert(folder.clone()));
    order
}

/// The folder to which `cargo install` would install.
pub fn install_root() -> Option<PathBuf> {
    set("CARGO_INSTALL_ROOT").or_else(cargo_home)
}

fn cargo_home() -> Option<PathBuf> {
    set("CARGO_HOME").or_else(|| env::home_dir().map(|home| home.join(".cargo")))
}

fn set(variable: &str) -> Option<PathBuf> {
    env::var_os(variable).filter(|value| !value.is_empty()).map(PathBuf::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOCK: &str = "version = 4\n[[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\n\
                        [[package]]\nname = \"rand\"\nversion = \"0.8.5\"\n[[package]]\nname = \"rand\"\nversion = \"0.9.0\"\n";

    #[test]
    fn the_tool_version_is_the_one_in_the_lock() {
        assert_eq!(version_in_lock(LOCK, "wasm-bindgen").expect("it is there once"), "0.2.130");
    }

    #[test]
    fn a_package_that_is_missing_or_there_twice_is_an_error() {
        assert!(version_in_lock(LOCK, "trunk").is_err());
        assert!(version_in_lock(LOCK, "rand").is_err());
    }

    #[test]
    fn our_own_tools_come_before_everything_on_the_path() {
        let order = search_order(Path::new("some-target"));
        assert_eq!(order.first(), Some(&PathBuf::from("some-target/tools/bin")));
    }
}
