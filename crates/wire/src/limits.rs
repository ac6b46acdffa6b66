//! How large a thing may be, and why. Phone and desk share these, so neither is surprised by the other.

/// The sizes to which a plaintext is padded, in bytes. Whoever watches the network learns one of four sizes, not how
/// much a child said. 4 KiB holds a short concern, 16 KiB a usual record, 192 KiB the longest with its whole log.
pub const PADDED_SIZES: [usize; 4] = [4 * 1024, 16 * 1024, 48 * 1024, 192 * 1024];

/// Bytes in front of the padded plaintext that say how much of it is meant.
pub const LENGTH_PREFIX: usize = 4;

/// The longest plaintext in bytes that fits the largest padded size.
pub const MAX_PLAINTEXT: usize = PADDED_SIZES[3] - LENGTH_PREFIX;

/// The largest body of a request in bytes: the largest padded size with its header is under 194 KiB, and a later
/// version may need a little more room. What is larger is answered 413.
pub const MAX_BODY: usize = 256 * 1024;

/// The longest photograph in bytes: at 1600 pixels a face can be told, a paper be read, and a slow line still has it in a few
/// minutes.
pub const MAX_PHOTO: usize = 300_000;

/// Recipients of one envelope: duty desk and recovery key today; room for a neighbour's desk and a key in rotation.
pub const MAX_RECIPIENTS: usize = 8;

/// The largest key manifest in bytes: eight recipients and three lines of text are under 4 KiB; a captive portal's page
/// is larger and is not read to its end.
pub const MAX_MANIFEST: usize = 16 * 1024;

/// The largest receipt in bytes: about 400 today. A longer answer is a web page, not a receipt.
pub const MAX_RECEIPT: usize = 2 * 1024;

/// The longest line of text in a key manifest, in bytes: it has to fit on a phone's screen.
pub const MAX_MANIFEST_LINE: usize = 200;

/// How long a key manifest past its end may still be sealed to, in milliseconds: 90 days, because late is better than
/// never (a phone may be offline all that time).
pub const MANIFEST_GRACE_MS: i64 = 90 * 24 * 60 * 60 * 1000;

/// How long a phone may wait for the desk's answer to a body of this many bytes, in milliseconds: 30 s, and 1 s for
/// every 16 KiB, which a 2G line of 130 kbit/s still manages.
#[must_use]
pub const fn deadline_ms(body_bytes: usize) -> u64 {
    30_000 + (body_bytes as u64).div_ceil(16 * 1024) * 1000
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_longer_body_has_a_later_deadline() {
        assert_eq!(deadline_ms(0), 30_000);
        assert_eq!(deadline_ms(1), 31_000);
        assert_eq!(deadline_ms(192 * 1024), 42_000);
    }
}
