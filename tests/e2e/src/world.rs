//! One test: a desk with empty data, a browser with an empty profile, and what is left behind if it fails.
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context, Result};
use tokio::sync::Semaphore;

use crate::desk::Desk;
use crate::engine::{Browser, Engine, Screen, Without};
use crate::paths;
use crate::phone::Phone;

/// Two tests at a time: one alone leaves two thirds of two processors idle, three make each other slow.
static TURNS: Semaphore = Semaphore::const_new(2);

/// What a test has.
#[derive(Debug)]
pub struct World {
    /// The real desk.
    pub desk: Desk,
    /// The phone.
    pub phone: Phone,
    folder: PathBuf,
}

impl World {
    /// A file of this test alone.
    #[must_use]
    pub fn file(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// Another device, with a profile of its own, such as the computer at the desk.
    ///
    /// # Errors
    /// If it cannot be opened.
    pub async fn another_device(&self, engine: Engine, screen: Screen) -> Result<Phone> {
        let browser = Browser::open(engine, &self.folder.join("other"), screen, None).await?;
        Ok(Phone::new(browser, self.desk.app()))
    }
}

/// Runs a test in an engine, on a device. If it fails, a picture and the words of the page are left in its folder.
///
/// # Errors
/// What the test says, with the name of the folder.
pub async fn in_world(
    name: &str,
    engine: Engine,
    screen: Screen,
    without: Option<Without>,
    test: impl AsyncFnOnce(&mut World) -> Result<()>,
) -> Result<()> {
    if !engine.is_asked() {
        println!("left out: GH_BROWSERS does not name {}", engine.name());
        return Ok(());
    }
    let _turn = TURNS.acquire().await?;
    let begun = Instant::now();
    let folder = paths::fresh(&format!("{name}-{}", engine.name()))?;
    let desk = Desk::start(folder.clone()).await?;
    let browser = Browser::open(engine, &folder, screen, without).await?;
    let phone = Phone::new(browser, desk.app());
    let mut world = World { desk, phone, folder };
    let outcome = test(&mut world).await;
    let showed = match &outcome {
        Ok(()) => String::new(),
        Err(_) => leave_a_picture(&world.phone, &world.folder).await,
    };
    // The browser is ended whatever happened; only a test that passed has a say in how.
    let closed = world.phone.browser.close().await;
    note_time(name, engine, begun.elapsed().as_secs_f64());
    outcome.with_context(|| format!("see {}; the page showed: {showed}", world.folder.display()))?;
    closed
}

/// One line for each test: seconds, name, engine. Only for who asks where the time goes; no test rests on it.
fn note_time(name: &str, engine: Engine, seconds: f64) {
    let file = std::fs::OpenOptions::new().create(true).append(true).open(paths::times());
    if let Ok(mut file) = file {
        writeln!(file, "{seconds:.1} {name} {}", engine.name()).ok();
    }
}

/// So many letters of the page stand in what a failed test says: the folder is gone with the machine.
const SHOWN: usize = 600;

/// Answers with the address and the beginning of the words.
async fn leave_a_picture(phone: &Phone, folder: &Path) -> String {
    let Ok(session) = phone.browser.session() else { return "no browser".to_owned() };
    session.screenshot(&folder.join("failed.png")).await.ok();
    let words = phone.text().await.unwrap_or_else(|error| format!("{error:#}"));
    let address = session.current_url().await.map(|url| url.to_string()).unwrap_or_default();
    let complaints = phone.complaints().await.unwrap_or_default().join("\n");
    std::fs::write(folder.join("failed.txt"), format!("{address}\n\n{words}\n\n{complaints}\n")).ok();
    let all = format!("{address} {words} {complaints}");
    all.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(SHOWN).collect()
}
