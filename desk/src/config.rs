//! What the desk is told when it starts, and what follows from it.
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

/// The time in milliseconds since the Unix epoch. Passed in, so that tests run on a clock of their own.
pub type Clock = Arc<dyn Fn() -> i64 + Send + Sync>;

/// The clock of this machine.
#[must_use]
pub fn machine_clock() -> Clock {
    Arc::new(|| chrono::Utc::now().timestamp_millis())
}

/// Everything that a start needs to know.
#[derive(Clone)]
pub struct Config {
    /// Where app and API listen.
    pub listen: SocketAddr,
    /// Where the desk's own pages listen: another port or host, so another origin.
    pub desk_listen: SocketAddr,
    /// The folder of the database and the keys.
    pub data: PathBuf,
    /// The folder of the built app; may be absent.
    pub app: PathBuf,
    /// What the agency says of itself.
    pub agency: Agency,
    /// Where to post that a record has come, if anywhere.
    pub notify_url: Option<String>,
    /// The app's address as phones see it, when it is not the one it listens on.
    pub public_app_url: Option<String>,
    /// The desk's address as staff see it, when it is not the one it listens on.
    pub public_desk_url: Option<String>,
    /// How much is taken, and for how long it is waited.
    pub limits: Limits,
    /// The time.
    pub clock: Clock,
}

/// What the key manifest says of the agency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agency {
    /// Its name.
    pub name: String,
    /// The area it covers, in words.
    pub area: String,
    /// The number of its duty desk.
    pub phone: String,
}

/// Limits of the service, each with its reason.
#[derive(Debug, Clone)]
pub struct Limits {
    /// Connections at once. Each holds at most one body of 256 KiB, so 1,024 are 256 MiB at worst.
    pub connections: usize,
    /// How long a request's head may take: longer is a slow-loris, not a bad line.
    pub head: Duration,
    /// How long a body may take: a phone gives up after 42 s at most.
    pub body: Duration,
    /// Requests that one address may send at once: a whole office behind one address empties its queues.
    pub burst: u32,
    /// Requests a second that one address gets back after that.
    pub per_second: u32,
    /// Pauses between tries of an alert.
    pub notify_pauses: Vec<Duration>,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connections: 1024,
            head: Duration::from_secs(15),
            body: Duration::from_secs(60),
            burst: 2_000,
            per_second: 200,
            notify_pauses: [1, 5, 25, 120].map(Duration::from_secs).to_vec(),
        }
    }
}

/// The desk's own addresses as a browser names them.
#[derive(Debug, Clone)]
pub struct Origins {
    /// The first is the one to print.
    own: Vec<String>,
    /// Behind https: cookies get `Secure` and the `__Host-` prefix.
    pub https: bool,
}

/// Started in a way that cannot be safe.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ConfigError {
    /// The desk's pages would be open to the network with no known name.
    #[error(
        "--desk-listen {0} is open to the network: say how staff reach it with --public-desk-url https://…, \
         or listen on 127.0.0.1"
    )]
    NoPublicName(SocketAddr),
    /// Not an address of a site.
    #[error("{0} is not an address such as https://desk.example.org")]
    NotAnOrigin(String),
}

impl Origins {
    /// Works out the desk's addresses from where it listens and what it is told.
    ///
    /// # Errors
    /// [`ConfigError`] if the pages could be reached under a name that is not known.
    pub fn new(bound: SocketAddr, public: Option<&str>) -> Result<Self, ConfigError> {
        if let Some(public) = public {
            let origin = parse_origin(public)?;
            return Ok(Self { https: origin.starts_with("https://"), own: vec![origin] });
        }
        if !bound.ip().is_loopback() {
            return Err(ConfigError::NoPublicName(bound));
        }
        let port = bound.port();
        Ok(Self { own: vec![format!("http://{bound}"), format!("http://localhost:{port}")], https: false })
    }

    /// The address to print and to put into alerts.
    #[must_use]
    pub fn first(&self) -> &str {
        self.own.first().map_or("", String::as_str)
    }

    /// True if a request from this origin is from the desk's own pages.
    #[must_use]
    pub fn is_own(&self, origin: &str) -> bool {
        self.own.iter().any(|own| own == origin)
    }
}

/// Scheme and host, with no path.
fn parse_origin(text: &str) -> Result<String, ConfigError> {
    let wrong = || ConfigError::NotAnOrigin(text.to_owned());
    let trimmed = text.trim_end_matches('/');
    let (scheme, host) = trimmed.split_once("://").ok_or_else(wrong)?;
    let plain = !host.is_empty() && host.chars().all(|c| c.is_ascii_alphanumeric() || "-.:[]".contains(c));
    if plain && (scheme == "https" || scheme == "http") { Ok(trimmed.to_ascii_lowercase()) } else { Err(wrong()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> SocketAddr {
        text.parse().expect("a test's address")
    }

    #[test]
    fn on_loopback_both_names_of_this_machine_are_its_own() {
        let origins = Origins::new(at("127.0.0.1:8081"), None).expect("loopback is safe");
        assert!(origins.is_own("http://127.0.0.1:8081") && origins.is_own("http://localhost:8081"));
        assert!(!origins.is_own("http://127.0.0.1:8080") && !origins.is_own("null") && !origins.is_own(""));
        assert!(!origins.https);
    }

    #[test]
    fn open_to_the_network_it_must_know_its_name() {
        assert!(matches!(Origins::new(at("0.0.0.0:8081"), None), Err(ConfigError::NoPublicName(_))));
        let origins = Origins::new(at("0.0.0.0:8081"), Some("https://desk.example.org/")).expect("it is named");
        assert!(origins.https && origins.is_own("https://desk.example.org"));
        for bad in ["desk.example.org", "ftp://desk", "https://", "https://desk/path", "https://de sk"] {
            assert!(matches!(Origins::new(at("0.0.0.0:1"), Some(bad)), Err(ConfigError::NotAnOrigin(_))), "{bad}");
        }
    }
}
