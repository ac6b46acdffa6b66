//! Giving text or a file to another app, by the phone's own sheet.
use js_sys::{Array, Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};

use super::super::js;

/// What became of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shared {
    /// The other app has it. Whether it was sent from there cannot be seen.
    Given,
    /// The person closed the sheet.
    Closed,
    /// This browser cannot, or will not.
    Refused,
}

/// Opens the phone's sheet with a file of text; where it takes no such file, with the text alone. Call it on a person's tap.
pub async fn share(name: &str, sort: &str, file: &str, text: &str) -> Shared {
    let Some(navigator) = js::window().map(|window| JsValue::from(window.navigator())) else { return Shared::Refused };
    let with_file = file_of(name, sort, file).map(|file| js::object(&[("files", Array::of1(&file).into())]));
    let takes = with_file.filter(|data| {
        let takes = js::call(&navigator, "canShare", &[data.into()]);
        takes.is_ok_and(|takes| takes.is_truthy())
    });
    give(&navigator, takes.unwrap_or_else(|| js::object(&[("text", text.into())])).into()).await
}

/// The same for text alone.
pub async fn share_text(text: &str) -> Shared {
    let Some(navigator) = js::window().map(|window| JsValue::from(window.navigator())) else { return Shared::Refused };
    give(&navigator, js::object(&[("text", text.into())]).into()).await
}

async fn give(navigator: &JsValue, data: JsValue) -> Shared {
    match js::ask(navigator, "share", &[data]).await {
        Ok(_) => Shared::Given,
        Err(why) if js::error_name(&why) == "AbortError" => Shared::Closed,
        Err(_) => Shared::Refused,
    }
}

fn file_of(name: &str, sort: &str, text: &str) -> Option<JsValue> {
    let kind = js::get(&js::window()?.into(), "File").dyn_into::<Function>().ok()?;
    let parts = Array::of1(&text.into());
    let options = js::object(&[("type", sort.into())]);
    Reflect::construct(&kind, &Array::of3(&parts, &name.into(), &options)).ok()
}
