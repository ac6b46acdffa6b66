use leptos::prelude::*;

#[component]
pub fn Settings() -> impl IntoView {
    view! { <main id="main"><h1 id="title" tabindex="-1">"Settings"</h1></main> }
}
