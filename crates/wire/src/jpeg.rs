//! A JPEG by its segments: whether it is whole, how large the picture is, and that nothing rides along in it. A camera writes
//! where and when a picture was taken, and on which phone, into segments of its own; none of those may leave the phone.

/// The size of a picture, in pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Size {
    /// Across.
    pub width: u32,
    /// Down.
    pub height: u32,
}

/// Why a file is not a bare picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotBare {
    /// It is no JPEG, or a part of it is missing.
    #[error("this is not a whole JPEG")]
    NotWhole,
    /// It has a segment that is not of the picture: Exif, XMP, IPTC, a maker's note, a comment.
    #[error("the JPEG carries more than the picture (segment {0:02x})")]
    Carries(u8),
    /// Something follows the picture, as a phone's short film does.
    #[error("something follows the picture in the file")]
    Trails,
}

const START: u8 = 0xd8;
const END: u8 = 0xd9;
const SCAN: u8 = 0xda;

/// The segments beside the picture that say nothing of where it is from: JFIF, the colours (ICC, Adobe).
const HARMLESS: [u8; 3] = [0xe0, 0xe2, 0xee];

/// The size of a picture that carries nothing else.
///
/// # Errors
/// [`NotBare`]: such a file is not kept and not shown.
pub fn bare(bytes: &[u8]) -> Result<Size, NotBare> {
    let mut rest = bytes.strip_prefix(&[0xff, START]).ok_or(NotBare::NotWhole)?;
    let mut size = None;
    loop {
        let (marker, after) = next_marker(rest)?;
        if marker == END {
            let size = size.ok_or(NotBare::NotWhole)?;
            return if after.is_empty() { Ok(size) } else { Err(NotBare::Trails) };
        }
        let (length, body) = after.split_first_chunk::<2>().ok_or(NotBare::NotWhole)?;
        let length = usize::from(u16::from_be_bytes(*length)).checked_sub(2).ok_or(NotBare::NotWhole)?;
        let (segment, after) = body.split_at_checked(length).ok_or(NotBare::NotWhole)?;
        match marker {
            // Tables, and where scans begin anew.
            0xc4 | 0xcc | 0xdb | 0xdc | 0xdd => {}
            0xc0..=0xcf => size = Some(size_of(segment)?),
            0xe0..=0xef | 0xfe if !HARMLESS.contains(&marker) => return Err(NotBare::Carries(marker)),
            0xe0 | 0xe2 | 0xee | SCAN => {}
            other => return Err(NotBare::Carries(other)),
        }
        rest = if marker == SCAN { after_scan(after)? } else { after };
    }
}

/// The marker that comes next, and what is behind it. Any number of `ff` may stand before it.
fn next_marker(rest: &[u8]) -> Result<(u8, &[u8]), NotBare> {
    let marker = rest.strip_prefix(&[0xff]).ok_or(NotBare::NotWhole)?;
    let fill = marker.iter().take_while(|byte| **byte == 0xff).count();
    let (marker, after) = marker[fill..].split_first().ok_or(NotBare::NotWhole)?;
    Ok((*marker, after))
}

fn size_of(frame: &[u8]) -> Result<Size, NotBare> {
    let [_, a, b, c, d, ..] = frame else { return Err(NotBare::NotWhole) };
    let (height, width) = (u16::from_be_bytes([*a, *b]), u16::from_be_bytes([*c, *d]));
    if width == 0 || height == 0 {
        return Err(NotBare::NotWhole);
    }
    Ok(Size { width: width.into(), height: height.into() })
}

/// Behind the coded picture: at the first `ff` that is neither a byte of it nor a mark to begin anew in it.
fn after_scan(coded: &[u8]) -> Result<&[u8], NotBare> {
    let ends = |pair: &[u8]| pair[0] == 0xff && !matches!(pair[1], 0x00 | 0xff | 0xd0..=0xd7);
    let end = coded.windows(2).position(ends).ok_or(NotBare::NotWhole)?;
    Ok(&coded[end..])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn segment(marker: u8, body: &[u8]) -> Vec<u8> {
        let length = u16::try_from(body.len() + 2).expect("short").to_be_bytes();
        [&[0xff, marker], length.as_slice(), body].concat()
    }

    /// A picture of 16 by 9 with these segments in front of its frame.
    fn picture(with: &[Vec<u8>]) -> Vec<u8> {
        let frame = segment(0xc0, &[8, 0, 9, 0, 16, 1, 1, 0x11, 0]);
        let scan = segment(SCAN, &[1, 1, 0, 0, 63, 0]);
        let coded = [1, 2, 0xff, 0, 3, 0xff, 0xd0, 4, 0xff, END];
        [vec![0xff, START], with.concat(), frame, scan, coded.to_vec()].concat()
    }

    /// Exif as a phone writes it: orientation 6, and a pointer to where the picture was taken.
    fn exif() -> Vec<u8> {
        let entries = [[0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0], [0x88, 0x25, 0, 4, 0, 0, 0, 1, 0, 0, 0, 38]];
        let tiff = [b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x02".as_slice(), &entries.concat(), &[0; 6]].concat();
        segment(0xe1, &tiff)
    }

    #[test]
    fn a_bare_picture_has_its_size() {
        assert_eq!(bare(&picture(&[])), Ok(Size { width: 16, height: 9 }));
        let colours = [segment(0xe0, b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0"), segment(0xe2, b"ICC_PROFILE\0")];
        assert_eq!(bare(&picture(&colours)), Ok(Size { width: 16, height: 9 }));
    }

    #[test]
    fn a_picture_that_says_where_it_was_taken_is_refused() {
        assert_eq!(bare(&picture(&[exif()])), Err(NotBare::Carries(0xe1)));
        let xmp = segment(0xe1, b"http://ns.adobe.com/xap/1.0/\0<x/>");
        assert_eq!(bare(&picture(&[segment(0xe0, b"JFIF\0"), xmp])), Err(NotBare::Carries(0xe1)));
        assert_eq!(bare(&picture(&[segment(0xed, b"Photoshop 3.0\0")])), Err(NotBare::Carries(0xed)));
        assert_eq!(bare(&picture(&[segment(0xfe, b"taken by")])), Err(NotBare::Carries(0xfe)));
    }

    #[test]
    fn what_follows_the_picture_is_refused() {
        assert_eq!(bare(&[picture(&[]), b"ftypmp42".to_vec()].concat()), Err(NotBare::Trails));
    }

    #[test]
    fn half_a_picture_is_refused_wherever_it_is_cut() {
        let whole = picture(&[segment(0xe0, b"JFIF\0")]);
        for end in 0..whole.len() {
            assert_eq!(bare(&whole[..end]), Err(NotBare::NotWhole), "cut at {end}");
        }
        assert_eq!(bare(b"\x89PNG\r\n\x1a\n"), Err(NotBare::NotWhole));
    }
}
