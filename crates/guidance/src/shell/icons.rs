//! The drawings of the Start screen, as in the design. Each is hidden from screen readers: words stand beside it.

/// A low sun: the brand.
pub const SUN: &str = "M3 18h18M6.5 18a5.5 5.5 0 0 1 11 0M12 5v3M4.6 9.6l2 2M19.4 9.6l-2 2";
/// A person: the role.
pub const PERSON: &str = "M8.5 8a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0-7 0M5 20c.5-4 3.3-6 7-6s6.5 2 7 6";
/// Three lines: the menu.
pub const MENU: &str = "M4 7h16M4 12h16M4 17h16";
/// On the big button.
pub const ARROW: &str = "M5 12h14M13 6l6 6-6 6";
/// Leads further.
pub const CHEVRON: &str = "M9 6l6 6-6 6";
/// An open book: guidance.
pub const BOOK: &str = "M4 5c3-1 5.5-.5 8 1.5C14.5 4.5 17 4 20 5v13c-3-1-5.5-.5-8 1.5C9.5 17.5 7 17 4 18zM12 6.5V19";
/// An open eye: signs.
pub const EYE: &str = "M2 12c1.8-3.9 5.5-6.5 10-6.5s8.2 2.6 10 6.5c-1.8 3.9-5.5 6.5-10 6.5S3.8 15.9 2 12zM15 12a3 3 0 1 1-6 0 3 3 0 1 1 6 0";
/// A telephone.
pub const PHONE: &str = "M6 3h3l1.5 5-2 1.5a11 11 0 0 0 6 6l1.5-2 5 1.5v3a2 2 0 0 1-2 2A16 16 0 0 1 4 5a2 2 0 0 1 2-2z";
/// A speech bubble: words to say.
pub const SPEECH: &str = "M4 5h16v11H11l-4 4v-4H4z";
/// A crossed-out eye.
pub const HIDE: &str = "M4 4l16 16M9.5 9.7a3.3 3.3 0 0 0 4.7 4.6M6.4 6.6C4.3 8 2.9 10 2 12c1.8 3.9 5.5 6.5 10 6.5 1.7 0 3.3-.4 4.7-1M10 5.7c.7-.1 1.3-.2 2-.2 4.5 0 8.2 2.6 10 6.5-.5 1.1-1.2 2.1-2 3";
/// A house: Start.
pub const HOME: &str = "M4 11l8-7 8 7M6 10v10h12V10";
/// A sheet of paper: records.
pub const PAPER: &str = "M6 3h8l4 4v14H6zM14 3v4h4M9 12h6M9 16h6";

/// The dial of 60 ticks above a low sun. Each row of ticks is one dashed half circle, so that 60 ticks cost no more
/// bytes than one.
pub const DIAL: &str = concat!(
    r#"<svg viewBox="18 18 164 82" aria-hidden="true">"#,
    r#"<path class="ticks" d="M25 100a75 75 0 0 1 150 0" pathLength="60" stroke-width="10" stroke-dasharray=".4 .6" stroke-dashoffset=".2"/>"#,
    r#"<path class="ticks" d="M29 100a71 71 0 0 1 142 0" pathLength="60" stroke-width="18" stroke-dasharray=".43 4.57" stroke-dashoffset=".215"/>"#,
    r#"<path class="sun" d="M70 100a42 42 0 0 1 60 0z"/></svg>"#
);

/// One drawing as an element.
#[must_use]
pub fn svg(path: &str) -> String {
    format!(r#"<svg class="i" viewBox="0 0 24 24" aria-hidden="true"><path d="{path}"/></svg>"#)
}
