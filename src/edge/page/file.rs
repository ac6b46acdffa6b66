//! Saving bytes as a file of the person's own.
use base64ct::{Base64, Encoding};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::super::js;

/// Offers bytes to be saved as a file, where the browser keeps what is downloaded. Whether it was saved cannot be seen
/// from here; `false`: it could not be offered.
#[must_use]
pub fn offer_file(name: &str, sort: &str, bytes: &[u8]) -> bool {
    offer(name, sort, bytes).is_some()
}

fn offer(name: &str, sort: &str, bytes: &[u8]) -> Option<()> {
    let link = js::document()?.create_element("a").ok()?;
    link.set_attribute("href", &format!("data:{sort};base64,{}", Base64::encode_string(bytes))).ok()?;
    link.set_attribute("download", name).ok()?;
    link.dyn_into::<HtmlElement>().ok()?.click();
    Some(())
}
