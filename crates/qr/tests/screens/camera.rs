//! A camera that looks at a screen: turned, tilted, blurred and noisy, and the same each time for the same seed.
use crate::dice::Dice;
use gh_qr::code::{Matrix, QUIET_ZONE};

/// Pixels a module, before the camera turns and shrinks it. A code of version 21 is then as wide as 440 pixels of a picture:
/// less than half of what a phone's camera gives.
const SCALE: usize = 4;

/// A gray picture.
pub struct Picture {
    pub side: usize,
    pub gray: Vec<u8>,
}

/// The code on a screen, as the camera has it: turned by up to 15 degrees either way, tilted, at a distance that differs,
/// blurred over three pixels, with less contrast than paper, and with noise.
pub fn photograph(matrix: &Matrix, dice: &mut Dice) -> Picture {
    let shown = screen(matrix);
    let angle = (dice.swing() * 15.0).to_radians();
    let zoom = 1.0 + dice.swing() * 0.1;
    let (tilt_x, tilt_y) = (dice.swing() * 1e-4, dice.swing() * 1e-4);
    let side = shown.side * 5 / 4;
    let (half, middle) = (side as f32 / 2.0, shown.side as f32 / 2.0);
    let (sin, cos) = (angle.sin() / zoom, angle.cos() / zoom);
    let mut taken = vec![0; side * side];
    for (y, row) in taken.chunks_exact_mut(side).enumerate() {
        let from_middle_y = y as f32 - half;
        for (x, pixel) in row.iter_mut().enumerate() {
            let from_middle_x = x as f32 - half;
            let depth = 1.0 + tilt_x * from_middle_x + tilt_y * from_middle_y;
            let at_x = (cos * from_middle_x - sin * from_middle_y) / depth + middle;
            let at_y = (sin * from_middle_x + cos * from_middle_y) / depth + middle;
            *pixel = shown.between(at_x, at_y);
        }
    }
    Picture { side, gray: noisy(&blurred(&taken, side), dice) }
}

fn screen(matrix: &Matrix) -> Picture {
    let modules = matrix.size + 2 * QUIET_ZONE;
    let side = modules * SCALE;
    let mut gray = vec![230; side * side];
    for y in 0..matrix.size * SCALE {
        for x in 0..matrix.size * SCALE {
            if matrix.modules[y / SCALE * matrix.size + x / SCALE] {
                gray[(y + QUIET_ZONE * SCALE) * side + x + QUIET_ZONE * SCALE] = 30;
            }
        }
    }
    Picture { side, gray }
}

impl Picture {
    /// Mixed from the four pixels around; what lies outside the screen is a gray table.
    fn between(&self, x: f32, y: f32) -> u8 {
        if x < 0.0 || y < 0.0 || x >= (self.side - 1) as f32 || y >= (self.side - 1) as f32 {
            return 150;
        }
        let (left, top) = (x as usize, y as usize);
        let (right_part, low_part) = (((x - left as f32) * 256.0) as u32, ((y - top as f32) * 256.0) as u32);
        let at = top * self.side + left;
        let row = |at: usize| u32::from(self.gray[at]) * (256 - right_part) + u32::from(self.gray[at + 1]) * right_part;
        ((row(at) * (256 - low_part) + row(at + self.side) * low_part) >> 16) as u8
    }
}

/// Each pixel becomes the mean of the three by three around it.
fn blurred(gray: &[u8], side: usize) -> Vec<u8> {
    let along: Vec<u16> = (0..gray.len())
        .map(|at| gray[at.saturating_sub(1)..(at + 2).min(gray.len())].iter().map(|pixel| u16::from(*pixel)).sum())
        .collect();
    let above = |at: usize| along[at.checked_sub(side).unwrap_or(at)];
    let below = |at: usize| along.get(at + side).copied().unwrap_or(along[at]);
    (0..gray.len()).map(|at| ((above(at) + along[at] + below(at)) / 9) as u8).collect()
}

/// Three dice a pixel: nearly the bell of a sensor in poor light, with a spread of about 12 of 256.
fn noisy(gray: &[u8], dice: &mut Dice) -> Vec<u8> {
    let noise = |roll: u64| (0..3).map(|die| (roll >> (die * 8) & 0x1f) as i32 - 16).sum::<i32>() * 3 / 4;
    gray.iter().map(|pixel| (i32::from(*pixel) + noise(dice.roll())).clamp(0, 255) as u8).collect()
}
