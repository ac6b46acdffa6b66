use leptos::prelude::*;

#[component]
pub fn Sent() -> impl IntoView {
    view! { <main id="main"><h1 id="title" tabindex="-1">"Sent"</h1></main> }
}
