//! The worker of a handover by codes on screens: the second wasm of the app, which knows nothing of cases.
//!
//! The page starts it twice. One instance holds the giver or the receiver; the other looks at pictures, and is ended by the
//! page when it does not answer, since a picture can be made that keeps it busy for half a minute (decision 0013).
//!
//! It is its own edge: nothing else in it names the browser. What crosses between it and the page are plain objects. First
//! it says `{ is: "ready", form: 1 }`. Then each question has one answer, with the same number `n`:
//!
//! | question | answers |
//! |---|---|
//! | `{ n, ask: "give", bytes }`, random | code or refused |
//! | `{ n, ask: "take", bytes }`, random | no-code or refused |
//! | `{ n, ask: "show" }` | `{ n, is: "code", side, pixels }`, pixels in RGBA with the quiet zone, or `no-code` |
//! | `{ n, ask: "saw", text }` | `compare` with `words`, `offered`, `again`, `more` with `received` and `needed`, `all` with `bytes`, `kept`, refused |
//! | `{ n, ask: "same", bytes }`, what is given | `sealed` with `needed`, or refused |
//! | `{ n, ask: "has-kept" }` | code or no-code |
//! | `{ n, ask: "look", width, height, bytes }`, RGBA | `texts` with `texts` |
//!
//! Refused is `{ n, is: "refused", why, over }`: one word, and whether both have to begin again.
mod hand;

use std::cell::RefCell;

use js_sys::{Array, Function, Object, Reflect, Uint8Array, Uint8ClampedArray};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast as _, JsValue};

use hand::{Answer, Ask, Hand};

/// The form of the messages: a page of another version does not go on.
const FORM: u32 = 1;

fn main() {
    let hand = RefCell::new(Hand::default());
    let answer = Closure::<dyn FnMut(JsValue)>::new(move |event: JsValue| {
        let question = get(&event, "data");
        let Some(ask) = read(&question) else { return };
        let message = written(hand.borrow_mut().asked(ask));
        set(&message, "n", &get(&question, "n"));
        tell(&message);
    });
    call("addEventListener", &[&"message".into(), answer.as_ref()]);
    answer.forget();
    let ready = is("ready");
    set(&ready, "form", &FORM.into());
    tell(&ready);
}

/// The question in a message; none if it is not one of these.
fn read(question: &JsValue) -> Option<Ask> {
    let bytes = || get(question, "bytes").dyn_into::<Uint8Array>().ok().map(|bytes| bytes.to_vec());
    let number = |name| get(question, name).as_f64().filter(|number| (0.0..1e6).contains(number)).map(|n| n as usize);
    Some(match get(question, "ask").as_string()?.as_str() {
        "give" => Ask::Give(bytes()?),
        "take" => Ask::Take(bytes()?),
        "show" => Ask::Show,
        "saw" => Ask::Saw(get(question, "text").as_string()?),
        "same" => Ask::Same(bytes()?),
        "has-kept" => Ask::HasKept,
        "look" => Ask::Look { width: number("width")?, height: number("height")?, rgba: bytes()? },
        _ => return None,
    })
}

fn written(answer: Answer) -> Object {
    let message = is(answer.name());
    match answer {
        Answer::Code { side, pixels } => {
            set(&message, "side", &(side as u32).into());
            set(&message, "pixels", &Uint8ClampedArray::from(pixels.as_slice()));
        }
        Answer::Compare(words) => {
            set(&message, "words", &words.iter().map(|word| JsValue::from_str(word)).collect::<Array>())
        }
        Answer::More { received, needed } => {
            set(&message, "received", &(received as u32).into());
            set(&message, "needed", &(needed as u32).into());
        }
        Answer::All(bytes) => set(&message, "bytes", &Uint8Array::from(bytes.as_slice())),
        Answer::Sealed { needed } => set(&message, "needed", &(needed as u32).into()),
        Answer::Texts(texts) => {
            set(&message, "texts", &texts.iter().map(|text| JsValue::from_str(text)).collect::<Array>())
        }
        Answer::Refused { why, over } => {
            set(&message, "why", &why.into());
            set(&message, "over", &over.into());
        }
        Answer::NoCode | Answer::Offered | Answer::Again | Answer::Kept => {}
    }
    message
}

fn is(name: &str) -> Object {
    let message = Object::new();
    set(&message, "is", &name.into());
    message
}

fn tell(message: &Object) {
    call("postMessage", &[message]);
}

fn get(of: &JsValue, name: &str) -> JsValue {
    Reflect::get(of, &name.into()).unwrap_or(JsValue::UNDEFINED)
}

fn set(of: &Object, name: &str, value: &JsValue) {
    // A fresh plain object refuses nothing.
    Reflect::set(of, &name.into(), value).ok();
}

/// Calls a function of the worker's own scope.
fn call(name: &str, with: &[&JsValue]) {
    let scope = js_sys::global();
    if let Ok(function) = get(&scope, name).dyn_into::<Function>() {
        let with: Array = with.iter().map(|value| (*value).clone()).collect();
        // There is nobody to tell: the page waits for an answer no longer than it has to.
        Reflect::apply(&function, &scope, &with).ok();
    }
}
