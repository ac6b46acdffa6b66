//! The call block: the number in full, who answers and when. The whole block is the link.
use gh_core::case::Kind;
use gh_core::guide::CallTarget;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::{Icon, icon};
use crate::edge::page;
use crate::live::{live, memo};
use crate::session::{CallBlock, session};

/// The address of a number: its digits, and a leading plus.
#[must_use]
pub fn tel(number: &str) -> String {
    let kept = number.chars().enumerate().filter(|(at, c)| c.is_ascii_digit() || (*at == 0 && *c == '+'));
    format!("tel:{}", kept.map(|(_, c)| c).collect::<String>())
}

/// One call block. On a device with no phone the number is larger, with Copy, and is not a link.
///
/// The number is always in text, so the link is never the only way. In a case, the tap is noted at once and the slot
/// asks "Did you get through?".
#[component]
pub fn CallLink(
    /// What to ring.
    block: CallBlock,
    /// The step whose block it is.
    #[prop(optional_no_strip)]
    step: Option<String>,
) -> impl IntoView {
    let session = session();
    let CallBlock { number, who: to, typed, emergency } = block;
    // Whoever reads of the call later is not the one who typed the number: that stands only here.
    let who = if typed { format!("{to}, typed by you") } else { to.clone() };
    if !page::has_phone() {
        let copied = RwSignal::new(false);
        let to_copy = number.clone();
        let copy = move |_| {
            let number = to_copy.clone();
            spawn_local(async move { copied.set(page::copy_text(&number).await) });
        };
        return view! {
            <div class="call no-phone" class:red=emergency>
                {icon(Icon::Phone)}
                <b class="n">{number.clone()}</b>
                <span>{who}</span>
                <button class="linkish" type="button" on:click=copy>
                    {live(move || if copied.get() { "Copied" } else { "Copy" })}
                    <span class="vh">" "{number}</span>
                </button>
            </div>
        }
        .into_any();
    }
    let rung = number.clone();
    let ring = move |_| {
        session.note(Kind::Rang { to: to.clone(), number: rung.clone(), step: step.clone() });
    };
    view! {
        <a class="call" class:red=emergency href=tel(&number) on:click=ring>
            {icon(Icon::Phone)}
            <b class="n">{number.clone()}</b>
            <span>{who}</span>
        </a>
    }
    .into_any()
}

/// The call blocks of a step, with a sentence where a number is missing.
#[component]
pub fn CallBlocks(
    /// Whom the step rings.
    target: CallTarget,
    /// The step.
    #[prop(optional_no_strip)]
    step: Option<String>,
) -> impl IntoView {
    let session = session();
    let calls = memo(move || session.calls(&target));
    move || {
        let calls = calls.get();
        let step = step.clone();
        view! {
            {calls.gap.map(|gap| view! { <p class="gap">{gap}" "<a href="/settings">"Settings"</a></p> })}
            {calls.blocks.into_iter().map(|block| view! { <CallLink block step=step.clone()/> }).collect_view()}
        }
    }
}
