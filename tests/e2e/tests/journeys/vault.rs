//! A vault that does not do its work for a while: nothing of the hour waits for it, and nothing has to be asked of it twice.
use anyhow::{Result, ensure};
use gh_e2e::desk::{AGENCY, TELEPHONE};
use gh_e2e::phone::Phone;
use gh_e2e::until::until;
use gh_e2e::{Engine, Screen, World, in_world};
use serde_json::json;

/// From here on each page of the phone begins with this script.
async fn begins_with(phone: &Phone, script: &str) -> Result<()> {
    phone.browser.devtools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": script })).await.map(drop)
}

/// Waits until nothing is called unsaved any more. Nobody taps Try again.
async fn is_saved_by_itself(phone: &Phone) -> Result<()> {
    until("it to be saved", async || Ok((!phone.shows("Not saved on this phone").await?).then_some(()))).await
}

/// In each page, from `refuse()` on until `allow()`: the vault takes nothing, as on a phone that is full.
const REFUSE: &str = r#"{
  let refusing = false;
  for (const name of ["add", "put"]) {
    const real = IDBObjectStore.prototype[name];
    IDBObjectStore.prototype[name] = function (...given) {
      if (refusing) throw new DOMException("full", "QuotaExceededError");
      return real.apply(this, given);
    };
  }
  globalThis.refuse = () => { refusing = true; };
  globalThis.allow = () => { refusing = false; };
}"#;

#[tokio::test]
async fn what_the_vault_refused_is_saved_by_itself_once_it_takes_it() -> Result<()> {
    in_world("refusing-vault", Engine::Chromium, Screen::PHONE, None, async |world: &mut World| {
        let phone = &world.phone;
        begins_with(phone, REFUSE).await?;
        phone.make_ready().await?;
        phone.starts_the_hour().await?;
        phone.nothing_is_unsaved().await?;
        phone.run("refuse()", &[]).await?;
        let done = phone.does_a_step().await?;
        phone.sees("Not saved on this phone").await?;
        phone.finds("Try again").await?;
        phone.run("allow()", &[]).await?;
        is_saved_by_itself(phone).await?;
        phone.open("/now").await?;
        phone.finds(&format!("Undo {done}")).await.map(drop)
    })
    .await
}

/// In each page, until `opens` stands in its sessionStorage: the vault's database answers nothing when it is opened, as on a
/// phone that is busy with something else.
const SHUT: &str = r#"{
  const real = IDBFactory.prototype.open;
  IDBFactory.prototype.open = function (name, ...rest) {
    const shut = name === "golden-hour-vault" && !sessionStorage.getItem("opens");
    return shut ? new EventTarget() : real.call(this, name, ...rest);
  };
}"#;
const OPENS: &str = "sessionStorage.setItem('opens', '1')";
const SHUTS: &str = "sessionStorage.removeItem('opens')";

#[tokio::test]
async fn a_vault_that_would_not_open_takes_the_hour_as_soon_as_it_does() -> Result<()> {
    in_world("shut-vault", Engine::Chromium, Screen::PHONE, None, async |world: &mut World| {
        let phone = &world.phone;
        begins_with(phone, SHUT).await?;
        phone.open_app().await?;
        phone.starts_the_hour().await?;
        let done = phone.does_a_step().await?;
        phone.sees("Not saved on this phone").await?;
        phone.finds("Try again").await?;
        phone.run(OPENS, &[]).await?;
        is_saved_by_itself(phone).await?;
        // What could not be done without a vault follows: the phone is joined to its desk.
        phone.tap("Menu").await?;
        phone.is_at("Menu").await?;
        phone.tap("Settings").await?;
        phone.sees(AGENCY).await?;
        phone.open("/now").await?;
        phone.finds(&format!("Undo {done}")).await.map(drop)
    })
    .await
}

#[tokio::test]
async fn what_a_shut_vault_holds_comes_back_beside_what_was_noted_meanwhile() -> Result<()> {
    in_world("shut-vault-with-records", Engine::Chromium, Screen::PHONE, None, async |world: &mut World| {
        let phone = &world.phone;
        begins_with(phone, SHUT).await?;
        phone.open("/").await?;
        phone.run(OPENS, &[]).await?;
        phone.make_ready().await?;
        phone.gives_a_number().await?;
        phone.tap("Start").await?;
        phone.has_a_concern("She flinches when her aunt speaks.", "Northmere School, the nurse’s room").await?;
        phone.says_saved().await?;
        phone.run(SHUTS, &[]).await?;
        phone.open("/").await?;
        phone.starts_the_hour().await?;
        phone.does_a_step().await?;
        phone.sees("Not saved on this phone").await?;
        // Nothing is known of what stands in Settings while the vault is shut.
        phone.goes_by("PC 4471").await?;
        phone.tap("Now").await?;
        phone.run(OPENS, &[]).await?;
        is_saved_by_itself(phone).await?;
        phone.open("/settings").await?;
        phone.is_at("Settings").await?;
        let number = phone.reads("A number to ring you back").await?;
        let name = phone.reads("Your name").await?;
        ensure!(name == "PC 4471", "the name that was typed meanwhile is “{name}”");
        ensure!(number == TELEPHONE, "in Settings stood {TELEPHONE}, and now “{number}”");
        phone.open("/records").await?;
        phone.is_at("Records").await?;
        let records: u64 =
            phone.run("return document.querySelectorAll('main .card h3').length", &[]).await?.convert()?;
        ensure!(records == 2, "{records} records, not the stored one and the new one");
        Ok(())
    })
    .await
}

/// In each page: the database of the guidance answers nothing, as after the browser was killed on a busy phone.
const DEAF: &str = r#"{
  const real = IDBFactory.prototype.open;
  IDBFactory.prototype.open = function (name, ...rest) {
    return name === "golden-hour-guidance" ? new EventTarget() : real.call(this, name, ...rest);
  };
}"#;

/// Seen in WebKit: the page was on its way for ever.
#[tokio::test]
async fn guidance_that_the_phone_keeps_and_does_not_give_is_taken_from_the_app_instead() -> Result<()> {
    in_world("deaf-guidance", Engine::Chromium, Screen::PHONE, None, async |world: &mut World| {
        let phone = &mut world.phone;
        phone.make_ready().await?;
        phone.starts_the_hour().await?;
        begins_with(phone, DEAF).await?;
        for (path, heading) in
            [("/handover", "Handover sheet"), ("/guidance", "Guidance"), ("/signs", "Check the signs")]
        {
            phone.open(path).await?;
            phone.is_at(heading).await?;
        }
        Ok(())
    })
    .await
}
