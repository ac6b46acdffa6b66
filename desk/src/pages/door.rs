//! Coming in: link, passphrase, sign in.
use gh_wire::manifest::Manifest;
use maud::{Markup, html};

use super::{icons, layout};
use crate::passphrase::MIN_LENGTH;

/// Why somebody did not come in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Problem {
    /// The name or the passphrase; it is not said which.
    NoMatch,
    /// Too many wrong tries.
    TooOften,
    /// The link was used, or is older than 15 minutes, or was never made.
    LinkUsed,
    /// The name is empty or too long.
    NoName,
    /// The passphrase is too short.
    TooShort,
}

fn door(manifest: &Manifest, title: &str, inside: &Markup) -> Markup {
    layout::plain(
        title,
        &html! {
            main id="main" class="door gate" {
                div class="shade" {
                    div class="dusk" { (icons::sun()) }
                    p { (manifest.agency) br; (manifest.area) }
                }
                (inside)
            }
        },
    )
}

fn trial() -> Markup {
    html! { p class="quiet" { "Trial version. No real child’s details." } }
}

/// The page of a one-time link. Opening it does nothing; its button signs in.
pub(crate) fn link(manifest: &Manifest, form: &str, token: &str) -> Markup {
    door(
        manifest,
        "Sign in",
        &html! {
            form class="in" method="post" action="/sign-in/link" {
                h1 tabindex="-1" { "Sign in to the desk" }
                p { "This link works once, and for 15 minutes. Next you choose a passphrase." }
                input type="hidden" name="form" value=(form);
                input type="hidden" name="token" value=(token);
                div class="btns" { button class="btn main" type="submit" { "Sign in" } }
                (trial())
            }
        },
    )
}

/// Name and passphrase.
pub(crate) fn sign_in(manifest: &Manifest, form: &str, name: &str, problem: Option<Problem>) -> Markup {
    let bad = matches!(problem, Some(Problem::NoMatch | Problem::TooOften));
    door(
        manifest,
        "Sign in",
        &html! {
            form class="in" method="post" action="/sign-in" {
                h1 tabindex="-1" { "Sign in to the desk" }
                @if let Some(problem) = problem {
                    div class="field bad" role="alert" { p class="msg" id="wrong" { (words(problem)) } }
                }
                input type="hidden" name="form" value=(form);
                div class="field" {
                    label for="name" { "Your name here" }
                    input id="name" name="name" autocomplete="username" value=(name) required aria-describedby=[bad.then_some("wrong")];
                }
                div class="field" {
                    label for="passphrase" { "Passphrase" }
                    input id="passphrase" name="passphrase" type="password" autocomplete="current-password" required aria-describedby=[bad.then_some("wrong")];
                }
                div class="btns" { button class="btn main" type="submit" { "Sign in" } }
                p class="quiet" {
                    "Cannot sign in? Ring the duty manager, " span class="n" { (manifest.telephone) }
                    ". They can make a new link."
                }
                (trial())
            }
        },
    )
}

/// The first thing after a link.
pub(crate) fn passphrase(manifest: &Manifest, form: &str, name: &str, problem: Option<Problem>) -> Markup {
    let name_bad = problem == Some(Problem::NoName);
    let short = problem == Some(Problem::TooShort);
    door(
        manifest,
        "Choose a passphrase",
        &html! {
            form class="in" method="post" action="/passphrase" {
                h1 tabindex="-1" { "Choose a passphrase" }
                p { "You sign in with it from now on. Take a few words that only you put together." }
                input type="hidden" name="form" value=(form);
                div class=(if name_bad { "field bad" } else { "field" }) {
                    label for="name" { "Your name" }
                    @if name_bad { p class="msg" id="name-msg" role="alert" { (words(Problem::NoName)) } }
                    input id="name" name="name" autocomplete="username" value=(name) required aria-describedby=[name_bad.then_some("name-msg")];
                }
                div class=(if short { "field bad" } else { "field" }) {
                    label for="passphrase" { "Passphrase" }
                    @if short { p class="msg" id="pass-msg" role="alert" { (words(Problem::TooShort)) } }
                    p class="quiet" id="pass-hint" { "At least " (MIN_LENGTH) " letters. Spaces count." }
                    input id="passphrase" name="passphrase" type="password" autocomplete="new-password" required aria-describedby=(if short { "pass-msg pass-hint" } else { "pass-hint" });
                }
                div class="btns" { button class="btn main" type="submit" { "Save and go to the inbox" } }
                p class="quiet" { "Your name stands in the log beside each record that you open." }
            }
        },
    )
}

fn words(problem: Problem) -> String {
    match problem {
        Problem::NoMatch => "That did not match. Try again, or ring the duty manager.".into(),
        Problem::TooOften => "Too many tries. Wait 5 minutes, then try again.".into(),
        Problem::LinkUsed => "This link was used, or is older than 15 minutes. Ask for a new one.".into(),
        Problem::NoName => "Add your name, at most 60 letters.".into(),
        Problem::TooShort => format!("Make it at least {MIN_LENGTH} letters."),
    }
}
