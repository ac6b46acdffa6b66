//! Who sends, and who it goes to: shown before Send is possible.
use gh_core::{asked, record};
use gh_wire::id::Id;
use leptos::prelude::*;

use crate::components::{Icon, icon};
use crate::edge::page;
use crate::live::{live, memo};
use crate::pages::record::WhoWrites;
use crate::session::session;
use crate::trust;

/// "You are [name]. Not you?", for shared tablets.
#[component]
pub fn You(
    /// The case.
    case: Id,
) -> impl IntoView {
    let session = session();
    let name = memo(move || {
        let case = session.case_of(case)?;
        session.profile.with(|profile| record::value(&case.state, profile, "m02.name").map(str::to_owned))
    });
    let work = memo(move || {
        let case = session.case_of(case)?;
        session.profile.with(|profile| asked::my_role(&case.state, profile))
    });
    view! {
        <section class="flow" aria-labelledby="you">
            <h2 class="head" id="you">"You"</h2>
            {live(move || match name.get() {
                Some(name) => view! { <p>"You are "<b>{name}</b>". "<a href="/settings">"Not you?"</a></p> }.into_any(),
                None => view! { <p>"Your name is not given. "<a href="/record/m02">"Add your name"</a></p> }.into_any(),
            })}
            {live(move || match work.get() {
                Some(role) => view! { <p>"Your work: "{role.word()}". "<a href="/role">"Change"<span class="vh">" your work"</span></a></p> }.into_any(),
                None => view! { <p>"Your work is not given. "<a href="/role">"Choose it"</a></p> }.into_any(),
            })}
            <WhoWrites case/>
        </section>
    }
}

/// Another desk answered in the place of the pinned one.
#[component]
pub fn Refused() -> impl IntoView {
    let session = session();
    let refused = memo(move || session.trust.with(|trust| trust.refused.clone()));
    move || {
        refused.get().map(|mark| {
            view! {
                <div class="note time">
                    {icon(Icon::ShieldWarn)}
                    <p><b>"Another desk answered in place of yours."</b>" This phone has refused it. Ring your desk."</p>
                    <p class="quiet">"Its mark is "{mark}</p>
                </div>
            }
        })
    }
}

/// The desk by name, with the area that it covers. The first time its mark is shown too, and the person confirms once.
#[component]
pub fn Desk(
    /// Ask the person to confirm.
    #[prop(optional)]
    confirm: bool,
) -> impl IntoView {
    let session = session();
    let desk = memo(move || {
        session.trust.with(|trust| {
            trust.desk.as_ref().map(|desk| (desk.agency.clone(), desk.area.clone(), desk.root.fingerprint()))
        })
    });
    let yes = move |_| {
        trust::confirm(session);
        session.say("This is your desk. You can send now.");
        page::focus_soon("send");
    };
    let ask = move |mark: String| {
        view! {
            <div class="note">
                {icon(Icon::Shield)}
                <p><b>"Is this your desk?"</b>" You are asked once on this phone."</p>
                <p>"Its mark is "<b>{mark}</b>". If you are not sure, ring them and compare it."</p>
                <button class="btn main" type="button" on:click=yes>"Yes, this is my desk"</button>
            </div>
        }
    };
    view! {
        <section class="flow" aria-labelledby="goes-to">
            <h2 class="head" id="goes-to">"Who it goes to"</h2>
            <Refused/>
            {live(move || desk.get().map(|(agency, area, mark)| view! {
                <ul class="how"><li><b>{agency}</b>", which covers "{area}</li></ul>
                {confirm.then(|| ask(mark))}
            }))}
            <NotTheNrm/>
        </section>
    }
}

/// It says plainly what this is not.
#[component]
pub fn NotTheNrm() -> impl IntoView {
    view! {
        <p class="quiet">
            "This is not the national referral (NRM). That is a separate form. It does not go to the Home Office."
        </p>
    }
}
