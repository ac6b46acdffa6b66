//! A camera that looks at another phone's screen: a film of one picture, which is changed while Chromium plays it. WebKit
//! on this machine has no camera that could be given a film: there the pictures come in where a page takes them from a video.
use std::fs::{self, OpenOptions};
use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use data_encoding::BASE64;
use miniz_oxide::inflate::decompress_to_vec_zlib;
use serde_json::json;

use crate::phone::Phone;

/// Pixels of the film, as a phone's camera gives them.
const WIDTH: usize = 1280;
const HEIGHT: usize = 960;
/// What lies around the other phone: a table.
const TABLE: u8 = 150;

/// The film that a phone's camera sees.
#[derive(Debug)]
pub struct Film(PathBuf);

/// What a phone sees with.
#[derive(Debug)]
pub enum Eye {
    /// The browser's own camera, with a film for the lens.
    Film(Film),
    /// No camera: the page's video is a picture that the test draws.
    Lens,
}

/// In the place of the browser's camera: a video whose picture is a canvas of the test.
const LENS: &str = r"
  const lens = Object.assign(document.createElement('canvas'), { width: 960, height: 960 });
  globalThis.lens = lens;
  const put = (on, name, what) => Object.defineProperty(on, name, { configurable: true, ...what });
  const stream = { active: true, getTracks: () => [{ stop() {} }] };
  put(navigator, 'mediaDevices', { value: { getUserMedia: async () => stream } });
  put(HTMLMediaElement.prototype, 'srcObject', { set() {} });
  HTMLMediaElement.prototype.play = async () => {};
  put(HTMLVideoElement.prototype, 'videoWidth', { get: () => lens.width });
  put(HTMLVideoElement.prototype, 'videoHeight', { get: () => lens.height });
  const draw = CanvasRenderingContext2D.prototype.drawImage;
  CanvasRenderingContext2D.prototype.drawImage = function (what, ...where) {
    return draw.call(this, what instanceof HTMLVideoElement ? lens : what, ...where);
  };";

/// The code on a screen, as one letter for each pixel of its canvas.
const ON_THE_SCREEN: &str = r"
  const code = document.querySelector('canvas');
  if (code.hidden || code.width < 20) return '';
  const { data } = code.getContext('2d').getImageData(0, 0, code.width, code.height);
  let pixels = '';
  for (let at = 0; at < data.length; at += 4) pixels += data[at] ? '1' : '0';
  return pixels;";

/// Draws it into the middle of what the lens sees.
const BEFORE_THE_LENS: &str = r"
  const [pixels] = arguments, side = Math.sqrt(pixels.length), scale = Math.floor(860 / side);
  const context = lens.getContext('2d'), from = Math.floor((960 - side * scale) / 2);
  context.fillStyle = '#969696';
  context.fillRect(0, 0, 960, 960);
  for (let at = 0; at < pixels.length; at++) {
    context.fillStyle = pixels[at] === '1' ? '#fff' : '#000';
    context.fillRect(from + at % side * scale, from + Math.floor(at / side) * scale, scale, scale);
  }";

impl Eye {
    /// Gives a page its eye, once it is open.
    ///
    /// # Errors
    /// If the page is gone.
    pub async fn open(&self, phone: &Phone) -> Result<()> {
        if let Self::Lens = self {
            phone.run(LENS, &[]).await?;
        }
        Ok(())
    }

    /// The one phone looks at what the other shows now.
    ///
    /// # Errors
    /// If that shows no code.
    pub async fn looks_at(&self, one: &Phone, other: &Phone) -> Result<()> {
        match self {
            Self::Film(film) => film.looks_at(other).await,
            Self::Lens => {
                let pixels: String = other.run(ON_THE_SCREEN, &[]).await?.convert()?;
                ensure!(!pixels.is_empty(), "no code is on the screen");
                one.run(BEFORE_THE_LENS, &[json!(pixels)]).await?;
                Ok(())
            }
        }
    }
}

/// A gray picture.
struct Picture {
    width: usize,
    height: usize,
    gray: Vec<u8>,
}

impl Film {
    /// A film of a table. Its length never changes: the browser reads it while it is written.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn of_a_table(path: PathBuf) -> Result<Self> {
        let film = Self(path);
        fs::write(&film.0, frame(None))?;
        Ok(film)
    }

    /// Where it lies.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.0
    }

    /// The camera looks at what the other phone shows now: a picture of its screen around the code.
    ///
    /// # Errors
    /// If that shows no code.
    pub async fn looks_at(&self, other: &Phone) -> Result<()> {
        let place = "const code = document.querySelector('canvas'); code.scrollIntoView({ block: 'center' }); \
                     const { left, top, width, height } = code.getBoundingClientRect(); \
                     return [left + scrollX, top + scrollY, width, height];";
        let [x, y, width, height]: [f64; 4] = other.run(place, &[]).await?.convert()?;
        ensure!(width > 100.0, "no code is on the screen");
        let clip = json!({ "x": x - 8.0, "y": y - 8.0, "width": width + 16.0, "height": height + 16.0, "scale": 1 });
        let asked = json!({ "format": "png", "optimizeForSpeed": true, "clip": clip });
        let answer = other.browser.devtools("Page.captureScreenshot", asked).await?;
        let data = answer["data"].as_str().context("a picture of the screen")?;
        let picture = png(&BASE64.decode(data.as_bytes())?)?;
        // In place: the browser has the file open.
        OpenOptions::new().write(true).open(&self.0)?.write_all(&frame(Some(&picture)))?;
        Ok(())
    }
}

/// A film of one picture in the form that Chromium plays: brightness, and two planes of no colour.
fn frame(seen: Option<&Picture>) -> Vec<u8> {
    let mut film = format!("YUV4MPEG2 W{WIDTH} H{HEIGHT} F20:1 Ip A1:1 C420jpeg\nFRAME\n").into_bytes();
    let fits = seen.map(|seen| (HEIGHT as f64 * 0.9 / seen.height as f64).min(WIDTH as f64 * 0.9 / seen.width as f64));
    let pixel = |x: usize, y: usize| {
        let (seen, scale) = seen.zip(fits)?;
        let inside = |place: usize, whole: usize, length: usize| {
            let from = (whole as f64 - length as f64 * scale) / 2.0;
            let at = ((place as f64 + 0.5 - from) / scale).floor();
            (0.0..length as f64).contains(&at).then_some(at as usize)
        };
        Some(seen.gray[inside(y, HEIGHT, seen.height)? * seen.width + inside(x, WIDTH, seen.width)?])
    };
    for y in 0..HEIGHT {
        film.extend((0..WIDTH).map(|x| (16 + usize::from(pixel(x, y).unwrap_or(TABLE)) * 219 / 255) as u8));
    }
    film.resize(film.len() + WIDTH * HEIGHT / 2, 128);
    film
}

/// Reads what a browser writes: eight bits a channel, rows one after the other.
fn png(bytes: &[u8]) -> Result<Picture> {
    ensure!(bytes.starts_with(b"\x89PNG\r\n\x1a\n"), "no PNG");
    let (mut rest, mut packed, mut head) = (&bytes[8..], Vec::new(), None);
    while let Some((length, after)) = rest.split_first_chunk::<4>() {
        let length = u32::from_be_bytes(*length) as usize;
        let (kind, body) = (after.get(..4).context("cut off")?, after.get(4..4 + length).context("cut off")?);
        match kind {
            b"IHDR" => head = Some(body),
            b"IDAT" => packed.extend_from_slice(body),
            _ => {}
        }
        rest = after.get(4 + length + 4..).context("cut off")?;
    }
    let head = head.context("no measures")?;
    let number = |at: usize| u32::from_be_bytes([head[at], head[at + 1], head[at + 2], head[at + 3]]) as usize;
    let (width, height) = (number(0), number(4));
    let channels = match (head[8], head[9], head[12]) {
        (8, 2, 0) => 3,
        (8, 6, 0) => 4,
        other => anyhow::bail!("a PNG of another kind: {other:?}"),
    };
    let raw = decompress_to_vec_zlib(&packed).map_err(|error| anyhow::anyhow!("{error}"))?;
    ensure!(raw.len() == height * (width * channels + 1), "rows of another length");
    let (mut above, mut gray) = (vec![0; width * channels], Vec::with_capacity(width * height));
    for row in raw.chunks_exact(width * channels + 1) {
        let mut line = row[1..].to_vec();
        for at in 0..line.len() {
            let left = if at < channels { 0 } else { line[at - channels] };
            let corner = if at < channels { 0 } else { above[at - channels] };
            line[at] = line[at].wrapping_add(predicted(row[0], left, above[at], corner));
        }
        gray.extend(line.chunks_exact(channels).map(|pixel| pixel[1]));
        above = line;
    }
    Ok(Picture { width, height, gray })
}

/// What a pixel was expected to be, from those before it (PNG, 9.2).
fn predicted(filter: u8, left: u8, above: u8, corner: u8) -> u8 {
    match filter {
        1 => left,
        2 => above,
        3 => ((u16::from(left) + u16::from(above)) / 2) as u8,
        4 => {
            let (a, b, c) = (i16::from(left), i16::from(above), i16::from(corner));
            let guess = a + b - c;
            let (to_left, to_above, to_corner) = ((guess - a).abs(), (guess - b).abs(), (guess - c).abs());
            if to_left <= to_above && to_left <= to_corner {
                left
            } else if to_above <= to_corner {
                above
            } else {
                corner
            }
        }
        _ => 0,
    }
}
