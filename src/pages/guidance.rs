use leptos::prelude::*;

#[component]
pub fn Guidance() -> impl IntoView {
    view! { <main id="main"><h1 id="title" tabindex="-1">"Guidance"</h1></main> }
}

#[component]
pub fn GuidanceTopic() -> impl IntoView {
    view! { <main id="main"><h1 id="title" tabindex="-1">"Topic"</h1></main> }
}

#[component]
pub fn StepPage() -> impl IntoView {
    view! { <main id="main"><h1 id="title" tabindex="-1">"Step"</h1></main> }
}
