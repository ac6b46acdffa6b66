//! A still picture: from the camera in the page, or from a file of the phone's own camera. It is drawn anew, small and
//! upright, so that nothing of what a camera writes beside a picture is left, and shown from memory only.
use base64ct::{Base64, Encoding as _};
use js_sys::{Array, Function, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};

use super::js;
use super::listen::Listener;

/// Why there is no picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoPicture {
    /// The camera has not shown anything yet.
    #[error("the camera has not begun")]
    NotYet,
    /// The file is no picture that this browser can read.
    #[error("not a picture")]
    NotAPicture,
    /// It could not be drawn.
    #[error("the picture could not be drawn")]
    NotDrawn,
}

/// A picture that was drawn anew.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Still {
    /// The bytes.
    pub jpeg: Vec<u8>,
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
}

/// Something that can be drawn, with its size as it is seen upright.
pub struct Source {
    drawn: JsValue,
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
    _address: Option<Address>,
}

/// What the `video` element shows now.
///
/// # Errors
/// [`NoPicture::NotYet`] while the camera has not shown anything.
pub fn seen_in(element_id: &str) -> Result<Source, NoPicture> {
    let video = by_id(element_id).ok_or(NoPicture::NotYet)?;
    let (width, height) = (pixels(&video, "videoWidth"), pixels(&video, "videoHeight"));
    if width == 0 || height == 0 {
        return Err(NoPicture::NotYet);
    }
    Ok(Source { drawn: video, width, height, _address: None })
}

/// A file that a person has chosen or has just taken with the phone's camera.
pub struct Picked(JsValue);

/// The file of the field that has just changed. The field is emptied, so that the same file can be chosen again.
#[must_use]
pub fn picked(changed: &web_sys::Event) -> Option<Picked> {
    let field = JsValue::from(changed.target()?);
    let file = js::get(&js::get(&field, "files"), "0");
    let picked = (!file.is_undefined()).then_some(Picked(file));
    Reflect::set(&field, &"value".into(), &"".into()).ok();
    picked
}

/// The picture in a file. An image element turns it as the camera was held; that is what is drawn then.
///
/// # Errors
/// [`NoPicture::NotAPicture`].
pub async fn read(file: &Picked) -> Result<Source, NoPicture> {
    let address = Address::of(&file.0).ok_or(NoPicture::NotAPicture)?;
    let image = js::document()
        .and_then(|document| document.create_element("img").ok())
        .map(JsValue::from)
        .ok_or(NoPicture::NotDrawn)?;
    Reflect::set(&image, &"src".into(), &address.0.as_str().into()).map_err(|_| NoPicture::NotDrawn)?;
    js::ask(&image, "decode", &[]).await.map_err(|_| NoPicture::NotAPicture)?;
    let (width, height) = (pixels(&image, "naturalWidth"), pixels(&image, "naturalHeight"));
    if width == 0 || height == 0 {
        return Err(NoPicture::NotAPicture);
    }
    Ok(Source { drawn: image, width, height, _address: Some(address) })
}

/// Draws the source at this size and writes it as a JPEG of this quality, from 0 to 1.
///
/// # Errors
/// [`NoPicture::NotDrawn`].
pub fn draw(source: &Source, (width, height): (u32, u32), quality: f64) -> Result<Still, NoPicture> {
    drawn(source, width, height, quality).map(|jpeg| Still { jpeg, width, height }).ok_or(NoPicture::NotDrawn)
}

fn drawn(source: &Source, width: u32, height: u32, quality: f64) -> Option<Vec<u8>> {
    let canvas = JsValue::from(js::document()?.create_element("canvas").ok()?);
    let set = |of: &JsValue, name: &str, value: JsValue| Reflect::set(of, &name.into(), &value).ok();
    set(&canvas, "width", width.into())?;
    set(&canvas, "height", height.into())?;
    let context = js::call(&canvas, "getContext", &["2d".into()]).ok().filter(JsValue::is_object)?;
    set(&context, "imageSmoothingQuality", "high".into())?;
    // Behind what is see-through; a JPEG would have it black.
    set(&context, "fillStyle", "#fff".into())?;
    let whole = [0.into(), 0.into(), width.into(), height.into()];
    js::call(&context, "fillRect", &whole).ok()?;
    let [x, y, across, down] = whole;
    js::call(&context, "drawImage", &[source.drawn.clone(), x, y, across, down]).ok()?;
    let written = js::call(&canvas, "toDataURL", &["image/jpeg".into(), quality.into()]).ok()?.as_string()?;
    // Its memory need not wait to be collected.
    set(&canvas, "width", 0.into())?;
    Base64::decode_vec(written.strip_prefix("data:image/jpeg;base64,")?).ok()
}

/// An address of something in memory, valid until this is dropped.
#[derive(Debug, PartialEq, Eq)]
pub struct Address(String);

impl Address {
    /// The address of a JPEG.
    #[must_use]
    pub fn of_jpeg(bytes: &[u8]) -> Option<Self> {
        let kind = js::get(&js::window()?.into(), "Blob").dyn_into::<Function>().ok()?;
        let parts = Array::of1(&Uint8Array::from(bytes));
        let options = js::object(&[("type", "image/jpeg".into())]);
        Self::of(&Reflect::construct(&kind, &Array::of2(&parts, &options)).ok()?)
    }

    /// For `src`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    fn of(blob: &JsValue) -> Option<Self> {
        js::call(&addresses()?, "createObjectURL", std::slice::from_ref(blob)).ok()?.as_string().map(Self)
    }
}

impl Drop for Address {
    fn drop(&mut self) {
        if let Some(addresses) = addresses() {
            js::call(&addresses, "revokeObjectURL", &[self.0.as_str().into()]).ok();
        }
    }
}

/// Calls back when the person hides the app behind its cover, which then takes the focus.
pub fn on_covered(mut callback: impl FnMut() + 'static) -> Option<Listener> {
    let window = js::window()?;
    Some(Listener::new(&window, "focusin", move |_| {
        let root = js::document().and_then(|document| document.document_element());
        if root.is_some_and(|root| root.has_attribute("data-hidden")) {
            callback();
        }
    }))
}

fn addresses() -> Option<JsValue> {
    Some(js::get(&js::window()?.into(), "URL")).filter(JsValue::is_function)
}

fn by_id(id: &str) -> Option<JsValue> {
    js::document()?.get_element_by_id(id).map(JsValue::from)
}

fn pixels(of: &JsValue, name: &str) -> u32 {
    let exact = js::get(of, name).as_f64().unwrap_or(0.0).clamp(0.0, 100_000.0);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped just above")]
    let whole = exact as u32;
    whole
}
