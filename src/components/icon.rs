//! The icons. Always beside words, so always hidden from screen readers.
use leptos::prelude::*;

/// The icons by what they stand for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Icon {
    /// The brand: a low sun over a line.
    Brand,
    /// A call.
    Phone,
    /// The hour, a time.
    Clock,
    /// Words to say.
    Say,
    /// Done, chosen, complete.
    Tick,
    /// Hide.
    Hide,
    /// A record.
    Record,
    /// Back.
    Back,
    /// Forward, in a row.
    Next,
    /// The arrow of the start button.
    Arrow,
    /// Send.
    Send,
    /// A person, a role.
    Person,
    /// Start.
    Start,
    /// Look here.
    Warn,
    /// What not to do.
    Not,
    /// Undo.
    Undo,
    /// Nothing here.
    Tray,
    /// Begun.
    Started,
    /// A note.
    Info,
    /// Guidance.
    Book,
    /// Works offline.
    Cloud,
    /// Storage is protected.
    Shield,
    /// Storage may be cleared.
    ShieldWarn,
    /// An update.
    Update,
    /// The child has gone.
    Gone,
    /// The menu.
    Menu,
    /// Print.
    Print,
    /// Share or copy out.
    Share,
    /// Install.
    Install,
    /// Signs.
    Eye,
    /// A search.
    Search,
    /// Not chosen.
    Ring,
    /// One more.
    Plus,
}

impl Icon {
    /// Path data in a box of 24 by 24, and the dashes of its stroke, if any.
    const fn path(self) -> (&'static str, Option<&'static str>) {
        const DASH: Option<&str> = Some("3 3");
        match self {
            Self::Brand => ("M3 18h18M6.5 18a5.5 5.5 0 0 1 11 0M12 5v3M4.6 9.6l2 2M19.4 9.6l-2 2", None),
            Self::Phone => {
                ("M6 3h3l1.5 5-2 1.5a11 11 0 0 0 6 6l1.5-2 5 1.5v3a2 2 0 0 1-2 2A16 16 0 0 1 4 5a2 2 0 0 1 2-2z", None)
            }
            Self::Clock => ("M20.5 12a8.5 8.5 0 1 1-17 0 8.5 8.5 0 1 1 17 0M12 7v5l3.5 2", None),
            Self::Say => ("M4 5h16v11H11l-4 4v-4H4z", None),
            Self::Tick => ("M5 12.5l4.5 4.5L19 7.5", None),
            Self::Hide => (
                "M4 4l16 16M9.5 9.7a3.3 3.3 0 0 0 4.7 4.6M6.4 6.6C4.3 8 2.9 10 2 12c1.8 3.9 5.5 6.5 10 6.5 1.7 0 3.3-.4 \
                 4.7-1M10 5.7c.7-.1 1.3-.2 2-.2 4.5 0 8.2 2.6 10 6.5-.5 1.1-1.2 2.1-2 3",
                None,
            ),
            Self::Record => ("M6 3h8l4 4v14H6zM14 3v4h4M9 12h6M9 16h6", None),
            Self::Back => ("M15 6l-6 6 6 6", None),
            Self::Next => ("M9 6l6 6-6 6", None),
            Self::Arrow => ("M5 12h14M13 6l6 6-6 6", None),
            Self::Send => ("M4 12l16-8-5 16-3.5-6.5z", None),
            Self::Person => ("M15.5 8a3.5 3.5 0 1 1-7 0 3.5 3.5 0 1 1 7 0M5 20c.5-4 3.3-6 7-6s6.5 2 7 6", None),
            Self::Start => ("M4 11l8-7 8 7M6 10v10h12V10", None),
            Self::Warn => ("M12 4l9 16H3zM12 10v4.5M12 17.3v.2", None),
            Self::Not => ("M20.5 12a8.5 8.5 0 1 1-17 0 8.5 8.5 0 1 1 17 0M6 6l12 12", None),
            Self::Undo => ("M8 5L4 9l4 4M4 9h10a5.5 5.5 0 0 1 0 11h-3", None),
            Self::Tray => ("M4 13l3-8h10l3 8v6H4zM4 13h5l1 2.5h4l1-2.5h5", None),
            Self::Started => ("M20 12a8 8 0 1 1-16 0 8 8 0 1 1 16 0", DASH),
            Self::Info => ("M20.5 12a8.5 8.5 0 1 1-17 0 8.5 8.5 0 1 1 17 0M12 11v5M12 7.8v.2", None),
            Self::Book => {
                ("M4 5c3-1 5.5-.5 8 1.5C14.5 4.5 17 4 20 5v13c-3-1-5.5-.5-8 1.5C9.5 17.5 7 17 4 18zM12 6.5V19", None)
            }
            Self::Cloud => ("M7 18h10a4 4 0 0 0 1-7.9A6 6 0 0 0 6.5 9 4.5 4.5 0 0 0 7 18zM9.5 13l2 2 3.5-3.5", None),
            Self::Shield => ("M12 3l7 2.5V11c0 4.5-3 8-7 10-4-2-7-5.5-7-10V5.5zM9 11.5l2.2 2.2L15 9.8", None),
            Self::ShieldWarn => ("M12 3l7 2.5V11c0 4.5-3 8-7 10-4-2-7-5.5-7-10V5.5zM12 8v4.5M12 15.3v.2", None),
            Self::Update => ("M12 4v11M8 11l4 4 4-4M5 20h14", None),
            Self::Gone => (
                "M13.5 8a3.5 3.5 0 1 1-7 0 3.5 3.5 0 1 1 7 0M3 20c.5-4 3.3-6 7-6 1.5 0 2.9.3 4 1M15 19h6M18.5 16.5L21 19l-2.5 2.5",
                None,
            ),
            Self::Menu => ("M4 7h16M4 12h16M4 17h16", None),
            Self::Print => ("M7 9V4h10v5M7 17H4v-8h16v8h-3M7 14h10v6H7z", None),
            Self::Eye => (
                "M2 12c1.8-3.9 5.5-6.5 10-6.5s8.2 2.6 10 6.5c-1.8 3.9-5.5 6.5-10 6.5S3.8 15.9 2 12zM15 12a3 3 0 1 1-6 0 3 3 0 1 1 6 0",
                None,
            ),
            Self::Search => ("M17 11a6 6 0 1 1-12 0 6 6 0 1 1 12 0M15.5 15.5L20 20", None),
            Self::Plus => ("M12 5v14M5 12h14", None),
            Self::Ring => ("M20 12a8 8 0 1 1-16 0 8 8 0 1 1 16 0", None),
            Self::Share => ("M12 15V4M8 8l4-4 4 4M5 13v7h14v-7", None),
            Self::Install => {
                ("M8 5h8a3 3 0 0 1 3 3v8a3 3 0 0 1-3 3H8a3 3 0 0 1-3-3V8a3 3 0 0 1 3-3zM12 9v6M9 12h6", None)
            }
        }
    }
}

/// An icon.
#[must_use]
pub fn icon(icon: Icon) -> impl IntoView {
    let (path, dashes) = icon.path();
    view! {
        <svg class="i" viewBox="0 0 24 24" aria-hidden="true">
            <path d=path stroke-dasharray=dashes></path>
        </svg>
    }
}
