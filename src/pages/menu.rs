use leptos::prelude::*;

#[component]
pub fn Menu() -> impl IntoView {
    view! { <main id="main"><h1 id="title" tabindex="-1">"Menu"</h1></main> }
}
