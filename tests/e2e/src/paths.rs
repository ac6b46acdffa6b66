//! Where things are.
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};

/// The top of the checkout.
#[must_use]
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).map_or_else(PathBuf::new, Path::to_path_buf)
}

fn told(variable: &str, otherwise: &str) -> PathBuf {
    std::env::var_os(variable).map_or_else(|| root().join(otherwise), PathBuf::from)
}

/// The built app.
///
/// # Errors
/// If it has not been built.
pub fn dist() -> Result<PathBuf> {
    let dist = told("GH_DIST", "dist");
    ensure!(dist.join("index.html").is_file(), "{} holds no built app: run `trunk build --release`", dist.display());
    Ok(dist)
}

/// The desk's program.
///
/// # Errors
/// If it has not been built.
pub fn desk() -> Result<PathBuf> {
    let desk = told("GH_DESK_BIN", "target/release/desk");
    ensure!(desk.is_file(), "{} is missing: run `cargo build --release --package gh-desk`", desk.display());
    Ok(desk)
}

/// The folder of pictures, logs and what is kept between runs.
#[must_use]
pub fn out() -> PathBuf {
    root().join("target/e2e")
}

/// How long each test took, a line each. Who runs the suite takes the earlier lines away.
#[must_use]
pub fn times() -> PathBuf {
    out().join("times.txt")
}

/// A new, empty folder for one test. What a test left there that failed is kept beside it until it fails again.
///
/// # Errors
/// If it cannot be made.
pub fn fresh(name: &str) -> Result<PathBuf> {
    let folder = out().join(name);
    if folder.join("failed.txt").exists() {
        let kept = out().join(format!("{name}-failed"));
        if kept.exists() {
            std::fs::remove_dir_all(&kept).with_context(|| format!("cannot empty {}", kept.display()))?;
        }
        std::fs::rename(&folder, &kept).with_context(|| format!("cannot keep {}", folder.display()))?;
    } else if folder.exists() {
        std::fs::remove_dir_all(&folder).with_context(|| format!("cannot empty {}", folder.display()))?;
    }
    std::fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
    Ok(folder)
}

/// A program on PATH, or in cargo's own folder.
///
/// # Errors
/// If it is in neither.
pub fn program(name: &str) -> Result<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let cargo = std::env::var_os("CARGO_HOME")
        .map_or_else(|| PathBuf::from(std::env::var_os("HOME").unwrap_or_default()).join(".cargo"), PathBuf::from);
    let install = std::env::var_os("CARGO_INSTALL_ROOT").map(|root| PathBuf::from(root).join("bin"));
    let folders = std::env::split_paths(&path).chain(install).chain([cargo.join("bin")]);
    folders
        .map(|folder| folder.join(name))
        .find(|file| file.is_file())
        .with_context(|| format!("{name} is missing: `cargo xtask test e2e` installs it"))
}

/// A port that is free now.
///
/// # Errors
/// If the system has none.
pub fn free_port() -> Result<u16> {
    let listener = std::net::TcpListener::bind(("127.0.0.1", 0)).context("no free port")?;
    Ok(listener.local_addr()?.port())
}

/// Copies the files and folders of a folder; links and sockets are left out.
///
/// # Errors
/// If one cannot be copied.
pub fn copy_folder(from: &Path, to: &Path) -> Result<()> {
    std::fs::create_dir_all(to)?;
    for entry in std::fs::read_dir(from)? {
        let entry = entry?;
        let (kind, target) = (entry.file_type()?, to.join(entry.file_name()));
        if kind.is_dir() {
            copy_folder(&entry.path(), &target)?;
        } else if kind.is_file() {
            std::fs::copy(entry.path(), &target)?;
        }
    }
    Ok(())
}
