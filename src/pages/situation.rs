use leptos::prelude::*;

#[component]
pub fn Situation() -> impl IntoView {
    view! { <main id="main"><h1 id="title" tabindex="-1">"Situation"</h1></main> }
}
