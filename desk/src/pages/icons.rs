//! The drawn signs, from the mockups. They carry no words: those stand beside them.
use maud::{Markup, html};

macro_rules! icon {
    ($($(#[$doc:meta])* $name:ident => $body:tt),* $(,)?) => {$(
        $(#[$doc])*
        pub(super) fn $name() -> Markup {
            html! { svg class="i" viewBox="0 0 24 24" aria-hidden="true" $body }
        }
    )*};
}

icon! {
    /// The rising sun of the name.
    brand => { path d="M3 18h18M6.5 18a5.5 5.5 0 0 1 11 0M12 5v3M4.6 9.6l2 2M19.4 9.6l-2 2" {} },
    /// Head and shoulders.
    person => { circle cx="12" cy="8" r="3.5" {} path d="M5 20c.5-4 3.3-6 7-6s6.5 2 7 6" {} },
    /// A padlock.
    lock => { rect x="5" y="11" width="14" height="9" rx="1.5" {} path d="M8 11V8a4 4 0 0 1 8 0v3" {} },
    /// A tray.
    tray => { path d="M4 14l2.5-9h11L20 14v6H4zM4 14h5a3 3 0 0 0 6 0h5" {} },
    /// A handset.
    phone => { path d="M6 3h3l1.5 5-2 1.5a11 11 0 0 0 6 6l1.5-2 5 1.5v3a2 2 0 0 1-2 2A16 16 0 0 1 4 5a2 2 0 0 1 2-2z" {} },
    /// Two links of a chain.
    chain => { path d="M10 14a4 4 0 0 0 5.7 0l3-3A4 4 0 0 0 13 5.3l-1 1M14 10a4 4 0 0 0-5.7 0l-3 3A4 4 0 0 0 11 18.7l1-1" {} },
    /// A shield with a question.
    shield => { path d="M12 3l7 2.5V11c0 4.5-3 8-7 10-4-2-7-5.500-7-10V5.5zM12 8v4.5M12 15.3v.2" {} },
    /// An eye.
    eye => { path d="M2 12c1.8-3.9 5.500-6.5 10-6.5s8.200 2.6 10 6.5c-1.8 3.9-5.500 6.5-10 6.5S3.8 15.9 2 12z" {} circle cx="12" cy="12" r="3" {} },
    /// An arrow to the left.
    back => { path d="M15 6l-6 6 6 6" {} },
    /// A triangle with a mark.
    warning => { path d="M12 4l9 16H3zM12 10v5M12 17.5v.2" {} },
}

/// The sun of the sign-in page, half above the edge.
pub(super) fn sun() -> Markup {
    html! {
        svg viewBox="18 18 164 82" aria-hidden="true" {
            path d=(rays()) fill="none" stroke="#f2b441" stroke-width="1.6" stroke-linecap="round" {}
            path d="M70 100a42 42 0 0 1 60 0z" fill="#f2b441" {}
        }
    }
}

/// Sixty minutes of the hour as rays; each fifth is longer.
fn rays() -> String {
    let ray = |minute: u8| {
        let angle = core::f64::consts::PI * f64::from(minute) / 60.0;
        let inner = if minute.is_multiple_of(5) { 62.0 } else { 70.0 };
        let at = |radius: f64| (100.0 - radius * angle.cos(), 100.0 - radius * angle.sin());
        let ((x1, y1), (x2, y2)) = (at(inner), at(80.0));
        format!("M{x1:.1} {y1:.1}L{x2:.1} {y2:.1}")
    };
    (0..=60).map(ray).collect()
}
