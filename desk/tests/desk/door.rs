//! Coming in and going out.
use reqwest::Response;

use crate::world::World;

/// A browser without script: follows nothing by itself, keeps the cookies that it was given.
pub struct Browser<'a> {
    pub world: &'a World,
    pub cookies: Vec<(String, String)>,
}

impl<'a> Browser<'a> {
    pub fn new(world: &'a World) -> Self {
        Self { world, cookies: vec![] }
    }

    fn cookie(&self) -> String {
        self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("; ")
    }

    fn keep(&mut self, answer: &Response) {
        for cookie in answer.headers().get_all("set-cookie") {
            let text = cookie.to_str().expect("plain text");
            let (name, value) = text.split(';').next().and_then(|pair| pair.split_once('=')).expect("a cookie");
            self.cookies.retain(|(known, _)| known != name);
            if !value.is_empty() {
                self.cookies.push((name.into(), value.into()));
            }
        }
    }

    pub async fn get(&mut self, path: &str) -> Response {
        let request = self.world.http.get(self.world.desk(path)).header("cookie", self.cookie());
        let answer = request.send().await.expect("an answer");
        self.keep(&answer);
        answer
    }

    pub async fn page(&mut self, path: &str) -> String {
        let answer = self.get(path).await;
        assert_eq!(answer.status().as_u16(), 200, "{path}");
        answer.text().await.expect("a page")
    }

    pub async fn post_from(&mut self, origin: Option<&str>, path: &str, fields: &[(&str, &str)]) -> Response {
        let body: Vec<String> = fields.iter().map(|(name, value)| format!("{name}={}", escape(value))).collect();
        let mut request = self
            .world
            .http
            .post(self.world.desk(path))
            .header("cookie", self.cookie())
            .header("content-type", "application/x-www-form-urlencoded")
            .body(body.join("&"));
        if let Some(origin) = origin {
            request = request.header("origin", origin);
        }
        let answer = request.send().await.expect("an answer");
        self.keep(&answer);
        answer
    }

    pub async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Response {
        let own = self.world.desk("");
        self.post_from(Some(&own), path, fields).await
    }

    /// By the first link, with a new passphrase.
    pub async fn sign_in(&mut self) {
        let link = self.world.running.first_link.clone().expect("nobody has signed in yet");
        self.sign_in_with(&link).await;
    }

    /// By a link.
    pub async fn sign_in_with(&mut self, link: &str) {
        let (_, query) = link.split_once('?').expect("a token");
        let page = self.page(&format!("/sign-in?{query}")).await;
        let (form, token) = (field(&page, "form"), field(&page, "token"));
        let answer = self.post("/sign-in/link", &[("form", &form), ("token", &token)]).await;
        assert_eq!(location(&answer), "/passphrase");
        let form = field(&self.page("/passphrase").await, "form");
        let fields = [("form", form.as_str()), ("name", "A. Jones"), ("passphrase", PASSPHRASE)];
        assert_eq!(location(&self.post("/passphrase", &fields).await), "/");
    }
}

pub const PASSPHRASE: &str = "grey geese over water";

pub fn location(answer: &Response) -> String {
    let to = answer.headers().get("location").and_then(|to| to.to_str().ok());
    to.unwrap_or_else(|| panic!("{} leads nowhere", answer.status())).to_owned()
}

fn escape(text: &str) -> String {
    text.bytes()
        .map(|b| if b.is_ascii_alphanumeric() { char::from(b).to_string() } else { format!("%{b:02X}") })
        .collect()
}

/// The value of a hidden field.
pub fn field(page: &str, name: &str) -> String {
    let start = page.find(&format!("name=\"{name}\" value=\"")).unwrap_or_else(|| panic!("no field {name}: {page}"));
    let rest = &page[start + name.len() + 15..];
    rest[..rest.find('"').expect("an end")].to_owned()
}

async fn token_of(world: &World) -> String {
    let link = gh_desk::start::sign_in_link(world.folder.path(), crate::world::NOW_MS).await.expect("a link");
    link.split_once("token=").expect("a token").1.to_owned()
}

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
