//! The whole system in real browsers: the real desk, the built app, and a person's words to find things by.
//!
//! `GH_DIST` is the built app (default `dist/`), `GH_DESK_BIN` the desk (default `target/release/desk`), `GH_BROWSERS` names
//! the engines to use (`chromium,webkit,firefox`; default all). Pictures and logs are left in `target/e2e/`.
pub mod access;
pub mod camera;
pub mod desk;
pub mod engine;
pub mod paths;
pub mod phone;
pub mod process;
pub mod staff;
pub mod until;
pub mod world;

pub use engine::{Engine, Screen, Without};
pub use world::{World, in_world};
