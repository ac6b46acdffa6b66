//! Asks the linker to say where each address comes from, which taking the wasm apart needs.
use std::env;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let wasm = env::var("CARGO_CFG_TARGET_FAMILY").is_ok_and(|family| family == "wasm");
    if wasm && env::var_os("CARGO_FEATURE_SPLIT").is_some() {
        println!("cargo::rustc-link-arg-bins=--emit-relocs");
    }
}
