use leptos::prelude::*;

#[component]
pub fn NotFound() -> impl IntoView {
    view! { <main id="main"><h1 id="title" tabindex="-1">"NotFound"</h1></main> }
}
