use leptos::prelude::*;

#[component]
pub fn Check() -> impl IntoView {
    view! { <main id="main"><h1 id="title" tabindex="-1">"Check"</h1></main> }
}
