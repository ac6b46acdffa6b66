//! Tells another system that a record has come. It says nothing of the child, the sender or the reference.
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use serde::Serialize;
use tokio::sync::{mpsc, watch};

use crate::server::stopped;

/// Alerts that may wait at once. More than that come in one storm, and one alert is enough for a person to look.
const WAITING: usize = 256;
/// How long the other system may take.
const PATIENCE: Duration = Duration::from_secs(10);

/// What is posted.
#[derive(Debug, Clone, Serialize)]
pub struct Alert {
    /// Always `new-record`.
    pub kind: &'static str,
    /// When it came: milliseconds since the Unix epoch.
    pub at_ms: i64,
    /// How many records nobody has opened.
    pub waiting: u64,
    /// Where to look.
    pub desk: String,
}

/// Where alerts go, if anywhere.
#[derive(Debug, Clone)]
pub struct Notifier {
    queue: Option<mpsc::Sender<Alert>>,
    failing: Arc<AtomicBool>,
}

impl Notifier {
    /// Starts the sender of alerts, or none without an address.
    ///
    /// # Errors
    /// What is wrong with the address or the network library.
    pub fn start(
        url: Option<&str>,
        pauses: Vec<Duration>,
        stop: watch::Receiver<bool>,
    ) -> Result<Self, reqwest::Error> {
        let failing = Arc::new(AtomicBool::new(false));
        let Some(url) = url else { return Ok(Self { queue: None, failing }) };
        let client =
            reqwest::Client::builder().timeout(PATIENCE).redirect(reqwest::redirect::Policy::none()).build()?;
        // Built once here, so that a wrong address stops the start and not the first alert.
        client.post(url).build()?;
        let (queue, waiting) = mpsc::channel(WAITING);
        tokio::spawn(run(client, url.to_owned(), waiting, pauses, Arc::clone(&failing), stop));
        Ok(Self { queue: Some(queue), failing })
    }

    /// True if somebody is alerted at all.
    #[must_use]
    pub const fn is_on(&self) -> bool {
        self.queue.is_some()
    }

    /// True if the last alert did not get out.
    #[must_use]
    pub fn is_failing(&self) -> bool {
        self.failing.load(Ordering::Relaxed)
    }

    /// Hands an alert over; never waits.
    pub fn tell(&self, alert: Alert) {
        if let Some(queue) = &self.queue
            && queue.try_send(alert).is_err()
        {
            tracing::warn!("an alert was left out: too many are waiting");
        }
    }
}

async fn run(
    client: reqwest::Client,
    url: String,
    mut waiting: mpsc::Receiver<Alert>,
    pauses: Vec<Duration>,
    failing: Arc<AtomicBool>,
    mut stop: watch::Receiver<bool>,
) {
    loop {
        let alert = tokio::select! {
            alert = waiting.recv() => alert,
            () = stopped(&mut stop) => None,
        };
        let Some(alert) = alert else { return };
        let sent = tokio::select! {
            sent = send(&client, &url, &alert, &pauses) => sent,
            () = stopped(&mut stop) => false,
        };
        failing.store(!sent, Ordering::Relaxed);
    }
}

async fn send(client: &reqwest::Client, url: &str, alert: &Alert, pauses: &[Duration]) -> bool {
    let body = serde_json::to_vec(alert).unwrap_or_default();
    let mut pauses = pauses.iter();
    loop {
        let request = client.post(url).header("content-type", "application/json").body(body.clone());
        let answer = request.send().await.and_then(reqwest::Response::error_for_status);
        match (answer, pauses.next()) {
            (Ok(_), _) => return true,
            (Err(error), Some(pause)) => {
                tracing::warn!(error = %error.without_url(), "an alert did not get out, trying again");
                tokio::time::sleep(*pause).await;
            }
            (Err(error), None) => {
                tracing::error!(error = %error.without_url(), "an alert did not get out");
                return false;
            }
        }
    }
}
