//! The most of everything, with the reason.

/// Bytes of one piece of the fountain, before the frame around it. With it a data frame is a code of version 21, level L
/// (101 modules a side), which brings the most bytes for each frame shown where it fills the picture (docs/decisions/0013).
pub const PIECE: u16 = 800;

/// The most sealed bytes of one handover: 512 KiB, 656 pieces. With a third of the frames lost that is about a thousand
/// frames, two minutes at eight a second; nobody holds a phone still for longer. Also what a device sets aside before it
/// has opened anything.
pub const MAX_SEALED: usize = 512 * 1024;

/// The most bytes of what is handed over, before it is compressed. Eight times [`MAX_SEALED`]: a log in
/// JSON does not shrink further than that, and what blows up when it is unpacked ends here.
pub const MAX_PLAINTEXT: usize = 4 * 1024 * 1024;

/// Pieces beyond the needed number before the receiver gives up. With two beyond it RaptorQ fails about once in
/// a million times, so that many more come only from a giver that computes other pieces than this build.
pub const MAX_SPARE: usize = 64;

/// The most pixels of a picture to look for codes in: 2560 by 1600. The arithmetic of the decoder has room for it.
pub const MAX_PIXELS: usize = 2560 * 1600;
