use leptos::prelude::*;

#[component]
pub fn Call999() -> impl IntoView {
    view! { <main id="main"><h1 id="title" tabindex="-1">"Call999"</h1></main> }
}
