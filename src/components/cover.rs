//! The hide screen: black, like a locked phone.
use leptos::ev;
use leptos::prelude::*;

use crate::edge::timer::Timer;
use crate::edge::{page, prefs};
use crate::session::session;

/// How long "press and hold" is, in milliseconds.
const HOLD_MS: u32 = 1_000;

/// Two taps in a row within this many milliseconds show the app too: no timed press is ever the only way.
const TWICE_MS: i64 = 700;

/// Whether the screen is hidden. It survives a reload and a kill: the flag is in localStorage and read by the page's
/// own start script before the first paint.
#[derive(Clone, Copy)]
pub struct Hidden(pub RwSignal<bool>);

impl Hidden {
    /// As it was left.
    #[must_use]
    pub fn as_left() -> Self {
        Self(RwSignal::new(prefs::hidden()))
    }

    /// Hides everything at once.
    pub fn hide(self) {
        prefs::set_hidden(true);
        page::set_hidden_screen(true);
        self.0.set(true);
    }

    /// Shows the same screen again, at the same place.
    pub fn show(self) {
        prefs::set_hidden(false);
        page::set_hidden_screen(false);
        self.0.set(false);
    }
}

/// The cover. One button, named "Hidden. Press and hold to show"; the rest of the page is out of the tree while it is
/// up. Ways back: press and hold for a second; Enter or Space; two taps in a row. Esc twice hides from a keyboard.
#[component]
pub fn Cover() -> impl IntoView {
    let session = session();
    let hidden = expect_context::<Hidden>();
    let hold = StoredValue::new_local(None::<Timer>);
    let last_tap = StoredValue::new(0_i64);
    let last_esc = StoredValue::new(0_i64);
    let wall = move || session.now.with_untracked(|now| now.wall);
    let now_ms = || crate::edge::clock::now().wall.ms;

    let press = move |_| hold.set_value(Some(Timer::after(HOLD_MS, move || hidden.show())));
    let release = move || hold.set_value(None);
    let tap = move |event: ev::MouseEvent| {
        // A key press arrives as a click without a pointer: it shows at once.
        let twice = now_ms() - last_tap.get_value() < TWICE_MS;
        last_tap.set_value(now_ms());
        if event.detail() == 0 || twice {
            hidden.show();
        }
    };
    let keys = window_event_listener(ev::keydown, move |event| {
        if event.key() == "Escape" {
            let twice = now_ms() - last_esc.get_value() < TWICE_MS * 2;
            last_esc.set_value(now_ms());
            if twice && !hidden.0.get_untracked() {
                hidden.hide();
            }
        }
    });
    on_cleanup(move || keys.remove());
    Effect::new(move |_| {
        if hidden.0.get() {
            page::focus("cover");
        }
    });
    view! {
        <Show when=move || hidden.0.get()>
            <div class="covered" on:contextmenu=|event| event.prevent_default()>
                <button
                    id="cover"
                    class="cover"
                    type="button"
                    aria-label="Hidden. Press and hold to show"
                    on:pointerdown=press
                    on:pointerup=move |_| release()
                    on:pointercancel=move |_| release()
                    on:pointerleave=move |_| release()
                    on:click=tap
                >
                    <span aria-hidden="true">
                        <span class="big">{move || { session.now.track(); wall().hh_mm() }}</span>
                        <small>{move || { session.now.track(); page::long_date(wall().ms) }}</small>
                    </span>
                    <span class="hint" aria-hidden="true">"Press and hold"</span>
                </button>
            </div>
        </Show>
    }
}
