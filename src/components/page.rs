//! What every page does when it opens: its title in the window, focus on its heading.
use leptos::prelude::*;

use crate::edge::page as edge;

/// Set until the first page has opened: focus stays where the browser puts it then.
#[derive(Clone, Copy)]
pub struct FirstPage(pub StoredValue<bool>);

/// Names the window "page – Golden Hour" and moves focus to the heading with the id `title`, or to the field that the
/// address names; not on the first page.
///
/// Every page has one `h1` with `id="title"` and `tabindex="-1"`. Never the child's words or name in a title.
pub fn page(name: &'static str) {
    let first = expect_context::<FirstPage>().0;
    // While the screen is hidden, the page's own script keeps "Clock" in the title and gives this one back later.
    edge::set_title(&format!("{name} – Golden Hour"));
    Effect::new(move |_| {
        if first.get_value() {
            first.set_value(false);
        } else {
            edge::scroll_to_top();
            // The router puts the page in its place after this turn.
            edge::focus_named_soon("title");
        }
    });
}
