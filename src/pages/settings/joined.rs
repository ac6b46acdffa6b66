//! "Joined to": the desk that this phone sends to.
use gh_wire::manifest::Standing;
use leptos::prelude::*;

use crate::components::{Icon, icon};
use crate::live::{live, memo};
use crate::session::session;

/// What the page shows of the desk.
#[derive(Clone, PartialEq)]
struct Desk {
    agency: String,
    area: String,
    telephone: String,
    fingerprint: String,
    standing: Standing,
    confirmed: bool,
}

/// Agency, area covered, fingerprint; or that no desk has been met yet. Another root is shown, and never takes over.
#[component]
pub fn JoinedTo() -> impl IntoView {
    let session = session();
    let desk = memo(move || {
        let now = session.now.get().wall.ms;
        session.trust.with(|trust| {
            trust.desk.as_ref().map(|desk| Desk {
                agency: desk.agency.clone(),
                area: desk.area.clone(),
                telephone: desk.telephone.clone(),
                fingerprint: desk.root.fingerprint(),
                standing: desk.standing(now),
                confirmed: trust.confirmed,
            })
        })
    });
    let refused = memo(move || session.trust.with(|trust| trust.refused.clone()));
    view! {
        <section class="flow" aria-labelledby="joined">
            <h2 class="head" id="joined">"Joined to"</h2>
            {live(move || desk.get().map_or_else(|| not_joined().into_any(), |desk| joined(desk).into_any()))}
            {live(move || refused.get().map(|found| view! {
                <div class="oops" role="status">
                    <h3>"Another desk answered, and was refused"</h3>
                    <p>"Its mark is "<b>{found}</b>". Nothing goes to it. Tell the people who run your desk."</p>
                </div>
            }))}
        </section>
    }
}

fn not_joined() -> impl IntoView {
    view! {
        <div class="card">
            <div class="split"><h3>"Not joined"</h3></div>
            <p>"This phone has not met a desk yet. Everything works but Send."</p>
            <p class="quiet">"Open this app once with signal. It looks for the desk by itself."</p>
        </div>
    }
}

fn joined(desk: Desk) -> impl IntoView {
    let over = desk.standing == Standing::Over;
    let send = match desk.standing {
        Standing::Over => "This phone cannot send now. The desk’s keys are too old. Open the app with signal.",
        Standing::Late => "This phone can send. The desk’s keys are old. Open the app with signal.",
        Standing::Current => "This phone can send.",
    };
    let asked = (!desk.confirmed).then_some("You will be asked to check the mark before you send the first record.");
    let telephone = Some(desk.telephone).filter(|number| !number.trim().is_empty());
    view! {
        <div class="card" class:needs=over>
            <div class="split">
                <h3>{desk.agency}</h3>
                {if over {
                    view! { <span class="tag need">{icon(Icon::Warn)}"Cannot send"</span> }.into_any()
                } else {
                    view! { <span class="tag ok">{icon(Icon::Tick)}"Joined"</span> }.into_any()
                }}
            </div>
            <p>{send}</p>
            <p>"Area covered: "{desk.area}</p>
            {telephone.map(|number| view! { <p>"Telephone: "<b class="n">{number}</b></p> })}
            <p>"Mark (fingerprint): "<b>{desk.fingerprint}</b></p>
            {asked.map(|asked| view! { <p class="quiet">{asked}</p> })}
        </div>
    }
}
