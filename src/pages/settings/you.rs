//! The person: role, name, numbers, area.
use gh_core::case::Kind;
use gh_core::guide::Role;
use leptos::prelude::*;

use super::draft::Draft;
use super::field::Field;
use crate::components::{Icon, icon};
use crate::live::{live, memo};
use crate::session::session;

/// "You".
#[component]
pub fn You() -> impl IntoView {
    view! {
        <section class="flow" aria-labelledby="you">
            <h2 class="head" id="you">"You"</h2>
            <RoleChips/>
            <Field id="name" label="Your name" at=|profile| &mut profile.name autocomplete="name"/>
            <Field id="organisation" label="Your organisation" at=|profile| &mut profile.organisation autocomplete="organization"/>
            <Field id="staff-number" label="Staff, collar or warrant number" at=|profile| &mut profile.staff_number/>
            <Field
                id="call-back"
                label="A number to ring you back"
                hint="The desk rings this number."
                at=|profile| &mut profile.call_back
                phone=true
                autocomplete="tel"
            />
            <AreaChoice/>
            <Field
                id="front-door"
                label="Children’s social care: the number you use"
                hint="Shown first, marked “typed by you”."
                at=|profile| &mut profile.front_door
                phone=true
            />
            <Field
                id="lead-number"
                label="Your lead or control room: their number"
                hint="Shown in steps that ring them, marked “typed by you”."
                at=|profile| &mut profile.lead_number
                phone=true
            />
        </section>
    }
}

/// The five roles as native radios. In an hour, the steps follow at once; nothing that was done is lost.
#[component]
fn RoleChips() -> impl IntoView {
    let draft = expect_context::<Draft>();
    let choose = move |role: Role| {
        draft.choose_role(role);
        draft.tell_case(Kind::RoleChosen { role: Some(role) });
    };
    view! {
        <fieldset class="ask">
            <legend>"Your role"</legend>
            <div class="chips">
                {Role::ALL.into_iter().map(|role| view! {
                    <label class="chip">
                        <input
                            type="radio"
                            name="role"
                            prop:checked=move || draft.profile().own_role() == Some(role)
                            on:change=move |_| choose(role)
                        />
                        {icon(Icon::Tick)}
                        {role.word()}
                    </label>
                }).collect_view()}
            </div>
        </fieldset>
    }
}

#[component]
fn AreaChoice() -> impl IntoView {
    let session = session();
    let draft = expect_context::<Draft>();
    let areas = memo(move || {
        session.guidance.with(|guidance| {
            guidance.pack.areas.iter().map(|area| (area.id.clone(), area.name.clone())).collect::<Vec<_>>()
        })
    });
    let choose = move |event| {
        let id = event_target_value(&event);
        let area = Some(id.clone()).filter(|id| !id.is_empty());
        draft.choose(|profile| profile.area = id);
        draft.tell_case(Kind::AreaChosen { area });
    };
    view! {
        <div class="field">
            <label for="area">"Your area"</label>
            <p class="quiet" id="area-hint">"Its numbers come up in the steps and in Contacts."</p>
            <select id="area" aria-describedby="area-hint" on:change=choose>
                {live(move || {
                    let (chosen, mut areas) = (draft.profile_untracked().area, areas.get());
                    if !chosen.is_empty() && areas.is_empty() {
                        areas.push((chosen.clone(), "As chosen. Its numbers are not on this phone yet.".to_owned()));
                    }
                    view! {
                        <option value="" selected=chosen.is_empty()>"No area"</option>
                        {areas.into_iter().map(|(id, name)| {
                            let selected = id == chosen;
                            view! { <option value=id selected=selected>{name}</option> }
                        }).collect_view()}
                    }
                })}
            </select>
        </div>
    }
}
