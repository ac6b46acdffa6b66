//! The edge: the only place that names the browser (`web_sys`, `js_sys`, `rexie`, `gloo_storage`).
//!
//! Everything here is a plain function or an `async fn` over the crates' own types, with no view library, so that each
//! part can be tried alone in a real browser (`tests/browser_*.rs`). It decides nothing about a child's case: the core
//! decides, this carries out and answers with typed errors. A page is one thread, so nothing here is `Send`.
pub mod camera;
pub mod clock;
pub mod codes;
pub mod entropy;
pub mod guidance_file;
pub mod guidance_store;
mod js;
pub mod listen;
pub mod lock;
pub mod net;
pub(crate) mod once;
pub mod page;
pub mod prefs;
pub mod still;
pub mod storage;
pub mod timer;
pub mod vault;
pub mod wake_lock;
pub mod worker;

pub use listen::Listener;
