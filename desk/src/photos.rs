//! The photographs of a case, put together from the parts that have come.
use gh_wire::digest::Digest;
use gh_wire::part::{About, NotWhole, Part, whole};

use crate::keys::{DeskKeys, Inside};
use crate::store::Row;

/// One photograph.
#[derive(Debug)]
pub(crate) struct Photo {
    /// What its parts say of it.
    pub(crate) about: About,
    /// The JPEG, or why there is none yet.
    pub(crate) jpeg: Result<Vec<u8>, NotWhole>,
}

/// Puts the photographs together, in the order in which the first part of each came. A body that does not open as a part
/// counts for none.
pub(crate) fn photos(keys: &DeskKeys, rows: &[Row]) -> Vec<Photo> {
    let mut found: Vec<(Digest, Vec<Part>)> = Vec::new();
    for row in rows {
        let Ok(Inside::Part(part)) = keys.inside(&row.id, &row.body) else { continue };
        match found.iter_mut().find(|(photo, _)| *photo == part.about.photo) {
            Some((_, parts)) => parts.push(part),
            None => found.push((part.about.photo, vec![part])),
        }
    }
    let photo =
        |(_, parts): (Digest, Vec<Part>)| Some(Photo { about: parts.first()?.about.clone(), jpeg: whole(&parts) });
    found.into_iter().filter_map(photo).collect()
}
