//! The line of the hour as inline SVG: plain attributes, no style, no script.
use gh_wire::submission::{Answer, StepTaken};
use maud::{Markup, html};

use super::time;

const MINUTE_MS: i64 = 60_000;
/// Minutes of the hour.
const HOUR: i64 = 60;

/// A place on the line in per cent, for a minute of the hour.
fn percent(minute: f64) -> String {
    format!("{:.2}%", minute.clamp(0.0, 60.0) / 0.6)
}

/// A whole minute of the hour, as a number with parts.
fn minute(at_ms: i64, met_ms: i64) -> f64 {
    // Far-away times are cut before they become a float, so nothing is lost that is drawn.
    let seconds = (at_ms.saturating_sub(met_ms) / 1000).clamp(0, HOUR * 60);
    f64::from(u16::try_from(seconds).unwrap_or(0)) / 60.0
}

/// The small line of a row in the inbox. The words beside it say the same.
pub(super) fn small(minutes: i64) -> Markup {
    let now = percent(f64::from(u8::try_from(minutes).unwrap_or(60)));
    html! {
        span class="cap" {
            svg class="line" aria-hidden="true" {
                line class="u" x1="0" y1="50%" x2=(now) y2="50%" pathLength=(minutes.max(1)) stroke-dasharray="4.4 .6" {}
                line class="g" x1=(now) y1="50%" x2="100%" y2="50%" pathLength=((HOUR - minutes).max(1)) stroke-dasharray="4.4 .6" stroke-dashoffset=(minutes % 5) {}
                rect class="m" x=(now) y="-50%" width="4" height="200%" transform="translate(-2)" {}
            }
        }
    }
}

/// The large line of a case: dots for the person with the child, a square where the record and each update came in.
pub(super) fn large(met_ms: i64, now_ms: i64, received_ms: &[i64], steps: &[StepTaken], offset_min: i16) -> Markup {
    let minutes = time::inside_the_hour(met_ms, now_ms).unwrap_or(HOUR);
    let now = percent(f64::from(u8::try_from(minutes).unwrap_or(60)));
    let end_ms = met_ms.saturating_add(HOUR * MINUTE_MS);
    let clock = |at_ms| time::clock(at_ms, offset_min);
    let label = format!(
        "The hour from {} to {}. Now {minutes} minutes. The steps are in the list named The hour.",
        clock(met_ms),
        clock(end_ms)
    );
    html! {
        svg class="hourline" role="img" aria-label=(label) {
            line class="u" x1="0" y1="26" x2=(now) y2="26" stroke-width="10" pathLength=(minutes.max(1)) stroke-dasharray="4.85 .15" {}
            line class="g" x1=(now) y1="26" x2="100%" y2="26" stroke-width="10" pathLength=((HOUR - minutes).max(1)) stroke-dasharray="4.85 .15" stroke-dashoffset=(minutes % 5) {}
            @for step in steps { (dot(step, met_ms)) }
            @for received in received_ms { (square(minute(*received, met_ms))) }
            rect class="m" x=(now) y="16" width="7" height="20" rx="2" transform="translate(-3.5)" {}
            text x="0%" y="66" text-anchor="start" { (clock(met_ms)) }
            @if !(10..20).contains(&minutes) { (tick(15, met_ms, offset_min)) }
            @if !(25..35).contains(&minutes) { (tick(30, met_ms, offset_min)) }
            @if !(40..50).contains(&minutes) { (tick(45, met_ms, offset_min)) }
            @if minutes < 53 { text class="near" x="100%" y="66" text-anchor="end" { (clock(end_ms)) } }
            @if minutes > 6 {
                text x=(now) y="66" text-anchor=(if minutes > 54 { "end" } else { "middle" }) class="here" { "now " (clock(now_ms)) }
            }
        }
    }
}

fn tick(minute: i64, met_ms: i64, offset_min: i16) -> Markup {
    let x = percent(f64::from(u8::try_from(minute).unwrap_or(0)));
    let at = met_ms.saturating_add(minute * MINUTE_MS);
    html! { text class="near" x=(x) y="66" text-anchor="middle" { (time::clock(at, offset_min)) } }
}

fn dot(step: &StepTaken, met_ms: i64) -> Markup {
    let minute = minute(step.at_ms, met_ms);
    let x = percent(minute);
    // At the very ends half of the dot would lie outside.
    let shift = if minute < 1.0 {
        "translate(6)"
    } else if minute > 59.0 {
        "translate(-6)"
    } else {
        "translate(0)"
    };
    html! {
        line class="s" x1=(x) x2=(x) y1="12" y2="20" transform=(shift) {}
        circle class=(if step.answer == Answer::Done { "p" } else { "p cant" }) cx=(x) cy="8" r="5" transform=(shift) {}
    }
}

fn square(minute: f64) -> Markup {
    let x = percent(minute);
    html! {
        line class="s" x1=(x) x2=(x) y1="32" y2="39" {}
        rect class="p" x=(x) y="39" width="9" height="9" transform="translate(-4.5)" {}
    }
}
