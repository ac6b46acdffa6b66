//! The dial of sixty ticks above a low sun.
use leptos::prelude::*;

/// The dial. Each row of ticks is one dashed half circle. It says nothing that the words do not; hidden from screen
/// readers.
#[component]
pub fn Dial() -> impl IntoView {
    view! {
        <svg viewBox="18 18 164 82" aria-hidden="true">
            <path class="ticks" d="M25 100a75 75 0 0 1 150 0" pathLength="60" stroke-width="10" stroke-dasharray=".4 .6" stroke-dashoffset=".2"></path>
            <path class="ticks" d="M29 100a71 71 0 0 1 142 0" pathLength="60" stroke-width="18" stroke-dasharray=".43 4.57" stroke-dashoffset=".215"></path>
            <path class="sun" d="M70 100a42 42 0 0 1 60 0z"></path>
        </svg>
    }
}
