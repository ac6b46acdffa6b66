//! Coming in and going out.
use reqwest::Response;

use crate::browser::{Browser, PASSPHRASE, field, location, token_of};
use crate::world::World;

#[tokio::test(flavor = "multi_thread")]
async fn a_link_signs_in_once_and_only_by_its_button() {
    let world = World::new().await;
    let token = token_of(&world).await;
    let mut browser = Browser::new(&world);
    // A mail scanner opens it; that uses nothing up.
    for _ in 0..2 {
        assert!(browser.page(&format!("/sign-in?token={token}")).await.contains("Sign in</button>"));
    }
    let form = field(&browser.page(&format!("/sign-in?token={token}")).await, "form");
    let fields = [("form", form.as_str()), ("token", token.as_str())];
    assert_eq!(location(&browser.post("/sign-in/link", &fields).await), "/passphrase");
    let again = browser.post("/sign-in/link", &fields).await;
    assert_eq!(again.status().as_u16(), 403);
    assert!(again.text().await.expect("a page").contains("This link was used"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_is_of_no_use_after_fifteen_minutes() {
    let world = World::new().await;
    let token = token_of(&world).await;
    world.pass_minutes(15);
    let mut browser = Browser::new(&world);
    let form = field(&browser.page(&format!("/sign-in?token={token}")).await, "form");
    let answer = browser.post("/sign-in/link", &[("form", &form), ("token", &token)]).await;
    assert_eq!(answer.status().as_u16(), 403);
}

#[tokio::test(flavor = "multi_thread")]
async fn after_a_link_nothing_is_shown_before_a_passphrase_is_set() {
    let world = World::new().await;
    let token = token_of(&world).await;
    let mut browser = Browser::new(&world);
    let form = field(&browser.page(&format!("/sign-in?token={token}")).await, "form");
    browser.post("/sign-in/link", &[("form", &form), ("token", &token)]).await;
    assert_eq!(location(&browser.get("/").await), "/passphrase");
    let form = field(&browser.page("/passphrase").await, "form");
    for (name, passphrase) in [("A. Jones", "short"), ("", PASSPHRASE)] {
        let fields = [("form", form.as_str()), ("name", name), ("passphrase", passphrase)];
        assert_eq!(browser.post("/passphrase", &fields).await.status().as_u16(), 422);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_passphrase_signs_in_later_and_a_wrong_one_does_not() {
    let world = World::new().await;
    Browser::new(&world).sign_in().await;
    let world = world.again().await;
    assert!(world.running.first_link.is_none(), "there is somebody who can sign in");
    let mut browser = Browser::new(&world);
    assert_eq!(location(&browser.get("/").await), "/sign-in");
    let form = field(&browser.page("/sign-in").await, "form");
    for (name, passphrase) in [("A. Jones", "grey geese over land"), ("Nobody", PASSPHRASE)] {
        let fields = [("form", form.as_str()), ("name", name), ("passphrase", passphrase)];
        let answer = browser.post("/sign-in", &fields).await;
        assert_eq!(answer.status().as_u16(), 403);
        assert!(answer.text().await.expect("a page").contains("That did not match"));
    }
    let fields = [("form", form.as_str()), ("name", "a. jones"), ("passphrase", PASSPHRASE)];
    assert_eq!(location(&browser.post("/sign-in", &fields).await), "/");
    assert!(browser.page("/").await.contains("A. Jones"));
}

#[tokio::test(flavor = "multi_thread")]
async fn after_five_wrong_tries_even_the_right_one_has_to_wait() {
    let world = World::new().await;
    Browser::new(&world).sign_in().await;
    let mut browser = Browser::new(&world);
    let form = field(&browser.page("/sign-in").await, "form");
    for _ in 0..5 {
        browser.post("/sign-in", &[("form", &form), ("name", "A. Jones"), ("passphrase", "wrong")]).await;
    }
    let right = [("form", form.as_str()), ("name", "A. Jones"), ("passphrase", PASSPHRASE)];
    assert_eq!(browser.post("/sign-in", &right).await.status().as_u16(), 429);
    world.pass_minutes(5);
    assert_eq!(location(&browser.post("/sign-in", &right).await), "/");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_from_the_apps_origin_is_refused_although_the_cookie_comes_with_it() {
    let world = World::new().await;
    let mut browser = Browser::new(&world);
    browser.sign_in().await;
    let form = field(&browser.page("/").await, "form");
    let app = world.app("");
    for origin in [Some(app.as_str()), Some("null"), Some("https://elsewhere.example"), None] {
        let answer = browser.post_from(origin, "/sign-out", &[("form", &form)]).await;
        assert_eq!(answer.status().as_u16(), 403, "{origin:?}");
    }
    assert_eq!(browser.get("/").await.status().as_u16(), 200, "still signed in");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_without_its_token_is_refused() {
    let world = World::new().await;
    let mut browser = Browser::new(&world);
    browser.sign_in().await;
    let other = field(&Browser::new(&world).page("/sign-in").await, "form");
    for token in ["", "00", other.as_str()] {
        assert_eq!(browser.post("/sign-out", &[("form", token)]).await.status().as_u16(), 403, "{token}");
    }
    assert_eq!(browser.post("/sign-out", &[]).await.status().as_u16(), 403);
    assert_eq!(browser.get("/").await.status().as_u16(), 200, "still signed in");
}

#[tokio::test(flavor = "multi_thread")]
async fn lock_ends_the_session_at_once() {
    let world = World::new().await;
    let mut browser = Browser::new(&world);
    browser.sign_in().await;
    let before = browser.cookies.clone();
    let form = field(&browser.page("/").await, "form");
    assert_eq!(location(&browser.post("/sign-out", &[("form", &form)]).await), "/sign-in");
    browser.cookies = before;
    assert_eq!(location(&browser.get("/").await), "/sign-in", "the old cookie is worth nothing");
}

#[tokio::test(flavor = "multi_thread")]
async fn fifteen_idle_minutes_end_the_session() {
    let world = World::new().await;
    let mut browser = Browser::new(&world);
    browser.sign_in().await;
    world.pass_minutes(14);
    assert_eq!(browser.get("/").await.status().as_u16(), 200);
    world.pass_minutes(15);
    assert_eq!(location(&browser.get("/").await), "/sign-in");
}

#[tokio::test(flavor = "multi_thread")]
async fn cookies_are_as_strict_as_the_line_allows() {
    let plain = World::new().await;
    let cookie = |answer: &Response| {
        answer.headers().get("set-cookie").and_then(|cookie| cookie.to_str().ok()).unwrap_or_default().to_owned()
    };
    let set = cookie(&Browser::new(&plain).get("/sign-in").await);
    assert!(set.starts_with("desk-door=") && set.contains("HttpOnly") && set.contains("SameSite=Strict"), "{set}");
    assert!(!set.contains("Secure"), "{set}");
    let https = World::with(|config| config.public_desk_url = Some("https://desk.example.org".into())).await;
    let answer = Browser::new(&https).get("/sign-in").await;
    let set = cookie(&answer);
    assert!(set.starts_with("__Host-desk-door=") && set.contains("; Secure") && set.contains("Path=/"), "{set}");
    assert!(answer.headers().contains_key("strict-transport-security"));
}
