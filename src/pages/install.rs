use leptos::prelude::*;

#[component]
pub fn Install() -> impl IntoView {
    view! { <main id="main"><h1 id="title" tabindex="-1">"Install"</h1></main> }
}
