//! Holds what ARCHITECTURE.md promises. Each rule is a plain function over a path and a text; each is run over the whole
//! checkout, and over a bad sample to show that it bites.
#![cfg(not(target_arch = "wasm32"))]

#[path = "tidy/architecture.rs"]
mod architecture;
#[path = "tidy/edge.rs"]
mod edge;
#[path = "tidy/files.rs"]
mod files;
#[path = "tidy/guidance.rs"]
mod guidance;
#[path = "tidy/hygiene.rs"]
mod hygiene;
#[path = "tidy/manifests.rs"]
mod manifests;
#[path = "tidy/pure.rs"]
mod pure;
#[path = "tidy/source.rs"]
mod source;
#[path = "tidy/web.rs"]
mod web;
