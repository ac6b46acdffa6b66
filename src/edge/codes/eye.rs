//! What the camera sees, picture by picture, for as long as a code is looked for. Pictures go to the reader and nowhere else.
use js_sys::Reflect;
use wasm_bindgen::JsValue;

use crate::edge::camera::{Camera, NoCamera};
use crate::edge::js;

/// The largest picture that is looked at: more makes the search slow and reads no better.
const WIDTH: f64 = 1280.0;
const HEIGHT: f64 = 960.0;

/// An open camera with a canvas on which each picture is laid out. Dropping it ends it.
pub struct Eye {
    camera: Camera,
    canvas: JsValue,
    context: JsValue,
}

/// A picture: four bytes a pixel.
pub(super) struct Picture {
    pub(super) width: u32,
    pub(super) height: u32,
    pub(super) bytes: JsValue,
}

impl Eye {
    /// Opens the camera, and shows what it sees in the `video` of this id. Call it on a person's tap.
    ///
    /// # Errors
    /// [`NoCamera`].
    pub async fn open(video_id: &str) -> Result<Self, NoCamera> {
        let mut camera = Camera::open(WIDTH, HEIGHT).await?;
        let document = js::document().ok_or(NoCamera::Busy)?;
        let canvas = js::call(&document, "createElement", &["canvas".into()]).map_err(|_| NoCamera::Busy)?;
        let often = js::object(&[("willReadFrequently", true.into())]);
        let context = js::call(&canvas, "getContext", &["2d".into(), often.into()]).map_err(|_| NoCamera::Busy)?;
        camera.show(video_id).await?;
        Ok(Self { camera, canvas, context })
    }

    /// Whether it still gives pictures: the phone may take it for a call.
    #[must_use]
    pub fn is_alive(&self) -> bool {
        self.camera.is_alive()
    }

    /// What it sees, for the browser's own search for codes.
    pub(super) const fn seen(&self) -> &JsValue {
        self.camera.seen()
    }

    /// What it sees now. `None` before the first picture.
    pub(super) fn picture(&self) -> Option<Picture> {
        let measure = |name| js::get(self.seen(), name).as_f64().filter(|pixels| *pixels >= 1.0);
        let (wide, high) = (measure("videoWidth")?, measure("videoHeight")?);
        // A phone that is held upright gives an upright picture.
        let most = if wide >= high { (WIDTH, HEIGHT) } else { (HEIGHT, WIDTH) };
        let scale = (most.0 / wide).min(most.1 / high).min(1.0);
        let (width, height) = ((wide * scale).floor(), (high * scale).floor());
        for (name, pixels) in [("width", width), ("height", height)] {
            if js::get(&self.canvas, name).as_f64() != Some(pixels) {
                Reflect::set(&self.canvas, &name.into(), &pixels.into()).ok()?;
            }
        }
        let whole = [0.into(), 0.into(), width.into(), height.into()];
        let [left, top, right, bottom] = whole.clone();
        js::call(&self.context, "drawImage", &[self.seen().clone(), left, top, right, bottom]).ok()?;
        let data = js::get(&js::call(&self.context, "getImageData", &whole).ok()?, "data");
        Some(Picture { width: width as u32, height: height as u32, bytes: js::get(&data, "buffer") })
    }
}
