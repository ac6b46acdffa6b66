//! A newer version of the app, and the hour that runs.
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use data_encoding::HEXLOWER;
use gh_e2e::until::until;
use gh_e2e::{Engine, Screen, World, in_world, paths};
use sha2::{Digest, Sha256};

const MARK: &str = "<meta name=\"second-version\">";

/// Writes the built app anew as another version: its page carries a mark, and its worker another version and list.
fn second_version(folder: &Path) -> Result<()> {
    paths::copy_folder(&paths::dist()?, folder)?;
    let hash = |text: &str| HEXLOWER.encode(&Sha256::digest(text.as_bytes()));
    let (page, worker) = (folder.join("index.html"), folder.join("sw.js"));
    let (old_page, old_worker) = (fs::read_to_string(&page)?, fs::read_to_string(&worker)?);
    let new_page = old_page.replacen("</head>", &format!("{MARK}</head>"), 1);
    let listed = old_worker.replace(&hash(&old_page), &hash(&new_page));
    ensure!(listed != old_worker, "the worker's list does not have the page");
    let (_, rest) = listed.split_once(";\n").context("the worker begins with its version")?;
    fs::write(&page, new_page)?;
    fs::write(&worker, format!("const VERSION=\"2222222222222222\";\n{rest}"))?;
    for twin in ["index.html.br", "index.html.gz", "sw.js.br", "sw.js.gz"] {
        if folder.join(twin).exists() {
            fs::remove_file(folder.join(twin))?;
        }
    }
    Ok(())
}

const IS_SECOND: &str = "return Boolean(document.querySelector('meta[name=second-version]'))";
const WAITS: &str = "const there = await navigator.serviceWorker.getRegistration(); \
                     if (!there?.waiting) await there?.update().catch(() => {}); return Boolean(there?.waiting)";

/// An hour runs, a newer version has been put in the place of the app and waits, and the app is opened anew with no
/// server. The browser lets the waiting one take over when the last page closes.
async fn opened_anew(name: &str, then: impl AsyncFnOnce(&World) -> Result<()>) -> Result<()> {
    in_world(name, Engine::Chromium, Screen::PHONE, None, async |world: &mut World| {
        world.phone.make_ready().await?;
        world.phone.starts_the_hour().await?;
        world.phone.nothing_is_unsaved().await?;

        let second = paths::fresh(&format!("{name}-second-version"))?;
        second_version(&second)?;
        world.desk.stop().await?;
        world.desk.serves(second);
        world.desk.start_again().await?;
        let waits = async || Ok(world.phone.run(WAITS, &[]).await?.convert::<bool>()?.then_some(()));
        until("the newer version to wait", waits).await?;

        world.desk.stop().await?;
        world.phone.restart().await?;
        world.phone.open("/now").await?;
        world.phone.finds("Not needed").await?;
        ensure!(!world.phone.run(WAITS, &[]).await?.convert::<bool>()?, "the newer version still waits");
        ensure!(!is_second(world).await?, "it took over in the hour");
        then(world).await
    })
    .await
}

async fn is_second(world: &World) -> Result<bool> {
    Ok(world.phone.run(IS_SECOND, &[]).await?.convert()?)
}

#[tokio::test]
async fn a_newer_version_does_not_take_over_while_an_hour_runs_even_when_the_app_is_opened_anew() -> Result<()> {
    opened_anew("update-in-the-hour", async |world| {
        world.phone.does_a_step().await?;
        world.phone.finishes_the_hour().await?;
        world.phone.open_app().await?;
        ensure!(is_second(world).await?, "it did not come after the hour");
        world.phone.finds("I am with a child now").await?;
        Ok(())
    })
    .await
}

/// Without it the version of the hour would not open, and the server has it no more.
const LOSE_A_FILE: &str = "for (const name of await caches.keys()) { \
                           if (name === 'app-2222222222222222') continue; \
                           const cache = await caches.open(name); \
                           for (const { url } of await cache.keys()) if (url.endsWith('_bg.wasm')) await cache.delete(url); \
                           }";

#[tokio::test]
async fn an_hour_whose_version_the_browser_has_thrown_away_in_part_goes_on_with_the_newer_one() -> Result<()> {
    opened_anew("update-lost-file", async |world| {
        world.phone.run(LOSE_A_FILE, &[]).await?;
        world.phone.open("/now").await?;
        world.phone.finds("Not needed").await?;
        ensure!(is_second(world).await?, "the older page stands there without its code");
        world.phone.does_a_step().await.map(drop)
    })
    .await
}
