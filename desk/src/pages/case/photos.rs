//! The photographs of a case: closed until somebody opens one, so that none stands on a screen by itself.
use gh_wire::part::NotWhole;
use gh_wire::submission::Submission;
use maud::{Markup, html};

use super::{Case, phone_clock};

/// What has come of them.
pub(super) fn section(case: &Case, submission: &Submission) -> Markup {
    if case.photos.is_empty() {
        return html! {};
    }
    html! {
        section class="flow" aria-labelledby="photos" {
            h2 id="photos" class="head" { "Photographs" }
            @for photo in &case.photos {
                @let about = &photo.about;
                @let at = phone_clock(about.taken_at_ms, submission);
                @match &photo.jpeg {
                    Ok(_) => {
                        details class="more" {
                            summary { span { bdi { (about.of) } ", " time { (at) } } }
                            p class="quiet" {
                                bdi { (about.consent) } ". "
                                @if !about.taken_by.is_empty() { "Taken by " bdi { (about.taken_by) } ". " }
                                "Opening it is logged."
                            }
                            img class="photo" loading="lazy" alt=(format!("{}, {at}", about.of))
                                src=(format!("/case/{}/photo/{}", case.history.root().row.id, about.photo));
                        }
                    }
                    Err(NotWhole::Missing { have, of }) => {
                        p { bdi { (about.of) } ", " time { (at) } ". " (have) " of " (of) " parts have come." }
                    }
                    Err(NotWhole::Differs | NotWhole::NotBare(_)) => {
                        p { b { bdi { (about.of) } ", " time { (at) } ". All parts have come and are not a picture that can be shown. Ask the person." } }
                    }
                }
            }
        }
    }
}
