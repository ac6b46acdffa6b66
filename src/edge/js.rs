//! Small helpers around untyped JavaScript values.
use js_sys::{Array, Function, Object, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// A property, or `undefined` when the value has none or is no object.
pub(crate) fn get(value: &JsValue, name: &str) -> JsValue {
    Reflect::get(value, &JsValue::from_str(name)).unwrap_or(JsValue::UNDEFINED)
}

/// Calls a method by its name. Each call that the compiler knows by its type costs a line of the glue, which every phone
/// loads first; what is rarely called goes this way.
///
/// # Errors
/// What the method throws, or `undefined` where there is none of that name.
pub(crate) fn call(of: &JsValue, name: &str, with: &[JsValue]) -> Result<JsValue, JsValue> {
    let method = get(of, name);
    if !method.is_function() {
        return Err(JsValue::UNDEFINED);
    }
    Reflect::apply(method.unchecked_ref::<Function>(), of, &with.iter().collect::<Array>())
}

/// As [`call`], and waits for the promise that it gives.
///
/// # Errors
/// As [`call`], or what the promise is refused with.
pub(crate) async fn ask(of: &JsValue, name: &str, with: &[JsValue]) -> Result<JsValue, JsValue> {
    JsFuture::from(Promise::resolve(&call(of, name, with)?)).await
}

/// What the browser offers under a name of its `navigator`, or `undefined`.
pub(crate) fn of_navigator(name: &str) -> JsValue {
    window().map_or(JsValue::UNDEFINED, |window| get(&window.navigator(), name))
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
