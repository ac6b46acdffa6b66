//! The camera at the back of the phone, for as long as it is looked through. Pictures stay on the phone; nothing is recorded
//! by itself.
use js_sys::{Array, Reflect};
use wasm_bindgen::{JsCast, JsValue};

use super::js;

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
    /// The element that shows what it sees, once one does.
    video: JsValue,
}

impl Camera {
    /// Opens the one that looks away from the person, with pictures of about this size in pixels. Call it on a person's tap:
    /// the browser may ask them.
    ///
    /// # Errors
    /// [`NoCamera`].
    pub async fn open(width: f64, height: f64) -> Result<Self, NoCamera> {
        let devices = js::of_navigator("mediaDevices");
        if !devices.is_object() {
            return Err(NoCamera::None);
        }
        let ideal = |value: JsValue| JsValue::from(js::object(&[("ideal", value)]));
        let video = js::object(&[
            ("facingMode", ideal("environment".into())),
            ("width", ideal(width.into())),
            ("height", ideal(height.into())),
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
        Ok(Self { stream, video: JsValue::UNDEFINED })
    }

    /// Shows what it sees in the `video` of this id.
    ///
    /// # Errors
    /// [`NoCamera::Busy`], if there is no such element or it does not play.
    pub async fn show(&mut self, video_id: &str) -> Result<(), NoCamera> {
        let video = js::document().and_then(|document| document.get_element_by_id(video_id));
        self.video = video.map(JsValue::from).ok_or(NoCamera::Busy)?;
        Reflect::set(&self.video, &"srcObject".into(), &self.stream).map_err(|_| NoCamera::Busy)?;
        js::ask(&self.video, "play", &[]).await.map(drop).map_err(|_| NoCamera::Busy)
    }

    /// Whether it still gives pictures: the phone may take it for a call.
    #[must_use]
    pub fn is_alive(&self) -> bool {
        js::get(&self.stream, "active").as_bool() == Some(true)
    }

    /// The element that shows what it sees.
    pub(super) const fn seen(&self) -> &JsValue {
        &self.video
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
