//! Start stands before what is stored has been read: what a person sees and taps in that moment.
use anyhow::{Result, ensure};
use gh_e2e::desk::TELEPHONE;
use gh_e2e::until::until;
use gh_e2e::{Engine, Screen, World, in_world};
use serde_json::json;

use crate::cases::WAITED_FOR;

/// In each page: the vault opens only when `release()` is called, if that was asked for; and whether it was ever said that
/// something could not be opened.
const HOLD: &str = r#"{
  const held = [];
  let holding = Boolean(localStorage.getItem("test.hold"));
  const listen = IDBOpenDBRequest.prototype.addEventListener;
  IDBOpenDBRequest.prototype.addEventListener = function (name, callback, ...rest) {
    const later = (event) => (holding ? held.push(() => callback.call(this, event)) : callback.call(this, event));
    return listen.call(this, name, name === "success" ? later : callback, ...rest);
  };
  globalThis.release = () => { holding = false; held.splice(0).forEach((run) => run()); };
  const seen = globalThis.seen = new Set();
  new MutationObserver(() => {
    if (document.querySelector(".oops")) seen.add("oops");
  }).observe(document, { subtree: true, childList: true });
}"#;

async fn held(name: &str, then: impl AsyncFnOnce(&World) -> Result<()>) -> Result<()> {
    in_world(name, Engine::Chromium, Screen::PHONE, None, async |world: &mut World| {
        world.phone.browser.devtools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": HOLD })).await?;
        world.phone.make_ready().await?;
        then(world).await
    })
    .await
}

/// Opens Start with the vault held shut, and with no mark of an hour.
async fn opens_before_the_vault(world: &World) -> Result<()> {
    let phone = &world.phone;
    phone.run("localStorage.setItem('test.hold', '1'); localStorage.removeItem('gh.hour')", &[]).await?;
    phone.open_app().await?;
    phone.finds("I am with a child now").await?;
    Ok(())
}

const TAP: &str = "document.querySelector('a.hero').click();";

#[tokio::test]
async fn a_tap_before_the_vault_was_read_starts_one_hour() -> Result<()> {
    held("held-tap", async |world| {
        let phone = &world.phone;
        opens_before_the_vault(world).await?;
        phone.run(&format!("{TAP} release();"), &[]).await?;
        phone.finds("Not needed").await?;
        until("the hour to be saved", async || Ok((!phone.shows("Not saved").await?).then_some(()))).await?;
        phone.run("localStorage.removeItem('test.hold')", &[]).await?;
        phone.open_app().await?;
        phone.sees("You are with a child").await?;
        phone.open("/now").await?;
        phone.finishes_the_hour().await?;
        phone.open_app().await?;
        phone.must_not_show(&["You are with a child", "You tapped"]).await
    })
    .await
}

#[tokio::test]
async fn a_tap_before_the_vault_was_read_asks_when_an_hour_runs_after_all() -> Result<()> {
    held("held-tap-runs", async |world| {
        let phone = &world.phone;
        phone.starts_the_hour().await?;
        opens_before_the_vault(world).await?;
        phone.run(&format!("{TAP} release();"), &[]).await?;
        phone.sees("An hour is running already.").await?;
        phone.sees("You are with a child").await?;
        phone.tap("It is the same child").await?;
        until("the question to go", async || Ok((!phone.shows("You tapped").await?).then_some(()))).await
    })
    .await
}

#[tokio::test]
async fn a_vault_that_does_not_open_keeps_no_hour_waiting() -> Result<()> {
    held("held-vault", async |world| {
        let phone = &world.phone;
        opens_before_the_vault(world).await?;
        phone.run(TAP, &[]).await?;
        // Nothing is released.
        phone.finds("Not needed").await?;
        phone.must_not_show(&["Saved on this phone"]).await?;
        phone.run("release()", &[]).await?;
        phone.does_a_step().await?;
        phone.nothing_is_unsaved().await
    })
    .await
}

/// Chooses the role as soon as the slot asks for it, and then lets the vault open.
const CHOOSE_AND_RELEASE: &str = r#"
  const done = arguments[arguments.length - 1];
  const look = () => {
    const chip = [...document.querySelectorAll(".situation .chip")].find((one) => one.textContent === "Police");
    if (!chip) return requestAnimationFrame(look);
    chip.click();
    release();
    done(chip.textContent);
  };
  look();"#;

#[tokio::test]
async fn a_role_chosen_before_settings_were_read_leaves_them_as_they_were() -> Result<()> {
    held("held-role", async |world| {
        let phone = &world.phone;
        phone.open("/settings").await?;
        phone.write("Your name", "Officer on trial").await?;
        phone.says_saved().await?;
        opens_before_the_vault(world).await?;
        // In one go: the vault that is held shut does not wait for ever.
        let chosen = phone.browser.session()?.execute_async(&format!("{TAP} {CHOOSE_AND_RELEASE}"), Vec::new()).await?;
        ensure!(chosen.json() == "Police", "the role was not asked for: {:?}", chosen.json());
        until("the hour to be saved", async || Ok((!phone.shows("Not saved").await?).then_some(()))).await?;
        phone.run("localStorage.removeItem('test.hold')", &[]).await?;
        phone.open("/settings").await?;
        ensure!(phone.reads("Your name").await? == "Officer on trial", "Settings were written over");
        Ok(())
    })
    .await
}

/// In each page: the whole of the guidance never comes, and the phone has not kept it.
const WITHOUT_THE_WHOLE: &str = r#"{
  const real = fetch;
  globalThis.fetch = (what, ...more) =>
    String(what.url ?? what).includes("/guidance/pack-") ? new Promise(() => {}) : real(what, ...more);
  indexedDB.deleteDatabase("golden-hour-guidance");
}"#;

#[tokio::test]
async fn a_page_of_guidance_that_does_not_come_leaves_now_and_999_in_reach() -> Result<()> {
    in_world("hanging-guidance", Engine::Chromium, Screen::PHONE, None, async |world: &mut World| {
        let phone = &world.phone;
        phone.make_ready().await?;
        let source = json!({ "source": WITHOUT_THE_WHOLE });
        phone.browser.devtools("Page.addScriptToEvaluateOnNewDocument", source).await?;
        phone.open("/guidance").await?;
        phone.is_at("Opening").await?;
        phone.finds("Call 999").await?;
        phone.open_app().await?;
        phone.starts_the_hour().await
    })
    .await
}

#[tokio::test]
async fn an_hour_whose_page_ends_before_it_was_saved_begins_again_from_its_tap() -> Result<()> {
    held("unsaved-hour", async |world| {
        let phone = &world.phone;
        opens_before_the_vault(world).await?;
        let tapped: String =
            phone.run(&format!("{TAP} return localStorage.getItem('gh.tap')"), &[]).await?.convert()?;
        phone.finds("Not needed").await?;
        phone.run("localStorage.removeItem('test.hold')", &[]).await?;
        phone.open_app().await?;
        phone.finds("Not needed").await?;
        until("the tap to be used", async || {
            Ok(phone.run("return localStorage.getItem('gh.tap')", &[]).await?.json().is_null().then_some(()))
        })
        .await?;
        phone.open_app().await?;
        phone.sees("You are with a child").await?;
        // The time is that of the tap, and it is one hour.
        let at = "return new Date(Number(arguments[0])).toTimeString().slice(0, 5)";
        let at: String = phone.run(at, &[json!(tapped)]).await?.convert()?;
        phone.sees(&at).await?;
        phone.open("/now").await?;
        phone.finishes_the_hour().await?;
        phone.open_app().await?;
        phone.finds("I am with a child now").await?;
        phone.must_not_show(&["You are with a child", "You tapped"]).await
    })
    .await
}

#[tokio::test]
async fn start_says_that_a_record_was_not_sent_for_five_minutes_and_whom_to_call() -> Result<()> {
    in_world("not-sent-on-start", Engine::Chromium, Screen::PHONE, None, async |world: &mut World| {
        world.phone.make_ready().await?;
        world.desk.stop().await?;
        let phone = &world.phone;
        phone.has_a_concern("Two adults wait at the gate for the third day.", "Library, ground floor").await?;
        phone.fills(WAITED_FOR).await?;
        let reference = phone.checks_and_sends().await?;
        phone.is_saved_not_sent().await?;
        phone.open_app().await?;
        phone.must_not_show(&["Not sent. Call"]).await?;

        let six_minutes_on = "{ const Real = Date; globalThis.Date = class extends Real { \
                              constructor(...given) { if (given.length) super(...given); else super(Real.now() + 36e4); } \
                              static now() { return Real.now() + 36e4; } }; }";
        phone.browser.devtools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": six_minutes_on })).await?;
        phone.open_app().await?;
        phone.sees(&format!("Not sent. Call {TELEPHONE}")).await?;
        phone.sees(&reference).await?;
        phone.tap("I have told them").await?;
        until("the note to go", async || Ok((!phone.shows("Not sent. Call").await?).then_some(()))).await
    })
    .await
}

#[tokio::test]
async fn while_records_are_read_nothing_says_that_they_could_not_be() -> Result<()> {
    held("read-in-time", async |world| {
        let phone = &world.phone;
        for path in ["/", "/records", "/"] {
            phone.open(path).await?;
            phone.has_mounted().await?;
            until("what goes on beside the screens", async || {
                Ok((phone.shows("Works offline").await? || phone.shows("Nothing is waiting").await?).then_some(()))
            })
            .await?;
            let seen: Vec<String> = phone.run("return [...seen]", &[]).await?.convert()?;
            ensure!(!seen.contains(&"oops".to_owned()), "{path} said that something could not be opened: {seen:?}");
        }
        Ok(())
    })
    .await
}

#[tokio::test]
async fn more_about_a_step_shows_what_it_rests_on_and_is_closed_for_the_next_step() -> Result<()> {
    in_world("more", Engine::Chromium, Screen::PHONE, None, async |world: &mut World| {
        let phone = &world.phone;
        phone.make_ready().await?;
        phone.starts_the_hour().await?;
        phone.must_not_show(&["Where this comes from"]).await?;
        phone.tap("More about this step").await?;
        phone.sees("Where this comes from").await?;
        // Every source that the step names stands there by its title, and none by its key.
        let read = "return [...document.querySelectorAll('.more h3:last-of-type + ul li')].map((e) => e.innerText)";
        let sources: Vec<String> = phone.run(read, &[]).await?.convert()?;
        ensure!(!sources.is_empty() && sources.iter().all(|source| source.len() > 10), "the sources are {sources:?}");
        phone.does_a_step().await?;
        phone.must_not_show(&["Where this comes from"]).await?;
        phone.tap("More about this step").await?;
        phone.sees("Where this comes from").await
    })
    .await
}

/// In each page: the big button is tapped as soon as it is there, before the rest of the page has come.
const TAP_AT_ONCE: &str = r#"new MutationObserver((_, watch) => {
  const hero = document.querySelector("a.hero");
  if (hero) { watch.disconnect(); hero.click(); }
}).observe(document, { subtree: true, childList: true })"#;

#[tokio::test]
async fn a_tap_before_the_whole_page_has_come_starts_the_hour() -> Result<()> {
    in_world("earliest-tap", Engine::Chromium, Screen::PHONE, None, async |world: &mut World| {
        let phone = &world.phone;
        let source = json!({ "source": TAP_AT_ONCE });
        phone.browser.devtools("Page.addScriptToEvaluateOnNewDocument", source).await?;
        phone.open("/").await?;
        // The tap meant the hour: its first step is there, and Start is behind it.
        phone.finds("Not needed").await?;
        phone.browser.session()?.back().await?;
        phone.sees("You are with a child").await
    })
    .await
}

/// Once: the app believes that its styles are still on their way, and the static page is tapped in the moment in
/// which it has opened and waits for them alone.
const TAP_LAST: &str = r#"{
  Object.defineProperty(HTMLLinkElement.prototype, "sheet", { get: () => null });
  const listen = EventTarget.prototype.addEventListener;
  HTMLLinkElement.prototype.addEventListener = function (name, ...rest) {
    if (name === "load" && !sessionStorage.tapped && document.querySelector("[data-shell] a.hero")) setTimeout(() => {
      sessionStorage.tapped = "yes";
      document.querySelector("a.hero").click();
    });
    return listen.call(this, name, ...rest);
  };
}"#;

#[tokio::test]
async fn a_tap_while_the_app_waits_for_its_styles_starts_the_hour() -> Result<()> {
    in_world("last-tap", Engine::Chromium, Screen::PHONE, None, async |world: &mut World| {
        let phone = &world.phone;
        phone.browser.devtools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": TAP_LAST })).await?;
        phone.open("/").await?;
        phone.finds("Not needed").await?;
        let tapped: bool = phone.run("return sessionStorage.tapped === 'yes'", &[]).await?.convert()?;
        ensure!(tapped, "the tap came too early or too late to show anything");
        phone.nothing_is_unsaved().await?;
        phone.open("/now").await?;
        phone.finishes_the_hour().await?;
        phone.open_app().await?;
        phone.finds("I am with a child now").await?;
        phone.must_not_show(&["You are with a child", "You tapped"]).await
    })
    .await
}

/// In each page: whatever the code could not go on with.
const NOTE_FAULTS: &str = r#"{
  globalThis.faults = [];
  addEventListener("error", (event) => event.message && faults.push(event.message), true);
}"#;

#[tokio::test]
async fn settings_left_in_the_middle_of_a_number_keeps_it_and_breaks_nothing() -> Result<()> {
    in_world("left-settings", Engine::Chromium, Screen::PHONE, None, async |world: &mut World| {
        let phone = &world.phone;
        phone.browser.devtools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": NOTE_FAULTS })).await?;
        phone.make_ready().await?;
        phone.tap("Menu").await?;
        phone.tap("Settings").await?;
        phone.is_at("Settings").await?;
        // The field still has the focus when the page goes.
        phone.write("A number to ring you back", TELEPHONE).await?;
        phone.run("history.back()", &[]).await?;
        phone.is_at("Menu").await?;
        phone.tap("Settings").await?;
        phone.is_at("Settings").await?;
        ensure!(phone.reads("A number to ring you back").await? == TELEPHONE, "the number is not what was typed");
        let faults: Vec<String> = phone.run("return faults", &[]).await?.convert()?;
        ensure!(faults.is_empty(), "{faults:?}");
        Ok(())
    })
    .await
}
