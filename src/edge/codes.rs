//! The worker of a handover by codes, from the page's side: started, asked, ended. What it answers to what stands in
//! `codes/src/main.rs`. Everything of the browser is called by its name here: this is rarely used, and each typed call
//! would cost a line of the glue that every phone loads first.
mod eye;
mod kept;
mod reader;

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use js_sys::{Array, Function, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::EventTarget;

use super::js;
use super::listen::Listener;
use super::once::Once;
use super::timer::Timer;

pub use eye::Eye;
pub use kept::{is_kept, keep};
pub use reader::Reader;

/// Random bytes that one handover takes at the giver, and at the receiver. The worker takes no other number.
pub const GIVER_RANDOM: usize = 72;
/// See [`GIVER_RANDOM`].
pub const RECEIVER_RANDOM: usize = 32;

/// The form of the messages.
const FORM: f64 = 1.0;
/// How long the worker may take to come: it is fetched where it is not kept yet.
const COMES_MS: u32 = 20_000;
/// How long it may take to answer. Making all frames ready takes a slow phone seconds.
const ANSWERS_MS: u32 = 15_000;

/// A code, ready to be drawn.
pub struct Code {
    side: u32,
    pixels: JsValue,
}

/// What the worker answers.
pub enum Answer {
    /// The code to show now.
    Code(Code),
    /// None is to be shown.
    NoCode,
    /// The words to compare.
    Compare([String; 3]),
    /// The offer was seen.
    Offered,
    /// Nothing new.
    Again,
    /// One more piece.
    More {
        /// Pieces that have come.
        received: u32,
        /// About how many it takes.
        needed: u32,
    },
    /// What was given.
    All(Vec<u8>),
    /// Frames are shown from now on.
    Sealed {
        /// How many it takes at the least.
        needed: u32,
    },
    /// The other phone has kept it.
    Kept,
    /// It does not go on by this.
    Refused {
        /// One word.
        why: String,
        /// Both have to begin again.
        over: bool,
    },
    /// No answer: the worker has ended, or is of another version.
    Silent,
}

type Waiting = Rc<RefCell<Vec<(u32, Once<JsValue>)>>>;

/// One instance of the worker. It ends when this is dropped, and forgets its keys with it.
pub struct Hand {
    worker: JsValue,
    number: Cell<u32>,
    waiting: Waiting,
    _listeners: [Listener; 2],
}

impl Hand {
    /// Starts one. `None`: it did not come, or is of another version than this page.
    pub async fn start() -> Option<Self> {
        let kind = js::get(&js::window()?.into(), "Worker").dyn_into::<Function>().ok()?;
        let address = kept::Named::of_page()?.worker();
        let worker = Reflect::construct(&kind, &Array::of1(&address.into())).ok()?;
        let target: &EventTarget = worker.unchecked_ref();
        let ready = Once::new();
        // Before any question it says by itself that it is ready.
        let waiting: Waiting = Rc::new(RefCell::new(vec![(0, ready.clone())]));
        let (answered, failed) = (Rc::clone(&waiting), Rc::clone(&waiting));
        let on_answer = Listener::new(target, "message", move |event| settle(&answered, js::get(&event, "data")));
        let on_error = Listener::new(target, "error", move |_| settle(&failed, JsValue::NULL));
        let hand = Self { worker, number: Cell::new(0), waiting, _listeners: [on_answer, on_error] };
        let said = hand.wait(&ready, COMES_MS).await;
        (js::get(&said, "form").as_f64() == Some(FORM)).then_some(hand)
    }

    /// Begins to give, with these random bytes.
    pub async fn give(&self, random: &[u8]) -> Answer {
        self.ask("give", &[("bytes", Uint8Array::from(random).into())]).await
    }

    /// Begins to take over, with these random bytes.
    pub async fn take(&self, random: &[u8]) -> Answer {
        self.ask("take", &[("bytes", Uint8Array::from(random).into())]).await
    }

    /// The code to show now.
    pub async fn show(&self) -> Answer {
        self.ask("show", &[]).await
    }

    /// The camera saw this text.
    pub async fn saw(&self, text: &str) -> Answer {
        self.ask("saw", &[("text", text.into())]).await
    }

    /// The words are the same: this is what is given.
    pub async fn same(&self, given: &[u8]) -> Answer {
        self.ask("same", &[("bytes", Uint8Array::from(given).into())]).await
    }

    /// What came lies in the vault.
    pub async fn has_kept(&self) -> Answer {
        self.ask("has-kept", &[]).await
    }

    async fn ask(&self, what: &str, with: &[(&str, JsValue)]) -> Answer {
        read(&self.question(what, with, None, ANSWERS_MS).await)
    }

    /// The worker answers in the order in which it is asked.
    async fn question(&self, what: &str, with: &[(&str, JsValue)], gives: Option<&JsValue>, patience: u32) -> JsValue {
        let number = self.number.get().wrapping_add(1);
        self.number.set(number);
        let message = js::object(with);
        for (name, value) in [("n", JsValue::from(number)), ("ask", what.into())] {
            // A fresh plain object refuses nothing.
            Reflect::set(&message, &name.into(), &value).ok();
        }
        let answer = Once::new();
        self.waiting.borrow_mut().push((number, answer.clone()));
        let gives: Array = gives.into_iter().collect();
        if js::call(&self.worker, "postMessage", &[message.into(), gives.into()]).is_err() {
            return JsValue::UNDEFINED;
        }
        self.wait(&answer, patience).await
    }

    async fn wait(&self, answer: &Once<JsValue>, patience: u32) -> JsValue {
        let late = answer.clone();
        let _patience = Timer::after(patience, move || late.settle(JsValue::UNDEFINED));
        answer.clone().await
    }
}

impl Drop for Hand {
    fn drop(&mut self) {
        // It has nothing to lose: what it knew is over with it.
        js::call(&self.worker, "terminate", &[]).ok();
    }
}

/// Hands an answer to the one who waits for it. What the worker says by itself has no number, and nothing is told to all.
fn settle(waiting: &Waiting, said: JsValue) {
    let number = js::get(&said, "n").as_f64().unwrap_or(0.0);
    let (mine, others) =
        waiting.take().into_iter().partition(|(asked, _)| said.is_null() || number == f64::from(*asked));
    let mine: Vec<(u32, Once<JsValue>)> = mine;
    waiting.replace(others);
    mine.into_iter().for_each(|(_, answer)| answer.settle(said.clone()));
}

fn read(said: &JsValue) -> Answer {
    let number = |name| js::get(said, name).as_f64().map_or(0, |number| number as u32);
    match js::get(said, "is").as_string().as_deref() {
        Some("code") => Answer::Code(Code { side: number("side"), pixels: js::get(said, "pixels") }),
        Some("no-code") => Answer::NoCode,
        Some("compare") => {
            let words = js::get(said, "words");
            Answer::Compare([0, 1, 2].map(|place| js::get(&words, &place.to_string()).as_string().unwrap_or_default()))
        }
        Some("offered") => Answer::Offered,
        Some("again") => Answer::Again,
        Some("more") => Answer::More { received: number("received"), needed: number("needed") },
        Some("all") => js::bytes(&js::get(said, "bytes")).map_or(Answer::Silent, Answer::All),
        Some("sealed") => Answer::Sealed { needed: number("needed") },
        Some("kept") => Answer::Kept,
        Some("refused") => Answer::Refused {
            why: js::get(said, "why").as_string().unwrap_or_default(),
            over: js::get(said, "over").as_bool().unwrap_or(true),
        },
        _ => Answer::Silent,
    }
}

/// Draws a code on the canvas of this id: a pixel for each module, which the styles make large.
pub fn draw(canvas_id: &str, code: &Code) {
    let Some(canvas) = js::document().and_then(|document| document.get_element_by_id(canvas_id)) else { return };
    let side = JsValue::from(code.side);
    if js::get(&canvas, "width") != side {
        for name in ["width", "height"] {
            // A canvas takes any number.
            Reflect::set(&canvas, &name.into(), &side).ok();
        }
    }
    let image = js::window()
        .and_then(|window| js::get(&window.into(), "ImageData").dyn_into::<Function>().ok())
        .and_then(|kind| Reflect::construct(&kind, &Array::of3(&code.pixels, &side, &side)).ok());
    if let (Ok(context), Some(image)) = (js::call(&canvas, "getContext", &["2d".into()]), image) {
        // Where it cannot be drawn there is no code, and the words beside it say what it is for.
        js::call(&context, "putImageData", &[image, 0.into(), 0.into()]).ok();
    }
}

/// Empties the canvas: nothing of the last code may stay to be seen.
pub fn wipe(canvas_id: &str) {
    if let Some(canvas) = js::document().and_then(|document| document.get_element_by_id(canvas_id)) {
        // Setting the width empties it.
        Reflect::set(&canvas, &"width".into(), &1.into()).ok();
    }
}
