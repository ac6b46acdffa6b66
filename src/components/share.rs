//! Giving a sheet to another app by the phone's own sheet, or as a file.
use crate::edge::page::{self, Shared};

/// A sheet to share.
pub struct ToShare<'a> {
    /// The file's name.
    pub name: &'a str,
    /// The file's media type.
    pub sort: &'a str,
    /// What stands in the file.
    pub file: &'a str,
    /// The same as text, for where a file is refused.
    pub text: &'a str,
}

/// Gives the sheet to another app; where that cannot be, saves it as a file. What became of it, in words. Call it on a
/// person's tap.
pub async fn share(sheet: ToShare<'_>) -> &'static str {
    let ToShare { name, sort, file, text } = sheet;
    match page::share(name, sort, file, text).await {
        Shared::Given => "Given to the other app. Check there that it was sent.",
        Shared::Closed => "Not shared.",
        Shared::Refused if page::offer_file(name, sort, file.as_bytes()) => {
            "This phone cannot share it. The file is with your downloads. It is not locked: whoever has it can read it."
        }
        Shared::Refused => "This phone cannot share it. Print it, or read it aloud.",
    }
}
