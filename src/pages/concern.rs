use leptos::prelude::*;

#[component]
pub fn Concern() -> impl IntoView {
    view! { <main id="main"><h1 id="title" tabindex="-1">"Concern"</h1></main> }
}
