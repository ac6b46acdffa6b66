//! A time of day that has been: when you met the child, when the child was last seen.
use gh_core::time::{MINUTE_MS, Wall};
use leptos::prelude::*;

use crate::edge::clock;
use crate::live::live;

const DAY_MIN: i64 = 24 * 60;

/// The latest point at which a clock on this phone showed `hh:mm`: today, or yesterday if today it is still to come.
/// Never in the future. `None` if the text is not a time of day.
#[must_use]
pub fn latest(text: &str, now: Wall) -> Option<Wall> {
    let (hours, rest) = text.trim().split_once(':')?;
    // Some browsers add seconds.
    let minutes = rest.split(':').next()?;
    let hours: i64 = hours.parse().ok().filter(|hours| (0..24).contains(hours))?;
    let minutes: i64 = minutes.parse().ok().filter(|minutes| (0..60).contains(minutes))?;
    let local = now.local_minute();
    let today = local - local.rem_euclid(DAY_MIN) + hours * 60 + minutes;
    let minute = if today > local { today - DAY_MIN } else { today };
    Some(Wall { ms: (minute - i64::from(now.offset_min)) * MINUTE_MS, offset_min: now.offset_min })
}

/// A label, a time field and a button. An empty or odd time changes nothing and says how to write it.
#[component]
pub fn TimeForm<F>(
    /// The field's id on the page.
    id: &'static str,
    /// Label.
    label: &'static str,
    /// The word on the button.
    button: &'static str,
    /// What the field holds at first.
    first: Wall,
    /// What to do with the time.
    then: F,
) -> impl IntoView
where
    F: Fn(Wall) + 'static,
{
    let typed = RwSignal::new(first.hh_mm());
    let wrong = RwSignal::new(false);
    let then = StoredValue::new_local(then);
    let take = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let point = latest(&typed.get_untracked(), clock::now().wall);
        wrong.set(point.is_none());
        if let Some(point) = point {
            then.with_value(|then| then(point));
        }
    };
    let message = format!("{id}-message");
    let described = message.clone();
    view! {
        <form class="flow" on:submit=take>
            <div class="field" class:bad=move || wrong.get()>
                <label for=id>{label}</label>
                {live(move || wrong.get().then(|| {
                    let message = message.clone();
                    view! { <p class="msg" id=message role="alert">"Write the time like 14:06."</p> }
                }))}
                <input
                    id=id
                    type="time"
                    aria-invalid=move || wrong.get().then_some("true")
                    aria-describedby=move || wrong.get().then(|| described.clone())
                    prop:value=first.hh_mm()
                    on:input=move |event| typed.set(event_target_value(&event))
                />
            </div>
            <p class="quiet">"A time that is still to come today is taken as yesterday’s."</p>
            <button class="btn" type="submit">{button}</button>
        </form>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 21 November 2026, 14:28 at one hour east of UTC.
    const NOW: Wall = Wall { ms: 1_795_267_680_000, offset_min: 60 };

    #[test]
    fn a_time_that_has_been_is_todays_and_one_to_come_is_yesterdays() {
        assert_eq!(NOW.hh_mm(), "14:28");
        let met = latest("14:06", NOW).expect("a time of day");
        assert_eq!((met.hh_mm(), (NOW.ms - met.ms) / MINUTE_MS), ("14:06".to_owned(), 22));
        let yesterday = latest("23:50", NOW).expect("a time of day");
        assert_eq!((NOW.ms - yesterday.ms) / MINUTE_MS, 14 * 60 + 38);
        assert!(latest("14:28", NOW).is_some_and(|now| now.ms <= NOW.ms));
    }

    #[test]
    fn what_is_not_a_time_of_day_is_no_point_in_time() {
        for text in ["", "14", "24:00", "14:60", "two", "-1:30", ":"] {
            assert_eq!(latest(text, NOW), None, "{text}");
        }
    }
}
