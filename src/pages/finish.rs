use leptos::prelude::*;

#[component]
pub fn Finish() -> impl IntoView {
    view! { <main id="main"><h1 id="title" tabindex="-1">"Finish"</h1></main> }
}
