//! The desk over real listeners, as phones and browsers meet it.
#[path = "desk/alerts.rs"]
mod alerts;
#[path = "desk/bad_inputs.rs"]
mod bad_inputs;
#[path = "desk/browser.rs"]
mod browser;
#[path = "desk/door.rs"]
mod door;
#[path = "desk/files.rs"]
mod files;
#[path = "desk/inbox.rs"]
mod inbox;
#[path = "desk/ledger.rs"]
mod ledger;
#[path = "desk/pages.rs"]
mod pages;
#[path = "desk/people.rs"]
mod people;
#[path = "desk/photos.rs"]
mod photos;
#[path = "desk/process.rs"]
mod process;
#[path = "desk/submissions.rs"]
mod submissions;
#[path = "desk/updates.rs"]
mod updates;
#[path = "desk/world.rs"]
mod world;
