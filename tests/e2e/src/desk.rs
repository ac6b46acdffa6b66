//! The real desk. "Offline" is this program, really stopped.
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, ensure};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use crate::paths;
use crate::process::Process;
use crate::until::until;

/// What the test desk says of itself. The number is of a range kept for fiction.
pub const AGENCY: &str = "Northmere children’s social care";
/// The area it covers.
pub const AREA: &str = "Northmere";
/// Its duty number.
pub const TELEPHONE: &str = "01632 960 114";

/// A desk with its data and its two addresses, which stay the same however often it is stopped.
#[derive(Debug)]
pub struct Desk {
    folder: PathBuf,
    app: PathBuf,
    app_port: u16,
    desk_port: u16,
    running: Option<Process>,
}

impl Desk {
    /// Starts a new desk with empty data in `folder`.
    ///
    /// # Errors
    /// If it does not start or does not answer.
    pub async fn start(folder: PathBuf) -> Result<Self> {
        let (app_port, desk_port) = (paths::free_port()?, paths::free_port()?);
        let mut desk = Self { folder, app: paths::dist()?, app_port, desk_port, running: None };
        desk.start_again().await?;
        Ok(desk)
    }

    /// The address of the app.
    #[must_use]
    pub fn app(&self) -> String {
        format!("http://127.0.0.1:{}", self.app_port)
    }

    /// The address of the desk's own pages.
    #[must_use]
    pub fn pages(&self) -> String {
        format!("http://127.0.0.1:{}", self.desk_port)
    }

    /// From the next start on it serves the app of another folder.
    pub fn serves(&mut self, app: PathBuf) {
        self.app = app;
    }

    fn data(&self) -> PathBuf {
        self.folder.join("data")
    }

    /// Starts it on the same ports with the same data.
    ///
    /// # Errors
    /// If it does not start or does not answer.
    pub async fn start_again(&mut self) -> Result<()> {
        let mut command = Command::new(paths::desk()?);
        command
            .arg("serve")
            .args(["--listen", &format!("127.0.0.1:{}", self.app_port)])
            .args(["--desk-listen", &format!("127.0.0.1:{}", self.desk_port)])
            .arg("--data")
            .arg(self.data())
            .arg("--app")
            .arg(&self.app)
            .args(["--agency", AGENCY, "--area", AREA, "--phone", TELEPHONE]);
        let mut process = Process::start(&mut command, &self.folder.join("desk.log"))?;
        let (app, log) = (self.app_port, self.folder.join("desk.log"));
        until("the desk to answer that it is well", async || {
            ensure!(process.runs()?, "the desk has stopped; its words are in {}", log.display());
            Ok(ask(app, "GET", "/healthz", "").await?.is(200).then_some(()))
        })
        .await?;
        self.running = Some(process);
        Ok(())
    }

    /// Stops it. From now on there is no server at its addresses.
    ///
    /// # Errors
    /// If it does not stop.
    pub async fn stop(&mut self) -> Result<()> {
        let mut process = self.running.take().context("the desk is stopped already")?;
        process.stop().await?;
        ensure!(TcpStream::connect(("127.0.0.1", self.app_port)).await.is_err(), "something still answers");
        Ok(())
    }

    /// A new one-time sign-in link.
    ///
    /// # Errors
    /// If the desk's program gives none.
    pub fn sign_in_link(&self) -> Result<String> {
        let output = Command::new(paths::desk()?).arg("sign-in-link").arg("--data").arg(self.data()).output()?;
        let words = String::from_utf8_lossy(&output.stdout).into_owned();
        let link = words.split_whitespace().find(|word| word.starts_with("http")).map(str::to_owned);
        link.with_context(|| format!("no sign-in link in: {words}{}", String::from_utf8_lossy(&output.stderr)))
    }

    /// Asks the app's address for something.
    ///
    /// # Errors
    /// If there is no answer.
    pub async fn ask_app(&self, method: &str, path: &str, headers: &str) -> Result<Answer> {
        ask(self.app_port, method, path, headers).await
    }

    /// Asks the address of the desk's own pages for something.
    ///
    /// # Errors
    /// If there is no answer.
    pub async fn ask_pages(&self, method: &str, path: &str, headers: &str) -> Result<Answer> {
        ask(self.desk_port, method, path, headers).await
    }
}

/// What a server answered.
#[derive(Debug)]
pub struct Answer {
    head: String,
}

impl Answer {
    /// Whether the status is this.
    #[must_use]
    pub fn is(&self, status: u16) -> bool {
        self.head.starts_with(&format!("HTTP/1.1 {status} "))
    }

    /// Status and headers, as they came.
    #[must_use]
    pub fn head(&self) -> &str {
        &self.head
    }
}

/// One request with an empty body, bare: no cookie, no redirect, no other header than those given (each ends with CR LF).
async fn ask(port: u16, method: &str, path: &str, headers: &str) -> Result<Answer> {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).await?;
    let request = format!(
        "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\nContent-Length: 0\r\n{headers}\r\n"
    );
    stream.write_all(request.as_bytes()).await?;
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).await?;
    let text = String::from_utf8_lossy(&bytes);
    Ok(Answer { head: text.split("\r\n\r\n").next().unwrap_or_default().to_owned() })
}
