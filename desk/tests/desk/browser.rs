//! A person's browser at the desk.
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

pub async fn token_of(world: &World) -> String {
    let link = gh_desk::start::sign_in_link(world.folder.path(), crate::world::NOW_MS).await.expect("a link");
    link.split_once("token=").expect("a token").1.to_owned()
}
