//! The sheet for the national referral: what the record answers of the official form, to be copied, printed or saved. Nothing
//! is sent from here.
use gh_core::case::Kind;
use gh_core::guide::{FormInput, FormPage, FormQuestion};
use gh_core::hour::track;
use gh_core::nrm::{
    Answered, OPEN, Origin, SAME_FOR_ALL, SAYS, SAYS_SINCE, SheetPage, answer_field, option_word, sheet, text, to_json,
    why_field,
};
use gh_wire::id::Id;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::record::{field_draft, of_the_open_case, state_for_sheets};
use crate::components::{Back, Chips, Icon, Sort, ToShare, TypedField, icon, share};
use crate::edge::page as edge;
use crate::live::{live, memo};
use crate::session::{Session, session};

/// The core action of the national referral.
const REFER: &str = "A18";

/// The page.
#[component]
pub fn Nrm() -> impl IntoView {
    of_the_open_case("National referral", |case| view! { <Sheet case/> }.into_any())
}

/// One question as it is shown. It changes only when the answer does, so that what is typed elsewhere stays.
#[derive(Clone, PartialEq)]
struct Shown {
    key: String,
    answer: Option<(String, Origin)>,
    hint: Option<String>,
    older: bool,
    by: Option<String>,
    problem: Option<String>,
    open: bool,
}

fn shown(answered: &Answered<'_>) -> Shown {
    Shown {
        key: answered.question.key.clone(),
        answer: answered.answer.clone(),
        hint: answered.hint.clone(),
        older: answered.is_older,
        by: answered.by.clone(),
        problem: answered.problem.as_ref().map(ToString::to_string),
        open: answered.is_open(),
    }
}

/// The questions of a page that are worth showing: a list such as town 2 to town 10 only as far as it is filled.
fn worth_showing(answers: &[Answered<'_>]) -> Vec<Shown> {
    let next_of_a_list = |key: &str| key.rsplit_once('-').is_some_and(|(_, n)| n.parse::<u8>().is_ok_and(|n| n > 1));
    let before = std::iter::once(true).chain(answers.iter().map(|answered| answered.answer.is_some()));
    let worth = answers
        .iter()
        .zip(before)
        .filter(|(answered, before)| *before || answered.answer.is_some() || !next_of_a_list(&answered.question.key));
    worth.map(|(answered, _)| shown(answered)).collect()
}

/// The form, as the guidance that is in use has it; empty if it cannot be read there.
fn form(session: Session) -> Vec<FormPage> {
    session.guidance.with(|guidance| guidance.pack.form.read()).unwrap_or_default()
}

/// The sheet of this case, worked out by `of`. Tracked.
fn worked_out<T>(session: Session, case: Id, form: &[FormPage], of: impl FnOnce(&[SheetPage<'_>]) -> T) -> Option<T> {
    let case = session.case_of(case)?;
    Some(session.guidance.with(|guidance| {
        session.profile.with(|profile| of(&sheet(form, &guidance.pack, &state_for_sheets(session, &case), profile)))
    }))
}

#[component]
fn Sheet(case: Id) -> impl IntoView {
    let session = session();
    let form = untrack(|| form(session));
    let unread = form.is_empty();
    let form = StoredValue::new(form);
    let all = memo(move || {
        let all = |pages: &[SheetPage<'_>]| pages.iter().map(|page| worth_showing(&page.answers)).collect::<Vec<_>>();
        form.with_value(|form| worked_out(session, case, form, all)).unwrap_or_default()
    });
    let open = memo(move || all.with(|all| all.iter().flatten().filter(|shown| shown.open).count()));
    let pages = form.get_value().into_iter().enumerate().map(|(place, page)| {
        let keys = memo(move || {
            all.with(|all| {
                all.get(place).map_or(Vec::new(), |page| page.iter().map(|shown| shown.key.clone()).collect())
            })
        });
        let questions = StoredValue::new(page.question);
        let list = move || {
            let of = move |key: &String| questions.with_value(|all| all.iter().find(|q| q.key == *key).cloned());
            let one = move |question: FormQuestion| {
                let key = question.key.clone();
                let shown = memo(move || {
                    all.with(|all| all.get(place).and_then(|page| page.iter().find(|shown| shown.key == key).cloned()))
                });
                view! { <Question case question shown/> }
            };
            // By key: an answer that reveals a question must not close the one that is being answered.
            let children = move |key: String| of(&key).map(one);
            view! { <For each=move || keys.get() key=String::clone children/> }
        };
        view! {
            <div hidden=move || keys.with(Vec::is_empty)><section class="flow">
                <h2 class="head">{page.number}". "{page.title}</h2>
                {(!page.when.is_empty()).then(|| view! { <p class="quiet">{page.when}"."</p> })}
                {(!page.note.is_empty()).then(|| view! { <p class="quiet">{page.note}</p> })}
                <dl class="sum">{list}</dl>
            </section></div>
        }
    });
    let pages = pages.collect_view();
    let offered = RwSignal::new("");
    let save = move |_| {
        let bytes = untrack(|| form.with_value(|form| worked_out(session, case, form, to_json))).unwrap_or_default();
        let saved = edge::offer_file(&format!("national-referral-{case}.json"), "application/json", &bytes);
        let wrong = all.with_untracked(|all| all.iter().flatten().any(|shown| shown.problem.is_some()));
        offered.set(match (saved, wrong) {
            (true, false) => "The file is with your downloads.",
            (true, true) => "The file is with your downloads. Look at what is marked above: the form may refuse it.",
            (false, _) => "Could not make the file. Nothing is lost.",
        });
    };
    let print = move |_| {
        if !edge::print() {
            session.say("This phone cannot print. Copy the answers.");
        }
    };
    let share = move |_| {
        let answers = untrack(|| form.with_value(|form| worked_out(session, case, form, text))).unwrap_or_default();
        let text = format!(
            "What a record says for the national referral. It is not the form, and nothing has been sent.\n\n{answers}"
        );
        spawn_local(async move {
            offered.set(
                share(ToShare { name: "national-referral.txt", sort: "text/plain", file: &text, text: &text }).await,
            );
        });
    };
    view! {
        <main id="main">
            <Back href="/record">"Record"</Back>
            <div class="flow">
                <h1 id="title" tabindex="-1">"National referral"</h1>
                <p>"What this record says for each page of the official form. Read it, then fill in the form. Nothing is sent from here."</p>
                <p role="status">{live(move || match open.get() {
                    _ if unread => "The form’s questions cannot be read on this phone. Your record is safe. Take an update, or use the official form itself.".to_owned(),
                    0 => "Every answer that the form needs is here.".to_owned(),
                    1 => "1 answer that the form needs is not here yet. Gaps are fine: say why.".to_owned(),
                    open => format!("{open} answers that the form needs are not here yet. Gaps are fine: say why."),
                })}</p>
            </div>
            {who_sends(session)}
            {pages}
            <div class="btns noprint">
                <button class="btn" type="button" on:click=print>{icon(Icon::Print)}"Print this sheet"</button>
                <button class="btn plain" type="button" on:click=share>{icon(Icon::Share)}"Share the answers"</button>
                <button class="btn plain" type="button" on:click=save>"Save the answers as a file"</button>
            </div>
            <p class="quiet noprint">"The file is not locked: whoever has it can read it. Where the child is, is not in it."</p>
            <p class="quiet" role="status">{live(move || offered.get())}</p>
        </main>
    }
}

/// Who sends the form, in the words of the role's own step.
fn who_sends(session: Session) -> Option<impl IntoView> {
    let role = session.case().and_then(|case| case.state.role).or_else(|| session.role());
    session.guidance.with_untracked(|guidance| {
        let step = track(&guidance.pack, role).iter().find(|step| step.does(REFER))?;
        // The role's own step says what to do; who may send the form at all stands in the one for everybody.
        let everybody = track(&guidance.pack, None).iter().filter(|all| all.id == REFER && step.id != REFER);
        let lines = everybody.flat_map(|all| &all.how).chain(&step.how);
        let how = lines.map(|line| view! { <li>{line.text.clone()}</li> }).collect_view();
        Some(view! {
            <section class="flow noprint">
                <h2>"Who sends it"</h2>
                <ul class="how">{how}</ul>
                <p><a href=format!("/step/{}", step.id)>{step.title.clone()}</a></p>
            </section>
        })
    })
}

/// One question: what the form asks, the answer, Copy; where there is none, a place to write it, or why it is not known.
#[component]
fn Question(case: Id, question: FormQuestion, shown: Memo<Option<Shown>>) -> impl IntoView {
    let key = question.key.clone();
    let asks = question.asks.clone();
    let later = question.later.clone();
    let required = question.required;
    let chosen = matches!(question.r#type, FormInput::Radio | FormInput::Tick);
    let answer = memo(move || shown.with(|shown| shown.as_ref().and_then(|shown| shown.answer.clone())));
    let fixed = memo(move || matches!(answer.get(), Some((_, Origin::Form))));
    let hint = memo(move || shown.with(|shown| shown.as_ref().map(|shown| (shown.hint.clone(), shown.older))));
    let by = memo(move || shown.with(|shown| shown.as_ref().and_then(|shown| shown.by.clone())));
    let problem = memo(move || shown.with(|shown| shown.as_ref().and_then(|shown| shown.problem.clone())));
    let question = StoredValue::new(question);
    let copied = RwSignal::new("Copy");
    let copy = move |_| {
        let text = answer.get_untracked().map(|(text, _)| text).unwrap_or_default();
        spawn_local(async move {
            copied.set(if edge::copy_text(&text).await { "Copied" } else { "Could not copy" });
        });
    };
    let name = asks.clone();
    view! {
        <div id=key>
            <dt>{asks}{(!required).then(|| view! { <span class="quiet">" (if known)"</span> })}</dt>
            <dd>
                {live(move || match answer.get() {
                    Some((text, origin)) => view! {
                        <p><bdi>{if chosen { option_word(&text) } else { text }}</bdi></p>
                        {(origin == Origin::NotKnown).then(|| view! { <span class="quiet">"In your words"</span> })}
                        {(origin == Origin::Form).then(|| view! { <span class="quiet">{SAME_FOR_ALL}</span> })}
                    }.into_any(),
                    None if required => view! { <span class="miss">{OPEN}</span> }.into_any(),
                    None => view! { <span class="quiet">"Nothing written"</span> }.into_any(),
                })}
                {live(move || by.get().map(|by| view! { <p class="quiet">"Written by "<bdi>{by}</bdi></p> }))}
                {live(move || hint.get().map(|(words, older)| view! {
                    {words.map(|words| view! {
                        <p class=if older { "miss" } else { "quiet" }>{if older { SAYS_SINCE } else { SAYS }}": "<bdi>{words}</bdi></p>
                    })}
                    {older.then(|| still_right(case, question))}
                }))}
                {live(move || problem.get().map(|words| view! { <p class="miss">{words}</p> }))}
                {(!later.is_empty()).then(|| view! { <p class="quiet">{later.clone()}</p> })}
                {live(move || (!fixed.get()).then(|| write_here(case, question)))}
            </dd>
            <dd class="noprint">
                {live(move || {
                    let name = name.clone();
                    // What is chosen on the form is not pasted there.
                    (!chosen && answer.with(Option::is_some)).then(|| view! {
                        <button class="linkish" type="button" on:click=copy>
                            {live(move || copied.get())}<span class="vh">": "{name}</span>
                        </button>
                    })
                })}
            </dd>
        </div>
    }
}

/// The record was written on since the person answered: only they know whether the answer is still right.
fn still_right(case: Id, question: StoredValue<FormQuestion>) -> impl IntoView {
    let session = session();
    let (key, asks) = question.with_value(|question| (question.key.clone(), question.asks.clone()));
    let still = move |_| {
        let Some(state) = session.case_of(case).map(|case| case.state.clone()) else { return };
        for field in [answer_field(&key), why_field(&key)] {
            // The same answer once more: it then stands after what the record says.
            if let Some(value) = state.fact(&field).map(str::to_owned) {
                session.note_in(case, Kind::Fact { field, value });
            }
        }
        session.say("Noted: the answer is still right.");
    };
    view! {
        <button class="btn noprint" type="button" on:click=still>
            "The answer is still right"<span class="vh">": "{asks}</span>
        </button>
    }
}

/// "Answer it here": made when it is opened, since the form has many questions.
fn write_here(case: Id, question: StoredValue<FormQuestion>) -> impl IntoView {
    let open = RwSignal::new(false);
    let asks = question.with_value(|question| question.asks.clone());
    view! {
        <details class="more noprint" on:toggle=move |event| open.set(edge::is_open(&event))>
            <summary>"Answer it here"<span class="vh">": "{asks}</span></summary>
            {live(move || open.get().then(|| question.with_value(|question| view! { <Write case question=question.clone()/> })))}
        </details>
    }
}

#[component]
fn Write(case: Id, question: FormQuestion) -> impl IntoView {
    let session = session();
    let FormQuestion { key, asks, r#type, options, required, .. } = question;
    let words = matches!(r#type, FormInput::Text | FormInput::LongText);
    let field = answer_field(&key);
    let answer = match r#type {
        FormInput::Radio | FormInput::Tick => {
            let options = if r#type == FormInput::Tick { vec!["true".to_owned()] } else { options };
            let chosen_field = field.clone();
            let chosen = memo(move || {
                let value = session.case_of(case).and_then(|case| case.state.fact(&chosen_field).map(str::to_owned));
                value.into_iter().collect::<Vec<_>>()
            });
            let pick = Callback::new(move |chosen: Vec<String>| {
                let value = chosen.into_iter().next().unwrap_or_default();
                session.note_in(case, Kind::Fact { field: field.clone(), value });
            });
            let options = options.into_iter().map(|option| (option.clone(), option_word(&option))).collect();
            view! { <Chips id=format!("write-{key}") legend=asks options chosen pick/> }.into_any()
        }
        _ => {
            let sort = if r#type == FormInput::LongText { Sort::Text } else { Sort::Line };
            view! { <TypedField id=format!("write-{key}") label=asks sort draft=field_draft(session, case, field)/> }
                .into_any()
        }
    };
    let why = (words && required).then(|| {
        view! {
            <TypedField id=format!("why-{key}") label="Or why is it not known?" sort=Sort::Line
                hint="The form then says: Not known at first contact, and your words." draft=field_draft(session, case, why_field(&key))/>
        }
    });
    view! { <div class="flow sheet">{answer}{why}</div> }
}
