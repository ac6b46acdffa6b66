use leptos::prelude::*;

#[component]
pub fn Record() -> impl IntoView {
    view! { <main id="main"><h1 id="title" tabindex="-1">"Record"</h1></main> }
}

#[component]
pub fn RecordSection() -> impl IntoView {
    view! { <main id="main"><h1 id="title" tabindex="-1">"Section"</h1></main> }
}
