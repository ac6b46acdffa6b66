//! One number as a row.
use gh_core::case::Kind;
use gh_core::guide::{ContactStatus, Line, LineUse, Mark};
use leptos::prelude::*;

use crate::components::{Icon, icon, tel};
use crate::edge::page::has_phone;
use crate::session::session;

/// One row: who, what is known about the line, the number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Who answers.
    pub name: String,
    /// Hours, doubts, what to know first.
    pub about: String,
    /// The number as shown.
    pub number: String,
    /// A text message, not a call.
    pub text_only: bool,
}

impl Row {
    /// The row of a line. `name` is said instead of the line's own words where it is given.
    #[must_use]
    pub fn of(line: &Line, name: Option<&str>) -> Self {
        let who = name.unwrap_or(&line.who).to_owned();
        Self { about: about(line, &who), name: who, number: line.number.clone(), text_only: line.text_only }
    }

    /// A number that the person typed in Settings.
    #[must_use]
    pub fn typed(name: &str, number: &str) -> Self {
        Self { name: name.to_owned(), about: "Typed by you".to_owned(), number: number.to_owned(), text_only: false }
    }
}

/// When it is answered, how sure that is, and what to know first. Unconfirmed is never said as fact.
fn about(line: &Line, name: &str) -> String {
    let mut said: Vec<String> = Vec::new();
    if !line.who.is_empty() && line.who != name {
        said.push(line.who.clone());
    }
    match line.used {
        LineUse::Day => said.push("In the day".to_owned()),
        LineUse::OutOfHours => said.push("Evenings, nights, weekends, holidays".to_owned()),
        LineUse::Any => {}
    }
    if !line.hours.is_empty() {
        said.push(line.hours.clone());
        if line.hours_mark == Some(Mark::K) && !line.hours.contains("onfirmed") {
            said.push("Hours not confirmed".to_owned());
        }
    }
    said.extend(line.status.word().map(str::to_owned));
    if line.status != ContactStatus::Confirmed {
        said.push(read_date(&line.read_date));
    }
    if !line.note.is_empty() {
        said.push(line.note.clone());
    }
    said.iter().map(|part| part.trim_end_matches('.')).collect::<Vec<_>>().join(". ")
}

/// "Read April 2026"; some sources give no date, and then that is said.
fn read_date(date: &str) -> String {
    if date.starts_with("Undated") { "Its page gives no date".to_owned() } else { format!("Read {date}") }
}

/// The row as a list item. On a phone it is one link; elsewhere the number is plain text.
#[must_use]
pub fn row(row: Row) -> impl IntoView {
    let session = session();
    let Row { name, about, number, text_only } = row;
    let words = view! { <span><b>{name.clone()}</b></span> };
    let about = (!about.is_empty()).then(|| view! { <span class="quiet">{about}</span> });
    let shown = number.clone();
    let sort = if text_only { Icon::Say } else { Icon::Phone };
    let number_view = view! {
        <span class="num n">{icon(sort)}{text_only.then_some("Text ")}{shown}</span>
    };
    if !has_phone() {
        return view! { <li><div class="item tel">{words}{number_view}{about}</div></li> }.into_any();
    }
    let href = if text_only { tel(&number).replacen("tel:", "sms:", 1) } else { tel(&number) };
    let ring = move |_| {
        if !text_only {
            session.note(Kind::Rang { to: name.clone(), number: number.clone(), step: None });
        }
    };
    view! { <li><a class="tel" href=href on:click=ring>{words}{number_view}{about}</a></li> }.into_any()
}

/// Where each number was read, and when, behind one tap.
#[must_use]
pub fn read_in(lines: &[Line]) -> impl IntoView + use<> {
    let list: Vec<String> =
        lines.iter().map(|line| format!("{}: {}. {}.", line.number, line.read_in, line.read_date)).collect();
    (!list.is_empty()).then(|| {
        view! {
            <details class="more">
                <summary>"Where these numbers come from"{icon(Icon::Next)}</summary>
                <ul class="how quiet">{list.into_iter().map(|line| view! { <li>{line}</li> }).collect_view()}</ul>
            </details>
        }
    })
}
