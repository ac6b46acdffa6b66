use leptos::prelude::*;

#[component]
pub fn RolePage() -> impl IntoView {
    view! { <main id="main"><h1 id="title" tabindex="-1">"RolePage"</h1></main> }
}
