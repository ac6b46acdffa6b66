//! Texts as QR codes, and pictures back as texts. No screen and no camera: modules go out, gray pixels come in.
use qrcodegen::{Mask, QrCode, QrCodeEcc, QrSegment, Version};
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
        // What is sealed or hashed is as good as random, so one mask is as good as another (measured: 61 and 61 read of 100),
        // and trying all eight takes ten times as long as all the rest.
        let mask = Some(Mask::new(0));
        let code = QrCode::encode_segments_advanced(&[segment], CORRECTION, Version::MIN, Version::MAX, mask, true)
            .map_err(|_| NotACode)?;
        let size = code.size();
        let modules = (0..size).flat_map(|y| (0..size).map(move |x| (x, y)));
        let modules = modules.map(|(x, y)| code.get_module(x, y)).collect();
        Ok(Self { size: usize::try_from(size).map_err(|_| NotACode)?, modules })
    }
}

/// Looks for codes in pictures. Keeps its memory from one picture to the next.
#[derive(Default)]
pub struct Reader {
    quirc: Quirc,
    doubled: Vec<u8>,
}

impl Reader {
    /// The texts of the codes in a gray picture (0 is black), row by row from the top left. None is the usual answer, and
    /// the next picture the remedy.
    ///
    /// Where the three corners of a code are there and its text is not, the picture is looked at once more, smoothed and at
    /// twice the size: quircs puts its corners on whole pixels, which over a hundred modules is often half a module too
    /// coarse. That reads twice as many frames of a code that is 440 pixels wide.
    ///
    /// It belongs into a worker that is ended when it does not answer within a second: a picture that was made to upset the
    /// search for corners can keep it busy for half a minute.
    ///
    /// # Errors
    /// [`NotAPicture`] if the measures are wrong.
    pub fn read(&mut self, width: usize, height: usize, gray: &[u8]) -> Result<Vec<String>, NotAPicture> {
        let pixels = width.checked_mul(height).filter(|pixels| (1..=MAX_PIXELS).contains(pixels));
        if pixels != Some(gray.len()) {
            return Err(NotAPicture);
        }
        let texts = texts(&mut self.quirc, width, height, gray);
        if !texts.is_empty() || self.quirc.num_capstones() < 3 || gray.len() > MAX_PIXELS / 4 {
            return Ok(texts);
        }
        double(width, gray, &mut self.doubled);
        Ok(self::texts(&mut self.quirc, width * 2, height * 2, &self.doubled))
    }
}

fn texts(quirc: &mut Quirc, width: usize, height: usize, gray: &[u8]) -> Vec<String> {
    quirc.identify(width, height, gray).filter_map(|code| text(&code.ok()?)).collect()
}

fn text(code: &Code) -> Option<String> {
    String::from_utf8(code.decode().ok()?.payload).ok().filter(|text| text.is_ascii())
}

/// Twice as wide and high. Each new pixel is mixed from the four old ones around it, nine to three to three to one, which
/// takes the noise down as well.
fn double(width: usize, gray: &[u8], doubled: &mut Vec<u8>) {
    doubled.clear();
    doubled.reserve(gray.len() * 4);
    let rows: Vec<&[u8]> = gray.chunks_exact(width).collect();
    for (place, near) in rows.iter().enumerate() {
        let above = rows[place.saturating_sub(1)];
        let below = rows[(place + 1).min(rows.len() - 1)];
        for far in [above, below] {
            let mixed = |x: usize| u16::from(near[x]) * 3 + u16::from(far[x]);
            for x in 0..width {
                let (left, middle, right) = (mixed(x.saturating_sub(1)), mixed(x), mixed((x + 1).min(width - 1)));
                doubled.extend([left, right].map(|side| ((middle * 3 + side) / 16) as u8));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fountain::Piece;
    use crate::frame::{Data, Frame, TransferId};
    use quircs::DataType;
    use zeroize::Zeroizing;

    const ALL: &str = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";

    /// Four pixels a module and the quiet zone, as a screen would show it.
    fn drawn(matrix: &Matrix) -> (usize, Vec<u8>) {
        let side = (matrix.size + 2 * QUIET_ZONE) * 4;
        let module = |pixel: usize| (pixel / 4).checked_sub(QUIET_ZONE).filter(|module| *module < matrix.size);
        let dark = |x, y| Some(matrix.modules[module(y)? * matrix.size + module(x)?]);
        let gray = |at: usize| if dark(at % side, at / side) == Some(true) { 0 } else { 255 };
        (side, (0..side * side).map(gray).collect())
    }

    #[test]
    fn codes_are_in_alphanumeric_mode_and_read_as_they_were_written() {
        let (side, gray) = drawn(&Matrix::of(ALL).expect("all 45 characters"));
        let mut quirc = Quirc::default();
        let code = quirc.identify(side, side, &gray).next().expect("one code").expect("its modules");
        let data = code.decode().expect("its text");
        assert_eq!(data.data_type, Some(DataType::Alpha));
        assert_eq!(data.payload, ALL.as_bytes());
        assert_eq!(Reader::default().read(side, side, &gray), Ok(vec![ALL.to_owned()]));
    }

    #[test]
    fn a_data_frame_is_a_code_of_version_21_and_the_others_are_at_most_of_version_5() {
        let (transfer, key) = (TransferId([7; 8]), Zeroizing::new([8; 64]));
        let data = Frame::Data(Data::new(transfer, &Piece::sample(), &key)).write();
        assert_eq!(data.len(), 1252);
        assert_eq!(Matrix::of(&data).expect("a code").size, 21 * 4 + 17);
        let answer = Frame::Answer { transfer, key: crate::frame::PublicKey([3; 32]), encapsulated: [4; 32] };
        assert!(Matrix::of(&answer.write()).expect("a code").size <= 5 * 4 + 17);
    }

    #[test]
    fn a_doubled_picture_is_the_same_picture() {
        let mut doubled = Vec::new();
        double(3, &[0, 80, 160, 0, 80, 160], &mut doubled);
        assert_eq!(doubled[..6], [0, 20, 60, 100, 140, 160]);
        assert_eq!(doubled.len(), 24);
        assert!(doubled.chunks(6).all(|row| row == &doubled[..6]));
    }
}
