#!/usr/bin/python3
"""The window in which the end-to-end tests run WebKit.

The test browser of WebKitGTK forgets everything when it closes, and these tests are about what is not forgotten. So
WebKitWebDriver starts this file as its browser. It keeps IndexedDB, localStorage, caches and cookies in the folder
WEBKIT_PROFILE, and shows its pages in a window of the size WEBKIT_WINDOW, such as 390x844.

Needs Debian's python3-gi and gir1.2-webkit2-4.1, and a display.
"""

import os
from pathlib import Path

import gi

gi.require_version("Gtk", "3.0")
gi.require_version("WebKit2", "4.1")
from gi.repository import Gtk, WebKit2  # noqa: E402

PROFILE = Path(os.environ["WEBKIT_PROFILE"])
WIDTH, HEIGHT = (int(side) for side in os.environ.get("WEBKIT_WINDOW", "390x844").split("x"))


def make_context():
    """A browser context whose storage lies in the profile."""
    storage = WebKit2.WebsiteDataManager(
        base_data_directory=str(PROFILE / "data"),
        base_cache_directory=str(PROFILE / "cache"),
    )
    context = WebKit2.WebContext.new_with_website_data_manager(storage)
    cookies = context.get_cookie_manager()
    cookies.set_persistent_storage(str(PROFILE / "cookies.sqlite"), WebKit2.CookiePersistentStorage.SQLITE)
    context.set_automation_allowed(True)
    return context


def open_view(context):
    """A page in a new window, under the driver's control."""
    view = WebKit2.WebView(web_context=context, is_controlled_by_automation=True)
    window = Gtk.Window()
    window.set_default_size(WIDTH, HEIGHT)
    window.add(view)
    window.show_all()
    view.connect("close", lambda _view: window.destroy())
    window.connect("destroy", Gtk.main_quit)
    return view


def on_automation(context, session):
    """A driver has come: tell it what this is, and give it windows."""
    about = WebKit2.ApplicationInfo()
    about.set_name("MiniBrowser")
    about.set_version(WebKit2.get_major_version(), WebKit2.get_minor_version(), WebKit2.get_micro_version())
    session.set_application_info(about)
    session.connect("create-web-view", lambda _session: open_view(context))
    if WebKit2.get_minor_version() >= 46:
        session.connect("will-close", lambda _session: Gtk.main_quit())


CONTEXT = make_context()
CONTEXT.connect("automation-started", on_automation)
Gtk.main()
