//! Small helpers around untyped JavaScript values.
use js_sys::{Object, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};

/// A property, or `undefined` when the value has none or is no object.
pub(crate) fn get(value: &JsValue, name: &str) -> JsValue {
    Reflect::get(value, &JsValue::from_str(name)).unwrap_or(JsValue::UNDEFINED)
}

/// A plain object with these properties.
pub(crate) fn object(properties: &[(&str, JsValue)]) -> Object {
    let made = Object::new();
    for (name, value) in properties {
        // Setting a property of a fresh plain object cannot be refused.
        Reflect::set(&made, &JsValue::from_str(name), value).ok();
    }
    made
}

/// The bytes of a `Uint8Array`; anything else is `None`.
pub(crate) fn bytes(value: &JsValue) -> Option<Vec<u8>> {
    value.dyn_ref::<Uint8Array>().map(Uint8Array::to_vec)
}

/// The name of a thrown value, such as `QuotaExceededError`. Never its message: a message may quote what was stored.
pub(crate) fn error_name(thrown: &JsValue) -> String {
    get(thrown, "name").as_string().unwrap_or_else(|| "unnamed".to_owned())
}

/// The page's window, absent in tests without a page.
pub(crate) fn window() -> Option<web_sys::Window> {
    web_sys::window()
}

/// The browser's cryptography; absent on plain http.
pub(crate) fn subtle() -> Option<web_sys::SubtleCrypto> {
    let crypto = window()?.crypto().ok()?;
    get(&crypto, "subtle").dyn_into().ok()
}

/// The page's document.
pub(crate) fn document() -> Option<web_sys::Document> {
    window()?.document()
}
