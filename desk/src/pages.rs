//! The desk's pages: drawn by the server, no script. Maud escapes every word that came from a phone.
pub(crate) mod case;
pub(crate) mod door;
mod icons;
pub(crate) mod inbox;
pub(crate) mod layout;
mod line;
mod log;
mod time;

use maud::{Markup, html};

/// A page that says one thing, for whoever is asking.
pub(crate) fn message(title: &str, words: &[&str]) -> Markup {
    layout::plain(
        title,
        &html! {
            main id="main" class="door" {
                div class="empty" {
                    h1 tabindex="-1" { (title) }
                    @for word in words { p { (word) } }
                    a class="btn" href="/" { "Go to the inbox" }
                }
            }
        },
    )
}
