//! Compression (raw deflate) with an end to what may come out of it.
use miniz_oxide::deflate::compress_to_vec;
use miniz_oxide::inflate::decompress_to_vec_with_limit;

use crate::limits::MAX_PLAINTEXT;
use crate::refused::Refused;

/// As small as it gets: it is done once, and each frame that it saves is shown in an eighth of a second.
const LEVEL: u8 = 9;

pub(crate) fn pack(plaintext: &[u8]) -> Vec<u8> {
    compress_to_vec(plaintext, LEVEL)
}

/// Never sets more aside than [`MAX_PLAINTEXT`].
pub(crate) fn unpack(packed: &[u8]) -> Result<Vec<u8>, Refused> {
    decompress_to_vec_with_limit(packed, MAX_PLAINTEXT).map_err(|_| Refused::NotUnpacked)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_blows_up_when_it_is_unpacked_is_refused() {
        let bomb = pack(&vec![0; MAX_PLAINTEXT + 1]);
        assert!(bomb.len() < 10_000, "{} bytes", bomb.len());
        assert_eq!(unpack(&bomb), Err(Refused::NotUnpacked));
        assert_eq!(unpack(&pack(&vec![0; MAX_PLAINTEXT])).map(|bytes| bytes.len()), Ok(MAX_PLAINTEXT));
    }

    #[test]
    fn what_is_cut_short_is_refused() {
        let packed = pack(b"14:06 She says she is 15.");
        assert_eq!(unpack(&packed[..packed.len() - 1]), Err(Refused::NotUnpacked));
        assert_eq!(unpack(b""), Err(Refused::NotUnpacked));
    }

    proptest! {
        #[test]
        fn all_bytes_survive_and_no_bytes_upset_the_unpacking(bytes: Vec<u8>) {
            prop_assert_eq!(unpack(&pack(&bytes)), Ok(bytes.clone()));
            prop_assert!(unpack(&bytes).map_or(true, |plain| plain.len() <= MAX_PLAINTEXT));
        }
    }
}
