//! The sheet as it is shown and printed.
use gh_core::handover::{Body, Mark, PRIVATE, Part, READ_FIRST, Sheet, Side};
use leptos::prelude::*;

/// The sheet: one side of A4, and over the page what does not fit on it.
///
/// An `article` named by its own heading. Its parts are sections with headings; a line about the child is a term and what is
/// known; what was done is an ordered list in which "Could not" is a word and not only a dot.
pub fn paper(sheet: Sheet, at: String) -> impl IntoView {
    let Sheet { child, reference, asked, first, over } = sheet;
    let over = (!over.is_empty()).then(|| {
        view! {
            <div class="over">
                <p><b>"Over the page: "<bdi>{child.clone()}</bdi></b>" "<span class="quiet">{reference.clone()}</span></p>
                {over.into_iter().map(part).collect_view()}
            </div>
        }
    });
    view! {
        <article class="paper" aria-labelledby="sheet">
            <div class="split">
                <h2 class="name" id="sheet">"Handover: "<bdi>{child}</bdi></h2>
                <span class="quiet">{reference}", "{at}</span>
            </div>
            {asked.then(|| view! { <p class="lead">{READ_FIRST}</p> })}
            <div class="cols">{first.into_iter().map(part).collect_view()}</div>
            <p class="quiet">{PRIVATE}</p>
            {over}
        </article>
    }
}

fn part(part: Part) -> impl IntoView {
    let Part { title, side, body, more } = part;
    let side = match side {
        Side::Left => "left",
        Side::Right => "right",
        Side::Wide => "wide",
    };
    let list = match body {
        Body::Facts(facts) => {
            let fact = |(label, words): (String, String)| {
                let empty = words.is_empty();
                view! { <div class:fill=empty><dt>{label}</dt><dd><bdi>{words}</bdi></dd></div> }
            };
            view! { <dl class="kv">{facts.into_iter().map(fact).collect_view()}</dl> }.into_any()
        }
        Body::Points(points) => {
            let point = |(word, words): (&'static str, String)| {
                let word = (!word.is_empty()).then(|| view! { <b>{word}</b> });
                view! { <li>{word}<bdi>{words}</bdi></li> }
            };
            view! { <ul class="how">{points.into_iter().map(point).collect_view()}</ul> }.into_any()
        }
        Body::Said(said) => {
            let one = |(words, came): (String, String)| {
                view! { <li><span class="voice">"“"<bdi>{words}</bdi>"”"</span>" "<span class="quiet"><bdi>{came}</bdi></span></li> }
            };
            view! { <ul class="said">{said.into_iter().map(one).collect_view()}</ul> }.into_any()
        }
        Body::Line(marks) => {
            view! { <ol class="trail tight">{marks.into_iter().map(mark).collect_view()}</ol> }.into_any()
        }
    };
    view! {
        <section class=side>
            <h2>{title}</h2>
            {list}
            {more.then(|| view! { <p class="quiet">"More over the page."</p> })}
        </section>
    }
}

fn mark(mark: Mark) -> impl IntoView {
    let Mark { words, at, cant } = mark;
    view! {
        <li class=if cant { "cant" } else { "done" }>
            <span>{cant.then(|| view! { <span class="vh">"Could not: "</span> })}<bdi>{words}</bdi></span>
            <time>{at}</time>
        </li>
    }
}
