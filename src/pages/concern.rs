//! "I have a concern": a record with no hour. The call comes first; an empty visit leaves nothing.
use std::sync::Arc;

use gh_core::asked::me;
use gh_core::case::Kind;
use gh_core::guide::{CallTarget, Role};
use gh_core::record::GUESS;
use gh_wire::id::Id;
use gh_wire::submission::Occasion;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use crate::components::{Back, CallBlocks, Chips, Draft, Icon, NotSaved, SavedLine, Sort, TypedField, icon, page};
use crate::edge::{self, clock};
use crate::live::{live, memo};
use crate::session::{Case, Session, session};

const KNOW: &str = "know";
const CAN_GUESS: &str = "guess";
const NOT_KNOWN: &str = "not-known";

/// The case that this page writes in; none until something is typed.
#[derive(Clone, Copy)]
struct Writing {
    session: Session,
    case: RwSignal<Option<Id>>,
}

impl Writing {
    /// The concern that was begun and not sent is gone on with, after a new start too: the open one, else the newest.
    /// Any other case stays as it is.
    fn here(session: Session) -> Self {
        let unsent = |case: &Case| case.state.occasion == Occasion::Concern && case.state.sent.is_empty();
        let open = untrack(|| session.case()).filter(|case| unsent(case));
        let newest = || {
            let newer = |cases: &Vec<Arc<Case>>| {
                cases.iter().filter(|case| unsent(case)).max_by_key(|case| case.state.began.ms).cloned()
            };
            session.cases.with_untracked(newer)
        };
        // While an hour runs, Record is the hour's, so an older concern is opened from Records only.
        let runs = untrack(|| session.running()).is_some();
        let mine = open.or_else(|| if runs { None } else { newest() });
        if let Some(case) = &mine {
            session.current.set(Some(case.state.id));
        } else {
            session.current.set(untrack(|| session.running()).map(|case| case.state.id));
        }
        Self { session, case: RwSignal::new(mine.map(|case| case.state.id)) }
    }

    /// The case, begun now if this is the first word.
    fn case_now(self) -> Option<Id> {
        if self.case.get_untracked().is_none() {
            self.session.start_concern();
            self.case.set(self.session.current.get_untracked());
        }
        self.case.get_untracked()
    }

    fn note(self, kind: Kind) {
        if let Some(case) = self.case_now() {
            self.session.note_in(case, kind);
        }
    }

    fn write(self, field: &str, value: String) {
        // Nothing is begun by clearing what was never written.
        if !value.is_empty() || self.case.get_untracked().is_some() {
            self.note(Kind::Fact { field: field.to_owned(), value });
        }
    }

    /// What the case says now, tracked.
    fn fact(self, field: &str) -> String {
        let case = self.case.get().and_then(|id| self.session.case_of(id));
        case.and_then(|case| case.state.fact(field).map(str::to_owned)).unwrap_or_default()
    }

    /// Why the section is not known, tracked; empty if it is not marked.
    fn not_known(self, section: &str) -> String {
        let case = self.case.get().and_then(|id| self.session.case_of(id));
        case.and_then(|case| case.state.not_known.get(section).cloned()).unwrap_or_default()
    }
}

/// A concern. Who to call stands before the first field; a school is told to go to its safeguarding lead in person.
#[component]
pub fn Concern() -> impl IntoView {
    page("I have a concern");
    let session = session();
    let writing = RwSignal::new(Writing::here(session));
    let another = Callback::new(move |()| {
        session.current.set(untrack(|| session.running()).map(|case| case.state.id));
        writing.set(Writing { session, case: RwSignal::new(None) });
        edge::page::focus_soon("title");
    });
    move || {
        let here = writing.get();
        view! { <ConcernForm here another/> }
    }
}

#[component]
fn ConcernForm(here: Writing, another: Callback<()>) -> impl IntoView {
    let Writing { session, case } = here;
    let school = memo(move || session.role() == Some(Role::Education));
    let lead = CallTarget::OwnLead("Your safeguarding lead".to_owned());
    let why = Draft::new(
        Signal::derive(move || here.fact("m09.why")),
        Callback::new(move |words| here.write("m09.why", words)),
    );
    let place = Place::new(here);
    let drafts = vec![why, place.at, place.because];
    let settled = Signal::derive(move || why.settled() && place.settled());
    let told_options =
        ["Nobody yet", "I have called", "Not sure"].map(|word| (word.to_owned(), word.to_owned())).to_vec();
    let pick_told = Callback::new(move |chosen: Vec<String>| {
        here.write("m14.told", chosen.into_iter().next().unwrap_or_default());
    });
    let copy =
        Callback::new(move |()| format!("{}\nWhere the child is now: {}\n", why.text_now(), place.at.text_now()));
    let begun = case.get_untracked().and_then(|id| untrack(|| session.case_of(id)));
    let goes_on = begun.map(|begun| {
        let time = begun.state.began.hh_mm();
        view! {
            <p class="quiet">
                "This goes on with the concern that you began at "<time>{time}</time>". It stays in Records."
            </p>
            <button class="linkish" type="button" on:click=move |_| another.run(())>"Write about another child"</button>
        }
    });
    view! {
        <main id="main">
            <Back href="/">"Start"</Back>
            <div class="flow">
                <h1 id="title" tabindex="-1">"I have a concern"</h1>
                <p>"The child is not with you, so no hour runs. Write what worries you. Gaps are fine."</p>
                {goes_on}
            </div>
            {live(move || school.get().then(|| view! {
                <section class="flow" aria-labelledby="lead">
                    <h2 id="lead">"Tell your safeguarding lead first, in person"</h2>
                    <CallBlocks target=lead.clone()/>
                </section>
            }))}
            <div class="note time">
                {icon(Icon::Clock)}
                <p><b>"Is the child in danger now, or about to be moved?"</b>" Call before you write."</p>
                <div class="btns">
                    {live(move || session.area().map(|_| view! {
                        <CallBlocks target=CallTarget::Contact("emergency".to_owned())/>
                    }))}
                    <CallBlocks target=CallTarget::FrontDoor/>
                </div>
                <a class="linkish" href="/contacts">"More numbers"</a>
            </div>
            <form class="flow sheet" novalidate on:submit=|event: leptos::ev::SubmitEvent| event.prevent_default()>
                <TypedField id="concern-why".to_owned() label="What worries you?" sort=Sort::Text draft=why
                    hint="What you saw or heard, and when. If a child said it, write their words."/>
                {place.view()}
                <Chips id="concern-told".to_owned() legend="Does anyone else know?" options=told_options pick=pick_told
                    chosen=Signal::derive(move || one(&here.fact("m14.told")))/>
                {live(move || case.get().map(|case| view! {
                    <SavedLine case settled/>
                    <NotSaved case words=copy/>
                }))}
                <Onward here drafts/>
            </form>
        </main>
    }
}

/// The child of a concern has been found: the hour starts in this very case, and its words stay.
fn is_with_me(session: Session, case: Id) {
    let guidance = session.guidance.with_untracked(|guidance| guidance.name.clone());
    session.open_step.set(None);
    session.current.set(Some(case));
    let met_at = clock::now().wall;
    session.note_in(case, Kind::HourStarted { met_at, early_tap: false, guidance });
    let Some(open) = untrack(|| session.case_of(case)) else { return };
    // Whoever found the child may be somebody else than who wrote the concern.
    let me = session.profile.with_untracked(|profile| me(&open.state, profile));
    if open.state.role_by.as_ref().is_none_or(|(by, _)| me.is_another_than(by))
        && let role @ Some(_) = session.profile.with_untracked(gh_core::record::Profile::own_role)
    {
        session.note_in(case, Kind::RoleChosen { role });
    }
    // Where they are is not unknown any more. A guess stays as what it was.
    if open.state.not_known.contains_key("m01") {
        session.note_in(case, Kind::NotKnown { section: "m01".to_owned(), because: None });
    }
}

/// Goes to Now as soon as the hour runs there: the page then begins with its step, and the focus stays on that.
fn goes_once_it_runs(session: Session) -> Callback<()> {
    let navigate = StoredValue::new_local(use_navigate());
    let going = RwSignal::new(false);
    Effect::new(move |_| {
        if going.get() && session.running().is_some() {
            navigate.with_value(|navigate| navigate("/now", NavigateOptions::default()));
        }
    });
    Callback::new(move |()| going.set(true))
}

/// "The child is with me now", for a concern that was written before, and may have been sent. Nothing while an hour runs, or
/// where this case has had its own.
#[component]
pub fn WithMeNow(
    /// The case.
    case: Id,
) -> impl IntoView {
    let session = session();
    let goes = goes_once_it_runs(session);
    let may = memo(move || {
        let open = session.case_of(case).is_some_and(|case| case.state.occasion == Occasion::Concern);
        open && session.running().is_none()
    });
    let here = move |_| {
        is_with_me(session, case);
        goes.run(());
    };
    live(move || {
        may.get().then(|| {
            view! {
                <button class="btn plain" type="button" on:click=here>"The child is with me now"</button>
            }
        })
    })
}

/// Continue, and "The child is with me now", which starts the hour in this very case and keeps its words.
#[component]
fn Onward(here: Writing, drafts: Vec<Draft>) -> impl IntoView {
    let session = here.session;
    let navigate = StoredValue::new_local(use_navigate());
    let go = move |to: &str| navigate.with_value(|navigate| navigate(to, NavigateOptions::default()));
    let drafts = StoredValue::new(drafts);
    let flush = move || drafts.with_value(|drafts| drafts.iter().for_each(|draft| draft.flush()));
    let go_on = move |event: leptos::ev::MouseEvent| {
        event.prevent_default();
        flush();
        let case = here.case_now();
        session.current.set(case);
        go("/record");
    };
    let goes = goes_once_it_runs(session);
    let here_now = move |_| {
        flush();
        match here.case.get_untracked() {
            None => session.start_hour(),
            Some(case) => is_with_me(session, case),
        }
        goes.run(());
    };
    let runs = memo(move || session.running().is_some());
    view! {
        <div class="btns">
            <a class="btn main" href="/record" on:click=go_on>"Continue"</a>
            {live(move || if runs.get() {
                view! { <a class="btn plain" href="/now">"Go back to the child who is with you"</a> }.into_any()
            } else {
                view! { <button class="btn plain" type="button" on:click=here_now>"The child is with me now"</button> }
                    .into_any()
            })}
        </div>
    }
}

fn one(value: &str) -> Vec<String> {
    if value.is_empty() { Vec::new() } else { vec![value.to_owned()] }
}

/// "Where the child is now?": known, guessed, or not known, because.
#[derive(Clone, Copy)]
struct Place {
    here: Writing,
    choice: RwSignal<Vec<String>>,
    at: Draft,
    because: Draft,
}

impl Place {
    fn new(here: Writing) -> Self {
        let reason = Signal::derive(move || here.not_known("m01"));
        let first = match (untrack(|| here.fact("m01.now")), reason.get_untracked()) {
            (place, _) if place.starts_with(GUESS) => one(CAN_GUESS),
            (place, _) if !place.is_empty() => one(KNOW),
            (_, reason) if !reason.is_empty() => one(NOT_KNOWN),
            _ => Vec::new(),
        };
        let choice = RwSignal::new(first);
        let plain = Signal::derive(move || {
            let place = here.fact("m01.now");
            place.strip_prefix(GUESS).unwrap_or(&place).to_owned()
        });
        let write_place = Callback::new(move |place: String| here.write("m01.now", marked(&choice, &place)));
        let write_reason = Callback::new(move |words: String| {
            let because = Some(words).filter(|words| !words.is_empty());
            if because.is_some() || !reason.get_untracked().is_empty() {
                here.note(Kind::NotKnown { section: "m01".to_owned(), because });
            }
        });
        Self { here, choice, at: Draft::new(plain, write_place), because: Draft::new(reason, write_reason) }
    }

    /// What was written under another choice is written anew under this one; nothing is lost from the log.
    fn choose(self, chosen: Vec<String>) {
        self.choice.set(chosen.clone());
        let (here, place) = (self.here, self.at.text_now());
        let was = untrack(|| here.fact("m01.now"));
        let reason = untrack(|| here.not_known("m01"));
        let mark = |because| here.note(Kind::NotKnown { section: "m01".to_owned(), because });
        match chosen.first().map(String::as_str) {
            Some(NOT_KNOWN) => {
                if !was.is_empty() {
                    here.write("m01.now", String::new());
                }
                let because = self.because.text_now();
                if reason.is_empty() && !because.trim().is_empty() {
                    mark(Some(because));
                }
            }
            _ => {
                if !reason.is_empty() {
                    mark(None);
                }
                let now = if place.trim().is_empty() { String::new() } else { marked(&self.choice, &place) };
                if now != was {
                    here.write("m01.now", now);
                }
            }
        }
    }

    /// Whether the case has what stands in the field that is shown.
    fn settled(self) -> bool {
        match self.choice.with(|choice| choice.first().cloned()).as_deref() {
            None => true,
            Some(NOT_KNOWN) => self.because.settled(),
            Some(_) => self.at.settled(),
        }
    }

    fn view(self) -> impl IntoView {
        let options = [(KNOW, "I know"), (CAN_GUESS, "I can guess"), (NOT_KNOWN, "Not known")]
            .map(|(id, word)| (id.to_owned(), word.to_owned()))
            .to_vec();
        let pick = Callback::new(move |chosen| self.choose(chosen));
        let is = move |id: &str| self.choice.with(|choice| choice.first().is_some_and(|choice| choice == id));
        let somewhere = memo(move || is(KNOW) || is(CAN_GUESS));
        let nowhere = memo(move || is(NOT_KNOWN));
        view! {
            <Chips id="concern-place".to_owned() legend="Where is the child now?" options chosen=self.choice pick/>
            {live(move || somewhere.get().then(|| view! {
                <TypedField id="concern-at".to_owned() label="The place" sort=Sort::Text draft=self.at
                    hint="The exact place if you can. It is kept apart and shown to the desk only."/>
            }))}
            {live(move || nowhere.get().then(|| view! {
                <TypedField id="concern-because".to_owned() label="Why is it not known?" sort=Sort::Line
                    draft=self.because hint="A few words, such as: went home at 15:30."/>
            }))}
        }
    }
}

/// The place as it goes into the record: a guess says that it is one.
fn marked(choice: &RwSignal<Vec<String>>, place: &str) -> String {
    let guess = choice.with_untracked(|choice| choice.first().is_some_and(|choice| choice == CAN_GUESS));
    if guess && !place.is_empty() { format!("{GUESS}{place}") } else { place.to_owned() }
}
