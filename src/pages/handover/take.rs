//! Taking a case over from another phone, by codes on the screens.
use gh_core::handover::NotTaken;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::codes::{Link, WORDS_DIFFER, hint, over, readiness, screens, tell, three};
use crate::components::{Back, page};
use crate::edge::codes::{Answer, RECEIVER_RANDOM};
use crate::edge::{clock, entropy};
use crate::live::{live, memo};
use crate::session::{NotKept, Session, session};

/// How far it is.
#[derive(Clone, PartialEq)]
enum Stage {
    /// What is to come.
    Ready,
    /// The camera looks for the offer.
    Offer,
    /// This screen shows its key.
    Invitation,
    /// The camera looks for the giver's key.
    Answer,
    /// Both screens show three words.
    Compare([String; 3]),
    /// Pieces come.
    Pieces([String; 3]),
    /// All is here and goes into the vault.
    Saving,
    /// It lies in the vault, and this screen says so.
    Kept,
    /// It ended, and why.
    Over(&'static str),
}

impl Stage {
    /// Its heading, and what a screen reader is told when it comes.
    const fn says(&self) -> &'static str {
        match self {
            Self::Ready => "With no signal",
            Self::Offer => "1 of 4. Point your camera at their code",
            Self::Invitation => "2 of 4. Show them this code",
            Self::Answer => "3 of 4. Point your camera at their code",
            Self::Compare(_) => "3 of 4. Same three words?",
            Self::Pieces(_) => "4 of 4. Keep your camera on their code",
            Self::Saving => "All here. Saving",
            Self::Kept => "All here. Show them this code",
            Self::Over(_) => "Not taken over",
        }
    }
}

/// What the steps of the walk share.
#[derive(Clone, Copy)]
struct Walk {
    session: Session,
    link: Link,
    stage: RwSignal<Stage>,
    /// Pieces that have come, and about how many it takes.
    pieces: RwSignal<(u32, u32)>,
    /// When the words came, by the page's own clock: the giver reads theirs later.
    since_ms: StoredValue<i64>,
}

impl Walk {
    fn goes(self, stage: Stage) {
        let says = stage.says();
        if self.stage.try_set(stage).is_none() {
            tell(self.session, says);
        }
    }

    fn ends(self, why: &'static str) {
        self.link.end();
        self.goes(Stage::Over(why));
    }

    /// A new handover, with new keys.
    fn begin(self) {
        self.pieces.set((0, 0));
        if !self.link.begins() {
            return;
        }
        spawn_local(async move {
            if !self.link.start().await {
                return self.ends("The part that reads codes is not on this phone yet. It needs a signal once.");
            }
            let (Some(hand), Ok(random)) = (self.link.hand(), entropy::bytes::<RECEIVER_RANDOM>()) else {
                return self.ends("This phone gives no random numbers, so nothing can be locked.");
            };
            match hand.take(&random).await {
                Answer::NoCode => self.look_for_their_offer(),
                answer => self.ends(self.link.refused(&answer).unwrap_or("It stopped. Start again on both phones.")),
            }
        });
    }

    fn look_for_their_offer(self) {
        self.goes(Stage::Offer);
        self.link.look(move |answer| match answer {
            Answer::Offered => {
                self.goes(Stage::Invitation);
                self.link.show();
                true
            }
            other => self.is_over(&other),
        });
    }

    /// The camera stays on from their key to the last piece: one look.
    fn look_for_the_rest(self) {
        if !matches!(self.stage.get_untracked(), Stage::Compare(_) | Stage::Pieces(_)) {
            self.goes(Stage::Answer);
        }
        self.link.look(move |answer| match answer {
            Answer::Compare(words) => {
                self.since_ms.set_value(clock::now().mono_ms);
                self.goes(Stage::Compare(words));
                false
            }
            Answer::More { received, needed } => {
                if let Stage::Compare(words) = self.stage.get_untracked() {
                    self.goes(Stage::Pieces(words));
                }
                self.pieces.set((received, needed));
                false
            }
            Answer::All(given) => {
                self.keep(given);
                true
            }
            other => self.is_over(&other),
        });
    }

    /// Into the vault first, and only then onto the screen.
    fn keep(self, given: Vec<u8>) {
        self.goes(Stage::Saving);
        self.link.show();
        let waited = clock::now().mono_ms.saturating_sub(self.since_ms.get_value());
        spawn_local(async move {
            match self.session.take_over(&given, waited).await {
                Ok(_) => {
                    let Some(hand) = self.link.hand() else { return };
                    hand.has_kept().await;
                    self.goes(Stage::Kept);
                    self.link.show();
                }
                Err(why) => self.ends(in_words(why)),
            }
        });
    }

    fn is_over(self, answer: &Answer) -> bool {
        let why = self.link.refused(answer);
        why.into_iter().for_each(|why| self.ends(why));
        why.is_some()
    }
}

const fn in_words(why: NotKept) -> &'static str {
    match why {
        NotKept::NotTaken(NotTaken::Version) => "The other phone has another version of the app. Update both first.",
        NotKept::NotTaken(NotTaken::AnotherCase) => {
            "What came does not belong to the record that goes by its name here. Nothing was changed."
        }
        NotKept::NotTaken(NotTaken::Damaged | NotTaken::TooMuch) => {
            "What came is not a whole record. Nothing was kept."
        }
        NotKept::NotStored => {
            "This phone could not save it. The other phone still has all. Make room, and start again."
        }
    }
}

/// The page.
#[component]
pub fn Take() -> impl IntoView {
    page("Take over from another phone");
    let session = session();
    let walk = Walk {
        session,
        link: Link::new(),
        stage: RwSignal::new(Stage::Ready),
        pieces: RwSignal::new((0, 0)),
        since_ms: StoredValue::new(0),
    };
    let again = move || match walk.stage.get_untracked() {
        Stage::Offer => walk.look_for_their_offer(),
        // Their key counts once: what has come stays with the worker.
        Stage::Answer | Stage::Compare(_) | Stage::Pieces(_) => walk.look_for_the_rest(),
        _ => {}
    };
    let walks = memo(move || !walk.stage.with(|stage| matches!(stage, Stage::Ready | Stage::Over(_))));
    let may_stop = move || walks.get() && !walk.stage.with(|stage| matches!(stage, Stage::Saving | Stage::Kept));
    view! {
        <main id="main" class="codes">
            <div hidden=move || walks.get()><Back href="/menu">"Menu"</Back></div>
            <h1 id="title" tabindex="-1" class:vh=move || walks.get()>"Take over from another phone"</h1>
            <section class="flow" aria-labelledby="look">
                <h2 class="head" id="look" tabindex="-1">{move || walk.stage.with(Stage::says)}</h2>
                {live(move || match walk.stage.get() {
                    Stage::Compare(words) | Stage::Pieces(words) => Some(three(words)),
                    _ => None,
                })}
                {screens(walk.link, again)}
                {live(move || (!walks.get()).then(|| about(walk)))}
                {live(move || after(walk))}
                {live(move || walks.get().then(|| about(walk)))}
                {hint(walk.link)}
                {live(move || may_stop().then(|| view! {
                    <button class="linkish" type="button" on:click=move |_| walk.ends("Stopped. Nothing was taken over.")>"Stop"</button>
                }))}
            </section>
        </main>
    }
}

/// What comes next, or what has come of it.
fn about(walk: Walk) -> impl IntoView {
    live(move || {
        match walk.stage.get() {
        Stage::Ready => view! {
            <p>"The two phones show each other codes and read them with their cameras. It needs no signal. Stand beside each other."</p>
            {readiness()}
            <p>"On the other phone: "<b>"Handover sheet"</b>", then "<b>"Give it to another phone"</b>"."</p>
        }
        .into_any(),
        Stage::Offer => view! { <p>"Hold the phones a hand apart. Their screen shows it first."</p> }.into_any(),
        Stage::Invitation => view! { <p>"Their camera reads it. Then their screen shows three words."</p> }.into_any(),
        Stage::Answer => view! { <p>"Three words come on this screen too."</p> }.into_any(),
        Stage::Compare(_) => view! {
            <p>"Read them to each other. If they are the same, they tap it on their phone. Then keep your camera on their screen."</p>
        }
        .into_any(),
        Stage::Pieces(_) => {
            let pieces = walk.pieces;
            view! {
                <p>"Keep both phones still. "{move || { let (received, needed) = pieces.get(); format!("{received} of about {needed} pieces are here.") }}</p>
                <progress aria-hidden="true" prop:max=move || pieces.get().1.max(1) prop:value=move || pieces.get().0></progress>
            }
            .into_any()
        }
        Stage::Saving => view! { <p>"Wait a moment."</p> }.into_any(),
        Stage::Kept => view! {
            <p><b>"The record is saved on this phone."</b>" Their camera reads this code, and their screen says “They have it”."</p>
        }
        .into_any(),
        Stage::Over(_) => ().into_any(),
    }
    })
}

/// What can be done now.
fn after(walk: Walk) -> AnyView {
    let button = |words: &'static str, tapped: Box<dyn Fn() + Send>, main: bool| {
        let class = if main { "btn main" } else { "btn plain" };
        view! { <button class=class type="button" on:click=move |_| tapped()>{words}</button> }
    };
    match walk.stage.get() {
        Stage::Ready => {
            view! { <div class="btns">{button("Begin", Box::new(move || walk.begin()), true)}</div> }.into_any()
        }
        Stage::Invitation => view! {
            <div class="btns">{button("Their screen shows three words", Box::new(move || walk.look_for_the_rest()), true)}</div>
        }
        .into_any(),
        Stage::Compare(_) | Stage::Pieces(_) => view! {
            <div class="btns">{button("The words differ", Box::new(move || walk.ends(WORDS_DIFFER)), false)}</div>
        }
        .into_any(),
        Stage::Kept => view! {
            <div class="btns"><a class="btn main" href="/asked">"Their screen says: They have it"</a></div>
        }
        .into_any(),
        Stage::Over(why) => over(why, move || walk.goes(Stage::Ready)).into_any(),
        Stage::Offer | Stage::Answer | Stage::Saving => ().into_any(),
    }
}
