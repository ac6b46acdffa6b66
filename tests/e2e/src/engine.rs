//! A browser that keeps its profile: it can be closed, killed and opened again.
mod chromium;
mod firefox;
mod webkit;

use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, Result};
use serde_json::{Value, json};
use thirtyfour::{Capabilities, WebDriver};
use tokio::net::TcpStream;

use crate::paths;
use crate::process::Process;
use crate::until::until;

/// The three engines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// Chromium, over chromedriver.
    Chromium,
    /// WebKitGTK: the engine of every browser on an iPhone.
    WebKit,
    /// Firefox, over geckodriver.
    Firefox,
}

impl Engine {
    /// Its name in `GH_BROWSERS` and in folder names.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Chromium => "chromium",
            Self::WebKit => "webkit",
            Self::Firefox => "firefox",
        }
    }

    /// Whether this run is to use it.
    #[must_use]
    pub fn is_asked(self) -> bool {
        std::env::var("GH_BROWSERS").map_or(true, |names| names.split(',').any(|name| name.trim() == self.name()))
    }
}

/// What a device lacks. In Chromium only.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Without {
    /// No service worker, as in some private windows.
    ServiceWorker,
    /// No WebAssembly, as in Lockdown Mode.
    WebAssembly,
    /// No IndexedDB.
    IndexedDb,
    /// The second part of the wasm does not come until `let-through` stands in the page's sessionStorage: the
    /// network went after the first.
    LaterPart,
    /// No script at all.
    JavaScript,
}

/// How the page is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Screen {
    /// CSS pixels.
    pub width: u32,
    /// CSS pixels.
    pub height: u32,
    /// A phone that can ring; else a tablet.
    pub phone: bool,
    /// The person chose dark.
    pub dark: bool,
    /// Text at twice its size, as set in the browser.
    pub large_text: bool,
}

impl Screen {
    /// A phone held upright.
    pub const PHONE: Self = Self { width: 390, height: 844, phone: true, dark: false, large_text: false };
    /// The smallest screen that is cared for.
    pub const SMALL: Self = Self { width: 320, height: 640, ..Self::PHONE };
    /// A tablet on its side.
    pub const TABLET: Self = Self { width: 1024, height: 768, phone: false, ..Self::PHONE };

    /// The same in dark.
    #[must_use]
    pub const fn in_dark(self) -> Self {
        Self { dark: true, ..self }
    }

    /// The same with text at 200 %.
    #[must_use]
    pub const fn with_large_text(self) -> Self {
        Self { large_text: true, ..self }
    }
}

/// A browser with one profile.
#[derive(Debug)]
pub struct Browser {
    engine: Engine,
    folder: PathBuf,
    screen: Screen,
    without: Option<Without>,
    /// Every command waits until the page has loaded in full.
    waits: bool,
    /// What its camera sees: a film of one picture.
    camera: Option<PathBuf>,
    running: Option<Running>,
}

#[derive(Debug)]
struct Running {
    driver: Process,
    /// Held only to be ended after the driver: WebKit's display.
    _display: Option<Process>,
    session: WebDriver,
}

impl Browser {
    /// Opens a browser with a new profile in `folder`.
    ///
    /// # Errors
    /// If its driver or it cannot be started.
    pub async fn open(engine: Engine, folder: &Path, screen: Screen, without: Option<Without>) -> Result<Self> {
        Self::start(Self {
            engine,
            folder: folder.to_owned(),
            screen,
            without,
            waits: true,
            camera: None,
            running: None,
        })
        .await
    }

    /// Opens Chromium as a phone, with the profile in `folder` or a new one. It can be asked and tapped while a page is
    /// still loading, which is when the bench has to look.
    ///
    /// # Errors
    /// If its driver or it cannot be started.
    pub async fn open_unwaiting(folder: &Path) -> Result<Self> {
        let (engine, screen) = (Engine::Chromium, Screen::PHONE);
        Self::start(Self {
            engine,
            folder: folder.to_owned(),
            screen,
            without: None,
            waits: false,
            camera: None,
            running: None,
        })
        .await
    }

    async fn start(mut browser: Self) -> Result<Self> {
        std::fs::create_dir_all(browser.profile())?;
        browser.open_again().await?;
        Ok(browser)
    }

    /// Which one it is.
    #[must_use]
    pub const fn engine(&self) -> Engine {
        self.engine
    }

    /// The folder of its profile.
    #[must_use]
    pub fn profile(&self) -> PathBuf {
        self.folder.join("profile")
    }

    /// The open session.
    ///
    /// # Errors
    /// If the browser is closed.
    pub fn session(&self) -> Result<&WebDriver> {
        Ok(&self.running.as_ref().context("the browser is closed")?.session)
    }

    /// From the next opening on its camera sees this film, which may be changed meanwhile. In Chromium only.
    pub fn sees_through(&mut self, film: PathBuf) {
        self.camera = Some(film);
    }

    /// Opens it again with the profile it had.
    ///
    /// # Errors
    /// If its driver or it cannot be started.
    pub async fn open_again(&mut self) -> Result<()> {
        let port = paths::free_port()?;
        let profile = self.profile();
        let log = self.folder.join("driver.log");
        let mark = profile.display().to_string();
        let (mut display, mut command) = (None, None);
        let mut capabilities = match self.engine {
            Engine::Chromium => chromium::capabilities(&profile, self.screen, self.camera.as_deref())?,
            Engine::Firefox => firefox::capabilities(&profile, self.screen)?,
            Engine::WebKit => {
                let (xvfb, name) = webkit::display(&self.folder).await?;
                display = Some(xvfb);
                command = Some(webkit::driver(port, &name, &profile, self.screen)?);
                webkit::capabilities()?
            }
        };
        if !self.waits {
            capabilities["pageLoadStrategy"] = json!("none");
        }
        let mut command = match command {
            Some(command) => command,
            None if self.engine == Engine::Chromium => chromium::driver(port)?,
            None => firefox::driver(port)?,
        };
        let driver = Process::start_marked(&mut command, &log, &mark)?;
        until("a browser's driver to listen", async || Ok(TcpStream::connect(("127.0.0.1", port)).await.ok())).await?;
        let session = start(port, capabilities).await.with_context(|| format!("no session; see {}", log.display()))?;
        session.set_script_timeout(Duration::from_secs(90)).await?;
        self.running = Some(Running { driver, _display: display, session });
        if self.engine == Engine::Chromium {
            chromium::prepare(self.session()?, self.screen, self.without).await?;
        }
        Ok(())
    }

    /// Closes it as a person does.
    ///
    /// # Errors
    /// If it does not close.
    pub async fn close(&mut self) -> Result<()> {
        let Some(Running { driver, _display, session }) = self.running.take() else { return Ok(()) };
        // WebKit may answer that there is no such window: closing it was what was asked.
        if let Err(error) = session.clone().quit().await {
            session.leak().ok();
            if self.engine != Engine::WebKit {
                return Err(error.into());
            }
        }
        driver.started_has_ended().await.or(driver.kill_started().await)
    }

    /// Kills it: `kill -9`, in the middle of whatever it does.
    ///
    /// # Errors
    /// If it survives.
    pub async fn kill(&mut self) -> Result<()> {
        let Running { driver, _display, session } = self.running.take().context("the browser is closed")?;
        driver.kill_started().await?;
        session.leak().ok();
        Ok(())
    }

    /// Another size and other colours for the open page, until the browser is closed. In Chromium only.
    ///
    /// # Errors
    /// If the browser refuses.
    pub async fn look_at(&self, screen: Screen) -> Result<()> {
        chromium::look(self.session()?, screen).await
    }

    /// Sends a command of the DevTools protocol. In Chromium only.
    ///
    /// # Errors
    /// If the browser refuses.
    pub async fn devtools(&self, method: &str, parameters: Value) -> Result<Value> {
        Ok(self.session()?.cdp().send_raw(method, parameters).await?)
    }
}

async fn start(port: u16, capabilities: Value) -> Result<WebDriver> {
    let capabilities: Capabilities = serde_json::from_value(capabilities)?;
    let address = format!("http://127.0.0.1:{port}");
    Ok(WebDriver::builder(address, capabilities).request_timeout(Duration::from_secs(120)).await?)
}

/// What every engine is told: refused certificates stay refused, pages load in full.
fn common(browser: &str, options: &str, values: Value) -> Value {
    json!({ "browserName": browser, "pageLoadStrategy": "normal", options: values })
}
