//! Texts as QR codes, and pictures back as texts. No screen and no camera: modules go out, gray pixels come in.
use qrcodegen::{QrCode, QrCodeEcc, QrSegment, Version};
use quircs::{Code, Quirc};

use crate::limits::MAX_PIXELS;

/// Light modules that must be left free on each side (ISO/IEC 18004, 6.3.8).
pub const QUIET_ZONE: usize = 4;

/// The least correction: a frame that is lost is made good by any later one, while more correction means more and smaller
/// modules, which are what a camera fails at (docs/decisions/0013 has the figures).
const CORRECTION: QrCodeEcc = QrCodeEcc::Low;

/// A code as it is drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Matrix {
    /// Modules a side, without the quiet zone.
    pub size: usize,
    /// Row by row from the top left; true is dark. `size * size` of them.
    pub modules: Vec<bool>,
}

/// The text has characters outside the alphanumeric mode, or is longer than any code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this text cannot be a code")]
pub struct NotACode;

/// The measures are not those of the pixels, or more than [`MAX_PIXELS`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this is not a picture in which codes can be looked for")]
pub struct NotAPicture;

impl Matrix {
    /// The smallest code for a text in alphanumeric mode, with more correction where it costs no size.
    ///
    /// # Errors
    /// [`NotACode`]; never for what [`Frame::write`](crate::frame::Frame::write) gives.
    pub fn of(text: &str) -> Result<Self, NotACode> {
        if !QrSegment::is_alphanumeric(text) {
            return Err(NotACode);
        }
        let segment = QrSegment::make_alphanumeric(text);
        let code = QrCode::encode_segments_advanced(&[segment], CORRECTION, Version::MIN, Version::MAX, None, true)
            .map_err(|_| NotACode)?;
        let size = code.size();
        let modules = (0..size).flat_map(|y| (0..size).map(move |x| (x, y)));
        let modules = modules.map(|(x, y)| code.get_module(x, y)).collect();
        Ok(Self { size: usize::try_from(size).map_err(|_| NotACode)?, modules })
    }
}

/// Looks for codes in pictures. Keeps its memory from one picture to the next.
#[derive(Default)]
pub struct Reader(Quirc);

impl Reader {
    /// The texts of the codes in a gray picture (0 is black), row by row from the top left. None is the usual answer, and the
    /// next picture the remedy.
    ///
    /// # Errors
    /// [`NotAPicture`] if the measures are wrong.
    pub fn read(&mut self, width: usize, height: usize, gray: &[u8]) -> Result<Vec<String>, NotAPicture> {
        let pixels = width.checked_mul(height).filter(|pixels| (1..=MAX_PIXELS).contains(pixels));
        if pixels != Some(gray.len()) {
            return Err(NotAPicture);
        }
        let texts: Vec<String> = self.0.identify(width, height, gray).filter_map(|code| text(&code.ok()?)).collect();
        Ok(texts)
    }
}

fn text(code: &Code) -> Option<String> {
    String::from_utf8(code.decode().ok()?.payload).ok().filter(|text| text.is_ascii())
}
