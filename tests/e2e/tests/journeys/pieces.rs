//! The page on a line that brings it in two pieces: what is drawn of it, and when.
use std::sync::Arc;

use anyhow::{Context, Result, ensure};
use gh_e2e::{Engine, Screen, World, in_world, paths};
use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Notify;
use tokio::task::JoinSet;

/// Up to here the first piece goes: into the big button, before its words.
const CUT: &str = r#"<span class="go">"#;
/// The page asks for this when it wants the second piece.
const REST: &str = "/rest";

/// Serves the built page until it is dropped: the second piece when the page asks for it.
struct Line {
    address: String,
    _serving: JoinSet<()>,
}

impl Line {
    async fn open() -> Result<Self> {
        let page = std::fs::read_to_string(paths::dist()?.join("index.html"))?;
        let at = page.find(CUT).context("the page has no big button")?;
        let pieces = Arc::new((page[..at].to_owned(), page[at..].to_owned()));
        let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        let address = format!("http://{}/", listener.local_addr()?);
        let (rest, mut serving) = (Arc::new(Notify::new()), JoinSet::new());
        serving.spawn(async move {
            let mut each = JoinSet::new();
            while let Ok((stream, _)) = listener.accept().await {
                let (pieces, rest) = (Arc::clone(&pieces), Arc::clone(&rest));
                // A browser that hangs up early wants no answer.
                each.spawn(async move { answer(stream, &pieces, &rest).await.ok() });
            }
        });
        Ok(Self { address, _serving: serving })
    }
}

async fn answer(mut stream: TcpStream, (first, second): &(String, String), rest: &Notify) -> Result<()> {
    let mut request = [0; 4096];
    let length = stream.read(&mut request).await?;
    let request = String::from_utf8_lossy(&request[..length]);
    match request.split(' ').nth(1) {
        Some("/") => {
            let head = "HTTP/1.1 200 OK\r\ncontent-type: text/html; charset=utf-8\r\nconnection: close\r\n\r\n";
            stream.write_all(head.as_bytes()).await?;
            stream.write_all(first.as_bytes()).await?;
            rest.notified().await;
            stream.write_all(second.as_bytes()).await?;
        }
        path => {
            if path == Some(REST) {
                rest.notify_one();
            }
            stream.write_all(b"HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\nconnection: close\r\n\r\n").await?;
        }
    }
    Ok(stream.shutdown().await?)
}

/// Opens the page in which `script` says when the rest comes.
async fn in_pieces(name: &str, script: &str, then: impl AsyncFnOnce(&World) -> Result<()>) -> Result<()> {
    in_world(name, Engine::Chromium, Screen::PHONE, None, async |world: &mut World| {
        let line = Line::open().await?;
        world.phone.browser.devtools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": script })).await?;
        world.phone.go_to(&line.address).await?;
        then(world).await
    })
    .await
}

/// Many requests one after the other: time enough for a frame. The page's own patience does not end.
const BETWEEN_FRAMES: &str = r#"{
  const later = setTimeout;
  globalThis.setTimeout = (what, after, ...more) => (after === 1000 ? 0 : later(what, after, ...more));
  new MutationObserver(async (_, watch) => {
    if (!document.querySelector(".hero .sky path")) return;
    watch.disconnect();
    for (let i = 0; i < 100; i++) await fetch("/again");
    fetch("/rest");
  }).observe(document, { subtree: true, childList: true });
}"#;

/// When something was first drawn and when the page was whole, and what moved.
const DRAWN: &str = r#"
  const done = arguments[arguments.length - 1];
  new PerformanceObserver((paints) => {
    const [page] = performance.getEntriesByType("navigation");
    const moved = new PerformanceObserver(() => {});
    moved.observe({ type: "layout-shift", buffered: true });
    requestAnimationFrame(() => setTimeout(() => {
      done([paints.getEntries()[0].startTime, page.responseEnd, moved.takeRecords().length]);
    }));
  }).observe({ type: "paint", buffered: true });"#;

#[tokio::test]
async fn a_page_that_comes_in_two_pieces_is_drawn_as_a_whole_and_nothing_moves() -> Result<()> {
    in_pieces("two-pieces", BETWEEN_FRAMES, async |world| {
        let told = world.phone.browser.session()?.execute_async(DRAWN, Vec::new()).await?;
        let [drawn, whole, moved] = told.convert::<[f64; 3]>()?;
        ensure!(drawn >= whole, "a part was drawn at {drawn} ms; the whole was there at {whole}");
        ensure!(moved == 0.0, "{moved} times something moved");
        Ok(())
    })
    .await
}

/// The rest comes only when something stands on the screen.
const WHEN_DRAWN: &str = r#"new PerformanceObserver((_, watch) => {
  watch.disconnect();
  globalThis.button = document.querySelector("a.hero")?.checkVisibility() ?? false;
  fetch("/rest");
}).observe({ type: "paint", buffered: true })"#;

#[tokio::test]
async fn a_line_that_fails_in_the_middle_of_the_page_leaves_what_is_here_on_the_screen() -> Result<()> {
    in_pieces("half-a-page", WHEN_DRAWN, async |world| {
        let button: bool = world.phone.run("return globalThis.button", &[]).await?.convert()?;
        ensure!(button, "the big button was not among what was drawn first");
        world.phone.sees("With a child now? Start here.").await
    })
    .await
}
