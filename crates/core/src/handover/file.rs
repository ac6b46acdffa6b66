//! The sheet as a file that opens anywhere with nothing beside it, and as plain text.
use super::{Body, Part, Sheet};

/// Said above the words of the child.
pub const READ_FIRST: &str =
    "Please read this first. This is known already. Do not ask the child to say it again today.";

/// At the foot.
pub const PRIVATE: &str = "This sheet holds a child’s private details. Give it by hand, and only to the person who \
                                  takes over. The times come from the phone that was there.";

/// Black on white, one column on a phone and two on paper.
const STYLE: &str = "body{font:16px/1.4 system-ui,sans-serif;margin:1rem auto;max-width:46rem;padding:0 1rem;color:#000;\
background:#fff}h1{font-size:1.5rem;margin:0}h2{font-size:1.1rem;border-bottom:2px solid;padding-bottom:.2rem}.lead{\
border:2px solid;border-radius:6px;padding:.6rem .9rem;font-weight:700}table{border-collapse:collapse;width:100%}th{\
text-align:start;font-weight:400;width:8rem;vertical-align:top}td,th{padding:.25rem 0;border-bottom:1px solid #999;\
overflow-wrap:anywhere}td{font-weight:600}.empty td{height:2rem}.words{font-family:Georgia,serif;font-size:1.1rem}\
.over{break-before:page}ul,ol{padding-inline-start:1.2rem}li{overflow-wrap:anywhere}@media print{body{font-size:11pt;\
margin:0;max-width:none;padding:0}@page{size:A4;margin:12mm 13mm}}";

/// The sheet as one HTML file: no script, nothing fetched, whatever was typed shown as it was typed. `made` is when.
#[must_use]
pub fn html(sheet: &Sheet, made: &str) -> String {
    let mut out = format!(
        "<!doctype html><html lang=\"en-GB\"><head><meta charset=\"utf-8\"><meta http-equiv=\"Content-Security-Policy\" \
         content=\"default-src 'none'; style-src 'unsafe-inline'\"><meta name=\"viewport\" \
         content=\"width=device-width\"><title>Handover sheet</title><style>{STYLE}</style></head><body>\n"
    );
    let (child, reference) = (escaped(&sheet.child), escaped(&sheet.reference));
    out.push_str(&format!("<h1>Handover: <bdi>{child}</bdi></h1>\n<p>{reference}, {}</p>\n", escaped(made)));
    if sheet.asked {
        out.push_str(&format!("<p class=\"lead\">{READ_FIRST}</p>\n"));
    }
    sheet.first.iter().for_each(|part| out.push_str(&section(part)));
    out.push_str(&format!("<p>{PRIVATE}</p>\n"));
    if !sheet.over.is_empty() {
        out.push_str("<div class=\"over\">\n");
        sheet.over.iter().for_each(|part| out.push_str(&section(part)));
        out.push_str("</div>\n");
    }
    out.push_str("</body></html>\n");
    out
}

fn section(part: &Part) -> String {
    let list = match &part.body {
        Body::Facts(facts) => {
            let row = |(label, words): &(String, String)| {
                let class = if words.is_empty() { " class=\"empty\"" } else { "" };
                format!("<tr{class}><th>{}</th><td><bdi>{}</bdi></td></tr>\n", escaped(label), escaped(words))
            };
            format!("<table>{}</table>", facts.iter().map(row).collect::<String>())
        }
        Body::Points(points) => {
            let point =
                |(word, words): &(&str, String)| format!("<li><b>{word}</b><bdi>{}</bdi></li>\n", escaped(words));
            format!("<ul>{}</ul>", points.iter().map(point).collect::<String>())
        }
        Body::Said(said) => {
            let one = |(words, came): &(String, String)| {
                format!(
                    "<li><span class=\"words\">“<bdi>{}</bdi>”</span> <bdi>{}</bdi></li>\n",
                    escaped(words),
                    escaped(came)
                )
            };
            format!("<ul>{}</ul>", said.iter().map(one).collect::<String>())
        }
        Body::Line(marks) => {
            let one = |mark: &super::Mark| {
                let cant = if mark.cant { "Could not: " } else { "" };
                format!("<li>{} {cant}<bdi>{}</bdi></li>\n", mark.at, escaped(&mark.words))
            };
            format!("<ol>{}</ol>", marks.iter().map(one).collect::<String>())
        }
    };
    let more = if part.more { "<p>More over the page.</p>" } else { "" };
    format!("<section><h2>{}</h2>\n{list}{more}</section>\n", part.title)
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\n' => out.push_str("<br>"),
            other => out.push(other),
        }
    }
    out
}

/// The sheet as text, for where a file is refused.
#[must_use]
pub fn text(sheet: &Sheet, made: &str) -> String {
    let mut out = format!("Handover: {}\n{}, {made}\n\n", sheet.child, sheet.reference);
    if sheet.asked {
        out.push_str(&format!("{READ_FIRST}\n\n"));
    }
    for part in sheet.first.iter().chain(&sheet.over) {
        out.push_str(&format!("{}\n", part.title));
        match &part.body {
            Body::Facts(facts) => {
                facts.iter().for_each(|(label, words)| out.push_str(&format!("{label}: {words}\n")));
            }
            Body::Points(points) => points.iter().for_each(|(word, words)| out.push_str(&format!("- {word}{words}\n"))),
            Body::Said(said) => said.iter().for_each(|(words, came)| out.push_str(&format!("“{words}” ({came})\n"))),
            Body::Line(marks) => marks.iter().for_each(|mark| {
                let cant = if mark.cant { "Could not: " } else { "" };
                out.push_str(&format!("{} {cant}{}\n", mark.at, mark.words));
            }),
        }
        if part.more {
            out.push_str("More below.\n");
        }
        out.push('\n');
    }
    out.push_str(PRIVATE);
    out.push('\n');
    out
}
