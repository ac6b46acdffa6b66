use leptos::prelude::*;

#[component]
pub fn Contacts() -> impl IntoView {
    view! { <main id="main"><h1 id="title" tabindex="-1">"Contacts"</h1></main> }
}
