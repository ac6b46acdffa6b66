//! Giving the case to another phone, by codes on the screens.
use gh_core::handover::{TO_NAME, give, may_hold_the_place, receiver};
use gh_core::record::{PLACE_NOW, field};
use gh_wire::id::Id;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::codes::{Link, WORDS_DIFFER, hint, over, readiness, screens, tell, three};
use super::takes_over::{PUT_IN, asked, note_handed};
use crate::components::{Back, Chips};
use crate::edge::codes::{Answer, GIVER_RANDOM};
use crate::edge::{clock, entropy, page as edge};
use crate::live::{live, memo};
use crate::pages::record::of_the_open_case;
use crate::session::{Session, session};

/// How far it is.
#[derive(Clone, PartialEq)]
enum Stage {
    /// To whom, and whether with the place.
    Name,
    /// This screen shows the offer.
    Offer,
    /// The camera looks for the other phone's key.
    Invitation,
    /// Both screens show three words.
    Compare([String; 3]),
    /// Frames run; so many are needed at the least.
    Frames(u32),
    /// The camera looks for the acknowledgement.
    Answer(u32),
    /// The other phone has kept it.
    Kept(String),
    /// It ended, and why.
    Over(&'static str),
}

impl Stage {
    /// Its heading, and what a screen reader is told when it comes.
    const fn says(&self) -> &'static str {
        match self {
            Self::Name => "Who takes over",
            Self::Offer => "1 of 4. Show them this code",
            Self::Invitation => "2 of 4. Point your camera at their code",
            Self::Compare(_) => "3 of 4. Same three words?",
            Self::Frames(_) => "4 of 4. Show them the moving code",
            Self::Answer(_) => "Point your camera at their last code",
            Self::Kept(_) => "They have it",
            Self::Over(_) => "It has ended",
        }
    }
}

/// The page.
#[component]
pub fn Give() -> impl IntoView {
    of_the_open_case("Give it to another phone", |case| view! { <OfCase case/> }.into_any())
}

/// What the steps of the walk share.
#[derive(Clone, Copy)]
struct Walk {
    session: Session,
    case: Id,
    link: Link,
    stage: RwSignal<Stage>,
    place: RwSignal<Vec<String>>,
    shown: RwSignal<u32>,
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

    /// The name is written: a new handover, with new keys.
    fn begin(self) {
        if !self.link.begins() {
            return;
        }
        spawn_local(async move {
            if !self.link.start().await {
                return self.ends("The part that reads codes is not on this phone yet. It needs a signal once.");
            }
            let (Some(hand), Ok(random)) = (self.link.hand(), entropy::bytes::<GIVER_RANDOM>()) else {
                return self.ends("This phone gives no random numbers, so nothing can be locked. Share the sheet.");
            };
            match hand.give(&random).await {
                Answer::Code(_) => {
                    self.goes(Stage::Offer);
                    self.link.show();
                }
                answer => self.ends(self.link.refused(&answer).unwrap_or(STOPPED)),
            }
        });
    }

    fn look_for_their_key(self) {
        self.goes(Stage::Invitation);
        self.link.look(move |answer| match answer {
            Answer::Compare(words) => {
                self.goes(Stage::Compare(words));
                self.link.show();
                true
            }
            other => self.is_over(&other),
        });
    }

    /// The person has compared the words: only now anything is locked and shown.
    fn words_are_the_same(self) {
        let Some(now) = self.session.find(self.case) else { return };
        let with_place = self.with_place();
        let to = receiver(&now.state, with_place).who().to_owned();
        let given = give(&now.log, &now.state, self.session.actor(self.case), &to, clock::now(), with_place);
        spawn_local(async move {
            let Some(hand) = self.link.hand() else { return };
            match hand.same(&given).await {
                Answer::Sealed { needed } => self.show_frames(needed),
                // A second tap finds the frames running.
                answer => drop(self.is_over(&answer)),
            }
        });
    }

    fn show_frames(self, needed: u32) {
        self.goes(Stage::Frames(needed));
        self.link.run(self.shown);
    }

    fn look_for_their_answer(self, needed: u32) {
        self.goes(Stage::Answer(needed));
        self.link.look(move |answer| match answer {
            Answer::Kept => {
                self.has_it();
                true
            }
            other => self.is_over(&other),
        });
    }

    /// The other phone has kept exactly what was given.
    fn has_it(self) {
        self.link.end();
        if let Some(now) = self.session.find(self.case) {
            let to = receiver(&now.state, self.with_place());
            self.goes(Stage::Kept(to.who().to_owned()));
            note_handed(self.session, self.case, to);
        }
    }

    /// What a person who stops is told.
    fn stopped(self) -> &'static str {
        match self.stage.get_untracked() {
            Stage::Frames(_) | Stage::Answer(_) => "Stopped. Their screen says whether they have it.",
            _ => "Stopped. Nothing was given.",
        }
    }

    fn is_over(self, answer: &Answer) -> bool {
        let why = self.link.refused(answer);
        why.into_iter().for_each(|why| self.ends(why));
        why.is_some()
    }

    fn with_place(self) -> bool {
        let may = self.session.find(self.case).is_some_and(|case| may_hold_the_place(&case.state));
        may && self.place.with_untracked(|place| !place.is_empty())
    }
}

/// What has no better words.
const STOPPED: &str = "It stopped. Nothing was lost. Start again on both phones.";

#[component]
fn OfCase(case: Id) -> impl IntoView {
    let session = session();
    let walk = Walk {
        session,
        case,
        link: Link::new(),
        stage: RwSignal::new(Stage::Name),
        place: RwSignal::new(Vec::new()),
        shown: RwSignal::new(0),
    };
    let again = move || match walk.stage.get_untracked() {
        Stage::Invitation => walk.look_for_their_key(),
        Stage::Answer(needed) => walk.look_for_their_answer(needed),
        _ => {}
    };
    let names = memo(move || walk.stage.with(|stage| *stage == Stage::Name));
    // The code is the page then: what stands around it would push it off the screen.
    let walks = memo(move || !walk.stage.with(|stage| matches!(stage, Stage::Name | Stage::Kept(_) | Stage::Over(_))));
    view! {
        <main id="main" class="codes" class:compare=move || walk.stage.with(|stage| matches!(stage, Stage::Compare(_)))>
            <div hidden=move || walks.get()><Back href="/handover">"Handover sheet"</Back></div>
            <h1 id="title" tabindex="-1" class:vh=move || walks.get()>"Give it to another phone"</h1>
            <section class="flow" aria-labelledby="look">
                <h2 class="head" id="look" tabindex="-1">{move || walk.stage.with(Stage::says)}</h2>
                {live(move || names.get().then(|| view! { <Name walk/> }))}
                {live(move || match walk.stage.get() {
                    Stage::Compare(words) => Some(three(words)),
                    _ => None,
                })}
                {screens(walk.link, again)}
                {live(move || (!walks.get()).then(|| about(walk)))}
                {live(move || after(walk))}
                {live(move || walks.get().then(|| about(walk)))}
                {hint(walk.link)}
                {live(move || walks.get().then(|| view! {
                    <button class="linkish" type="button" on:click=move |_| walk.ends(walk.stopped())>"Stop"</button>
                }))}
            </section>
        </main>
    }
}

/// To whom it goes, and whether with the place.
#[component]
fn Name(walk: Walk) -> impl IntoView {
    let Walk { session, case, place, .. } = walk;
    let place_is = memo(move || {
        let case = session.case_of(case)?;
        case.state.fact(PLACE_NOW).is_some().then(|| may_hold_the_place(&case.state))
    });
    let problem = RwSignal::new("");
    let begin = move |_| {
        if !session.find(case).is_some_and(|case| may_hold_the_place(&case.state)) {
            problem.set("Write the name of the person who takes over first.");
            return edge::focus_soon("m16-name");
        }
        problem.set("");
        walk.begin();
    };
    view! {
        <p>"The two phones show each other codes and read them with their cameras. It needs no signal. Stand beside each other."</p>
        {readiness()}
        <form class="flow sheet" novalidate on:submit=|event: leptos::ev::SubmitEvent| event.prevent_default()>
            {field(TO_NAME).map(|field| asked(session, case, field))}
            {live(move || match place_is.get() {
                Some(true) => view! {
                    <Chips id="place".to_owned() legend="Where the child is" options=vec![(PUT_IN.to_owned(), PUT_IN.to_owned())]
                        chosen=place pick=Callback::new(move |chosen| place.set(chosen))/>
                    <p class="quiet">"It stays on this phone unless you put it in. Do it if the person named above needs it."</p>
                }.into_any(),
                Some(false) => {
                    view! { <p class="quiet">"Where the child is can be put in once you have written who takes over."</p> }.into_any()
                }
                None => ().into_any(),
            })}
            <p role="alert">{live(move || Some(problem.get()).filter(|words| !words.is_empty()).map(|words| view! { <b>{words}</b> }))}</p>
            <p>"On the other phone: "<b>"Menu"</b>", then "<b>"Take over from another phone"</b>"."</p>
            <div class="btns"><button class="btn main" type="button" on:click=begin>"Begin"</button></div>
        </form>
    }
}

/// What comes next, or what has come of it.
fn about(walk: Walk) -> impl IntoView {
    live(move || {
        match walk.stage.get() {
        Stage::Name => ().into_any(),
        Stage::Offer => view! { <p>"Their camera reads it. Then their screen shows a code."</p> }.into_any(),
        Stage::Invitation => view! { <p>"Hold the phones a hand apart. Three words come by themselves."</p> }.into_any(),
        Stage::Compare(_) => view! {
            <p>"Their camera reads this code. Then their screen has three words too. Read them to each other."</p>
        }
        .into_any(),
        Stage::Frames(needed) => view! {
            <p>"Keep both phones still. "{move || format!("{} shown. They need {needed} or more.", walk.shown.get())}</p>
            <progress aria-hidden="true" max=needed.saturating_add(2) prop:value=move || walk.shown.get()></progress>
        }
        .into_any(),
        Stage::Answer(_) => view! { <p>"It tells this phone that they have kept it."</p> }.into_any(),
        Stage::Kept(to) => view! {
            <p>"The record is kept on the phone of "<bdi>{to}</bdi>". It is noted that you handed over. Your own record stays here."</p>
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
        Stage::Name | Stage::Invitation => ().into_any(),
        Stage::Offer => view! {
            <div class="btns">{button("Their screen shows a code", Box::new(move || walk.look_for_their_key()), true)}</div>
        }
        .into_any(),
        Stage::Compare(_) => {
            // Whoever confirms before the other phone has words takes the code away from it, and has compared nothing.
            let there = RwSignal::new(false);
            let buttons = move || {
                if there.get() {
                    view! {
                        {button("The words are the same", Box::new(move || walk.words_are_the_same()), true)}
                        {button("They differ", Box::new(move || walk.ends(WORDS_DIFFER)), false)}
                    }
                    .into_any()
                } else {
                    button("Their screen shows three words", Box::new(move || there.set(true)), true).into_any()
                }
            };
            view! { <div class="btns">{live(buttons)}</div> }.into_any()
        }
        Stage::Frames(needed) => view! {
            <div class="btns">{button("Their screen says: All here", Box::new(move || walk.look_for_their_answer(needed)), true)}</div>
        }
        .into_any(),
        Stage::Answer(needed) => view! {
            <div class="btns">{button("Back to the moving code", Box::new(move || walk.show_frames(needed)), false)}</div>
        }
        .into_any(),
        Stage::Kept(_) => view! { <div class="btns"><a class="btn main" href="/handover">"Handover sheet"</a></div> }.into_any(),
        Stage::Over(why) => over(why, move || walk.goes(Stage::Name)).into_any(),
    }
}
