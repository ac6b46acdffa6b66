//! The camera at the back of the phone, for as long as a code is looked for. Pictures stay on the phone: they go to the
//! reader and nowhere else, and nothing is recorded.
use js_sys::{Array, Reflect};
use wasm_bindgen::{JsCast, JsValue};

use crate::edge::js;

/// The largest picture that is looked at: more makes the search slow and reads no better.
const WIDTH: f64 = 1280.0;
const HEIGHT: f64 = 960.0;

/// Why there is no picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoCamera {
    /// The person, or the phone's settings, said no.
    #[error("the camera was refused")]
    Refused,
    /// There is none, or this browser gives none.
    #[error("there is no camera")]
    None,
    /// Another app has it, or it failed. Trying again can help.
    #[error("the camera could not be opened")]
    Busy,
}

/// An open camera. Dropping it ends it, and the phone's light that says so goes out.
pub struct Camera {
    stream: JsValue,
    video: JsValue,
    canvas: JsValue,
    context: JsValue,
}

/// A picture: four bytes a pixel.
pub(super) struct Picture {
    pub(super) width: u32,
    pub(super) height: u32,
    pub(super) bytes: JsValue,
}

impl Camera {
    /// Opens it, and shows what it sees in the `video` of this id. Call it on a person's tap: the browser may ask them.
    ///
    /// # Errors
    /// [`NoCamera`].
    pub async fn open(video_id: &str) -> Result<Self, NoCamera> {
        let devices = js::of_navigator("mediaDevices");
        if !devices.is_object() {
            return Err(NoCamera::None);
        }
        let best = |name: &str, value: JsValue| JsValue::from(js::object(&[(name, value)]));
        let video = js::object(&[
            ("facingMode", best("ideal", "environment".into())),
            ("width", best("ideal", WIDTH.into())),
            ("height", best("ideal", HEIGHT.into())),
        ]);
        let wanted = js::object(&[("video", video.into()), ("audio", false.into())]);
        let stream =
            js::ask(&devices, "getUserMedia", &[wanted.into()]).await.map_err(|why| {
                match js::error_name(&why).as_str() {
                    "NotAllowedError" | "SecurityError" => NoCamera::Refused,
                    "NotFoundError" | "OverconstrainedError" => NoCamera::None,
                    _ => NoCamera::Busy,
                }
            })?;
        let document = js::document().ok_or(NoCamera::Busy)?;
        let canvas = js::call(&document, "createElement", &["canvas".into()]).map_err(|_| NoCamera::Busy)?;
        let often = js::object(&[("willReadFrequently", true.into())]);
        let context = js::call(&canvas, "getContext", &["2d".into(), often.into()]).map_err(|_| NoCamera::Busy)?;
        let video = document.get_element_by_id(video_id).map(JsValue::from).unwrap_or_default();
        // From here on dropping it ends the stream.
        let camera = Self { stream, video, canvas, context };
        Reflect::set(&camera.video, &"srcObject".into(), &camera.stream).map_err(|_| NoCamera::Busy)?;
        js::ask(&camera.video, "play", &[]).await.map_err(|_| NoCamera::Busy)?;
        Ok(camera)
    }

    /// Whether it still gives pictures: the phone may take it for a call.
    #[must_use]
    pub fn is_alive(&self) -> bool {
        js::get(&self.stream, "active").as_bool() == Some(true)
    }

    /// What it sees, for the browser's own search for codes.
    pub(super) const fn seen(&self) -> &JsValue {
        &self.video
    }

    /// What it sees now. `None` before the first picture.
    pub(super) fn picture(&self) -> Option<Picture> {
        let measure = |name| js::get(&self.video, name).as_f64().filter(|pixels| *pixels >= 1.0);
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
        js::call(&self.context, "drawImage", &[self.video.clone(), left, top, right, bottom]).ok()?;
        let data = js::get(&js::call(&self.context, "getImageData", &whole).ok()?, "data");
        Some(Picture { width: width as u32, height: height as u32, bytes: js::get(&data, "buffer") })
    }
}

impl Drop for Camera {
    fn drop(&mut self) {
        let tracks = js::call(&self.stream, "getTracks", &[]).ok().and_then(|tracks| tracks.dyn_into::<Array>().ok());
        for track in tracks.iter().flat_map(|tracks| tracks.iter()) {
            // A track that has ended already is ended.
            js::call(&track, "stop", &[]).ok();
        }
        if self.video.is_object() {
            Reflect::set(&self.video, &"srcObject".into(), &JsValue::NULL).ok();
        }
    }
}
