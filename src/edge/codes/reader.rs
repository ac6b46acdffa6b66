//! The search for codes in a picture: the browser's own, where it has one, else a worker that is ended when it hangs.
use std::cell::RefCell;

use js_sys::{Array, Function, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};

use super::eye::{Eye, Picture};
use super::{Hand, js};

/// After so long without an answer the worker is ended: a picture can be made that keeps it busy for half a minute, and the
/// next one is as good.
const HANGS_MS: u32 = 1_500;

/// Reads codes. It keeps its worker from one picture to the next.
#[derive(Default)]
pub struct Reader {
    own: RefCell<Own>,
    worker: RefCell<Option<Hand>>,
}

/// The browser's own detector.
#[derive(Default)]
enum Own {
    #[default]
    NotLooked,
    Here(JsValue),
    /// It has none, or it failed once.
    None,
}

impl Reader {
    /// The texts of the codes that the camera sees now. None is the usual answer, and the next picture the remedy.
    pub async fn read(&self, eye: &Eye) -> Vec<String> {
        if let Some(detector) = self.own() {
            match js::ask(&detector, "detect", &[eye.seen().clone()]).await {
                Ok(found) => {
                    let texts = texts(&found, |code| js::get(code, "rawValue"));
                    // Some find small codes only. What they do not find, the worker may.
                    if !texts.is_empty() {
                        return texts;
                    }
                }
                Err(_) => drop(self.own.replace(Own::None)),
            }
        }
        match eye.picture() {
            Some(picture) => self.look(picture).await,
            None => Vec::new(),
        }
    }

    async fn look(&self, picture: Picture) -> Vec<String> {
        let worker = match self.worker.take() {
            Some(worker) => worker,
            None => match Hand::start().await {
                Some(worker) => worker,
                None => return Vec::new(),
            },
        };
        let bytes = Uint8Array::new(&picture.bytes);
        let with = [("width", picture.width.into()), ("height", picture.height.into()), ("bytes", bytes.into())];
        let said = worker.question("look", &with, Some(&picture.bytes), HANGS_MS).await;
        let found = js::get(&said, "texts");
        // One that has not answered is dropped, and so ended.
        if !found.is_undefined() {
            self.worker.replace(Some(worker));
        }
        texts(&found, JsValue::clone)
    }

    fn own(&self) -> Option<JsValue> {
        if matches!(*self.own.borrow(), Own::NotLooked) {
            let made = detector().map_or(Own::None, Own::Here);
            self.own.replace(made);
        }
        match &*self.own.borrow() {
            Own::Here(detector) => Some(detector.clone()),
            Own::NotLooked | Own::None => None,
        }
    }
}

fn detector() -> Option<JsValue> {
    let kind = js::get(&js::window()?.into(), "BarcodeDetector").dyn_into::<Function>().ok()?;
    let formats = js::object(&[("formats", Array::of1(&"qr_code".into()).into())]);
    Reflect::construct(&kind, &Array::of1(&formats)).ok()
}

fn texts(found: &JsValue, text: impl Fn(&JsValue) -> JsValue) -> Vec<String> {
    let found = found.dyn_ref::<Array>();
    found.iter().flat_map(|found| found.iter()).filter_map(|code| text(&code).as_string()).collect()
}
