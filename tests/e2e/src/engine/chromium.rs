//! Chromium over chromedriver.
use std::path::Path;
use std::process::Command;

use anyhow::Result;
use serde_json::{Value, json};
use thirtyfour::WebDriver;

use super::{Screen, Without, common};
use crate::paths;

const AS_ROOT: [&str; 12] = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    // A test goes to more pages in ten seconds than a person can: the browser would stop changing the address.
    "--disable-ipc-flooding-protection",
    // A camera that shows a moving pattern, and a person who allows it.
    "--use-fake-device-for-media-stream",
    "--use-fake-ui-for-media-stream",
];

const PHONE: &str =
    "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Mobile Safari/537.36";
const TABLET: &str =
    "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36";

/// The usual size of text in a browser, in CSS pixels.
const TEXT: u32 = 16;

pub fn driver(port: u16) -> Result<Command> {
    let mut command = Command::new(paths::program("chromedriver")?);
    command.arg(format!("--port={port}"));
    Ok(command)
}

pub fn capabilities(profile: &Path, screen: Screen, camera: Option<&Path>) -> Result<Value> {
    let mut arguments: Vec<String> = AS_ROOT.map(str::to_owned).into();
    arguments.push(format!("--user-data-dir={}", profile.display()));
    arguments.push(format!("--window-size={},{}", screen.width, screen.height));
    if let Some(film) = camera {
        // The browser's own path from a camera to the page is taken, with a film for the lens.
        arguments.push(format!("--use-file-for-fake-video-capture={}", film.display()));
    }
    let text = if screen.large_text { TEXT * 2 } else { TEXT };
    let options = json!({
        "binary": paths::program("chromium")?,
        "args": arguments,
        "prefs": { "webkit.webprefs.default_font_size": text },
        "mobileEmulation": {
            "deviceMetrics": { "width": screen.width, "height": screen.height, "pixelRatio": 2.0, "touch": true },
            "userAgent": if screen.phone { PHONE } else { TABLET },
        },
    });
    let mut all = common("chrome", "goog:chromeOptions", options);
    all["goog:loggingPrefs"] = json!({ "browser": "ALL" });
    Ok(all)
}

/// Takes away what the device lacks, before any page is opened.
pub async fn prepare(session: &WebDriver, screen: Screen, without: Option<Without>) -> Result<()> {
    if screen.dark {
        look(session, screen).await?;
    }
    let Some(without) = without else { return Ok(()) };
    let script = match without {
        Without::JavaScript => {
            session.cdp().send_raw("Emulation.setScriptExecutionDisabled", json!({ "value": true })).await?;
            return Ok(());
        }
        Without::ServiceWorker => "delete Navigator.prototype.serviceWorker",
        Without::WebAssembly => "delete globalThis.WebAssembly",
        Without::LaterPart => {
            "const go = fetch; globalThis.fetch = (what, ...rest) => String(what).endsWith('-later.wasm') && \
             !sessionStorage.getItem('let-through') ? Promise.reject(new TypeError('no network')) : go(what, ...rest)"
        }
        Without::IndexedDb => "Object.defineProperty(globalThis, 'indexedDB', { value: undefined })",
    };
    session.cdp().send_raw("Page.addScriptToEvaluateOnNewDocument", json!({ "source": script })).await?;
    Ok(())
}

/// Size and colours of the open page. The size of text needs a new start.
pub async fn look(session: &WebDriver, screen: Screen) -> Result<()> {
    let size = json!({ "width": screen.width, "height": screen.height, "deviceScaleFactor": 2, "mobile": true });
    session.cdp().send_raw("Emulation.setDeviceMetricsOverride", size).await?;
    let scheme = if screen.dark { "dark" } else { "light" };
    let media = json!({ "features": [{ "name": "prefers-color-scheme", "value": scheme }] });
    session.cdp().send_raw("Emulation.setEmulatedMedia", media).await?;
    Ok(())
}
