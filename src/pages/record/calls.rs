//! The calls that were made from the app, each with what came of it.
use gh_core::case::{CallNoted, Kind};
use gh_core::record::{CallPart, also_written};
use gh_wire::id::Id;
use leptos::prelude::*;

use crate::components::{Chips, Draft, Icon, Sort, TypedField, icon};
use crate::live::{live, memo};
use crate::session::{Session, session};

/// The calls, oldest first. What a block noted by itself is not asked again.
#[component]
pub(super) fn Calls(
    /// The case.
    case: Id,
) -> impl IntoView {
    let session = session();
    let ids = memo(move || {
        let case = session.case_of(case);
        case.map_or(Vec::new(), |case| case.state.calls.iter().map(|call| call.event).collect::<Vec<_>>())
    });
    move || {
        let calls = ids.get().into_iter().map(|call| view! { <OneCall case call/> }).collect_view();
        if ids.with(Vec::is_empty) {
            view! { <p class="quiet">"Calls that you make with the blocks of this app are noted here by themselves."</p> }
                .into_any()
        } else {
            view! { <ul class="flow">{calls}</ul> }.into_any()
        }
    }
}

fn find(session: Session, case: Id, call: Id) -> Option<CallNoted> {
    session.case_of(case)?.state.calls.iter().find(|noted| noted.event == call).cloned()
}

const YES: &str = "Yes";
const NO: &str = "No answer";

/// One call: the time and the number as they were noted; who answered, the reference, what was agreed.
#[component]
fn OneCall(case: Id, call: Id) -> impl IntoView {
    let session = session();
    let noted = memo(move || find(session, case, call));
    let head = move || {
        noted.get().map(|call| view! { <b><time>{call.at.hh_mm()}</time>" "<bdi>{call.to}</bdi></b><span class="n">{call.number}</span> })
    };
    let answered = Signal::derive(move || match noted.get().and_then(|call| call.answered) {
        Some(true) => vec![YES.to_owned()],
        Some(false) => vec![NO.to_owned()],
        None => Vec::new(),
    });
    let pick = Callback::new(move |picked: Vec<String>| {
        if let Some(answer) = picked.first() {
            session.note_in(case, Kind::GotThrough { call, answered: answer == YES });
        }
    });
    let options = [YES, NO].map(|word| (word.to_owned(), word.to_owned())).to_vec();
    let fields = CallPart::ALL.map(|part| {
        let kept = Signal::derive(move || {
            session
                .case_of(case)
                .and_then(|case| case.state.fact(&part.field(call)).map(str::to_owned))
                .unwrap_or_default()
        });
        // Written once: what the record asks for as well goes there too.
        let save = move |value: String| {
            let also = untrack(|| {
                let (open, noted) = (session.case_of(case)?, find(session, case, call)?);
                Some(session.guidance.with(|guidance| {
                    session
                        .profile
                        .with(|profile| also_written(&guidance.pack, profile, &open.state, &noted, part, &value))
                }))
            });
            session.note_in(case, Kind::Fact { field: part.field(call), value });
            for (field, value) in also.unwrap_or_default() {
                session.note_in(case, Kind::Fact { field: field.to_owned(), value });
            }
        };
        let draft = Draft::new(kept, Callback::new(save));
        let sort = if part == CallPart::Agreed { Sort::Text } else { Sort::Line };
        view! { <TypedField id=part.field(call).replace('.', "-") label=part.label() sort draft/> }
    });
    view! {
        <li class="quote">
            <span class="split">{head}</span>
            <details class="more">
                <summary>
                    <span>"What came of it"{live(move || noted.get().map(|call| view! { <span class="vh">" at "{call.at.hh_mm()}</span> }))}</span>
                    {icon(Icon::Next)}
                </summary>
                <div class="flow">
                    <Chips id=format!("call-{call}") legend="Did you get through?" options chosen=answered pick stays=true/>
                    {fields.into_iter().collect_view()}
                </div>
            </details>
        </li>
    }
}
