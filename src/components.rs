//! The parts that screens are made of. Each doc comment lists what the part promises to a keyboard and a screen reader.
mod awake;
mod back;
mod bar;
mod call;
mod clock;
mod field;
mod header;
mod icon;
mod kids;
mod notice;
mod page;
mod share;

pub use awake::StayAwake;
pub use back::Back;
pub use bar::{Bar, Swapped};
pub use call::{CallBlocks, CallLink, tel};
pub use clock::{Clock, HourLine, minutes_left};
pub use field::{Chips, Draft, Sort, TypedField};
pub use header::Header;
pub use icon::{Icon, icon};
pub use kids::kids;
pub use notice::{ErrorSummary, NotSaved, SavedLine, error_title};
pub use page::{FirstPage, page};
pub use share::{ToShare, share};
