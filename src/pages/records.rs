use leptos::prelude::*;

#[component]
pub fn Records() -> impl IntoView {
    view! { <main id="main"><h1 id="title" tabindex="-1">"Records"</h1></main> }
}
