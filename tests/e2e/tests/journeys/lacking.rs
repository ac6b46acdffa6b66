//! What stays when a device lacks something: the first steps and 999, always.
use anyhow::{Result, ensure};
use gh_e2e::phone::Phone;
use gh_e2e::until::until;
use gh_e2e::{Engine, Screen, Without, World, in_world};
use serde_json::json;

/// The first steps can be read, and 999 can be rung.
async fn first_steps_and_999(phone: &Phone) -> Result<()> {
    phone.sees("With a child now? Start here.").await?;
    let steps: Vec<String> = phone
        .run("return [...document.querySelectorAll('#first-steps ol li')].map((e) => e.innerText)", &[])
        .await?
        .convert()?;
    ensure!(steps.len() == 3 && steps.iter().all(|step| step.len() > 20), "the first steps are {steps:?}");
    phone.sees("08000 121 700").await?;
    // The app may take the place of the static page at any moment: then the link is looked for again.
    until("999 to be one tap away", async || {
        let call = phone.finds("Call 999").await?;
        Ok((call.attr("href").await?.as_deref() == Some("tel:999")).then_some(()))
    })
    .await
}

async fn without(name: &str, lack: Without, then: impl AsyncFnOnce(&Phone) -> Result<()>) -> Result<()> {
    in_world(name, Engine::Chromium, Screen::PHONE, Some(lack), async |world: &mut World| {
        world.phone.open("/").await?;
        first_steps_and_999(&world.phone).await?;
        world.phone.finds("I am with a child now").await?;
        then(&world.phone).await
    })
    .await
}

#[tokio::test]
async fn without_javascript_the_first_steps_and_999_are_there() -> Result<()> {
    without("no-javascript", Without::JavaScript, async |phone| phone.sees("These steps still work").await).await
}

#[tokio::test]
async fn without_webassembly_the_first_steps_and_999_are_there() -> Result<()> {
    without("no-webassembly", Without::WebAssembly, async |phone| {
        phone.sees("The full app could not open. These steps still work.").await?;
        phone.tap("I am with a child now").await?;
        phone.sees("Started at").await?;
        first_steps_and_999(phone).await
    })
    .await
}

#[tokio::test]
async fn without_a_service_worker_the_first_steps_and_999_are_there_and_the_app_opens() -> Result<()> {
    without("no-service-worker", Without::ServiceWorker, async |phone| {
        phone.has_mounted().await?;
        first_steps_and_999(phone).await?;
        phone.must_not_show(&["Works offline"]).await?;
        phone.starts_the_hour().await?;
        phone.does_a_step().await?;
        phone.nothing_is_unsaved().await
    })
    .await
}

#[tokio::test]
async fn without_indexeddb_three_steps_can_be_done_and_are_never_called_saved() -> Result<()> {
    without("no-indexeddb", Without::IndexedDb, async |phone| {
        phone.has_mounted().await?;
        first_steps_and_999(phone).await?;
        phone.starts_the_hour().await?;
        for _ in 0..3 {
            let done = phone.does_a_step().await?;
            phone.finds(&format!("Undo {done}")).await?;
        }
        phone.sees("Not saved on this phone").await?;
        phone.finds("Try again").await?;
        phone.must_not_show(&["Saved on this phone"]).await?;
        // Send is replaced by the calls.
        phone.tap("Record").await?;
        phone.tap("Check and send").await?;
        phone.is_at("Check and send").await?;
        phone.sees("Not saved on this phone").await?;
        ensure!(!phone.has("Send now").await?, "Send is offered for a record that is not saved");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn without_the_second_part_the_hour_is_kept_and_the_rest_comes_when_it_is_asked_for() -> Result<()> {
    without("no-later-part", Without::LaterPart, async |phone| {
        phone.has_mounted().await?;
        first_steps_and_999(phone).await?;
        phone.must_not_show(&["Works offline"]).await?;
        phone.starts_the_hour().await?;
        phone.tap("More about this step").await?;
        phone.sees("They need signal once. The step works without them.").await?;
        phone.does_a_step().await?;
        phone.nothing_is_unsaved().await?;
        phone.tap("Record").await?;
        phone.sees("This page needs signal once").await?;
        phone.sees("Nothing is lost").await?;
        phone.run("sessionStorage.setItem('let-through', '1')", &[]).await?;
        phone.tap("Try again").await?;
        phone.is_at("Record").await?;
        phone.tap("Now").await?;
        phone.tap("More about this step").await?;
        phone.sees("Where this comes from").await?;
        phone.does_a_step().await?;
        phone.nothing_is_unsaved().await
    })
    .await
}

#[tokio::test]
async fn without_the_styles_of_the_other_screens_the_hour_goes_on_and_they_come_when_they_can() -> Result<()> {
    in_world("no-styles", Engine::Chromium, Screen::PHONE, Some(Without::ServiceWorker), async |world: &mut World| {
        let phone = &world.phone;
        let block =
            async |urls: &[&str]| phone.browser.devtools("Network.setBlockedURLs", json!({ "urls": urls })).await;
        phone.browser.devtools("Network.enable", json!({})).await?;
        block(&["*.css"]).await?;
        phone.open("/").await?;
        phone.has_mounted().await?;
        first_steps_and_999(phone).await?;
        phone.starts_the_hour().await?;
        phone.does_a_step().await?;
        phone.nothing_is_unsaved().await?;
        let styled = async || -> Result<bool> {
            Ok(phone
                .run("return getComputedStyle(document.querySelector('.acts')).position === 'sticky'", &[])
                .await?
                .convert()?)
        };
        ensure!(!styled().await?, "the styles are there although they were blocked");
        block(&[]).await?;
        until("the styles of the step", async || Ok(styled().await?.then_some(()))).await
    })
    .await
}
