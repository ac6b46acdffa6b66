use leptos::prelude::*;

#[component]
pub fn Missing() -> impl IntoView {
    view! { <main id="main"><h1 id="title" tabindex="-1">"Missing"</h1></main> }
}
