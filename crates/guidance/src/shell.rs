//! The Start screen as static HTML, made from the pack: what a person reads before any code has run.
//!
//! The app draws the same elements with the same classes, so that mounting it moves nothing on the screen. Every node
//! here stands under an element with `data-shell`, which the app takes away when it mounts.
use core::fmt::Write as _;

use gh_core::guide::{Contact, FIRST_CALLS, Pack, with_name};

mod icons;

/// Skip links, header, Start and bottom bar, each marked `data-shell`.
///
/// Links that need the app carry `data-to`: without code they lead to the first steps on the same page, and the start
/// script of `index.html` opens their route as soon as the app runs.
#[must_use]
pub fn start_shell(pack: &Pack) -> String {
    let mut html = String::with_capacity(6 * 1024);
    html.push_str(concat!(
        r##"<nav class="skips" aria-label="Skip" data-shell><a class="skip" href="#main">Skip to the main part</a>"##,
        r#"<a class="skip" href="tel:999">Call 999</a></nav>"#
    ));
    header(&mut html);
    html.push_str(
        r#"<main id="main" class="start" data-shell><h1 id="title" tabindex="-1" class="vh">Golden Hour</h1>"#,
    );
    hero(&mut html);
    others(&mut html);
    status(&mut html, pack);
    steps(&mut html, pack);
    html.push_str("</main>");
    bar(&mut html);
    html
}

fn header(html: &mut String) {
    let brand = icons::svg(icons::SUN);
    let person = icons::svg(icons::PERSON);
    let menu = icons::svg(icons::MENU);
    put(
        html,
        format_args!(
            r##"<header class="top" data-shell><div class="row"><a class="brand" href="/" data-to="/">{brand}Golden Hour</a><a class="tool end" href="#first-steps" data-to="/role">{person}Your role</a><a class="tool sq bare" href="#first-steps" data-to="/menu">{menu}Menu</a></div></header>"##
        ),
    );
}

fn hero(html: &mut String) {
    let (dial, arrow) = (icons::DIAL, icons::svg(icons::ARROW));
    put(
        html,
        format_args!(
            r##"<a class="hero" href="#first-steps"><span class="sky">{dial}</span><span class="go"><b>I am with a child now</b>{arrow}<span>Starts the hour at once. No form.</span></span></a>"##
        ),
    );
}

fn others(html: &mut String) {
    let (chevron, eye) = (icons::svg(icons::CHEVRON), icons::svg(icons::EYE));
    let (book, phone) = (icons::svg(icons::BOOK), icons::svg(icons::PHONE));
    put(
        html,
        format_args!(
            concat!(
                r##"<div class="flow"><a class="second" href="#first-steps" data-to="/concern"><span><b>I have a concern</b>"##,
                r#"<span class="quiet">The child is not with me</span></span>{chevron}</a>"#,
                r#"<nav class="tiles" aria-label="Look something up">"#,
                r##"<a href="#first-steps" data-to="/signs">{eye}Check the signs</a>"##,
                r##"<a href="#first-steps" data-to="/guidance">{book}Guidance</a>"##,
                r##"<a href="#first-steps" data-to="/contacts">{phone}Contacts</a></nav>"##
            ),
            chevron = chevron,
            eye = eye,
            book = book,
            phone = phone
        ),
    );
}

fn status(html: &mut String, pack: &Pack) {
    put(
        html,
        format_args!(
            concat!(
                r#"<div class="status"><span role="status"><span data-shell-status>Opening. You can read and call already.</span>"#,
                r#"<noscript>The full app cannot open without JavaScript. These steps still work.</noscript></span>"#,
                r#"<span>Guidance {edition}, {date}</span></div>"#,
                r#"<p class="trial">Trial version. No real child’s details.</p></div>"#
            ),
            edition = Text(&pack.edition),
            date = Text(&long_date(&pack.date))
        ),
    );
}

fn steps(html: &mut String, pack: &Pack) {
    html.push_str(concat!(
        r#"<section id="first-steps" class="flow" tabindex="-1" aria-labelledby="first">"#,
        r#"<h2 id="first">With a child now? Start here.</h2><div class="prose"><ol>"#
    ));
    for step in pack.first_steps() {
        put(html, format_args!("<li><p><b>{}.</b> {}", Text(&step.title), Text(&step.why.text)));
        if !step.why.status.is_empty() {
            put(html, format_args!(" {}", Text(&step.why.status)));
        }
        html.push_str("</p></li>");
    }
    html.push_str("</ol></div>");
    if let Some(words) = pack.first_words() {
        let said = with_name(words.text.trim_matches(['“', '”', '"']), "");
        let (icon, said) = (icons::svg(icons::SPEECH), Text(&said));
        put(html, format_args!(r#"<section class="say"><h3>{icon}Say</h3><p class="voice">“{said}”</p></section>"#));
    }
    html.push_str(r#"<div class="btns">"#);
    for id in FIRST_CALLS {
        if let Some(contact) = pack.contacts.iter().find(|contact| contact.id == id) {
            call(html, contact);
        }
    }
    html.push_str("</div></section>");
}

/// The link for a phone, and the number to dial elsewhere: the styles show the one for the device.
fn call(html: &mut String, contact: &Contact) {
    let Some(line) = contact.lines.iter().find(|line| !line.text_only) else { return };
    let red = if line.number == "999" { " red" } else { "" };
    let digits: String = line.number.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
    let says = if red.is_empty() { &contact.name } else { "Danger now" };
    let (icon, number, says) = (icons::svg(icons::PHONE), Text(&line.number), Text(says));
    put(
        html,
        format_args!(
            concat!(
                r#"<a class="call{red}" href="tel:{digits}">{icon}<b class="n">{number}</b><span>{says}</span></a>"#,
                r#"<div class="call no-phone{red}">{icon}<b class="n">{number}</b><span>{says}</span>"#,
                r#"<button class="linkish" type="button">Copy<span class="vh"> {number}</span></button></div>"#
            ),
            red = red,
            digits = digits,
            icon = icon,
            number = number,
            says = says
        ),
    );
}

fn bar(html: &mut String) {
    html.push_str(r#"<nav class="bar" aria-label="Main" data-shell>"#);
    put(html, format_args!(r#"<button class="hide" type="button">{}Hide</button>"#, icons::svg(icons::HIDE)));
    put(html, format_args!(r#"<a href="/" data-to="/" aria-current="page">{}Start</a>"#, icons::svg(icons::HOME)));
    for (to, icon, word) in [("/signs", icons::EYE, "Signs"), ("/records", icons::PAPER, "Records")] {
        put(html, format_args!(r##"<a href="#first-steps" data-to="{to}">{}{word}</a>"##, icons::svg(icon)));
    }
    put(
        html,
        format_args!(
            r#"<a class="call999" href="tel:999"><span class="vh">Call </span>{}999</a></nav>"#,
            icons::svg(icons::PHONE)
        ),
    );
}

/// Appends; writing to a string cannot fail.
fn put(html: &mut String, what: core::fmt::Arguments<'_>) {
    html.write_fmt(what).expect("a String takes every write");
}

/// Text made safe to stand between tags or in a quoted attribute.
struct Text<'a>(&'a str);

impl core::fmt::Display for Text<'_> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        for c in self.0.chars() {
            match c {
                '&' => f.write_str("&amp;")?,
                '<' => f.write_str("&lt;")?,
                '>' => f.write_str("&gt;")?,
                '"' => f.write_str("&quot;")?,
                _ => f.write_char(c)?,
            }
        }
        Ok(())
    }
}

/// `2026-11-21` as `21 November 2026`; anything else as it is.
fn long_date(date: &str) -> String {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let mut parts = date.splitn(3, '-');
    let (Some(year), Some(month), Some(day)) = (parts.next(), parts.next(), parts.next()) else {
        return date.to_owned();
    };
    let name = month.parse::<usize>().ok().and_then(|month| MONTHS.get(month.checked_sub(1)?));
    match (name, day.parse::<u8>()) {
        (Some(name), Ok(day)) => format!("{day} {name} {year}"),
        _ => date.to_owned(),
    }
}

#[cfg(test)]
mod tests;
