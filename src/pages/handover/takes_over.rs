//! Who takes over: what is checked before, and what is noted when the child is with them.
use gh_core::case::{HandedOver, Kind, Receiver};
use gh_core::handover::{
    ACTION, GIVER, IDENTITY, RANG_BACK, TO_NAME, TO_NUMBER, TO_ROLE, TOLD_CHILD, giver, may_hold_the_place,
    noted_already, receiver,
};
use gh_core::hour::track;
use gh_core::record::{Field, FieldKind, PLACE_NOW, field};
use gh_wire::id::Id;
use leptos::prelude::*;

use crate::components::{Chips, Icon, Sort, TypedField, icon};
use crate::edge::page as edge;
use crate::live::{live, memo};
use crate::pages::record::{choice, fact_draft};
use crate::session::{Session, session};

/// The one answer about the place.
pub(super) const PUT_IN: &str = "Put it in";

/// What is written down about the one who takes over, in the order of the talk at the door.
const ASKED: [&str; 6] = [TO_NAME, TO_ROLE, TO_NUMBER, IDENTITY, RANG_BACK, TOLD_CHILD];

/// The form. Each change is stored as it is made, and stands on the sheet at once.
#[component]
pub fn TakesOver(
    /// The case.
    case: Id,
    /// Whether the place is to be put into this sheet.
    place: RwSignal<Vec<String>>,
    /// The sheet holds the place.
    with_place: Memo<bool>,
) -> impl IntoView {
    let session = session();
    let fields = ASKED.into_iter().filter_map(field).map(|field| asked(session, case, field)).collect_view();
    let place_is = memo(move || {
        let case = session.case_of(case)?;
        case.state.fact(PLACE_NOW).is_some().then(|| may_hold_the_place(&case.state))
    });
    let problem = RwSignal::new("");
    let handed = move |_| {
        let Some(now) = session.find(case) else { return };
        let to = receiver(&now.state, with_place.get_untracked());
        if to.name.is_empty() && to.role.is_empty() {
            // A second tap is no second handing over.
            if let Some(given) = now.state.with_whom() {
                session.say(format!("Noted already: handed over to {} at {}.", given.to.who(), given.at.hh_mm()));
                return;
            }
            problem.set("Write down who takes over first: a name, or a role.");
            edge::focus_soon("m16-name");
            return;
        }
        if let Some(given) = noted_already(&now.state, &to) {
            session.say(format!("Noted already: handed over to {} at {}.", to.who(), given.at.hh_mm()));
            return;
        }
        problem.set("");
        session.say(format!("Noted: handed over to {}.", to.who()));
        note_handed(session, case, to);
    };
    let given = memo(move || session.case_of(case).map_or(Vec::new(), |case| case.state.handed_over.clone()));
    view! {
        <section class="flow noprint" aria-labelledby="who">
            <h2 class="head" id="who">"Who takes over"</h2>
            {checks(session)}
            <form class="flow sheet" novalidate on:submit=|event: leptos::ev::SubmitEvent| event.prevent_default()>
                {fields}
                {live(move || match place_is.get() {
                    Some(true) => view! {
                        <Chips id="place".to_owned() legend="Where the child is" options=vec![(PUT_IN.to_owned(), PUT_IN.to_owned())]
                            chosen=place pick=Callback::new(move |chosen| place.set(chosen))/>
                        <p class="quiet">"It is kept apart, and put in for now only. Do it if the person named above needs it."</p>
                    }.into_any(),
                    Some(false) => {
                        view! { <p class="quiet">"Where the child is can be put in once you have written who takes over."</p> }.into_any()
                    }
                    None => ().into_any(),
                })}
                <p role="alert">{live(move || Some(problem.get()).filter(|words| !words.is_empty()).map(|words| view! { <b>{words}</b> }))}</p>
                <div class="btns">
                    <button class="btn main" type="button" on:click=handed>"The child is with them now"</button>
                </div>
            </form>
            {live(move || (!given.with(Vec::is_empty)).then(|| view! {
                <p class="quiet">"The fields above are empty for the next person. To correct what is noted, undo it: the fields fill again."</p>
            }))}
            <ul class="rows">{live(move || given.get().into_iter().map(|given| row(session, case, given)).collect_view())}</ul>
        </section>
    }
}

/// Notes that the case was handed over, now.
pub(super) fn note_handed(session: Session, case: Id, to: Receiver) {
    if let Some(now) = session.find(case) {
        let value = session.profile.with_untracked(|profile| giver(&now.state, profile));
        if now.state.fact(GIVER).unwrap_or_default() != value {
            session.note_in(case, Kind::Fact { field: GIVER.to_owned(), value });
        }
    }
    session.note_in(case, Kind::HandedOver { to });
}

/// How to hand over, in the words of the role's own step.
fn checks(session: Session) -> Option<impl IntoView> {
    let role = session.case().and_then(|case| case.state.role).or_else(|| session.role());
    session.guidance.with_untracked(|guidance| {
        let step = track(&guidance.pack, role).iter().find(|step| step.does(ACTION))?;
        let lines = std::iter::once(&step.why).chain(&step.how).chain(&step.do_not);
        let lines = lines.map(|line| view! { <li>{line.text.clone()}</li> }).collect_view();
        Some(view! {
            <ul class="how">{lines}</ul>
            <p><a href=format!("/step/{}", step.id)>{step.title.clone()}</a></p>
        })
    })
}

pub(super) fn asked(session: Session, case: Id, field: &'static Field) -> AnyView {
    if let FieldKind::Choice(options) = field.kind {
        return choice(session, case, field, options).into_any();
    }
    let sort = match field.kind {
        FieldKind::Phone => Sort::Phone,
        FieldKind::Text => Sort::Text,
        _ => Sort::Line,
    };
    let draft = fact_draft(session, case, field);
    view! { <TypedField id=field.id.replace('.', "-") label=field.label hint=field.hint sort draft/> }.into_any()
}

/// A handing over that was noted, with its Undo.
fn row(session: Session, case: Id, given: HandedOver) -> impl IntoView {
    let HandedOver { event, to, at, .. } = given;
    let (who, at) = (to.who().to_owned(), at.hh_mm());
    let seen = match to.identity.as_str() {
        "Yes" => "You saw their card.",
        "No" => "You did not see their card.",
        _ => "Not noted whether you saw their card.",
    };
    let rang = match to.rang_back.as_str() {
        "Yes" => " Their office was rung back.",
        "No" => " Their office was not rung back.",
        _ => "",
    };
    let name = who.clone();
    let undo = move |_| {
        session.note_in(case, Kind::Undone { event });
        session.say("Undone");
        edge::focus_soon("title");
    };
    view! {
        <li><div class="item">
            <span><b>"Handed over to "<bdi>{who}</bdi>" at "<time>{at}</time></b><span class="quiet">{seen}{rang}</span></span>
            <button class="linkish" type="button" on:click=undo>
                {icon(Icon::Undo)}"Undo"<span class="vh">" handing over to "{name}</span>
            </button>
        </div></li>
    }
}
