//! Starting and stopping, and the small commands beside it.
use std::fs;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context as _, bail};
use gh_wire::digest::Digest;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinHandle;

use crate::Desk;
use crate::assets::Assets;
use crate::brief::Briefs;
use crate::config::{Config, Origins};
use crate::keys::{DeskKeys, RECOVERY_FILE};
use crate::notify::Notifier;
use crate::rate::Limiter;
use crate::sessions::{Sessions, new_token};
use crate::store::{Belongs, Store};
use crate::{routes, server};

const DATABASE: &str = "desk.db";
const DESK_ADDRESS: &str = "desk-address";

/// A desk that runs.
pub struct Running {
    /// Where app and API are.
    pub app: SocketAddr,
    /// Where the desk's pages are.
    pub desk: SocketAddr,
    /// The address to open in a browser for the desk.
    pub desk_url: String,
    /// A one-time sign-in link, as long as nobody has set a passphrase.
    pub first_link: Option<String>,
    stop: watch::Sender<bool>,
    listeners: [JoinHandle<()>; 2],
    store: Store,
}

impl Running {
    /// Lets open requests finish, then closes the database.
    pub async fn stop(self) {
        if self.stop.send(true).is_err() {
            tracing::debug!("everything had stopped already");
        }
        for listener in self.listeners {
            if let Err(error) = listener.await {
                tracing::error!(%error, "a listener ended in a panic");
            }
        }
        self.store.close().await;
    }
}

/// Starts the desk.
///
/// # Errors
/// What keeps it from starting, in words for the person who started it.
pub async fn start(config: Config) -> anyhow::Result<Running> {
    // A second start in one process finds it installed, which is just as good.
    drop(rustls::crypto::ring::default_provider().install_default());
    make_private_folder(&config.data)?;
    let app_listener = bind(config.listen, "--listen").await?;
    let desk_listener = bind(config.desk_listen, "--desk-listen").await?;
    let (app, desk) = (app_listener.local_addr()?, desk_listener.local_addr()?);
    let origins = Origins::new(desk, config.public_desk_url.as_deref())?;

    let store = open_store(&config.data).await?;
    let now_ms = (config.clock)();
    let (records, _) = store.counts().await?;
    let keys = DeskKeys::load_or_make(&config.data, &config.agency, records > 0, now_ms)?;
    let linked = store.link_older(|row| Some(Belongs::of(&keys.inside(&row.id, &row.body).ok()?))).await?;
    if linked > 0 {
        tracing::info!(linked, "older records were put with their cases");
    }
    if let Err(broken) = store.verify_ledger(false).await? {
        tracing::error!(index = broken.index, why = broken.why, "the ledger is broken");
    }
    warn_of(&config, &keys, &origins);
    store.remember(DESK_ADDRESS, origins.first()).await?;
    let first_link =
        if store.has_staff().await? { None } else { Some(new_link(&store, origins.first(), now_ms).await?) };

    let (stop, stopping) = watch::channel(false);
    let assets = Assets::load(&config.app).with_context(|| format!("reading the app in {}", config.app.display()))?;
    if assets.is_empty() {
        tracing::warn!(folder = %config.app.display(), "there is no built app here: only the API is served");
    }
    let notifier = Notifier::start(config.notify_url.as_deref(), config.limits.notify_pauses.clone(), stopping.clone())
        .context("--notify-url")?;
    let limits = config.limits.clone();
    let shared = Arc::new(Desk {
        limiter: Limiter::new(limits.burst, limits.per_second),
        sessions: Sessions::new()?,
        store: store.clone(),
        config,
        origins,
        keys,
        notifier,
        assets,
        briefs: Briefs::default(),
    });
    let listeners = [
        tokio::spawn(server::serve(app_listener, routes::app(&shared), limits.clone(), stopping.clone())),
        tokio::spawn(server::serve(desk_listener, routes::desk(&shared), limits, stopping)),
    ];
    let desk_url = shared.origins.first().to_owned();
    Ok(Running { app, desk, desk_url, first_link, stop, listeners, store })
}

fn warn_of(config: &Config, keys: &DeskKeys, origins: &Origins) {
    if keys.recovery_key_is_here() {
        tracing::warn!("{} is still in {}: move it off this machine", RECOVERY_FILE, config.data.display());
    }
    if !origins.https {
        tracing::warn!("the desk's pages are on plain http: its cookie is not Secure. For this machine only");
    }
    if config.notify_url.is_none() {
        tracing::warn!("nobody is alerted when a record comes: there is no --notify-url");
    }
}

async fn bind(address: SocketAddr, option: &str) -> anyhow::Result<TcpListener> {
    match TcpListener::bind(address).await {
        Ok(listener) => Ok(listener),
        Err(error) if error.kind() == std::io::ErrorKind::AddrInUse => {
            bail!("{address} is taken by another program. Stop it, or choose another address with {option}")
        }
        Err(error) => Err(error).with_context(|| format!("{option} {address}")),
    }
}

fn make_private_folder(data: &Path) -> anyhow::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(data).with_context(|| format!("making the folder {}", data.display()))
}

async fn open_store(data: &Path) -> anyhow::Result<Store> {
    let file = data.join(DATABASE);
    let store = Store::open(&file).await.with_context(|| format!("opening {}", file.display()))?;
    #[cfg(unix)]
    fs::set_permissions(&file, std::os::unix::fs::PermissionsExt::from_mode(0o600))?;
    Ok(store)
}

/// Opens a database that a desk has made before.
async fn open_existing(data: &Path) -> anyhow::Result<Store> {
    let file = data.join(DATABASE);
    if !file.exists() {
        bail!("there is no desk in {}: start one with `desk serve --data {}`", data.display(), data.display());
    }
    open_store(data).await
}

async fn new_link(store: &Store, desk: &str, now_ms: i64) -> anyhow::Result<String> {
    let token = new_token()?;
    store.add_link(&Digest::of(token.as_bytes()), now_ms).await?;
    Ok(format!("{desk}/sign-in?token={token}"))
}

/// Makes a one-time sign-in link, valid for 15 minutes, for the desk that last ran in this folder.
///
/// # Errors
/// If there is no desk in the folder.
pub async fn sign_in_link(data: &Path, now_ms: i64) -> anyhow::Result<String> {
    let store = open_existing(data).await?;
    let desk = store.recall(DESK_ADDRESS).await?.context("this desk has never been started")?;
    let link = new_link(&store, &desk, now_ms).await?;
    store.close().await;
    Ok(link)
}

/// Copies the database. The copy holds sealed records and the ledger, and no key at all.
///
/// # Errors
/// If there is no desk in the folder, or the file exists.
pub async fn backup(data: &Path, file: &Path) -> anyhow::Result<()> {
    if file.exists() {
        bail!("{} exists: choose another name, so that no backup is lost", file.display());
    }
    let name = file.to_str().context("the file's name is not plain text")?;
    let store = open_existing(data).await?;
    store.backup(name).await?;
    #[cfg(unix)]
    fs::set_permissions(file, std::os::unix::fs::PermissionsExt::from_mode(0o600))?;
    store.close().await;
    Ok(())
}

/// Copies the desk's own keys into a file that must not exist, readable by this user only. The recovery key's private
/// half is not among them.
///
/// # Errors
/// If there are no keys in the folder, or the file exists.
pub fn copy_keys(data: &Path, file: &PathBuf) -> anyhow::Result<()> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let keys = fs::read(data.join("keys.json")).context("reading the desk's keys")?;
    let mut copy = options.open(file).with_context(|| format!("writing {}", file.display()))?;
    std::io::Write::write_all(&mut copy, &keys)?;
    Ok(copy.sync_all()?)
}

/// Walks the ledger and every stored body. Gives the number of entries.
///
/// # Errors
/// Names the first entry that does not hold.
pub async fn verify_ledger(data: &Path) -> anyhow::Result<u64> {
    let store = open_existing(data).await?;
    let verdict = store.verify_ledger(true).await?;
    store.close().await;
    Ok(verdict?)
}
