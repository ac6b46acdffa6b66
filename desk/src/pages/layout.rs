//! The frame of every page: header, bar, notices that concern the whole desk.
use maud::{DOCTYPE, Markup, html};

use super::{icons, time};
use crate::keys::RECOVERY_FILE;
use crate::ledger::Broken;

/// What the frame of a page shows.
#[derive(Debug)]
pub(crate) struct Frame {
    /// The agency's name.
    pub(crate) agency: String,
    /// Who is signed in.
    pub(crate) person: String,
    /// The token for this page's forms.
    pub(crate) form: String,
    /// The desk's clock.
    pub(crate) now_ms: i64,
    /// Records that nobody has opened.
    pub(crate) waiting: u64,
    /// The recovery key's private half still lies on the machine.
    pub(crate) recovery_key_is_here: bool,
    /// How many entries the ledger has, or the first that does not hold.
    pub(crate) ledger: Result<u64, Broken>,
}

fn document(title: &str, body: &Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang="en-GB" class="desk" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover";
                meta name="theme-color" content="#10262f";
                title { (title) " – Desk" }
                link rel="stylesheet" href="/desk.css";
                link rel="icon" href="/icons/icon.svg" type="image/svg+xml";
            }
            body {
                nav class="skips" aria-label="Skip" {
                    a class="skip" href="#main" { "Skip to the main part" }
                    a class="skip" href="tel:999" { "Call 999" }
                }
                (body)
            }
        }
    }
}

/// A page for whoever is asking, signed in or not.
pub(super) fn plain(title: &str, main: &Markup) -> Markup {
    document(
        title,
        &html! {
            header class="top" { div class="row" { span class="brand" { (icons::brand()) "Golden Hour" } } }
            (main)
        },
    )
}

/// A page for somebody who is signed in.
pub(super) fn signed_in(frame: &Frame, title: &str, main: &Markup) -> Markup {
    let offset = time::desk_offset(frame.now_ms);
    document(
        title,
        &html! {
            header class="top" {
                div class="row" {
                    a class="brand" href="/" { (icons::brand()) "Golden Hour" }
                    span class="where roomy" { (frame.agency) }
                    span class="end roomy" { (time::day_and_clock(frame.now_ms, offset)) }
                    span class="tool" { (icons::person()) span class="vh" { "Signed in: " } bdi { (frame.person) } }
                }
            }
            main id="main" { (main) }
            (bar(frame))
        },
    )
}

fn bar(frame: &Frame) -> Markup {
    html! {
        form id="lock" hidden method="post" action="/sign-out" { input type="hidden" name="form" value=(frame.form); }
        nav class="bar" aria-label="Main" {
            button class="hide" type="submit" form="lock" { (icons::lock()) "Lock" }
            a href="/" aria-current="page" {
                (icons::tray()) "Inbox"
                @if frame.waiting > 0 {
                    span class="vh" { ", " (frame.waiting) " waiting" }
                    span class="wait" aria-hidden="true" { (frame.waiting) }
                }
            }
            a class="call999" href="tel:999" { span class="vh" { "Call " } (icons::phone()) "999" }
        }
    }
}

/// What concerns the whole desk, until a person has dealt with it. Stands below the page's heading.
pub(super) fn notices(frame: &Frame) -> Markup {
    html! {
        @if let Err(broken) = &frame.ledger {
            div class="note time" role="alert" {
                (icons::chain())
                b { "The log is broken at entry " (broken.index) }
                p { "The desk says: " (broken.why) ". Tell the person who looks after this desk. Delete nothing." }
            }
        }
        @if frame.recovery_key_is_here {
            // Of no use on the paper of a child.
            div class="note time keys" {
                (icons::warning())
                b { "Move the recovery key off this machine" }
                p { "The file is " code { (RECOVERY_FILE) } ". Whoever has it can read every record." }
            }
        }
        p class="quiet" { "Trial version. No real child’s details." }
    }
}
