//! The link back, at the top of a page.
use leptos::prelude::*;

use super::{Icon, icon};

/// A link back. It is an ordinary link, first in the page, and names where it goes. It never loses words: what was
/// typed is stored as it is typed.
#[component]
pub fn Back(
    /// Where to.
    href: &'static str,
    /// The words: the name of the page, or "Back to the next step".
    children: Children,
) -> impl IntoView {
    view! {
        <a class="linkish back" href=href>
            {icon(Icon::Back)}
            {children()}
        </a>
    }
}
