//! Taking: what it will show, the child's yes or no, then the camera.
use gh_core::case::{Consent, Kind, Shows};
use gh_core::photos::{SAID_NO, TAKEN};
use gh_wire::id::Id;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::keep::{self, NotKept};
use crate::components::Chips;
use crate::edge::camera::Camera;
use crate::edge::still::{self, Source};
use crate::edge::timer::sleep;
use crate::edge::{listen::Listener, page};
use crate::live::live;
use crate::session::{Session, session};

/// The size of picture that is asked for, in pixels: more is drawn smaller.
const WIDTH: f64 = 1920.0;
const HEIGHT: f64 = 1440.0;
const SEEN: &str = "seen";
const YES: &str = "Yes";
const NO: &str = "No";

/// Where the camera is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Lens {
    Closed,
    Asked,
    Open,
    /// This browser gives none to the page: the phone's own camera app is the way.
    Refused,
}

/// The camera of this page. It is shut when the page is left, out of sight, or behind the cover.
#[derive(Clone, Copy)]
struct Eye {
    lens: RwSignal<Lens>,
    camera: StoredValue<Option<Camera>, LocalStorage>,
}

impl Eye {
    fn new() -> Self {
        let eye = Self { lens: RwSignal::new(Lens::Closed), camera: StoredValue::new_local(None) };
        let close = move || eye.close();
        let listeners = [page::on_hidden(close), still::on_covered(close)];
        let listeners: StoredValue<[Option<Listener>; 2], LocalStorage> = StoredValue::new_local(listeners);
        on_cleanup(move || {
            listeners.try_set_value([None, None]);
            eye.close();
        });
        eye
    }

    fn close(self) {
        // Dropped, it stops.
        self.camera.try_set_value(None);
        if self.lens.try_get_untracked().is_some_and(|lens| lens != Lens::Refused) {
            self.lens.try_set(Lens::Closed);
        }
    }

    fn open(self) {
        self.lens.set(Lens::Asked);
        spawn_local(async move {
            let camera = Camera::open(WIDTH, HEIGHT).await;
            // The page was left or covered while the browser asked: the camera is dropped, and stops.
            if self.lens.try_get_untracked() != Some(Lens::Asked) {
                return;
            }
            let Ok(mut camera) = camera else { return self.lens.set(Lens::Refused) };
            self.lens.set(Lens::Open);
            // Its element is there once this turn is over.
            sleep(0).await;
            if camera.show(SEEN).await.is_err() {
                self.close();
            } else if self.lens.try_get_untracked() == Some(Lens::Open) {
                self.camera.try_set_value(Some(camera));
            }
        });
    }
}

/// The form.
#[component]
pub(super) fn Take(
    /// The case.
    case: Id,
    /// The child has said no.
    refused: Memo<bool>,
    /// What came of the last try.
    told: RwSignal<String>,
) -> impl IntoView {
    let session = session();
    let eye = Eye::new();
    let shows = RwSignal::new(Vec::<String>::new());
    let said = RwSignal::new(Vec::<String>::new());
    let what = move || shows.with(|shows| Shows::ALL.into_iter().find(|each| shows.contains(&each.word().to_owned())));
    let options = Shows::ALL.map(|each| (each.word().to_owned(), each.word().to_owned())).to_vec();
    let pick_what = Callback::new(move |chosen| {
        eye.close();
        said.set(Vec::new());
        told.set(String::new());
        shows.set(chosen);
    });
    let pick_said = Callback::new(move |chosen: Vec<String>| {
        if chosen.iter().any(|answer| answer == NO) {
            eye.close();
            session.note_in(case, Kind::Fact { field: TAKEN.to_owned(), value: SAID_NO.to_owned() });
            told.set("Noted: the child said no.".to_owned());
            shows.set(Vec::new());
        }
        said.set(chosen);
    });
    // What may be taken now, and with which word of the child. Tracked.
    let may = move || {
        let shows = what()?;
        if !shows.asks_the_child() {
            return Some((shows, Consent::NotAsked));
        }
        let yes = said.with(|said| said.iter().any(|answer| answer == YES));
        (yes && !refused.get()).then_some((shows, Consent::Yes))
    };
    let asks = move || what().is_some_and(Shows::asks_the_child) && !refused.get();
    view! {
        <form class="flow sheet" novalidate on:submit=|event: leptos::ev::SubmitEvent| event.prevent_default()>
            <Chips id="shows".to_owned() legend="What will it show?" options chosen=shows pick=pick_what/>
            {live(move || asks().then(|| view! {
                <Chips id="child-said".to_owned() legend="What did the child say?"
                    options=vec![(YES.to_owned(), YES.to_owned()), (NO.to_owned(), NO.to_owned())] chosen=said pick=pick_said stays=true/>
            }))}
            {live(move || may().map(|(shows, consent)| lens(session, case, shows, consent, eye, told)))}
        </form>
    }
}

/// The camera as it stands. Tracked.
fn lens(session: Session, case: Id, shows: Shows, consent: Consent, eye: Eye, told: RwSignal<String>) -> AnyView {
    let keep = move |source: Source| {
        told.set("Keeping it.".to_owned());
        keep::keep(session, case, shows, consent, source, move |kept| {
            told.try_set(kept.map_or_else(|why| why.to_string(), |()| "Kept on this phone.".to_owned()));
        });
    };
    let take = move |_| match still::seen_in(SEEN) {
        Ok(source) => keep(source),
        Err(why) => told.set(NotKept::from(why).to_string()),
    };
    let chosen = move |event: leptos::ev::Event| {
        let Some(file) = still::picked(&event) else { return };
        spawn_local(async move {
            match still::read(&file).await {
                Ok(source) => keep(source),
                Err(why) => drop(told.try_set(NotKept::from(why).to_string())),
            }
        });
    };
    match eye.lens.get() {
        Lens::Closed => view! {
            <div class="btns"><button class="btn main" type="button" on:click=move |_| eye.open()>"Open the camera"</button></div>
        }
        .into_any(),
        Lens::Asked => view! { <p>"Your phone may ask whether this app may use the camera. Allow it."</p> }.into_any(),
        Lens::Open => view! {
            <video class="picture" id=SEEN playsinline="" prop:muted=true aria-label="What the camera sees"></video>
            <div class="btns">
                <button class="btn main" type="button" on:click=take>"Take the picture"</button>
                <button class="btn plain" type="button" on:click=move |_| eye.close()>"Close the camera"</button>
            </div>
        }
        .into_any(),
        Lens::Refused => view! {
            <div class="field">
                <label for="file">"Use the phone’s own camera"</label>
                <p class="quiet" id="file-hint">
                    "The camera did not open in this app. The phone’s own camera may keep a copy. Delete that copy, in the gallery and in the cloud."
                </p>
                <input id="file" type="file" accept="image/*" capture="environment" aria-describedby="file-hint" on:change=chosen/>
            </div>
            <div class="btns"><button class="btn plain" type="button" on:click=move |_| eye.open()>"Try the camera again"</button></div>
        }
        .into_any(),
    }
}
