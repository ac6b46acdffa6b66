//! What the two pages of a handover by codes share: the worker, the camera, the code on the screen, and what went wrong.
use std::rc::Rc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::edge::camera::NoCamera;
use crate::edge::codes::{self, Answer, Eye, Hand, Reader};
use crate::edge::page as edge;
use crate::edge::timer::sleep;
use crate::edge::wake_lock::{WakeLock, keep_awake};
use crate::live::live;
use crate::session::Session;

/// Where the code is drawn.
const CANVAS: &str = "code";
/// Where the camera's picture is shown.
const VIDEO: &str = "seen";

/// Between two frames, in milliseconds: the other camera has to catch each on a still screen.
const FRAME_MS: u32 = 125;
/// Between two pictures.
const PICTURE_MS: u32 = 20;
/// While nobody can see the page.
const UNSEEN_MS: u32 = 300;

/// Why it does not go on, in the words of the screen.
pub(super) const WORDS_DIFFER: &str = "The words differ, so the two phones did not meet each other. Nothing was given. \
    Stand beside each other and start again.";

/// What a page of a handover holds while it is open. When the page goes, the worker, its keys and the camera go with it.
#[derive(Clone, Copy)]
pub(super) struct Link {
    hand: StoredValue<Option<Rc<Hand>>, LocalStorage>,
    awake: StoredValue<Option<WakeLock>, LocalStorage>,
    /// The worker is being started: a second tap starts no other.
    starting: StoredValue<bool>,
    /// Rises whenever something else is shown or looked for: what an earlier turn began then ends.
    turn: StoredValue<u32>,
    /// The camera is open, or being opened.
    pub(super) looks: RwSignal<bool>,
    /// A code is on the screen.
    pub(super) shows: RwSignal<bool>,
    /// Why there is no picture.
    pub(super) no_camera: RwSignal<Option<NoCamera>>,
    /// Another phone has answered, beside the one that counts.
    pub(super) another: RwSignal<bool>,
}

impl Link {
    pub(super) fn new() -> Self {
        let link = Self {
            hand: StoredValue::new_local(None),
            awake: StoredValue::new_local(None),
            starting: StoredValue::new(false),
            turn: StoredValue::new(0),
            looks: RwSignal::new(false),
            shows: RwSignal::new(false),
            no_camera: RwSignal::new(None),
            another: RwSignal::new(false),
        };
        on_cleanup(move || link.end());
        link
    }

    /// Whether a tap begins: not while an earlier one still does.
    pub(super) fn begins(self) -> bool {
        !self.starting.try_update_value(|starting| std::mem::replace(starting, true)).unwrap_or(true)
    }

    /// Starts the worker, after [`Link::begins`]. `false`: it is not on this phone and could not be fetched.
    pub(super) async fn start(self) -> bool {
        self.end();
        self.another.set(false);
        let hand = Hand::start().await.map(Rc::new);
        let here = hand.is_some();
        self.hand.try_set_value(hand);
        self.starting.try_set_value(false);
        if let Some(lock) = keep_awake().await {
            self.awake.try_set_value(Some(lock));
        }
        here
    }

    /// Ends everything: the keys of this handover are forgotten.
    pub(super) fn end(self) {
        self.next_turn();
        codes::wipe(CANVAS);
        self.hand.try_set_value(None);
        self.awake.try_set_value(None);
    }

    pub(super) fn hand(self) -> Option<Rc<Hand>> {
        self.hand.try_get_value().flatten()
    }

    fn next_turn(self) -> Option<u32> {
        self.looks.try_set(false);
        self.shows.try_set(false);
        self.turn.try_update_value(|turn| {
            *turn = turn.wrapping_add(1);
            *turn
        })
    }

    fn is(self, turn: u32) -> bool {
        self.turn.try_get_value() == Some(turn)
    }

    /// Looks for codes until `saw` says that this is enough, or something else begins.
    pub(super) fn look(self, saw: impl Fn(Answer) -> bool + 'static) {
        let Some(turn) = self.next_turn() else { return };
        self.no_camera.set(None);
        self.looks.set(true);
        spawn_local(async move {
            let reader = Reader::default();
            let mut eye = None::<Eye>;
            while self.is(turn) {
                // Under the cover, and behind another app, nothing is looked at.
                if !edge::is_seen() {
                    eye = None;
                    sleep(UNSEEN_MS).await;
                    continue;
                }
                let Some(open) = eye.take().filter(Eye::is_alive) else {
                    match Eye::open(VIDEO).await {
                        Ok(opened) => eye = Some(opened),
                        Err(why) if self.is(turn) => {
                            self.next_turn();
                            self.no_camera.set(Some(why));
                        }
                        Err(_) => {}
                    }
                    continue;
                };
                for text in reader.read(&open).await {
                    let Some(hand) = self.hand() else { return };
                    let answer = hand.saw(&text).await;
                    if !self.is(turn) || saw(answer) {
                        return;
                    }
                }
                eye = Some(open);
                sleep(PICTURE_MS).await;
            }
        });
    }

    /// Shows the one code that is to be shown now.
    pub(super) fn show(self) {
        let Some(turn) = self.next_turn() else { return };
        spawn_local(async move {
            self.draw(turn).await;
        });
    }

    /// Shows frame after frame, and counts them.
    pub(super) fn run(self, shown: RwSignal<u32>) {
        let Some(turn) = self.next_turn() else { return };
        spawn_local(async move {
            while self.is(turn) {
                if edge::is_seen() && self.draw(turn).await {
                    shown.try_update(|shown| *shown = shown.saturating_add(1));
                }
                sleep(FRAME_MS).await;
            }
        });
    }

    async fn draw(self, turn: u32) -> bool {
        let Some(hand) = self.hand() else { return false };
        let answer = hand.show().await;
        match answer {
            Answer::Code(code) if self.is(turn) => {
                codes::draw(CANVAS, &code);
                self.shows.set(true);
                true
            }
            _ => false,
        }
    }

    /// What an answer that brings nothing says to the person: `Some` ends the handover.
    pub(super) fn refused(self, answer: &Answer) -> Option<&'static str> {
        match answer {
            Answer::Refused { why, over: false } => {
                if why == "another-device" {
                    self.another.set(true);
                }
                None
            }
            Answer::Refused { why, over: true } => Some(match why.as_str() {
                "version" => "The other phone has another version of the app. Update both, or share the sheet.",
                "too-long" => "This record is too long for codes. Share or print the sheet.",
                _ => "What came does not fit together. Nothing was kept. Start again on both phones.",
            }),
            Answer::Silent => Some("It stopped. Nothing was lost. Start again on both phones."),
            _ => None,
        }
    }
}

/// The code and the camera's picture, each while there is one; under them what is wrong with the camera.
pub(super) fn screens(link: Link, try_again: impl Fn() + Copy + Send + 'static) -> impl IntoView {
    let no_camera = move || {
        let why = link.no_camera.get()?;
        let words = match why {
            NoCamera::Refused => {
                "The camera is off for this app. Turn it on in the phone’s settings for this site, then try again."
            }
            NoCamera::None => "This phone has no camera that the app can use. Share or print the sheet.",
            NoCamera::Busy => "The camera could not be opened. Close other apps that use it, then try again.",
        };
        Some(view! {
            <p role="alert"><b>{words}</b></p>
            <div class="btns"><button class="btn" type="button" on:click=move |_| try_again()>"Try again"</button></div>
        })
    };
    view! {
        <canvas id=CANVAS role="img" aria-label="A code for the other phone’s camera" width="1" height="1"
            hidden=move || !link.shows.get()></canvas>
        <video id=VIDEO playsinline=true muted=true aria-label="What your camera sees" hidden=move || !link.looks.get()></video>
        {live(no_camera)}
        {live(move || link.another.get().then(|| view! {
            <p role="alert"><b>"Another phone showed a code too. Only the first one counts. If you did not expect it, stop."</b></p>
        }))}
    }
}

/// Under the buttons, which must not be pushed off the screen: what helps the other camera.
pub(super) fn hint(link: Link) -> impl IntoView {
    live(move || {
        link.shows.get().then(|| {
            view! { <p class="quiet">"Turn the brightness up. Keep the whole code, with its white edge, in their picture."</p> }
        })
    })
}

/// The three words, large.
pub(super) fn three(words: [String; 3]) -> impl IntoView {
    view! { <ol class="three" aria-label="The three words">{words.map(|word| view! { <li>{word}</li> }).into_iter().collect_view()}</ol> }
}

/// Whether it works with no signal: said only when every file of the worker lies on the phone.
pub(super) fn readiness() -> impl IntoView {
    let ready = RwSignal::new(None::<bool>);
    spawn_local(async move {
        let kept = codes::is_kept().await || codes::keep().await;
        ready.try_set(Some(kept));
    });
    view! {
        <p class="quiet" role="status">{live(move || match ready.get() {
            None => "",
            Some(true) => "Ready with no signal.",
            Some(false) => "Not on this phone yet. Opening it needs a signal this once.",
        })}</p>
    }
}

/// What comes now, said, with the focus on it, and the code where it can be seen whole.
pub(super) fn tell(session: Session, words: &'static str) {
    session.say(words);
    edge::scroll_to_top();
    edge::focus_in_place_soon("look");
}

/// It does not go on: why, and both begin again.
pub(super) fn over(why: &'static str, again: impl Fn() + Send + 'static) -> impl IntoView {
    view! {
        <p role="alert"><b>{why}</b></p>
        <div class="btns">
            <button class="btn main" type="button" on:click=move |_| again()>"Start again"</button>
            <a class="btn plain" href="/handover">"Handover sheet"</a>
        </div>
    }
}
