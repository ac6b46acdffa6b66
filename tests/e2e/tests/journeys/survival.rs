//! What survives: a killed browser, Hide, two tabs, a tap before the code had loaded.
use anyhow::{Context as _, Result, ensure};
use gh_e2e::phone::Entry;
use gh_e2e::until::until;
use gh_e2e::{Engine, Screen, World, in_world, staff};
use serde_json::json;

use crate::cases::RAID_BOY;
use crate::in_each_engine;

in_each_engine!(a_browser_killed_in_the_middle_of_the_record, Screen::PHONE, super::killed_in_the_record);
in_each_engine!(hide_stays_through_reload_restart_and_kill, Screen::PHONE, super::hidden);

const WHY: &str = "Why you are concerned";
const SEEN: Entry =
    Entry::typed(WHY, "What you saw or heard, and when", "A man answered every question for him, at 14:12.");

/// Nothing that was shown as saved is gone.
async fn killed_in_the_record(world: &mut World) -> Result<()> {
    let phone = &mut world.phone;
    phone.make_ready().await?;
    phone.starts_the_hour().await?;
    phone.works_as("Police").await?;
    let done = phone.does_a_step().await?;
    phone.opens_section(WHY).await?;
    phone.writes(SEEN).await?;
    phone.tap("Continue").await?;
    phone.is_at("What the child said").await?;
    // These words are on their way when everything ends. Nobody was told that they are saved.
    phone.write("Add their words", "He said he").await?;
    phone.die_and_open("/record/said").await?;

    phone.is_at("What the child said").await?;
    let on_the_way = phone.reads("Add their words").await?;
    ensure!("He said he".starts_with(&on_the_way), "half-saved words became “{on_the_way}”");
    phone.opens_section(WHY).await?;
    let kept = phone.reads(SEEN.label).await?;
    ensure!(kept == SEEN.words, "saved, and now “{kept}”");
    phone.tap("Now").await?;
    phone.finds("Done").await?;
    phone.sees(&done).await?;
    phone.finds(&format!("Undo {done}")).await?;
    // The hour goes on from where it was: the role is known, and no second hour was begun.
    phone.must_not_show(&["What is your work?", "No hour is running"]).await
}

/// Nobody who picks up the phone sees more than a clock.
async fn hidden(world: &mut World) -> Result<()> {
    let phone = &mut world.phone;
    phone.make_ready().await?;
    phone.starts_the_hour().await?;
    let step = phone.heading().await?;
    phone.tap("Record").await?;
    phone.is_at("Record").await?;
    phone.tap("Now").await?;
    phone.is_at(&step).await?;
    phone.hides().await?;
    phone.browser.session()?.refresh().await?;
    phone.is_hidden().await?;
    // The browser's own Back uncovers nothing, and moves nothing under the cover.
    phone.browser.session()?.back().await?;
    phone.is_hidden().await?;
    phone.comes_back().await?;
    phone.is_at(&step).await?;
    phone.hides().await?;
    phone.hidden_is_on_disk().await?;
    phone.browser.close().await?;
    phone.browser.open_again().await?;
    phone.open("/now").await?;
    phone.is_hidden().await?;
    phone.die_and_open("/now").await?;
    phone.is_hidden().await?;
    phone.comes_back().await?;
    phone.is_at(&step).await
}

/// The finger is still down when the page comes back: what its lifting would tap lies under it.
#[tokio::test]
async fn pressing_and_holding_hide_shows_the_page_again_and_taps_nothing_on_it() -> Result<()> {
    in_world("hold", Engine::Chromium, Screen::PHONE, None, async |world: &mut World| {
        let phone = &world.phone;
        phone.open("/").await?;
        phone.has_mounted().await?;
        phone.hides().await?;
        let finger = async |what: &str, points: serde_json::Value| {
            phone.browser.devtools("Input.dispatchTouchEvent", json!({ "type": what, "touchPoints": points })).await
        };
        let note = "globalThis.tapped = []; document.addEventListener('click', () => tapped.push(location.pathname));";
        phone.run(note, &[]).await?;
        finger("touchStart", json!([{ "x": 200, "y": 200 }])).await?;
        until("the page to be shown", async || Ok((phone.title().await? != "Clock").then_some(()))).await?;
        finger("touchEnd", json!([])).await?;
        // The next tap counts, and is the first.
        phone.tap("Menu").await?;
        phone.is_at("Menu").await?;
        let tapped: Vec<String> = phone.run("return tapped", &[]).await?.convert()?;
        ensure!(tapped.len() == 1, "the page was tapped {} times, at {tapped:?}", tapped.len());
        Ok(())
    })
    .await
}

/// Each tab writes on what it knows. Neither loses what the other wrote, and the log stays one chain.
#[tokio::test]
async fn two_tabs_that_write_into_one_case_lose_nothing_and_never_fork() -> Result<()> {
    in_world("two-tabs", Engine::Chromium, Screen::PHONE, None, async |world: &mut World| {
        let phone = &world.phone;
        phone.make_ready().await?;
        phone.starts_the_hour().await?;
        phone.works_as("Police").await?;
        let session = phone.browser.session()?;
        let first = session.window().await?;
        let second = session.new_tab().await?;
        session.switch_to_window(second.clone()).await?;
        phone.open("/record/m12").await?;
        phone.is_at("Looks and clothing").await?;
        for (round, place) in RAID_BOY[..3].iter().enumerate() {
            session.switch_to_window(first.clone()).await?;
            phone.opens_section(place.section).await?;
            phone.writes(*place).await?;
            session.switch_to_window(second.clone()).await?;
            phone.write("Clothing, shoes and bag", &format!("Grey coat, seen {} times", round + 1)).await?;
            phone.says_saved().await?;
        }
        session.close_window().await?;
        session.switch_to_window(first).await?;
        phone.open("/record/m12").await?;
        let clothes = phone.reads("Clothing, shoes and bag").await?;
        ensure!(clothes == "Grey coat, seen 3 times", "the second tab’s words became “{clothes}”");
        phone.fills(&[]).await?;
        let reference = phone.checks_and_sends().await?;
        phone.is_delivered().await?;
        staff::sign_in(phone, &world.desk).await?;
        ensure!(staff::rows(phone, &world.desk, &reference).await? == 1, "not exactly one row");
        let words = [&clothes, RAID_BOY[1].words, RAID_BOY[2].words, "Log unbroken"];
        staff::reads_the_case(phone, &reference, &words).await?;
        phone.must_not_show(&["Log broken"]).await
    })
    .await
}

/// The code has not come yet: the tap counts from its own minute, once.
#[tokio::test]
async fn a_tap_before_the_code_has_loaded_starts_the_hour_once() -> Result<()> {
    in_world("early-tap", Engine::Chromium, Screen::PHONE, None, async |world: &mut World| {
        let tapped = taps_while_the_code_is_held(world).await?;
        ensure!(tapped.bytes().all(|byte| byte.is_ascii_digit()), "more than a time was kept: {tapped}");

        let phone = &world.phone;
        phone.browser.devtools("Network.setBlockedURLs", json!({ "urls": [] })).await?;
        phone.open_app().await?;
        phone.finds("Not needed").await?;
        // Not before the hour is in the vault: a kill in between must not lose it.
        until("the tap to be used", async || Ok(tap_kept(world).await?.is_none().then_some(()))).await?;
        // Opened once more, it is the same hour, and finishing it leaves none.
        phone.open("/now").await?;
        phone.finds("Done").await?;
        phone.finishes_the_hour().await
    })
    .await
}

#[tokio::test]
async fn a_page_loaded_anew_before_the_code_is_here_still_says_since_when_the_hour_counts() -> Result<()> {
    in_world("reloaded-early", Engine::Chromium, Screen::PHONE, None, async |world: &mut World| {
        let first = taps_while_the_code_is_held(world).await?;
        world.phone.open("/").await?;
        world.phone.sees("Started at").await?;
        let still = tap_kept(world).await?;
        ensure!(still.as_ref() == Some(&first), "tapped at {first}, and now {still:?}");
        Ok(())
    })
    .await
}

/// The code does not come, and the big button is tapped. Answers what the phone keeps of that.
async fn taps_while_the_code_is_held(world: &World) -> Result<String> {
    let phone = &world.phone;
    phone.browser.devtools("Network.enable", json!({})).await?;
    phone.browser.devtools("Network.setBlockedURLs", json!({ "urls": ["*.wasm*"] })).await?;
    phone.open("/").await?;
    phone.tap("I am with a child now").await?;
    phone.sees("Started at").await?;
    tap_kept(world).await?.context("the tap was not kept")
}

/// The tap was for the hour that runs, or for another child: only the person knows. And a clock that was set back since
/// must not make an hour of it at every start.
#[tokio::test]
async fn a_tap_before_the_code_starts_no_second_hour_by_itself_and_one_of_the_future_only_one() -> Result<()> {
    in_world("early-tap-again", Engine::Chromium, Screen::PHONE, None, async |world: &mut World| {
        let phone = &world.phone;
        phone.make_ready().await?;
        taps_before_the_code(world, "Date.now() + 36e5").await?;
        phone.finds("Not needed").await?;
        until("the tap to be used", async || Ok(tap_kept(world).await?.is_none().then_some(()))).await?;

        taps_before_the_code(world, "Date.now()").await?;
        phone.sees("An hour is running already.").await?;
        phone.tap("It is the same child").await?;
        until("the tap to be forgotten", async || Ok(tap_kept(world).await?.is_none().then_some(()))).await?;
        phone.open("/now").await?;
        phone.finishes_the_hour().await?;
        phone.open_app().await?;
        phone.finds("I am with a child now").await?;
        phone.must_not_show(&["You are with a child"]).await
    })
    .await
}

/// In each page: from now on nothing can be encrypted until `release()`, so that nothing is saved.
const HOLD_SAVING: &str = r#"{
  const real = SubtleCrypto.prototype.encrypt;
  const free = new Promise((release) => { globalThis.release = release; });
  SubtleCrypto.prototype.encrypt = function (...given) { return free.then(() => real.apply(this, given)); };
}"#;

/// Both tabs read the tap before either has saved its hour.
#[tokio::test]
async fn two_tabs_that_open_after_one_early_tap_go_on_with_one_hour() -> Result<()> {
    in_world("early-tap-two-tabs", Engine::Chromium, Screen::PHONE, None, async |world: &mut World| {
        let phone = &world.phone;
        phone.make_ready().await?;
        let session = phone.browser.session()?;
        let first = session.window().await?;
        phone.browser.devtools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": HOLD_SAVING })).await?;
        taps_before_the_code(world, "Date.now()").await?;
        phone.finds("Not needed").await?;

        let second = session.new_tab().await?;
        session.switch_to_window(second).await?;
        phone.open_app().await?;
        phone.finds("Not needed").await?;
        phone.works_as("Police").await?;
        let done = phone.does_a_step().await?;
        phone.nothing_is_unsaved().await?;
        session.close_window().await?;

        session.switch_to_window(first).await?;
        phone.run("release()", &[]).await?;
        phone.finds(&format!("Undo {done}")).await?;
        phone.nothing_is_unsaved().await?;
        phone.finishes_the_hour().await?;
        phone.open_app().await?;
        phone.finds("I am with a child now").await?;
        phone.must_not_show(&["You are with a child", "You tapped"]).await
    })
    .await
}

/// A tap of that time is kept, and the app is opened. It is kept where no app runs: one that has just opened would use it
/// itself.
async fn taps_before_the_code(world: &World, time: &str) -> Result<()> {
    world.phone.open("/healthz").await?;
    world.phone.run(&format!("localStorage.setItem('gh.tap', String({time}))"), &[]).await?;
    world.phone.open_app().await
}

async fn tap_kept(world: &World) -> Result<Option<String>> {
    Ok(world.phone.run("return localStorage.getItem('gh.tap')", &[]).await?.convert()?)
}

/// In each page, from `hang()` on until `release()`: the vault's transactions do not tell how they ended, and nobody's
/// patience with them ends.
const HANG: &str = r#"{
  const held = [];
  let hanging = false;
  const listen = IDBTransaction.prototype.addEventListener, wait = setTimeout;
  IDBTransaction.prototype.addEventListener = function (name, callback, ...rest) {
    const later = (event) => (hanging ? held.push(() => callback.call(this, event)) : callback.call(this, event));
    return listen.call(this, name, name === "complete" ? later : callback, ...rest);
  };
  globalThis.setTimeout = (call, ms, ...rest) => (hanging && ms > 3000 ? 0 : wait(call, ms, ...rest));
  globalThis.hang = () => { hanging = true; };
  globalThis.release = () => { hanging = false; held.splice(0).forEach((run) => run()); };
}"#;

#[tokio::test]
async fn while_the_vault_hangs_the_next_step_comes_and_is_not_called_saved_before_it_is() -> Result<()> {
    in_world("hanging-vault", Engine::Chromium, Screen::PHONE, None, async |world: &mut World| {
        let phone = &world.phone;
        phone.browser.devtools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": HANG })).await?;
        phone.make_ready().await?;
        phone.starts_the_hour().await?;
        phone.nothing_is_unsaved().await?;
        phone.run("hang()", &[]).await?;
        let first = phone.does_a_step().await?;
        phone.sees("Not saved on this phone").await?;
        // The second does not wait behind the first.
        let second = phone.does_a_step().await?;
        phone.run("release()", &[]).await?;
        until("both to be saved", async || Ok((!phone.shows("Not saved on this phone").await?).then_some(()))).await?;
        phone.open("/now").await?;
        for title in [first, second] {
            phone.finds(&format!("Undo {title}")).await?;
        }
        Ok(())
    })
    .await
}

/// Counts the locks that keep the screen on.
const LOCKS: &str = "globalThis.awake = new Set(); \
    const ask = WakeLock.prototype.request; \
    WakeLock.prototype.request = async function (kind) { \
        const lock = await ask.call(this, kind); \
        awake.add(lock); \
        lock.addEventListener('release', () => awake.delete(lock)); \
        return lock; \
    }";

/// In the browser that allows it. A screen that sleeps in the middle of a call to the police has to be unlocked first.
#[tokio::test]
async fn the_screen_is_kept_awake_during_the_hour_and_no_longer() -> Result<()> {
    in_world("awake", Engine::Chromium, Screen::PHONE, None, async |world: &mut World| {
        let phone = &world.phone;
        phone.browser.devtools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": LOCKS })).await?;
        let held = async |wanted: u64| {
            until(&format!("{wanted} locks on the screen"), async || {
                let held: u64 = phone.run("return awake.size", &[]).await?.convert()?;
                Ok((held == wanted).then_some(()))
            })
            .await
        };
        phone.open("/").await?;
        phone.has_mounted().await?;
        held(0).await?;
        phone.starts_the_hour().await?;
        held(1).await?;
        phone.tap("Record").await?;
        phone.is_at("Record").await?;
        held(1).await?;
        phone.ends_the_hour().await?;
        held(0).await
    })
    .await
}
