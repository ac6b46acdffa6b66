//! That the app really runs, and that its address and the desk's answer for nothing that is not theirs.
use anyhow::{Result, ensure};
use gh_e2e::until::until;
use gh_e2e::{Engine, Screen, World, in_world, staff};
use serde_json::json;

#[tokio::test]
async fn the_app_takes_the_place_of_the_static_page_without_a_complaint() -> Result<()> {
    in_world("mounted", Engine::Chromium, Screen::PHONE, None, async |world: &mut World| {
        let phone = &world.phone;
        phone.open("/").await?;
        // In a page that died at start the static one would stand there still, and look the same.
        phone.has_mounted().await?;
        phone.make_ready().await?;
        for (link, heading) in [("Menu", "Menu"), ("Guidance", "Guidance"), ("Records", "Records on this phone")] {
            phone.tap(link).await?;
            phone.is_at(heading).await?;
        }
        let complaints = phone.complaints().await?;
        ensure!(complaints.is_empty(), "the browser complains:\n{}", complaints.join("\n"));
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_link_shows_its_page_from_the_top_and_back_brings_the_one_before() -> Result<()> {
    in_world("links", Engine::Chromium, Screen::PHONE, None, async |world: &mut World| {
        let phone = &world.phone;
        phone.make_ready().await?;
        let stands = async |path: &str, heading: &str| {
            phone.is_at(heading).await?;
            until(&format!("the address {path}"), async || {
                let is: String = phone.run("return location.pathname", &[]).await?.convert()?;
                Ok((is == path).then_some(()))
            })
            .await
        };
        phone.tap("Guidance").await?;
        stands("/guidance", "Guidance").await?;
        phone.run("scrollTo(0, document.body.scrollHeight)", &[]).await?;
        let down: f64 = phone.run("return scrollY", &[]).await?.convert()?;
        ensure!(down > 200.0, "the page is too short to be scrolled: {down}");
        phone.run("document.querySelector('#main a[href=\"/guidance/red-list\"]').click()", &[]).await?;
        stands("/guidance/red-list", "What not to do").await?;
        until("the top of the page", async || {
            Ok((phone.run("return scrollY", &[]).await?.convert::<f64>()? < 1.0).then_some(()))
        })
        .await?;
        phone.run("history.back()", &[]).await?;
        stands("/guidance", "Guidance").await?;
        phone.run("history.back()", &[]).await?;
        stands("/", "Golden Hour").await?;
        phone.run("history.forward()", &[]).await?;
        stands("/guidance", "Guidance").await
    })
    .await
}

/// In each page: the code of the app waits for `letIn()`.
const HOLD_CODE: &str = r#"{
  const instantiate = WebAssembly.instantiateStreaming;
  const asked = new Promise((resolve) => { globalThis.letIn = resolve; });
  WebAssembly.instantiateStreaming = async (...all) => { await asked; return instantiate.apply(WebAssembly, all); };
}"#;

/// What stands where on Start: words and place. Of the status the place alone, since its words are about the opening.
const PLACES: &str = r##"
  const what = "header.top a, .hero, .hero b, .second, .tiles a, .status, .trial, #first-steps h2, #first-steps li, "
    + "#first-steps .say, #first-steps .call, #first-steps button, nav.bar > *";
  return [...document.querySelectorAll(what)].filter((one) => one.checkVisibility()).map((one) => {
    const { x, y, width, height } = one.getBoundingClientRect();
    const words = one.matches(".status") ? "status" : one.textContent.replace(/\s+/g, " ").trim();
    return [words, ...[x, y, width, height].map(Math.round)].join(" ");
  });"##;

async fn mounting_moves_nothing(name: &str, screen: Screen, shows: &str) -> Result<()> {
    in_world(name, Engine::Chromium, screen, None, async |world: &mut World| {
        let phone = &world.phone;
        phone.browser.devtools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": HOLD_CODE })).await?;
        phone.open("/").await?;
        let places = async || phone.run(PLACES, &[]).await?.convert::<Vec<String>>().map_err(anyhow::Error::from);
        // What lies under the fold comes with the second frame.
        let whole = |all: &Vec<String>| all.len() > 15 && all.iter().any(|place| place.starts_with(shows));
        let before = until(shows, async || Ok(Some(places().await?).filter(whole))).await?;
        phone.run("letIn()", &[]).await?;
        phone.has_mounted().await?;
        let after = places().await?;
        ensure!(before == after, "it moved from\n{before:#?}\nto\n{after:#?}");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn the_app_takes_the_place_of_the_static_page_on_a_phone_and_nothing_moves() -> Result<()> {
    mounting_moves_nothing("unmoved-phone", Screen::PHONE, "999Danger now").await
}

/// Which has no telephone: its numbers are larger, with Copy.
#[tokio::test]
async fn the_app_takes_the_place_of_the_static_page_on_a_tablet_and_nothing_moves() -> Result<()> {
    mounting_moves_nothing("unmoved-tablet", Screen::TABLET, "Copy 999").await
}

/// A `tel:` link would do nothing there, and the app is not here yet.
#[tokio::test]
async fn call_999_on_a_tablet_shows_the_number_at_once_and_its_page_when_the_app_has_opened() -> Result<()> {
    in_world("call-999-early", Engine::Chromium, Screen::TABLET, None, async |world: &mut World| {
        let phone = &world.phone;
        phone.browser.devtools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": HOLD_CODE })).await?;
        phone.open("/").await?;
        // The first link of that name is the one to skip to, which stands above the screen until it has the focus.
        phone.finds("Call 999").await?;
        phone.run("document.querySelector('nav.bar .call999').click()", &[]).await?;
        let in_view = "const { top, bottom } = document.querySelector('#first-steps .no-phone button').getBoundingClientRect(); \
                       return location.pathname === '/call-999' && top >= 0 && bottom <= innerHeight;";
        until("the number to dial elsewhere", async || Ok(phone.run(in_view, &[]).await?.convert::<bool>()?.then_some(()))).await?;
        phone.run("letIn()", &[]).await?;
        phone.has_mounted().await?;
        phone.is_at("Use any phone. Call 999").await
    })
    .await
}

/// The worker of a handover obeys the policy that its own script came with.
#[tokio::test]
async fn the_worker_of_a_handover_has_its_own_policy_and_is_asked_for_anew() -> Result<()> {
    in_world("codes-served", Engine::Chromium, Screen::PHONE, None, async |world: &mut World| {
        for path in ["/codes_loader.js", "/codes.js", "/codes_bg.wasm"] {
            let answer = world.desk.ask_app("GET", path, "").await?;
            ensure!(answer.is(200), "{path}: {}", answer.head());
            let head = answer.head().to_ascii_lowercase();
            ensure!(head.contains("cache-control: no-cache"), "{path}: {head}");
            ensure!(head.contains("content-security-policy: default-src 'none'"), "{path}: {head}");
        }
        let answer = world.desk.ask_app("GET", "/codes_loader.js", "").await?;
        let head = answer.head().to_ascii_lowercase();
        ensure!(head.contains("script-src 'self' 'wasm-unsafe-eval'; connect-src 'self';"), "{head}");
        ensure!(!head.contains("img-src") && !head.contains("sha256-"), "{head}");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn what_is_not_there_is_404_and_the_apps_own_addresses_are_not() -> Result<()> {
    in_world("addresses", Engine::Chromium, Screen::PHONE, None, async |world: &mut World| {
        for path in ["/no-such-page", "/assets/none.js", "/record/m01/more", "/.env", "/../Cargo.toml", "/api/v1/none"]
        {
            let answer = world.desk.ask_app("GET", path, "").await?;
            ensure!(answer.is(404), "{path}: {}", answer.head());
        }
        let all = [
            "/",
            "/now",
            "/situation",
            "/role",
            "/concern",
            "/record",
            "/record/m01",
            "/asked",
            "/care",
            "/nrm",
            "/handover",
            "/children",
            "/handover/give",
            "/handover/take",
            "/photos",
            "/check",
            "/records",
            "/signs",
            "/signs/meaning",
            "/guidance",
            "/step/A01",
            "/contacts",
            "/menu",
            "/finish",
            "/settings",
            "/missing",
            "/call-999",
            "/install",
        ];
        for path in all {
            let answer = world.desk.ask_app("GET", path, "").await?;
            ensure!(answer.is(200), "{path}: {}", answer.head());
        }
        Ok(())
    })
    .await
}

/// Two ports are two origins, and one site to a cookie: the desk has to look for itself.
#[tokio::test]
async fn nothing_from_the_apps_address_changes_anything_at_the_desk() -> Result<()> {
    in_world("other-origin", Engine::Chromium, Screen::PHONE, None, async |world: &mut World| {
        let (phone, desk) = (&world.phone, &world.desk);
        let origin = format!("Origin: {}\r\n", desk.app());
        for (method, path) in [("POST", "/sign-out"), ("POST", "/sign-in"), ("POST", "/passphrase")] {
            let answer = desk.ask_pages(method, path, &origin).await?;
            ensure!(answer.is(403), "{method} {path} from the app: {}", answer.head());
        }
        let put = format!("/api/v1/submissions/{}", "0".repeat(32));
        let answer = desk.ask_pages("PUT", &put, &origin).await?;
        ensure!(answer.is(403) || answer.is(404) || answer.is(405), "PUT from the app: {}", answer.head());

        // The same from a real page of the app, with the cookie of a person who is signed in.
        staff::sign_in(phone, desk).await?;
        phone.open_app().await?;
        let script = "return fetch(arguments[0], { method: 'POST', mode: 'no-cors', credentials: 'include' }) \
                      .then(() => 'went out', () => 'refused by the page’s own policy')";
        phone.run(script, &[json!(format!("{}/sign-out", desk.pages()))]).await?;
        phone.go_to(&desk.pages()).await?;
        phone.is_at("Inbox").await
    })
    .await
}

/// In each page, until `answers()`: the worker hears no question, as when the phone is busy with something else.
const DEAF: &str = r#"{
  const real = ServiceWorker.prototype.postMessage;
  let deaf = true;
  ServiceWorker.prototype.postMessage = function (message, ...rest) {
    if (deaf && message?.type === "status") return;
    return real.call(this, message, ...rest);
  };
  globalThis.answers = () => { deaf = false; };
}"#;

#[tokio::test]
async fn a_worker_that_did_not_answer_is_asked_again_until_the_app_works_offline() -> Result<()> {
    in_world("deaf-worker", Engine::Chromium, Screen::PHONE, None, async |world: &mut World| {
        let phone = &world.phone;
        phone.browser.devtools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": DEAF })).await?;
        phone.open_app().await?;
        phone.sees("Getting ready to work offline").await?;
        until("a worker", async || {
            let brought = phone.run("return navigator.serviceWorker.controller !== null", &[]).await?;
            Ok(brought.convert::<bool>()?.then_some(()))
        })
        .await?;
        phone.must_not_show(&["Works offline"]).await?;
        phone.run("answers()", &[]).await?;
        phone.sees("Works offline").await
    })
    .await
}
