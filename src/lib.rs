//! Golden Hour on the phone: shows what `gh_core` decided and carries it out through [`edge`]. In reading order:
pub mod edge;

pub mod live;

pub mod session;

pub mod trust;

pub mod sender;

pub mod later;

pub mod app;

pub mod components;

pub mod pages;

/// Opens the stores, then mounts the app in place of the static page.
///
/// If the guidance cannot be opened, the static page stays: its steps and its numbers still work.
pub fn start() {
    console_error_panic_hook::set_once();
    // Leptos gets its executor at the first mount, and the session needs it before there is anything to show.
    leptos::mount::mount_to_body(|| ());
    leptos::task::spawn_local(async {
        match session::begin().await {
            Ok(session) => {
                edge::page::styles_are_here().await;
                session::take_last_tap(session);
                app::mount(session);
            }
            Err(session::NoGuidance) => edge::page::say_that_the_app_could_not_open(),
        }
    });
}
